"""Marks that stand for filled-in values in Markdown that is to be read, and the error for what cannot be read."""

from __future__ import annotations

import re

VALUE_MARK = re.compile("\ue000([0-9]{1,9})\ue001")
"""A filled-in value in the text: its number between two private-use characters, which authors cannot write."""


class UnreadableMarkdownError(ValueError):
    """The text holds something that has no place in a policy, such as an image; the message says what."""


def value_mark(number: int) -> str:
    """Return the mark of the value with this number, to stand in a text that is to be read."""
    return f"\ue000{number}\ue001"


def quotable(text: str) -> str:
    """Return the beginning of a text for a message, with an ellipsis where a value stands."""
    return " ".join(VALUE_MARK.sub("…", text).split())[:40]
