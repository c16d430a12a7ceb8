"""Files that look like a part of the library and that nothing would read, so that none is ignored in silence."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from policybuilder.errors import Location, PolicyBuilderError, Problem, did_you_mean
from policybuilder.library.copies import lock_on, told_as_copy
from policybuilder.library.workspace import AuthoredFile, Workspace

REFERENCE_FILES = (
    "parameters.yaml",
    "terms.yaml",
    "law.yaml",
    "frameworks.yaml",
    "facts.yaml",
    "withdrawn.yaml",
    "issued.yaml",
    "stale.yaml",
    "avoided_words.yaml",
    "abbreviations.yaml",
    "sounds_like.yaml",
)


def stray_files(workspace: Workspace) -> tuple[Problem, ...]:
    """Return a problem for each file in a place, or with a name, where it would not be read."""
    strays = [
        Problem(Location(file.name), *(told_as_copy(file.path.name) or found), "error")
        for file, found in _strays(workspace)
    ]
    return (*strays, *_left_by_programs(workspace))


def _left_by_programs(workspace: Workspace) -> Iterator[Problem]:
    """Yield a warning for each file that says that another is open, and for each copy of a Word shell."""
    for layer in workspace.layers:
        if layer.root != workspace.root:
            continue  # the built-in library holds what was shipped
        for folder, _, names in (walked for top in _FOLDERS for walked in sorted(os.walk(layer.root / top))):
            for name in sorted(names):
                place = Location(layer.shown(Path(folder, name)))
                if opened := lock_on(name):
                    message = f"{opened} is open in Word or LibreOffice: what is read is what was last saved"
                    hint = f"save and close {opened}; if nobody has it open, delete {name}"
                    yield Problem(place, message, "left-behind", hint, "warning")
                elif name.endswith(".docx") and (told := told_as_copy(name)):
                    yield Problem(place, *told, "warning")


_FOLDERS = ("clauses", "templates", "profiles")


_ENDINGS = {
    ".yaml": re.compile(r"(?P<stem>.+?)(?P<end>\.ya?ml(?:\.(?:txt|docx?|ya?ml))?)", re.IGNORECASE),
    ".md": re.compile(r"(?P<stem>.+?)(?P<end>\.(?:md|markdown)(?:\.(?:txt|docx?|md))?)", re.IGNORECASE),
}
"""What a file is called that was meant to end otherwise: Notepad adds .txt, and Windows hides that it did."""


def misnamed(workspace: Workspace, folder: str, deep: bool = False, meant: str = ".yaml") -> Iterator[Problem]:
    """Yield a problem for each file of a folder whose name does not end as the name of what is read ends."""
    for file, found in _misnamed(workspace, folder, deep, meant):
        yield Problem(Location(file.name), *found)


def _misnamed(
    workspace: Workspace, folder: str, deep: bool, meant: str
) -> Iterator[tuple[AuthoredFile, tuple[str, str, str]]]:
    for file in workspace.files(folder, "", deep):
        name = file.path.name
        found = _ENDINGS[meant].fullmatch(name)
        if found is None or (os.path.normcase(found["end"]) == meant):
            continue
        if not folder and found["stem"].lower() != "policybuilder":
            continue  # the top of a workspace may hold what other programs read
        hint = f"name it {found['stem']}{meant}"
        if found["end"].count(".") > 1:
            hint += "; Windows shows the whole name with View, Show, File name extensions"
        yield file, (f"the file is not read: its name ends in {found['end']}", "stray-file", hint)


def _strays(workspace: Workspace) -> Iterator[tuple[AuthoredFile, tuple[str, str, str]]]:
    for folder, deep in (("", False), ("clauses", True), ("templates", True), ("profiles", True)):
        yield from _misnamed(workspace, folder, deep, ".yaml")
    yield from _misnamed(workspace, "clauses", True, ".md")
    for file in workspace.files("clauses", ".yaml", deep=True):
        if file.path.parent != file.layer.root / "clauses" or file.path.name not in REFERENCE_FILES:
            listed = f"the files read are clauses/{', clauses/'.join(REFERENCE_FILES)}"
            hint = did_you_mean(file.path.name, REFERENCE_FILES, listed)
            yield file, ("no reference file has this name, so it is not read", "stray-file", hint)
    for folder in ("templates", "profiles"):
        for file in workspace.files(folder, ".yaml", deep=True):
            if file.path.parent != file.layer.root / folder:
                hint = f"move it to {folder}/{file.path.name}"
                yield file, ("the file is not read: it stands in a folder of its own", "stray-file", hint)
    for file in workspace.files("clauses", ".md"):
        # A README may stand beside the topic folders; a clause would not be found there.
        if _starts_like_a_clause(file):
            hint = f"move it to clauses/TOPIC/{file.path.name}"
            yield file, ("the clause is not read: it stands in no topic folder", "stray-file", hint)


def _starts_like_a_clause(file: AuthoredFile) -> bool:
    try:
        return file.content().removeprefix(b"\xef\xbb\xbf").startswith(b"---")
    except PolicyBuilderError:
        return False
