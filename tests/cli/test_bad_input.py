"""Whatever is wrong in a workspace: one clear problem with its place, exit code 1, and nothing half written or lost."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import lxml.etree
import lxml.html
import pytest

from tests.cli.conftest import Run
from tests.some import one_in
from tests.workspaces import base, clause, profile, shell, template, write

HEAD = "id: riverton\ncouncil: {name: Riverton Council, short_name: Riverton, nation: england, type: district}\n"


def raw(text: str | bytes) -> Callable[[Path], object]:
    """Return what replaces the profile by these lines, below the usual ones where they are text."""
    content = text if isinstance(text, bytes) else (HEAD + text).encode()
    return lambda root: (root / "profiles/riverton.yaml").write_bytes(content)


def in_circle(root: Path) -> None:
    base(root, "extends: [north]\n", id="coast")
    base(root, "extends: [coast]\n", id="north")
    profile(root, "extends: [north]\n")


def linked_away(root: Path) -> None:
    (root.parent / "secret.yaml").write_text("id: riverton\n")
    (root / "profiles/riverton.yaml").unlink()
    (root / "profiles/riverton.yaml").symlink_to(root.parent / "secret.yaml")


def with_broken_tag(root: Path) -> None:
    """Write the shipped shell with the end of a tag missing."""
    own = shell(root, "own.docx")
    parts = {name: zipfile.ZipFile(own).read(name) for name in zipfile.ZipFile(own).namelist()}
    with zipfile.ZipFile(own, "w") as changed:
        for name, content in parts.items():
            changed.writestr(name, content.replace(b"{{ title }}", b"{{ title"))
    profile(root, "word_shell: own.docx\n")


def with_shell(content: bytes) -> Callable[[Path], object]:
    def change(root: Path) -> None:
        write(root, "own.docx", content)
        profile(root, "word_shell: own.docx\n")

    return change


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
NESTED = "- " * 300 + "deep\n"

BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "broken YAML": (raw("depth: [full\n"), "[quotes]"),
    "a duplicate key": (raw("depth: full\ndepth: full\n"), "[duplicate-key]"),
    "an alias bomb": (raw(BOMB), "[yaml-alias]"),
    "a tag": (raw("depth: !!python/object/apply:os.system [ls]\n"), "[yaml-tag]"),
    "a second document": (raw("--- \nid: other\n"), "[yaml-documents]"),
    "an unknown key": (raw("dept: full\n"), "[unknown-key]"),
    "an unknown clause": (raw("documents: {policy: {exclude: [{clause: nobody, reason: x}]}}\n"), "[unknown-clause]"),
    "an unknown parameter": (raw("parameters: {dayz: 1}\n"), "[unknown-parameter]"),
    "an unknown document": (raw("documents: {polcy: {}}\n"), "[unknown-template]"),
    "an unknown name in a condition": (lambda root: clause(root, "care", applies_when="tools.agnts"), "[unknown-name]"),
    "text for a number": (raw("parameters: {days: many}\n"), "[wrong-type]"),
    "a date that is no date": (raw("documents: {policy: {date: 2027-02-30}}\n"), "expected a day of the calendar"),
    "a circle of bases": (in_circle, "[cycle]"),
    "a control character": (raw('parameters: {contact: "a\\u0007b"}\n'), "[control-character]"),
    "a profile that is not UTF-8": (raw(b"id: riverton\ncouncil: {name: \xff}\n"), "[not-utf-8]"),
    "a profile in UTF-16": (raw("id: riverton\n".encode("utf-16")), "[not-utf-8]"),
    "a profile in UTF-16 without its mark": (raw("id: riverton\n".encode("utf-16-le")), "[not-text]"),
    "a profile that was cut off while it was saved": (raw(bytes(600)), "[not-text]"),
    "a Word file under a profile's name": (raw(b"PK\x03\x04" + b"x" * 60), "[not-text]"),
    "a profile of 2 MB": (raw("# " + "x" * 2_000_000), "[file-too-large]"),
    "a profile that leads out of the workspace": (linked_away, "[outside-workspace]"),
    "a clause of 1 MB": (lambda root: clause(root, "care", "word " * 200_000), "[file-too-large]"),
    "lists nested 300 deep": (lambda root: clause(root, "care", NESTED), "nested too deep"),
    "a clause that reaches for Python": (
        lambda root: clause(root, "care", "{{ ''.__class__ }}\n"),
        "[clause-language]",
    ),
    "a clause that calls": (lambda root: clause(root, "care", "{{ cycler() }}\n"), "[clause-language]"),
    "a clause that imports": (lambda root: clause(root, "care", "{% import 'x' as y %}\n"), "[clause-language]"),
    "a clause that loops for ever": (
        lambda root: clause(root, "care", "{% for x in range(10**9) %}{% endfor %}\n"),
        "[clause-language]",
    ),
    "a clause with HTML": (lambda root: clause(root, "care", "<script>alert(1)</script>\n"), "[html]"),
    "a clause without front matter": (lambda root: write(root, "clauses/about/care.md", "Care.\n"), "[front-matter]"),
    "a template that names no clause": (lambda root: template(root, "nobody"), "[unknown-clause]"),
    "a shell that leaves the workspace": (
        raw("word_shell: ../own.docx\ndocuments: {policy: {}}\n"),
        "[outside-workspace]",
    ),
    "a shell that is absolute": (raw("word_shell: /etc/passwd\ndocuments: {policy: {}}\n"), "[outside-workspace]"),
    "a shell that is not there": (raw("word_shell: own.docx\ndocuments: {policy: {}}\n"), "[no-such-file]"),
    "a shell that is no Word file": (with_shell(b"text"), "own.docx: error:"),
    "a shell that is an empty file": (with_shell(b""), "own.docx: error:"),
    "a shell with a broken tag": (with_broken_tag, "own.docx"),
}


@pytest.mark.parametrize("name", one_in(3, BAD))
def test_bad_input_gets_a_clear_problem_with_its_place_and_the_old_draft_stays(run: Run, root: Path, name: str) -> None:
    assert run("build", "--format", "word").exit_code == 0
    draft = root / "output/riverton/policy/draft/policy.docx"
    before = draft.read_bytes()
    change, told = BAD[name]
    change(root)
    result = run("build", "--format", "word")
    assert result.exit_code == 1
    first = result.stderr.splitlines()[0]
    assert told in result.stderr
    assert first.startswith(("profiles/", "clauses/", "templates/", "own.docx"))
    assert ": error: " in first
    assert "Traceback" not in result.output
    assert draft.read_bytes() == before
    assert [path.name for path in draft.parent.iterdir()] == ["policy.docx"]
    assert run("check").exit_code == 1


@pytest.mark.parametrize("value", ["{{ days }}", "{% raw %}", "**x**", "<w:t>", "]]>", "H&M <Council>", "a | b", "# x"])
def test_a_value_of_any_signs_reads_the_same_in_word_and_html(run: Run, root: Path, value: str) -> None:
    clause(root, "care", "Ask {{ contact }} first.\n", parameters="[contact]")
    profile(root, f"parameters: {{contact: '{value}'}}\n")
    result = run("build", "--format", "word", "--format", "html")
    assert result.exit_code == 0, result.output
    draft = root / "output/riverton/policy/draft"
    page = lxml.html.fromstring((draft / "policy.html").read_bytes()).text_content()
    word = zipfile.ZipFile(draft / "policy.docx").read("word/document.xml")
    for text in (page, "".join(lxml.etree.fromstring(word).itertext())):
        assert f"Ask {value} first." in " ".join(text.split())


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "words",
    [
        ("check", "pipe.docx"),
        ("check", "pipe.md"),
        ("compare", "pipe.docx", "riverton"),
        ("compare", "riverton", "pipe.md"),
        ("compare", "pipe.json", "riverton"),
        ("redline", "pipe.docx", "own.docx", "-o", "redline.docx"),
        ("redline", "own.docx", "pipe.docx", "-o", "redline.docx"),
        ("redline", "own.docx", "own.docx", "pipe.docx", "--verify"),
        ("shell", "check", "pipe.docx"),
        ("shell", "prepare", "pipe.docx", "-o", "prepared.docx"),
        ("shell", "prepare", "own.docx", "-o", "pipe.docx", "--force"),
        ("redline", "own.docx", "own.docx", "-o", "pipe.docx"),
        ("coverage", "riverton", "-o", "pipe.md"),
    ],
)
def test_a_pipe_in_place_of_a_file_is_refused_at_once(run: Run, root: Path, words: tuple[str, ...]) -> None:
    shell(root, "own.docx")
    for name in ("pipe.docx", "pipe.md", "pipe.json"):
        os.mkfifo(root / name)
    result = run(*words)
    assert result.exit_code == 1
    assert "pipe" in result.output
    assert "not a file" in result.output
