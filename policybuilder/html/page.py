"""The frame of a page: its head, the way past what stands before its text, and nothing that runs or is fetched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from policybuilder.html.text import inert

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
"""Content-Security-Policy of a page: even text that slipped through could run nothing and fetch nothing."""


@dataclass(frozen=True)
class Frame:
    """What a page has around its content.

    `top` is the anchor of the whole page, and `skip` that of its text with the words of the link that leads there.
    """

    title: str
    language: str
    style: str
    skip: tuple[str, str]
    top: str = "top"


def page_html(frame: Frame, content: Iterable[str]) -> bytes:
    """Return a whole page, UTF-8."""
    anchor, words = frame.skip
    parts = (
        "<!DOCTYPE html>",
        f'<html lang="{inert(frame.language)}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        f"<title>{inert(frame.title)}</title>",
        f"<style>\n{frame.style}</style>",
        "</head>",
        f'<body id="{frame.top}">',
        f'<a class="skip" href="#{anchor}">{inert(words)}</a>',
        *content,
        "</body>",
        "</html>",
    )
    return ("\n".join(parts) + "\n").encode(errors="replace")
