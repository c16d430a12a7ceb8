"""A clause whose Markdown cannot be what it looks like is refused, in its own file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.resolution.reading import refused, resolved, words
from tests.workspaces import clause, template, tiny


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("You may:\n- read\n", 'a list needs a blank line before it: "- read" [flattened-list]'),
        ("- read\n\nx\n\n---\n", "a line across the page has no place in a policy [unreadable-markdown]"),
        ("[x](ftp://a.example)\n", 'a link to "ftp://a.example" [link]'),
        ("| a | b |\n| --- | --- |\n| 1 |\n", 'a row of 1 in a table of 2 columns: "| 1 |"'),
    ],
)
def test_what_markdown_would_flatten_or_lose_is_refused_with_its_words(tmp_path: Path, body: str, problem: str) -> None:
    tiny(tmp_path)
    clause(tmp_path, "care", body)
    told = refused(tmp_path)
    assert re.match(r"clauses/about/care\.md:8(:3)?: error: ", told)
    assert problem in told


def test_a_value_in_a_message_is_shown_as_an_ellipsis(tmp_path: Path) -> None:
    tiny(tmp_path)
    clause(tmp_path, "care", "Ask {{ contact }}:\n- {{ contact }} first\n", parameters="[contact]")
    assert 'a list needs a blank line before it: "- … first" [flattened-list]' in refused(tmp_path)


def test_a_loop_at_the_end_of_a_sentence_needs_its_blank_line(tmp_path: Path) -> None:
    tiny(tmp_path)
    clause(tmp_path, "care", "You may:\n{% for use in uses %}\n- {{ use }}\n{% endfor %}\n", parameters="[uses]")
    assert "a list needs a blank line before it" in refused(tmp_path)
    clause(tmp_path, "care", "You may:\n\n{% for use in uses %}\n- {{ use }}\n{% endfor %}\n", parameters="[uses]")
    assert words(resolved(tmp_path)) == ["You may:", "drafting\nsummarising"]


def test_a_paragraph_straight_after_a_loop_is_not_swallowed_by_its_last_item(tmp_path: Path) -> None:
    tiny(tmp_path)
    clause(tmp_path, "care", "{% for use in uses %}\n- {{ use }}\n{% endfor %}\nAsk first.\n", parameters="[uses]")
    assert 'a list needs a blank line after it; the next line of an item, spaces before it: "Ask first."' in refused(
        tmp_path
    )


def test_a_clause_nested_too_deep_is_refused_alone(tmp_path: Path) -> None:
    tiny(tmp_path)
    clause(tmp_path, "care", "- " * 200 + "x\n")
    clause(tmp_path, "next", "- a\n\n    b\n\n- c\n")
    template(tmp_path, "care", "next")
    assert refused(tmp_path) == (
        "clauses/about/care.md:8: error: lists or marks are nested too deep; use at most three levels "
        "[unreadable-markdown]"
    )
