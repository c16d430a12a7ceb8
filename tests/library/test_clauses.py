"""Clause files: what is read from one, and every way in which one can be wrong."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

import pytest
from hypothesis import given, settings

from policybuilder.errors import Location
from policybuilder.library.clauses import MAX_CLAUSE_BYTES, ClauseSource, body_problems, read_clause, version_key
from policybuilder.library.workspace import AuthoredFile, Layer
from tests.saying import said
from tests.strategies import mutations
from tests.workspaces import clause, write

ROOT = Path(__file__).parents[2]
TEXT = """\
---
id: care
title: Taking care
version: 1.1.0
level: mandatory
applies_when: tools.agents != 'none'
parameters: [tools.agents]
changes:
  - {version: 1.1.0, date: 2026-11-22, kind: minor, why: Clearer}
  - {version: 1.0.0, date: 2026-11-01, kind: major, why: First version}
---
You must take care.

You should ask {{ roles.siro }}.
"""


def file(root: Path, path: str = "clauses/about/care.md") -> AuthoredFile:
    return AuthoredFile(root / path, path, Layer(root, ""))


def read(root: Path, text: str | bytes, path: str = "clauses/about/care.md") -> ClauseSource:
    content = text if isinstance(text, bytes) else text.encode()
    write(root, path, content)
    return read_clause(file(root, path))


def told(root: Path, text: str | bytes) -> str:
    return said(lambda: read(root, text)).replace("clauses/about/care.md:", "")


# What is read ---------------------------------------------------------------------------------------------


def test_a_clause_is_read_with_its_places(tmp_path: Path) -> None:
    found = read(tmp_path, TEXT)
    assert (found.id, found.front.title, found.front.version) == ("care", "Taking care", "1.1.0")
    assert found.body == "You must take care.\n\nYou should ask {{ roles.siro }}.\n"
    assert found.body_line == 12
    assert found.place("title") == Location("clauses/about/care.md", 3, 1)
    assert found.place("changes", 1, "kind") == Location("clauses/about/care.md", 10, 40)
    assert [use.location.line for use in found.analysis.uses] == [14]
    assert found.condition_place == Location("clauses/about/care.md", 6, 15)
    assert found.condition.paths() == {"tools.agents"}


def test_a_clause_without_a_condition_always_applies(tmp_path: Path) -> None:
    clause(tmp_path, "care")
    found = read_clause(file(tmp_path))
    assert found.front.applies_when is None
    assert found.condition.tree is None
    assert found.condition_place == Location("clauses/about/care.md", 2, 1)


def test_the_hash_is_that_of_the_text_whichever_system_wrote_it(tmp_path: Path) -> None:
    unix = read(tmp_path, TEXT)
    windows = read(tmp_path, b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    assert unix.content_hash == windows.content_hash == hashlib.sha256(TEXT.encode()).hexdigest()
    assert windows.body == unix.body
    assert windows.analysis.uses == unix.analysis.uses
    assert read(tmp_path, TEXT.replace("care.", "great care.")).content_hash != unix.content_hash


def test_text_in_the_body_survives_exactly(tmp_path: Path) -> None:
    body = "H&M < Council — “must” £5 é😀 \\* `code` * _x_\tTab  \n    indented\n\n\n"
    assert read(tmp_path, TEXT.split("You must")[0] + body).body == body


def test_versions_sort_by_their_numbers() -> None:
    assert sorted(["1.10.0", "1.9.2", "0.99.9", "1.9.10"], key=version_key) == ["0.99.9", "1.9.2", "1.9.10", "1.10.0"]


# What is refused ------------------------------------------------------------------------------------------

NESTED = "error: lists or marks are nested too deep [nested-too-deep]\n  hint: use at most three levels of list"
START = (
    "1:1: error: the front matter is missing [front-matter]\n"
    "  hint: a clause starts with a line ---, its id, title and so on, and another line ---"
)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("", START),
        ("You must take care.\n", START),
        ("\n" + TEXT, START),
        ("---\nid: care\n", "1:1: error: the front matter does not end [front-matter]\n  hint: end it with a line ---"),
        (
            TEXT.replace("id: care", "id: cares"),
            '2:1: error: the clause "cares" is in a file of another name [file-name]\n'
            '  hint: name the file cares.md, or the clause "care"',
        ),
        (
            TEXT.replace("version: 1.1.0\nlevel", "version: 1.2.0\nlevel"),
            "9:5: error: the newest change is 1.1.0, the clause is version 1.2.0 [clause-history]\n"
            "  hint: the newest change stands first and has the clause's version",
        ),
        (
            TEXT.replace("{version: 1.0.0, date: 2026-11-01", "{version: 1.1.0, date: 2026-11-01"),
            "9:5: error: 1.1.0 does not come after 1.1.0 [clause-history]\n  hint: newest change first",
        ),
        (
            TEXT.replace("2026-11-01", "2026-11-23"),
            "9:5: error: 1.1.0 does not come after 1.0.0 [clause-history]\n  hint: newest change first",
        ),
        (TEXT.split("You must")[0], "12: error: the clause has no text [empty-clause]"),
        (TEXT.split("You must")[0] + " \n\t\n", "12: error: the clause has no text [empty-clause]"),
        (
            TEXT.replace("take care", "take\x07 care"),
            "12:14: error: a character that no document can show, U+0007 [control-character]\n"
            "  hint: delete it; it was probably pasted in",
        ),
        (
            TEXT.replace("Taking care", "Taking\x00 care"),
            "3:14: error: a character that no document can show, U+0000 [control-character]\n"
            "  hint: delete it; it was probably pasted in",
        ),
        (
            TEXT.replace("take care", "\ue0000\ue001"),
            "12:10: error: a character that no document can show, U+E000 [control-character]\n"
            "  hint: delete it; it was probably pasted in",
        ),
        (
            TEXT.replace("You should", "You <b>should</b>"),
            "14:5: error: HTML is not used: <b> [html]\n"
            "  hint: clauses are plain Markdown; use `code` for text in angle brackets",
        ),
        (
            TEXT.replace("You should", "<!-- note\n--> You should"),
            "14:1: error: HTML is not used: <!-- [html]\n"
            "  hint: clauses are plain Markdown; use `code` for text in angle brackets",
        ),
        *(
            (
                TEXT.replace("You should", f"You [see]({link}) should"),
                f'14:9: error: a link to "{told}" [link]\n  hint: links lead to https:// or mailto: addresses',
            )
            for link, told in (
                ("javascript:alert(1)", "javascript:alert"),
                ("JavaScript:x", "JavaScript:x"),
                ("java&#115;cript&colon;x", "javascript:x"),
                ("java\nscript:x", "java script:x"),
                ("data:text/html,x", "data:text/html,x"),
                ("file:///etc/passwd", "file:///etc/passwd"),
                ("C:/register.xlsx", "C:/register.xlsx"),
            )
        ),
        (
            TEXT.replace("You should", "You ![picture](x.png) should"),
            "14:5: error: images are not used in clauses [image]\n  hint: describe it in words",
        ),
        (
            TEXT.replace("You should", "* " * 12 + "x\n\n" + " " * 24 + "- deep"),
            f"16:1: {NESTED}",
        ),
        (
            TEXT.replace("You should", "> > > > deep"),
            f"14:1: {NESTED}",
        ),
        (
            TEXT.replace("You should", "*" * 40 + "x"),
            f"14:1: {NESTED}",
        ),
        (
            TEXT.replace("You should", "word " * 2_001),
            "14:1: error: a paragraph, list or table of 10,028 characters; the most is 10,000 [block-too-long]\n"
            "  hint: part it with an empty line",
        ),
        (
            TEXT.replace("You should", "[a](" * 21),
            "14:1: error: more than 20 square brackets that start no link [brackets]\n  hint: use round brackets",
        ),
        (
            TEXT.replace("take care", "{% if x %}"),
            "14: error: Unexpected end of template. Jinja was looking for the following tags: 'elif' or 'else' or "
            "'endif'. The innermost block that needs to be closed is 'if'. [clause-syntax]\n"
            "  hint: values look like {{ name }}, tests like {% if name %} … {% endif %}",
        ),
        (
            TEXT.replace("!= 'none'", "!="),
            "6:15: error: unexpected 'end of template' [clause-syntax]\n"
            "  hint: a condition is written like tools.agents != 'none' and functions.planning",
        ),
        (
            TEXT.replace("version: 1.1.0\nlevel: mandatory", "version: 1.1.0\nversion: 1.1.0\nlevel: mandatory"),
            '5:1: error: the key "version" is given twice [duplicate-key]\n'
            "  hint: it is first given on line 4; keep one of them",
        ),
        (
            TEXT.replace("2026-11-22", "2026-02-30"),
            '9:28: error: date: expected a day of the calendar, found "2026-02-30" [wrong-type]',
        ),
        (
            TEXT.replace("level:", "levle:"),
            '2:1: error: the key "level" is missing [missing-key]\n  hint: add level:\n'
            '5:1: error: unknown key "levle" [unknown-key]\n  hint: did you mean "level"?',
        ),
        (
            TEXT.encode("utf-16"),
            "1:1: error: the file is UTF-16, not UTF-8 [not-utf-8]\n  hint: save it again as UTF-8",
        ),
        (
            TEXT.replace("take care", "caf\xe9").encode("latin-1"),
            "12:13: error: the file is not UTF-8 [not-utf-8]\n  hint: save it again as UTF-8",
        ),
    ],
)
def test_a_wrong_clause_is_refused_at_its_place(tmp_path: Path, text: str | bytes, answer: str) -> None:
    assert told(tmp_path, text) == answer


def test_a_clause_of_a_megabyte_is_refused(tmp_path: Path) -> None:
    answer = told(tmp_path, TEXT + "You must take care. " * 50_000)
    assert answer == (
        f" error: the file has 1,000,{len(TEXT):03} bytes; the most that is read is 60,000 "
        "[file-too-large]\n  hint: split it, or check that it is the right file"
    )


def test_several_problems_of_body_and_front_matter_are_reported_at_once(tmp_path: Path) -> None:
    answer = told(tmp_path, TEXT.replace("id: care", "id: cares").replace("take care", "<b> {{ a + b }} \x07"))
    assert [line.split(" error")[0] for line in answer.splitlines() if "error:" in line] == [
        "2:1:",
        "12:",
        "12:10:",
        "12:26:",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "- " * 300 + "deep",
        "1. " * 300 + "deep",
        "<!--" * 10_000,
        "![" * 20_000,
        "[" * 40_000,
        "[a](" * 10_000,
        "**a* " * 8_000,
        "> " * 300 + "deep",
        "<a " * 15_000,
        "{%" * 15_000,
        "\\" * 40_000,
        "\n".join(" " * 4 * depth + "- x" for depth in range(60)),
    ],
    ids=range(12),
)
def test_a_hostile_body_is_looked_at_in_no_time(line: str) -> None:
    # Each of these took many seconds, or for ever, in one tool or another.
    started = time.process_time()
    body_problems(line, "care.md", 1)
    assert time.process_time() - started < 1


def test_long_lists_of_links_and_short_brackets_are_no_problem() -> None:
    links = "\n".join(f"- [Tool {number}](https://riverton.example/{number})" for number in range(100))
    assert body_problems(f"{links}\n\nSee [the list] and array[0].\n", "care.md", 1) == []


@settings(max_examples=100, deadline=None)
@given(mutations(TEXT.encode(), (ROOT / "clauses/meetings/meeting-transcription.md").read_bytes()))
def test_any_bytes_are_a_clause_or_refused_with_a_place(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    answer = told(tmp_path_factory.getbasetemp(), content)
    assert not answer or answer[0].isdigit(), answer


@pytest.mark.parametrize("path", sorted((ROOT / "clauses").glob("*/*.md")), ids=lambda path: path.stem)
def test_every_shipped_clause_can_be_read(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    found = read_clause(file(ROOT, name))
    assert len(path.read_bytes()) < MAX_CLAUSE_BYTES
    assert found.body.strip()
