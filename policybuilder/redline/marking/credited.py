"""Give a redline's marks the authors of the new document's own changes, where both say the same of the same place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from lxml import etree

from policybuilder.ooxml import names as n
from policybuilder.ooxml.elements import forget
from policybuilder.redline.marking.as_moves import write_moves
from policybuilder.redline.marking.parted import may_part, part_mark, part_run
from policybuilder.redline.marking.recorded import ASIDE, Look, Story, Stretch, story_of
from policybuilder.redline.marking.shared import Part, Shared, shared_words, signature
from policybuilder.redline.package import Package
from policybuilder.redline.reading.own_ids import first_free_id

_MOVE_STARTS = frozenset({n.w("moveFromRangeStart"), n.w("moveToRangeStart")})


@dataclass
class Credited:
    """What a redline has of the new document's changes."""

    whole: set[etree._Element] = field(default_factory=set)
    """Changes whose authors and dates it has."""
    parts: dict[etree._Element, str] = field(default_factory=dict)
    """Changes of which it has a part, and the words of that."""
    in_both: set[etree._Element] = field(default_factory=set)
    """Insertions all of whose words stand in the old document, too."""
    signed: dict[etree._Element, etree._Element] = field(default_factory=dict)
    """The redline's marks round words and at paragraphs' ends, each with the change whose author it has."""
    moves: bool = False
    """Whether what was marked as deleted and inserted is written as moves of the new document."""


def credit(marked: Package, new: Package, with_moves: bool = True) -> Credited:
    """Write authors and dates into a redline, in place; return which changes of the new document it has now.

    A change is the same where the same words come, go, move or look otherwise at the same place of the text: words,
    paragraphs and their ends, rows, cells, and how each looked before. Where only some words of a mark are those of a
    change, the mark is parted; `with_moves`, what the new document has as one move is written as that. Nothing else is
    written, so accepting and rejecting give what they gave before.
    """
    found = Credited()
    fresh = count(first_free_id([marked]))
    for part in new.stories():
        if part not in marked.parts:
            continue
        sides = _same_text(marked.root(part), new.root(part))
        if sides is not None:
            marked.edit(part)
            _Crediting(*sides, found, fresh).run()
            if with_moves:
                found.moves |= write_moves(marked.root(part), new.root(part), found.signed, found.whole, fresh)
            _sign_moves(marked.root(part))
    return found


def _same_text(marked: etree._Element, new: etree._Element) -> tuple[Story, Story] | None:
    """Return both stories where all accepted gives the same text: else a place in one is no place in the other."""
    for with_ends in (True, False):
        theirs = story_of(new, with_ends)
        if not (theirs.stretches or theirs.records or theirs.looks):
            return None
        ours = story_of(marked, with_ends)
        if ours.text == theirs.text:
            return ours, theirs
    return None


class _Crediting:
    def __init__(self, ours: Story, theirs: Story, found: Credited, fresh: Iterator[int]) -> None:
        self._ours, self._theirs, self._found, self._fresh = ours, theirs, found, fresh

    def run(self) -> None:
        shared = shared_words(self._ours, self._theirs)
        for place, change in self._theirs.records.items():
            mark = self._ours.records.get(place)
            if mark is not None:
                sign(mark, change)
                self._found.whole.add(change)
        self._looks()
        for stretch, parts in shared.of_ours.items():
            self._sign_parts(stretch, sorted(parts, key=lambda each: each.start), shared)
        self._tell(shared)

    # How words look ------------------------------------------------------------------------------------------

    def _looks(self) -> None:
        """Sign what looks otherwise, part by part, where it looked the same before in both."""
        mine = self._ours.looks
        at = 0
        taken: dict[etree._Element, int] = {}
        for theirs in self._theirs.looks:
            while at < len(mine) and mine[at].stop <= theirs.start:
                at += 1
            step = at
            while step < len(mine) and mine[step].start < theirs.stop:
                if mine[step].was == theirs.was:
                    length = self._sign_look(step, theirs)
                    taken[theirs.mark] = taken.get(theirs.mark, 0) + length
                step += 1
        for theirs in self._theirs.looks:
            if taken.get(theirs.mark, 0) == theirs.stop - theirs.start:
                self._found.whole.add(theirs.mark)
            elif taken.get(theirs.mark):
                self._found.parts[theirs.mark] = ""

    def _sign_look(self, at: int, theirs: Look) -> int:
        """Sign as much of a look as another's change covers, and return how many characters that is."""
        mine = self._ours.looks[at]
        start, stop = max(mine.start, theirs.start), min(mine.stop, theirs.stop)
        run = next(mine.mark.iterancestors(n.R))
        if (start, stop) != (mine.start, mine.stop) and any(each.tag not in {n.RPR, n.T} for each in run):
            return 0
        pieces = [(mine.start, start), (start, stop), (stop, mine.stop)]
        looks = []
        for low, high in pieces:
            if low == high:
                continue
            looks.append(Look(run.find(f"{n.RPR}/{n.RPR_CHANGE}"), low, high, mine.was))  # type: ignore[arg-type]
            if high < mine.stop:
                run = part_run(run, high - low)
                run.find(f"{n.RPR}/{n.RPR_CHANGE}").set(n.ID, str(next(self._fresh)))  # type: ignore[union-attr]
            if (low, high) == (start, stop):
                sign(looks[-1].mark, theirs.mark)
        self._ours.looks[at : at + 1] = looks
        return stop - start

    # Words ---------------------------------------------------------------------------------------------------

    def _sign_parts(self, mine: Stretch, parts: list[Part], shared: Shared) -> None:
        """Sign a mark, and part it first where only some of its words are those of one change."""
        if _of_row_or_cell(mine.mark):
            return
        spans = []
        for each in _joined(parts):
            ends = (cut for cut in (each.start, each.stop) if cut not in (0, len(mine.words)))
            if all(not mine.is_end and may_part(mine.mark, cut) for cut in ends):
                spans.append(each)
            else:
                shared.give_back(each)
        mark = mine.mark
        begun = 0
        for start, stop, theirs, _ in spans:
            if start > begun:
                mark = part_mark(mark, start - begun, str(next(self._fresh)))
                begun = start
            rest = None
            if stop < len(mine.words):
                rest = part_mark(mark, stop - start, str(next(self._fresh)))
            sign(mark, theirs.mark)
            self._found.signed[mark] = theirs.mark
            if rest is None:
                break
            mark, begun = rest, stop

    def _tell(self, shared: Shared) -> None:
        """Note which of the new document's changes the redline has, whole or in part."""
        came = bytearray(len(self._ours.text))
        for each in self._ours.stretches:
            if each.came:
                came[each.start : each.stop] = b"\1" * (each.stop - each.start)
        for mark, stretches in _by_mark(self._theirs).items():
            flags = [shared.of_theirs.get(each, bytes(len(each.words))) for each in stretches]
            if all(all(each) for each in flags):
                self._found.whole.add(mark)
            elif any(any(each) for each in flags):
                self._found.parts[mark] = "".join(
                    letter for each, known in zip(stretches, flags, strict=True)
                    for letter, is_shared in zip(each.words, known, strict=True) if is_shared
                )  # fmt: skip
            elif all(each.came and not any(came[each.start : each.stop]) for each in stretches):
                self._found.in_both.add(mark)


def _by_mark(story: Story) -> Mapping[etree._Element, list[Stretch]]:
    """Return the stretches of each mark round runs or at a paragraph's end; rows and cells are recorded as a whole."""
    found: dict[etree._Element, list[Stretch]] = {}
    for each in story.stretches:
        if not _of_row_or_cell(each.mark):
            found.setdefault(each.mark, []).append(each)
    return found


def _joined(parts: list[Part]) -> list[Part]:
    """Return parts, those that follow one another and are of one kind, author and date as one."""
    joined: list[Part] = []
    for each in parts:
        last = joined[-1] if joined else None
        if last and last.stop == each.start and _is_one(last.theirs.mark, each.theirs.mark):
            joined[-1] = last.with_next(each)
        else:
            joined.append(each)
    return joined


def _is_one(mark: etree._Element, other: etree._Element) -> bool:
    return mark is other or (mark.tag == other.tag and signature(mark) == signature(other))


def _of_row_or_cell(mark: etree._Element) -> bool:
    above = mark.getparent()
    return above is not None and above.tag in {n.TRPR, n.TCPR}


def sign(mark: etree._Element, change: etree._Element) -> None:
    """Give a mark the author and date of a change."""
    for name in (n.AUTHOR, n.DATE):
        forget(mark, name)
        if change.get(name) is not None:
            mark.set(name, change.get(name, ""))


def _sign_moves(root: etree._Element) -> None:
    """Let the range round what moved say who moved it."""
    begun: list[etree._Element] = []
    for element in root.iter(*_MOVE_STARTS, n.MOVE_FROM, n.MOVE_TO):
        above = element.getparent()
        if element.tag in _MOVE_STARTS:
            begun.append(element)
        elif above is not None and above.tag not in ASIDE:
            for start in begun:
                sign(start, element)
            begun.clear()
