"""The answer that words of an old policy hold: a number with its unit, a title, a name, an address, a day, a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from policybuilder.errors import Location
from policybuilder.library.scalars import day_in_words
from policybuilder.library.strict_yaml import Node

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
_ONE = ("a", "an", "one", "single")
_WORDS = "|".join(sorted((word for word in _NUMBERS if word not in _ONE), key=len, reverse=True))
_COUNT = rf"(?:\d+(?:,\d+)*|{_WORDS})"
_UNIT = "(?:hours?|days?|weeks?|fortnights?|months?|quarters?|years?)"
_KIND = " (?:working|calendar|clear|full|consecutive)"
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
    "six monthly": (6, "month"),
    "half-yearly": (6, "month"),
    "half yearly": (6, "month"),
    "semi-annually": (6, "month"),
    "semi-annual": (6, "month"),
    "twice a year": (6, "month"),
    "twice yearly": (6, "month"),
    "bi-annually": (6, "month"),
    "biannually": (6, "month"),
    "biennially": (24, "month"),
    "every other year": (24, "month"),
    "immediately": (0, "hour"),
    "second year": (2, "year"),
    "other year": (2, "year"),
    "third year": (3, "year"),
    "triennially": (3, "year"),
    "biennial": (2, "year"),
    "triennial": (3, "year"),
}
_EACH = {"yearly": "year", "monthly": "month", "weekly": "week"}
"""How often, behind a number: "three-yearly"."""
_LENGTHS = ("hours", "days", "working days", "weeks", "months")
"""The units of an answer that is a length of time: "one case in ten" is none."""
_HOURS = {"hour": 1, "day": 24, "week": 168, "fortnight": 336}
_IN_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_CAPITAL = r"(?-i:[A-Z0-9][\w'’&/-]*)"
_LINKED = r"(?: (?-i:of|for|and|&|the|in|to|with|on)){0,2}"
_NAME = (
    r"(?:(?-i:Assistant |Deputy |Corporate |Executive |Strategic |Service )?(?-i:Director|Head|Manager|Lead)"
    rf" , {_CAPITAL}(?: {_CAPITAL})*"
    # "AI Assurance, Safety and Oversight Group"
    rf"|(?-i:[A-Z][\w'’&/-]*)(?: {_CAPITAL})*(?: , {_CAPITAL}(?: {_CAPITAL})*)+ (?:and|&)(?: {_CAPITAL})*"
    r" (?-i:Group|Board|Panel|Committee|Forum|Team)"
    # "Raising Concerns (Whistleblowing) Policy"
    rf"|(?-i:[A-Z][\w'’&/-]*)(?: {_CAPITAL})* \( {_CAPITAL} \)(?: (?-i:Policy|Procedure|Code|Framework))"
    rf"|(?-i:[A-Z][\w'’&/-]*)(?:{_LINKED} {_CAPITAL})*"
    # "Corporate Director (Resources)", but not "Senior Information Risk Owner (SIRO)".
    r"(?: \( (?-i:[A-Z][a-z][\w'’&/-]*)(?: (?-i:and|&) (?-i:[A-Z][a-z][\w'’&/-]*))* \))?)"
)
_PLAIN_POST = (
    r"(?-i:(?:assistant |deputy )?(?:head|director) of (?:[a-zA-Z]+)(?: and [a-z]+)?"
    r"|(?:(?!the |a |an |our |your |by |and |or |of |to |with |from |any |each |relevant |line )[a-zA-Z]+ ){1,3}?"
    r"(?:officer|manager|director|team|committee|board|panel|executive(?: officer)?|lead|clerk|owner))"
)
QUOTED = r"[\"“‘'] (?P<quoted>[^\"“”]+?) [\"”’']"
"""An answer in quotation marks."""
SLOTS = {
    "integer": rf"(?P<value>{_COUNT}[ -](?:yearly|monthly|weekly)|£?{_COUNT}(?:{_KIND})?(?: {_UNIT})?"
    rf"|(?:{'|'.join(_ONE)})(?:{_KIND})? {_UNIT}|{_UNIT}"
    rf"|{'|'.join(_OFTEN)}|{'|'.join(_MONTHS)})",
    "role": rf"(?P<value>{_NAME}|{_PLAIN_POST})",
    "text": rf"(?:{QUOTED}|(?P<value>{_NAME}))",
    "email": r"(?P<value>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)",
    "url": r"(?P<value>https?://\S+)",
    "date": r"(?P<value>\d{1,2}(?:st|nd|rd|th)? [A-Za-z]+ \d{4})",
    # A day, or a month, as the table on a policy's first page has it. No parameter is of this type.
    "day": rf"(?P<value>(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:{'|'.join(_MONTHS)}|(?-i:[A-Z][a-z][a-z])) \d{{4}}"
    r"|\d{1,2} [/-] \d{1,2} [/-] \d{4}|\d{1,2}\.\d{1,2}\.\d{4})",
    "list": r"(?P<value>[^.;:?!()]+?)",
}
"""How an answer is said, by the type of its parameter; for the other types a pattern means one."""

_LONGEST_ENTRY = 6
_POST = re.compile(
    r"\b(?:Officer|Manager|Director|Owner|Guardian|Lead|Group|Board|Team|Committee|Panel|Executive|Clerk|Services?|Head|"
    r"Chief|SIRO|DPO|SRO|Unit|Contact|Co-?ordinator|Advis[eo]r|Solicitor|Secretary|Leader|Member|Principal)\b"
)


def said_value(words: str, quoted: bool, type: str, unit: str, holding: re.Pattern[str] | None = None) -> Any:
    """Return the answer that some words hold, as a profile would have it; None where they give none.

    An answer holds one of the words of `holding`, and so does each entry of a list.
    """
    words = words.strip()
    if holding and not holding.search(words):
        return None
    if type == "integer":
        return _number(words, unit)
    if type in ("date", "day"):
        day = _day(words, type == "day")
        return day.isoformat() if day else None
    if type == "list":
        return (list(_held(words, holding)) if holding else _entries(words)) or None
    if type == "role":
        return _post(words)
    if quoted:
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


_AFTER_A_NAME = re.compile(
    # "Full Council on 12 May", "Resources Committee of Ashcombe Council"
    rf"\s+(?:on|in) (?:\d|(?:{'|'.join(_MONTHS)})\b).*$"
    r"|\b(Committee|Cabinet|Board|Executive|Team|Group|Panel) of (?:the )?[A-Z].*\bCouncil$"
)
_OWNER = re.compile(
    r"^(?:[A-Z]\w+ ){0,3}?(?:Council|Authority|Association|Trust|Organisation|City|Company|Force|Group)['’]s\s+"
)
_NO_NAMES = frozenset({"Disciplinary", "Board", "Group", "Panel", "Committee", "Forum", "Team"})


def _post(words: str) -> str | None:
    name = _name(words)
    if _POST.search(name):
        return name
    # "the data protection officer": a post, as everybody speaks of it.
    return name[:1].upper() + name[1:] if name[:1].islower() and re.fullmatch(_PLAIN_POST, name) else None


def _name(words: str) -> str:
    words = re.sub(r"^(?:The|Our|Your|An?|the|our|your)\s+", "", words)
    words = _OWNER.sub("", words)
    first, joined, second = words.partition(" and the ")
    if joined and _POST.search(second) and not _POST.search(first):
        words = second  # "under the Procurement Code and the Head of Commercial"
    first, joined, second = words.partition(" and ")
    # "the Senior Information Risk Owner and the Monitoring Officer" are two; "Director of Finance and Resources" one.
    if joined and _POST.search(first.split()[-1] if first.split() else "") and _POST.search(second):
        words = first
    words = _AFTER_A_NAME.sub(lambda found: found[1] or "", words)
    name = re.sub(r"\s+(?:of|for|and|the|in|to|with|on|&)$", "", words).strip(" ,")
    return "" if name in _NO_NAMES else name


def _entries(words: str) -> list[str]:
    parts = re.split(r"\s*,\s*(?:and |or )?| and | or ", words)
    entries = [re.sub(r"^(?:the|our|your|all|any)\s+", "", part.strip(" \"'“”")) for part in parts]
    return [] if any(len(entry.split()) > _LONGEST_ENTRY for entry in entries) else [each for each in entries if each]


_BETWEEN = re.compile(
    r"\s*[,|/]\s*|\s+(?:and|or|as well as|including|whether|alike|both|plus|such as|who|that)\s+|\s*[“”\"]\s*",
    re.IGNORECASE,
)
_BEFORE_AN_ENTRY = re.compile(
    r"^(?:(?:\S+\s+){0,4}?(?:applies to|apply to|covers?|binds?|includes?)\s+"
    r"|(?:the|its|our|your|all|any|every|each|other|and|or|including|also|both|of|for|with|to|by)\s+"
    r"|(?:council|authority|trust|university|city|college|organisation|company)(?:'s|’s)?\s+(?=\w))+",
    re.IGNORECASE,
)
_AFTER_AN_ENTRY = re.compile(
    r"\s+(?:of the|of our|with|working|acting|engaged|employed|at|within|in|using|alike|for|before|over|on our)\b"
    r"|\s+(?:is|are|to|must|will|should|may)\b"
)
_NOT_AN_ENTRY = re.compile(r"\b(?:data|information|details|records|tools?)\b")


def _held(words: str, holding: re.Pattern[str]) -> Iterator[str]:
    """Yield the entries of a list that hold one of some words: of whom a policy binds, those that are people."""
    seen = set()
    for part in _BETWEEN.split(words):
        entry = _BEFORE_AN_ENTRY.sub("", part.strip(" \"'“”"))
        entry = _AFTER_AN_ENTRY.split(entry)[0].strip()
        if _NOT_AN_ENTRY.search(entry):
            continue
        if holding.search(entry) and len(entry.split()) <= _LONGEST_ENTRY and entry.lower() not in seen:
            seen.add(entry.lower())
            # "Volunteers" are volunteers; "Unite" is a name, which is known by its capital.
            is_word = entry[1:2].islower() and " " not in entry and holding.search(entry.lower())
            yield entry[:1].lower() + entry[1:] if is_word else entry


def _day(words: str, month_will_do: bool) -> date | None:
    words = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", words)
    return day_in_words(words) or (day_in_words(f"1 {words}") if month_will_do else None)


def _number(words: str, unit: str) -> int | None:
    lower = words.lower().strip()
    if words in _MONTHS:
        return 12 if unit == "months" else None
    count, noun = _OFTEN.get(lower, (0, ""))
    number, _, each = lower.replace("-", " ").rpartition(" ")
    if each in _EACH and (number.isdecimal() or number in _NUMBERS):
        count, noun = int(number) if number.isdecimal() else _NUMBERS[number], _EACH[each]
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
        return None if unit in _LENGTHS else count
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
