"""Texts that are only ever read, between tags or in a double-quoted attribute."""

from __future__ import annotations

from policybuilder.inert import lines, one_line


def escape(text: str) -> str:
    """Return text that is inert both between tags and within a double-quoted attribute."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def inert(text: str) -> str:
    """Return text on one line, what no format can hold shown as U+FFFD, to be put into a page."""
    return escape(one_line(text))


def inert_lines(text: str) -> str:
    """Return text whose lines matter, to be put into a `pre` element."""
    return escape(lines(text))
