"""The documents of a council: what was built of each, and its files to take."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, abort, render_template, send_file
from werkzeug.wrappers import Response

from policybuilder.resolution import documents_of
from policybuilder.web.desk import desk
from policybuilder.web.inside import is_inside

screen = Blueprint("documents", __name__, url_prefix="/c/<profile>/documents")

FORMATS = {"docx": "Word", "html": "Web page", "md": "Markdown"}
"""What can be taken, by the ending of the file."""
_FOLDERS = {"draft": "Draft", "paper": "Paper for the committee"}


@dataclass(frozen=True)
class BuiltFile:
    """A built file: its format in words, its size in kilobytes, and its name in the output folder."""

    format: str
    kilobytes: int
    folder: str
    suffix: str


@dataclass(frozen=True)
class _Row:
    id: str
    title: str
    files: tuple[BuiltFile, ...]


@screen.get("/")
def documents(profile: str) -> str:
    """Show each document with the files that were built."""
    library = desk().library()
    ids = documents_of(library, profile)
    rows = [_Row(id, library.template(id).front.title, tuple(_files(profile, id))) for id in ids]
    return render_template("documents.html", profile=profile, rows=rows, folders=_FOLDERS)


def _files(profile: str, document: str) -> list[BuiltFile]:
    found = []
    for folder in _FOLDERS:
        for suffix, format in FORMATS.items():
            path = _path(profile, document, folder, suffix)
            if is_inside(path, desk().root):
                found.append(BuiltFile(format, -(-path.stat().st_size // 1024), folder, suffix))
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
