"""What stands between a draft and the committee: each open point once, at the line where its answer goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from policybuilder.document import Document, OpenQuestion, clauses, unconfirmed
from policybuilder.errors import Location, Problem
from policybuilder.library.question_places import answer_path, in_words, question_place
from policybuilder.library.statements import SIGN_OFFS
from policybuilder.library.written_values import one_line
from policybuilder.resolution.amendments import without_clause
from policybuilder.resolution.answers import Answers
from policybuilder.resolution.sign_offs import given_sign_offs, unchecked_problem

Kind = Callable[[Document, Answers], Iterator[Problem]]
"""Yields the open points of one kind."""

_OF_A_DOCUMENT = {
    "document.owner": ("Which role owns the document?", "Chief Executive"),
    "document.approver": ("Which body approves it?", "Monitoring Officer or Head of Legal Services"),
    "document.review_date": ("When is the document reviewed next?", "Information Governance Manager"),
}
"""What is asked about a document itself, and who would know."""


def open_points(document: Document, answers: Answers) -> tuple[Problem, ...]:
    """Return everything that must be settled before a document goes to the body that approves it."""
    return tuple(problem for kind in KINDS for problem in kind(document, answers))


def open_questions(document: Document, answers: Answers) -> tuple[OpenQuestion, ...]:
    """Return the question behind each value that is still to be confirmed, and who would know, in reading order.

    After them come the facts that are yes or no. No text prints these, but they decide which clauses there are.
    """
    printed = [value.parameter for _, value in unconfirmed(document) if value.parameter]
    return tuple(
        OpenQuestion(name, *_question(name, answers), guess=answers.open_fact(name))
        for name in dict.fromkeys((*printed, *_yes_or_no(document, answers)))
    )


def _yes_or_no(document: Document, answers: Answers) -> Iterator[str]:
    """Yield each fact that is yes or no, at which nobody has looked, and on which a clause or its absence rests."""
    uses = [use for clause in clauses(document) for use in clause.provenance.parameters]
    uses += [use for omission in document.omissions for use in omission.parameters]
    for name in (use.name for use in uses):
        if answers.open_fact(name) and isinstance(answers.parameters[name].value, bool):
            yield name


def values_to_confirm(document: Document, answers: Answers) -> Iterator[Problem]:
    """Yield a problem for each value that the council has not given and that has no default."""
    for question in document.questions:
        if not question.guess:
            hint = f"{_asked(question)} Write {in_words(answer_path(question.parameter, document.id))}".strip()
            yield _problem(question, f'"{question.parameter}" is still to be confirmed', "unconfirmed", hint, answers)


def facts_nobody_looked_at(document: Document, answers: Answers) -> Iterator[Problem]:
    """Yield a problem for each fact about the council that stands by default, and at which nobody has looked."""
    for question in document.questions:
        if not question.guess:
            continue
        guess = answers.parameters[question.parameter]
        name, default = question.parameter, one_line(guess.value)
        message = f'nobody has looked at "{name}": its default is {_short(default)}'
        if guess.moved:
            message += f", and what was kept is {_short(one_line(guess.moved.value))}"
        hint = f"{_asked(question)} If the default is right, write {name}: {default} under kept:; if not, write "
        hint += in_words(answer_path(name))
        yield _problem(question, message, "never-looked-at", hint, answers)


def unchecked_law(document: Document, answers: Answers) -> Iterator[Problem]:
    """Yield a problem for each statement of law that the document rests on and nobody has read at its source.

    The hint prints the lines that sign it off. A sign-off that has lapsed is named, with the statement then and now.
    """
    library, profile = answers.library, answers.effective.profile
    given = given_sign_offs(library, profile)
    file = library.profile_files.get(profile.id)
    place = question_place(profile, file.text() if file else "", (SIGN_OFFS,))
    for entry in document.law:
        if entry.state == "unchecked":
            law, signed = library.reference.law[entry.id], given.get(entry.id, ())
            yield unchecked_problem(entry.id, law, signed, profile.front.illustrative, place)


def amendments_to_settle(document: Document, answers: Answers) -> Iterator[Problem]:
    """Yield a problem for each amendment whose words the library changed, until the profile is brought up to it."""
    profile = answers.effective.profile.id
    present = {clause.id for clause in clauses(document)}
    omitted = {omission.id: omission for omission in document.omissions}
    for entry, placed in answers.effective.amendments(answers.template.id):
        if entry.clause in present:
            continue
        if why := without_clause(answers, entry, omitted.get(entry.clause)):
            message = f'the amendment of "{entry.clause}" has no clause to stand in, and its words are in no draft: it '
            settle = f"policybuilder settle {placed.profile} {entry.clause} --keep library"
            hint = f"put its words elsewhere, then `{settle}` takes it out"
            gone = answers.library.names.gone("clause", entry.clause)
            hint = f"{gone.advice}; {hint}" if gone and gone.advice else hint
            yield Problem(placed.location, message + why, "amendment-withdrawn", hint)
    for clause in clauses(document):
        for amendment in clause.provenance.amendments:
            place, here = Location.parse(amendment.source), f'the amendment of "{clause.id}"'
            update, version = f"`policybuilder update {profile}` writes it", clause.provenance.version
            if amendment.state == "carried":
                message = f"{here} is carried over to version {version} of the clause"
                yield Problem(place, message, "amendment-carried", f"read the draft; {update}")
            elif amendment.state == "adopted":
                message = f"{here} is not needed any more: version {version} says the same"
                yield Problem(place, message, "amendment-adopted", update)
            elif amendment.state == "conflict":
                message = f"{here} is in conflict with version {version} of the clause"
                settle = f"policybuilder settle {profile} {clause.id} --keep ours"
                yield Problem(place, message, "amendment-conflict", f"`{settle}` keeps yours, `--keep library` theirs")


KINDS: tuple[Kind, ...] = (values_to_confirm, facts_nobody_looked_at, unchecked_law, amendments_to_settle)
"""Each kind of open point; a new kind is a function and a name here."""


def _question(name: str, answers: Answers) -> tuple[str, str]:
    parameter = answers.library.reference.parameters.get(name)
    return (parameter.question, parameter.ask) if parameter else _OF_A_DOCUMENT.get(name, ("", ""))


def _asked(question: OpenQuestion) -> str:
    return f"{question.question} Ask: {question.ask}." if question.ask else question.question


def _problem(question: OpenQuestion, message: str, code: str, hint: str, answers: Answers) -> Problem:
    """Return a problem at the line of the council's own profile where the answer goes."""
    profile, name = answers.effective.profile, question.parameter
    moved = answers.parameters[name].moved if name in answers.parameters else None
    if moved and moved.profile == profile.id:
        return Problem(moved.location, message, code, hint)
    file = answers.library.profile_files.get(profile.id)
    place = question_place(profile, file.text() if file else "", answer_path(name, answers.template.id))
    return Problem(place, message, code, hint)


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"
