"""What every page of a report has around its text: no script, no font, no request."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from policybuilder.compare.html_style import STYLE
from policybuilder.compare.sentences import printable

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def inert(text: str) -> str:
    """Return a text that is only ever read, between tags or in a quoted attribute."""
    return escape(printable(text))


def html_page(
    title: str, masthead: Iterable[str], main: Iterable[str], *, skip: tuple[str, str], language: str, style: str = ""
) -> bytes:
    """Return a whole page, UTF-8. `skip` is the anchor and the words of the link that leads past the masthead."""
    anchor, words = skip
    parts = (
        "<!DOCTYPE html>",
        f'<html lang="{inert(language)}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        f"<title>{inert(title)}</title>",
        f"<style>\n{STYLE}{style}</style>",
        "</head>",
        '<body id="top">',
        f'<a class="skip" href="#{anchor}">{inert(words)}</a>',
        *masthead,
        '<main class="page">',
        *main,
        "</main>",
        "</body>",
        "</html>",
    )
    return ("\n".join(parts) + "\n").encode(errors="replace")
