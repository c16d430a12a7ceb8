"""What stands round the policy in its file: the lines of a cover, and the report to a committee that it came with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from policybuilder.adopt.old_policy import BEFORE_PLACE, OldPassage, OldPolicy

_REPORT = re.compile(
    r"(?:(?:purpose|summary) of (?:the |this )?report|(?:officer )?recommendations?(?: and reasons?)?"
    r"|reasons? for (?:the )?(?:decision|recommendations?|report)|(?:alternative )?options?(?: considered| appraisal)?"
    r"|(?:alternative|other) options .*|decisions? (?:required|sought)|report author|contact officer"
    r"|(?:financial|legal|equality|equalities|resource|staffing|human resources?|hr|risk|climate|environmental|property"
    r"|procurement|community safety|health|policy|other|corporate|value for money)(?:,? (?:and|&|/) [a-z ]+)?"
    r" implications?|implications?(?: of .*)?|comments of (?:the )?(?:section 151|chief finance|monitoring) officer"
    r"|background (?:papers|documents)|(?:list of )?(?:appendices|annexes)(?: to (?:the |this )?report)?)",
    re.IGNORECASE,
)
"""The headings of a report to a committee, which no policy has."""
_BESIDE = re.compile(
    r"(?:executive )?summary|background|context|consultation.*|engagement.*|conclusions?|next steps|timetable.*"
    r"|proposals?|key issues?|risks?(?: management| assessment)?|corporate (?:priorities|plan)|.*impact assessments?",
    re.IGNORECASE,
)
"""Headings that stand in such a report, and in policies as well."""
_FEWEST = 3
"""So many headings of a report make a file one."""
_LAST_PAGES = re.compile(r"background|appendices|annexes|list of|report author|contact", re.IGNORECASE)
_END_OF_SENTENCE = (".", "!", "?", ":")


def cover_lines(policy: OldPolicy) -> frozenset[int]:
    """Return the numbers of the lines above the first sentence and the first heading: the council's name, a version."""
    first = list(takewhile(_is_on_the_cover, policy.passages))
    headed = any(not passage.place.startswith(BEFORE_PLACE) for passage in policy.passages)
    return frozenset(passage.number for passage in first) if headed else frozenset()


def _is_on_the_cover(passage: OldPassage) -> bool:
    above = passage.place.startswith(BEFORE_PLACE) and passage.kind == "paragraph"
    return above and not passage.text.rstrip("\"'”’)").endswith(_END_OF_SENTENCE)


def report_passages(policy: OldPolicy) -> frozenset[int]:
    """Return the numbers of the passages of a report to a committee that the policy is annexed to.

    Such a report comes first and says what is proposed, why and at what cost. The policy follows; what the report lists
    at its end, such as its background papers, may come after it. A file without such a report has none.
    """
    titles = list(dict.fromkeys(passage.title for passage in policy.passages))
    own = [title for title in titles if _REPORT.fullmatch(_bare(title))]
    if len(own) < _FEWEST:
        return frozenset()
    opening = [titles.index(title) for title in own if not _LAST_PAGES.match(_bare(title))]
    end = _with_what_follows(titles, max(opening, default=-1) + 1)
    if not any(title not in own for title in titles[end:]):
        return frozenset()  # nothing else is in the file: it has no annex, or the policy has such headings itself
    around = {*titles[:end], *own}
    return frozenset(passage.number for passage in policy.passages if passage.title in around)


def _with_what_follows(titles: Sequence[str], end: int) -> int:
    """Return where the sections of a report end that run on from its last heading that no policy has."""
    return end + len(list(takewhile(lambda title: _BESIDE.fullmatch(_bare(title)), titles[end:])))


def _bare(title: str) -> str:
    return re.sub(r"^[\d.()\s]+|[\s.:]+$", "", title)
