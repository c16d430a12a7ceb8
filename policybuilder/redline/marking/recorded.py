"""What the tracked changes of a story say, and where, in terms of the text that is left when all are accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from policybuilder.ooxml import names as n

_GONE = frozenset({n.DEL, n.MOVE_FROM, n.CELL_DEL})
_CAME = frozenset({n.INS, n.MOVE_TO, n.CELL_INS})
_MOVED = frozenset({n.MOVE_FROM, n.MOVE_TO})
ROUND_RUNS = frozenset({n.INS, n.DEL, n.MOVE_FROM, n.MOVE_TO})
ASIDE = frozenset({n.RPR, n.TRPR, n.w("numPr")})
SAYS_NO_TEXT = n.NOISE | {n.RPR, n.FLD_CHAR, n.INSTR_TEXT, n.DEL_INSTR_TEXT}
"""What stands in a run and is no text: a field is known by its result, for it may be written in two ways."""
_END_OF_PARAGRAPH = f"{n.PPR}/{n.RPR}"
_PROPERTIES = {
    n.R: (n.RPR,),
    n.P: (n.PPR, _END_OF_PARAGRAPH, f"{n.PPR}/{n.SECTPR}"),
    n.TR: (n.TRPR, n.TBLPREX),
    n.TC: (n.TCPR,),
    n.TBL: (n.TBLPR,),
}
"""What records changes of its own, and in which of its properties."""
_RECORDED = (*ROUND_RUNS, *n.CHANGE_RECORDS, n.CELL_INS, n.CELL_DEL)
END, THING = "\n", "\ufffc"
"""What stands in the text for the end of a paragraph, and for what a run holds that is no text."""

Was = tuple[bytes, ...]
Place = tuple[str, str, int, int, str, Was]
"""The mark, what it describes ("" for words), where the text of that begins and ends, its words, and how it looked.

The words are given where none of them is left, and are else in the text.
"""


@dataclass(eq=False)
class Stretch:
    """Words that came or went in one go; what went stands between two characters of the text that is left."""

    mark: etree._Element
    start: int
    words: str
    came: bool
    is_end: bool = False
    """It is the end of a paragraph, and no words."""

    @property
    def moved(self) -> bool:
        """Whether they moved."""
        return self.mark.tag in _MOVED

    @property
    def stop(self) -> int:
        """Where it ends in the text that is left."""
        return self.start + len(self.words) if self.came else self.start


@dataclass(frozen=True)
class Look:
    """Words that look otherwise now, and how they looked."""

    mark: etree._Element
    start: int
    stop: int
    was: Was


@dataclass
class Story:
    """The text of a story when all changes are accepted, and its changes."""

    text: str = ""
    stretches: list[Stretch] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)
    records: dict[Place, etree._Element] = field(default_factory=dict)
    """Changes of what describes words, paragraphs, rows, cells and tables, each by its one place."""


def story_of(root: etree._Element, with_ends: bool = True) -> Story:
    """Return what a story's tracked changes say; `with_ends`, the ends of paragraphs count as text."""
    return _Reading(with_ends).read(root)


@dataclass
class _Holder:
    """An element that may record changes: where its text begins, and its words that went."""

    element: etree._Element
    start: int
    gone: list[str] = field(default_factory=list)


class _Reading:
    def __init__(self, with_ends: bool) -> None:
        self._with_ends = with_ends
        self._said: list[str] = []
        self._length = 0
        self._story = Story()
        self._marks: list[etree._Element] = []
        """The marks round what is read: those of rows and cells first, then those round runs."""
        self._holders: list[_Holder] = []
        self._found: list[tuple[Place, etree._Element]] = []

    def read(self, root: etree._Element) -> Story:
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                self._begin(element)
            else:
                self._end(element)
        counts = Counter(place for place, _ in self._found)
        self._story.records = {place: mark for place, mark in self._found if counts[place] == 1}
        self._story.text = "".join(self._said)
        return self._story

    def _begin(self, element: etree._Element) -> None:
        tag, above = element.tag, element.getparent()
        if tag in ROUND_RUNS and (above is None or above.tag not in ASIDE):
            self._marks.append(element)
            self._holders.append(_Holder(element, self._length))
        elif tag in _PROPERTIES:
            self._marks += self._of_the_whole(element)
            self._holders.append(_Holder(element, self._length))
        if above is not None and above.tag == n.R and tag not in SAYS_NO_TEXT:
            self._say((element.text or "") if tag in {n.T, n.DEL_TEXT} else THING, self._owner(self._marks))

    def _end(self, element: etree._Element) -> None:
        tag, above = element.tag, element.getparent()
        if tag == n.P:
            self._end_paragraph(element)
        if tag in ROUND_RUNS and (above is None or above.tag not in ASIDE):
            self._marks.pop()
            holder = self._holders.pop()
            if self._length == holder.start and (tag in _CAME or not holder.gone):
                # Nothing of it is left, or there never was a word in it.
                self._found.append(((str(tag), "", holder.start, holder.start, "".join(holder.gone), ()), element))
        elif tag in _PROPERTIES:
            del self._marks[len(self._marks) - len(self._of_the_whole(element)) :]
            self._record(self._holders.pop())

    @staticmethod
    def _of_the_whole(element: etree._Element) -> list[etree._Element]:
        """Return the marks by which a row or cell came or went with all that it holds."""
        if element.tag not in {n.TR, n.TC}:
            return []
        properties = element.find(n.TRPR if element.tag == n.TR else n.TCPR)
        return [] if properties is None else [each for each in properties if each.tag in _GONE | _CAME]

    @staticmethod
    def _owner(marks: list[etree._Element]) -> etree._Element | None:
        """Return the innermost mark by which words went or, where none of them did, came."""
        if not marks:
            return None
        return next((mark for mark in reversed(marks) if mark.tag in _GONE), marks[-1])

    def _say(self, words: str, owner: etree._Element | None, is_end: bool = False) -> None:
        if not words:
            return
        gone = owner is not None and owner.tag in _GONE
        if owner is not None:
            last = self._story.stretches[-1] if self._story.stretches else None
            if last is not None and last.mark is owner and last.stop == self._length and not is_end:
                last.words += words
            else:
                self._story.stretches.append(Stretch(owner, self._length, words, not gone, is_end))
        if gone:
            for holder in self._holders:
                holder.gone.append(words)
        else:
            self._said.append(words)
            self._length += len(words)

    def _end_paragraph(self, paragraph: etree._Element) -> None:
        properties = paragraph.find(_END_OF_PARAGRAPH)
        own = [] if properties is None else [each for each in properties if each.tag in ROUND_RUNS]
        owner = self._owner([*self._marks, *own])
        if self._with_ends:
            self._say(END, owner, is_end=owner in own)

    def _record(self, holder: _Holder) -> None:
        tag = holder.element.tag
        # What becomes of the words of a paragraph says nothing of how the paragraph looks: its end tells it apart.
        start = self._length if tag == n.P else holder.start
        words = "".join(holder.gone) if holder.start == self._length else ""
        for where, was, mark in _recorded(holder.element):
            if tag == n.R and mark.tag == n.RPR_CHANGE and start < self._length:
                self._story.looks.append(Look(mark, start, self._length, was))
            elif not (self._with_ends and where == f"p {n.local(n.RPR)}" and mark.tag in ROUND_RUNS):
                self._found.append(((str(mark.tag), where, start, self._length, words, was), mark))


def _recorded(holder: etree._Element) -> Iterator[tuple[str, Was, etree._Element]]:
    """Yield the changes in what describes an element: what and where, how it looked before, and the mark."""
    for where in _PROPERTIES[holder.tag]:
        properties = holder.find(where)
        for mark in properties.iterchildren(*_RECORDED) if properties is not None else ():
            was = [etree.tostring(each, method="c14n") for before in mark for each in before]
            yield f"{n.local(holder.tag)} {n.local(where)}", tuple(sorted(was)), mark
