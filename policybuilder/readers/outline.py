"""A run of headings and blocks, from whatever format, as a `Document` of sections and clauses.

What was written elsewhere has no clause ids and no provenance. Ids are made from the titles, so that two versions of
one foreign policy are aligned by them; the provenance is empty, so that no reason is ever made up for it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import PurePath

from policybuilder.document import (
    Block,
    Clause,
    ControlEntry,
    Council,
    Document,
    Heading,
    Paragraph,
    Provenance,
    Section,
    Text,
    block_text,
)
from policybuilder.labels import languages

_NUMBERED = re.compile(r"(?:section\s+)?(\d+(?:\.\d+)*)[.):]?\s+(?=\S)", re.IGNORECASE)
_PARAGRAPH_NUMBER = re.compile(r"((?:\d+|[A-Z]{1,2})(?:\.\d+)+)[.)]?\s+(?=\S)|(\d{1,2})[.)]\s+(?=[A-Z])")


@dataclass(frozen=True)
class HeadingLine:
    """A heading: its level (1 is the highest), its words, and the number, clause id and anchor that it carries."""

    level: int
    text: str
    number: str = ""
    clause: str = ""
    anchor: str = ""


Entry = HeadingLine | Block


@cache
def _appendix() -> re.Pattern[str]:
    """Return what the heading of an appendix begins with: our word for one in any language, or another's."""
    ours = (re.escape(labels.appendix_of("").strip()) for labels in languages().values())
    words = "|".join(dict.fromkeys(["appendix", "annex", "schedule", *ours]))
    return re.compile(rf"(?:{words})\s+([A-Z]{{1,2}}|\d+)\b\s*[:.)–—-]?\s*", re.IGNORECASE)


@dataclass
class _Part:
    """A section or clause while it is filled."""

    title: str
    number: str
    id: str
    blocks: list[Block] = field(default_factory=list)
    clauses: list[_Part] = field(default_factory=list)
    appendix: bool = False


def assemble(
    name: str,
    title: str,
    entries: Sequence[Entry],
    control: Sequence[ControlEntry] = (),
    language: str = "en-GB",
) -> Document:
    """Return a document of headings and blocks. `name` is the file's, for messages and for the document's id.

    The highest headings are sections, the next clauses, and those below stay headings within their clause.
    """
    parts = _parts(entries)
    taken: dict[str, int] = {}
    sections: list[Section] = []
    appendices: list[Clause] = []
    for part in parts:
        if part.appendix:
            appendices.append(_clause(part, part.number, name, taken, whole=True))
            continue
        number = part.number or str(len(sections) + 1)
        clauses = []
        if part.blocks:
            # Text straight below a section's heading is a clause of the same title.
            clauses.append(_clause(part, number, name, taken))
        for child in part.clauses:
            clauses.append(_clause(child, child.number or f"{number}.{len(clauses) + 1}", name, taken, whole=True))
        sections.append(Section(_unique(f"section-{_slug(part.title)}", {}), number, part.title, tuple(clauses)))
    return _document(name, title, sections, appendices, control, language)


def _document(
    name: str,
    title: str,
    sections: Sequence[Section],
    appendices: Sequence[Clause],
    control: Sequence[ControlEntry],
    language: str,
) -> Document:
    stem = PurePath(name).stem
    return Document(
        id=_slug(stem),
        title=title or stem,
        profile=_slug(stem),
        template="",
        template_version="",
        language=language,
        depth="",
        council=Council("", "", "", "", illustrative=False),
        control=tuple(control),
        sections=tuple(sections),
        appendices=tuple(appendices),
        law=(),
        omissions=(),
        shell="",
    )


def _parts(entries: Iterable[Entry]) -> list[_Part]:
    every = list(entries)
    levels = sorted({entry.level for entry in every if isinstance(entry, HeadingLine) and not entry.clause})
    levels = levels or sorted({entry.level for entry in every if isinstance(entry, HeadingLine)})
    top = levels[0] if levels else 1
    parts: list[_Part] = []
    current: _Part | None = None
    for entry in every:
        if not isinstance(entry, HeadingLine):
            if current is None:
                current = _Part("Before the first heading", "", "")
                parts.append(current)
            current.blocks.append(_with_number(entry))
            continue
        number, title, appendix = _split(entry)
        if appendix or (entry.level <= top and not entry.clause) or not parts:
            current = _Part(title, number, entry.clause, appendix=appendix)
            parts.append(current)
        elif entry.clause or (entry.level == top + 1 and not parts[-1].appendix):
            current = _Part(title, number, entry.clause)
            parts[-1].clauses.append(current)
        else:
            assert current is not None
            current.blocks.append(Heading((Text(title),)))
    return parts


def _split(entry: HeadingLine) -> tuple[str, str, bool]:
    """Return a heading's number and title, and whether it is that of an appendix."""
    text = " ".join(f"{entry.number} {entry.text}".split())
    appendix = _appendix().match(text)
    if appendix:
        return appendix[1].upper(), text[appendix.end() :] or text, True
    numbered = _NUMBERED.match(text)
    if numbered:
        return numbered[1], text[numbered.end() :], False
    return "", text, False


def _with_number(block: Block) -> Block:
    """Return a paragraph whose text starts with a number such as 4.2.1 or 3. with that number apart."""
    if not isinstance(block, Paragraph) or block.number or not block.inlines or not isinstance(block.inlines[0], Text):
        return block
    first = block.inlines[0]
    found = _PARAGRAPH_NUMBER.match(first.text)
    if not found:
        return block
    rest = first.text[found.end() :]
    return replace(block, inlines=(Text(rest), *block.inlines[1:]), number=found[1] or found[2])


def _clause(part: _Part, number: str, name: str, taken: dict[str, int], whole: bool = False) -> Clause:
    blocks = list(part.blocks)
    if whole:
        for child in part.clauses:
            blocks += [Heading((Text(child.title),)), *child.blocks]
    id = _unique(part.id or _slug(part.title), taken)
    provenance = Provenance("", "", "", name, "", "", "", (), (), (), ())
    kept = tuple(block for block in blocks if block_text(block).strip())
    return Clause(id, number, part.title, kept, provenance, part.appendix)


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "text"


def _unique(id: str, taken: dict[str, int]) -> str:
    """Return an id that none had before; `taken` holds those, each with the last number that was put after it."""
    found = id
    while found in taken:
        taken[id] += 1
        found = f"{id}-{taken[id]}"
    taken[found] = 1
    return found
