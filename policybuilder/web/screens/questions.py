"""The questions of a subject, and each on a page of its own: answer, keep the default, or decide later."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from policybuilder import api
from policybuilder.edit.changes import Answer, Change, Kept
from policybuilder.edit.proposal import as_changed
from policybuilder.errors import PolicyBuilderError, Problem
from policybuilder.resolution import titles_of
from policybuilder.update.handed import hand, handed
from policybuilder.web.absent import absent_uses
from policybuilder.web.desk import Desk, desk
from policybuilder.web.fields import Field
from policybuilder.web.forms import FIELD, Typed, as_held, control_of, fields_of, read_answer, rows_of, typed_fields
from policybuilder.web.marks import effects_html
from policybuilder.web.named import documents_in, questions_in, with_labels
from policybuilder.web.old_answers import OLD, THROUGH, next_old, old_answer, old_answers
from policybuilder.web.screens.tasks import Subject, subjects
from policybuilder.web.shown import digest_of, in_sentences

if TYPE_CHECKING:
    from policybuilder.library.parameters import Parameter
    from policybuilder.resolution.asked import Asked


screen = Blueprint("questions", __name__, url_prefix="/c/<profile>")


@screen.get("/subject/<group>")
def subject(profile: str, group: str) -> str:
    """Show the questions of a subject with their answers."""
    found = _subject(profile, group, _person())
    old = {each.parameter.name: each for each in old_answers(desk().root, profile, found.asked)}
    return render_template("subject.html", profile=profile, subject=found, person=_person(), old=old)


@screen.get("/question/<name>")
def question(profile: str, name: str) -> Response:
    """Show a question with its help, its default and why."""
    asked = _asked(profile, name)
    old = old_answer(desk().root, profile, asked) if request.args.get(OLD) else None
    fields = fields_of(asked.parameter, old.value if old else asked.value)
    page = make_response(_page(profile, asked, fields, how="answer" if old else ""))
    # What a preview starts from is made once the page is sent, while a person reads it.
    page.call_on_close(partial(_made_ready, desk(), profile, asked.documents))
    return page


@screen.post("/question/<name>")
def answer(profile: str, name: str) -> Response | tuple[str, int]:
    """Save an answer or a kept default, or show what it would change; a form that is stale shows both answers."""
    from policybuilder.checks.brought import brought
    from policybuilder.update.effects import effects_between

    asked = _asked(profile, name)
    form = request.form
    how = form.get("how", "answer")
    if how == "later" and form.get("do") != "edit":
        return _go_on(profile, asked)
    fields = typed_fields(form)
    if form.get("do") == "edit":
        return _page(profile, asked, fields, how=how), 200
    if how == "else":
        who = form.get("who", "").strip()
        if not who:
            wanted = Problem(Field("who"), "Enter who would know: a role, such as Head of Digital", "no-person")
            return _page(profile, asked, fields, [wanted], how=how), 422
        with desk().writing:
            now = _asked(profile, name)
            if form.get("seen") != seen(now) or form.get("handed") != _handed(profile, name):
                return _page(profile, now, fields, newer=True, how=how), 409
            hand(desk().root, profile, name, who, date.today().isoformat())
        flash(f"Noted: {who} is to answer “{asked.parameter.label}”. Their form is under “Who answers what”.", "done")
        return _go_on(profile, asked)
    is_other = how == "keep" and _is_typed(fields, fields_of(asked.parameter, asked.value))
    if is_other and form.get("do", "").startswith("preview"):
        how = "answer"  # who asks what another answer would change has not said yet that the default stays
    elif is_other:
        message = "You entered another answer, and chose not to save it: choose “Save what is above”, or take it out"
        return _page(profile, asked, fields, [Problem(Field("how-answer"), message, "not-saved")], how=how), 422
    answers: dict[str, Any] = {}
    kept: dict[str, Any] = {}
    if how == "keep" and asked.default is not None:
        kept[name] = as_held(asked.value)
    else:
        reading = read_answer(asked.parameter, form)
        if any(problem.severity == "error" for problem in reading.problems):
            return _page(profile, asked, fields, reading.problems, how=how), 422
        answers[name] = reading.value
    if form.get("seen") != seen(asked):
        return _page(profile, asked, fields, newer=True, how=how), 409
    changes: list[Change] = [Answer(*each) for each in answers.items()]
    changes += [Kept(*each) for each in kept.items()]
    try:
        if form.get("do", "").startswith("preview"):
            library = desk().library()
            after = as_changed(library, profile, changes)
            made = effects_between(library, after, profile, asked.documents, desk().resolved)
            doubts = brought(library, after, profile)
            alone = form["do"] == "preview alone"
            return _page(profile, asked, fields, effects=effects_html(made), how=how, alone=alone, doubts=doubts), 200
        with desk().writing:
            # Between the look above and this, another tab or an editor may have saved the profile.
            if seen(_asked(profile, name)) != form.get("seen"):
                return _page(profile, _asked(profile, name), fields, newer=True), 409
            library = desk().library()
            api.answer(library, profile, answers, kept, resolved=desk().resolved)
            doubts = brought(library, desk().library(), profile)
    except PolicyBuilderError as error:
        known = desk().library().reference.parameters
        said = [with_labels(each, known) for each in error.problems]
        return _page(profile, asked, fields, said, how=how, about=questions_in(error.problems, known)), 422
    flash(f"Saved: {asked.parameter.label}", "done")
    for each in _named(profile, doubts):
        flash(f"It does not fit: {in_sentences(each)}", "problem")
    return _go_on(profile, asked)


def _made_ready(there: Desk, profile: str, documents: Sequence[str]) -> None:
    """Make the documents that ask a question as they are; what is wrong with them is told where they are shown."""
    import policybuilder.update.effects  # noqa: F401 - the larger part of the first preview

    with contextlib.suppress(PolicyBuilderError):
        for document in documents:
            there.document(profile, document)


def seen(asked: Asked) -> str:
    """Return what tells whether an answer is still the one that a form was made for."""
    return digest_of(f"{asked.state}\n{asked.shown}\n{as_held(asked.value)}")


def _is_typed(fields: Typed, shown: Typed) -> bool:
    """Return whether somebody typed another answer into the fields than they showed; empty ones say nothing."""
    typed = {name: words for name, words in fields.items() if words}
    return any(
        words != shown.get(name, "") and not _is_one_of(words, shown.get(name, ())) for name, words in typed.items()
    )


def _is_one_of(words: str | tuple[str, ...], shown: str | tuple[str, ...]) -> bool:
    """Return whether the one box that is ticked is the one that was: a form sends a single one as a word."""
    return isinstance(shown, tuple) and (words,) == shown


def _handed(profile: str, name: str) -> str:
    """Return who is to answer a question as a form holds it; "" for nobody."""
    given = handed(desk().root, profile).get(name)
    return f"{given.to} {given.since}" if given else ""


def _person() -> str:
    """Return whose questions alone somebody goes through, as the address or the form says; "" for everybody's."""
    return request.values.get("person", "")


def _through() -> str:
    """Return what tells that somebody goes through what the old policy may have decided; "" where nobody does."""
    return OLD if request.values.get(THROUGH) == OLD else ""


def _go_on(profile: str, asked: Asked) -> Response:
    """Go to the next question of the subject, and the person, that nobody looked at, else to the subject.

    Who goes through what the old policy may have decided goes to the next of those, else back to where they are listed.
    """
    if _through():
        old = next_old(desk().root, profile, desk().asked(profile), asked.parameter.name)
        return redirect(
            url_for("questions.question", profile=profile, name=old, through=_through())
            if old
            else url_for("old_policy.choose", profile=profile)
        )
    person, group = _person(), asked.parameter.group
    every = [each.parameter.name for each in _subject(profile, group).asked]
    try:
        mine = {each.parameter.name: each for each in _subject(profile, group, person).asked}
    except HTTPException:  # what was that person's last question here is answered, or another's now
        return redirect(url_for("tasks.tasks", profile=profile, person=person or None))
    after = every[every.index(asked.parameter.name) + 1 :]
    following = next((name for name in after if name in mine and not mine[name].looked_at), "")
    if following:
        return redirect(url_for("questions.question", profile=profile, name=following, person=person or None))
    return redirect(url_for("questions.subject", profile=profile, group=group, person=person or None))


def _page(
    profile: str,
    asked: Asked,
    fields: Typed,
    problems: Sequence[Problem] = (),
    *,
    newer: bool = False,
    effects: Sequence[Any] | None = None,
    how: str = "",
    alone: bool = False,
    about: Sequence[Parameter] = (),
    doubts: Sequence[Problem] = (),
) -> str:
    parameter = asked.parameter
    given = handed(desk().root, profile).get(parameter.name)
    return render_template(
        "changes.html" if alone else "question.html",
        handed=None if asked.looked_at else given,
        who=request.form.get("who") or (given.to if given else parameter.ask),
        profile=profile,
        asked=asked,
        parameter=parameter,
        control=control_of(parameter),
        fields=fields,
        rows=rows_of(fields) if control_of(parameter) == "table" else 0,
        field=FIELD,
        old=old_answer(desk().root, profile, asked),
        problems=problems,
        newer=newer,
        effects=effects,
        how=how or ("keep" if asked.default is not None and asked.looked_at else "answer"),
        seen=seen(asked),
        waiting=given,
        handed_seen=_handed(profile, parameter.name),
        group=desk().library().reference.groups.get(parameter.group, parameter.group),
        person=_person(),
        through=_through(),
        about=[each for each in about if each.name != parameter.name],
        doubts=[_doubt(profile, parameter, each) for each in doubts],
        absent=absent_uses(desk(), profile, asked) if effects is not None and not effects else (),
    )


@dataclass(frozen=True)
class _Doubt:
    """What would not fit: what is said of it, and the questions and documents, by title, where it is mended."""

    said: str
    questions: tuple[Parameter, ...]
    documents: tuple[tuple[str, str], ...]


def _doubt(profile: str, parameter: Parameter, problem: Problem) -> _Doubt:
    library = desk().library()
    titles = titles_of(library, profile)
    (said,) = _named(profile, [problem])
    others = tuple(each for each in questions_in([problem], library.reference.parameters) if each != parameter)
    return _Doubt(in_sentences(said), others, tuple((id, titles[id]) for id in documents_in([problem], titles)))


def _named(profile: str, problems: Sequence[Problem]) -> list[Problem]:
    """Return problems with the words of the page in place of the names of the files."""
    library = desk().library()
    titles = titles_of(library, profile) if problems else {}
    return [with_labels(each, library.reference.parameters, titles) for each in problems]


def _asked(profile: str, name: str) -> Asked:
    found = next((each for each in desk().asked(profile) if each.parameter.name == name), None)
    return found or abort(404)


def _subject(profile: str, group: str, person: str = "") -> Subject:
    library = desk().library()
    every = subjects(library, profile, desk().asked(profile), person)
    found = next((each for each in every if each.id == group), None)
    return found or abort(404)
