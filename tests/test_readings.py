"""What reading gave, kept: never anything but what reading gives, and never more than data."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policybuilder.document import List, ListItem, Paragraph, Strong, Text
from policybuilder.errors import Location
from policybuilder.library.clauses import read_clause
from policybuilder.library.library import open_library
from policybuilder.library.strict_yaml import Node, read_yaml
from policybuilder.library.workspace import built_in_workspace
from policybuilder.readings import FORMAT, READINGS, Key, Stored, _kind, key_of, stored_form
from tests.strategies import mutations
from tests.workspaces import alone, clause, tiny

BLOCKS = (Paragraph((Text("Ask "), Strong((Text("first"),)))), List(True, (ListItem((Paragraph((Text("once"),)),)),)))


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    READINGS.forget()
    yield
    READINGS.forget()


def again(value: object, name: str = "a.yaml", other: str = "") -> object:
    """Return a value after it has been stored as the reading of one file and asked for as that of another."""
    key = key_of("test", "text")
    return Stored(stored_form({(key, name): value}, "1"), "1", "x").get(key, other or name)


plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(st.characters(exclude_categories=["Cs"]))
    | st.dates() | st.binary() | st.builds(Location, st.text("ab."), st.integers(0, 9), st.integers(0, 9)),
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text("xyz"), inner),
)  # fmt: skip


@pytest.mark.rest
@given(plain)
def test_what_is_stored_comes_back_as_it_was(value: object) -> None:
    found = again(value)
    assert found == value
    assert type(found) is type(value)


def test_blocks_and_dates_come_back_as_they_were() -> None:
    assert again((BLOCKS, [date(2026, 11, 26)], frozenset({"a"}))) == (BLOCKS, [date(2026, 11, 26)], frozenset({"a"}))


def test_a_place_is_told_in_the_file_that_holds_the_text_now() -> None:
    text = "a:\n  - one\n  - {b: two}\n"
    node = again(read_yaml(text, "old.yaml"), "old.yaml", "new.yaml")
    assert isinstance(node, Node)
    assert node == read_yaml(text, "new.yaml")
    assert str(node.place("a", 1, "b")) == "new.yaml:3:6"


def test_a_text_that_only_looks_like_the_files_name_stays_as_it_is() -> None:
    node = again(read_yaml("a: old.yaml", "old.yaml"), "old.yaml", "new.yaml")
    assert isinstance(node, Node)
    assert node.plain() == {"a": "old.yaml"}


def test_a_file_that_names_another_class_gives_nothing() -> None:
    index = {
        "format": FORMAT,
        "stamp": "1",
        "classes": [["subprocess", "Popen", ["args"]]],
        "entries": {"test x": [0, 20]},
    }
    body = b'[8,["touch","taken"]]'
    head = json.dumps(index).encode()
    content = hashlib.sha256(head + body).hexdigest().encode() + b" " + head + b"\n" + body
    with pytest.raises(ValueError, match="subprocess holds nothing that is kept"):
        Stored(content, "1", "x")


def test_a_class_is_imported_when_a_value_of_it_is_asked_for_and_one_that_holds_other_things_gives_nothing() -> None:
    entries = {"test none": [0, 9], "test look": [9, 19]}
    kept = ["policybuilder.writers.word.shell.look", "TextStyle", ["nothing", "like", "this"]]
    index = {"format": FORMAT, "stamp": "1", "classes": [kept], "entries": entries}
    body = b"[0,1,2,3][8,1,2,3] "
    head = json.dumps(index).encode()
    stored = Stored(hashlib.sha256(head + body).hexdigest().encode() + b" " + head + b"\n" + body, "1", "x")
    assert stored.get(Key("test", "none"), "") == [1, 2, 3]
    assert stored.get(Key("test", "look"), "") is None


def test_a_function_of_a_known_module_is_no_class_of_it() -> None:
    with pytest.raises(ValueError, match="is nothing that is kept"):
        _kind("policybuilder.library.strict_yaml", "read_yaml", ["text"])


GOOD = stored_form({(Key("test", "x"), ""): BLOCKS}, "1")


@given(mutations(GOOD))
def test_a_damaged_file_is_refused_whole(content: bytes) -> None:
    if content == GOOD:
        return
    with pytest.raises(ValueError):  # noqa: PT011 - JSON and text have words of their own
        Stored(content, "1", "x")


def test_a_file_of_another_program_is_refused() -> None:
    with pytest.raises(ValueError, match="made with something else"):
        Stored(GOOD, "2", "x")


def test_the_same_readings_give_the_same_bytes() -> None:
    one, two = (Key("test", "a"), ""), (Key("test", "b"), "")
    assert stored_form({one: BLOCKS, two: [1]}, "1") == stored_form({two: [1], one: BLOCKS}, "1")


def test_a_class_that_is_not_known_is_not_stored() -> None:
    with pytest.raises(TypeError, match="cannot be kept"):
        stored_form({(Key("test", "x"), ""): Path("x")}, "1")


def test_a_clause_in_a_file_of_another_name_is_refused_though_its_text_is_known(tmp_path: Path) -> None:
    root = tiny(tmp_path)
    clause(root, "care", "Take care.\n")
    library = open_library(alone(root))
    text = library.clause("care").body
    assert "care" in text
    path = library.clause_files["care"].path
    path.rename(path.with_name("other.md"))
    with pytest.raises(Exception, match="is in a file of another name"):
        open_library(alone(root)).clause("other")


@pytest.mark.rest
def test_every_built_in_clause_comes_back_as_it_is_read() -> None:
    workspace = built_in_workspace()
    files = open_library(workspace).clause_files.values()
    read = {file.name: read_clause(file) for file in files}
    stored = Stored(stored_form(READINGS.known(), "1"), "1", "x")
    READINGS.forget()
    READINGS.use(stored)
    for file in files:
        found = read_clause(file)
        assert found == read[file.name]
        assert repr(found.analysis) == repr(read[file.name].analysis)
        assert repr(found.condition) == repr(read[file.name].condition)


def test_of_one_file_the_last_two_texts_are_known_and_of_others_theirs() -> None:
    def read(text: str, name: str) -> object:
        return READINGS.of_file(key_of("profile", text), name, lambda: [text])

    now, other = read("now", "a.yaml"), read("now", "b.yaml")
    for answer in ("one", "two", "three"):
        read(answer, "a.yaml")
        assert read("now", "a.yaml") is now  # it is asked for between two answers that are looked at
    assert {key for key, name in READINGS.known() if name == "a.yaml"} == {
        key_of("profile", "now"),
        key_of("profile", "three"),
    }
    assert read("now", "b.yaml") is other
