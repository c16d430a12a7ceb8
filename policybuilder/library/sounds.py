"""What a decision sounds like in a policy that was written elsewhere: patterns that an author writes, without Python.

A pattern is words in the order in which they are said: `reviewed every {value}`. `word*` is any ending, `(a|b c)` one
of some words, `[x]` words that may be missing, `...` up to fourteen words that do not matter, `{value}` the answer
itself, in the words of its type: a number with its unit ("six weeks"), a title or name in capitals or quotation marks,
an address, a day, or the entries of a list. `{value Group|Board}` must hold one of these words; `{quoted}` is an answer
in quotation marks. Capitals do not matter but in names. A pattern never goes beyond a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from policybuilder.errors import Location
from policybuilder.library.scalars import day_in_words
from policybuilder.library.strict_yaml import Node

_TOKEN = re.compile(
    r"https?://[^\s<>\"]+[^\s<>\".,;:)]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|£?\d+(?:[.,]\d+)*|[^\W_]+(?:['’&/-][^\W_]+)*|[^\w\s]"
)
_JOINED_UNIT = re.compile(r"(?<=[\w])-(?=(?:hour|day|week|month|year)s?\b)", re.IGNORECASE)
_PIECE = re.compile(r"\.\.\.|\{[^{}]*\}|[()\[\]|]|[^\s()\[\]|{}]+")
_NOT_A_WORD = r"(?: [^\w\s£]+)*"
_GAP = r"(?: \S+){0,14}?"

_NUMBERS = {
    word: number
    for number, words in {
        1: "a an one single",
        2: "two both",
        3: "three",
        4: "four",
        5: "five",
        6: "six",
        7: "seven",
        8: "eight",
        9: "nine",
        10: "ten",
        11: "eleven",
        12: "twelve",
        14: "fourteen",
        15: "fifteen",
        16: "sixteen",
        18: "eighteen",
        20: "twenty",
        21: "twenty-one",
        24: "twenty-four",
        28: "twenty-eight",
        30: "thirty",
        36: "thirty-six",
        42: "forty-two",
        48: "forty-eight",
        60: "sixty",
        72: "seventy-two",
        90: "ninety",
        100: "hundred",
    }.items()
    for word in words.split()
}
_COUNT = rf"(?:\d+(?:,\d+)*|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_UNIT = "(?:hours?|days?|weeks?|fortnights?|months?|quarters?|years?)"
_MONTH_NAMES = "January February March April May June July August September October November December"
_MONTHS = _MONTH_NAMES.split()
_OFTEN = {
    "annually": (1, "year"),
    "yearly": (1, "year"),
    "annual": (1, "year"),
    "monthly": (1, "month"),
    "quarterly": (3, "month"),
    "weekly": (1, "week"),
    "six-monthly": (6, "month"),
    "half-yearly": (6, "month"),
    "bi-annually": (6, "month"),
    "biannually": (6, "month"),
    "biennially": (24, "month"),
    "immediately": (0, "hour"),
}
_HOURS = {"hour": 1, "day": 24, "week": 168, "fortnight": 336}
_IN_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_CAPITAL = r"(?-i:[A-Z0-9][\w'’&/-]*)"
_NAME = (
    r"(?:(?-i:Assistant |Deputy |Corporate |Executive |Strategic |Service )?(?-i:Director|Head|Manager|Lead)"
    rf" , {_CAPITAL}(?: {_CAPITAL})*"
    rf"|(?-i:[A-Z][\w'’&/-]*)(?:(?: (?-i:of|for|and|&|the|in|to|with|on)){{0,2}} {_CAPITAL})*"
    # "Corporate Director (Resources)", but not "Senior Information Risk Owner (SIRO)".
    r"(?: \( (?-i:[A-Z][a-z][\w'’&/-]*)(?: (?-i:and|&) (?-i:[A-Z][a-z][\w'’&/-]*))* \))?)"
)
_QUOTED = r"[\"“‘'] (?P<quoted>[^\"“”]+?) [\"”’']"
_END = r"(?= [.;:?!()] | $)"
_SLOTS = {
    "integer": rf"(?P<value>£?{_COUNT}(?: (?:working|calendar|clear|full|consecutive))?(?: {_UNIT})?|{_UNIT}"
    rf"|{'|'.join(_OFTEN)}|{'|'.join(_MONTHS)})",
    "role": rf"(?P<value>{_NAME})",
    "text": rf"(?:{_QUOTED}|(?P<value>{_NAME}))",
    "email": r"(?P<value>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)",
    "url": r"(?P<value>https?://\S+)",
    "date": r"(?P<value>\d{1,2}(?:st|nd|rd|th)? [A-Za-z]+ \d{4})",
    "list": r"(?P<value>[^.;:?!()]+?)",
}
TYPES_SAID = frozenset(_SLOTS)
"""The types of parameters whose answer a pattern can hold as {value}; for the others it `means` one."""

_LONGEST_ENTRY = 6
_POST = re.compile(
    r"\b(?:Officer|Manager|Director|Owner|Guardian|Lead|Group|Board|Team|Committee|Panel|Executive|Clerk|Services?|Head|"
    r"Chief|Unit|Contact|Co-?ordinator|Advis[eo]r|Solicitor|Secretary|Leader|Member|Principal)\b"
)


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
        """The words in small letters."""
        return self.line.lower()

    def original(self, start: int, end: int) -> str:
        """Return the words of the sentence that stand in a stretch of the line."""
        spans = [(low, high) for at, low, high in self.starts if start <= at < end]
        return self.text[spans[0][0] : spans[-1][1]] if spans else ""

    def offset(self, position: int) -> int:
        """Return where in the line the words begin that start at a position of the sentence."""
        return next((at for at, low, _ in self.starts if low >= position), len(self.line))


@dataclass(frozen=True)
class Sound:
    """A pattern that is ready to be heard.

    `needed` are beginnings of words of which a sentence must hold one, `holding` words of which an answer must.
    """

    pattern: re.Pattern[str]
    needed: tuple[str, ...]
    holding: tuple[str, ...] = ()

    def heard(self, spoken: Spoken, after: int = 0) -> re.Match[str] | None:
        """Return the first match that ends behind a place of the line."""
        return next((found for found in self.pattern.finditer(spoken.line) if found.end() > after), None)


@lru_cache(maxsize=4_000)
def sound(says: str, type: str) -> Sound:
    """Return a pattern for the answers of a type of parameter.

    Raises ValueError, with what is wrong in a few words, for one that cannot be read.
    """
    expression, needed = read_pattern(says, type)
    held = re.search(r"\{value ([^{}]*)\}", says)
    holding = tuple(held[1].split("|")) if held else ()
    return Sound(re.compile(f"{expression}(?= )", re.IGNORECASE), needed, holding)


def read_pattern(says: str, type: str) -> tuple[str, tuple[str, ...]]:
    """Return a pattern as an expression, and words of which a sentence must hold one. Raises ValueError as `sound`."""
    pieces = _PIECE.findall(says)
    if not pieces:
        raise ValueError("it holds no words")
    slots = [piece for piece in pieces if piece.startswith("{")]
    if slots and type not in _SLOTS:
        raise ValueError("an answer of this type is not said in a text: write what it means")
    if len(slots) > 1:
        raise ValueError("it holds two answers")
    if any(not re.fullmatch(r"\{(?:value(?: [^{}]+)?|quoted)\}", piece) for piece in slots):
        raise ValueError("an answer is written {value}, {value Group|Board} or {quoted}")
    reader = _Reader(pieces, _SLOTS.get(type, ""))
    expression = reader.sequence()
    if reader.at < len(pieces):
        raise ValueError(f'"{pieces[reader.at]}" has no beginning')
    return expression, reader.needed()


class _Reader:
    """Reads the pieces of a pattern, and makes an expression of them."""

    def __init__(self, pieces: list[str], slot: str) -> None:
        self.pieces, self.slot, self.at = pieces, slot, 0
        self.groups: list[tuple[str, ...]] = []

    def sequence(self, depth: int = 0) -> str:
        made = ""
        while self.at < len(self.pieces) and self.pieces[self.at] not in (")", "]", "|"):
            piece = self.pieces[self.at]
            self.at += 1
            if piece == "...":
                made += _GAP
            elif piece == "{quoted}":
                made += f'[^"“‘]*? {_QUOTED}'
            elif piece.startswith("{"):
                bare = self.slot.startswith("(?:[")
                last = self.at == len(self.pieces) and "[^.;" in self.slot
                made += f"{'' if bare else _NOT_A_WORD} {self.slot}{_END if last else ''}"
            elif piece in ("(", "["):
                made += self.choice(")" if piece == "(" else "]", depth)
            else:
                made += self.word(piece, depth)
        return made

    def choice(self, end: str, depth: int) -> str:
        firsts: list[str] = []
        branches = []
        while True:
            first = self.pieces[self.at] if self.at < len(self.pieces) else ""
            firsts.append(first.rstrip("*").lower() if re.match(r"\w", first) else "")
            branches.append(self.sequence(depth + 1))
            if self.at >= len(self.pieces):
                raise ValueError(f'"{end}" is missing')
            self.at += 1
            if self.pieces[self.at - 1] == end:
                break
            if self.pieces[self.at - 1] != "|":
                raise ValueError(f'"{end}" is missing')
        if end == ")" and not depth and all(firsts):
            self.groups.append(tuple(firsts))
        return f"(?:{'|'.join(branches)}){'?' if end == ']' else ''}"

    def word(self, piece: str, depth: int) -> str:
        stem = piece.rstrip("*")
        if not depth:
            self.groups.append((stem.lower(),))
        ending = r"[\w'’/-]*" if piece.endswith("*") else ""
        return rf"{_NOT_A_WORD} {re.escape(stem)}{ending}(?= )"

    def needed(self) -> tuple[str, ...]:
        """Return the group of words that is least likely to stand in a sentence by chance."""
        return max(self.groups, key=lambda group: (min(map(len, group)), -len(group)), default=())


# What was heard -> the answer -----------------------------------------------------------------------------


def said_value(heard: Sound, found: re.Match[str], spoken: Spoken, type: str, unit: str) -> Any:
    """Return the answer that a match holds, as a profile would have it; None where the words give none."""
    group = "quoted" if found.groupdict().get("quoted") else "value"
    words = spoken.original(*found.span(group)).strip()
    if heard.holding and not any(word in words.split() for word in heard.holding):
        return None
    if type == "integer":
        return _number(words, unit)
    if type == "date":
        day = day_in_words(re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", words))
        return day.isoformat() if day else None
    if type == "list":
        return _entries(words) or None
    if type == "role":
        name = _name(words)
        return name if _POST.search(name) else None
    if group == "quoted":
        return words
    if type == "text":
        return _name(words) or None
    return words.rstrip(".,;") or None


def node_of(value: Any) -> Node:
    """Return a value as it would be read from a profile."""
    place = Location("answer")
    if isinstance(value, list):
        return Node([node_of(each) for each in value], place, {})
    if isinstance(value, dict):
        return Node({key: node_of(each) for key, each in value.items()}, place, {})
    written = {True: "true", False: "false"}.get(value) if isinstance(value, bool) else str(value)
    return Node(written, place, {})


def _name(words: str) -> str:
    words = re.sub(r"^(?:The|Our|Your|An?|the|our|your)\s+", "", words)
    first, joined, second = words.partition(" and ")
    # "the Senior Information Risk Owner and the Monitoring Officer" are two; "Director of Finance and Resources" one.
    if joined and _POST.search(first.split()[-1] if first.split() else "") and _POST.search(second):
        words = first
    return re.sub(r"\s+(?:of|for|and|the|in|to|with|on|&)$", "", words).strip(" ,")


def _entries(words: str) -> list[str]:
    parts = re.split(r"\s*,\s*(?:and |or )?| and | or ", words)
    entries = [re.sub(r"^(?:the|our|your|all|any)\s+", "", part.strip(" \"'“”")) for part in parts]
    return [] if any(len(entry.split()) > _LONGEST_ENTRY for entry in entries) else [each for each in entries if each]


def _number(words: str, unit: str) -> int | None:
    lower = words.lower().strip()
    if words in _MONTHS:
        return 12 if unit == "months" else None
    count, noun = _OFTEN.get(lower, (0, ""))
    if not noun:
        parts = lower.replace("£", "").split()
        noun = next((part.rstrip("s") for part in parts if re.fullmatch(_UNIT, part)), "")
        counted = next((part for part in parts if part[0].isdigit() or part in _NUMBERS), "one" if noun else "")
        if not counted:
            return None
        count = int(counted.replace(",", "")) if counted[0].isdigit() else _NUMBERS[counted]
    return _in_unit(count, noun, unit, "working" in lower)


def _in_unit(count: int, noun: str, unit: str, working: bool) -> int | None:
    """Return a length of time in the unit of a parameter; None where it cannot be said exactly."""
    if not noun:
        return count
    if unit == "months":
        return count * _IN_MONTHS[noun] if noun in _IN_MONTHS else None
    if unit == "hours":
        return count * _HOURS[noun] if noun in _HOURS and not working else None
    if unit == "working days":
        return count if noun == "day" else count * 5 if noun == "week" else None
    if unit == "days":
        return count * _HOURS[noun] // 24 if noun in ("day", "week", "fortnight") and not working else None
    if unit == "weeks":
        return count * _HOURS[noun] // 168 if noun in ("week", "fortnight") else None
    return None
