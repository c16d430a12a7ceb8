"""The page as it is served: the program itself in a process of its own, asked as a browser asks it, and its memory."""

from __future__ import annotations

import html
import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

from policybuilder.resolution.asked import Asked

Fields = Mapping[str, str | list[str]]


@dataclass(frozen=True)
class Served:
    """The program that serves a page, and what asks it with the cookie that it gave."""

    base: str
    process: subprocess.Popen[str]
    opener: urllib.request.OpenerDirector

    def get(self, path: str) -> str:
        """Return what stands at an address."""
        return self._read(urllib.request.Request(self.base + path))

    def settled(self, path: str) -> str:
        """Return what stands at an address once its work is over."""
        while 'id="progress"' in (page := self.get(path)):
            pass
        return page

    def send(self, form: str, path: str, fields: Fields) -> str:
        """Fill in a form that was got before, and return what comes of it."""
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form))
        given = {**{name: html.unescape(value) for name, value in hidden.items()}, **fields}
        content = urllib.parse.urlencode(given, doseq=True).encode()
        return self._read(urllib.request.Request(self.base + path, content, {"Origin": self.base}))

    def megabytes(self) -> tuple[int, int]:
        """Return the memory of the program now and at its most (Linux)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        now, most = (int(found) for name in ("VmRSS", "VmHWM") for found in re.findall(rf"{name}:\s+(\d+) kB", status))
        return now // 1024, most // 1024

    def processor_time(self) -> float:
        """Return how many seconds the program has worked (Linux, in hundredths)."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / 100

    def _read(self, request: urllib.request.Request) -> str:
        try:
            with self.opener.open(request) as answer:
                found: bytes = answer.read()
        except urllib.error.HTTPError as refused:
            found = refused.read()
        return found.decode("utf-8", "replace")


@contextmanager
def served(root: Path) -> Iterator[Served]:
    """Serve the page of a workspace, with a visitor that was let in."""
    command = [sys.executable, "-m", "policybuilder", "open", "--no-browser", "--workspace", str(root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().split()[-1]
            opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
            page = Served(address.partition("/enter")[0], process, opener)
            opener.open(address).read()
            yield page
        finally:
            process.terminate()


def another(asked: Asked, number: int = 0) -> Fields:
    """Return the fields of a form with another answer than the one that counts; of words, another for each number."""
    parameter, value = asked.parameter, asked.value
    word = f"another {'answer ' * (number + 1)}".strip()
    listed: list[Any] = value if isinstance(value, list) else []
    match parameter.type:
        case "email":
            return {"answer": f"other{number}@council.example"}
        case "url":
            return {"answer": f"https://www.council.example/other/{number}"}
        case "integer":
            now = value if isinstance(value, int) else parameter.minimum or 1
            most = parameter.maximum if parameter.maximum is not None else now + 99
            return {"answer": str(now + 1 + number if now + 1 + number <= most else now - 1)}
        case "boolean":
            return {"answer": "no" if value else "yes"}
        case "choice":
            return {"answer": next(option for option in parameter.options if option != str(value))}
        case "choices":
            known = {str(each) for each in listed}
            return {"answer": [each for each in parameter.options if each not in known] or [next(iter(known))]}
        case "list":
            return {"answer": "\n".join([*map(str, listed), word])}
        case "date":
            return {"answer-day": "3", "answer-month": "4", "answer-year": str(2100 + number)}
        case "table":
            rows = [*listed, dict.fromkeys(parameter.columns, word)]
            return {
                f"answer-{at}-{column}": words or "" for at, row in enumerate(rows) for column, words in row.items()
            }
    return {"answer": word}
