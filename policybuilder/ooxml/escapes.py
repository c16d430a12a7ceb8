"""Text within XML that is written and found as text, without a parser.

The standard library's functions for it bring a client of the web along, which takes longer to import than to build.
"""

from __future__ import annotations

_IN_ATTRIBUTES = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


def escaped(text: str) -> str:
    """Return text as it is written between tags."""
    return text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")


def unescaped(written: str) -> str:
    """Return the text that stands between tags, or within the quotes of an attribute."""
    plain = written.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    for sign, name in _IN_ATTRIBUTES.items():
        plain = plain.replace(name, sign)
    return plain.replace("&amp;", "&")


def quoted(text: str) -> str:
    """Return text as the value of an attribute, with its quotes."""
    written = escaped(text)
    for sign, name in _IN_ATTRIBUTES.items():
        written = written.replace(sign, name)
    if '"' not in written:
        return f'"{written}"'
    return f"'{written}'" if "'" not in written else '"' + written.replace('"', "&quot;") + '"'
