"""Comparisons and coverage: the pages that the command line writes, at an address."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for
from markupsafe import escape

from policybuilder import api
from policybuilder.errors import PolicyBuilderError
from policybuilder.library.workspace import OUTPUT
from policybuilder.resolution import documents_of, titles_of
from policybuilder.web.desk import desk
from policybuilder.web.papers import paper_of
from policybuilder.web.waiting import came

if TYPE_CHECKING:
    from policybuilder.compare import Comparison
    from policybuilder.library.library import Library
    from policybuilder.web.work import Work

_PAPER = "paper for the committee"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

screen = Blueprint("reports", __name__, url_prefix="/c/<profile>")


_SKIP = re.compile(rb'<a class="skip".*?</a>', re.DOTALL)
_BACK_STYLE = (
    ".back-to-screen { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; padding: 0.75rem 1rem; } "
    ".back-to-screen a { padding: 0.25rem 0; } @media print { .back-to-screen { display: none; } }"
)


@dataclass(frozen=True)
class _Sides:
    """A document with what can be compared of it: each side as it is typed, and in words."""

    id: str
    title: str
    sides: tuple[tuple[str, str], ...]


@screen.get("/compare/")
def choose(profile: str) -> str:
    """Ask which two versions of a document to compare."""
    library = desk().library()
    documents = [_Sides(id, title, _sides(profile, id)) for id, title in titles_of(library, profile).items()]
    return render_template("compare.html", profile=profile, documents=documents)


def _sides(profile: str, document: str) -> tuple[tuple[str, str], ...]:
    found = [(f"{profile}/{document}", "The draft as it stands now")]
    if (desk().root / "output" / profile / document / "paper" / "manifest.json").is_file():
        found.append((f"{profile}/{document}@paper", f"The {_PAPER}"))
    try:
        versions = api.history(desk().root, profile, document).versions
    except PolicyBuilderError:
        versions = ()
    found += [(f"{profile}/{document}@{each.record.version}", f"Version {each.record.version}") for each in versions]
    return tuple(found)


@screen.get("/compare/<document>")
def comparison(profile: str, document: str) -> Response:
    """Show the comparison of two sides of a document; only those that can be chosen are read."""
    work, (old, new) = _comparison(profile, document)
    of: dict[str, Any] = {"profile": profile, "document": document, "old": old, "new": new}
    return standing_page(
        came(work, profile).page,
        url_for("reports.choose", profile=profile),
        "Back: compare other versions",
        (url_for("reports.changes", **of), "The changes as a Word file"),
        (url_for("reports.redline", **of), "A redline: the new text in Word, with tracked changes"),
    )


@screen.get("/compare/<document>/changes.docx")
def changes(profile: str, document: str) -> Response:
    """Give the list of changes between two sides of a document for a meeting, in the council's letterhead."""
    work, _ = _comparison(profile, document)
    found = came(work, profile)
    response = make_response(api.write_comparison(found.comparison, "word", found.library))
    response.headers["Content-Type"] = WORD
    response.headers["Content-Disposition"] = f'attachment; filename="{profile}-{document}-changes.docx"'
    return response


@screen.get("/compare/<document>/redline")
def redline(profile: str, document: str) -> str:
    """Say what the redline between two sides of a document came to, and whether it is proven, with the file."""
    work, (old, new) = _redline(profile, document)
    file = url_for("reports.redline_file", profile=profile, document=document, old=old, new=new)
    back = url_for("reports.comparison", profile=profile, document=document, old=old, new=new)
    sides = dict(_sides(profile, document))
    words = (sides[old], sides[new])
    return render_template(
        "redline.html", profile=profile, done=came(work, profile), file=file, back=back, old=words[0], new=words[1]
    )


@screen.get("/compare/<document>/redline.docx")
def redline_file(profile: str, document: str) -> Response:
    """Give the newer of two sides of a document as a Word file in which what differs from the older is tracked."""
    work, _ = _redline(profile, document)
    response = make_response(came(work, profile).content)
    response.headers["Content-Type"] = WORD
    response.headers["Content-Disposition"] = f'attachment; filename="{profile}-{document}-redline.docx"'
    return response


def _redline(profile: str, document: str) -> tuple[Work, tuple[str, str]]:
    """Return the redline that is asked for, as work that may be under way, and its sides as they are typed."""
    old, new = _wanted_sides(profile, document)
    library, edition = desk().edition()
    address = url_for("reports.redline", profile=profile, document=document, old=old, new=new)
    of = (edition, _frozen_stamp(profile, document))
    files = [_as_file(profile, document, side, "docx") for side in (old, new)]
    work = desk().works.work(
        ("redline", old, new), of, "Making the redline", address, lambda _: api.redline(library, files[0], files[1])
    )
    return work, (old, new)


def _as_file(profile: str, document: str, side: str, suffix: str) -> str:
    """Return a side with the paper as its file of an ending. Raises PolicyBuilderError for a paper that was altered."""
    if not side.endswith("@paper"):
        return side
    if (paper := paper_of(desk(), profile, document)) and paper.problems:
        raise PolicyBuilderError(paper.problems)
    return str(desk().root / OUTPUT / profile / document / "paper" / f"{document}.{suffix}")


@dataclass(frozen=True)
class _Compared:
    """What came of a comparison: itself, its page, and the library that it was made with."""

    comparison: Comparison
    page: bytes
    library: Library


def _comparison(profile: str, document: str) -> tuple[Work, tuple[str, str]]:
    """Return the comparison that is asked for, as work that may be under way, and its sides as they are typed."""
    from policybuilder.compare.write_html import write_html as comparison_html

    old, new = _wanted_sides(profile, document)
    library, edition = desk().edition()
    files = [_as_file(profile, document, side, "json") for side in (old, new)]

    def compared(_: Work) -> _Compared:
        found = api.compare(library, files[0], files[1])
        named = {at: f"{profile}/{document}, {_PAPER}" for at, side in enumerate((old, new)) if side != files[at]}
        found = replace(found, old_name=named.get(0, found.old_name), new_name=named.get(1, found.new_name))
        return _Compared(found, comparison_html(found), library)

    address = url_for("reports.comparison", profile=profile, document=document, old=old, new=new)
    edition_of_both = (edition, _frozen_stamp(profile, document))
    work = desk().works.work(("compare", old, new), edition_of_both, "Comparing two versions", address, compared)
    return work, (old, new)


def _wanted_sides(profile: str, document: str) -> tuple[str, str]:
    """Return the two sides that an address names; only those that can be chosen are read."""
    if document not in documents_of(desk().library(), profile):
        abort(404)
    known = {side for side, _ in _sides(profile, document)}
    old, new = request.args.get("old", ""), request.args.get("new", "")
    if old not in known or new not in known:
        abort(404)
    return old, new


def _frozen_stamp(profile: str, document: str) -> tuple[tuple[str, int], ...]:
    """Return what tells whether the paper or a version of a document is another than it was."""
    folder = desk().root / "output" / profile / document
    return tuple((str(path), path.lstat().st_mtime_ns) for path in sorted(folder.glob("*/manifest.json")))


@screen.get("/coverage")
def coverage(profile: str) -> Response:
    """Show which items of each framework the council's documents answer."""
    from policybuilder.coverage.write_html import write_html as coverage_html

    library, edition = desk().edition()
    library.profile(profile)
    work = desk().works.work(
        ("coverage", profile),
        edition,
        "Holding the documents against the frameworks",
        url_for("reports.coverage", profile=profile),
        lambda _: coverage_html(api.cover(library, profile)),
    )
    return standing_page(came(work, profile), url_for("tasks.tasks", profile=profile), "Back to the tasks")


def standing_page(content: bytes, back: str, words: str, *files: tuple[str, str]) -> Response:
    """Return a page that stands by itself, with a link back to a screen, in some words, after its skip link.

    Each of the `files` is the address of one to take, and what it is called; it has a link of its own beside the other.
    Of what the page says to a browser, only its own style sheet counts.
    """
    links = ((back, words), *files)
    inner = "".join(f'<a href="{escape(address)}">{escape(said)}</a>' for address, said in links)
    link = f'<nav class="back-to-screen" aria-label="{"Back, and files" if files else "Back"}">{inner}</nav>'
    content = content.replace(b"</style>", f"{_BACK_STYLE}</style>".encode(), 1)
    content = _SKIP.sub(lambda found: found[0] + link.encode(), content, count=1)
    found = re.search(rb"<style>(.*?)</style>", content, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(found[1] if found else b"").digest()).decode()
    response = make_response(content)
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )
    return response
