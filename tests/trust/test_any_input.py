"""No input takes the program down: what cannot be read, or is no such name, is told, and ends with 1 or 2."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import strategies as st

from policybuilder.cli import COMMANDS, main
from policybuilder.document_json import dumps, loads
from policybuilder.errors import PolicyBuilderError
from policybuilder.library import workspace
from policybuilder.library.profiles import read_profile
from policybuilder.library.strict_yaml import decode_text
from policybuilder.lifecycle.manifests import read_record
from policybuilder.readers.markdown.document import read_markdown_file
from policybuilder.readers.word.read import read_word
from policybuilder.redline import redline
from tests.lifecycle import story
from tests.properties import holds_for_any
from tests.redline.word import b, docx, field_, h, p, row, table
from tests.some import one_in
from tests.workspaces import library, shell, tiny

# Names --------------------------------------------------------------------------------------------------

# None of them may name a place that can be written to outside the test's folder.
NAMES = (
    *("", "/", ".", "..", "@", "@/@", "a/b/c", "~", "\udc80"),
    *("ü" * 60_000, f"{'x' * 300}/y.docx", "riverton/policy@" + "9" * 5_000),
)

WORDS: dict[str, tuple[str, ...]] = {
    "approve": ("NAME", "NAME"),
    "withdraw": ("NAME", "NAME", "1.0"),
    "explain": ("NAME", "NAME"),
    "history": ("NAME",),
    "compare": ("NAME", "NAME"),
    "redline": ("NAME", "NAME", "-o", "NAME"),
    "shell": ("prepare", "own.docx", "-o", "NAME"),
    "clauses": ("show", "NAME"),
    "init": ("--yes", "--council", "NAME", "--profile", "NAME"),
    "coverage": ("NAME", "-o", "NAME"),
    "receipt": ("-o", "NAME"),
    "schema": ("NAME",),
    "amend": ("NAME", "NAME"),
}
"""The words after a command where it asks for more than one name."""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    found, shelf = tiny(tmp_path / "workspace"), tmp_path / "built-in"
    shell(shelf)
    monkeypatch.setattr(workspace, "built_in_root", lambda: shelf)
    monkeypatch.chdir(found)
    return found


@pytest.mark.parametrize("command", one_in(3, COMMANDS))
def test_no_name_takes_a_command_down(root: Path, command: str) -> None:
    shell(root, "own.docx")
    for name in NAMES:
        words = [command, *(name if word == "NAME" else word for word in WORDS.get(command, ("NAME",)))]
        result = CliRunner().invoke(main, words, prog_name="policybuilder")
        assert result.exit_code in (0, 1, 2), (words, result.output[-2_000:])
        assert len(result.stderr) < 400_000
        if result.exit_code:
            assert result.output.strip(), "it says why"


@pytest.mark.parametrize(
    "day", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "1", "١٢/٣/٢٠٢٦", "0001-01-01"]
)
def test_no_date_takes_a_command_down(root: Path, day: str) -> None:
    shell(root, "own.docx")
    for words in (
        ("redline", "own.docx", "own.docx", "-o", "new.docx", "--date", day),
        ("approve", "riverton", "policy", "--by", "Cabinet", "--date", day, "--version", "1.0"),
        ("withdraw", "riverton", "policy", "1.0", "--by", "Cabinet", "--date", day, "--reason", "x"),
        ("review", "--on", day),
    ):
        result = CliRunner().invoke(main, list(words), prog_name="policybuilder")
        assert result.exit_code in (0, 1, 2), (words, result.output)


@pytest.mark.rest
@pytest.mark.skipif(os.name == "nt", reason="names of bytes are a matter of POSIX")
def test_names_that_are_not_utf_8_are_read_and_told_where_no_language_is_set(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/\xc3\xbcn \xfc"
    Path(os.fsdecode(folder)).mkdir()
    for name in (b"old \xff.docx", b"new.docx"):
        content = docx(p("Take care."), p(name.decode(errors="replace")))
        Path(os.fsdecode(folder + b"/" + name)).write_bytes(content)
    program = [sys.executable, "-m", "policybuilder"]
    plain = {
        **os.environ,
        "LC_ALL": "C",
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
    }
    for words, code in (
        ([b"redline", b"old \xff.docx", b"new.docx", b"-o", b"marked \xff.docx"], 0),
        ([b"redline", b"old \xff.docx", b"new.docx", b"-o", b"x.docx", b"--author", b"J\xfcrgen"], 2),
        ([b"check", b"gone \xff.docx"], 1),
    ):
        done = subprocess.run(
            [*map(os.fsencode, program), *words], cwd=folder, env=plain, capture_output=True, check=False
        )
        assert done.returncode == code, done
        assert b"Traceback" not in done.stderr
    assert Path(os.fsdecode(folder + b"/marked \xff.docx")).is_file()


# Content ------------------------------------------------------------------------------------------------


def told(read: Callable[[], object]) -> None:
    """Read something: it is read, or refused with where and why; anything else fails the test."""
    with contextlib.suppress(PolicyBuilderError):
        read()


SIGNS = [
    *"\0\t\n\r :-#'\"[]{}|>&*!%@`\\<()/=~_^$",
    "\ud800",
    "\ue000",
    "\u2028",
    "é",
    "\U0001f600",
    "- ",
    ": ",
    "  ",
    "{{",
    "{%",
    "]]>",
]


def damaged(content: bytes, at: list[tuple[int, int, bytes]]) -> bytes:
    """Return a content with pieces of it taken out and others put in."""
    for start, length, new in at:
        place = start % (len(content) + 1)
        content = content[:place] + new + content[place + length :]
    return content


PIECES = st.one_of(
    st.sampled_from([sign.encode(errors="surrogatepass") for sign in SIGNS]),
    st.binary(max_size=4),
    st.sampled_from(
        [
            b"<w:p>",
            b"</w:p>",
            b"<w:tbl>",
            b'<w:fldChar w:fldCharType="end"/>',
            b"<w:sectPr/>",
            b"<w:ins>",
            b"null",
            b"-1",
            b"1e999",
        ]
    ),
)
DAMAGE = st.lists(st.tuples(st.integers(0, 2**20), st.integers(0, 40), PIECES), min_size=1, max_size=4)

PROFILE = (
    "id: riverton\ncouncil: {name: Riverton Council, short_name: Riverton, nation: england, type: district}\n"
    "documents:\n  policy: {owner: Head of Digital, approver: Cabinet, date: 2026-12-01}\n"
    "parameters:\n  days: 30\n  contact: the AI team  # who\nkept: [days]\n"
    "law_checked:\n  foia: {role: Legal, date: 2024-12-03}\n"
)
POLICY = (
    "---\ntitle: AI\nowner: Head\n---\n\n# AI policy\n\n## Care\n\nYou **must** [ask](https://example.org) `me`.\n\n"
    "- one\n- two\n\n"
    "| a | b |\n|---|---|\n| c | d |\n\n> quoted\n\n1. one\n\n    two\n"
)
WORD = docx(
    h("Care"), p("You ", b("must"), " ask ", field_("PAGE", "3")), table(row("Role", "Duty"), row("a", "b")), p("End")
)


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return library(tiny(tmp_path_factory.mktemp("tiny"))).reference


@holds_for_any(150, 5_000, at=DAMAGE)
def test_any_profile_is_read_or_told(at: list[tuple[int, int, bytes]], reference: Any) -> None:
    content = damaged(PROFILE.encode(), at)
    told(
        lambda: read_profile(
            "profiles/riverton.yaml", decode_text(content, "profiles/riverton.yaml"), reference, ("policy",)
        )
    )


@holds_for_any(100, 5_000, at=DAMAGE)
def test_any_markdown_is_read_or_told(at: list[tuple[int, int, bytes]]) -> None:
    told(lambda: read_markdown_file(damaged(POLICY.encode(), at), "policy.md"))


@holds_for_any(60, 3_000, at=DAMAGE)
def test_any_word_file_is_read_compared_and_marked_or_told(at: list[tuple[int, int, bytes]]) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORD)) as there, zipfile.ZipFile(content, "w") as made:
        for name in there.namelist():
            inside = there.read(name)
            made.writestr(name, damaged(inside, at) if name == "word/document.xml" else inside)
    told(lambda: read_word(content.getvalue(), "policy.docx"))
    told(lambda: redline(WORD, content.getvalue(), author="A", date="2026-01-01T00:00:00Z"))
    told(lambda: redline(content.getvalue(), WORD, author="A", date="2026-01-01T00:00:00Z"))


@holds_for_any(60, 3_000, at=DAMAGE)
def test_any_zip_is_read_or_told(at: list[tuple[int, int, bytes]]) -> None:
    told(lambda: read_word(damaged(WORD, at), "policy.docx"))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an approved version."""
    root = story.workspace(tmp_path_factory.mktemp("kept"))
    story.approved(root)
    return story.folder(root) / "1.0"


@holds_for_any(60, 3_000, at=DAMAGE)
def test_any_document_and_manifest_is_read_or_told(
    at: list[tuple[int, int, bytes]], kept: Path, tmp_path: Path
) -> None:
    document = damaged((kept / "policy.json").read_bytes(), at)
    told(lambda: dumps(loads(document)))
    (tmp_path / "manifest.json").write_bytes(damaged((kept / "manifest.json").read_bytes(), at))
    told(lambda: read_record(tmp_path, "output/riverton/policy/1.0", ("riverton", "policy")))
