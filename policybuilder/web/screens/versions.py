"""The approved versions of a council, what is due for review, and the approval of what was before the meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from policybuilder import api
from policybuilder.errors import PolicyBuilderError, Problem
from policybuilder.library.workspace import OUTPUT
from policybuilder.resolution import titles_of
from policybuilder.web.days import typed_day
from policybuilder.web.desk import desk
from policybuilder.web.fields import Field
from policybuilder.web.formats import FORMATS
from policybuilder.web.inside import is_inside
from policybuilder.web.papers import paper_of
from policybuilder.web.shown import digest_of

if TYPE_CHECKING:
    from policybuilder.lifecycle.approve import Approved
    from policybuilder.lifecycle.history import Version
    from policybuilder.lifecycle.manifests import Record
    from policybuilder.lifecycle.review import Review
    from policybuilder.lifecycle.withdraw import Withdrawn


screen = Blueprint("versions", __name__, url_prefix="/c/<profile>/versions")

DUE = {
    "overdue": "Overdue for review",
    "early": "Due early",
    "due": "Due soon",
    "later": "Not due yet",
    "never": "No review date",
    "withdrawn": "Withdrawn; no version stands",
}
"""What is said of a review, in words."""


@dataclass(frozen=True)
class _Row:
    """A document with its approved versions, the newest first, and when it is due for review."""

    id: str
    title: str
    versions: tuple[Version, ...]
    review: Review | None


@screen.get("/")
def versions(profile: str) -> str:
    """Show each document's versions and review, and whether the versions are what was approved."""
    library = desk().library()
    try:
        known = api.history(desk().root, profile)
    except PolicyBuilderError as error:
        if any(problem.code != "no-versions" for problem in error.problems):
            raise
        rows = [_Row(id, title, (), None) for id, title in titles_of(library, profile).items()]
        return render_template(
            "versions.html", profile=profile, rows=rows, due=DUE, formats=FORMATS, altered=[], proven=False
        )
    reviews = {each.document: each for each in api.review(library, [profile]).reviews}
    titles = titles_of(library, profile)
    by_document: dict[str, list[Version]] = {id: [] for id in titles}
    for each in known.versions:
        by_document.setdefault(each.record.document, []).insert(0, each)
    rows = [
        _Row(id, titles.get(id) or _gone_title(id, found), tuple(found), reviews.get(id))
        for id, found in by_document.items()
    ]
    altered = [problem for each in api.verify(desk().root, profile) for problem in each.problems]
    altered += [problem for problem in known.problems if problem not in altered]
    return render_template(
        "versions.html", profile=profile, rows=rows, due=DUE, formats=FORMATS, altered=altered, proven=not altered
    )


def _gone_title(id: str, versions: Sequence[Version]) -> str:
    """Return what a document is called that the council has versions of, and no longer names."""
    library = desk().library()
    return library.template(id).front.title if id in library.template_files else versions[0].record.name


@screen.get("/<document>/<version>/<suffix>")
def version_file(profile: str, document: str, version: str, suffix: str) -> Response:
    """Give a file of an approved version. Only what its record names is found: nothing typed becomes a path."""
    record = _record(profile, document, version)
    name = f"{record.document}.{suffix}"
    path = desk().root / OUTPUT / record.profile / record.document / record.version / name
    if suffix not in FORMATS or name not in record.files or not is_inside(path, desk().root):
        abort(404)
    return send_file(path, as_attachment=True, download_name=f"{profile}-{document}-{version}.{suffix}")


@screen.get("/reviews.ics")
def calendar(profile: str) -> Response:
    """Give the days of the reviews as a calendar file, which Outlook and others take in."""
    from policybuilder.lifecycle.review import calendar as calendar_of

    found = api.review(desk().library(), [profile])
    response = make_response(calendar_of(found.reviews, datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")))
    response.headers["Content-Type"] = "text/calendar; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="reviews-{profile}.ics"'
    return response


@screen.get("/approve/<document>")
def approval(profile: str, document: str) -> str:
    """Ask for what an approval records, beside what would be frozen."""
    return _page(profile, document, request.form)


@screen.post("/approve/<document>")
def approve(profile: str, document: str) -> Response | tuple[str, int]:
    """Say what would be approved, for the answers to be checked; or freeze it."""
    form = request.form
    given, problems = _given(form)
    if problems:
        return _page(profile, document, form, problems), 422
    checking = form.get("do") != "approve"
    try:
        with desk().writing:
            done = api.approve(desk().library(), profile, document, dry_run=True, **given)
            if not checking and form.get("seen") != digest_of(repr(done.record)):
                return _page(profile, document, form, done=done, newer=True), 409
            if not checking:
                done = api.approve(desk().library(), profile, document, **given)
    except PolicyBuilderError as error:
        return _page(profile, document, form, error.problems), 422
    if checking:
        return _page(profile, document, form, done=done), 200
    flash(f"Approved: {done.record.name}", "done")
    return redirect(url_for("versions.versions", profile=profile))


@screen.get("/withdraw/<document>/<version>")
def withdrawal(profile: str, document: str, version: str) -> str:
    """Ask who withdrew a version, when and why."""
    return _withdraw_page(profile, document, version)


@screen.post("/withdraw/<document>/<version>")
def withdraw(profile: str, document: str, version: str) -> Response | tuple[str, int]:
    """Say what a withdrawal would record, for it to be checked; or record it. The version itself stays."""
    form = request.form
    reason, by, minute = (" ".join(form.get(name, "").split()) for name in ("reason", "by", "minute"))
    problems: list[Problem] = []
    day = typed_day("date", form, problems)
    wanted = {
        "reason": (reason, "Say why it is withdrawn, in a sentence"),
        "by": (by, "Enter who withdrew it, such as Cabinet"),
        "date": (day or problems, "Enter the day of the decision"),
    }
    problems += [Problem(Field(name), said, "missing") for name, (given, said) in wanted.items() if not given]
    if problems or day is None:
        return _withdraw_page(profile, document, version, problems), 422
    checking = form.get("do") != "withdraw"
    try:
        with desk().writing:
            given: dict[str, Any] = {"by": by, "date": day, "reason": reason, "minute": minute}
            done = api.withdraw(desk().root, profile, document, version, dry_run=True, **given)
            if not checking and form.get("seen") != _seen_of(done):
                return _withdraw_page(profile, document, version, done=done, newer=True), 409
            if not checking:
                done = api.withdraw(desk().root, profile, document, version, **given)
    except PolicyBuilderError as error:
        return _withdraw_page(profile, document, version, error.problems), 422
    if checking:
        return _withdraw_page(profile, document, version, done=done), 200
    flash(f"Withdrawn: version {version}", "done")
    return redirect(url_for("versions.versions", profile=profile))


def _record(profile: str, document: str, version: str) -> Record:
    """Return the record of an approved version; an address of one that there is not is refused."""
    found = api.history(desk().root, profile, document).versions
    return next((each.record for each in found if each.record.version == version), None) or abort(404)


def _seen_of(done: Withdrawn) -> str:
    """Return what tells whether a withdrawal is still the one that was checked."""
    return digest_of(repr((done.record, done.stands)))


def _withdraw_page(
    profile: str,
    document: str,
    version: str,
    problems: Sequence[Problem] = (),
    done: Withdrawn | None = None,
    *,
    newer: bool = False,
) -> str:
    return render_template(
        "withdraw.html",
        profile=profile,
        document=document,
        record=_record(profile, document, version),
        form=request.form,
        problems=problems,
        done=done,
        seen=_seen_of(done) if done else "",
        newer=newer,
    )


_WANTED = {
    "by": "Enter who approved it, such as Cabinet",
    "date": "Enter the day of the approval",
}
_WORDS = ("version", "by", "minute", "summary", "minor_because", "since_paper", "no_paper", "apart_because")


def _given(form: Mapping[str, str]) -> tuple[dict[str, Any], list[Problem]]:
    """Return what was typed as the values of an approval, and what is wrong with it."""
    given: dict[str, Any] = {name: " ".join(form.get(name, "").split()) for name in _WORDS}
    problems: list[Problem] = []
    for name in ("date", "effective", "review"):
        given[name] = typed_day(name, form, problems)
    found = {str(problem.location) for problem in problems}
    for name, message in _WANTED.items():
        if not given[name] and name not in found:
            problems.append(Problem(Field(name), message, "missing"))
    return given, problems


def _page(
    profile: str,
    document: str,
    form: Mapping[str, str],
    problems: Sequence[Problem] = (),
    done: Approved | None = None,
    *,
    newer: bool = False,
) -> str:
    library = desk().library()
    title = titles_of(library, profile).get(document) or abort(404)
    fields = {name: form.get(name, "") for name in (*_WORDS, "date", "effective", "review")}
    if done:  # the number that is proposed, for it to be looked at
        fields["version"] = done.record.version
    return render_template(
        "approve.html",
        profile=profile,
        document=document,
        title=title,
        paper=paper_of(desk(), profile, document),
        form=fields,
        problems=problems,
        done=done,
        seen=digest_of(repr(done.record)) if done else "",
        newer=newer,
    )
