r"""What a decision sounds like in a policy that was written elsewhere: patterns that an author writes, without Python.

A pattern is words in the order in which they are said: `reviewed every {value}`. `word*` is any ending, `(a|b c)` one
of some words, `[x]` words that may be missing, `...` up to fourteen words that do not matter, `<never>` one of the
words of a class, which many patterns share, `{value}` the answer itself, in the words of its type: a number with its
unit ("six weeks"), a title or name in capitals or quotation marks, an address, a day, or the entries of a list.
`{value Group|Board}` must hold one of these words, and of a list it is the entries that do, `{value AI|Data & Group}`
one of each; `{quoted}` is an answer in quotation marks, `{number}` a telephone number, `{address}` one for the post,
`{rest}` all that follows in the sentence or the cell, `{sentence}` the whole sentence, and `{item}` each item of a list
below what the other parts say; `\(`, `\)` and `\|` are these signs. Parts on either side of `&` are said in any order,
some of them perhaps in the heading or in what leads into a list; `^` is the beginning of the sentence. Capitals do not
matter but in names. A pattern never goes beyond a sentence and what stands above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from policybuilder.library.said import QUOTED, SLOTS

Classes = Mapping[str, Sequence[str]]
"""Words that mean the same in a pattern, by the name of their class."""

_TOKEN = re.compile(
    r"https?://[^\s<>\"]+[^\s<>\".,;:)]|(?:[a-z0-9-]+\.)+[a-z]{2,}/[^\s<>\"]*[^\s<>\".,;:)]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|£?\d+(?:[.,]\d+)*"
    r"|[A-Z][a-z]+s['’](?= [A-Z])|[^\W_]+(?:['’&/-][^\W_]+)*|[^\w\s]"
)
_JOINED_UNIT = re.compile(r"(?<=[\w])-(?=(?:hour|day|week|month|year)s?\b)", re.IGNORECASE)
_PIECE = re.compile(r"\.\.\.|\{[^{}]*\}|\\[()|]|[()\[\]|]|[^\s()\[\]|{}\\]+")
_CLASS = re.compile(r"<([^<>]*)>")
_NOT_A_WORD = r"(?: [^\w\s£]+)*"
_A_COLON = r"(?: [:|–-])*"
_GAP = r"(?: \S+){0,14}?"
_BEGINS_WITH_A_WORD = re.compile(r"(?:\(\?:)* \w")
_END = r"(?= [.;:?!()] | $)"
_REST = r"(?: [:|–-])* (?P<quoted>[^|]*?[^|\s])(?=(?: [.;,])*(?: \|| $))"
_WHOLE = r" (?P<quoted>\S.*?)(?=(?: [.;,])*(?: (?:and|or))? $)"
"""As it stands, without the sign or word that leads on to the next item."""
_NUMBER = r"(?: [^\w\s£])* (?P<quoted>(?:\+ 44 )?0?\d{2,4}(?: \d{3,6}){1,2}|0\d{9,10})(?! \d)"
"""A telephone number."""
_CAPITAL = r"(?-i:[A-Z0-9][\w'’&-]*)"
_ADDRESS = rf"(?: [:|–-])* (?P<quoted>{_CAPITAL}(?: {_CAPITAL})*(?: ,(?: (?-i:of|the))*(?: {_CAPITAL})+)+)"
"""A postal address: names with commas between them."""
_OWN_SLOTS = {"{rest}": _REST, "{number}": _NUMBER, "{address}": _ADDRESS}
_ANSWERS = r"\{(?:value(?: [^{}]+)?|quoted|rest|number|address|sentence|item)\}"
_OF_ONE_TYPE = {"{rest}": "text", "{number}": "text", "{address}": "text", "{sentence}": "text", "{item}": "list"}
_DEEPEST = 4
"""How deep a class may name another one."""


@dataclass(frozen=True)
class Spoken:
    """A sentence as patterns see it: each word and sign between spaces, and where each stands in the sentence."""

    text: str
    line: str
    starts: tuple[tuple[int, int, int], ...]

    @classmethod
    def of(cls, text: str) -> Spoken:
        """Return a sentence with its words apart."""
        text = _JOINED_UNIT.sub(" ", text)
        at, parts, starts = 1, [""], []
        for found in _TOKEN.finditer(text):
            starts.append((at, found.start(), found.end()))
            parts.append(found.group())
            at += len(found.group()) + 1
        return cls(text, " ".join([*parts, ""]), tuple(starts))

    @cached_property
    def lower(self) -> str:
        """The words in small letters, with straight apostrophes."""
        return self.line.lower().replace("’", "'")

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """The words in small letters, and with a star each beginning of one: "in", "i*", "in*"."""
        return frozenset().union(*map(_beginnings, self.lower.split()))

    def original(self, start: int, end: int) -> str:
        """Return the words of the sentence that stand in a stretch of the line."""
        spans = [(low, high) for at, low, high in self.starts if start <= at < end]
        return self.text[spans[0][0] : spans[-1][1]] if spans else ""

    def offset(self, position: int) -> int:
        """Return where in the line the words begin that start at a position of the sentence."""
        return next((at for at, low, _ in self.starts if low >= position), len(self.line))


@lru_cache(maxsize=20_000)
def _beginnings(word: str) -> frozenset[str]:
    return frozenset((word, *(f"{word[:end]}*" for end in range(1, len(word) + 1))))


@dataclass(frozen=True)
class Heard:
    """Where in a line a pattern was heard: its stretch, and that of the answer (empty where it holds none).

    `whole` is whether all of it stands in the sentence itself, nothing in what stands above it.
    """

    start: int
    end: int
    answer: tuple[int, int]
    quoted: bool
    whole: bool


@lru_cache(maxsize=8_000)
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(f"{expression}(?= )", re.IGNORECASE)


@dataclass(frozen=True)
class _Part:
    """What is said without a break. A sentence holds a word of each of the groups `needed`: "review", "polic*"."""

    expression: str
    needed: tuple[frozenset[str], ...]
    at_the_beginning: bool

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        # Only what may be heard in a text is ever compiled.
        return _compiled(self.expression)

    @property
    def holds_the_answer(self) -> bool:
        return "(?P<" in self.expression

    def heard(self, line: str, after: int) -> Iterator[re.Match[str]]:
        """Yield where it is heard, first in the sentence that begins at `after`, then in what stands above it."""
        begin = max(after - 1, 0)
        if self.at_the_beginning:
            found = self.pattern.match(line, begin)
            yield from (found,) if found else ()
            return
        yield from self.pattern.finditer(line, begin)
        if begin:
            yield from self.pattern.finditer(line)


@dataclass(frozen=True)
class Sound:
    """A pattern that is ready to be heard: its parts; an answer must hold one of the words `holding`."""

    parts: tuple[_Part, ...]
    holding: re.Pattern[str] | None = None
    takes_items: bool = False
    takes_the_whole: bool = False

    @cached_property
    def needed(self) -> tuple[frozenset[str], ...]:
        """Groups of words of each of which a sentence must hold one, the least likely first."""
        groups = dict.fromkeys(group for part in self.parts for group in part.needed)
        return tuple(sorted(groups, key=_chance))

    @cached_property
    def quick_parts(self) -> tuple[_Part, ...]:
        """The parts beside another one that hold no answer, the shortest first."""
        bare = [part for part in self.parts if not part.holds_the_answer] if len(self.parts) > 1 else []
        return tuple(sorted(bare, key=lambda part: len(part.expression)))

    @cached_property
    def sign(self) -> str:
        """The sign that an answer has: of an email address the one in the middle, of a page the one that divides."""
        slots = next((part.expression for part in self.parts if part.holds_the_answer), "")
        return "@" if SLOTS["email"] in slots else "/" if SLOTS["url"] in slots else ""

    def may_be_heard(self, spoken: Spoken) -> bool:
        """Return whether a sentence holds the words without which the pattern cannot be heard."""
        return self.sign in spoken.line and not any(map(spoken.beginnings.isdisjoint, self.needed))

    def heard(self, spoken: Spoken, after: int = 0) -> Heard | None:
        """Return where a pattern is heard in a sentence that begins at a place of the line, below what stands before.

        Some of it must stand in the sentence itself, and where the pattern has one part, the answer, too.
        """
        line = spoken.line.replace("’", "'")
        said, answer = None, (0, 0)
        # What is quick to look for is looked for first: an answer's pattern takes long to compile.
        if not all(any(True for _ in part.heard(line, after)) for part in self.quick_parts):
            return None
        for part in self.parts:
            if part.holds_the_answer:
                said = next((one for one in part.heard(line, after) if self._answers(one, after)), None)
                if said is None:
                    return None
                answer = _answer_of(said)[0]
        matches = [said] if said else []
        for part in self.parts:
            if not part.holds_the_answer:
                there = part.heard(line, after)
                free = there if self.takes_the_whole else (one for one in there if not _overlap(one.span(), answer))
                matches += [one for one in (next(free, None),) if one]
        here = [match for match in matches if match.end() > after]
        if len(matches) < len(self.parts) or not here:
            return None
        start = min(max(match.start(), after) for match in here)
        whole = all(match.start() >= after - 1 for match in matches)
        quoted = said is not None and _answer_of(said)[1]
        return Heard(start, max(match.end() for match in here), answer, quoted, whole)

    def _answers(self, match: re.Match[str], after: int) -> bool:
        """Return whether an answer holds what it must, and stands in the sentence, unless more than it was heard."""
        if self.holding and not self.holding.search(match.string[slice(*_answer_of(match)[0])].strip()):
            return False
        return (match.end() > after and _answer_of(match)[0][0] >= after) or len(self.parts) > 1


def _answer_of(match: re.Match[str]) -> tuple[tuple[int, int], bool]:
    """Return the stretch of an answer, and whether it stands in quotation marks."""
    quoted = bool(match.groupdict().get("quoted"))
    return match.span("quoted" if quoted else "value"), quoted


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def with_classes(says: str, classes: Classes) -> str:
    """Return a pattern in which the words of each class stand in place of its name.

    Raises ValueError, with what is wrong in a few words, for a class that is not there or that names itself.
    """
    for _ in range(_DEEPEST):
        if "<" not in says:
            return says
        # Inside {value …} the words stand bare.
        pieces = re.split(r"(\{[^{}]*\})", says)
        says = "".join(_filled(piece, classes) for piece in pieces)
    raise ValueError("a class of words names itself")


def _filled(piece: str, classes: Classes) -> str:
    def words(found: re.Match[str]) -> str:
        if found[1] not in classes:
            raise ValueError(f"no words are listed for <{found[1]}>")
        joined = "|".join(classes[found[1]])
        return joined if piece.startswith("{") else f"({joined})"

    return _CLASS.sub(words, piece)


@lru_cache(maxsize=8_000)
def sound(says: str, type: str) -> Sound:
    """Return a pattern for the answers of a type of parameter.

    Raises ValueError, with what is wrong in a few words, for one that cannot be read.
    """
    parts = read_pattern(says, type)
    held = re.search(r"\{value ([^{}]*)\}", says)
    return Sound(parts, _holding(held[1], type) if held else None, "{item}" in says, "{sentence}" in says)


def _holding(words: str, type: str) -> re.Pattern[str]:
    """Return what finds an answer that holds a word of each group of some words: "AI|Data & Group|Board"."""
    groups = [_any_of(group.split("|"), type) for group in words.split("&")]
    return re.compile(groups[0] if len(groups) == 1 else "^" + "".join(f"(?=.*{group})" for group in groups))


def _any_of(words: Sequence[str], type: str) -> str:
    names = [word.strip() for word in words]
    each = "|".join(re.escape(name.rstrip("*")) + (r"\w*" if name.endswith("*") else "") for name in names)
    # Of a body's name the capitals tell; a post is written in small letters, too.
    capitals = type != "role" and all(name[:1].isupper() for name in names)
    return rf"(?<!\w)(?{'' if capitals else 'i'}:{each})(?!\w)"


def read_pattern(says: str, type: str) -> tuple[_Part, ...]:
    """Return the parts of a pattern, with words of which a sentence must hold one. Raises ValueError as `sound`."""
    pieces = _PIECE.findall(says)
    slots = [piece for piece in pieces if piece.startswith("{")]
    if slots and type not in SLOTS:
        raise ValueError("an answer of this type is not said in a text: write what it means")
    if len(slots) > 1:
        raise ValueError("it holds two answers")
    if any(not re.fullmatch(_ANSWERS, piece) for piece in slots):
        known = "{value}, {value Group|Board}, {quoted}, {number}, {address}, {rest}, {sentence} or {item}"
        raise ValueError(f"an answer is written {known}")
    if slots and type != _OF_ONE_TYPE.get(slots[0], type):
        raise ValueError("{rest}, {number}, {address} and {sentence} are answers of a text, {item} is one of a list")
    parts, start = [], 0
    for at, piece in enumerate([*pieces, "&"]):
        if piece == "&":
            parts.append(_part(pieces[start:at], SLOTS.get(type, "")))
            start = at + 1
    return tuple(parts)


def _part(pieces: list[str], slot: str) -> _Part:
    if pieces in (["{item}"], ["{sentence}"]):
        return _Part(_WHOLE, (), at_the_beginning=True)
    at_the_beginning = pieces[:1] == ["^"]
    reader = _Reader(pieces[1:] if at_the_beginning else pieces, slot)
    if not reader.pieces:
        raise ValueError("it holds no words")
    expression, needed = reader.sequence()
    if reader.at < len(reader.pieces):
        raise ValueError(f'"{reader.pieces[reader.at]}" has no beginning')
    if not at_the_beginning:
        expression = expression.removeprefix(_NOT_A_WORD)  # signs before the first word do not matter
    return _Part(expression, tuple(needed), at_the_beginning)


def _chance(group: frozenset[str]) -> tuple[int, int]:
    """Return what orders groups of words by how likely it is that a sentence holds one of them."""
    return -min(map(len, group)), len(group)


class _Reader:
    """Reads the pieces of a pattern, and makes an expression of them."""

    def __init__(self, pieces: list[str], slot: str) -> None:
        self.pieces, self.slot, self.at = pieces, slot, 0

    def sequence(self) -> tuple[str, list[frozenset[str]]]:
        """Return the expression of what is said one after the other, and groups of words that it cannot be without."""
        made = ""
        groups: list[frozenset[str]] = []
        while self.at < len(self.pieces) and self.pieces[self.at] not in (")", "]", "|"):
            piece = self.pieces[self.at]
            self.at += 1
            if piece == "...":
                made += _GAP
            elif piece == "{quoted}":
                made += f'(?= )[^"“‘]*? {QUOTED}'
                groups.append(frozenset("\"“‘'"))
            elif piece in _OWN_SLOTS:
                made += _OWN_SLOTS[piece]
            elif piece in ("{item}", "{sentence}"):
                raise ValueError(f"{piece} stands alone, with & beside it")
            elif piece.startswith("{"):
                # Quotation marks belong to an answer that may stand in them.
                before = _A_COLON if self.slot.startswith("(?:[") else _NOT_A_WORD
                last = self.at == len(self.pieces) and "[^.;" in self.slot
                groups += _held_words(piece)
                made += f"{before} {self.slot}{_END if last else ''}"
            elif piece in ("(", "["):
                expression, needed = self.choice(")" if piece == "(" else "]")
                made += expression
                groups += needed
            else:
                made += _word(piece)
                groups.append(frozenset({_plain(piece)}))
        return made, groups

    def choice(self, end: str) -> tuple[str, list[frozenset[str]]]:
        """Return the expression of one of several, and of each the words that are least likely by chance."""
        branches = []
        needed: list[frozenset[str]] = []
        while True:
            branch, groups = self.sequence()
            branches.append(branch)
            needed.append(min(groups, key=_chance, default=frozenset()))
            if self.at >= len(self.pieces):
                raise ValueError(f'"{end}" is missing')
            self.at += 1
            if self.pieces[self.at - 1] == end:
                break
            if self.pieces[self.at - 1] != "|":
                raise ValueError(f'"{end}" is missing')
        expression = _one_of(branches)
        if end == "]":
            expression = f"(?:{expression})?"
        return expression, [frozenset().union(*needed)] if end == ")" and all(needed) else []


def _one_of(branches: Sequence[str]) -> str:
    """Return the expression of one of some branches; the signs before all of them are read once, not once for each."""
    rest = [branch.removeprefix(_NOT_A_WORD) for branch in branches]
    if all(_BEGINS_WITH_A_WORD.match(each) and each != branch for each, branch in zip(rest, branches, strict=True)):
        return f"{_NOT_A_WORD}(?:{'|'.join(rest)})"
    return f"(?:{'|'.join(branches)})"


def _held_words(slot: str) -> list[frozenset[str]]:
    """Return groups of words of each of which an answer holds one: of words that belong together, the longest."""
    groups = [group.split("|") for group in slot.strip("{}").removeprefix("value").split("&") if group.strip()]
    return [frozenset(_plain(max(words.split(), key=len)) for words in group) for group in groups]


def _word(piece: str) -> str:
    piece = piece.removeprefix("\\")
    stem = piece.rstrip("*").replace("’", "'")
    ending = r"[\w'’/-]*" if piece.endswith("*") else ""
    return rf"{_NOT_A_WORD} {re.escape(stem)}{ending}"


def _plain(piece: str) -> str:
    return piece.removeprefix("\\").lower().replace("’", "'")
