"""A statement of law that the documents rest on, and its sign-off by whoever read it at its source."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from policybuilder import api
from policybuilder.errors import PolicyBuilderError, Problem
from policybuilder.library.statements import statement as words_of
from policybuilder.web.days import typed_day
from policybuilder.web.desk import desk
from policybuilder.web.fields import Field
from policybuilder.web.shown import digest_of

screen = Blueprint("law", __name__, url_prefix="/c/<profile>/law")

_AT_THE_DAY = frozenset({"law-checked-date", "law-checked-early"})
_WANTED = {
    "role": "Enter who read it: a role, such as Head of Legal",
    "date": "Enter the day on which it was read",
    "read": "Enter what was read: the text, page or copy",
}


@screen.get("/<law>")
def statement(profile: str, law: str) -> str:
    """Show what the library says the law is, what is to be checked, and ask who read it, when, and what."""
    return _page(profile, law)


@screen.post("/<law>")
def sign(profile: str, law: str) -> Response | tuple[str, int]:
    """Record the sign-off; a form that is stale shows what changed, and saves nothing."""
    form = request.form
    role, read = (" ".join(form.get(name, "").split()) for name in ("role", "read"))
    problems: list[Problem] = []
    day = typed_day("date", form, problems)
    given = {"role": role, "date": day or problems, "read": read}
    problems += [Problem(Field(name), said, "missing") for name, said in _WANTED.items() if not given[name]]
    if problems or day is None:
        return _page(profile, law, problems), 422
    try:
        with desk().writing:
            if form.get("seen") != _seen(profile, law):
                return _page(profile, law, newer=True), 409
            known = desk().resolved
            api.sign_off(desk().library(), profile, law, role=role, read=read, day=day, resolved=known)
    except PolicyBuilderError as error:
        return _page(profile, law, [_at_field(each) for each in error.problems]), 422
    flash(f"Signed off: {desk().library().reference.law[law].title}", "done")
    return redirect(url_for("open_points.points", profile=profile))


def _at_field(problem: Problem) -> Problem:
    if problem.code in _AT_THE_DAY:
        return Problem(Field("date"), f"{problem.message[:1].upper()}{problem.message[1:]}", problem.code)
    return problem


def _seen(profile: str, law: str) -> str:
    """Return what tells whether the statement, and the council's own sign-off of it, are still what was shown."""
    library = desk().library()
    own = library.profile(profile).front.law_checked.get(law)
    return digest_of(repr((words_of(library.reference.law[law]), own)))


def _page(profile: str, law: str, problems: Sequence[Problem] = (), *, newer: bool = False) -> str:
    from policybuilder.resolution.sign_offs import given_sign_offs, why_not

    library = desk().library()
    council = library.profile(profile)
    known = library.reference.law.get(law)
    if known is None or known.verified:
        abort(404)
    illustrative = council.front.illustrative
    faults = [(each, each.fault(known, illustrative)) for each in given_sign_offs(library, council).get(law, ())]
    return render_template(
        "law.html",
        profile=profile,
        law=known,
        signed=[each.entry for each, fault in faults if fault is None],
        why_not=[why_not(law, each, known, fault) for each, fault in faults if fault is not None],
        form=request.form,
        today=date.today(),
        problems=problems,
        seen=_seen(profile, law),
        newer=newer,
    )
