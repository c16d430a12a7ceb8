"""The report on an old policy for the terminal: its front page, and a line for each passage."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from policybuilder.adopt.adoption import Adoption
from policybuilder.adopt.words import (
    STANDINGS,
    covered_sentence,
    decision_rows,
    five_gaps,
    gap_line,
    heading,
    held_sentence,
    stale_sentence,
)
from policybuilder.compare.sentences import printable
from policybuilder.library.library import Library

_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


def write_text(adoption: Adoption, library: Library, colour: bool, width: int) -> str:
    """Return a report as text, lines of at most `width` characters where words allow."""
    return "\n".join(_lines(adoption, library, colour, max(width, 40))) + "\n"


def _lines(adoption: Adoption, library: Library, colour: bool, width: int) -> Iterator[str]:
    yield from (_strong(line, colour) for line in _wrapped(heading(adoption), width))
    for sentence in (covered_sentence(adoption), held_sentence(adoption), stale_sentence(adoption)):
        yield from _wrapped(sentence, width)
    if gaps := five_gaps(adoption):
        yield ""
        yield _strong("The gaps that matter most", colour)
        for gap in gaps:
            yield from _wrapped(f"{gap.title} ({gap.clause}, {gap.level}). {gap_line(gap)}", width, "- ")
    rows = decision_rows(adoption, library)
    if rows:
        yield ""
        yield _strong("Decisions", colour)
        for row in rows:
            where = f"passage {row.decision.passage}" if row.decision.passage else "front page"
            yield from _wrapped(f"{row.question} {row.answer} ({row.sure}; {where})", width, "- ")
    yield ""
    yield _strong("Every passage", colour)
    for passage in adoption.policy.passages:
        named = ", ".join(match.clause for match in adoption.matches.get(passage.number, ()))
        said = STANDINGS[adoption.standing(passage)]
        line = f"{passage.number}. {passage.beginning} [{said}{f': {named}' if named else ''}]"
        yield from _wrapped(line, width)
    lacking = [gap for gap in adoption.missing if gap.level == "mandatory"]
    if lacking:
        yield ""
        yield _strong("Mandatory clauses that are missing", colour)
        for gap in lacking:
            yield from _wrapped(f"{gap.title} ({gap.clause})", width, "- ")
    if adoption.stale:
        yield ""
        yield _strong("What is stale or wrong", colour)
        for found in adoption.stale:
            yield from _wrapped(f"passage {found.passage}: {found.message} To do: {found.hint}.", width, "- ")


def _wrapped(text: str, width: int, lead: str = "") -> list[str]:
    return textwrap.wrap(
        printable(text),
        width,
        initial_indent=lead,
        subsequent_indent=" " * len(lead),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _strong(text: str, colour: bool) -> str:
    return f"{_BOLD}{text}{_PLAIN}" if colour else text
