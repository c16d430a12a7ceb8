"""Links in Markdown: found as the library finds them, and in time."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import strategies as st
from markdown import Markdown

from policybuilder.readers.markdown.links import LONGEST_TARGET, read_links_in_time
from tests.properties import holds_for_any

DEFINED = "\n\n[a]: https://example.org/a 'A'\n[b c]: /b\n"
TEXTS = st.lists(
    st.sampled_from([*"[]()<>`*\\\n a", "![", "](", "[a]", "[b c]", "[]", "b c", '(b "c")']),
    max_size=30,
).map("".join)


def converted(text: str, *changes: Callable[[Markdown], None]) -> str:
    converter = Markdown(output_format="html")
    for change in changes:
        change(converter)
    return converter.convert(text + DEFINED)


@holds_for_any(300, 5_000, text=TEXTS)
def test_links_are_those_that_the_library_finds(text: str) -> None:
    assert converted(text, read_links_in_time) == converted(text)


@pytest.mark.parametrize(
    "text",
    [
        "[a](b)",
        "[a][b c]",
        "[a]",
        "![a](b 'c')",
        "[![a](b)](c)",
        "[a [b] c](d)",
        "[a](b(c)d)",
        "[a]\n[b c]",
        "[a](<b c>)",
    ],
)
def test_each_kind_of_link_is_found(text: str) -> None:
    assert "<a " in converted(text, read_links_in_time) + converted(text.removeprefix("!"), read_links_in_time)
    assert converted(text, read_links_in_time) == converted(text)


def test_an_address_that_no_browser_would_take_is_left_as_it_was_typed() -> None:
    text = f"[a b]({'x' * LONGEST_TARGET})"
    assert converted(text, read_links_in_time) == f"<p>{text}</p>"
