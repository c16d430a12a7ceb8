"""The old policies of the benchmark as files, each made the way such policies come."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Iterator

from tests.adopt import pdf_made
from tests.adopt.expected import Expected, Said
from tests.redline.word import Part, b, box, docx, h, p, row, tab, table

SUFFIXES = {"word": ".docx", "pdf": ".pdf", "page": ".html", "markdown": ".md", "text": ".txt"}


def file_of(policy: Expected) -> tuple[bytes, str]:
    """Return a policy's file and its name."""
    kind = policy.made_as.partition(",")[0].partition(" ")[0]
    name = f"{policy.name}{SUFFIXES[kind]}"
    match policy.made_as:
        case "word" | "word, heading styles":
            return _word(policy, "style"), name
        case "word, headings typed in bold" | "word, tables":
            return _word(policy, "style" if "tables" in policy.made_as else "bold"), name
        case "markdown":
            return _markdown(policy).encode(), name
        case "text":
            return _text(policy).encode(), name
        case "page of a website":
            return _page(policy).encode(), name
        case "pdf, one column":
            return pdf_made.one_column(policy), name
        case "word, text boxes":
            return _word_with_boxes(policy), name
        case "pdf, narrow columns":
            return pdf_made.narrow_columns(policy), name
        case "pdf, two columns":
            return pdf_made.two_columns(policy), name
    raise ValueError(policy.made_as)


def _runs(policy: Expected) -> Iterator[tuple[str, list[Said]]]:
    """Yield the lines of a policy, items and rows that follow one another together."""
    lines = list(policy.text)
    while lines:
        kind = lines[0].kind
        run = [lines.pop(0)]
        while kind in "ir" and lines and lines[0].kind == kind:
            run.append(lines.pop(0))
        yield kind, run


def _markdown(policy: Expected) -> str:
    parts = [f"# {policy.title}"]
    for kind, run in _runs(policy):
        if kind == "h":
            parts.append(f"## {run[0].text}")
        elif kind == "i":
            parts.append("\n".join(f"- {line.text}" for line in run))
        elif kind == "r":
            width = run[0].text.count("|") + 1
            rows = [f"| {line.text} |" for line in run]
            parts.append("\n".join([rows[0], "|" + " --- |" * width, *rows[1:]]))
        else:
            parts.append(run[0].text)
    return "\n\n".join(parts) + "\n"


def _text(policy: Expected) -> str:
    parts = [policy.title]
    for kind, run in _runs(policy):
        for line in run:
            text = f"- {line.text}" if kind == "i" else line.text
            parts.append("\n".join(textwrap.wrap(text, 90)))
    return "\n\n".join(parts) + "\n"


def _page(policy: Expected) -> str:
    parts = [f"<h1>{html.escape(policy.title)}</h1>"]
    for kind, run in _runs(policy):
        texts = [html.escape(line.text) for line in run]
        if kind == "h":
            parts.append(f"<h2>{texts[0]}</h2>")
        elif kind == "i":
            parts.append("<ul>" + "".join(f"<li>{text}</li>" for text in texts) + "</ul>")
        elif kind == "r":
            rows = ("".join(f"<td>{cell.strip()}</td>" for cell in text.split("|")) for text in texts)
            parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        else:
            parts.append(f"<p>{texts[0]}</p>")
    inner = "\n".join(parts)
    return f"""<!doctype html><html lang="en"><head><title>{html.escape(policy.title)} - A council</title>
<script>var tracking = "must not be read";</script></head><body>
<div class="cookie-banner"><p>We use cookies. You must accept them to use the chatbot.</p></div>
<header><a href="/">Home</a><form role="search"><label>Search this site</label></form></header>
<nav aria-label="Main"><ul><li><a href="/bins">Bins</a></li><li><a href="/tax">Council tax</a></li></ul></nav>
<main><nav class="breadcrumb"><a href="/">Home</a> <a href="/council">Your council</a></nav>
{inner}
<aside><h2>Related pages</h2><ul><li>Data protection</li></ul></aside></main>
<footer><p>Accessibility statement. Contact the council by telephone.</p></footer></body></html>"""


def _word(policy: Expected, headings: str) -> bytes:
    blocks: list[Part] = [p(policy.title)] if headings == "bold" else [p(policy.title, style="Title")]
    for kind, run in _runs(policy):
        if kind == "h":
            blocks.append(h(run[0].text) if headings == "style" else p(b(run[0].text)))
        elif kind == "r":
            rows = [row(*(cell.strip() for cell in line.text.split("|"))) for line in run]
            blocks.append(table(*rows, columns=run[0].text.count("|") + 1))
        elif kind == "i":
            blocks += [p(line.text, num=1) for line in run]
        else:
            blocks.append(p(run[0].text))
    return docx(*blocks)


def _word_with_boxes(policy: Expected) -> bytes:
    """Return a file with typed headings and numbers, and text boxes that stand in a paragraph of their own."""
    blocks: list[Part] = [p(b(policy.title))]
    for line in policy.text:
        if line.kind == "x":
            blocks.append(p(box(p(line.text))))
            continue
        number, _, text = line.text.partition(" ")
        pieces = (b(number), tab(), b(text)) if line.kind == "h" else (number, tab(), text)
        blocks.append(p(*pieces))
    return docx(*blocks)
