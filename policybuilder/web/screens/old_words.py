"""The words of an old policy brought into a council that is here: decided passage by passage, shown, then written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from policybuilder import api
from policybuilder.errors import PolicyBuilderError
from policybuilder.files.write import remove
from policybuilder.web.choices import (
    ALL,
    CHOICES,
    STANDINGS,
    Choice,
    choices_path,
    keep_choices,
    kept_choices,
    passage_rows,
    seen_choices,
    typed_choices,
)
from policybuilder.web.desk import desk
from policybuilder.web.screens.old_policy import adoption_of, own_names
from policybuilder.web.shown import digest_of
from policybuilder.web.waiting import came
from policybuilder.web.whose_words import another_council
from policybuilder.web.work import Work

if TYPE_CHECKING:
    from policybuilder.adopt.adoption import Adoption
    from policybuilder.update.adopting_into import BroughtIn

screen = Blueprint("old_words", __name__, url_prefix="/c/<profile>/old-policy/<name>")

_A_MINUTE = 60


@screen.get("/words")
def passages(profile: str, name: str) -> AnyResponse:
    """Show each passage, and ask whose words stand for it."""
    return make_response(_page(profile, name, adoption_of(profile, name)))


@screen.post("/words")
def decide(profile: str, name: str) -> AnyResponse | tuple[str, int]:
    """Keep whose words stand, and show what would change; a form that is stale shows both decisions."""
    found = adoption_of(profile, name, _A_MINUTE)
    path = choices_path(desk(), profile, name)
    with desk().writing:
        kept = kept_choices(path)
        typed = typed_choices(found, request.form, kept)
        if request.form.get("seen") != seen_choices(kept):
            return _page(profile, name, found, typed, newer=True), 409
        keep_choices(path, typed)
    # Who chose for all of them looks at them first.
    return redirect(request.path if request.form.get(ALL) else url_for("old_words.preview", profile=profile, name=name))


@screen.get("/written")
def preview(profile: str, name: str) -> AnyResponse | tuple[str, int]:
    """Show each line that would change, and what is left to a person."""
    found = adoption_of(profile, name, _A_MINUTE)
    try:
        brought: BroughtIn = came(_trying(profile, name, found), profile)
    except PolicyBuilderError as error:
        return _refused(profile, name, error)
    return _shown(profile, name, found, brought)


@screen.post("/written")
def write(profile: str, name: str) -> AnyResponse | tuple[str, int]:
    """Change the profile as it was shown; nothing is written where it would be otherwise now."""
    found = adoption_of(profile, name, _A_MINUTE)
    path = choices_path(desk(), profile, name)
    try:
        with desk().writing:
            library, choices = desk().library(), kept_choices(path)
            brought = api.bring_in(found, library, profile, choices=choices, dry_run=True)
            if request.form.get("seen") != _seen(brought):
                return _shown(profile, name, found, brought, newer=True)
            api.bring_in(found, library, profile, choices=choices)
    except PolicyBuilderError as error:
        return _refused(profile, name, error)
    remove([path] if path.is_file() else [])
    flash("The old policy is brought in. You can undo it on this page.", "done")
    return redirect(url_for("tasks.tasks", profile=profile))


def _refused(profile: str, name: str, error: PolicyBuilderError) -> tuple[str, int]:
    """Show what is wrong; that all is there already, as whoever goes back afterwards sees, is nothing wrong."""
    if {each.code for each in error.problems} == {"nothing-changed"}:
        return render_template("old_words_preview.html", profile=profile, name=name, is_there=True), 200
    page = render_template("old_words_preview.html", profile=profile, name=name, problems=error.problems)
    return page, 422


def _page(
    profile: str, name: str, found: Adoption, typed: Mapping[int, Choice] | None = None, *, newer: bool = False
) -> str:
    from policybuilder.adopt.words import around_sentence, decision_rows

    kept = kept_choices(choices_path(desk(), profile, name))
    return render_template(
        "adopt_passages.html",
        who=profile,
        back=url_for("old_policy.shown", profile=profile, name=name),
        report=url_for("old_policy.report", profile=profile, name=name),
        found=found,
        rows=passage_rows(found, kept, typed),
        decisions=decision_rows(found, desk().library()),
        around=around_sentence(found),
        another=another_council(found, desk().library(), own_names(profile)),
        standings=STANDINGS,
        choices=CHOICES,
        seen=seen_choices(kept),
        newer=newer,
    )


def _shown(profile: str, name: str, found: Adoption, brought: BroughtIn, *, newer: bool = False) -> tuple[str, int]:
    from policybuilder.adopt.words import decision_rows

    page = render_template(
        "old_words_preview.html",
        profile=profile,
        name=name,
        brought=brought,
        heard={row.decision.parameter: row for row in reversed(decision_rows(found, desk().library()))},
        questions=desk().library().reference.parameters,
        lines=list(brought.proposal.lines()),
        seen=_seen(brought),
        newer=newer,
    )
    return page, 409 if newer else 200


def _seen(brought: BroughtIn) -> str:
    """Return what tells whether what would be written is still what was shown."""
    return digest_of("\n".join(brought.proposal.lines()))


def _trying(profile: str, name: str, found: Adoption) -> Work:
    """Return the work that works out in memory what would change."""
    library, edition = desk().edition()
    choices = kept_choices(choices_path(desk(), profile, name))
    return desk().works.work(
        ("old words", "try", profile, name),
        (edition, seen_choices(choices)),
        "Working out what the old policy would change",
        url_for("old_words.preview", profile=profile, name=name),
        lambda _: api.bring_in(found, library, profile, choices=choices, dry_run=True),
    )
