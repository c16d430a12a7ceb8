"""Text as a reader meets it (paragraphs, items, cells), each character with its place in the file it was written in.

A clause body is a template: which of its words a reader sees depends on the council. `clause_parts` reads it in
enough *variants* that every branch is seen once, with typical values filled in, so that rules about sentences see
whole sentences and a clause is looked at once, however many documents hold it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from policybuilder.errors import Location

Kind = Literal["paragraph", "item", "cell", "heading"]
Piece = tuple[int, int, bool]
"""Where a piece of a part's text starts, where it starts in the source, and whether it stands for a value."""

_TOKEN = re.compile(r"\{%-?\s*(\w+)\s*(.*?)\s*[-+]?%\}|\{\{-?\s*(.*?)\s*-?\}\}|\{#.*?#\}", re.DOTALL)
_TAGS_ALONE = re.compile(r"^[ \t]*(?:\{%(?:(?!%\}).)*%\}[ \t]*)+(?:\n|$)", re.MULTILINE)
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+")
_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]+")
_QUOTE = re.compile(r"[ \t]*>[ \t]?")
_RULE_OF_TABLE = re.compile(r"[ \t]*\|?[ \t:|-]+\|?[ \t]*$")
_MARKS = re.compile(r"\*\*|__|`")
_MOST_VARIANTS = 12

# A full stop ends a sentence before a capital, a digit or a quotation, unless it belongs to a shortened word.
_SENTENCE_END = re.compile(
    r"(?<!\be\.g)(?<!\bi\.e)(?<!\betc)(?<!\bNo)(?<!\bv)(?<!\bArt)(?<!\b[A-Z])[.!?][)\"”’]*\s+(?=[\"“‘(\[]?[A-Z0-9])"
)
_WORD = re.compile(r"[^\W_](?:[^\W_]|['’.@/-](?=[^\W_]))*")


@dataclass(frozen=True)
class TextOrigin:
    """Where a text was written: a file's text from `first_line` on; or one fixed place for all of it."""

    path: str
    text: str = ""
    first_line: int = 1
    fixed: Location | None = None
    columns: bool = True

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    def location(self, offset: int) -> Location:
        """Return the place of a character of the text."""
        if self.fixed:
            return self.fixed
        line = bisect_right(self._line_starts, offset) - 1
        column = offset - self._line_starts[line] + 1 if self.columns else 0
        return Location(self.path, self.first_line + line, column)


@dataclass(frozen=True)
class Sentence:
    """A sentence of a part: its words as they read, and where it starts in the part."""

    text: str
    start: int

    @cached_property
    def words(self) -> list[str]:
        """The words, without punctuation."""
        return words_of(self.text)


@dataclass(frozen=True)
class Part:
    """A paragraph, list item, table cell or heading.

    `lead` is the line that leads into the list an item stands in; `is_role` says that the whole text is the title of
    a role.
    """

    kind: Kind
    text: str
    origin: TextOrigin
    pieces: tuple[Piece, ...] = ((0, 0, False),)
    lead: str = ""
    is_role: bool = False

    def place(self, offset: int) -> Location:
        """Return where a character of the text was written."""
        return self.origin.location(self.source_of(offset))

    def source_of(self, offset: int) -> int:
        """Return where a character stands in the source."""
        start, source, value = self._piece(offset)
        return source if value else source + offset - start

    def in_value(self, offset: int) -> bool:
        """Return whether a character belongs to a filled-in value."""
        return self._piece(offset)[2]

    def _piece(self, offset: int) -> Piece:
        return self.pieces[max(bisect_right(self.pieces, (offset, 1 << 60, True)) - 1, 0)]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the text."""
        return tuple(sentences_of(self.text))


def words_of(text: str) -> list[str]:
    """Return the words of a text; an address, a version or a hyphenated word is one."""
    return _WORD.findall(text)


def sentences_of(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a text of one paragraph, item or cell."""
    start = 0
    for found in _SENTENCE_END.finditer(text):
        yield Sentence(text[start : found.end()].rstrip(), start)
        start = found.end()
    if text[start:].strip():
        yield Sentence(text[start:].rstrip(), start)


# Markdown -> parts ---------------------------------------------------------------------------------------


@dataclass
class Made:
    """A text put together from pieces of a source."""

    text: str = ""
    pieces: list[Piece] = field(default_factory=list)

    def add(self, text: str, source: int, value: bool = False) -> None:
        """Add a text that stands at a position of the source, or is the value printed there."""
        if text:
            self.pieces.append((len(self.text), source, value))
            self.text += text

    def source_of(self, offset: int) -> int:
        """Return where a character of the text stands in the source."""
        index = max(bisect_right(self.pieces, (offset, 1 << 60, True)) - 1, 0)
        start, source, value = self.pieces[index] if self.pieces else (0, 0, False)
        return source if value else source + offset - start

    def cut(self, start: int, end: int) -> tuple[str, tuple[Piece, ...]]:
        """Return a stretch of the text with its pieces, without marks of bold and code."""
        made = Made()
        first = max(bisect_right(self.pieces, (start, 1 << 60, True)) - 1, 0)
        for index in range(first, len(self.pieces)):
            at, source, value = self.pieces[index]
            if at >= end:
                break
            until = self.pieces[index + 1][0] if index + 1 < len(self.pieces) else len(self.text)
            low, high = max(at, start), min(until, end)
            if low >= high:
                continue
            if value:
                made.add(self.text[low:high], source, True)
                continue
            for found in _between_marks(self.text, low, high):
                made.add(self.text[found[0] : found[1]].replace("\n", " "), source + found[0] - at)
        return made.text, tuple(made.pieces)


def _between_marks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for found in _MARKS.finditer(text, start, end):
        yield at, found.start()
        at = found.end()
    yield at, end


def _parts(made: Made, origin: TextOrigin) -> Iterator[Part]:
    """Yield the parts of a Markdown text."""
    text, at, lead = made.text, 0, ""
    open_from, open_kind, open_end = -1, "paragraph", 0
    previous_blank = True

    def close() -> Iterator[Part]:
        nonlocal open_from
        if open_from >= 0:
            words, pieces = made.cut(open_from, open_end)
            if words.strip():
                yield Part(open_kind, words, origin, pieces, lead if open_kind == "item" else "")  # type: ignore[arg-type]
        open_from = -1

    for line in text.split("\n"):
        end = at + len(line)
        quote = _QUOTE.match(text, at, end)
        begin = quote.end() if quote else at
        item, heading = _ITEM.match(text, begin, end), _HEADING.match(text, begin, end)
        if not line.strip():
            if open_from >= 0 and open_kind == "paragraph":
                lead = text[open_from:open_end].strip()
            yield from close()
        elif heading:
            yield from close()
            words, pieces = made.cut(heading.end(), end)
            yield Part("heading", words, origin, pieces)
        elif line.lstrip().startswith("|"):
            yield from close()
            if not _RULE_OF_TABLE.match(line):
                yield from _cells(made, at, end, origin)
        elif item and (previous_blank or open_kind == "item"):
            yield from close()
            open_from, open_kind, open_end = item.end(), "item", end
        elif open_from >= 0:
            open_end = end
        else:
            open_from, open_kind, open_end = begin, "paragraph", end
            open_from += len(text[begin:end]) - len(text[begin:end].lstrip())
        previous_blank = not line.strip()
        at = end + 1
    yield from close()


def _cells(made: Made, start: int, end: int, origin: TextOrigin) -> Iterator[Part]:
    at = start
    for index, cell in enumerate(made.text[start:end].split("|")):
        inner = at + len(cell) - len(cell.lstrip())
        if index and cell.strip():
            words, pieces = made.cut(inner, at + len(cell.rstrip()))
            yield Part("cell", words, origin, pieces)
        at += len(cell) + 1


# Templates -> variants -----------------------------------------------------------------------------------


@dataclass
class BranchNode:
    """A stretch of a template: words, a value, or a test or loop with its branches."""

    kind: Literal["words", "value", "if", "for"]
    start: int
    end: int
    expression: str = ""
    branches: list[tuple[str, list[BranchNode]]] = field(default_factory=list)


def branch_tree(body: str) -> list[BranchNode]:
    """Return the nodes of a body. The clause language has been checked before, so tags are balanced."""
    dropped = {found.start(): found.end() for found in _TAGS_ALONE.finditer(body)}
    inside = list(dropped.items())
    root: list[BranchNode] = []
    stack: list[tuple[BranchNode | None, list[BranchNode]]] = [(None, root)]
    at = 0

    def words(end: int) -> None:
        begin = at
        for low, high in inside:
            if high <= begin or low >= end:
                continue
            # A tag on a line of its own leaves nothing behind, not even the line.
            if low > begin:
                stack[-1][1].append(BranchNode("words", begin, min(low, end)))
            begin = max(begin, min(high, end))
        if begin < end:
            stack[-1][1].append(BranchNode("words", begin, end))

    for found in _TOKEN.finditer(body):
        words(found.start())
        at = found.end()
        tag, rest, printed = found[1], found[2] or "", found[3]
        if printed is not None:
            stack[-1][1].append(BranchNode("value", found.start(), found.end(), printed))
        elif tag in ("if", "for"):
            node = BranchNode("if" if tag == "if" else "for", found.start(), found.end(), rest, [(rest, [])])
            stack[-1][1].append(node)
            stack.append((node, node.branches[0][1]))
        elif tag in ("elif", "else") and stack[-1][0] is not None:
            opened = stack.pop()[0]
            assert opened is not None
            opened.branches.append((rest, []))
            stack.append((opened, opened.branches[-1][1]))
        elif tag in ("endif", "endfor") and len(stack) > 1:
            closed = stack.pop()[0]
            assert closed is not None
            if closed.kind == "if" and (len(closed.branches) < 2 or closed.branches[-1][0]):
                closed.branches.append(("", []))
    words(len(body))
    return root


def enclosing_tests(body: str, offset: int) -> list[tuple[str, bool]]:
    """Return the tests around a character of a body, each with whether it holds there."""
    return _around(branch_tree(body), offset) or []


def _around(nodes: Iterable[BranchNode], offset: int) -> list[tuple[str, bool]] | None:
    for node in nodes:
        if node.kind in ("words", "value"):
            if node.start <= offset < node.end:
                return []
            continue
        failed: list[tuple[str, bool]] = []
        for test, inner in node.branches:
            here = [(test, True)] if test and node.kind == "if" else []
            if (found := _around(inner, offset)) is not None:
                return [*failed, *here, *found]
            failed += [(test, False)] if here else []
    return None


@dataclass
class _Choices:
    """Which branch each test takes in one variant. The same test takes the same branch throughout."""

    seen: set[tuple[int, int]]
    taken: dict[str, int] = field(default_factory=dict)

    def branch(self, node: BranchNode) -> int:
        if node.kind == "for":
            return 0
        if node.expression in self.taken:
            chosen = min(self.taken[node.expression], len(node.branches) - 1)
        else:
            chosen = next((n for n in range(len(node.branches)) if not self._done(node, n)), 0)
            self.taken[node.expression] = chosen
        return chosen

    def _done(self, node: BranchNode, number: int) -> bool:
        """Return whether a branch, and every branch within it, has been seen."""
        inner = node.branches[number][1]
        return (node.start, number) in self.seen and all(
            self._done(child, n) for child in inner if child.kind == "if" for n in range(len(child.branches))
        )


def _write(nodes: Iterable[BranchNode], body: str, choices: _Choices, value: Callable[[str], str], made: Made) -> None:
    for node in nodes:
        if node.kind == "words":
            made.add(body[node.start : node.end], node.start)
        elif node.kind == "value":
            made.add(value(node.expression), node.start, True)
        else:
            number = choices.branch(node)
            choices.seen.add((node.start, number))
            _write(node.branches[number][1], body, choices, value, made)


def variants(body: str, value: Callable[[str], str]) -> Iterator[Made]:
    """Yield the texts that a body can make, until every branch has been in one."""
    tree = branch_tree(body)
    seen: set[tuple[int, int]] = set()
    before = -1
    for _ in range(_MOST_VARIANTS):
        if len(seen) == before:
            return
        before = len(seen)
        made = Made()
        _write(tree, body, _Choices(seen), value, made)
        yield made


def clause_parts(body: str, origin: TextOrigin, value: Callable[[str], str]) -> tuple[Part, ...]:
    """Return the parts of a body in all its variants, each once. `value` gives typical words for what is printed."""
    found: dict[tuple[str, tuple[Piece, ...]], Part] = {}
    for made in variants(body, value):
        for part in _parts(made, origin):
            found.setdefault((part.text, part.pieces), part)
    return tuple(found.values())
