"""PDF files made by hand, with the faults that such files have; no program is asked for them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from tests.adopt.expected import Expected

_SIZE, _LEADING = 10, 13
_PART = 3
"""How many letters of a parted word stand on a line at least."""


def one_column(policy: Expected) -> bytes:
    """Return a policy as pages of one column, with bold headings and a page number at the foot."""
    lines = list(_lines(policy, 92))
    pages = [lines[at : at + 50] for at in range(0, len(lines), 50)]
    return pdf([_page([(60, 770, page)], f"Page {number} of {len(pages)}", 60) for number, page in enumerate(pages, 1)])


def two_columns(policy: Expected) -> bytes:
    """Return a policy in two narrow columns, words parted at line ends, with a running header and a page number."""
    return _columns(policy, 44, shortest=9)


def narrow_columns(policy: Expected) -> bytes:
    """Return a policy in two columns so narrow that every longer word is parted, also where a hyphen is its own."""
    return _columns(policy, 32, shortest=6)


def _columns(policy: Expected, width: int, shortest: int) -> bytes:
    lines = list(_lines(policy, width, shortest))
    pages = [lines[at : at + 60] for at in range(0, len(lines), 60)]
    made = []
    for number, page in enumerate(pages, 1):
        columns: list[tuple[int, int, list[tuple[str, bool]]]] = [(50, 750, page[:30]), (310, 750, page[30:])]
        made.append(_page(columns, str(number), 300, f"{policy.title} v2.3"))
    return pdf(made)


def _lines(policy: Expected, width: int, shortest: int = 0) -> Iterator[tuple[str, bool]]:
    yield policy.title, True
    for line in policy.text:
        bold = line.kind == "h"
        text = f"• {line.text}" if line.kind == "i" else line.text
        wrapped = _parted(text, width, shortest) if shortest else textwrap.wrap(text, width)
        yield from ((each, bold) for each in wrapped)
        yield "", False


def _parted(text: str, width: int, shortest: int) -> list[str]:
    """Return a text wrapped, with words of so many letters parted at the end of a line."""
    lines, line = [], ""
    for word in text.split():
        room = width - len(line) - 1
        if len(line) + len(word) + 1 <= width:
            line = f"{line} {word}".strip()
        elif len(word) >= shortest and word.isalpha() and word.islower() and _PART <= room - 1 <= len(word) - _PART:
            lines.append(f"{line} {word[: room - 1]}-")
            line = word[room - 1 :]
        else:
            lines.append(line)
            line = word
    return [*lines, line]


def _page(columns: list[tuple[int, int, list[tuple[str, bool]]]], foot: str, middle: int, head: str = "") -> str:
    parts = []
    if head:
        parts.append(_shown(50, 800, head, bold=False))
    for left, top, lines in columns:
        for at, (text, bold) in enumerate(lines):
            if text:
                parts.append(_shown(left, top - at * _LEADING, text, bold))
    parts.append(_shown(middle, 30, foot, bold=False))
    return "\n".join(parts)


def _shown(left: int, height: int, text: str, bold: bool) -> str:
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /{'F2' if bold else 'F1'} {_SIZE} Tf 1 0 0 1 {left} {height} Tm ({escaped}) Tj ET"


def pdf(pages: list[str], trailer: str = "", catalog: str = "") -> bytes:
    """Return a PDF file of some pages, each the operators that show its text; `catalog` is what else the file says."""
    objects = [f"<< /Type /Catalog /Pages 2 0 R {catalog} >>", ""]
    fonts = "<< /F1 3 0 R /F2 4 0 R >>"
    for name in ("Helvetica", "Helvetica-Bold"):
        objects.append(f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>")
    kids = []
    for content in pages:
        stream = content.encode("cp1252", "replace").decode("latin-1")
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font {fonts} >>"
            f" /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    made, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{len(made)}\n%%EOF\n"
    return made + end.encode("latin-1")
