"""The footprint of a draft: a short digest of each clause's words, and of each answer that shaped the document.

It travels in a draft's Word file (word/mark.py), so that the next build, on any machine, can say which sections it
changes and which answer did that. The words themselves are not in it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policybuilder.document import (
    Block,
    Clause,
    Code,
    Document,
    Emphasis,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    Paragraph,
    ParameterUse,
    Preformatted,
    Quote,
    Reference,
    Strong,
    Table,
    Text,
    Value,
    clauses,
)
from policybuilder.ooxml.escapes import escaped, unescaped

_LETTERS = 12
"""Of a SHA-256 in hexadecimal: two texts of one clause are the same by chance once in 280 million million times."""

_CLAUSES = re.compile(r"<clauses>([^<]*)</clauses>")
_ANSWERS = re.compile(r"<answers>([^<]*)</answers>")


@dataclass(frozen=True)
class Footprint:
    """The number and the digest of each clause by its id, and the digest of each answer by its parameter."""

    clauses: Mapping[str, tuple[str, str]]
    answers: Mapping[str, str]


def footprint(document: Document) -> Footprint:
    """Return the footprint of a document. Numbers of sections and paragraphs are not words: they count as nothing."""
    uses = [use for clause in clauses(document) for use in clause.provenance.parameters]
    uses += [use for omission in document.omissions for use in omission.parameters]
    return Footprint(
        {clause.id: (clause.number, _short("\n".join(_words(clause)))) for clause in clauses(document)},
        {use.name: answer_digest(use) for use in uses},
    )


def answer_digest(use: ParameterUse) -> str:
    """Return the digest of an answer."""
    return _short(use.value)


def footprint_xml(made: Footprint) -> str:
    """Return a footprint as XML elements, for the item that holds a file's mark."""
    texts = (f"{id}:{number}:{digest}" for id, (number, digest) in made.clauses.items())
    answers = (f"{name}:{digest}" for name, digest in sorted(made.answers.items()))
    return f"<clauses>{escaped(' '.join(texts))}</clauses><answers>{escaped(' '.join(answers))}</answers>"


def footprint_in(xml: str) -> Footprint | None:
    """Return the footprint that an item holds, or None when it holds none."""
    texts, answers = _CLAUSES.search(xml), _ANSWERS.search(xml)
    if texts is None or answers is None:
        return None
    found = [entry.split(":") for entry in unescaped(texts[1]).split()]
    pairs = [(name, digest) for name, _, digest in (entry.partition(":") for entry in unescaped(answers[1]).split())]
    if any(len(entry) != 3 for entry in found):
        return None
    return Footprint({id: (number, digest) for id, number, digest in found}, dict(pairs))


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_LETTERS]


# Words ---------------------------------------------------------------------------------------------------


def _words(clause: Clause) -> Iterator[str]:
    """Yield the title and each text of a clause. A reference counts as the clause it leads to, whatever its number."""
    yield clause.title
    for block in clause.blocks:
        yield from _block_words(block)


def _block_words(block: Block) -> Iterator[str]:
    yield type(block).__name__
    match block:
        case Paragraph(inlines=inlines) | Heading(inlines=inlines):
            yield "".join(_inline_words(inlines))
        case List(items=items):
            for item in items:
                for child in item.blocks:
                    yield from _block_words(child)
        case Table(header=header, rows=rows):
            for row in (header, *rows):
                yield "\t".join("".join(_inline_words(cell.inlines)) for cell in row)
        case Quote(blocks=blocks):
            for child in blocks:
                yield from _block_words(child)
        case Preformatted(text=text):
            yield text


def _inline_words(inlines: tuple[Inline, ...]) -> Iterator[str]:
    for inline in inlines:
        match inline:
            case Text(text=text) | Code(text=text) | Value(text=text):
                yield text
            case Reference(clause=clause):
                yield f"\x00{clause}\x00"
            case Link(target=target, inlines=inner):
                yield from _inline_words(inner)
                yield f"\x00{target}\x00"
            case Strong(inlines=inner) | Emphasis(inlines=inner):
                yield from _inline_words(inner)
            case LineBreak():
                yield "\n"
