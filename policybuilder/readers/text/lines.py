"""The lines of a plain text -> headings, paragraphs, lists and tables, as they are typed.

A heading may have a line of signs below it. A table stands row by row: what the row is about, and below it, further in,
each of its columns by name. Facts of a document stand one below the other, each behind its name and a colon.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from policybuilder.document import Cell, List, ListItem, Paragraph, Strong, Table, Text, plain_text
from policybuilder.readers.outline import Entry, HeadingLine

_BULLET = re.compile(r"^\s*(?:[•·▪◦●○■□–—*o-]|\([a-z]{1,3}\)|\([ivx]+\)|[a-z]\))\s+(?=\S)")
_NUMBER = re.compile(r"^\s*(?:\d{1,3}(?:\.\d{1,3})*[.)]|\d{1,3}(?:\.\d{1,3})+)\s+(?=\S)")
_IN_APPENDIX = re.compile(r"^\s*[A-Z](?:\.\d{1,3})+\s+(?=\S)")
_COUNTED = re.compile(r"^\s{2,}\d{1,3}[.)]\s+(?=\S)")
_HEADING_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})[.):]?\s+(?=\S)")
_LINE_BELOW = re.compile(r"([=~-])\1{2,}")
_NAMED = re.compile(r"([^\W\d_][^:]{0,79}):\s+(\S.*)")
_FACT = re.compile(r"[^\W\d_][^:.]{0,39}:\s+\S.{0,79}$")
_WIDEST = 120
"""No program and nobody wraps a text in longer lines: one that is longer is a paragraph."""
_FEWEST_FACTS = 3
"""How many facts one below the other are a table: fewer could be sentences with a colon."""

_Row = list[tuple[str, str]]
"""A row of a table: the name of each of its columns, and what stands there."""


def blocks_of(lines: Iterable[str]) -> Iterator[Entry]:
    """Yield the headings, paragraphs, lists and tables of some lines; an empty line ends each but a list or table."""
    parts = [part for chunk in _chunks(lines) for part in _parts(chunk)]
    for kind, run in groupby(parts, key=lambda part: type(part) if isinstance(part, (ListItem, list)) else part):
        found = list(run)
        if kind is ListItem:
            yield List(False, tuple(item for item in found if isinstance(item, ListItem)))
        elif kind is list:
            yield from _tables([row for row in found if isinstance(row, list)])
        else:
            yield from (part for part in found if not isinstance(part, (ListItem, list)))


def said_again(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield the names of columns that the lines of a table say again in each row but the first."""
    for table in entries:
        if isinstance(table, Table) and any(isinstance(each, Strong) for cell in table.header for each in cell.inlines):
            for column, name in enumerate(table.header):
                yield from [plain_text(name.inlines)] * (sum(bool(row[column].inlines) for row in table.rows) - 1)


def _chunks(lines: Iterable[str]) -> Iterator[list[str]]:
    """Yield the lines that stand together: between empty ones; in a text that nobody wrapped, each by itself."""
    lines = list(lines)
    wrapped = _is_wrapped(lines)
    for filled, run in groupby(lines, key=lambda line: bool(line.strip())):
        if filled:
            chunk = list(run)
            yield from ([chunk] if wrapped else _alone(chunk))


def _is_wrapped(lines: Iterable[str]) -> bool:
    """Return whether the lines of a text end where a page's would: hardly any of it stands in longer ones."""
    lengths = [len(line) for line in lines]
    return 3 * sum(length for length in lengths if length > _WIDEST) < sum(lengths)


def _alone(chunk: Sequence[str]) -> Iterator[list[str]]:
    """Yield each line with those further in below it, and facts that stand one below the other together."""
    for named, run in groupby(chunk, key=lambda line: line[:1].isspace() or bool(_FACT.match(line))):
        found = list(run)
        if named and len(found) >= _FEWEST_FACTS:
            yield found
            continue
        begins = [at for at, line in enumerate(found) if at == 0 or not line[:1].isspace() or _BULLET.match(line)]
        yield from (found[at:end] for at, end in zip(begins, [*begins[1:], len(found)], strict=True))


def _parts(chunk: Sequence[str]) -> Iterator[Entry | ListItem | _Row]:
    ends = next((at for at, line in enumerate(chunk) if at and _LINE_BELOW.fullmatch(line.strip())), 0)
    if ends:
        text = _flat(chunk[:ends])
        number = _HEADING_NUMBER.match(text)
        level = 1 if chunk[ends].strip()[0] == "=" else 2
        yield HeadingLine(level, text[number.end() :] if number else text, number[1] if number else "")
        if rest := chunk[ends + 1 :]:
            yield from _parts(rest)
    elif facts := _facts(chunk):
        yield Table(facts[0], tuple(facts[1:]))
    elif row := _row(chunk):
        yield row
    else:
        yield from _paragraphs(chunk)


def _row(chunk: Sequence[str]) -> _Row:
    """Return a row of a table that is told by name; nothing where the lines are no such row."""
    if not _NAMED.match(chunk[0]):
        return []
    at = next((at for at, line in enumerate(chunk) if at and re.match(r" {2,4}\S", line)), 0)
    if not at:
        return _one_cell(chunk)
    told = [_flat(chunk[:at])]
    step = len(chunk[at]) - len(chunk[at].lstrip())
    for line in chunk[at:]:
        indent = len(line) - len(line.lstrip())
        if indent == step:
            told.append(line.strip())
        elif indent > step:
            told[-1] = f"{told[-1]} {line.strip()}"
        else:
            return []
    named = [_NAMED.match(text) for text in told]
    return [(each[1], each[2]) for each in named if each] if all(named) else []


def _one_cell(chunk: Sequence[str]) -> _Row:
    """Return what may be a row whose other cells are empty: some of them in a run are rows, one alone is a sentence."""
    named = _NAMED.match(_flat(chunk))
    return [(named[1], named[2])] if named and not any(map(_NAMED.match, chunk[1:])) else []


def _tables(rows: Sequence[_Row]) -> Iterator[Table | Paragraph]:
    """Yield rows as tables: those that are about the same kind of thing are one."""
    for first, run in groupby(rows, key=lambda row: row[0][0]):
        found = list(run)
        if len(found) < _FEWEST_FACTS and all(len(row) == 1 for row in found):
            yield from (_paragraph(": ".join(row[0])) for row in found)
            continue
        names = list(dict.fromkeys((first, *(name for row in found for name, _ in row))))
        header = tuple(Cell((Strong((Text(name),)),)) for name in names)
        cells = [dict(row) for row in found]
        yield Table(header, tuple(tuple(_cell(row.get(name, "")) for name in names) for row in cells))


def _facts(chunk: Sequence[str]) -> list[tuple[Cell, Cell]]:
    """Return facts that stand one below the other, each behind its name; nothing where the lines are none."""
    told: list[str] = []
    for line in chunk:
        if line[:1].isspace() and told:
            told[-1] = f"{told[-1]} {line.strip()}"
        else:
            told.append(line.strip())
    named = [_NAMED.match(text) for text in told]
    if len(named) < _FEWEST_FACTS or not all(named):
        return []
    return [(_cell(each[1]), _cell(each[2])) for each in named if each]


def _cell(text: str) -> Cell:
    return Cell((Text(text),) if text else ())


def _paragraphs(chunk: Iterable[str]) -> Iterator[Paragraph | ListItem]:
    kind, words, hanging = "", "", 0
    for line in chunk:
        bullet, number = _BULLET.match(line) or _COUNTED.match(line), _NUMBER.match(line)
        if words and (bullet or number) and not _goes_on(words, line, hanging, bool(number)):
            yield _made(kind, words)
            words = ""
        if words:
            words = f"{words} {_flat([line])}"
        else:
            begins = bullet or number or _IN_APPENDIX.match(line)
            hanging = begins.end() if begins else 0
            kind, words = ("item", _flat([line[bullet.end() :]])) if bullet else ("paragraph", _flat([line]))
    if words:
        yield _made(kind, words)


def _goes_on(words: str, line: str, hanging: int, number: bool) -> bool:
    """Return whether a line that begins as an item does goes on with a sentence all the same.

    It does within an open bracket ("(No.", "2)"), and with a number below the words, where no sentence ends.
    """
    below = bool(hanging) and len(line) - len(line.lstrip()) == hanging
    return words.count("(") > words.count(")") or (number and below and not words.endswith((".", ":", ";")))


def _made(kind: str, words: str) -> Paragraph | ListItem:
    return ListItem((_paragraph(words),)) if kind == "item" else _paragraph(words)


def _paragraph(words: str) -> Paragraph:
    return Paragraph((Text(words),))


def _flat(lines: Iterable[str]) -> str:
    return " ".join(" ".join(lines).split())
