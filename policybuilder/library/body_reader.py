"""The lines of a clause's body -> its passages, followed through every branch of its tests at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from policybuilder.library.body_tags import Tag, tags_of

Kind = Literal["paragraph", "item", "row", "header", "heading", "quote"]

_ITEM = re.compile(r"(?:[-*+]|[0-9]{1,9}[.)])(?:[ \t]+|$)")
_HEADING = re.compile(r"#{1,6}[ \t]*")
_QUOTE = re.compile(r">[ \t]?")
_BAR = re.compile(r"\|[ \t]*")
_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-{1,}:?[ \t]*(?:\|[ \t]*:?-{1,}:?[ \t]*)*\|?[ \t]*$")
_TAG = re.compile(r"\{[{%#].*?[}%#]\}")
_MOST_TURNS = 40
"""How many more paragraphs a loop is taken to print at most, where it matters which number a later one has."""


@dataclass(frozen=True)
class Passage:
    """A paragraph, heading, list item, table row or quotation of a body.

    `start` and `end` are its place in the text, an item's nested items included; `marks` the places before its first
    word, one for each line it can start on; `number` that of its paragraph as authored, 0 for none; `ordinals` the
    numbers that a paragraph can have when printed; `tests` those around all of its words; `repeated` whether a loop
    prints it over and over. `parent` is the item it is nested in and `group` the list or table, -1 for none. `after`
    are earlier passages that it is printed in one paragraph with, for some council, though others stand between them.
    """

    kind: Kind
    start: int
    end: int
    marks: tuple[int, ...]
    number: int
    ordinals: frozenset[int]
    tests: tuple[str, ...]
    repeated: bool
    parent: int
    group: int
    after: tuple[int, ...] = ()


@dataclass(frozen=True)
class Statement:
    """Where a whole test or loop stands, from its first tag to the end of its last."""

    start: int
    end: int


class _State(NamedTuple):
    """What may have been printed before a place: the passage still open, a blank line after it, how many paragraphs."""

    open: int = -1
    blank: bool = False
    paragraphs: int = 0
    printed: bool = False


@dataclass
class _Found:
    kind: Kind
    indent: int
    parent: int
    group: int
    start: int
    end: int
    tests: tuple[str, ...] | None = None
    loops: int = 1_000
    marks: list[int] = field(default_factory=list)
    ordinals: set[int] = field(default_factory=set)
    joined: int = -1
    after: set[int] = field(default_factory=set)


@dataclass
class _Frame:
    tag: Tag
    entry: set[_State]
    passages: int
    outs: set[_State] = field(default_factory=set)
    test: str = ""
    complete: bool = False


def read_passages(text: str) -> tuple[tuple[Passage, ...], tuple[Statement, ...]]:
    """Return the passages of a body in order, and its tests and loops."""
    reader = _Reader(text)
    reader.read()
    return reader.passages(), tuple(reader.statements)


def _is_rule(line: str) -> bool:
    """Return whether a line, its tags left out, is the one below the header of a table."""
    return bool(_RULE.match(_TAG.sub("", line)))


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[_Found] = []
        self.statements: list[Statement] = []
        self.states: set[_State] = {_State()}
        self.frames: list[_Frame] = []
        self.groups = 0
        self.line_passage = -1

    def read(self) -> None:
        tags = list(tags_of(self.text))
        at, position = 0, 0
        while at <= len(self.text):
            end = self._line_end(at, tags)
            inside = []
            while position < len(tags) and tags[position].start < max(end, at + 1):
                inside.append(tags[position])
                position += 1
            self._line(at, end, inside)
            at = end + 1

    def _line_end(self, at: int, tags: list[Tag]) -> int:
        """Return where a line ends; a tag over several lines belongs to one."""
        end = self.text.find("\n", at)
        while end >= 0 and (tag := next((tag for tag in tags if tag.start < end < tag.end), None)):
            end = self.text.find("\n", tag.end)
        return len(self.text) if end < 0 else end

    def _line(self, start: int, end: int, tags: list[Tag]) -> None:
        pieces = list(self._pieces(start, end, tags))
        printing = any(isinstance(piece, Tag) and piece.word == "value" for piece in pieces)
        printing = printing or any(not isinstance(piece, Tag) and self._words(piece) for piece in pieces)
        self.line_passage = -1
        for piece in pieces:
            if isinstance(piece, Tag) and piece.word != "value":
                self._statement(piece)
            elif isinstance(piece, Tag):
                self._print(start, end, piece.start, optional=" if " in piece.text)
            elif words := self._words(piece):
                self._print(start, end, piece[1] - len(words))
        if printing or not tags:
            # A line of nothing but tests leaves nothing behind, not even an empty line.
            self._end_line()
        if self.line_passage >= 0:
            passage = self.found[self._root(self.line_passage)]
            passage.end = max(passage.end, start + len(self.text[start:end].rstrip()))

    def _pieces(self, start: int, end: int, tags: list[Tag]) -> Iterator[Tag | tuple[int, int]]:
        at = start
        for tag in tags:
            if tag.start > at:
                yield at, tag.start
            yield tag
            at = tag.end
        if at < end:
            yield at, end

    def _words(self, piece: tuple[int, int]) -> str:
        return self.text[piece[0] : piece[1]].lstrip()

    # Tests and loops -------------------------------------------------------------------------------------

    def _statement(self, tag: Tag) -> None:
        if tag.word in ("if", "for"):
            self.frames.append(_Frame(tag, set(self.states), len(self.found), test=tag.text))
        elif tag.word in ("elif", "else") and self.frames:
            frame = self.frames[-1]
            frame.outs |= self.states
            alone = frame.test == frame.tag.text and frame.tag.word == "if"
            otherwise = f"unless {frame.tag.text.removeprefix('if ')}" if alone else f"else of {frame.tag.text}"
            frame.test = tag.text if tag.word == "elif" else otherwise
            frame.complete = frame.complete or tag.word == "else"
            self.states = set(frame.entry)
        elif tag.word in ("endif", "endfor") and self.frames:
            frame = self.frames.pop()
            frame.outs |= self.states
            self.states = frame.outs | (set() if frame.complete else frame.entry)
            self.statements.append(Statement(frame.tag.start, tag.end))
            if tag.word == "endfor":
                self._over_and_over(frame)

    def _over_and_over(self, frame: _Frame) -> None:
        """Let every paragraph of a loop, and what follows, have any later number, too."""
        inside = [each for each in self.found[frame.passages :] if each.ordinals]
        if not inside:
            return
        for each in inside:
            first = min(each.ordinals)
            each.ordinals |= set(range(first, first + _MOST_TURNS))
        low = min(state.paragraphs for state in self.states)
        counts = range(low, low + _MOST_TURNS)
        self.states = {state._replace(paragraphs=count) for state in self.states for count in counts}

    # Words -----------------------------------------------------------------------------------------------

    def _print(self, start: int, end: int, at: int, optional: bool = False) -> None:
        """Follow some words of a line, or a value, that stand at a place."""
        waiting = {state for state in self.states if not state.printed}
        if waiting:
            self._open_line(start, end, at, waiting, optional)
        if self.line_passage >= 0 and not optional:
            passage = self.found[self._root(self.line_passage)]
            tests = tuple(frame.test for frame in self.frames)
            if passage.tests is None or len(tests) < len(passage.tests):
                passage.tests = tests
            passage.loops = min(passage.loops, sum(frame.tag.word == "for" for frame in self.frames))

    def _open_line(self, start: int, end: int, at: int, waiting: set[_State], optional: bool) -> None:
        indent = len(self.text[start:end]) - len(self.text[start:end].lstrip())
        kind, mark = self._kind(start, end, at, start + indent, waiting)
        going_on = {state for state in waiting if self._goes_on(state, kind, indent)}
        lines = kind == "lines"
        if lines and not going_on and (last := self._last()) >= 0:
            # Lines that are kept as typed have no mark of their own; they belong to what stands before them.
            self.line_passage = last
            self.states = (self.states - waiting) | {state._replace(printed=True) for state in waiting}
            return
        begins = waiting - going_on
        number = self._passage(
            "paragraph" if lines else kind, start + indent, indent, waiting, going_on, self.line_passage
        )
        passage = self.found[number]
        apart = any(self._root(state.open) != number for state in going_on)
        if (begins or apart) and mark >= 0 and mark not in passage.marks:
            passage.marks.append(mark)
        after = {state._replace(open=number, blank=False, printed=True) for state in going_on}
        for state in begins:
            count = state.paragraphs + (kind == "paragraph")
            if kind == "paragraph":
                passage.ordinals.add(count)
            after.add(_State(number, False, count, True))
        self.states = (self.states - waiting) | after | (waiting if optional else set())
        self.line_passage = number

    def _kind(
        self, start: int, end: int, at: int, first: int, waiting: set[_State]
    ) -> tuple[Kind | Literal["lines", "rule"], int]:
        """Return what a line begins with, and where its first word stands."""
        for pattern, kind in _STARTS:
            if found := pattern.match(self.text, at, end):
                if kind != "row":
                    return kind, found.end()
                if _is_rule(self.text[start:end]):
                    return "rule", -1
                return self._row(end, waiting), found.end()
        opens = [self.found[self._root(state.open)].kind for state in waiting if state.open >= 0]
        if first - start >= 4 and not any(kind in ("item", "paragraph", "quote") for kind in opens):
            return "lines", -1
        return "paragraph", first

    def _row(self, end: int, waiting: set[_State]) -> Kind:
        following = self.text[end + 1 :].partition("\n")[0]
        return "header" if following.strip() and _is_rule(following) else "row"

    def _goes_on(self, state: _State, kind: str, indent: int) -> bool:
        """Return whether a line of a kind goes on with the passage that is open."""
        if state.open < 0:
            return False
        opened = self.found[self._root(state.open)].kind
        if kind == "rule":
            return opened == "header"
        if kind == "quote":
            return opened == "quote" and not state.blank
        if kind in ("paragraph", "lines"):
            if opened == "item":
                return not state.blank or indent > 0
            return opened in ("paragraph", "quote") and not state.blank
        return False

    def _passage(
        self, kind: str, start: int, indent: int, waiting: set[_State], going_on: set[_State], known: int
    ) -> int:
        """Return the passage that a line belongs to: those that it goes on with become one, or a new one begins."""
        opened = {self._root(state.open) for state in going_on}
        joined = sorted(opened | ({self._root(known)} if known >= 0 else set()))
        # Lines are one passage when nothing else stands between them; else they only share a paragraph at times.
        if joined and all(self._root(number) in joined for number in range(joined[0], len(self.found))):
            first, *others = joined
            for other in others:
                self._join(first, other)
            return first
        if known >= 0:
            return self._root(known)
        parent, group = self._around(kind, indent, waiting)
        made: Kind = "row" if kind == "rule" else kind  # type: ignore[assignment]
        self.found.append(_Found(made, indent, parent, group, start, start, after=opened))
        return len(self.found) - 1

    def _around(self, kind: str, indent: int, waiting: set[_State]) -> tuple[int, int]:
        """Return the item that a new one is nested in, and the list or table that it belongs to; -1 for none."""
        if kind not in ("item", "row", "header", "rule"):
            return -1, -1
        opened = [self._root(state.open) for state in waiting if state.open >= 0]
        if kind == "item":
            for number in opened:
                sibling, parent = number, -1
                while sibling >= 0 and self.found[sibling].kind == "item" and self.found[sibling].indent > indent:
                    sibling = self.found[sibling].parent
                if sibling < 0 or self.found[sibling].kind != "item":
                    continue
                if self.found[sibling].indent == indent:
                    return self.found[sibling].parent, self.found[sibling].group
                parent = sibling
                self.groups += 1
                return parent, self.groups
        elif kind == "row":
            for number in opened:
                if self.found[number].kind in ("row", "header"):
                    return -1, self.found[number].group
        self.groups += 1
        return -1, self.groups

    def _end_line(self) -> None:
        after = set()
        for state in self.states:
            kind = self.found[self._root(state.open)].kind if state.open >= 0 else ""
            if state.printed:
                closed = kind == "heading"
                after.add(state._replace(printed=False, open=-1 if closed else state.open))
            else:
                after.add(state._replace(open=state.open if kind == "item" else -1, blank=True))
        self.states = after

    def _last(self) -> int:
        return len(self.found) - 1

    def _root(self, number: int) -> int:
        while self.found[number].joined >= 0:
            number = self.found[number].joined
        return number

    def _join(self, first: int, other: int) -> None:
        into, gone = self.found[first], self.found[other]
        gone.joined = first
        into.start, into.end = min(into.start, gone.start), max(into.end, gone.end)
        into.marks += gone.marks
        into.ordinals |= gone.ordinals
        into.after |= gone.after
        into.loops = min(into.loops, gone.loops)
        known = [tests for tests in (into.tests, gone.tests) if tests is not None]
        into.tests = min(known, key=len, default=None)

    # What was found --------------------------------------------------------------------------------------

    def passages(self) -> tuple[Passage, ...]:
        """Return the passages in the order of the file."""
        roots = sorted((number for number, each in enumerate(self.found) if each.joined < 0), key=self._start)
        place = {number: index for index, number in enumerate(roots)}
        for number in reversed(roots):
            if (parent := self.found[number].parent) >= 0:
                above = self.found[self._root(parent)]
                above.end = max(above.end, self.found[number].end)
        made: list[Passage] = []
        count, current = 0, 0
        for number in roots:
            each = self.found[number]
            if each.kind == "paragraph":
                count += 1
            current = 0 if each.kind == "heading" else count if each.kind == "paragraph" else current
            parent = place[self._root(each.parent)] if each.parent >= 0 else -1
            repeated = 0 < each.loops < 1_000
            tests = each.tests if each.tests is not None else ("",)
            made.append(
                Passage(
                    each.kind,
                    each.start,
                    each.end,
                    tuple(sorted(set(each.marks))),
                    current,
                    frozenset(each.ordinals),
                    tests,
                    repeated,
                    parent,
                    each.group,
                    tuple(sorted({place[self._root(other)] for other in each.after} - {place[number]})),
                )
            )
        return tuple(made)

    def _start(self, number: int) -> int:
        return self.found[number].start


_STARTS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (_ITEM, "item"),
    (_HEADING, "heading"),
    (_QUOTE, "quote"),
    (_BAR, "row"),
)
