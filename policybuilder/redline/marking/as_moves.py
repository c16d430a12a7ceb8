"""Write what a redline marks as deleted here and inserted there as the move that the new document has of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from lxml import etree

from policybuilder.ooxml import names as n

_SIDES = {n.MOVE_FROM: n.DEL, n.MOVE_TO: n.INS}
_STARTS = {n.w("moveFromRangeStart"): n.MOVE_FROM, n.w("moveToRangeStart"): n.MOVE_TO}
_ENDS = {n.w("moveFromRangeEnd"): n.MOVE_FROM, n.w("moveToRangeEnd"): n.MOVE_TO}
_RANGES = {n.MOVE_FROM: "moveFrom", n.MOVE_TO: "moveTo"}
_STAYS = {n.DEL_TEXT: n.T, n.DEL_INSTR_TEXT: n.INSTR_TEXT}
_TRACKED = frozenset({n.INS, n.DEL, n.MOVE_FROM, n.MOVE_TO})

Marks = list[etree._Element]


@dataclass
class MovedBy:
    """A move of a document: what marks the words where they left, and where they came to."""

    left: Marks = field(default_factory=list)
    came: Marks = field(default_factory=list)

    def marks(self, tag: str) -> Marks:
        """Return its marks of one tag, moveFrom or moveTo."""
        return self.left if tag == n.MOVE_FROM else self.came


def moves_of(root: etree._Element) -> dict[str, MovedBy]:
    """Return the moves of a story by their names, those alone that say both where words left and where they came."""
    found: dict[str, MovedBy] = {}
    begun: dict[tuple[str, str], str] = {}
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if event == "start" and tag in _STARTS:
            begun[_STARTS[tag], element.get(n.ID, "")] = element.get(n.NAME, "")
        elif event == "start" and tag in _ENDS:
            begun.pop((_ENDS[tag], element.get(n.ID, "")), None)
        elif event == "start" and tag in _SIDES and _parent_tag(element) != n.RPR:
            _put(found, begun, element)
        elif event == "end" and tag == n.P:  # a range begins inside the first paragraph, behind what describes its end
            for mark in element.iterfind(f"{n.PPR}/{n.RPR}/*"):
                if mark.tag in _SIDES:
                    _put(found, begun, mark)
    return {name: move for name, move in found.items() if name and move.left and move.came}


def _put(found: dict[str, MovedBy], begun: Mapping[tuple[str, str], str], mark: etree._Element) -> None:
    names = [name for (side, _), name in begun.items() if side == mark.tag]
    if names:
        found.setdefault(names[-1], MovedBy()).marks(mark.tag).append(mark)


def write_moves(
    marked: etree._Element,
    new: etree._Element,
    signed: Mapping[etree._Element, etree._Element],
    whole: Collection[etree._Element],
    fresh: Iterator[int],
) -> bool:
    """Write as moves what a redline has of the new document's moves, in place; return whether there was any.

    `signed` are the marks of the redline, each with the change whose author it has; `whole` the changes that it has
    from their first word to their last. A move is written where it has all of both its sides, as deleted and inserted.
    """
    moves = moves_of(new)
    if not moves:
        return False
    names = {start.get(n.NAME) for start in marked.iter(*_STARTS)}
    unused = (name for name in (f"move{number}" for number in count(1)) if name not in names)
    order = {mark: at for at, mark in enumerate(marked.iter(*_TRACKED))}
    ours: dict[etree._Element, Marks] = {}
    for mark, change in signed.items():
        ours.setdefault(change, []).append(mark)
    any_written = False
    for move in moves.values():
        if not all(change in whole for change in (*move.left, *move.came)):
            continue
        sides = {
            tag: sorted((mark for change in move.marks(tag) for mark in ours.get(change, ())), key=order.__getitem__)
            for tag in _SIDES
        }
        if not all(marks and {mark.tag for mark in marks} == {_SIDES[tag]} for tag, marks in sides.items()):
            continue
        name = next(unused)
        for tag, marks in sides.items():
            _write_side(tag, marks, name, fresh)
        any_written = True
    return any_written


def _write_side(tag: str, marks: Marks, name: str, fresh: Iterator[int]) -> None:
    for mark in marks:
        mark.tag = tag
        for text in mark.iter(*_STAYS):
            if next(text.iterancestors(*_TRACKED)) is mark:
                text.tag = _STAYS[text.tag]
    number = str(next(fresh))
    start = etree.Element(n.w(f"{_RANGES[tag]}RangeStart"), {n.ID: number})
    for each in (n.AUTHOR, n.DATE):
        if marks[0].get(each) is not None:
            start.set(each, marks[0].get(each, ""))
    start.set(n.NAME, name)
    end = etree.Element(n.w(f"{_RANGES[tag]}RangeEnd"), {n.ID: number})
    _put_start(marks[0], start)
    if _parent_tag(marks[-1]) == n.RPR:
        next(marks[-1].iterancestors(n.P)).addnext(end)
    else:
        marks[-1].addnext(end)


def _put_start(mark: etree._Element, start: etree._Element) -> None:
    """Put the beginning of a range before a mark round words, or first in a paragraph whose end alone is marked."""
    if _parent_tag(mark) != n.RPR:
        mark.addprevious(start)
        return
    paragraph = next(mark.iterancestors(n.P))
    inside = next((each for each in paragraph.iter(*_TRACKED) if each.tag == mark.tag and each is not mark), None)
    if inside is not None and _parent_tag(inside) == n.P:
        inside.addprevious(start)
    else:
        paragraph.append(start)


def _parent_tag(element: etree._Element) -> str:
    parent = element.getparent()
    return "" if parent is None else str(parent.tag)
