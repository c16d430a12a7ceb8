"""What a draft says of itself in a Word file that came back: its notes below the clauses, and the sheet of open points.

Neither is part of the policy. What somebody wrote into them is told apart here, so that it is neither taken for an edit
of a clause nor passed over.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from policybuilder.document import CELL
from policybuilder.document.sent import SentText
from policybuilder.printed import END_SHEET, NOTE
from policybuilder.readers.own_front import is_drafting_note, place_of
from policybuilder.readers.word.rows import WordRow, WordRows
from policybuilder.update.alignment import same_words
from policybuilder.update.returned import Around

_ALIKE = 0.6
"""From which share of words that two have in common, of the longer one's, one is the other changed, from 0 to 1."""

_PLACE = re.compile(r"\b(?:\d+(?:\.\d+)*|[A-Z])\b")
"""The number of a clause, or the letter of an appendix: Word brings these up to date by itself."""


@dataclass(frozen=True)
class Apart:
    """A file's policy alone, and what its notes and its sheet are: `notes` as (sent, now), `sheet` as its lines."""

    sent: SentText
    policy: WordRows
    notes: tuple[tuple[str, str], ...]
    sheet: tuple[str, ...]

    def changed(self, left: Set[str]) -> Iterator[Around]:
        """Yield what is other than it was sent; the notes of a clause go with it. `left` are the clauses that stand."""
        kept = {same_words(note) for clause in self.sent.clauses if clause.id in left for note in clause.notes}
        for was, now in self.notes:
            if now or was in kept:
                yield Around(NOTE, was, now)
        yield from _changed_sheet(self.sent, self.sheet)


def open_points_apart(sent: SentText, file: WordRows) -> Apart:
    """Return a file's policy without the notes and the sheet, and these beside it."""
    rows, sheet = list(file.rows), [line.text for line in file.around if line.place == END_SHEET]
    if not file.has_headings:
        end = next((at for at, row in enumerate(rows) if place_of(row.passage.words) == END_SHEET), len(rows))
        rows, sheet = rows[:end], [_line(row) for row in rows[end:]]
    there = [same_words(line.text) for line in file.around if line.place == NOTE]
    there += [same_words(row.passage.words) for row in rows if is_drafting_note(row.passage.words)]
    rows = [row for row in rows if not is_drafting_note(row.passage.words)]
    notes: list[tuple[str, str]] = []
    if sent.sheet is not None:
        known = Counter(same_words(note) for clause in sent.clauses for note in clause.notes)
        missing, other = list((known - Counter(there)).elements()), list((Counter(there) - known).elements())
        relabelled = _relabelled(sent, rows, missing)
        rows = [row for row in rows if id(row) not in relabelled]
        notes += relabelled.values()
        for was, _ in notes:
            missing.remove(was)
        for now in other:
            was = max(missing, key=lambda note: _alike(note, now), default="")
            was = was if was and _alike(was, now) >= _ALIKE else ""
            notes.append((was, now))
            if was:
                missing.remove(was)
        notes += ((was, "") for was in dict.fromkeys(missing))
    return Apart(sent, replace(file, rows=tuple(rows)), tuple(notes), tuple(sheet))


def _line(row: WordRow) -> str:
    return row.passage.words.replace("\t", CELL)


def _relabelled(sent: SentText, rows: Sequence[WordRow], missing: Sequence[str]) -> dict[int, tuple[str, str]]:
    """Return the rows that are a note whose opening somebody changed, by their identity: the note as sent and now."""
    found: dict[int, tuple[str, str]] = {}
    if not missing:
        return found
    passages = {same_words(passage.words) for clause in sent.clauses for passage in clause.passages}
    left = list(missing)
    for row in rows:
        words = same_words(row.passage.words)
        if not left or row.heading or words in passages:
            continue
        was = max(left, key=lambda note: _alike(note, words))
        if _alike(was, words) >= _ALIKE:
            found[id(row)] = (was, words)
            left.remove(was)
    return found


def _alike(note: str, words: str) -> float:
    before, after = Counter(note.casefold().split()), Counter(words.casefold().split())
    return (before & after).total() / max(before.total(), after.total())


def _changed_sheet(sent: SentText, there: Sequence[str]) -> Iterator[Around]:
    """Yield the lines of the sheet that are new, those that read otherwise, and those that are gone."""
    if sent.sheet is None:
        return
    there = [line for line in there if not place_of(line)]
    before, now = [_key(line) for line in sent.sheet], [_key(line) for line in there]
    new = [line for line, key in zip(there, now, strict=True) if key not in before]
    gone = [line for line, key in zip(sent.sheet, before, strict=True) if key not in now]
    if gone and not there:
        yield Around(END_SHEET, gone[0], "")
        return
    for line in new:
        was = next((each for each in gone if _is_of(each, line)), "")
        if was:
            gone.remove(was)
        yield Around(END_SHEET, was, line)
    yield from (Around(END_SHEET, line, "") for line in gone)


def _key(line: str) -> str:
    """Return a line as it is held against another: the places in the last cell of a row are not looked at."""
    *cells, last = same_words(line).split(CELL)
    return CELL.join([*cells, _PLACE.sub("", last) if cells else last])


def _is_of(was: str, now: str) -> bool:
    """Return whether a line is another that somebody wrote into: a row with a cell left as it was, or like words."""
    before, after = _key(was).split(CELL), _key(now).split(CELL)
    if len(before) == len(after) > 1:
        return any(a == b for a, b in zip(before, after, strict=True))
    return len(before) == len(after) and _alike(was, now) >= _ALIKE


__all__ = ["Apart", "open_points_apart"]
