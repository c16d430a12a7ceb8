"""A newer library: what it changed for a council, and what has become of the council's own words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from policybuilder import api
from policybuilder.errors import PolicyBuilderError, Problem
from policybuilder.web.days import typed_day
from policybuilder.web.desk import desk
from policybuilder.web.fields import Field
from policybuilder.web.shown import day_words, digest_of, in_sentences

if TYPE_CHECKING:
    from policybuilder.update.updating import Update


screen = Blueprint("library", __name__, url_prefix="/c/<profile>/library")

KINDS = {
    "stands": "Stands: its words are still in the clause",
    "carried": "Carried over: merged with what the library changed",
    "adopted": "The library says the same now: the amendment is taken out",
    "conflict": "In conflict: the library and the council changed the same words",
}
"""What has become of an amendment, in words."""


@screen.get("/")
def news(profile: str) -> str:
    """Show what the library changed since it was last accepted, and what each amendment becomes."""
    return _page(profile, api.update(desk().library(), profile, check=True))


def _page(profile: str, found: Update, problems: Sequence[Problem] = (), *, newer: bool = False) -> str:
    return render_template(
        "library.html",
        profile=profile,
        update=found,
        kinds=KINDS,
        seen=_seen(found),
        newer=newer,
        later=desk().library().profile(profile).front.newer_library,
        problems=problems,
        form=request.form,
    )


def _seen(found: Update) -> str:
    """Return what tells whether a newer library, and the council's own words, are still those that were shown."""
    moved = [(each.document, each.clause, each.state, each.entry.text, each.now, each.merged) for each in found.moved]
    news = [(each.id, each.words, each.weight) for each in found.news]
    put_off = desk().library().profile(found.profile).front.newer_library
    return digest_of(repr((found.first, news, moved, found.renewed, found.asked, found.changes, put_off)))


@screen.post("/")
def accept(profile: str) -> Response | tuple[str, int]:
    """Accept the newer library: carry the amendments over, and note what was seen. A stale form shows what is new."""
    with desk().writing:
        found = api.update(desk().library(), profile, check=True)
        if request.form.get("seen") != _seen(found):
            return _page(profile, found, newer=True), 409
        found = api.update(desk().library(), profile)
    flash("Carried over to the newer library" if found.files else "There was nothing to do", "done")
    return redirect(url_for("library.news", profile=profile))


@screen.post("/later")
def later(profile: str) -> Response | tuple[str, int]:
    """Put the newer library off until a day, or ask again at once. A stale form shows what is new."""
    form = request.form
    problems: list[Problem] = []
    again = form.get("do") == "again"
    day = None if again else typed_day("until", form, problems)
    reason = " ".join(form.get("reason", "").split())
    if not (again or day or problems):
        problems.append(Problem(Field("until"), "Say when to ask again", "no-day"))
    if not (again or reason):
        problems.append(Problem(Field("reason"), "Say why, in a sentence", "no-reason"))
    try:
        with desk().writing:
            found = api.update(desk().library(), profile, check=True)
            if form.get("seen") != _seen(found):
                return _page(profile, found, newer=True), 409
            if day is not None and day <= date.today():
                problems.append(Problem(Field("until"), f"{day_words(day)} is not to come", "past-day"))
            if problems:
                return _page(profile, found, problems), 422
            api.put_off(desk().library(), profile, day, reason, " ".join(form.get("by", "").split()))
    except PolicyBuilderError as error:
        flash(in_sentences(error.problems[0]), "problem")
    else:
        flash("It is asked for again" if again else f"Put off until {day_words(day or date.today())}", "done")
    return redirect(url_for("library.news", profile=profile))


@screen.post("/settle")
def settle(profile: str) -> Response | tuple[str, int]:
    """Settle a conflict: the council's words stay, or the library's are taken. A stale form shows what is new."""
    form = request.form
    try:
        with desk().writing:
            found = api.update(desk().library(), profile, check=True)
            if form.get("seen") != _seen(found):
                return _page(profile, found, newer=True), 409
            keep = "library" if form.get("keep") == "library" else "ours"
            api.settle(desk().library(), profile, form.get("clause", ""), keep, form.get("document", ""))
    except PolicyBuilderError as error:
        flash(in_sentences(error.problems[0]), "problem")
    else:
        flash("Settled", "done")
    return redirect(url_for("library.news", profile=profile))
