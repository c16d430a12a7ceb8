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
MONTHS = _MONTH_NAMES.split()
"""The names of the months: "in each May"."""
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
    "half a year": (6, "month"),
    "half-year": (6, "month"),
    "fortnightly": (1, "fortnight"),
    "a couple of weeks": (2, "week"),
    "a couple of months": (2, "month"),
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
_DAYS = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "quarter": 90, "year": 365}
"""As people count them; in weeks, three months are thirteen."""
_WORKING = {"day": 1, "week": 5, "fortnight": 10, "month": 20}
_A_FEW_DAYS = 6
_HOURS = {"hour": 1, "day": 24, "week": 168, "fortnight": 336}
_IN_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_CAPITAL = r"(?-i:[A-Z0-9][\w'’&/-]*)"
_LINKED = r"(?: (?-i:of|for|and|&|the|in|to|with|on)){0,2}"
_NO_POST = (
    r"(?!(?-i:[Tt]he |Chief|Head|Director|Deputy|Assistant|Corporate|Monitoring|Data|Information|Senior|Section|Town"
    r"|SIRO|DPO))"
)
"""Stands before a word of a title that is not the beginning of the next title in a list."""
_NAME = (
    # "Corporate Manager, Digital and Customer"
    r"(?:(?-i:Assistant |Associate |Deputy |Group |Corporate |Executive |Strategic |Service |Programme )?"
    rf"(?-i:Director|Head|Manager|Lead) , {_CAPITAL}(?: {_CAPITAL})*(?:(?: ,| (?:and|&)){{1,2}} {_NO_POST}{_CAPITAL})*"
    # "Head of Legal, Property and Governance"
    rf"|(?-i:Director|Head) of {_NO_POST}{_CAPITAL}(?: , {_NO_POST}{_CAPITAL})+ (?:and|&) {_NO_POST}{_CAPITAL}"
    # "AI Assurance, Safety and Oversight Group"
    rf"|(?-i:[A-Z][\w'’&/-]*)(?: {_CAPITAL})*(?: , {_CAPITAL}(?: {_CAPITAL})*)+ (?:and|&)(?: {_CAPITAL})*"
    r" (?-i:Group|Board|Panel|Committee|Forum|Team)"
    # "Cabinet Member for Customers, Digital and Change"
    r"|(?-i:(?:Cabinet|Executive|Lead) Member|Portfolio Holder) for"
    rf" {_CAPITAL}(?: {_CAPITAL})*(?: , {_CAPITAL}(?: {_CAPITAL})*)+ (?:and|&) {_CAPITAL}(?: {_CAPITAL})*"
    # "Raising Concerns (Whistleblowing) Policy"
    rf"|(?-i:[A-Z][\w'’&/-]*)(?: {_CAPITAL})* \( {_CAPITAL} \)(?: (?-i:Policy|Procedure|Code|Framework))"
    rf"|(?-i:[A-Z][\w'’&/-]*)(?:{_LINKED} {_CAPITAL})*(?: [–-] \d{{2,4}})?"
    # "Corporate Director (Resources)", but not "Senior Information Risk Owner (SIRO)".
    r"(?: \( (?-i:[A-Z][a-z][\w'’&/-]*)(?:(?: (?-i:and|&))? (?-i:[A-Z][a-z][\w'’&/-]*))* \))?)"
)
_PLAIN_POST = (
    r"(?-i:(?:assistant |deputy )?(?:head|director) of (?:[a-zA-Z]+)(?: and [a-z]+)?"
    r"|portfolio holder|cabinet member"
    r"|(?:(?!the |a |an |our |your |by |and |or |of |to |with |from |any |each |relevant |line )[a-zA-Z]+ ){1,3}?"
    r"(?:officer|manager|director|team|committee|board|panel|executive(?: officer)?|lead|clerk|owner))"
)
QUOTED = r"[\"“‘'] (?P<quoted>[^\"“”]+?) [\"”’']"
"""An answer in quotation marks."""
SLOTS = {
    "integer": rf"(?P<value>{_COUNT}[ -](?:yearly|monthly|weekly)|£?{_COUNT}(?:{_KIND})?(?: {_UNIT})?"
    rf"|(?:{'|'.join(_ONE)})(?:{_KIND})? {_UNIT}|{_UNIT}"
    rf"|{'|'.join(_OFTEN)}|{'|'.join(MONTHS)})",
    "role": rf"(?P<value>{_NAME}|{_PLAIN_POST})",
    "text": rf"(?:{QUOTED}|(?P<value>{_NAME}))",
    "email": r"(?P<value>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)",
    # "example.gov.uk/ai", as people write it.
    "url": r"(?P<value>https?://\S+|(?:[a-z0-9-]+\.)+[a-z]{2,}/\S+)",
    "date": r"(?P<value>\d{1,2}(?:st|nd|rd|th)? [A-Za-z]+ \d{4})",
    # A day, or a month, as the table on a policy's first page has it. No parameter is of this type.
    "day": rf"(?P<value>(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:{'|'.join(MONTHS)}|(?-i:[A-Z][a-z][a-z])) \d{{4}}"
    r"|\d{1,2} [/-] \d{1,2} [/-] \d{4}|\d{1,2}\.\d{1,2}\.\d{4})",
    "list": r"(?P<value>[^.;:?!()]+?)",
}
"""How an answer is said, by the type of its parameter; for the other types a pattern means one."""

_LONGEST_ENTRY = 6
_POST = re.compile(
    r"\b(?:Officer|Manager|Director|Owner|Guardian|Lead|Group|Board|Team|Committee|Panel|Executive|Clerk|Services?|Head|"
    r"Chief|SIRO|DPO|SRO|C[TIEOD]O|CISO|Holder|Unit|Contact|Co-?ordinator|Advis[eo]r|Solicitor|"
    r"Secretary|Leader|Member|Principal|Editor|Librarian|Bursar|Bureau|Gatekeeper|Desk|Office|Nurse|Ranger|Headteacher|Constable|Superintendent|Inspector|Counsel|CFO|"
    r"Commissioner|Registrar|Treasurer|Partner|Mayor|Provost|Chair|Convener|Controller|Architect|Archivist)\b"
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
    if type == "url":
        return words if "://" in words else f"https://{words}"
    if type in ("date", "day"):
        day = _day(words, type == "day")
        return day.isoformat() if day else None
    if type == "list" and quoted:
        return [words]
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
    rf"\s+(?:on|in) (?:\d|(?:{'|'.join(MONTHS)})\b).*$"
    r"|\b(Committee|Cabinet|Board|Executive|Team|Group|Panel|Full Council) of (?:the )?[A-Z].*\b"
    r"(?:Council|Borough|City|County|District|Authority)$"
)
_BEFORE_A_NAME = re.compile(
    # "That Cabinet approves …", "Tell the Information Security Officer"
    r"^(?:(?:That|Tell|Ask|Contact|Inform|Notify|Email|Call|Ring|See|Only|If|When|Where|Once|As|By|From|To|Then|And|But|"
    r"With|For|In|Any|Every|Each|All|Both|Resolved|RESOLVED|Until|Unless|Speak to|Report to|Before|After)\s+)*"
    r"(?:(?:The|Our|Your|An?|the|our|your|an?)\s+)?"
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
    words = _BEFORE_A_NAME.sub("", words)
    words = _OWNER.sub("", words)
    first, joined, second = words.partition(" and the ")
    if joined and _POST.search(second) and not _POST.search(first):
        words = second  # "under the Procurement Code and the Head of Commercial"
    first, joined, second = words.partition(" and ")
    # "the Senior Information Risk Owner and the Monitoring Officer" are two; "Director of Finance and Resources" one.
    if joined and _POST.search(first.split()[-1] if first.split() else "") and _POST.search(second):
        words = first
    for _ in range(2):  # a day, and then whose body it is
        words = _AFTER_A_NAME.sub(lambda found: found[1] or "", words)
    words = re.sub(r"['’]s?$", "", words)
    name = re.sub(r"\s+(?:of|for|and|the|in|to|with|on|&)$", "", words).strip(" ,")
    return "" if name in _NO_NAMES else name


def _entries(words: str) -> list[str]:
    parts = re.split(r"\s*,\s*(?:(?:and|or) )?", words)
    if len(parts) == 1:
        parts = re.split(r" and | or ", words)
    elif not re.search(r",\s*(?:and|or) \S[^,]*$", words):
        # "streets, warm and safe homes and parks": the last word that joins is the one between entries.
        parts[-1:] = re.split(r" (?:and|or) (?!.* (?:and|or) )", parts[-1])
    # "recorded in the Records Policy and Procurement Code": what leads to the first is no part of it.
    entries = [
        re.sub(r"^(?:(?:in|under|by|with|to)\s+the\s+|(?:the|our|your|all|any)\s+)", "", part.strip(" \"'“”"))
        for part in parts
    ]
    return [] if any(len(entry.split()) > _LONGEST_ENTRY for entry in entries) else [each for each in entries if each]


_BETWEEN = re.compile(
    r"\s*[,|/]\s*|\s+(?:and|or|as well as|including|whether|alike|both|plus|such as|who|that)\s+|\s*[“”\"]\s*",
    re.IGNORECASE,
)
_ADJECTIVES = re.compile(
    r"\b(agency|temporary|permanent|casual|fixed-term|part-time|full-time|bank) and (\w[\w-]* \w+)", re.I
)
"""Stand together before one noun: "agency and temporary staff"."""
_A_KIND = re.compile(r"(?!.*(?i:councillor|member|use\b|using|work\b|home|office|data|AI\b|tool))(?:[\w’'-]+ ?){1,3}")
"""A few words that may be a kind of people."""
_EACH_ONE = re.compile(r"^(?:.*\b)?(?:every|each|any|an?)\s+\S+", re.I)
_MANY = re.compile(r"(?:(?<=part)y|ee|or|er|ant|apprentice|partner)$")
"""Ends what is said of each of them: "every employee", "any third party"."""
_BEFORE_AN_ENTRY = re.compile(
    r"^(?:[A-Z]?\d+(?:\.\d+)*\.?\s+|(?:\S+\s+){0,4}?(?:applies to|apply to|covers?|binds?|includes?)\s+"
    r"|(?:if you are|an?|the|its|our|your|all|any|every|each|other|and|or|including|also|both|of|for|with|to|by)\s+"
    r"|(?:council|authority|trust|university|city|college|organisation|company)(?:'s|’s)?\s+(?=\w))+",
    re.IGNORECASE,
)
_AFTER_AN_ENTRY = re.compile(
    r"\s+(?:of the|of our|with|working|acting|engaged|employed|at|within|in|using|alike|for"
    r"|before|over|on our|on any|given|under|holding|whatever|or not)\b"
    r"|\s+(?:is|are|to|must|will|shall|should|may)\b"
)
_NOT_AN_ENTRY = re.compile(r"\b(?:data|information|details|records|tools?)\b")


def _held(words: str, holding: re.Pattern[str]) -> Iterator[str]:
    """Yield the entries of a list that hold one of some words: of whom a policy binds, those that are people.

    A short entry between two of them is one of their kind: "officers, the special constabulary, volunteers".
    """
    parts = [_entry(part) for part in _BETWEEN.split(_ADJECTIVES.sub(r"\1 & \2", words))]
    held = [at for at, entry in enumerate(parts) if _is_held(entry, holding)]
    seen = set()
    for at, part in enumerate(parts):
        between = held and held[0] < at < held[-1] and bool(_A_KIND.fullmatch(part))
        if at not in held and not between:
            continue
        if named := holding.search(part):
            # "GMB helped": the name alone.
            part = named[0] if named[0].isupper() and part.replace(named[0], "").islower() else part
        entry = part.replace(" & ", " and ") if _ADJECTIVES.search(part.replace(" & ", " and ")) else part
        if entry.lower() in seen:
            continue
        seen.add(entry.lower())
        # "Volunteers" are volunteers; "Unite" is a name, which is known by its capital.
        is_word = entry[1:2].islower() and " " not in entry and holding.search(entry.lower())
        yield entry[:1].lower() + entry[1:] if is_word else entry


def _entry(part: str) -> str:
    entry = part.strip(" \"'“”")
    is_each = _EACH_ONE.search(entry)
    entry = _AFTER_AN_ENTRY.split(_BEFORE_AN_ENTRY.sub("", entry))[0].strip()
    return _MANY.sub(lambda found: "ies" if found[0] == "y" else f"{found[0]}s", entry) if is_each else entry


def _is_held(entry: str, holding: re.Pattern[str]) -> bool:
    is_short = 0 < len(entry.split()) <= _LONGEST_ENTRY
    return is_short and bool(holding.search(entry)) and not _NOT_AN_ENTRY.search(entry)


def _day(words: str, month_will_do: bool) -> date | None:
    words = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", words)
    return day_in_words(words) or (day_in_words(f"1 {words}") if month_will_do else None)


def _number(words: str, unit: str) -> int | None:
    lower = words.lower().strip()
    if words in MONTHS:
        return 12 if unit == "months" else None
    if lower in ("day", "days", "hour", "hours"):
        return None  # "day to day" is no length of time
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
    """Return a length of time in the unit of a parameter, the nearest one; None where none is near."""
    if not noun:
        return None if unit in _LENGTHS else count
    if unit == "hours":
        return count * _HOURS[noun] if noun in _HOURS and not working else None
    if unit == "working days":
        return count * _WORKING[noun] if noun in _WORKING else None
    if noun == "hour" or (working and unit != "days"):
        return None
    if unit == "days":
        years, months = divmod(count, 12) if noun == "month" else (0, count)
        return years * _DAYS["year"] + months * _DAYS[noun]
    if unit == "weeks":
        return round(count * _DAYS[noun] / 7) or None
    if unit == "months":
        return count * _IN_MONTHS[noun] if noun in _IN_MONTHS else _nearly(count * _DAYS[noun])
    return None


def is_exact(words: str, unit: str) -> bool:
    """Return whether words give a length of time exactly in a unit: "a month" is 28 to 31 days."""
    noun = next((each for each in _DAYS if re.search(rf"\b{each}", words.lower())), "")
    if unit == "days" and "working" in words.lower():
        return False  # five working days are a week, as a rule
    if unit == "months":
        return noun not in ("day", "week", "fortnight")
    if unit == "weeks" and noun == "day":
        return False
    return not (unit in ("days", "weeks", "working days") and noun in _IN_MONTHS)


def _nearly(days: int) -> int | None:
    """Return the months that some days are, give or take a few: twelve weeks are three months, six weeks are none."""
    months = round(days / _DAYS["month"])
    return months if months and abs(days - months * _DAYS["month"]) <= _A_FEW_DAYS else None
