"""Which rows of a Word file are the headings of the sections and clauses that were sent.

By the bookmarks that a heading holds, or the control around a clause; where a program dropped them, by the words of the
heading, then by what is most like it in its place, and last by the text below it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from policybuilder.document import Inline, Text, cut_id
from policybuilder.document.sent import SentText
from policybuilder.readers.own_front import place_of
from policybuilder.readers.word.rows import WordRow, WordRows
from policybuilder.sequences.alike import alike_in_order, bag_of, likeness
from policybuilder.sequences.common import common_members
from policybuilder.update.alignment import same_words
from policybuilder.writers.word.body import bookmark_name

_ALIKE = 0.5
"""From how alike a heading, or the text below it, counts as the one that was sent, from 0 to 1."""

_NEARLY_THE_SAME = 0.7
"""From how alike the text below a heading counts as that of a clause which stood elsewhere."""


@dataclass(frozen=True)
class SentHeading:
    """A heading that was sent: of a section, of a clause in one, or of an appendix."""

    kind: Literal["section", "clause", "appendix"]
    id: str
    title: str

    @property
    def is_section(self) -> bool:
        """Whether it is that of a section."""
        return self.kind == "section"


def headings_of(sent: SentText) -> tuple[SentHeading, ...]:
    """Return the headings of a text in reading order."""
    found: list[SentHeading] = []
    for section in sent.sections:
        found.append(SentHeading("section", section.id, section.title))
        found += (SentHeading("clause", each.id, each.title) for each in sent.clauses if each.section == section.id)
    known = {section.id for section in sent.sections}
    found += (SentHeading("appendix", each.id, each.title) for each in sent.clauses if each.section not in known)
    return tuple(found)


def found_headings(sent: SentText, file: WordRows) -> Mapping[int, SentHeading]:
    """Return the headings that were sent by the rows that they are now."""
    headings = headings_of(sent)
    found = _by_mark(headings, sent, file)
    if not file.has_headings:
        return found | _by_place(headings, sent, file, found)
    rows = [at for at, row in enumerate(file.rows) if row.heading]
    found |= _by_words(headings, file, found, rows)
    found |= _by_likeness(headings, file, found, rows)
    found |= _by_text(headings, sent, file, found, rows)
    return found | _by_first_clause(headings, file, found, rows)


# By bookmark or control ----------------------------------------------------------------------------------


def _by_mark(headings: Sequence[SentHeading], sent: SentText, file: WordRows) -> dict[int, SentHeading]:
    marks = {bookmark_name("section" if each.is_section else "clause", each.id): each for each in headings}
    tags = {cut_id(each.id): each for each in headings if not each.is_section}
    others = {same_words(passage.words) for clause in sent.clauses for passage in clause.passages}
    found: dict[int, SentHeading] = {}
    taken: set[SentHeading] = set()
    for at, row in enumerate(file.rows):
        named = [marks[name] for name in row.bookmarks if name in marks]
        named += [tags[row.clause]] if row.clause in tags else []
        fitting = [each for each in named if each not in taken and _may_head(row, each, file, others)]
        if fitting:
            # Of two that came to stand on one line, as when a heading was taken out, the one whose words it has.
            found[at] = max(fitting, key=lambda each: likeness(bag_of(each.title), bag_of(row.passage.words)))
            taken.add(found[at])
    return found


def _may_head(row: WordRow, heading: SentHeading, file: WordRows, others: set[str]) -> bool:
    """Return whether a row with the mark of a heading is one: the mark may have slid into the text below."""
    words = same_words(row.passage.words)
    if words == same_words(heading.title):
        return True
    return words not in others and (row.heading > 0 or not file.has_headings)


# By words ------------------------------------------------------------------------------------------------


def _left(headings: Sequence[SentHeading], found: Mapping[int, SentHeading]) -> list[SentHeading]:
    taken = set(found.values())
    return [each for each in headings if each not in taken]


def _by_words(
    headings: Sequence[SentHeading], file: WordRows, found: Mapping[int, SentHeading], rows: Sequence[int]
) -> dict[int, SentHeading]:
    left, free = _left(headings, found), [at for at in rows if at not in found]
    titles = [same_words(each.title) for each in left]
    words = [_untyped(file.rows[at], set(titles)) for at in free]
    more = {free[b]: left[a] for a, b in common_members(titles, words)}
    where: defaultdict[str, list[int]] = defaultdict(list)
    for at, text in zip(free, words, strict=True):
        if at not in more:
            where[text].append(at)
    for each in _left(left, more):
        if places := where.get(same_words(each.title)):
            more[places.pop(0)] = each
    return more


_TYPED = re.compile(r"(?:(?:[A-Z][a-z]+ )?(?:\d+|[A-Z])(?:\.\d+)*[.):]?)\s+(?=\S)")


def _untyped(row: WordRow, known: set[str]) -> str:
    """Return the words of a row without a number that was typed before them, where they are known without."""
    words = same_words(row.passage.words)
    typed = _TYPED.match(words)
    return words[typed.end() :] if typed and words not in known and words[typed.end() :] in known else words


def without_typed_numbers(file: WordRows, known: set[str]) -> WordRows:
    """Return a file without numbers that stand before words that are known without them.

    Only of a file that lost its numbering: elsewhere a number that is typed is somebody's edit.
    """
    if any(row.heading and row.number for row in file.rows):
        return file
    return replace(file, rows=tuple(_without_number(row, known) for row in file.rows))


def _without_number(row: WordRow, known: set[str]) -> WordRow:
    words = same_words(row.passage.words)
    rest = _untyped(row, known)
    if rest == words or len(row.passage.cells) != 1:
        return row
    cells = (_cut(row.passage.cells[0], len(words) - len(rest)),)
    return replace(row, passage=replace(row.passage, cells=cells))


def _cut(inlines: tuple[Inline, ...], letters: int) -> tuple[Inline, ...]:
    if inlines and isinstance(inlines[0], Text) and len(inlines[0].text) >= letters:
        return (Text(inlines[0].text[letters:].lstrip()), *inlines[1:])
    return inlines


# By likeness ---------------------------------------------------------------------------------------------


def _gaps(
    headings: Sequence[SentHeading], found: Mapping[int, SentHeading], rows: Sequence[int]
) -> Iterator[tuple[list[SentHeading], list[int]]]:
    """Yield the headings and rows that are left between those that are found and stand in order."""
    order = {heading: n for n, heading in enumerate(headings)}
    placed = sorted((at, order[heading]) for at, heading in found.items())
    known: list[tuple[int, int]] = [(-1, -1)]
    for at, number in placed:
        if number > known[-1][1]:
            known.append((at, number))
    taken = set(found.values())
    for (low_row, low), (high_row, high) in pairwise([*known, (10**9, len(headings))]):
        left = [each for each in headings[low + 1 : high] if each not in taken]
        free = [at for at in rows if low_row < at < high_row and at not in found] if left else []
        if free:
            yield left, free


def _by_likeness(
    headings: Sequence[SentHeading], file: WordRows, found: Mapping[int, SentHeading], rows: Sequence[int]
) -> dict[int, SentHeading]:
    more: dict[int, SentHeading] = {}
    for left, free in _gaps(headings, found, rows):
        words = [same_words(file.rows[at].passage.words) for at in free]
        pairs = alike_in_order([each.title for each in left], words, _ALIKE)
        more |= {free[b]: left[a] for a, b in pairs if _of_level(file, found, free[b], left[a])}
    return more


def _of_level(file: WordRows, found: Mapping[int, SentHeading], at: int, heading: SentHeading) -> bool:
    """Return whether a row has the level that the headings of its kind have in this file, as far as that is known."""
    levels = {file.rows[place].heading for place, each in found.items() if each.kind == heading.kind}
    return not levels or file.rows[at].heading in levels


def _by_text(
    headings: Sequence[SentHeading],
    sent: SentText,
    file: WordRows,
    found: Mapping[int, SentHeading],
    rows: Sequence[int],
) -> dict[int, SentHeading]:
    """Return the headings of clauses that were renamed: what stands below them is most of what was sent."""
    texts = {each.id: bag_of(" ".join(passage.words for passage in each.passages)) for each in sent.clauses}
    more: dict[int, SentHeading] = {}

    def match(left: Iterable[SentHeading], free: Iterable[int], least: float) -> None:
        clauses = [each for each in left if not each.is_section]
        for at in free:
            below = bag_of(" ".join(_below(file, at)))
            fitting = [each for each in clauses if _of_level(file, found, at, each)]
            best = max(fitting, key=lambda each: likeness(texts[each.id], below), default=None)
            if best is not None and below and likeness(texts[best.id], below) >= least:
                more[at] = best
                clauses.remove(best)

    for left, free in _gaps(headings, found, rows):
        match(left, free, _ALIKE)
    # One that was moved as well stands in another gap.
    known = {**found, **more}
    match(_left(headings, known), [at for at in rows if at not in known], _NEARLY_THE_SAME)
    return more


def _below(file: WordRows, at: int) -> Iterator[str]:
    """Yield the words below a heading, up to the next one that is not lower."""
    level = file.rows[at].heading
    for row in file.rows[at + 1 :]:
        if 0 < row.heading <= level:
            return
        yield row.passage.words


def _by_first_clause(
    headings: Sequence[SentHeading], file: WordRows, found: Mapping[int, SentHeading], rows: Sequence[int]
) -> dict[int, SentHeading]:
    """Return the headings of sections that were renamed: the first clause of each still follows."""
    places = {heading: at for at, heading in found.items()}
    more: dict[int, SentHeading] = {}
    for section, first in pairwise(headings):
        if not section.is_section or section in places or first.is_section or first not in places:
            continue
        before = max((at for at in rows if at < places[first]), default=-1)
        if before >= 0 and before not in found and file.rows[before].heading < file.rows[places[first]].heading:
            more[before] = section
    return more


# Without styles ------------------------------------------------------------------------------------------


def _by_place(
    headings: Sequence[SentHeading], sent: SentText, file: WordRows, found: Mapping[int, SentHeading]
) -> dict[int, SentHeading]:
    """Return the headings of a file without styles: where they stand among the words that were sent."""
    before: list[str] = []
    of: list[SentHeading | None] = []
    texts = {clause.id: clause for clause in sent.clauses}
    for heading in headings:
        before.append(same_words(heading.title))
        of.append(heading)
        if not heading.is_section:
            passages = texts[heading.id].passages
            before += (same_words(passage.words) for passage in passages)
            of += [None] * len(passages)
    known = set(before)
    after = [_untyped(row, known) for row in file.rows]
    pairs = dict(common_members(before, after))
    settled = set(found.values())
    more: dict[int, SentHeading] = {}
    for a, b in pairs.items():
        sent_one = of[a]
        if sent_one is not None and sent_one not in settled and b not in found:
            more[b] = sent_one
    more |= _moved(_left(headings, {**found, **more}), after, {*found, *pairs.values()})
    # A line that stands where a heading was, just above the text that followed it, is the heading in other words.
    places = {heading: b for b, heading in {**found, **more}.items()}
    taken = {*found, *more, *pairs.values()}
    for a in reversed(range(len(before) - 1)):
        sent_one, follower = of[a], of[a + 1]
        if sent_one is None or sent_one in places:
            continue
        above = (pairs.get(a + 1, -1) if follower is None else places.get(follower, -1)) - 1
        if above >= 0 and above not in taken and not place_of(after[above]):
            more[above], places[sent_one] = sent_one, above
            taken.add(above)
    return more


def _moved(left: Iterable[SentHeading], after: Sequence[str], taken: set[int]) -> dict[int, SentHeading]:
    """Return the headings that stand elsewhere, of those whose words stand in only one line."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, words in enumerate(after):
        if at not in taken:
            places[words].append(at)
    found = ((places.get(same_words(each.title), []), each) for each in left)
    return {rows[0]: each for rows, each in found if len(rows) == 1}
