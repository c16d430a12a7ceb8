"""Old policies that were uploaded, kept in the workspace while an officer goes through them.

A file is kept by the digest of what it holds: nothing that somebody typed or named becomes a path.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from werkzeug.datastructures import FileStorage

from policybuilder import api
from policybuilder.errors import PolicyBuilderError, Problem
from policybuilder.files.write import remove, write_changed
from policybuilder.library.councils import RegisteredCouncil
from policybuilder.web.desk import Desk
from policybuilder.web.fields import Field
from policybuilder.web.inside import own_folder
from policybuilder.web.shown import in_sentences
from policybuilder.web.work import Work

if TYPE_CHECKING:
    from policybuilder.adopt.adoption import Adoption

SUFFIXES = ("docx", "pdf", "html", "md", "txt")
"""The endings of files that are read, and are kept under."""
HINT = (
    "A Word document (.docx), a PDF, a saved web page (.html), or text (.txt or .md). Word gives the best result; a PDF"
    " of scanned pages cannot be read."
)
"""What is said where a file is asked for."""
_ALSO = {"htm": "html", "xhtml": "html", "markdown": "md", "text": "txt"}
"""Other endings of the same kinds of file."""
_BEGINNINGS = ((b"%PDF-", "pdf"), (b"PK\x03\x04", "docx"))
"""How the files begin that tell their kind, whatever somebody called them."""
_OTHERS = ("doc", "dot", "rtf", "odt", "pages", "wpd")
"""The endings of files that Word opens and this program does not read."""
_FOLDER = ".policybuilder/returned"
_NAME = re.compile(rf"[0-9a-f]{{64}}\.({'|'.join(SUFFIXES)})")


def keep_old(desk: Desk, file: FileStorage | None) -> str | Problem:
    """Keep an old policy that was uploaded, and return the name by which it is found; or what is wrong with it."""
    named = "" if file is None else file.filename or ""
    suffix = named.rpartition(".")[2].lower()
    suffix = _ALSO.get(suffix, suffix)
    if file is None or suffix not in SUFFIXES:
        kinds = "a Word document (.docx), a PDF, a web page (.html), Markdown (.md) or plain text (.txt)"
        wanted = f"“{named}” is no file that can be read as a policy: choose {kinds}" if named else ""
        return Problem(Field("file"), as_other_file(named) or wanted or f"Choose the policy: {kinds}", "no-file")
    content = file.read()
    suffix = next((kind for beginning, kind in _BEGINNINGS if content.startswith(beginning)), suffix)
    name = f"{hashlib.sha256(content).hexdigest()}.{suffix}"
    folder = own_folder(desk.root, _FOLDER)
    write_changed({folder / name: content})
    return name


def as_other_file(name: str) -> str:
    """Return what to do with a file that another program or an older Word made, by its name; "" for any other."""
    if name.rpartition(".")[2].lower() not in _OTHERS:
        return ""
    return f"“{name}” is of an older Word or another program: open it in Word, and save it as a Word document (.docx)"


def old_path(desk: Desk, name: str) -> Path | None:
    """Return where an old policy of a name is kept; None where none is."""
    path = desk.root / _FOLDER / name
    return path if _NAME.fullmatch(name) and path.is_file() and not path.is_symlink() else None


def reading_old(
    desk: Desk,
    name: str,
    whose: str,
    address: str,
    check: Callable[[], object],
    council: RegisteredCouncil | None = None,
    profile: str = "",
) -> Work | None:
    """Return the work that holds an old policy against the library; None where none of that name is kept.

    It is for `whose`, a `council` or a `profile` that is there, which `check` refuses where there is none. A file that
    is no policy is removed, and its work fails with PolicyBuilderError.
    """
    known = ("read", "old policy", whose, name)
    path = old_path(desk, name)
    if path is None:
        return desk.works.failed(known)
    library, edition = desk.edition()
    check()

    def job(_: Work) -> Adoption:
        try:
            return api.adopt(library, path, council=council, profile=profile)
        except PolicyBuilderError:
            remove([path])
            raise

    return desk.works.work(known, edition, "Reading the policy that you have already", address, job)


def as_field_problems(error: PolicyBuilderError) -> list[Problem]:
    """Return what is wrong with an old policy as problems of the field that asked for it."""
    return [Problem(Field("file"), in_sentences(each), each.code) for each in error.problems]
