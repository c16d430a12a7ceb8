"""What is said of a document itself: who owns it, who approves it, when it is reviewed, and how much it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from policybuilder import api
from policybuilder.errors import PolicyBuilderError, Problem
from policybuilder.resolution import documents_of, titles_of
from policybuilder.resolution.inheritance import inherit
from policybuilder.web.days import typed_day
from policybuilder.web.desk import desk
from policybuilder.web.fields import Field
from policybuilder.web.screens.councils import DEPTHS
from policybuilder.web.shown import day_words, digest_of

screen = Blueprint("about", __name__, url_prefix="/c/<profile>/documents/<document>/about")

_FIELDS = ("owner", "approver", "review_date", "depth")
_CLEARED = {
    "owner": "Enter the role that owns the document",
    "approver": "Enter the body that approves it",
    "review_date": "Enter the day of the next review",
}
"""What is asked for where somebody empties a field that was filled in."""


@screen.get("/")
def about(profile: str, document: str) -> str:
    """Show what is said of the document, to be changed."""
    return _page(profile, document, _shown(_now(profile, document)))


@screen.post("/")
def save(profile: str, document: str) -> Response | tuple[str, int]:
    """Save what was changed; a form that is stale shows both, and saves nothing."""
    typed = {name: " ".join(request.form.get(name, "").split()) for name in _FIELDS}
    problems: list[Problem] = []
    try:
        with desk().writing:
            now = _now(profile, document)
            if request.form.get("seen") != _seen(now):
                return _page(profile, document, typed, newer=True), 409
            changed = _changed(typed, now, problems)
            if problems:
                return _page(profile, document, typed, problems), 422
            if changed:
                answers = {f"document.{name}": value for name, value in changed.items()}
                api.answer(desk().library(), profile, answers, document=document, resolved=desk().resolved)
    except PolicyBuilderError as error:
        return _page(profile, document, typed, error.problems), 422
    title = titles_of(desk().library(), profile)[document]
    flash(f"Saved: {title}" if changed else "Nothing was changed", "done")
    return redirect(url_for("documents.documents", profile=profile))


def _changed(typed: Mapping[str, str], now: Mapping[str, Any], problems: list[Problem]) -> dict[str, Any]:
    """Return what was typed where it differs from what stands, as a profile holds it; or note what is wrong."""
    found: dict[str, Any] = {}
    for name, words in typed.items():
        if words == _shown(now)[name]:
            continue
        if not words:
            problems.append(Problem(Field(name), _CLEARED.get(name, "Choose how much it says"), "missing"))
        elif name == "review_date":
            if (day := typed_day(name, typed, problems)) is not None:
                found[name] = day
        elif name != "depth" or words in {depth for depth, *_ in DEPTHS}:
            found[name] = words
    return found


def _now(profile: str, document: str) -> dict[str, Any]:
    """Return what the council, or a base of it, says of the document itself; None where nobody did."""
    library = desk().library()
    if document not in documents_of(library, profile):
        abort(404)
    effective = inherit(library, library.profile(profile))
    settings = {name: effective.field(document, name) for name in _FIELDS}
    return {name: setting.value if setting else None for name, setting in settings.items()}


def _shown(now: Mapping[str, Any]) -> dict[str, str]:
    words = {name: _in_words(value) for name, value in now.items()}
    return {**words, "depth": words["depth"] or "standard"}


def _in_words(value: Any) -> str:
    if isinstance(value, date):
        return day_words(value)
    return "" if value is None else str(value)


def _seen(now: Mapping[str, Any]) -> str:
    """Return what tells whether what is said of the document is still what was shown."""
    return digest_of(repr(sorted(now.items())))


def _page(
    profile: str, document: str, form: Mapping[str, str], problems: Sequence[Problem] = (), *, newer: bool = False
) -> str:
    now = _now(profile, document)
    return render_template(
        "about.html",
        profile=profile,
        document=document,
        title=titles_of(desk().library(), profile)[document],
        form=form,
        now=_shown(now),
        depths=DEPTHS,
        problems=problems,
        seen=_seen(now),
        newer=newer,
    )
