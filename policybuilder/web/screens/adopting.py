"""A new council made of the policy that it has already: read, decided passage by passage, shown, and then written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from policybuilder import api
from policybuilder.errors import PolicyBuilderError, Problem
from policybuilder.files.read import read_regular
from policybuilder.files.write import remove
from policybuilder.library.councils import RegisteredCouncil
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
from policybuilder.web.inside import is_inside
from policybuilder.web.old_answers import old_answers
from policybuilder.web.old_files import HINT, as_field_problems, keep_old, old_path, reading_old
from policybuilder.web.screens.reports import standing_page
from policybuilder.web.waiting import came, gone
from policybuilder.web.whose_words import another_council, answered, homes_of
from policybuilder.web.work import PATIENCE, Work

if TYPE_CHECKING:
    from policybuilder.adopt.adoption import Adoption
    from policybuilder.update.adopting import TakenOver

screen = Blueprint("adopting", __name__)

_A_MINUTE = 60
REPORTS = ("report", "old-to-new")
"""What is kept of a policy that was taken over: the report, and the comparison of old and new."""


@screen.get("/new/<code>/old-policy/")
def choose(code: str, problems: Sequence[Problem] = ()) -> str:
    """Ask for the policy that a council has already."""
    council = _council(code)
    there = council.id in desk().library().profile_files and desk().is_workspace
    return render_template("adopt.html", council=council, there=there, problems=problems, hint=HINT)


@screen.post("/new/<code>/old-policy/")
def read(code: str) -> AnyResponse | tuple[str, int]:
    """Keep the old policy, and show what it says."""
    _council(code)
    name = keep_old(desk(), request.files.get("file"))
    if isinstance(name, Problem):
        return choose(code, [name]), 422
    work = _reading(code, name)
    if work.ends_within() and work.has_failed:
        return passages(code, name)
    return redirect(work.address)


@screen.get("/new/<code>/old-policy/<name>/")
def passages(code: str, name: str) -> AnyResponse | tuple[str, int]:
    """Show each passage, and ask whose words stand for it."""
    try:
        found = _adoption(code, name)
    except PolicyBuilderError as error:
        return choose(code, as_field_problems(error)), 422
    return make_response(_page(code, name, found))


@screen.post("/new/<code>/old-policy/<name>/")
def decide(code: str, name: str) -> AnyResponse | tuple[str, int]:
    """Keep whose words stand, and show what would be written; a form that is stale shows both decisions."""
    found = _adoption(code, name, _A_MINUTE)
    path = choices_path(desk(), _council(code).id, name)
    with desk().writing:
        kept = kept_choices(path)
        typed = typed_choices(found, request.form, kept)
        if request.form.get("seen") != seen_choices(kept):
            return _page(code, name, found, typed, newer=True), 409
        keep_choices(path, typed)
    # Who chose for all of them looks at them first.
    return redirect(request.path if request.form.get(ALL) else url_for("adopting.preview", code=code, name=name))


@screen.get("/new/<code>/old-policy/<name>/report")
def report(code: str, name: str) -> Response:
    """Show the whole report on the old policy, before anything is made of it."""
    from policybuilder.adopt.write_html import write_html

    back = url_for("adopting.passages", code=code, name=name)
    return standing_page(write_html(_adoption(code, name), desk().library()), back, "Back: whose words stand?")


@screen.get("/new/<code>/old-policy/<name>/written")
def preview(code: str, name: str, problems: Sequence[Problem] = ()) -> AnyResponse | tuple[str, int]:
    """Show what would be written: the files, whose words stand, and those that could not be taken."""
    found = _adoption(code, name, _A_MINUTE)
    choices = kept_choices(choices_path(desk(), _council(code).id, name))
    try:
        taken = came(_trying(code, name, found, choices))
    except PolicyBuilderError as error:
        return render_template("adopt_preview.html", code=code, name=name, problems=error.problems), 422
    return _shown(code, name, found, taken, choices, problems)


def _shown(
    code: str,
    name: str,
    found: Adoption,
    taken: TakenOver,
    choices: Mapping[int, Choice],
    problems: Sequence[Problem],
    newer: bool = False,
) -> tuple[str, int]:
    page = render_template(
        "adopt_preview.html",
        code=code,
        name=name,
        taken=taken,
        homes=homes_of(found, taken),
        decisions=answered(found, taken, desk().library()),
        council=_council(code),
        seen=seen_choices(choices),
        problems=problems,
        newer=newer,
    )
    return page, 409 if newer else 422 if problems else 200


@screen.post("/new/<code>/old-policy/<name>/written")
def write(code: str, name: str) -> AnyResponse | tuple[str, int]:
    """Make the profile; nothing is written where somebody decided otherwise since it was shown.

    Where it is made already, by a press before this one, its page says so.
    """
    made_before = desk().works.done(("adopt", code, name))
    if made_before is not None and old_path(desk(), name) is None:
        return redirect(made_before.address, 303)
    found = _adoption(code, name, _A_MINUTE)
    council = _council(code)
    choices = kept_choices(choices_path(desk(), council.id, name))
    if request.form.get("seen") != seen_choices(choices):
        taken = came(_trying(code, name, found, choices), "", _A_MINUTE)
        return _shown(code, name, found, taken, choices, (), newer=True)
    files = [choices_path(desk(), council.id, name), old_path(desk(), name)]
    library, root, writing = desk().library(), desk().root, desk().writing

    def job(_: Work) -> TakenOver:
        with writing:
            taken = api.take_over(found, library, root, council, choices=choices)
        remove([path for path in files if path is not None])
        return taken

    def address(known: str) -> str:
        return url_for("adopting.made", code=code, work=known)

    work = desk().works.begin(("adopt", code, name), "Making the profile of the old policy", address, job)
    return redirect(work.address, 303)


@screen.get("/new/<code>/made/<work>")
def made(code: str, work: str) -> AnyResponse | tuple[str, int]:
    """Show how far it is, or what was made, with a link to the council."""
    council = _council(code)
    known = desk().works.find(work)
    if known is None:
        return render_template("work_gone.html"), 410
    taken = came(known)
    old = len(old_answers(desk().root, taken.id, desk().asked(taken.id)))
    return make_response(render_template("adopted.html", taken=taken, council=council, old=old))


@screen.get("/c/<profile>/adopted/<report>")
def adopted(profile: str, report: str) -> Response:
    """Show what was kept of the policy that a council's profile was made of."""
    path = desk().root / "adopted" / profile / f"{report}.html"
    if profile not in desk().library().profile_files or report not in REPORTS or not is_inside(path, desk().root):
        abort(404)
    return standing_page(read_regular(path), url_for("tasks.tasks", profile=profile), "Back to the tasks")


def _page(
    code: str, name: str, found: Adoption, typed: Mapping[int, Choice] | None = None, *, newer: bool = False
) -> str:
    from policybuilder.adopt.words import around_sentence, decision_rows

    council = _council(code)
    kept = kept_choices(choices_path(desk(), council.id, name))
    return render_template(
        "adopt_passages.html",
        who=council.official_name,
        back=url_for("adopting.choose", code=code),
        report=url_for("adopting.report", code=code, name=name),
        found=found,
        rows=passage_rows(found, kept, typed),
        decisions=decision_rows(found, desk().library()),
        around=around_sentence(found),
        another=another_council(found, desk().library(), (council.official_name, council.short_name)),
        standings=STANDINGS,
        choices=CHOICES,
        seen=seen_choices(kept),
        newer=newer,
    )


def _council(code: str) -> RegisteredCouncil:
    return api.council(desk().library(), code)


def _reading(code: str, name: str) -> Work:
    """Return the work that reads an old policy that was kept; one that is none is removed."""
    council = _council(code)
    address = url_for("adopting.passages", code=code, name=name)
    found = reading_old(desk(), name, f"new {council.id}", address, partial(_council, code), council)
    return found or gone(url_for("adopting.choose", code=code))


def _adoption(code: str, name: str, seconds: float = PATIENCE) -> Adoption:
    found: Adoption = came(_reading(code, name), "", seconds)
    return found


def _trying(code: str, name: str, found: Adoption, choices: Mapping[int, Choice]) -> Work:
    """Return the work that makes everything in memory, as it would be written."""
    library, edition = desk().edition()
    root, council = desk().root, _council(code)
    return desk().works.work(
        ("adopt", "try", code, name),
        (edition, seen_choices(choices)),
        "Making the document of the old policy",
        url_for("adopting.preview", code=code, name=name),
        lambda _: api.take_over(found, library, root, council, choices=choices, dry_run=True),
    )
