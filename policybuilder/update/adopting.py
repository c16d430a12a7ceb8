"""An old policy taken over: a new profile with the answers found, the council's own words, and what is to be decided.

Where the library says the same, its words are taken. Where the old policy says it differently in duty, limit or
exception, the council's words stand in the clause, word for word; what nothing in the library says becomes clauses of
the council's own. A person may choose otherwise for each passage, by its number in the report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from policybuilder.adopt.adoption import Adoption
from policybuilder.adopt.around import cover_lines
from policybuilder.adopt.old_policy import OldPassage
from policybuilder.adopt.standing import answers_of
from policybuilder.document import Clause, ControlEntry, Document, Paragraph, Provenance, Text
from policybuilder.edit.changes import OwnClause, changed_profile
from policybuilder.errors import Location, PolicyBuilderError, fail
from policybuilder.library.councils import RegisteredCouncil
from policybuilder.library.library import Library
from policybuilder.library.new_profile import NewProfile, known_answers, profile_text, questions
from policybuilder.library.profiles import read_profile
from policybuilder.library.written_values import one_line
from policybuilder.resolution import resolve
from policybuilder.resolution.answers import answer
from policybuilder.resolution.case import case_of
from policybuilder.resolution.contradictions import refuse_contradictions
from policybuilder.update.own_words import Choice, Taker, library_with, prove
from policybuilder.update.reworded import Reworded, reworded

LEFT_OUT = "left-out"
"""The id of what the comparison of old and new shows of passages that no clause came of."""


@dataclass(frozen=True)
class TakenOver:
    """What taking an old policy over makes: the profile's text, clauses of the council's own, and the document.

    `ours` are the numbers of the passages whose words stand in it, `left` those whose words could not, each with why.
    """

    id: str
    council: RegisteredCouncil
    text: str
    own: tuple[OwnClause, ...]
    library: Library
    document: Document
    ours: tuple[int, ...]
    left: Mapping[int, str]
    homes: Mapping[int, str]

    def reworded(self, adoption: Adoption) -> Reworded:
        """Return what the draft makes of the old policy's passages."""
        return reworded(adoption, self.document, self.homes, self.ours)


def chosen(adoption: Adoption, asked: Mapping[int, Choice], every: Choice | None = None) -> dict[int, Choice]:
    """Return whose words stand for each passage: as asked by number, for all, or as the passage stands.

    The lines of a cover are no rules, and become no clause unless somebody asks for them.

    Raises PolicyBuilderError for a number that no passage has.
    """
    known = {passage.number for passage in adoption.policy.passages}
    if unknown := sorted(set(asked) - known):
        hint = f"the passages have the numbers 1 to {max(known, default=0)}"
        raise fail(Location("--ours"), f"no passage has the number {unknown[0]}", "unknown-passage", hint)
    cover = cover_lines(adoption.policy)
    return {
        passage.number: asked.get(passage.number)
        or every
        or ("library" if passage.number in cover else _usual(passage, adoption))
        for passage in adoption.policy.passages
        if passage.says
    }


def _usual(passage: OldPassage, adoption: Adoption) -> Choice:
    standing = adoption.standing(passage)
    if standing == "same":
        return "library"
    if standing == "differently":
        best = adoption.matches[passage.number][0]
        return "ours" if best.differs or best.apart or passage.number in adoption.changed else "library"
    return "ours"


def under_whose_headings(adoption: Adoption, every: Choice | None) -> Adoption:
    """Return what is taken over: where all is left to the library, its clauses keep their headings as well."""
    return replace(adoption, headings={}) if every == "library" else adoption


def taken_over(
    adoption: Adoption,
    library: Library,
    id: str,
    council: RegisteredCouncil,
    choices: Mapping[int, Choice],
    today: str,
    asked: Collection[int] = (),
) -> TakenOver:
    """Return what makes an old policy a council's profile; nothing is written.

    Where a person `asked` for the council's words, they stand in the place of a library's paragraph whatever else it
    says; else only where it says nothing more. The profile is read and its document made as they will be. Raises
    PolicyBuilderError when that cannot be.
    """
    name = f"profiles/{id}.yaml"
    new = _without_contradictions(adoption, library, id, council)
    started = library.with_profile(read_profile(name, profile_text(library, new), library.reference))
    taker = Taker(adoption, started, id, choices, asked, today, profile_text(library, new))
    error: PolicyBuilderError | None = None
    for cautious in (False, True):
        changes = taker.changes(cautious)
        try:
            text = changed_profile(profile_text(library, new), changes, name)
            after = library_with(library, name, text, changes)
            document = resolve(after, id, adoption.document)
            prove(document, taker)
        except PolicyBuilderError as caught:
            error = error or caught
            continue
        own = tuple(change for change in changes if isinstance(change, OwnClause))
        return TakenOver(id, council, text, own, after, document, tuple(taker.ours), taker.left, taker.homes)
    assert error is not None
    raise error


def _without_contradictions(adoption: Adoption, library: Library, id: str, council: RegisteredCouncil) -> NewProfile:
    """Return the new profile; an answer that does not go with another, or with a default, is only suggested."""
    doubtful: set[str] = set()
    while True:
        new = _new_profile(adoption, library, id, council, doubtful)
        profile = read_profile(f"profiles/{id}.yaml", profile_text(library, new), library.reference)
        try:
            refuse_contradictions(answer(case_of(library.with_profile(profile), id, adoption.document)))
        except PolicyBuilderError as error:
            said = " ".join(f"{problem.message} {problem.hint}" for problem in error.problems)
            named = {name for name in new.answers if f'"{name}"' in said} - doubtful
            if not named:
                raise
            doubtful |= named
        else:
            return new


def _new_profile(
    adoption: Adoption, library: Library, id: str, council: RegisteredCouncil, doubtful: Collection[str] = ()
) -> NewProfile:
    document = adoption.document
    asked = {parameter.name for parameter in questions(library, (document,))}
    found = {
        name: value
        for name, value in answers_of(library, adoption.decisions).items()
        if name in asked and name not in doubtful
    }
    notes: dict[str, list[str]] = defaultdict(list)
    owner, approver = "", ""
    for decision in adoption.decisions:
        where = f"passage {decision.passage}, {decision.place}" if decision.passage else decision.place
        said = f'The old policy ({where}) says: "{decision.words}".'
        if decision.parameter == "document.owner" and decision.sure:
            owner = str(decision.value)
        elif decision.parameter == "document.approver" and decision.sure:
            approver = str(decision.value)
        elif decision.parameter in doubtful:
            notes[decision.parameter].append(f"{said} It does not go with another answer: please decide.")
        elif decision.sure:
            notes[decision.parameter].append(said)
        elif decision.among:
            left = " or ".join(map(str, decision.among))
            notes[decision.parameter].append(f"{said} That leaves {left}. Please decide which it is.")
        else:
            notes[decision.parameter].append(f"{said} It may mean: {one_line(decision.value)}. Please confirm.")
    why = "The old policy says nothing of this; to be confirmed"
    to_confirm = tuple((gap.clause, why) for gap in adoption.missing if gap.level != "mandatory")
    return NewProfile(
        id,
        council,
        adoption.depth or "standard",
        (document,),
        (),
        {**found, **{name: value for name, value in known_answers(library, council).items() if name not in doubtful}},
        {document: owner} if owner else {},
        {document: approver} if approver else {},
        notes=notes,
        to_confirm={document: to_confirm},
        functions=adoption.functions,
    )


def only_likely(adoption: Adoption, library: Library) -> tuple[str, ...]:
    """Return the parameters of a new profile whose answers an old policy only makes likely, for a person to confirm."""
    asked = {parameter.name for parameter in questions(library, (adoption.document,))}
    sure = {decision.parameter for decision in adoption.decisions if decision.sure}
    likely = (decision.parameter for decision in adoption.decisions if not decision.sure)
    return tuple(dict.fromkeys(name for name in likely if name in asked - sure))


def regrouped(taken: TakenOver, adoption: Adoption) -> Document:
    """Return the old policy with each passage under the clause that it became, so that it compares as reworded."""
    empty = Provenance("", "", "", "", "", "", "", (), (), (), ())
    texts = taken.reworded(adoption).blocks
    rest = [each.text for each in adoption.policy.passages if each.says and each.number not in taken.homes]

    def old(clause: Clause) -> Clause:
        return replace(clause, blocks=texts[clause.id], provenance=empty)

    sections = []
    for section in taken.document.sections:
        kept = tuple(old(clause) for clause in section.clauses if texts.get(clause.id))
        sections.append(replace(section, clauses=kept))
    left = tuple(Paragraph((Text(text),)) for text in rest)
    if left:
        sections[-1] = replace(
            sections[-1],
            clauses=(*sections[-1].clauses, Clause(LEFT_OUT, "", "In no clause of the new policy", left, empty)),
        )
    appendices = tuple(old(clause) for clause in taken.document.appendices if texts.get(clause.id))
    control = tuple(_control(taken.document, adoption))
    return replace(
        taken.document,
        title=adoption.policy.title,
        stage="",  # it is no edition of a document that was built here
        sections=tuple(sections),
        appendices=appendices,
        control=control,
    )


def _control(document: Document, adoption: Adoption) -> Iterator[ControlEntry]:
    """Yield the rows of the old policy's control table, as far as it says them.

    Of the others the draft's stand: what an old policy does not print has not changed.
    """
    said = {each.parameter: str(each.value) for each in adoption.decisions if each.sure}
    for entry in document.control:
        text = said.get(f"document.{entry.id}", entry.value.text)
        yield replace(entry, value=replace(entry.value, text=text))
