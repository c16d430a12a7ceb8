"""The documents of a council: what was built of each, and its files to take."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, abort, render_template, send_file
from werkzeug.wrappers import Response

from policybuilder.files.office import office_program
from policybuilder.resolution import documents_of, titles_of
from policybuilder.web.desk import desk
from policybuilder.web.formats import ASKED, FORMATS
from policybuilder.web.inside import is_inside
from policybuilder.web.papers import PaperShown, paper_of

screen = Blueprint("documents", __name__, url_prefix="/c/<profile>/documents")

_TOGETHER = 5
"""Within how many seconds the files of one build are put in place."""
_FOLDERS = {"draft": "Draft", "paper": "Paper for the committee"}


@dataclass(frozen=True)
class BuiltFile:
    """A built file: its format in words, its size in kilobytes, its folder and ending.

    One that is `older` was not made again with the Word file beside it.
    """

    format: str
    kilobytes: int
    folder: str
    suffix: str
    older: bool


@dataclass(frozen=True)
class _Row:
    id: str
    title: str
    files: tuple[BuiltFile, ...]
    paper: PaperShown | None


@screen.get("/")
def documents(profile: str) -> str:
    """Show each document with the files that were built."""
    library = desk().library()
    rows = [
        _Row(id, title, tuple(_files(profile, id)), paper_of(desk(), profile, id))
        for id, title in titles_of(library, profile).items()
    ]
    return render_template(
        "documents.html", profile=profile, rows=rows, folders=_FOLDERS, has_office=bool(office_program())
    )


def _files(profile: str, document: str) -> list[BuiltFile]:
    found = []
    for folder in _FOLDERS:
        paths = {suffix: _path(profile, document, folder, suffix) for suffix in FORMATS}
        there = {suffix: path.stat() for suffix, path in paths.items() if is_inside(path, desk().root)}
        for suffix, status in there.items():
            older = (
                suffix in ASKED.values() and "docx" in there and there["docx"].st_mtime - status.st_mtime > _TOGETHER
            )
            found.append(BuiltFile(FORMATS[suffix], -(-status.st_size // 1024), folder, suffix, older))
    return found


def _path(profile: str, document: str, folder: str, suffix: str) -> Path:
    return desk().root / "output" / profile / document / folder / f"{document}.{suffix}"


@screen.get("/<document>/<folder>.<suffix>")
def take_file(profile: str, document: str, folder: str, suffix: str) -> Response:
    """Give a built file to the browser. Only what the profile names is found: nothing typed becomes a path."""
    known = documents_of(desk().library(), profile)
    if document not in known or folder not in _FOLDERS or suffix not in FORMATS:
        abort(404)
    path = _path(profile, document, folder, suffix)
    if not is_inside(path, desk().root):
        abort(404)
    return send_file(path, as_attachment=True, download_name=f"{profile}-{document}-{folder}.{suffix}")
