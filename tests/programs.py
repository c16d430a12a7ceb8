"""The programs that tests open documents in, each started once in a process: LibreOffice, Chromium, a validator."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

_PYTHON = "/usr/bin/python3"
"""LibreOffice's bridge is for the Python that the system came with."""


@cache
def has_office() -> bool:
    """Return whether LibreOffice is here, with its Python bridge and the program that reads what it prints."""
    if not (shutil.which("soffice") and shutil.which("pdftotext")):
        return False
    return subprocess.run([_PYTHON, "-c", "import uno"], capture_output=True, check=False).returncode == 0


class Office:
    """A LibreOffice that is running."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        """Ask a process that runs `office_opens.py`."""
        self._process = process

    def texts(self, side: str, path: Path) -> list[str] | None:
        """Return what a document says: "plain", or after "accept" or "reject" of every change; None: it went down."""
        texts: list[str] | None = self._ask(side, path)
        return texts

    def saved(self, path: Path, format: str) -> Path:
        """Return a document as LibreOffice saves it, as "pdf" or "docx"."""
        return Path(self._ask(format, path))

    def pages(self, path: Path) -> list[str]:
        """Return the words of each page, as LibreOffice lays a document out."""
        read = ["pdftotext", "-layout", str(self.saved(path, "pdf")), "-"]
        return subprocess.run(read, check=True, capture_output=True, timeout=60).stdout.decode().split("\f")[:-1]

    def _ask(self, wish: str, path: Path) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{wish}\t{path}\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


@cache
def validator() -> Any:
    """Return the validator of Open XML, which reads its schemas once."""
    from openxml_audit import OpenXmlValidator
    from openxml_audit.semantic.constraints import cross_part  # type: ignore[import-untyped]

    # It keeps what it found in a file by the file's place in memory, where the next file may come to lie.
    numbers, key = count(), cross_part._cache_key

    def own_key(context: Any, part: str, parts: list[str]) -> tuple[int, str]:
        if not hasattr(context.package, "file_number"):
            context.package.file_number = next(numbers)
        return context.package.file_number, key(context, part, parts)[1]

    cross_part._cache_key = own_key
    return OpenXmlValidator(max_errors=500)


@contextmanager
def office() -> Iterator[Office]:
    """Start LibreOffice, and end it."""
    script = Path(__file__).with_name("office_opens.py")
    pipe = subprocess.PIPE
    with subprocess.Popen([_PYTHON, str(script)], stdin=pipe, stdout=pipe, text=True) as process:
        yield Office(process)
        # Leaving closes what it reads from; it then ends LibreOffice and itself.


def chromium() -> str | None:
    """Return the path of Chromium, or None where there is none."""
    names: Iterable[str] = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


@contextmanager
def browser() -> Iterator[Any]:
    """Start Chromium without a window, and end it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()
