"""Write kept, split and joined paragraphs: the words that changed, and the paragraph marks between them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from copy import deepcopy

from lxml import etree

from policybuilder.ooxml import names as n
from policybuilder.ooxml.elements import attributes
from policybuilder.redline.marking.ink import COME, GONE, KEPT
from policybuilder.redline.marking.inline import InlineWriter, twin_pieces
from policybuilder.redline.marking.marking import Marking
from policybuilder.redline.marking.properties import paragraph_properties, same_kind_of_mark
from policybuilder.redline.planning.words import Op, difference
from policybuilder.redline.reading.tokens import TEXT, Line, RunPart, Token, Wrap, line_of

ChangeInside = Callable[[etree._Element, etree._Element], etree._Element]
"""Returns what stands for an old and a new text box or note reference, with the changes in it marked."""

_MARK = "¶"
_LETTERS = "x"
_LONG_FIELD = 8


class _Stream:
    """Several paragraphs as one sequence of tokens, with a token for each paragraph mark between them."""

    def __init__(self, lines: list[Line]) -> None:
        self.tokens: list[Token] = []
        self.points: dict[int, list[etree._Element]] = {}
        self.owners: dict[int, etree._Element] = {}
        for at, line in enumerate(lines):
            start = len(self.tokens)
            for place, points in line.points.items():
                self.points.setdefault(start + place, []).extend(points)
            self.tokens += line.tokens
            if at < len(lines) - 1:
                self.owners[len(self.tokens)] = line.paragraph
                self.tokens.append(Token(_MARK, (_MARK,), []))
        self.last = lines[-1].paragraph


def write_paragraphs(
    old: list[etree._Element], new: list[etree._Element], marking: Marking, change_inside: ChangeInside
) -> list[etree._Element]:
    """Return the paragraphs of a redline of some old paragraphs and the new ones that they became.

    The last mark on both sides is the same mark; the others are found by the words around them.
    """
    mine = _Stream([line_of(paragraph, marking.refs) for paragraph in old])
    theirs = _Stream([line_of(paragraph, marking.refs) for paragraph in new])
    ops = difference(mine.tokens, theirs.tokens)
    return _Writing(mine, theirs, ops, marking, change_inside).write()


class _Writing:
    def __init__(
        self, old: _Stream, new: _Stream, ops: list[Op], marking: Marking, change_inside: ChangeInside
    ) -> None:
        self._old, self._new, self._ops, self._marking = old, new, ops, marking
        self._change_box_or_note = change_inside
        self._twins = _twins(ops, old.tokens, new.tokens)
        self._inline = InlineWriter(marking.ink, self._twins)
        self._written: list[etree._Element] = []
        self._current = etree.Element(n.P)

    def write(self) -> list[etree._Element]:
        """Return the paragraphs, marked."""
        self._inline.start(self._current)
        at_new = 0
        for op in self._steps():
            if op.old >= 0 and op.new < 0:
                self._ends_of_empty(at_new)
            if op.old >= 0:
                self._old_points(op.old)
            if op.new >= 0:
                self._new_points(op.new)
                at_new = op.new + 1
            self._write_op(op)
        self._old_points(len(self._old.tokens))
        self._new_points(len(self._new.tokens))
        self._end_with_kept_mark(self._old.last, self._new.last)
        return self._written

    def _steps(self) -> Iterable[Op]:
        if self._marking.by_character:
            return _letter_by_letter(self._ops, self._old, self._new)
        halved = self._marking.halved
        return _letter_by_letter(self._ops, self._old, self._new, halved) if halved else self._ops

    def _change_letters(self, old: Token, new: Token) -> None:
        """Mark only what differs between two words: what they begin and end with alike stays."""
        shorter = min(len(old.text), len(new.text))
        start = 0
        while start < shorter and old.text[start] == new.text[start]:
            start += 1
        end = 0
        while end < shorter - start and old.text[-1 - end] == new.text[-1 - end]:
            end += 1
        self._keep_pieces(_cut(old.pieces, 0, start), _cut(new.pieces, 0, start))
        self._replace(_cut(old.pieces, start, len(old.text) - end), _cut(new.pieces, start, len(new.text) - end))
        self._keep_pieces(
            _cut(old.pieces, len(old.text) - end, len(old.text)), _cut(new.pieces, len(new.text) - end, len(new.text))
        )

    def _keep_pieces(self, old: list[RunPart], new: list[RunPart]) -> None:
        for mine, theirs in twin_pieces(old, new) or []:
            self._inline.write(KEPT, theirs, mine)

    def _old_points(self, at: int) -> None:
        for point in self._marking.old_points(self._old.points.get(at, [])):
            self._inline.point(point)

    def _new_points(self, at: int) -> None:
        for point in self._new.points.get(at, []):
            self._inline.point(deepcopy(point))

    def _ends_of_empty(self, at: int) -> None:
        """Write, before what was deleted here, the ends of empty bookmarks that stand at a place of the new words."""
        points = self._new.points.get(at, [])
        early = self._marking.ends_of_empty(points)
        for point in early:
            self._inline.point(deepcopy(point))
        self._new.points[at] = [point for point in points if point not in early]

    def _write_op(self, op: Op) -> None:
        if op.sign == "-":
            token = self._old.tokens[op.old]
            if token.text == _MARK and not token.pieces:
                self._end_paragraph(GONE, None, self._old.owners[op.old])
            for piece in token.pieces:
                self._inline.write(GONE, piece)
        elif op.sign == "+":
            token = self._new.tokens[op.new]
            if token.text == _MARK and not token.pieces:
                self._end_paragraph(COME, self._new.owners[op.new], None)
            for piece in token.pieces:
                self._inline.write(COME, piece)
        else:
            old, new = self._old.tokens[op.old], self._new.tokens[op.new]
            if not old.pieces and not new.pieces:
                self._end_with_kept_mark(self._old.owners[op.old], self._new.owners[op.new])
            elif op.sign == "=":
                self._keep(old, new)
            elif op.sign == _LETTERS:
                self._change_letters(old, new)
            else:
                self._change_inside(old, new)

    def _keep(self, old: Token, new: Token) -> None:
        if old.group is not None and new.group is not None and old.group.kind == "field":
            self._change_inside(old, new)
            return
        pairs = twin_pieces(old.pieces, new.pieces)
        if pairs is None:
            self._replace(old.pieces, new.pieces)
            return
        for mine, theirs in pairs:
            self._inline.write(KEPT, theirs, mine)

    def _replace(self, old: list[RunPart], new: list[RunPart]) -> None:
        for piece in old:
            self._inline.write(GONE, piece)
        for piece in new:
            self._inline.write(COME, piece)

    def _change_inside(self, old: Token, new: Token) -> None:
        mine, theirs = old.group, new.group
        assert mine is not None
        assert theirs is not None
        if mine.kind == "field":
            if old.key != new.key and min(len(mine.inner), len(theirs.inner)) < _LONG_FIELD:
                self._replace(old.pieces, new.pieces)
                return
            opening = twin_pieces(mine.opening, theirs.opening)
            closing = twin_pieces(mine.closing, theirs.closing)
            if opening is None or closing is None:
                self._replace(old.pieces, new.pieces)
                return
            for left, right in opening:
                self._inline.write(KEPT, right, left)
            for op in difference(mine.inner, theirs.inner):
                if op.sign == "-":
                    for piece in mine.inner[op.old].pieces:
                        self._inline.write(GONE, piece)
                elif op.sign == "+":
                    for piece in theirs.inner[op.new].pieces:
                        self._inline.write(COME, piece)
                elif op.sign == "=":
                    self._keep(mine.inner[op.old], theirs.inner[op.new])
                else:
                    self._change_inside(mine.inner[op.old], theirs.inner[op.new])
            for left, right in closing:
                self._inline.write(KEPT, right, left)
            return
        before, after = old.pieces[0], new.pieces[0]
        assert before.node is not None
        assert after.node is not None
        node = self._change_box_or_note(before.node, after.node)
        self._inline.write(KEPT, after, before, node)

    def _end_paragraph(self, status: str, new: etree._Element | None, old: etree._Element | None) -> None:
        source = old if new is None else new
        assert source is not None
        self._inline.finish()
        for name, value in attributes(source).items():
            if new is not None or not name.startswith(f"{{{n.WORD_2010}}}"):
                self._current.set(name, value)
        properties = paragraph_properties(status, new, old, self._marking.ink, self._marking.refs)
        if properties is not None:
            self._current.insert(0, properties)
        self._written.append(self._current)
        self._current = etree.Element(n.P)
        self._inline.start(self._current)

    def _end_with_kept_mark(self, old: etree._Element, new: etree._Element) -> None:
        if same_kind_of_mark(old, new):
            self._end_paragraph(KEPT, new, old)
        else:
            # One of the two ends a section: that mark stands with the text, the other in a paragraph of its own.
            if new.find(f"{n.PPR}/{n.SECTPR}") is not None:
                self._end_paragraph(COME, new, None)
                self._end_paragraph(GONE, None, old)
            else:
                self._end_paragraph(GONE, None, old)
                self._end_paragraph(COME, new, None)


def _letter_by_letter(ops: list[Op], old: _Stream, new: _Stream, words: Collection[str] | None = None) -> Iterator[Op]:
    """Yield the steps with as many words for as many others taken word by word, so that like letters can stay.

    With `words`, only what becomes one of these is.
    """
    at = 0
    while at < len(ops):
        end = at
        while end < len(ops) and ops[end].sign == "-":
            end += 1
        middle = end
        while middle > at and end < len(ops) and ops[end].sign == "+":
            end += 1
        gone, come = ops[at:middle], ops[middle:end]
        pairs = [(old.tokens[a.old], new.tokens[b.new]) for a, b in zip(gone, come, strict=False)]
        wanted = words is None or any(after.text in words for _, after in pairs)
        if wanted and gone and len(gone) == len(come) and all(_may_share_letters(*pair) for pair in pairs):
            for before, after in zip(gone, come, strict=True):
                same = old.tokens[before.old].key == new.tokens[after.new].key
                yield Op("=" if same else _LETTERS, before.old, after.new)
        elif words is not None and wanted and gone and come:
            yield from _halves(gone, come, old, new, words)
        else:
            yield from ops[at : max(end, at + 1)]
        at = max(end, at + 1)


def _halves(gone: list[Op], come: list[Op], old: _Stream, new: _Stream, words: Collection[str]) -> Iterator[Op]:
    """Yield words that went and came, those letter by letter that became one of some words and begin or end like it."""
    for at, after in enumerate(come):
        came = new.tokens[after.new]
        if came.text not in words:
            continue
        for place, before in enumerate(gone):
            went = old.tokens[before.old]
            if _may_share_letters(went, came) and _is_half(went.text, came.text):
                yield from (*gone[:place], *come[:at], Op(_LETTERS, before.old, after.new))
                yield from _halves(gone[place + 1 :], come[at + 1 :], old, new, words)
                return
    yield from (*gone, *come)


def _is_half(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return longer.startswith(shorter) or longer.endswith(shorter)


def _may_share_letters(old: Token, new: Token) -> bool:
    if not (old.pieces and new.pieces and old.is_space == new.is_space):
        return False
    return all(token.pieces[0].kind == TEXT for token in (old, new)) and _wraps(old) == _wraps(new)


def _wraps(token: Token) -> list[object]:
    return [wrap.key for wrap in token.pieces[0].wraps]


def _cut(pieces: list[RunPart], start: int, end: int) -> list[RunPart]:
    """Return the part of some text pieces between two places in their joined text."""
    found: list[RunPart] = []
    at = 0
    for piece in pieces:
        low, high = max(start - at, 0), min(end - at, len(piece.text))
        if low < high:
            found.append(piece.part(low, high))
        at += len(piece.text)
    return found


def _twins(ops: list[Op], old: list[Token], new: list[Token]) -> dict[Wrap, Wrap]:
    """Return which old wrapper (hyperlink, control) is which new one: those that share a kept token."""
    found: dict[Wrap, Wrap] = {}
    taken: set[Wrap] = set()
    for op in ops:
        if op.sign not in "=~" or not old[op.old].pieces or not new[op.new].pieces:
            continue
        mine, theirs = old[op.old].pieces[0].wraps, new[op.new].pieces[0].wraps
        for left, right in zip(mine, theirs, strict=False):
            if left not in found and right not in taken and left.key == right.key:
                found[left] = right
                taken.add(right)
    return found
