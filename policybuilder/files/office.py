"""LibreOffice and Poppler, where they are on this machine: a PDF of a Word file, and pictures of its pages.

LibreOffice is started with a profile of its own, so that one that is open is not disturbed and nothing that somebody
installed in theirs runs. Nothing is asked of it but a file for a file.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from policybuilder.errors import Location, PolicyBuilderError, fail

_WHERE = Location("LibreOffice")
_SECONDS = 300
"""How long a file may take; a policy of 60 pages takes a few seconds."""
_PROGRAM_FILES = ("ProgramFiles", "ProgramFiles(x86)")
_TO_PDF = {
    "UseTaggedPDF": True,
    "PDFUACompliance": True,
    "ExportBookmarks": True,
    "ExportBookmarksToPDFDestination": True,
}
"""What is asked of its export: tags, and headings and bookmarks as what a reader can go to."""


def office_program() -> str:
    """Return where LibreOffice is on this machine, "" where it is not."""
    return shutil.which("soffice") or shutil.which("libreoffice") or _installed()


def _installed() -> str:
    """Return where the installers of Windows and macOS put it."""
    windows = [Path(os.environ[name]) / "LibreOffice/program" for name in _PROGRAM_FILES if name in os.environ]
    # soffice.com waits until it is done, and soffice.exe need not.
    places = [folder / name for folder in windows for name in ("soffice.com", "soffice.exe")]
    places.append(Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"))
    return next((str(place) for place in places if place.is_file()), "")


def as_pdf(word: bytes) -> bytes:
    """Return a Word file as the tagged PDF that LibreOffice makes of it.

    Raises PolicyBuilderError where LibreOffice is not there, and when it makes none.
    """
    program = office_program()
    if not program:
        raise no_office("a PDF is made by it")
    settings = {name: {"type": "boolean", "value": str(value).lower()} for name, value in _TO_PDF.items()}
    with tempfile.TemporaryDirectory(prefix="policybuilder-") as folder:
        source, made = Path(folder) / "policy.docx", Path(folder) / "policy.pdf"
        source.write_bytes(word)
        words = [
            program,
            f"-env:UserInstallation={Path(_profile().name).as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--convert-to",
            f"pdf:writer_pdf_Export:{json.dumps(settings)}",
            "--outdir",
            folder,
            str(source),
        ]
        try:
            ran = subprocess.run(words, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
        except (OSError, subprocess.TimeoutExpired) as error:
            raise _made_none(str(error)) from None
        if not made.is_file():
            raise _made_none(ran.stderr.decode(errors="replace").strip().rpartition("\n")[2])
        return made.read_bytes()


def as_pictures(pdf: bytes) -> tuple[bytes, ...]:
    """Return the pages of a PDF as PNG, in their order, as Poppler draws them.

    Raises PolicyBuilderError where Poppler is not there, and when it draws none.
    """
    program = shutil.which("pdftoppm")
    where, hint = Location("pdftoppm"), "install Poppler (poppler-utils)"
    if not program:
        raise fail(where, "pdftoppm is not on this machine, and pictures of pages are made by it", "no-pdftoppm", hint)
    with tempfile.TemporaryDirectory(prefix="policybuilder-") as folder:
        source = Path(folder) / "policy.pdf"
        source.write_bytes(pdf)
        words = [program, "-png", "-r", str(_DOTS_PER_INCH), str(source), str(Path(folder) / "page")]
        try:
            subprocess.run(words, capture_output=True, timeout=_SECONDS, check=True)  # noqa: S603
        except (OSError, subprocess.SubprocessError) as error:
            raise fail(where, f"pdftoppm drew no pages: {error}", "no-pictures", "try again") from None
        # Numbers have as many digits as the last page's.
        return tuple(page.read_bytes() for page in sorted(Path(folder).glob("page-*.png")))


_DOTS_PER_INCH = 80


@cache
def _profile() -> tempfile.TemporaryDirectory[str]:
    """Return the folder of a profile, made once for this process: a new one takes LibreOffice seconds."""
    return tempfile.TemporaryDirectory(prefix="policybuilder-office-")


def no_office(why: str) -> PolicyBuilderError:
    """Return the problem that LibreOffice is not there, and `why` it is needed."""
    hint = "install LibreOffice (it is free), or save the Word file as a PDF in Word: docs/pdf.md says how"
    return fail(_WHERE, f"LibreOffice is not on this machine, and {why}", "no-office", hint)


def _made_none(said: str) -> PolicyBuilderError:
    hint = "try again; if it stays, save the Word file as a PDF in Word: docs/pdf.md says how"
    return fail(_WHERE, f"LibreOffice made no PDF{f': {said}' if said else ''}", "no-pdf", hint)
