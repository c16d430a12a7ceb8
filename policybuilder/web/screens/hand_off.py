"""The questions of one person: a form to send, and the answers that come back in it, shown before they are taken."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from policybuilder import api
from policybuilder.errors import PolicyBuilderError, Problem
from policybuilder.web.desk import desk
from policybuilder.web.fields import Field
from policybuilder.web.forms import as_held
from policybuilder.web.old_files import as_other_file
from policybuilder.web.screens.questions import seen
from policybuilder.web.shown import answer_words, in_sentences

if TYPE_CHECKING:
    from policybuilder.resolution.asked import Asked
    from policybuilder.update.hand_off import Returned


screen = Blueprint("hand_off", __name__, url_prefix="/c/<profile>/hand-off")

FORMS = {
    "docx": ("word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "html": ("html", "text/html; charset=utf-8"),
    "md": ("markdown", "text/markdown; charset=utf-8"),
}
"""The forms there are, by the ending of the file: the format and what a browser is told."""


@screen.get("/")
def choose(profile: str, problems: Sequence[Problem] = ()) -> str:
    """Show who is asked what, with the form of each, and take a form back."""
    from policybuilder.update.hand_off import asked_of

    library = desk().library()
    asked = desk().asked(profile)
    by_person: dict[str, list[Asked]] = {}
    for each in asked:
        if who := asked_of(library, profile, each):
            by_person.setdefault(who, []).append(each)
    rows = [(who, len(own), sum(not each.looked_at for each in own)) for who, own in sorted(by_person.items())]
    return render_template("hand_off.html", profile=profile, rows=rows, problems=problems)


@screen.get("/form.<suffix>")
def form(profile: str, suffix: str) -> Response:
    """Give the form of a person's questions: in Word, as a page to print, or as text.

    Somebody who is asked nothing any more has none, which is said where the others are.
    """
    from policybuilder.update.hand_off import form_document, people

    if suffix not in FORMS:
        abort(404)
    format, kind = FORMS[suffix]
    library = desk().library()
    person = request.args.get("person", "")
    if person not in people(library, profile):
        flash(f"Nothing is asked of the {person} now." if person else "Choose whose form you want.", "problem")
        return redirect(url_for("hand_off.choose", profile=profile))
    document = form_document(library, profile, person)
    response = make_response(api.write(document, format, library))
    response.headers["Content-Type"] = kind
    response.headers["Content-Disposition"] = f'attachment; filename="questions-{profile}.{suffix}"'
    return response


@screen.post("/")
def read(profile: str) -> str | tuple[str, int]:
    """Show the answers that came back in a form; nothing is written yet."""
    from policybuilder.readers import format_of
    from policybuilder.update.hand_off import answers_in

    file = request.files.get("form")
    name = "" if file is None else file.filename or ""
    if file is None or not format_of(name):
        wanted = as_other_file(name) or "Choose the form that came back: a Word file, a page or a text"
        return choose(profile, [Problem(Field("form"), wanted, "no-file")]), 422
    try:
        returned = answers_in(desk().library(), profile, file.read(), f"the form.{name.rpartition('.')[2].lower()}")
    except PolicyBuilderError as error:
        return choose(profile, [Problem(Field("form"), in_sentences(each), each.code) for each in error.problems]), 422
    return _shown(profile, returned)


def _shown(profile: str, returned: Returned) -> str:
    rows = [(each, json.dumps(_sent(each.value), ensure_ascii=False), seen(each.asked)) for each in returned.given]
    return render_template("returned.html", profile=profile, rows=rows, wrong=returned.problems.found)


def _sent(value: Any) -> Any:
    held = as_held(value)
    return held if isinstance(held, (str, int, bool, list)) or held is None else str(held)


@screen.post("/take")
def take(profile: str) -> Response:
    """Take the answers that were ticked; one that somebody changed meanwhile is left and said."""
    answers: dict[str, Any] = {}
    left = []
    try:
        with desk().writing:
            library = desk().library()
            known = {each.parameter.name: each for each in desk().asked(profile)}
            for name in request.form.getlist("take"):
                if name not in known:
                    abort(404)
                if request.form.get(f"seen-{name}") != seen(known[name]):
                    left.append(_left(known[name]))
                else:
                    sent = json.loads(request.form.get(f"value-{name}", "null"))
                    answers[name] = _value(known[name].parameter.type, sent)
            if answers:
                api.answer(library, profile, answers)
    except PolicyBuilderError as error:
        flash(f"Nothing was taken: {in_sentences(error.problems[0])}", "problem")
    else:
        if answers:
            flash(f"Taken: {', '.join(known[name].parameter.label for name in answers)}", "done")
        elif not left:
            flash("No answer was ticked, so none was taken.", "problem")
    if left:
        flash(f"Not taken, for somebody answered meanwhile: {'; '.join(left)}", "problem")
    return redirect(url_for("hand_off.choose", profile=profile))


def _left(asked: Asked) -> str:
    """Return a question that somebody answered meanwhile: what came back for it, and the answer now."""
    sent = json.loads(request.form.get(f"value-{asked.parameter.name}", "null"))
    return f"{asked.parameter.label} (came back: {sent}; now: {answer_words(asked) or 'no answer'})"


def _value(type: str, sent: Any) -> Any:
    from datetime import date

    return date.fromisoformat(sent) if type == "date" and isinstance(sent, str) else sent
