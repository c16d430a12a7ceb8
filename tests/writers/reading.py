"""What a reader sees of a written document: its words, and the tags around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import markdown
from lxml import html
from markdown_it import MarkdownIt

from policybuilder.document import Block, List, Paragraph, Quote, block_text
from policybuilder.inert import one_line

Reader = Callable[[bytes], str]

_WITHIN_LINES = frozenset(("a", "code", "em", "mark", "span", "strong"))


def without_front_matter(written: bytes) -> str:
    """Return Markdown after its front matter."""
    return written.decode().split("\n---\n", 1)[1]


def by_python_markdown(written: bytes) -> str:
    """Return Markdown as Python-Markdown renders it."""
    return markdown.markdown(without_front_matter(written), extensions=["tables", "sane_lists"])


def by_markdown_it(written: bytes) -> str:
    """Return Markdown as markdown-it renders it: CommonMark, with GitHub's tables and strikethrough."""
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return str(reader.render(without_front_matter(written)))


def words_of(page: str) -> str:
    """Return the words of some HTML in reading order, a space for each run of space and each block's edge."""
    root = html.fromstring(f"<div>{page}</div>")
    parts: list[str] = []
    for event, element in _walk(root):
        if event == "text":
            parts.append(element)
        elif element not in _WITHIN_LINES:
            parts.append(" ")
    return one_spaced("".join(parts))


def _walk(element: html.HtmlElement) -> list[tuple[str, str]]:
    if not isinstance(element.tag, str):
        return [("text", element.tail or "")]
    found = [("tag", element.tag), ("text", element.text or "")]
    for child in element:
        found += _walk(child)
    return [*found, ("tag", element.tag), ("text", element.tail or "")]


def tags_of(page: str) -> list[str]:
    """Return the tags of some HTML in order, each with the names of its attributes."""
    root = html.fromstring(f"<div>{page}</div>")
    return [" ".join((element.tag, *sorted(map(str, element.attrib)))) for element in root.iter(html.etree.Element)]


def words_in(blocks: Iterable[Block]) -> str:
    """Return the words of blocks as a reader sees them, numbers of paragraphs with them."""
    return one_spaced(" ".join(_words_in(block) for block in blocks))


def _words_in(block: Block) -> str:
    match block:
        case Paragraph(number=number):
            return f"{number} {one_line(block_text(block))}"
        case List(items=items):
            return " ".join(words_in(item.blocks) for item in items)
        case Quote(blocks=inner):
            return words_in(inner)
    return one_line(block_text(block))


def one_spaced(text: str) -> str:
    """Return text with each run of space as one space."""
    return " ".join(re.split(r"\s+", text)).strip()
