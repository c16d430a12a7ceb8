"""Part a redline's marks where changes of the new document begin and end in them, so that each can have its author."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from copy import deepcopy
from itertools import count

from lxml import etree

from policybuilder.ooxml import names as n
from policybuilder.ooxml.elements import attributes, like
from policybuilder.redline.marking.credited import Place, changes_of
from policybuilder.redline.package import Package
from policybuilder.redline.reading.own_ids import first_free_id

_WORDS = (n.T, n.DEL_TEXT)


def part_marks(marked: Package, new: Package) -> None:
    """Part insertions and deletions of a redline, in place, where some of their words are a change of the new document.

    A mark in two pieces says what it said before: each piece is accepted and rejected as the whole was.
    """
    fresh = count(first_free_id([marked]))
    for part in new.stories():
        if part not in marked.parts:
            continue
        theirs, text = changes_of(new.root(part))
        ours, same_text = changes_of(marked.root(part)) if theirs else ({}, text)
        if text != same_text:
            continue
        known = _Known(theirs)
        for place, mark in ours.items():
            if place[1] or place in theirs or any(child.tag != n.R for child in mark):
                continue
            length = len(place[3])
            for cut in sorted({each for each in known.cuts(place) if 0 < each < length}, reverse=True):
                marked.edit(part)
                _cut(mark, cut, str(next(fresh)))


class _Known:
    """The insertions and deletions of words that a document holds, by where they stand."""

    def __init__(self, changes: dict[Place, etree._Element]) -> None:
        self._deleted: dict[int, list[str]] = defaultdict(list)
        self._inserted: list[tuple[int, str]] = []
        for tag, where, start, words, _ in changes:
            if tag == n.DEL and not where:
                self._deleted[start].append(words)
            elif tag == n.INS and not where:
                self._inserted.append((start, words))
        self._inserted.sort()

    def cuts(self, place: Place) -> Iterator[int]:
        """Yield where in the words of a mark one of these begins or ends."""
        tag, _, start, words, _ = place
        if tag == n.DEL:
            for gone in self._deleted.get(start, ()):
                if words.count(gone) == 1:
                    yield from (words.index(gone), words.index(gone) + len(gone))
        elif tag == n.INS:
            for at in range(bisect_left(self._inserted, (start, "")), len(self._inserted)):
                first, come = self._inserted[at]
                if first >= start + len(words):
                    return
                if words[first - start : first - start + len(come)] == come:
                    yield from (first - start, first - start + len(come))


def _cut(mark: etree._Element, at: int, number: str) -> None:
    """Put what is behind so many characters of a mark's words into a mark of its own after it."""
    rest = like(mark)
    rest.set(n.ID, number)
    before = 0
    for run in list(mark):
        length = sum(_length(child) for child in run)
        if before >= at:
            rest.append(run)
        elif before + length > at:
            rest.append(_cut_run(run, at - before))
        before += length
    mark.addnext(rest)


def _cut_run(run: etree._Element, at: int) -> etree._Element:
    """Return a run with what is behind so many characters of another, which loses it."""
    rest = like(run)
    before = 0
    for child in list(run):
        if child.tag == n.RPR:
            rest.append(deepcopy(child))
            continue
        length = _length(child)
        if before >= at:
            rest.append(child)
        elif before + length > at:
            text = child.text or ""
            end = etree.SubElement(rest, child.tag, attributes(child))
            child.text, end.text = text[: at - before], text[at - before :]
            for each in (child, end):
                each.set(n.XML_SPACE, "preserve")
        before += length
    return rest


def _length(child: etree._Element) -> int:
    if child.tag in _WORDS:
        return len(child.text or "")
    return 0 if child.tag == n.RPR or child.tag in n.NOISE else 1
