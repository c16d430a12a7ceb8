"""The tokens of a paragraph: words with their formatting, and atomic things such as fields, pictures and notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from policybuilder.ooxml import names as n
from policybuilder.redline.proving.fields import SIMPLE, link_key
from policybuilder.redline.proving.normal import container_key, text_of
from policybuilder.redline.reading.blocks import WORD
from policybuilder.redline.reading.keys import (
    Key,
    References,
    attributes_key,
    control_key,
    element_key,
    properties_key,
)

TEXT, INSTRUCTION, ATOM, POINT = "text", "instruction", "atom", "point"


@dataclass(eq=False, slots=True)
class Wrap:
    """An element inside a paragraph that holds runs: a hyperlink, a control and the like."""

    element: etree._Element
    key: Key


@dataclass(eq=False, slots=True)
class RunPart:
    """A part of one run (or of a paragraph, where `run` is None) with one formatting."""

    kind: str
    text: str
    node: etree._Element | None
    run: etree._Element | None
    formatting: Key
    wraps: tuple[Wrap, ...]

    def part(self, start: int, end: int) -> RunPart:
        """Return a piece with only some of the text."""
        return RunPart(self.kind, self.text[start:end], self.node, self.run, self.formatting, self.wraps)


@dataclass(eq=False, slots=True)
class Group:
    """What a token holds that can change inside while the token stays: a field, a note or a text box."""

    kind: str
    opening: list[RunPart] = field(default_factory=list)
    inner: list[Token] = field(default_factory=list)
    closing: list[RunPart] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Token:
    """One token. Equal keys mean that the text or thing is the same; formatting is not part of the key.

    `shell` is the key without what a group holds; None where the token is no group.
    """

    text: str
    key: Key
    pieces: list[RunPart]
    shell: Key = None
    group: Group | None = None

    @property
    def is_space(self) -> bool:
        """Whether the token is only space."""
        return self.text.isspace()


@dataclass(eq=False)
class Line:
    """A paragraph as tokens, with the points (bookmarks, comment ranges) that stand before each token."""

    paragraph: etree._Element
    tokens: list[Token]
    points: dict[int, list[etree._Element]]


def line_of(paragraph: etree._Element, refs: References) -> Line:
    """Return the tokens of a paragraph."""
    pieces: list[RunPart] = []
    _flatten(paragraph, (), pieces, refs)
    tokens: list[Token] = []
    points: dict[int, list[etree._Element]] = {}
    stretch: list[RunPart] = []
    inside_until = -1
    for at, piece in enumerate(pieces):
        if at > inside_until:
            inside_until = max(inside_until, _field_end(pieces, at) or -1)
        if piece.kind == POINT and at > inside_until:
            tokens += _tokens(stretch, refs)
            stretch = []
            assert piece.node is not None
            points.setdefault(len(tokens), []).append(piece.node)
            continue
        stretch.append(piece)
    tokens += _tokens(stretch, refs)
    return Line(paragraph, tokens, points)


def _flatten(parent: etree._Element, wraps: tuple[Wrap, ...], pieces: list[RunPart], refs: References) -> None:
    for child in parent:
        tag = child.tag
        if tag == n.R:
            _flatten_run(child, wraps, pieces, refs)
        elif tag in n.MARKERS:
            pieces.append(RunPart(POINT, "", child, None, (), wraps))
        elif tag == SIMPLE:
            # One thing: its code is an attribute, so it can only be replaced as a whole.
            pieces.append(RunPart(ATOM, "", child, None, (), wraps))
        elif tag in n.WRAPPERS:
            held = child.find(n.SDTCONTENT) if tag == n.SDT else child
            if held is not None:
                before = len(pieces)
                _flatten(held, (*wraps, Wrap(child, wrap_key(child, refs))), pieces, refs)
                if len(pieces) == before:
                    # An empty control or link is still one: keep it as a thing of its own.
                    pieces.append(RunPart(ATOM, "", child, None, (), wraps))
        elif tag in n.NOISE or tag in n.MOVE_MARKERS or not isinstance(tag, str) or tag.endswith("Pr"):
            continue
        else:
            pieces.append(RunPart(ATOM, "", child, None, (), wraps))


def wrap_key(element: etree._Element, refs: References) -> Key:
    """Return a key of a wrapping element without what it holds."""
    if element.tag == n.SDT:
        return (n.SDT, control_key(element.find(n.SDTPR), refs))
    if element.tag == n.HYPERLINK:
        return (n.HYPERLINK, link_key(element, refs))
    own = tuple(element_key(child, refs) for child in element if n.local(child.tag).endswith("Pr"))
    return (element.tag, attributes_key(element, element.tag, refs), own)


def _flatten_run(run: etree._Element, wraps: tuple[Wrap, ...], pieces: list[RunPart], refs: References) -> None:
    formatting: Key = ()
    for child in run:
        tag = child.tag
        if tag == n.RPR:
            formatting = properties_key(child, refs)
        elif tag == n.T or tag == n.INSTR_TEXT:
            kind = TEXT if tag == n.T else INSTRUCTION
            text = child.text or ""
            if text:
                pieces.append(RunPart(kind, text, child, run, formatting, wraps))
        elif tag in n.NOISE or not isinstance(tag, str):
            continue
        else:
            pieces.append(RunPart(ATOM, "", child, run, formatting, wraps))


def _field_step(piece: RunPart) -> int:
    if piece.node is None or piece.node.tag != n.FLD_CHAR:
        return 0
    kind = piece.node.get(n.w("fldCharType"))
    return 1 if kind == "begin" else -1 if kind == "end" else 0


def _tokens(pieces: list[RunPart], refs: References) -> list[Token]:
    found: list[Token] = []
    texts: list[RunPart] = []
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if piece.kind == TEXT:
            if texts and [id(w) for w in texts[-1].wraps] != [id(w) for w in piece.wraps]:
                found += _words(texts)
                texts = []
            texts.append(piece)
            at += 1
            continue
        found += _words(texts)
        texts = []
        end = _field_end(pieces, at)
        if end is None:
            found.append(_atom(piece, refs))
            at += 1
        else:
            found.append(_field(pieces[at : end + 1], refs))
            at = end + 1
    return found + _words(texts)


def _field_end(pieces: list[RunPart], at: int) -> int | None:
    """Return where the field that begins here ends, or None when none begins or it ends in another paragraph."""
    if _field_step(pieces[at]) != 1:
        return None
    depth = 0
    for place in range(at, len(pieces)):
        depth += _field_step(pieces[place])
        if depth == 0:
            return place
    return None


def _words(pieces: list[RunPart]) -> list[Token]:
    if not pieces:
        return []
    wraps = tuple(wrap.key for wrap in pieces[0].wraps)
    if len(pieces) == 1:
        whole = pieces[0]
        return [
            Token(match.group(), (match.group(), wraps), [whole.part(match.start(), match.end())])
            for match in WORD.finditer(whole.text)
        ]
    found: list[Token] = []
    text = "".join(piece.text for piece in pieces)
    at = offset = 0
    for match in WORD.finditer(text):
        parts: list[RunPart] = []
        start, end = match.span()
        while start < end:
            while offset + len(pieces[at].text) <= start:
                offset += len(pieces[at].text)
                at += 1
            stop = min(end, offset + len(pieces[at].text))
            parts.append(pieces[at].part(start - offset, stop - offset))
            start = stop
        found.append(Token(match.group(), (match.group(), wraps), parts))
    return found


def _atom(piece: RunPart, refs: References) -> Token:
    node = piece.node
    assert node is not None
    wraps = tuple(wrap.key for wrap in piece.wraps)
    if piece.kind == INSTRUCTION:
        return Token("", ("instruction", piece.text, wraps), [piece])
    key = element_key(node, refs, lambda box: container_key(box, refs))
    if node.tag in {n.FOOTNOTE_REF, n.ENDNOTE_REF}:
        custom = node.get(n.w("customMarkFollows"))
        return Token("\ufffb", (key, wraps), [piece], ("note", node.tag, custom, wraps), Group("note"))
    if node.tag == SIMPLE:
        return Token(text_of(node) or "\ufffc", (key, wraps), [piece])
    if next(node.iter(n.TXBX), None) is not None:
        shell = element_key(node, refs, lambda _: None)
        return Token("\ufffc", (key, wraps), [piece], ("box", shell, wraps), Group("box"))
    return Token("\t" if node.tag == n.w("tab") and piece.run is not None else "\ufffc", (key, wraps), [piece])


def _field(pieces: list[RunPart], refs: References) -> Token:
    depth = 0
    split = len(pieces) - 1
    for at, piece in enumerate(pieces):
        depth += _field_step(piece)
        if depth == 1 and piece.node is not None and piece.node.get(n.w("fldCharType")) == "separate":
            split = at + 1
            break
    opening = list(_join_instructions([piece for piece in pieces[:split] if piece.kind != POINT]))
    inner = _tokens([piece for piece in pieces[split:-1] if piece.kind != POINT], refs)
    wraps = tuple(wrap.key for wrap in pieces[0].wraps)
    shell = ("field", tuple(_opening_key(piece, refs) for piece in opening), wraps)
    key = (shell, tuple(token.key for token in inner))
    text = "".join(token.text for token in inner) or "\ufffc"
    if any(piece.kind == POINT for piece in pieces):
        return Token(text, key, pieces)
    return Token(text, key, pieces, shell, Group("field", opening, inner, pieces[-1:]))


def _opening_key(piece: RunPart, refs: References) -> Key:
    if piece.kind == ATOM and piece.node is not None:
        return element_key(piece.node, refs)
    return (piece.kind, piece.text.strip())


def _join_instructions(pieces: list[RunPart]) -> Iterator[RunPart]:
    """Join the parts of a field's code that Word has spread over runs with the same formatting."""
    waiting: RunPart | None = None
    for piece in pieces:
        if waiting is not None and piece.kind == INSTRUCTION and piece.formatting == waiting.formatting:
            waiting = RunPart(
                INSTRUCTION, waiting.text + piece.text, waiting.node, waiting.run, waiting.formatting, waiting.wraps
            )
            continue
        if waiting is not None:
            yield waiting
        waiting = piece if piece.kind == INSTRUCTION else None
        if waiting is None:
            yield piece
    if waiting is not None:
        yield waiting
