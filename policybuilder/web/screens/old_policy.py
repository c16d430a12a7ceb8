"""The policy that a council has already: what it says of the library, and its decisions taken as answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from policybuilder import api
from policybuilder.errors import PolicyBuilderError, Problem
from policybuilder.update.suggested import keep_suggested
from policybuilder.web.desk import desk
from policybuilder.web.old_answers import has_reports, old_answers
from policybuilder.web.old_files import HINT, as_field_problems, keep_old, reading_old
from policybuilder.web.screens.questions import seen
from policybuilder.web.screens.reports import standing_page
from policybuilder.web.shown import digest_of, in_sentences
from policybuilder.web.waiting import came, gone
from policybuilder.web.whose_words import another_council
from policybuilder.web.work import PATIENCE, Work

if TYPE_CHECKING:
    from policybuilder.adopt.adoption import Adoption
    from policybuilder.resolution.asked import Asked


screen = Blueprint("old_policy", __name__, url_prefix="/c/<profile>/old-policy")

_A_MINUTE = 60


@screen.get("/")
def choose(profile: str, problems: Sequence[Problem] = ()) -> str:
    """Ask for the old policy."""
    desk().library().profile(profile)
    return render_template(
        "old_policy.html",
        profile=profile,
        problems=problems,
        hint=HINT,
        old=old_answers(desk().root, profile, desk().asked(profile)),
        has_reports=has_reports(desk().root, profile),
    )


@screen.post("/")
def read(profile: str) -> AnyResponse | tuple[str, int]:
    """Keep the old policy by the digest of what it holds, and show what it says."""
    name = keep_old(desk(), request.files.get("file"))
    if isinstance(name, Problem):
        return choose(profile, [name]), 422
    work = _work(profile, name)
    if work.ends_within() and work.has_failed:
        return shown(profile, name)
    return redirect(work.address)


@screen.get("/<name>/")
def shown(profile: str, name: str) -> AnyResponse | tuple[str, int]:
    """Show what the old policy comes to, and the decisions that it took."""
    try:
        found = adoption_of(profile, name)
    except PolicyBuilderError as error:
        return choose(profile, as_field_problems(error)), 422
    return make_response(_page(profile, name, found))


def own_names(profile: str) -> tuple[str, ...]:
    """Return the names that a council of the workspace goes by; none for a profile that is a base of others."""
    council = desk().library().profile(profile).front.council
    return (council.name, council.short_name) if council else ()


def _page(profile: str, name: str, found: Adoption, *, newer: bool = False) -> str:
    from policybuilder.adopt.words import around_sentence, decision_rows

    library, now = desk().library(), _now(profile, found)
    known = library.reference.parameters
    # What stands in the control table is no question of the council: it is shown, and is never taken.
    rows = [
        (each, known.get(each.decision.parameter), now.get(each.decision.parameter))
        for each in decision_rows(found, library)
    ]
    return render_template(
        "old_policy_found.html",
        profile=profile,
        name=name,
        found=found,
        rows=rows,
        around=around_sentence(found),
        another=another_council(found, library, own_names(profile)),
        seen=_seen(now),
        newer=newer,
    )


def _now(profile: str, found: Adoption) -> dict[str, Asked]:
    """Return how the questions stand now that the old policy decided, by the name of each."""
    names = {each.parameter for each in found.decisions}
    asked = desk().asked(profile)
    return {each.parameter.name: each for each in asked if each.parameter.name in names}


def _seen(now: Mapping[str, Asked]) -> str:
    """Return what tells whether the answers are still those that were shown beside the old policy's."""
    return digest_of(repr(sorted((name, seen(asked)) for name, asked in now.items())))


@screen.get("/<name>/report")
def report(profile: str, name: str) -> Response:
    """Show the whole report, passage by passage."""
    from policybuilder.adopt.write_html import write_html

    back = url_for("old_policy.shown", profile=profile, name=name)
    return standing_page(write_html(adoption_of(profile, name), desk().library()), back, "Back to what it decided")


@screen.post("/<name>/")
def take(profile: str, name: str) -> AnyResponse | tuple[str, int]:
    """Take the sure decisions of the old policy as answers; a stale form shows what was answered meanwhile."""
    found = adoption_of(profile, name, _A_MINUTE)
    try:
        with desk().writing:
            if request.form.get("seen") != _seen(_now(profile, found)):
                return _page(profile, name, found, newer=True), 409
            api.answer_from(found, desk().library(), profile)
    except PolicyBuilderError as error:
        if {each.code for each in error.problems} != {"nothing-changed"}:
            flash(in_sentences(error.problems[0]), "problem")
        else:
            keep_suggested(desk().root, profile, found.decisions)
            flash("No answer had to be changed", "done")
    else:
        flash("The sure decisions are answers of your council now", "done")
    return redirect(url_for("old_policy.shown", profile=profile, name=name))


def _work(profile: str, name: str) -> Work:
    """Return the work that holds an old policy that was kept against the library; one that is none is removed."""
    address = url_for("old_policy.shown", profile=profile, name=name)
    # An address of a council that is not there is refused.
    check = partial(desk().library().profile, profile)
    found = reading_old(desk(), name, profile, address, check, profile=profile)
    return found or gone(url_for("old_policy.choose", profile=profile), profile)


def adoption_of(profile: str, name: str, seconds: float = PATIENCE) -> Adoption:
    """Return an old policy that was kept, held against a council that is here; waits for it so many seconds."""
    found: Adoption = came(_work(profile, name), profile, seconds)
    return found
