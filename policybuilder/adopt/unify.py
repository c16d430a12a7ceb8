"""A passage that the library printed -> which answers it was printed with.

A clause's passage is a template. Its words become an expression, its values groups of it and its tests alternatives, so
a text that came from the library says by itself which values were filled in and which branch of each test was taken.
Spaces, marks and typographic signs are no part of it: a Word file and a PDF differ in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from policybuilder.adopt.old_policy import OldPassage
from policybuilder.checks.prose import BranchNode, branch_tree
from policybuilder.labels import languages
from policybuilder.library.body import read_body
from policybuilder.library.clauses import ClauseSource
from policybuilder.library.wording import as_read

_LINK = re.compile(r"\[([^\[\]\n]*)\]\([^()\s]*\)")
_KINDS = {
    "paragraph": "paragraph",
    "item": "item",
    "row": "row",
    "header": "header",
    "heading": "heading",
    "quote": "paragraph",
}
_CELLS = ("row", "header")
_FEWEST_LETTERS = 12
"""A passage with fewer letters of its own could be anybody's."""
_FEWEST_BESIDE_A_VALUE = 3
_ENDS = re.compile(r"[^\w\s]*(?:\s|$)|['’]s\b")
"""What stands behind a whole value: a value never ends within a word or an address."""
_UNNAMED = re.compile(r"\(\?P<\w+>")


@dataclass(frozen=True)
class Filled:
    """What a passage was printed with: the printed words by the path and filters of each value, and the tests taken.

    `position` is that of the library's passage in the body; `loop` the list that printed it, "" for none.
    """

    clause: str
    position: int
    values: tuple[tuple[str, str], ...]
    tests: tuple[tuple[str, bool], ...]
    loop: str = ""


@dataclass(frozen=True)
class _Template:
    position: int
    kind: str
    pattern: re.Pattern[str]
    values: dict[str, str]
    branches: dict[str, tuple[tuple[str, bool], ...]]
    tests: tuple[tuple[str, bool], ...]
    loop: str
    letters: int


def filled(clause: ClauseSource, passages: Sequence[OldPassage]) -> dict[int, Filled]:
    """Return which passages, in their order, a clause printed word for word, by their numbers."""
    templates = _templates(clause.body)
    found: dict[int, Filled] = {}
    at, steady = 0, False
    for passage in passages:
        best: tuple[int, int, Filled] | None = None
        for place in _places(at, len(templates), steady):
            template = templates[place]
            adjacent = steady and (at <= place <= at + 1 or (place == at - 1 and bool(template.loop)))
            if template.letters < _FEWEST_LETTERS and template.values and not adjacent:
                continue
            if best is not None and template.letters <= best[0]:
                continue
            made = _match(template, passage)
            if made is not None:
                best = (template.letters, place, Filled(clause.id, *made))
                if template.letters >= _FEWEST_LETTERS:
                    break  # its words are the library's; what has hardly any words could be anything
        if best is not None:
            found[passage.number] = best[2]
            at, steady = best[1] + 1, True
        else:
            steady = False
            if any(pattern.fullmatch(passage.text) for pattern in _printed_around()):
                found[passage.number] = Filled(clause.id, -1, (), ())
    return {**_leading(clause.id, templates, passages, found), **found}


def _leading(
    clause: str, templates: Sequence[_Template], passages: Sequence[OldPassage], found: Mapping[int, Filled]
) -> dict[int, Filled]:
    """Return the passages of values alone before the first that is known: they are known by what follows them."""
    first = next((at for at, passage in enumerate(passages) if passage.number in found), 0)
    made: dict[int, Filled] = {}
    place = found[passages[first].number].position if found else -1
    for passage in reversed(passages[:first]):
        for at in range(min(place, len(templates) - 1), max(place - 3, -1), -1):
            if (at < place or templates[at].loop) and (match := _match(templates[at], passage)):
                made[passage.number] = Filled(clause, *match)
                place = at
                break
        else:
            break
    return dict(reversed(made.items()))


@cache
def _printed_around() -> tuple[re.Pattern[str], ...]:
    """Return what a document prints in a clause beside its words: where a rule stands whole, an appendix's edition."""
    texts = [text for each in languages().values() for text in (each.rule_elsewhere, each.edition, each.edition_dated)]
    return tuple(re.compile(re.sub(r"\\\{\w+\\\}", ".{1,200}", re.escape(text))) for text in texts)


@cache
def _heading_in(sign: str) -> str:
    """Return the pattern of a reference to a clause of another document, which reads as its heading there."""
    texts = {"".join(each.heading_in.split()) for each in languages().values()}
    return "|".join(re.sub(r"\\\{\w+\\\}", sign + "{1,120}?", re.escape(text)) for text in sorted(texts))


def _places(at: int, count: int, steady: bool) -> Iterator[int]:
    """Yield the passages of a body in the order in which the next is looked for: a loop may print one again."""
    if at and steady:
        yield at - 1
    yield from range(at, count)
    yield from range(at - 1 if steady else at)


def _match(
    template: _Template, passage: OldPassage
) -> tuple[int, tuple[tuple[str, str], ...], tuple[tuple[str, bool], ...], str] | None:
    kinds = {template.kind, passage.kind}
    own = template.letters >= _FEWEST_LETTERS or not template.values
    alike = own and kinds in ({"row", "header"}, {"item", "paragraph"})
    if len(kinds) > 1 and not alike:
        return None
    text = as_read(passage.text)
    text = f"|{text}|" if passage.kind in _CELLS else text
    letters, places = _spaceless(text)
    match = template.pattern.fullmatch(letters)
    if match is None:
        return None
    values = []
    for group, expression in template.values.items():
        start, end = match.span(group)
        if start >= 0 and end > start and _ENDS.match(text, places[end - 1] + 1):
            values.append((expression, text[places[start] : places[end - 1] + 1].strip()))
    tests = [*template.tests]
    for group, taken in template.branches.items():
        if match.group(group) is not None:
            tests.extend(taken)
    return template.position, tuple(values), tuple(dict.fromkeys(tests)), template.loop


def _spaceless(text: str) -> tuple[str, list[int]]:
    """Return a text without spaces and marks, and where each of its letters stands in it."""
    kept = [(sign, at) for at, sign in enumerate(text) if not sign.isspace() and sign not in "*`"]
    return "".join(sign for sign, _ in kept), [at for _, at in kept]


@lru_cache(maxsize=512)
def _templates(body: str) -> tuple[_Template, ...]:
    tree = branch_tree(body)
    passages = read_body(body).passages
    made: list[_Template] = []
    for position, passage in enumerate(passages):
        nested = [each.start for each in passages if each.parent == position]
        end = min(nested, default=passage.end)
        if passage.kind == "header" and (line := body.find("\n", passage.start)) >= 0:
            end = min(end, line)  # the line of dashes below it is no part of its words
        made.append(_template(body, tree, position, _kind(passage.kind), passage.start, end))
        # Passages that stand apart in the file are one paragraph for a council for which nothing parts them.
        for first in passage.after:
            made.append(_template(body, tree, position, _kind(passage.kind), passages[first].start, end))
    return tuple(made)


def _kind(kind: str) -> str:
    """Return what a passage of a body is in an old policy: a quotation is read as its paragraphs."""
    return "paragraph" if kind == "quote" else kind


def _template(body: str, tree: Sequence[BranchNode], position: int, kind: str, start: int, end: int) -> _Template:
    maker = _Maker(body, start, end, kind in _CELLS)
    pattern = re.compile(maker.sequence(tree), re.DOTALL)
    tests, loop = _around(tree, start, end)
    return _Template(position, kind, pattern, maker.values, maker.branches, tuple(tests), loop, maker.letters)


@dataclass
class _Maker:
    """Makes the expression of one stretch of a body."""

    body: str
    start: int
    end: int
    in_cells: bool = False
    values: dict[str, str] = field(default_factory=dict)
    branches: dict[str, tuple[tuple[str, bool], ...]] = field(default_factory=dict)
    letters: int = 0

    def sequence(self, nodes: Iterable[BranchNode]) -> str:
        return "".join(self.node(node) for node in nodes)

    def node(self, node: BranchNode) -> str:
        if node.kind == "words":
            low, high = max(node.start, self.start), min(node.end, self.end)
            return self.words(low, high) if low < high else ""
        if node.kind == "value":
            return self.value(node.expression) if self.start <= node.start < self.end else ""
        return self.choice(node)

    def words(self, low: int, high: int) -> str:
        text = self.body[low:high]
        if low == self.start:
            text = re.sub(r"^\s*(?:[-*+]|\d{1,9}[.)])\s+", "", text)
        plain = _LINK.sub(r"\1", re.sub(r"\\(?=[\\`*_{}\[\]()#+\-.!|>])", "", text))
        letters, _ = _spaceless(re.sub(r":?-{3,}:?", "", as_read(plain)))
        if not self.in_cells:
            letters = letters.replace("|", "")
        self.letters += len(letters.replace("|", ""))
        # A cell without words leaves no bars behind.
        return re.sub(r"(?:\\\|)+", r"\\|+", re.escape(letters))

    def value(self, expression: str) -> str:
        sign = "[^|]" if self.in_cells else "."
        if expression.startswith("ref("):
            return f"(?:{sign}{{1,40}}?|{_heading_in(sign)})"
        if expression.startswith(("law", "terms", "council.")):
            return f"{sign}{{1,200}}?"
        group = f"v{len(self.values)}"
        self.values[group] = expression
        return f"(?P<{group}>{sign}{{1,1500}}?)"

    def choice(self, node: BranchNode) -> str:
        inside = [_touches(inner, self.start, self.end) for _, inner in node.branches]
        if not any(inside):
            return ""
        beyond = _beyond(node, self.start, self.end)
        if sum(inside) == 1 and not beyond:
            return self.sequence(node.branches[inside.index(True)][1])
        if node.kind == "for":
            # Within a line, it prints words as often as there are entries; which is which, nothing tells.
            known_values, known_branches, letters = dict(self.values), dict(self.branches), self.letters
            repeated = _UNNAMED.sub("(?:", self.sequence(node.branches[0][1]))
            self.values, self.branches = known_values, known_branches
            if self.letters == letters:
                # Values and nothing else: a pattern of them would be tried in every way that they can be cut.
                return f"{'[^|]' if self.in_cells else '.'}{{0,1500}}?"
            return f"(?:{repeated})*"
        failed: list[tuple[str, bool]] = []
        parts: list[tuple[int, str]] = []
        bare = 0
        known_values, known_branches = dict(self.values), dict(self.branches)
        for test, inner in node.branches:
            group = f"b{len(self.branches)}"
            self.branches[group] = (*failed, *([(test, True)] if test else []))
            values, letters = len(self.values), self.letters
            made = self.sequence(inner)
            bare += len(self.values) > values and self.letters - letters < _FEWEST_BESIDE_A_VALUE
            parts.append((letters - self.letters, f"(?P<{group}>){made}"))
            failed += [(test, False)] if test else []
        skeletons = [_UNNAMED.sub("(?:", made) for _, made in parts]
        if bare > 1 or any(skeletons.count(each) > 1 for each in skeletons if "1500" in each):
            # The same words round two values: nothing tells which of them was printed.
            self.values, self.branches = known_values, known_branches
            return f"(?:{'|'.join(dict.fromkeys(skeletons))})"
        # The branch with most words of the library's own is tried first: a value could be anything.
        return f"(?:{'|'.join(made for _, made in sorted(parts, key=lambda part: part[0]))})"


def _touches(nodes: Iterable[BranchNode], start: int, end: int) -> bool:
    for node in nodes:
        if node.kind in ("words", "value"):
            if node.start < end and node.end > start:
                return True
        elif any(_touches(inner, start, end) for _, inner in node.branches):
            return True
    return False


def _beyond(node: BranchNode, start: int, end: int) -> bool:
    """Return whether a stretch has words outside a test, so that it prints whichever branch is taken."""
    return start < node.start or end > _last(node)


def _last(node: BranchNode) -> int:
    ends = [node.end]
    for _, inner in node.branches:
        ends += [_last(child) if child.branches else child.end for child in inner]
    return max(ends)


def _around(nodes: Iterable[BranchNode], start: int, end: int) -> tuple[list[tuple[str, bool]], str]:
    """Return the tests that hold around a whole stretch, and the loop that prints it over and over."""
    tests: list[tuple[str, bool]] = []
    loop = ""
    for node in nodes:
        if node.kind in ("words", "value"):
            continue
        inside = [_touches(inner, start, end) for _, inner in node.branches]
        if sum(inside) != 1 or _beyond(node, start, end):
            continue
        at = inside.index(True)
        if node.kind == "for":
            loop = node.expression
        else:
            tests += [(test, False) for test, _ in node.branches[:at] if test]
            tests += [(test, True) for test, _ in node.branches[at : at + 1] if test]
        within, inner_loop = _around(node.branches[at][1], start, end)
        tests += within
        loop = inner_loop or loop
    return tests, loop
