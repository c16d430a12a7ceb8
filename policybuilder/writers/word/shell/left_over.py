"""What in a letterhead's words looks left over: from a form that nobody filled in, or from another document.

It is told by how people write such things, in English and Welsh. What is found is said and never changed, so a word too
many does no harm; what waits in a control of Word's is known from the file itself (own_words.py).
"""

from __future__ import annotations

import re
from functools import cache

from policybuilder.labels import labels_for

_FILLED = (
    r"(?:name|title|sub-?title|heading|text|details|content|logo|picture|image|date|address|number|author|department"
    r"|directorate|service|council|company|version|document|item|building block|letter|report|message|subject"
    r"|job title)"
)
"""What a form asks for."""
_ARTICLE = r"(?:an?|the|your|you|our|this)"
_PLACEHOLDER = re.compile(
    r"\b(?:click|tap|cliciwch)\b.{0,30}\b(?:here|to|yma|i)\b.{0,40}\b(?:enter|add|type|insert|nodi|ychwanegu|deipio)\b"
    rf"|^\W*(?:choose|select|pick|enter|insert|add|type|dewiswch|rhowch)\s+(?:{_ARTICLE}\s+)?(?:\w+\s+){{0,2}}{_FILLED}"
    r"(?:\s+(?:here|of\b.*))?\W*$"
    r"|\b(?:type|enter|insert|add) (?:the |your )?[\w ]{1,30} here\b"
    rf"|\b{_FILLED}\s+(?:(?:goes|go|to go)\s+)?here\b"
    r"|\((?:insert|enter|add|type|delete)\b[^)]{0,80}\)"
    r"|\blorem ipsum\b|\b(?:sample|dummy|placeholder) text\b|\b(body text)\W+\1|^\W*body text\W*$"
    r"|\bdelete (?:this|these|if not|as (?:appropriate|applicable|necessary)|where not)\b|\bdilëwch (?:hwn|y dudalen)\b"
    r"|(?<!\w)(?:dd?|xx?)\s?[/.-]\s?(?:mm?m?|xx?)\s?[/.-]\s?(?:yyyy|yy|xxxx|xx)(?!\w)"
    r"|\bdd?\s+(?:mmmm?|month)\s+yy(?:yy)?\b"
    r"|(?<!\w)_{2,}\s*/\s*_{2,}|(?<!\w)x{3,}(?!\w)|[.…_]{6,}|…{2,}"
    r"|^\W*(?:tbc|tba|(?:(?:document|report|policy|main|your)\s+)?(?:title|sub-?title)|heading(?:\s\d)?)\W*$",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\[([^\W\d_][^\[\]]{1,80})\]|<([^\W\d_][^<>@:/]{1,60})>|«([^«»]{1,60})»")
_MARKING = re.compile(
    r"^(?:not (?:\w+ )?)?(?:official|protect\w*|restricted|confidential|unclassified|secret|public|internal|marked"
    r"|swyddogol)\b",
    re.IGNORECASE,
)
"""A protective marking, which councils print in brackets."""


def placeholders_in(words: str) -> tuple[str, ...]:
    """Return what in some words waits to be filled in or taken out, such as "[Document title]", in order."""
    found = [(each.start(), each.end()) for each in _PLACEHOLDER.finditer(words)]
    found += [
        (each.start(), each.end())
        for each in _BRACKETED.finditer(words)
        if not _MARKING.match(next(filter(None, each.groups())))
    ]
    apart: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return tuple(words[start:end] for start, end in apart)


# Versions, days and years ----------------------------------------------------------------------------------

_NUMBERED = r"(?:version|ver|issue|revision|rev|draft|edition|fersiwn|drafft|rhifyn|diwygiad|argraffiad)"
_YEAR = r"(?:19|20)\d\d"
_DONE = (
    r"(?:updated|reviewed?|approved|adopted|revised|amended|issued?|published|printed|created|effective|valid|dated?"
    r"|agreed|ratified|diweddarwyd|adolyg\w+|cymeradwy\w+|cyhoedd\w+)"
)
_DAY_NUMBER, _MONTH_NUMBER = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_TYPED = (
    rf"\b{_NUMBERED}\b\.?\s*(?:no\.?|number|num\.?|rhif)?\s*[:.#]?\s*\d+(?:\.\d+)*[a-z]?\b",
    r"\bv\s*[:.]?\s*\d+(?:\.\d+)*\b",
    rf"\b(?:\d+(?:st|nd|rd|th)|first|second|third|{_YEAR})\s+edition\b",
    rf"(?<![\d./-]){_DAY_NUMBER}(?P<sign>[/.]){_MONTH_NUMBER}(?P=sign)(?:{_YEAR}|\d\d)(?![\d./-])",
    rf"(?<![\d./-]){_DAY_NUMBER}-{_MONTH_NUMBER}-{_YEAR}(?![\d./-])",
    rf"(?<![\d./-]){_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?![\d./-])",
    rf"\b(?:spring|summer|autumn|winter|gwanwyn|haf|hydref|gaeaf)\s+{_YEAR}\b",
    rf"\b{_DONE}\b[^.;|]{{0,40}}\b{_YEAR}\b",
    rf"(?:©|\(c\)|\bcopyright\b|\bhawlfraint\b)[^.;|]{{0,40}}\b{_YEAR}\b",
    r"(?<![\d/-])20\d\d\s*(?:/|–|-|\bto\b)\s*(?:20)?\d\d(?![\d/-])",
    r"\b(?:page|tudalen)\s+\d+(?:\s+(?:of|o)\s+\d+)?\b",
)
_SHORT_MONTHS = ("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept?", "oct", "nov", "dec")


def typed_in(words: str, language: str) -> tuple[str, ...]:
    """Return the versions, days, months, years and page numbers that somebody typed in some words, in order."""
    return tuple(dict.fromkeys(found[0] for found in _typed(language).finditer(words)))


@cache
def _typed(language: str) -> re.Pattern[str]:
    months = "|".join(map(re.escape, sorted({*labels_for(language).months, *labels_for("en").months})))
    month = rf"\b(?:{months}|(?:{'|'.join(_SHORT_MONTHS)})\b\.?),?\s*(?:{_YEAR}|['’]\d\d)\b"
    return re.compile("|".join((*_TYPED, month)), re.IGNORECASE)


# Titles -----------------------------------------------------------------------------------------------------

_KINDS = (
    r"(?:policy|policies|procedures?|strategy|handbook|guidance|guidelines?|guide|code of (?:conduct|practice)"
    r"|framework|protocol|standards?|statement|terms of reference|minutes|agenda|report|template|form|plan|charter"
    r"|scheme|manual|notice|note|register|constitution|briefing|business case|job description"
    r"|questionnaire|assessment|agreement|contract|specification|newsletter|bulletin"
    r"|memo(?:randum)?|letter|fax|press release|polisi|polisïau|strategaeth|adroddiad|canllawiau|cofnodion)"
)
_ENDS = re.compile(rf"\b{_KINDS}\W*(?:{_YEAR}(?:\W(?:20)?\d\d)?\W*)?$", re.IGNORECASE)
_BEGINS = re.compile(
    rf"^\W*(?:(?:title|subject|teitl|pwnc)\s*:\s*\w|{_KINDS}\s*:\s*\w|(?:appendix|annexe?|schedule|atodiad)\s+(?:[A-Z]|\d+)\b"
    r"|(?:polic(?:y|ies)|strategy|guidance|framework|protocol|guidelines|procedures?|charter|plan)\s+(?:on|for|about)\s"
    r"|(?:guide|report|minutes|agenda|terms of reference)\s+(?:to|of|for)\s+(?:the\b|(?-i:[A-Z])))",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"^\W*(?:see|read|view|our|find|visit|report|call|e?mail|contact|www)\b.*\b(?:our|us|here|at|a|an)\b", re.I
)
_PARTS = re.compile(r"(?<!\s)\s+[|–—•·-]+\s+|\s*\|\s*|\t+|\s{3,}")
_LONGEST_TITLE = 10
"""How many words a title has at most."""


def titles_in(words: str) -> tuple[str, ...]:
    """Return the parts of some words, between dashes and tabs, that read as the title of a document."""
    return tuple(
        part.strip()
        for part in _PARTS.split(words)
        if len(part.split()) <= _LONGEST_TITLE
        and (_ENDS.search(part) or _BEGINS.match(part)) is not None
        and not _NO_TITLE.match(part)
    )
