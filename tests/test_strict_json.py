"""JSON that is damaged or hostile: refused in our own words, whatever Python says of it."""

from __future__ import annotations

import json

import pytest

from policybuilder.strict_json import MAX_DEPTH, UnreadableJsonError, read_json


@pytest.mark.parametrize("value", [{"a": [1, "b", None, True]}, [], "x", '"[[', "\\", "é😀", ["[" * 500, "\\["]])
def test_what_json_says_is_read(value: object) -> None:
    assert read_json(json.dumps(value).encode()) == value
    assert read_json(json.dumps(value, ensure_ascii=False, indent=1).encode()) == value


def test_as_many_levels_are_read_as_are_allowed_and_no_more() -> None:
    read_json(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH)
    with pytest.raises(UnreadableJsonError, match="nested too deep"):
        read_json(b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1))


def test_many_lists_side_by_side_are_not_nested() -> None:
    assert len(read_json(b"[" + b"[[1]]," * 5_000 + b"{}]")) == 5_001


@pytest.mark.parametrize(
    ("content", "said", "place"),
    [
        (b"", "not JSON", (1, 1)),
        (b'{"a": 1,\n "b"}', "not JSON", (2, 5)),
        (b"\xff{}", "not UTF-8 text", (0, 0)),
        (b"9" * 5_000, "not JSON: a number with too many digits", (0, 0)),
        (b"[" * 100_000, "the JSON is nested too deep", (0, 0)),
        (b'{"a":' * 100_000, "the JSON is nested too deep", (0, 0)),
        (b'["x' + b"[" * 5_000, "the JSON is nested too deep", (0, 0)),
        (b"\xef\xbb\xbf{}", "not JSON", (1, 1)),
    ],
)
def test_what_is_not_json_is_refused_in_words_of_our_own(content: bytes, said: str, place: tuple[int, int]) -> None:
    with pytest.raises(UnreadableJsonError) as refused:
        read_json(content)
    assert str(refused.value) == said
    assert (refused.value.line, refused.value.column) == place
