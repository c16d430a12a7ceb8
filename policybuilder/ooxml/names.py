"""Names that WordprocessingML files use, as XML libraries write them. No library is imported here."""

from __future__ import annotations

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPE = "http://schemas.openxmlformats.org/package/2006/content-types"

PREFIXES = {"w": WORD, "r": RELATION}
"""The prefixes that the writer uses, and that a shell's main part must bind to the same names."""

MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TEMPLATE_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"


def w(name: str) -> str:
    """Return a WordprocessingML name in full, such as "{http://…}p" for "p"."""
    return f"{{{WORD}}}{name}"
