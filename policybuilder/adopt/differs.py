"""What differs between two sentences on one rule: duty, limit or exception. Other words alone are no difference."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

DutyKind = Literal["forbids", "requires", "advises", "permits"]

_DUTIES: tuple[tuple[DutyKind, str], ...] = (
    (
        "forbids",
        r"(?:must|shall|may|can|should|will|do|does|would|could)(?:\s+not|n['’]t)\b|\bcannot\b|\bnever\b|\bno\s+(?:one|person|\w+)\s+(?:may|must|can)\b"
        r"|\bnobody\b|\b(?:is|are)\s+(?:not\s+(?:permitted|allowed|acceptable)|prohibited|forbidden|banned|blocked)\b|\bwithout\s+exception\b",
    ),
    ("requires", r"\b(?:must|shall|(?:is|are)\s+(?:required|to\s+be)|ha(?:s|ve)\s+to|will\s+be|need(?:s)?\s+to)\b"),
    ("advises", r"\b(?:should|ought|encouraged|recommended|advised)\b"),
    ("permits", r"\b(?:may|can|(?:is|are)\s+(?:permitted|allowed|free)|available)\b"),
)
_DUTY = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _DUTIES)
DUTY_WORDS = {"forbids": "forbids it", "requires": "requires it", "advises": "advises it", "permits": "permits it"}
"""How each kind of duty is spoken of."""

_COUNTED = "zero one two three four five six seven eight nine ten eleven twelve"
_COUNTS = {word: str(at) for at, word in enumerate(_COUNTED.split())}
_COUNTS |= {"a": "1", "an": "1", "twenty": "20", "thirty": "30", "sixty": "60", "ninety": "90", "fourteen": "14"}
_LIMIT = re.compile(
    rf"\b(\d+(?:[.,]\d+)*|{'|'.join(_COUNTS)})[\s-]+(?:working |calendar )?"
    r"(hour|day|week|month|year|per cent|percent|%)s?\b"
    r"|£\s?(\d[\d,.]*)|\b(annual|monthl|quarterl|weekl|yearl)(?:ly|y)\b|\bevery\s+(day|week|month|quarter|year)\b",
    re.IGNORECASE,
)
_EXCEPTION = re.compile(
    r"\b(unless|except(?:\s+(?:where|when|if|for))?|other than|provided that|only (?:if|where|when)|apart from"
    r"|save (?:where|as)|without (?:the )?(?:prior )?(?:agreement|approval|consent|permission))\b"
    r"[^.;]*",
    re.IGNORECASE,
)
_SAME_LENGTH = {"annual": "1 year", "yearl": "1 year", "monthl": "1 month", "quarterl": "3 month", "weekl": "1 week"}

_SAID = {
    "duty": ("{}", "says no duty"),
    "limit": ("says “{}”", "names none"),
    "exception": ("makes one, “{}”", "makes none"),
}
"""What a text does that has a duty, a limit or an exception, and one that has not."""


@dataclass(frozen=True)
class Difference:
    """What differs: the "duty", a "limit" or an "exception", as each of the two texts has it ("" for not at all)."""

    kind: Literal["duty", "limit", "exception"]
    theirs: str
    ours: str

    def __str__(self) -> str:
        """Return the difference as a person says it."""
        said, lacks = _SAID[self.kind]
        theirs = said.format(self.theirs) if self.theirs else lacks
        ours = said.format(self.ours) if self.ours else lacks
        return f"{self.kind}: the old policy {theirs}; the library {ours}"


@lru_cache(maxsize=20_000)
def duty(text: str) -> DutyKind | None:
    """Return what a sentence does, the strictest of it; None where no word says so."""
    return next((kind for kind, pattern in _DUTY if pattern.search(text)), None)


@lru_cache(maxsize=20_000)
def limits(text: str) -> tuple[tuple[str, str], ...]:
    """Return the lengths of time, shares and sums of a text, each with the words that say it."""
    made: list[tuple[str, str]] = []
    for match in _LIMIT.finditer(text):
        number, unit, pounds, often, every = match.groups()
        if pounds:
            value = f"£{pounds.replace(',', '').rstrip('.')}"
        elif often:
            value = _SAME_LENGTH[often.lower()]
        elif every:
            value = "3 month" if every.lower() == "quarter" else f"1 {every.lower()}"
        else:
            share = unit.lower().replace("percent", "per cent").replace("%", "per cent")
            value = f"{_COUNTS.get(number.lower(), number.replace(',', ''))} {share}"
        made.append((_whole(value), match.group()))
    return tuple(made)


def _whole(value: str) -> str:
    """Return a length of time in its largest even unit, so that 12 months and a year are one."""
    number, _, unit = value.partition(" ")
    if not number.isdecimal():
        return value
    count = int(number)
    for small, times, large in (("hour", 24, "day"), ("day", 7, "week"), ("month", 12, "year")):
        if unit == small and count and count % times == 0:
            return f"{count // times} {large}"
    return value


@lru_cache(maxsize=20_000)
def exceptions(text: str) -> tuple[str, ...]:
    """Return the exceptions that a text makes."""
    return tuple(" ".join(match.group().split()).rstrip(" ,") for match in _EXCEPTION.finditer(text))


def differences(theirs: str, ours: str, printed: Sequence[str] = ()) -> tuple[Difference, ...]:
    """Return in what the rule of an old sentence differs from that of the library's.

    `printed` are the words of the library's sentence that a council's answers print: what stands in their place in
    the old text is the council's answer, and no difference.
    """
    return tuple(_differences(theirs, ours, printed))


def _differences(theirs: str, ours: str, printed: Sequence[str]) -> Iterator[Difference]:
    old, new = duty(theirs), duty(ours)
    if old and new and old != new:
        yield Difference("duty", DUTY_WORDS[old], DUTY_WORDS[new])
    answered = {value.partition(" ")[2] for words in printed for value, _ in limits(words)}
    answered |= (
        {"day", "week", "month", "year", "hour", "per cent"} if any(w.strip().isdecimal() for w in printed) else set()
    )
    old_limits = {value: words for value, words in limits(theirs) if value.partition(" ")[2] not in answered}
    new_limits = {value: words for value, words in limits(ours) if value.partition(" ")[2] not in answered}
    gone = [words for value, words in new_limits.items() if value not in old_limits]
    more = [words for value, words in old_limits.items() if value not in new_limits]
    if more or (gone and old_limits):
        yield Difference("limit", ", ".join(more), ", ".join(gone))
    old_except, new_except = exceptions(theirs), exceptions(ours)
    if bool(old_except) != bool(new_except):
        yield Difference("exception", "; ".join(old_except), "; ".join(new_except))


def is_opposed(found: Sequence[Difference]) -> bool:
    """Return whether one text forbids what the other permits."""
    pair = {DUTY_WORDS["forbids"], DUTY_WORDS["permits"]}
    return any(each.kind == "duty" and {each.theirs, each.ours} == pair for each in found)
