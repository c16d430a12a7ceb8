"""What a person is told when something is read."""

from __future__ import annotations

from collections.abc import Callable

from policybuilder.errors import PolicyBuilderError


def said(read: Callable[[], object]) -> str:
    """Return every problem as it is printed; an empty text when there is none. Any other exception is a failure."""
    try:
        read()
    except PolicyBuilderError as error:
        return str(error)
    return ""


def place_of(words: str, text: str) -> str:
    """Return where some words first stand in a text, as in "3:14"."""
    before = text[: text.index(words)]
    return f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"
