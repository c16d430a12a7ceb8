"""Write the content of paragraphs, piece by piece, with each piece's mark inside the wrapper it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from policybuilder.ooxml import names as n
from policybuilder.ooxml.elements import attributes, like
from policybuilder.redline.marking.ink import GONE, KEPT, MOVED_AWAY, Ink, text_element
from policybuilder.redline.marking.properties import record_formatting
from policybuilder.redline.marking.whole import delete_texts, go_with_content, mark_runs
from policybuilder.redline.proving.fields import SIMPLE
from policybuilder.redline.reading.tokens import ATOM, INSTRUCTION, POINT, TEXT, RunPart, Wrap

_OLD_SIDE = frozenset({GONE, MOVED_AWAY})
_AS_FIELDS = frozenset({n.HYPERLINK, SIMPLE})


class InlineWriter:
    """Writes pieces into one paragraph after another. `twins` says which old wrapper is which new one."""

    def __init__(self, ink: Ink, twins: dict[Wrap, Wrap]) -> None:
        """Start without a paragraph; `start` gives the first."""
        self._ink = ink
        self._twins = twins
        self._kept_wraps = set(twins.values())
        self._open: list[tuple[Wrap, etree._Element]] = []
        self._closing: list[tuple[etree._Element, etree._Element] | None] = []
        self._paragraph = etree.Element(n.P)
        self._holder: etree._Element | None = None
        self._holder_status = ""
        self._run: etree._Element | None = None
        self._run_key: tuple[object, ...] = ()
        self._words: list[str] = []
        self._words_tag = ""

    def start(self, paragraph: etree._Element) -> None:
        """Write into this paragraph from now on."""
        self._close_to(0)
        self._paragraph = paragraph

    def point(self, element: etree._Element) -> None:
        """Write a bookmark or comment point here."""
        self._end_run()
        self._holder = None
        self._parent().append(element)

    def write(
        self, status: str, piece: RunPart, old: RunPart | None = None, node: etree._Element | None = None
    ) -> None:
        """Write a piece with its status; `old` is its old self, `node` what to write instead of its own node."""
        if piece.kind == POINT:
            if status not in _OLD_SIDE and piece.node is not None:
                self.point(deepcopy(piece.node))
            return
        self._enter(
            tuple(self._twins.get(wrap, wrap) for wrap in piece.wraps) if status in _OLD_SIDE else piece.wraps, status
        )
        if piece.run is None and status != KEPT and piece.node is not None and piece.node.tag in _AS_FIELDS:
            self._write_field(status, piece.node)
            return
        if piece.run is None:
            self._end_run()
            self._target(status).append(self._atom(status, piece, node))
            return
        change = old is not None and old.formatting != piece.formatting
        key = (id(piece.run), status, id(old.run) if change and old is not None else 0)
        if self._run is None or key != self._run_key:
            self._start_run(status, piece, old if change else None)
            self._run_key = key
        assert self._run is not None
        if piece.kind == ATOM:
            self._end_words()
            self._run.append(self._atom(status, piece, node))
            return
        tag = _text_tag(piece.kind, status)
        if tag != self._words_tag:
            self._end_words()
            self._words_tag = tag
        self._words.append(piece.text)

    def _end_words(self) -> None:
        """Write the words of the run that wait; joined only once, so that a long run costs no more for each."""
        if self._words and self._run is not None:
            self._run.append(text_element(self._words_tag, "".join(self._words)))
        self._words = []
        self._words_tag = ""

    def _write_field(self, status: str, node: etree._Element) -> None:
        """Write a simple field, or a link that holds nothing, that came or went: as runs, which can be marked."""
        self._end_run()
        self._holder = None
        whole = etree.Element(n.P)
        whole.append(self._ink.copy_of_old(node) if status in _OLD_SIDE else deepcopy(node))
        for point in list(whole.iter(*n.MARKERS)) if status in _OLD_SIDE else ():
            above = point.getparent()
            if above is not None:
                above.remove(point)
        mark_runs(whole, status, self._ink)
        self._parent().extend(list(whole))

    def _atom(self, status: str, piece: RunPart, node: etree._Element | None) -> etree._Element:
        if node is not None:
            return node
        assert piece.node is not None
        copy = self._ink.copy_of_old(piece.node) if status in _OLD_SIDE else deepcopy(piece.node)
        if status == GONE:
            delete_texts(copy)
        return copy

    def _start_run(self, status: str, piece: RunPart, old: RunPart | None) -> None:
        source = piece.run
        assert source is not None
        self._end_words()
        run = etree.SubElement(self._target(status), n.R, attributes(source))
        formatting = source.find(n.RPR)
        if formatting is not None:
            run.append(deepcopy(formatting))
        if old is not None and old.run is not None:
            target = run.find(n.RPR)
            if target is None:
                target = etree.SubElement(run, n.RPR)
            record_formatting(target, old.run.find(n.RPR), self._ink)
        self._run = run

    def _target(self, status: str) -> etree._Element:
        """Return the element that takes runs of this status: a revision mark, or the parent itself."""
        if status == KEPT:
            self._holder = None
            return self._parent()
        if self._holder is None or self._holder_status != status:
            self._holder = self._ink.run_mark(status)
            self._holder_status = status
            self._parent().append(self._holder)
        return self._holder

    def _parent(self) -> etree._Element:
        return self._open[-1][1] if self._open else self._paragraph

    def _end_run(self) -> None:
        self._end_words()
        self._run = None
        self._run_key = ()

    def _enter(self, wraps: Sequence[Wrap], status: str) -> None:
        same = 0
        while same < len(wraps) and same < len(self._open) and self._open[same][0] is wraps[same]:
            same += 1
        if same == len(wraps) == len(self._open):
            return
        self._close_to(same)
        for wrap in wraps[same:]:
            self._open_wrap(wrap, status)

    def _close_to(self, depth: int) -> None:
        self._end_run()
        self._holder = None
        while len(self._open) > depth:
            _, inside = self._open.pop()
            ranges = self._closing.pop()
            if ranges is not None:
                inside.append(ranges[0])
                self._parent().append(ranges[1])
            if inside.tag != n.SDTCONTENT:
                go_with_content(inside, self._ink)

    def _open_wrap(self, wrap: Wrap, status: str) -> None:
        source = wrap.element
        shell = like(source)
        for child in source:
            if n.local(child.tag).endswith("Pr"):
                shell.append(deepcopy(child))
                if child.tag == n.SDTPR and status in _OLD_SIDE and wrap not in self._kept_wraps:
                    self._ink.number_control(shell[-1])
        inside = shell
        ranges: tuple[etree._Element, etree._Element] | None = None
        if source.tag == n.SDT:
            inside = etree.SubElement(shell, n.SDTCONTENT)
            if status != KEPT and wrap not in self._kept_wraps:
                start, start_end, end, end_end = self._ink.control_ranges(status)
                self._parent().append(start)
                inside.append(start_end)
                ranges = (end, end_end)
        self._parent().append(shell)
        self._open.append((wrap, inside))
        self._closing.append(ranges)

    def finish(self) -> None:
        """Close what is open in the last paragraph."""
        self._close_to(0)


def _text_tag(kind: str, status: str) -> str:
    if kind == TEXT:
        return n.DEL_TEXT if status == GONE else n.T
    assert kind == INSTRUCTION
    return n.DEL_INSTR_TEXT if status == GONE else n.INSTR_TEXT


def twin_pieces(old: Sequence[RunPart], new: Sequence[RunPart]) -> list[tuple[RunPart, RunPart]] | None:
    """Return the old and new pieces of one unchanged stretch cut at the same places, or None if they differ."""
    pairs: list[tuple[RunPart, RunPart]] = []
    i = j = i_at = j_at = 0
    while i < len(old) and j < len(new):
        mine, theirs = old[i], new[j]
        if mine.kind != theirs.kind:
            return None
        if mine.kind not in {TEXT, INSTRUCTION}:
            pairs.append((mine, theirs))
            i, j = i + 1, j + 1
            continue
        length = min(len(mine.text) - i_at, len(theirs.text) - j_at)
        left, right = mine.part(i_at, i_at + length), theirs.part(j_at, j_at + length)
        if left.text != right.text:
            return None
        pairs.append((left, right))
        i_at, j_at = i_at + length, j_at + length
        if i_at == len(mine.text):
            i, i_at = i + 1, 0
        if j_at == len(theirs.text):
            j, j_at = j + 1, 0
    return pairs if i == len(old) and j == len(new) else None
