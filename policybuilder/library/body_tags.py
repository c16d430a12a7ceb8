"""The tags of a clause's body (tests, loops, printed values, comments) with their places, from Jinja's own lexer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from policybuilder.library.template_language import ENVIRONMENT


class Tag(NamedTuple):
    """A tag: where it stands, its first word ("value" for a printed value), and what it says."""

    start: int
    end: int
    word: str
    text: str


def tags_of(text: str) -> Iterator[Tag]:
    """Yield the tags of a text: tests, loops, printed values, comments."""
    at, begun, words = 0, -1, [""]
    for _, kind, value in ENVIRONMENT.lex(text):
        # The lexer leaves out spaces that are not printed, so each token is looked for from where the last one ended.
        start = text.find(value, at)
        if start < 0:
            continue
        at = start + len(value)
        if kind in ("block_begin", "variable_begin", "comment_begin"):
            begun, words = start, []
        elif kind in ("block_end", "variable_end", "comment_end"):
            end = start + len(value.rstrip())
            word = {"variable_end": "value", "comment_end": "comment"}.get(kind) or (words[0] if words else "")
            yield Tag(begun, end, word, " ".join("".join(words).split()))
            at = end
        elif kind != "data" and (value.strip() or words):
            words.append(value)
