"""What somebody may send to the page to hold it up, fill the disk or have it show more than words: none of it works."""

from __future__ import annotations

import http.client
import io
import re
import socket
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

from policybuilder.library import workspace
from policybuilder.web import start
from policybuilder.web.guard import MAX_UPLOAD
from tests import workspaces
from tests.lifecycle import story
from tests.some import one_in
from tests.web.visitor import Visitor, opened, words

EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7 * 7 }}{% raw %}"
RAW = ("<script>alert(1)", "<img src=x", "onerror=alert(1)>")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root, shelf = story.workspace(tmp_path / "workspace"), tmp_path / "built-in"
    workspaces.shell(shelf)
    monkeypatch.setattr(workspace, "built_in_root", lambda: shelf)
    story.decide(root, documents=story.DOCUMENTS.replace("2026-12-01", "2025-12-01"))
    return root


@pytest.fixture
def visitor(root: Path) -> Visitor:
    return opened(root)


@pytest.fixture
def address(root: Path) -> Iterator[str]:
    serving = start(root)
    threading.Thread(target=serving.run, daemon=True).start()
    yield serving.address
    serving.server.close()  # type: ignore[attr-defined]


# Uploads -------------------------------------------------------------------------------------------------


def bomb(part: str = "word/document.xml", size: int = 400_000_000) -> bytes:
    """Return a small Word file one part of which unpacks to a lot."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        with file.open(part, "w", force_zip64=True) as inner:
            block = b" " * 1_000_000
            for _ in range(size // len(block)):
                inner.write(block)
    return packed.getvalue()


@pytest.fixture(scope="module")
def a_bomb() -> bytes:
    return bomb()


UPLOADS = {
    "take": ("/c/riverton/take/", "files"),
    "hand-off": ("/c/riverton/hand-off/", "form"),
    "old policy": ("/c/riverton/old-policy/", "file"),
}


@pytest.mark.parametrize("name", one_in(3, UPLOADS))
def test_a_file_that_unpacks_to_a_lot_is_refused_before_it_is_unpacked(
    visitor: Visitor, root: Path, a_bomb: bytes, name: str
) -> None:
    path, field = UPLOADS[name]
    before = sorted(root.rglob("*"))
    started = time.process_time()
    answer = visitor.send(path, **{field: (io.BytesIO(a_bomb), "policy.docx")})
    answer = visitor.settled(answer.headers["Location"]) if answer.status_code in (302, 303) else answer
    assert time.process_time() - started < 3
    assert re.search(r"unzips to 400,000,008 bytes", words(answer.text)), words(answer.text)
    assert [each for each in sorted(root.rglob("*")) if each not in before and ".policybuilder" not in each.parts] == []


@pytest.mark.parametrize(
    "typed",
    ["../../../etc/passwd.docx", "C:\\Windows\\system32\\a.docx", "a\x00b.docx", "CON.docx", "." * 300 + ".docx"],
)
def test_the_name_of_a_file_is_no_place(visitor: Visitor, root: Path, typed: str) -> None:
    outside = sorted(root.parent.iterdir())
    visitor.send("/c/riverton/take/", files=(io.BytesIO(b"no Word file"), typed))
    visitor.send("/c/riverton/old-policy/", file=(io.BytesIO(b"# Old\n\nYou must take care.\n"), typed + ".md"))
    assert sorted(root.parent.iterdir()) == outside
    known = {".policybuilder", "clauses", "output", "profiles", "templates", "policybuilder.yaml"}
    assert {each.name for each in root.iterdir()} <= known


# Connections ---------------------------------------------------------------------------------------------


def test_a_post_that_is_too_large_is_refused_by_its_length_alone(address: str) -> None:
    place = urlsplit(address)
    with socket.create_connection((place.hostname, place.port), timeout=10) as connection:
        head = f"POST /c/riverton/take/ HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Length: {MAX_UPLOAD * 9}\r\n\r\n"
        connection.sendall(head.encode() + b"a" * 1000)
        assert b" 413 " in connection.recv(4000).split(b"\r\n")[0]


def test_posts_that_never_end_hold_nobody_up(address: str) -> None:
    place = urlsplit(address)
    slow = [socket.create_connection((place.hostname, place.port), timeout=10) for _ in range(24)]
    try:
        for number, each in enumerate(slow):
            head = f"POST /c/riverton/take/ HTTP/1.1\r\nHost: {place.netloc}\r\n"
            each.sendall(head.encode() + (b"Content-Length: 1000\r\n\r\na" if number % 2 else b"X-Slow: "))
        visit = http.client.HTTPConnection(place.netloc, timeout=10)
        visit.request("GET", f"{place.path}?{place.query}")
        assert visit.getresponse().status in (200, 302, 303)
    finally:
        for each in slow:
            each.close()


# Words that are more than words --------------------------------------------------------------------------

FORMS = (
    "/new?name=",
    "/c/riverton/question/contact",
    "/c/riverton/question/days",
    "/c/riverton/question/uses",
    "/c/riverton/question/change_log",
    "/c/riverton/clauses/policy/care",
    "/c/riverton/clauses/policy/care/words/1",
    "/c/riverton/clauses/policy/care/after/1",
    "/c/riverton/law/foia",
    "/c/riverton/documents/policy/about/",
    "/c/riverton/versions/approve/policy",
    "/c/riverton/hand-off/",
    "/c/riverton/take/",
    "/c/riverton/undo",
)
AFTERWARDS = (
    "/",
    "/c/riverton/",
    "/c/riverton/subject/use",
    "/c/riverton/open/",
    "/c/riverton/clauses/policy/",
    "/c/riverton/clauses/policy/keeping",
    "/c/riverton/documents/",
    "/c/riverton/versions/",
    "/c/riverton/hand-off/",
)


def fields_of(page: str) -> dict[str, str]:
    """Return a screen's fields, each with what somebody evil types; of radios, each value that the form offers."""
    named = re.findall(r'<(?:input|textarea|select)\b[^>]*\bname="([^"]+)"', page)
    hidden = set(re.findall(r'<input type="hidden" name="([^"]+)"', page))
    return dict.fromkeys((name for name in named if name not in hidden), EVIL)


@pytest.mark.parametrize("path", one_in(3, FORMS))
def test_what_is_typed_is_shown_as_words_and_nothing_else(visitor: Visitor, path: str) -> None:
    page = visitor.settled(path)
    fields = fields_of(page.text)
    buttons = sorted(set(re.findall(r'<button[^>]*\bname="([^"]+)"[^>]*\bvalue="([^"]+)"', page.text))) or [
        ("do", "save")
    ]
    ways = sorted(set(re.findall(r'name="how"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="how"', page.text)))
    for how in [a or b for a, b in ways] or [""]:
        for name, value in buttons:
            given = {**fields, name: value, **({"how": how} if how else {})}
            answer = visitor.send(path, **given)
            assert answer.status_code < 500
            for raw in RAW:
                assert raw not in answer.text, (how, value)
    for other in AFTERWARDS:
        shown = visitor.settled(other)
        assert shown.status_code in (200, 422)
        for raw in RAW:
            assert raw not in shown.text, other


def test_an_answer_of_signs_is_kept_as_it_was_typed(visitor: Visitor, root: Path) -> None:
    evil = EVIL.replace("{{ 7 * 7 }}{% raw %}", "")
    assert visitor.send("/c/riverton/question/contact", answer=evil, how="answer", do="save").status_code == 302
    read = yaml.safe_load((root / "profiles/riverton.yaml").read_text(encoding="utf-8"))
    assert read["parameters"]["contact"] == evil
    assert RAW[0] not in visitor.settled("/c/riverton/question/contact").text
