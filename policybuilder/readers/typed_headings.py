"""Headings that somebody typed, in bold, in capitals or with a number, where a policy has none by style."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from policybuilder.document import (
    Clause,
    Document,
    Heading,
    Inline,
    Paragraph,
    Section,
    Strong,
    Text,
    block_text,
    clauses,
    plain_text,
)
from policybuilder.readers.outline import Entry, HeadingLine, assemble

_MOST_WORDS = 14
_FEWEST_BY_STYLE = 3
_NUMBER = re.compile(r"(?:section\s+|part\s+|chapter\s+)?(\d{1,2}(?:\.\d{1,2}){0,3})[.):]?\s+(?=\S)", re.IGNORECASE)
_RULE = re.compile(r"\b(?:must|should|shall|may|can|cannot|will|do not|don['’]t|never)\b (?:not )?[a-z]", re.IGNORECASE)
_ASKS = re.compile(r"(?:what|when|who|whom|why|where|which|how|if|things|rules)\b|.*\?$", re.IGNORECASE)
_FEWEST_IN_A_RULE = 5
_ENDS_A_SENTENCE = re.compile(r"[.;,:]['\"”’)]*$")
_APPENDIX = re.compile(r"(?:appendix|annex|schedule)\s+(?:[A-Z]|\d+)\b", re.IGNORECASE)


def with_typed_headings(document: Document, name: str) -> Document:
    """Return a document whose typed headings are headings, where it has hardly any by style; else as it is."""
    by_style = sum(1 for clause in clauses(document) if clause.title != BEFORE)
    by_style += sum(isinstance(block, Heading) for clause in clauses(document) for block in clause.blocks)
    if by_style >= _FEWEST_BY_STYLE:
        return document
    entries: list[Entry] = []
    for clause in clauses(document):
        entries += _as_entries(clause)
    made, title = headings_of(entries, titled=False)
    if not any(isinstance(entry, HeadingLine) for entry in made):
        return document
    again = assemble(name, document.title or title, made, document.control, document.language)
    return replace(again, id=document.id, profile=document.profile)


def with_title(document: Document, name: str) -> Document:
    """Return a document that has its first line as its title, where the file says none and the line reads as one."""
    first = document.sections[0] if document.sections else None
    if first is None or document.title != PurePath(name).stem:
        return document
    if not first.clauses and len(document.sections) > 1:
        # A heading with nothing below it, before the first that has text.
        return replace(document, title=first.title, sections=_one_down(document.sections[1:]))
    if first.title != BEFORE or not first.clauses:
        return document
    clause = first.clauses[0]
    block = clause.blocks[0] if clause.blocks else None
    following = clause.blocks[1] if len(clause.blocks) > 1 else None
    if not isinstance(block, Paragraph) or block.number or "short" not in _look(block):
        return document
    if following is not None and _look(following) == _look(block) and len(document.sections) == 1:
        return document  # one of several short lines: no more a title than the others
    rest = replace(clause, blocks=clause.blocks[1:])
    sections = (replace(first, clauses=(rest, *first.clauses[1:])), *document.sections[1:])
    if not rest.blocks and len(first.clauses) == 1:
        sections = document.sections[1:]
    return replace(document, title=block_text(block), sections=sections)


def _one_down(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Return sections whose number is the place that they had below a title as the first ones that they are."""
    made = []
    for place, section in enumerate(sections, start=1):
        if section.number == str(place + 1):
            had, number = f"{section.number}.", f"{place}."
            clauses = [
                replace(clause, number=(number + f"{clause.number}.".removeprefix(had)).removesuffix("."))
                if f"{clause.number}.".startswith(had)
                else clause
                for clause in section.clauses
            ]
            section = replace(section, number=str(place), clauses=tuple(clauses))
        made.append(section)
    return tuple(made)


BEFORE = "Before the first heading"
"""What the reader of any format calls the text above the first heading."""


def _as_entries(clause: Clause) -> list[Entry]:
    entries: list[Entry] = [] if clause.title == BEFORE else [HeadingLine(1, clause.title, clause.number)]
    for block in clause.blocks:
        if isinstance(block, Heading):
            entries.append(HeadingLine(2, block_text(block)))
        elif isinstance(block, Paragraph) and block.number:
            number: tuple[Inline, ...] = (Text(f"{block.number} "),)
            bold = bool(block.inlines) and all(isinstance(each, Strong) for each in block.inlines)
            number = (Strong(number),) if bold else number
            entries.append(Paragraph((*number, *block.inlines)))
        else:
            entries.append(block)
    return entries


def headings_of(entries: Sequence[Entry], titled: bool) -> tuple[list[Entry], str]:
    """Return entries with those that are headings as such; where it is `titled`, a first line may be the title."""
    looks = [_look(entry) for entry in entries]
    opened = next((at for at, (entry, look) in enumerate(zip(entries, looks, strict=True)) if not look), len(looks))
    # Below the cover, what has cells is the row of a table, such as "Owner | Head of ICT", and no heading.
    looks = [look if at < opened or not _is_row(entries[at]) else frozenset[str]() for at, look in enumerate(looks)]
    trusted = {kind for kind in ("bold", "capitals", "number", "short") if _tells(kind, looks, entries)}
    made: list[Entry] = []
    title = ""
    for at, (entry, look) in enumerate(zip(entries, looks, strict=True)):
        follows = at + 1 < len(entries)
        if titled and at == 0 and look and follows:
            title = block_text(entry) if isinstance(entry, Paragraph) else ""
            continue
        if isinstance(entry, Paragraph) and look & trusted and follows and not (_is_row(entry) and "short" in trusted):
            text = " ".join(plain_text(entry.inlines).split())
            made.append(_heading(text))
        else:
            made.append(entry)
    return made, title


def _heading(text: str) -> HeadingLine:
    number = _NUMBER.match(text)
    if number and not _APPENDIX.match(text):
        return HeadingLine(1 + number[1].count("."), text[number.end() :], number[1])
    return HeadingLine(1, text)


def _look(entry: Entry) -> frozenset[str]:
    """Return in which ways a paragraph looks like a heading: none for one that reads as a sentence."""
    if not isinstance(entry, Paragraph):
        return frozenset()
    text = " ".join(plain_text(entry.inlines).split())
    words = text.split()
    if not text or len(words) > _MOST_WORDS or _ENDS_A_SENTENCE.search(text) or not re.search(r"[^\W\d_]", text):
        return frozenset()
    found = {"short"} if (text[0].isupper() or text[0].isdigit()) and not _is_rule(text) else set()
    if entry.inlines and all(isinstance(each, Strong) or not plain_text((each,)).strip() for each in entry.inlines):
        found.add("bold")
    if text.upper() == text and len(re.findall(r"[A-Z]", text)) > 2:
        found.add("capitals")
    number = _NUMBER.match(text)
    if (number and text[number.end() : number.end() + 1].isupper()) or _APPENDIX.match(text):
        found.add("number")
    return frozenset(found)


def _is_row(entry: Entry) -> bool:
    return isinstance(entry, Paragraph) and " | " in plain_text(entry.inlines)


def _is_rule(text: str) -> bool:
    """Return whether a line without a full stop says a rule, as "Staff must check what AI writes" does."""
    return len(text.split()) >= _FEWEST_IN_A_RULE and bool(_RULE.search(text)) and not _ASKS.match(text)


def _tells(kind: str, looks: Sequence[frozenset[str]], entries: Sequence[Entry]) -> bool:
    """Return whether a look tells headings from text in this policy: text stands below most that have it."""
    having = [at for at, look in enumerate(looks) if kind in look and not (kind == "short" and _is_row(entries[at]))]
    if not having:
        return False
    if kind == "short" and any(_tells(other, looks, entries) for other in ("bold", "capitals", "number")):
        return False
    with_text = [at for at in having if at + 1 < len(entries) and kind not in looks[at + 1]]
    return len(with_text) >= max(1, len(having) * (0.6 if kind != "short" else 0.8))
