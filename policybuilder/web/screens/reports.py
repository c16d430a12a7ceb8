"""Comparisons and coverage: the pages that the command line writes, at an address."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for
from markupsafe import escape

from policybuilder import api
from policybuilder.errors import PolicyBuilderError
from policybuilder.resolution import documents_of
from policybuilder.web.desk import desk
from policybuilder.web.waiting import came

if TYPE_CHECKING:
    from policybuilder.compare import Comparison
    from policybuilder.library.library import Library
    from policybuilder.web.work import Work

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
    documents = [
        _Sides(id, library.template(id).front.title, _sides(profile, id)) for id in documents_of(library, profile)
    ]
    return render_template("compare.html", profile=profile, documents=documents)


def _sides(profile: str, document: str) -> tuple[tuple[str, str], ...]:
    found = [(f"{profile}/{document}", "The draft as it stands now")]
    if (desk().root / "output" / profile / document / "paper" / "manifest.json").is_file():
        found.append((f"{profile}/{document}@paper", "The paper for the committee"))
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
    file = url_for("reports.changes", profile=profile, document=document, old=old, new=new)
    return standing_page(
        came(work, profile).page,
        url_for("reports.choose", profile=profile),
        "Back: compare other versions",
        (file, "The changes as a Word file"),
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


@dataclass(frozen=True)
class _Compared:
    """What came of a comparison: itself, its page, and the library that it was made with."""

    comparison: Comparison
    page: bytes
    library: Library


def _comparison(profile: str, document: str) -> tuple[Work, tuple[str, str]]:
    """Return the comparison that is asked for, as work that may be under way, and its sides as they are typed."""
    from policybuilder.compare.write_html import write_html as comparison_html

    library, edition = desk().edition()
    if document not in documents_of(library, profile):
        abort(404)
    known = {side for side, _ in _sides(profile, document)}
    old, new = request.args.get("old", ""), request.args.get("new", "")
    if old not in known or new not in known:
        abort(404)

    def compared(_: Work) -> _Compared:
        found = api.compare(library, old, new)
        return _Compared(found, comparison_html(found), library)

    address = url_for("reports.comparison", profile=profile, document=document, old=old, new=new)
    edition_of_both = (edition, _frozen_stamp(profile, document))
    work = desk().works.work(("compare", old, new), edition_of_both, "Comparing two versions", address, compared)
    return work, (old, new)


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


def standing_page(content: bytes, back: str, words: str, file: tuple[str, str] | None = None) -> Response:
    """Return a page that stands by itself, with a link back to a screen, in some words, after its skip link.

    A `file` is the address of one to take, and what it is called; it has a link of its own beside the other. Of what
    the page says to a browser, only its own style sheet counts.
    """
    links = ((back, words), file) if file else ((back, words),)
    inner = "".join(f'<a href="{escape(address)}">{escape(said)}</a>' for address, said in links)
    link = f'<nav class="back-to-screen" aria-label="{"Back, and the file" if file else "Back"}">{inner}</nav>'
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
