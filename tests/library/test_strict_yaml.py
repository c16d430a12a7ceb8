"""YAML as it was typed: text stays text, every value knows its place, and mischief is refused with its line."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from policybuilder.errors import Location
from policybuilder.library.new_profile import quoted
from policybuilder.library.strict_yaml import MAX_BYTES, UNSHOWABLE, Node, decode_text, read_yaml, shown
from tests.saying import said
from tests.strategies import mutations
from tests.workspaces import PARAMETERS, TERMS


def read(text: str) -> Node:
    return read_yaml(text, "profiles/riverton.yaml")


def told(text: str | bytes) -> str:
    """Return what is said of a file, without its name."""
    content = text if isinstance(text, bytes) else text.encode()
    return said(lambda: read(decode_text(content, "profiles/riverton.yaml"))).replace("profiles/riverton.yaml:", "")


# What is read ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["no", "yes", "on", "010", "1.10", "1e3", "0x1F", "12:30", "2026-11-22", "true", "=", "1_000", ".5", "-"]
)
def test_what_looks_like_a_number_a_date_or_a_yes_stays_text(typed: str) -> None:
    if typed != "-":
        assert read(f"a: {typed}").plain() == {"a": typed}
    assert read(f'a: "{typed}"').plain() == {"a": typed}


@pytest.mark.parametrize("typed", ["", "~", "null", "Null", "NULL", "# a comment"])
def test_nothing_is_nothing_unless_it_stands_in_quotes(typed: str) -> None:
    assert read(f"a: {typed}\n").plain() == {"a": None}
    assert read("a: 'null'").plain() == {"a": "null"}
    assert read('a: ""').plain() == {"a": ""}


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n", "---\n", "~"])
def test_a_file_with_nothing_in_it_is_an_empty_mapping(text: str) -> None:
    assert read(text).plain() == {}
    assert read(text).location == Location("profiles/riverton.yaml", 1, 1)


def test_the_merge_key_is_a_key_like_any_other() -> None:
    assert read("<<: {a: b}").plain() == {"<<": {"a": "b"}}


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_a_byte_order_mark_change_nothing(line_end: str, mark: bytes) -> None:
    content = mark + "a: b\nc:\n  - é\n  - |\n    two\n    lines\n".replace("\n", line_end).encode()
    node = read(decode_text(content, "f.yaml"))
    assert node.plain() == {"a": "b", "c": ["é", "two\nlines\n"]}
    assert node.place("c", 1) == Location("profiles/riverton.yaml", 4, 5)


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])).filter(lambda text: not UNSHOWABLE.search(text)))
@example("H&M <Council>")
@example("{{ nation }} {% if x %}")
@example("# no heading")
@example("- no list: 'no' \"mapping\"")
@example("\u00a0 é😀\t")
@example("line\nline\n\nline\n")
def test_any_text_is_read_as_it_was_written(text: str) -> None:
    for written in (json.dumps(text, ensure_ascii=False), yaml.safe_dump(text, allow_unicode=True), quoted(text)):
        assert read(f"a: {written}").plain() == {"a": text}


# Where it stands ------------------------------------------------------------------------------------------

PLACES = """\
council:
  name: Riverton   # a comment
  roles: {siro: "The Director", "é": x}
uses:
  - drafting
  - summarising: [a, b]
"""


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        ((), 1, 1),
        (("council",), 1, 1),
        (("council", "name"), 2, 3),
        (("council", "roles", "siro"), 3, 11),
        (("council", "roles", "é"), 3, 33),
        (("uses", 0), 5, 5),
        (("uses", 1, "summarising"), 6, 5),
        (("uses", 1, "summarising", 1), 6, 22),
        (("council", "nation"), 1, 1),
        (("uses", 9), 4, 1),
        (("council", "name", "x"), 2, 3),
    ],
)
def test_a_key_or_an_entry_knows_its_place_and_one_that_is_absent_its_parents(
    path: tuple[str | int, ...], line: int, column: int
) -> None:
    assert read(PLACES).place(*path) == Location("profiles/riverton.yaml", line, column)


def test_a_value_is_found_by_its_path_or_not_at_all() -> None:
    node = read(PLACES)
    found = node.child("council", "roles", "siro")
    assert found is not None
    assert (found.value, found.location) == ("The Director", Location("profiles/riverton.yaml", 3, 17))
    assert node.child("uses", 1, "summarising", 0) is not None
    for path in (("x",), ("uses", 7), ("uses", "x"), ("council", "name", "x"), ("council", "name", "x", "y")):
        assert node.child(*path) is None


def test_front_matter_starts_on_the_line_it_is_said_to() -> None:
    assert read_yaml("id: x\ntitle: y\n", "clauses/x.md", first_line=2).place("title") == Location("clauses/x.md", 3, 1)


# What is refused ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (
            "a: 1\nb: 2\na: 3\n",
            '3:1: error: the key "a" is given twice [duplicate-key]\n'
            "  hint: it is first given on line 1; keep one of them",
        ),
        (
            "council:\n  name: x\n  name: y\n",
            '3:3: error: the key "name" is given twice [duplicate-key]\n'
            "  hint: it is first given on line 2; keep one of them",
        ),
        (
            "a: &x [1]\nb: *x\n",
            "1:4: error: anchors (&) and aliases (*) are not used here [yaml-alias]\n"
            "  hint: write the value out, or put quotes around text that starts with & or *\n"
            "2:4: error: anchors (&) and aliases (*) are not used here [yaml-alias]\n"
            "  hint: write the value out, or put quotes around text that starts with & or *",
        ),
        (
            "a: *everyone\n",
            "1:4: error: anchors (&) and aliases (*) are not used here [yaml-alias]\n"
            "  hint: write the value out, or put quotes around text that starts with & or *",
        ),
        (
            "a: !!python/object/apply:os.system [id]\n",
            '1:4: error: tags such as "tag:yaml.org,2002:python/object/apply:os.system" are not used here [yaml-tag]\n'
            "  hint: remove the tag",
        ),
        (
            "a: 1\n---\nb: 2\n",
            "2:1: error: a second document starts here [yaml-documents]\n"
            "  hint: one file holds one document; remove the --- line",
        ),
        ("? [a]\n: b\n", "1:3: error: a key must be text on one line [yaml-key]\n  hint: give the key a name"),
        ('"a\\nb": c\n', "1:1: error: a key must be text on one line [yaml-key]\n  hint: give the key a name"),
        ("~: c\n", "1:1: error: a key must be text on one line [yaml-key]\n  hint: give the key a name"),
        (
            "title: Scope: who is covered\n",
            "1:13: error: a text that holds a colon and a space needs quotes [quotes]\n"
            '  hint: write title: "Scope: who is covered"',
        ),
        (
            "a:\n\tb: c\n",
            "2:1: error: a tab stands before the text [tab]\n  hint: indent with spaces, not tabs",
        ),
        (
            "a: @home\n",
            '1:4: error: a text may not start with "@" [quotes]\n  hint: put quotes round it: a: "@home"',
        ),
        (
            'a: "b\nc: d\n',
            '1:4: error: " opens here and is not closed [quotes]\n  hint: close it with ", or take it away',
        ),
        (
            "a: [b, c\n",
            "1:4: error: [ opens here and is not closed [quotes]\n  hint: close it with ], or take it away",
        ),
    ],
)
def test_what_is_not_strict_yaml_is_refused_at_its_place(text: str, answer: str) -> None:
    assert told(text) == answer


def test_an_alias_bomb_is_refused_at_its_first_anchor() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    assert told(bomb).startswith("1:4: error: anchors (&) and aliases (*) are not used here")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[" * 60 + "]" * 60, "1:42"),
        ("[" * 900_000, "1:42"),
        ("[{a: " * 90_000, "1:102"),
        ("# [[[\n'[[[': " + "[" * 2_000, "2:48"),
        ("[\n" * 2_000, "42:1"),
        ("{a: " * 90_000, "1:162"),
        ("- " * 5_000 + "x", "1:83"),
        ("\n".join(" " * depth + "a:" for depth in range(300)), "41:41"),
    ],
)
def test_deep_nesting_is_refused_before_it_costs_anything(text: str, place: str) -> None:
    assert told(text) == f"{place}: error: nested more than 40 deep [yaml-depth]\n  hint: flatten the structure"


def test_forty_levels_are_not_too_deep() -> None:
    assert told("[" * 40 + "]" * 40) == ""
    assert told("[" * 41 + "]" * 41) == ""


@pytest.mark.parametrize(
    "text",
    [
        "a: |\n  " + "[" * 2_000,
        "a: '" + "{" * 2_000 + "'",
        "# " + "[" * 2_000 + "\na: b",
        "a: ( " + "[" * 2_000,
        "a: [" + ", ".join(["[b, {c: d}]"] * 2_000) + "]",
    ],
)
def test_brackets_that_are_text_or_stand_side_by_side_are_not_nested(text: str) -> None:
    assert told(text) == ""


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        ("a: b\nc: é\x01d", "2:5", "U+0001"),
        ("a: \x00b", "1:4", "U+0000"),
        ("a: 😀\x1b[31m", "1:5", "U+001B"),
        ("a: b\x85c: d", "1:5", "U+0085"),
        ("a: b\u2028c: d", "1:5", "U+2028"),
        ("a: \ue0000\ue001", "1:4", "U+E000"),
        ("a: b\ufeffc", "1:5", "U+FEFF"),
        ("# in a comment \x07", "1:16", "U+0007"),
    ],
)
def test_a_character_that_no_document_can_show_is_refused_where_it_stands(text: str, place: str, code: str) -> None:
    assert told(text) == (
        f"{place}: error: a character that no document can show, {code} [control-character]\n"
        "  hint: delete it; it was probably pasted in"
    )


@pytest.mark.parametrize(
    ("escape", "code"), [("\\x01", "0001"), ("\\0", "0000"), ("\\e", "001B"), ("\\N", "0085"), ("\\uE000", "E000")]
)
def test_such_a_character_cannot_be_smuggled_in_as_an_escape(escape: str, code: str) -> None:
    assert told(f'a: b\nc: "x{escape}"\n') == (
        f"2:4: error: a character that no document can show, U+{code} [control-character]\n"
        "  hint: remove the escape that stands for it"
    )
    assert "control-character" in told(f'"x{escape}": y\n')


# Bytes ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "answer"),
    [
        (b"a: caf\xe9\n", "1:7: error: the file is not UTF-8 [not-utf-8]\n  hint: save it again as UTF-8"),
        (
            "é: é\nb: ".encode() + b"\xff",
            "2:4: error: the file is not UTF-8 [not-utf-8]\n  hint: save it again as UTF-8",
        ),
        (b"\xef\xbb\xbfa: \xe9", "1:4: error: the file is not UTF-8 [not-utf-8]\n  hint: save it again as UTF-8"),
        (
            "a: b".encode("utf-16"),
            "1:1: error: the file is UTF-16, not UTF-8 [not-utf-8]\n  hint: save it again as UTF-8",
        ),
        (
            "\ufeffa: b".encode("utf-16-be"),
            "1:1: error: the file is UTF-16, not UTF-8 [not-utf-8]\n  hint: save it again as UTF-8",
        ),
    ],
)
def test_a_file_that_is_not_utf8_is_refused_at_its_line_and_column(content: bytes, answer: str) -> None:
    assert told(content) == answer


def test_utf16_without_a_mark_is_refused_too() -> None:
    assert "it is no text, or was cut off while it was saved [not-text]" in told("a: b".encode("utf-16-le"))


def test_a_file_of_two_megabytes_is_refused() -> None:
    assert said(lambda: decode_text(b"a" * 2_000_000, "profiles/riverton.yaml")) == (
        "profiles/riverton.yaml: error: the file has 2,000,000 bytes; the most that is read is 1,000,000 "
        "[file-too-large]\n  hint: split it, or check that it is the right file"
    )
    assert decode_text(b"a" * MAX_BYTES, "f") == "a" * MAX_BYTES


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("a\nb", '"a b"'),
        ("x" * 70, f'"{"x" * 60}…"'),
        ("", '""'),
        (None, "nothing"),
        ([], "a list"),
        ({}, "a mapping"),
    ],
)
def test_what_was_found_is_shown_on_one_line_and_cut_short(value: object, words: str) -> None:
    assert shown(value) == words


@settings(max_examples=150, deadline=None)
@given(mutations(PARAMETERS.encode(), TERMS.encode(), PLACES.encode()))
def test_any_bytes_are_read_or_refused_with_a_place(content: bytes) -> None:
    answer = told(content)
    assert not answer or answer[0].isdigit(), answer
