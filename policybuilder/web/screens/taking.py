"""A Word file that came back: one change a page, with whose it is and what it does, and then all that is wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from policybuilder import api
from policybuilder.errors import PolicyBuilderError, Problem
from policybuilder.web.desk import desk
from policybuilder.web.fields import Field
from policybuilder.web.marks import weights
from policybuilder.web.returned import Returned, decide, forget, keep, keys_of, reading, returned
from policybuilder.web.shown import digest_of, in_sentences
from policybuilder.web.waiting import came, gone
from policybuilder.web.work import PATIENCE, Work

if TYPE_CHECKING:
    from policybuilder.update.taking.edits import Edit
    from policybuilder.update.taking.taken import Found


screen = Blueprint("taking", __name__, url_prefix="/c/<profile>/take")

_A_MINUTE = 60
"""For how many seconds a form waits for the reading of a file, so that nothing that was decided is lost."""


@dataclass(frozen=True)
class _Shown:
    """An edit as a page shows it. `refused` says why it cannot be taken, `wanted` what was decided (None: nothing)."""

    number: int
    key: str
    edit: Edit
    kind: str
    who: str
    does: str
    refused: str
    wanted: bool | None


@screen.get("/")
def choose(profile: str, problems: Sequence[Problem] = ()) -> str:
    """Ask for the files that came back."""
    desk().library().profile(profile)
    return render_template("take.html", profile=profile, problems=problems)


@screen.post("/")
def read(profile: str) -> Response | tuple[str, int]:
    """Keep the files and show what was edited in them; a file that is none of ours is said to be none."""
    contents = [file.read() for file in request.files.getlist("files") if file.filename]
    if not contents:
        return choose(profile, [Problem(Field("files"), "Choose the Word file that came back", "no-file")]), 422
    with desk().writing:
        kept = returned(desk(), keep(desk(), contents))
    assert kept is not None
    work = _work(profile, kept.name)
    if work.ends_within() and work.has_failed:
        return changes(profile, kept.name)
    return redirect(work.address)


@screen.get("/<name>/")
def changes(
    profile: str, name: str, problems: Sequence[Problem] = (), *, newer: bool = False
) -> Response | tuple[str, int]:
    """Show every change with what was decided of it, the comments, and what is never taken."""
    try:
        found = _found(profile, name)
    except PolicyBuilderError as error:
        said = [Problem(Field("files"), in_sentences(each), each.code) for each in error.problems]
        return choose(profile, said), 422
    rows = _rows(found, _kept(name))
    page = render_template(
        "take_changes.html",
        profile=profile,
        name=name,
        found=found,
        rows=rows,
        form=request.form,
        problems=problems,
        seen=_seen(rows),
        newer=newer,
    )
    return page, 409 if newer else 422 if problems else 200


@screen.get("/<name>/<int:number>")
def change(profile: str, name: str, number: int) -> Response:
    """Show one change: the words before and after, whose they are, comments, and what taking it does."""
    kept = _kept(name)
    found = _found(profile, name)
    rows = _rows(found, kept)
    if not 1 <= number <= len(rows):
        abort(404)
    return _change_page(profile, name, rows, number)


def _change_page(profile: str, name: str, rows: Sequence[_Shown], number: int, chose: str = "") -> Response:
    """Return the page of a change; where somebody decided otherwise meanwhile, with what was chosen (`chose`), too."""
    row = rows[number - 1]
    found = _found(profile, name)
    page = render_template(
        "take_change.html",
        weights=weights(found.weighed(number, desk().resolved)),
        profile=profile,
        name=name,
        row=row,
        total=len(rows),
        problems=(),
        seen=_seen([row]),
        chose=chose,
    )
    response = make_response(page, 409 if chose else 200)
    if number < len(rows):
        # How much the next change weighs is worked out while a person reads this one.
        response.call_on_close(partial(found.weighed, number + 1, desk().resolved))
    return response


def _seen(rows: Sequence[_Shown]) -> str:
    """Return what tells whether changes, and what was decided of them, are still those that were shown."""
    return digest_of(repr([(row.key, row.wanted, row.refused) for row in rows]))


@screen.post("/<name>/<int:number>")
def decided(profile: str, name: str, number: int) -> Response | tuple[str, int]:
    """Note what was decided of a change, and go to the next that nobody decided; a stale form shows both."""
    _kept(name)
    found = _found(profile, name, _A_MINUTE)
    if not 1 <= number <= len(found.edits):
        abort(404)
    with desk().writing:
        kept = _kept(name)
        rows = _rows(found, kept)
        wanted = request.form.get("do") == "take"
        if request.form.get("seen") != _seen([rows[number - 1]]):
            return _change_page(profile, name, rows, number, "take it" if wanted else "leave it")
        decide(desk(), kept, rows[number - 1].key, wanted)
    rows = _rows(found, _kept(name))
    following = next((row.number for row in rows[number:] if row.wanted is None and not row.refused), 0)
    if following:
        return redirect(url_for("taking.change", profile=profile, name=name, number=following))
    return redirect(url_for("taking.changes", profile=profile, name=name))


@screen.post("/<name>/")
def take(profile: str, name: str) -> Response | tuple[str, int]:
    """Take the changes that are wanted into the profile, and say what was not taken and why."""
    kept = _kept(name)
    form = request.form
    problems = []
    if not form.get("reason", "").strip():
        problems.append(Problem(Field("reason"), "Say why, in a sentence", "no-reason"))
    if not form.get("by", "").strip():
        problems.append(Problem(Field("by"), "Say which body or role moved it, such as Cabinet", "no-body"))
    if not kept.wanted:
        problems.append(Problem(Field("changes"), "No change is wanted yet: decide on each first", "none-wanted"))
    if problems:
        return changes(profile, name, problems)
    try:
        with desk().writing:
            rows = _rows(_found(profile, name, _A_MINUTE), _kept(name))
            if form.get("seen") != _seen(rows):
                return changes(profile, name, newer=True)
            done = api.take(
                desk().library(),
                kept.files,
                only={row.number for row in rows if row.wanted},
                reason=form["reason"],
                by=form["by"],
                minute=form.get("minute", ""),
                profile=profile,
            )
            forget(desk(), kept)
    except PolicyBuilderError as error:
        return changes(profile, name, error.problems)
    flash(f"Taken: {len(done.taken)}", "done")
    return render_template("taken.html", profile=profile, done=done), 200


def _work(profile: str, name: str) -> Work:
    address = url_for("taking.changes", profile=profile, name=name)
    return reading(desk(), profile, name, address) or gone(url_for("taking.choose", profile=profile), profile)


def _found(profile: str, name: str, seconds: float = PATIENCE) -> Found:
    found: Found = came(_work(profile, name), profile, seconds)
    return found


def _kept(name: str) -> Returned:
    profile = (request.view_args or {}).get("profile", "")
    return returned(desk(), name) or gone(url_for("taking.choose", profile=profile), profile)


def _rows(found: Found, kept: Returned) -> list[_Shown]:
    from policybuilder.update.taking.told import KINDS, does, who

    keys = keys_of(found.edits)
    refused = {found.number(edit): why for edit, why in found.proven().refused}
    return [
        _Shown(
            number,
            keys[number - 1],
            edit,
            KINDS[edit.kind],
            who(found, edit),
            does(found, edit),
            refused.get(number, ""),
            True if keys[number - 1] in kept.wanted else False if keys[number - 1] in kept.unwanted else None,
        )
        for number, edit in enumerate(found.edits, start=1)
    ]
