"""The report on an old policy for the terminal: its front page, and a line for each passage."""

from __future__ import annotations

from collections.abc import Iterator

from policybuilder.adopt.adoption import Adoption
from policybuilder.adopt.words import (
    STANDINGS,
    decision_rows,
    five_gaps,
    front_sentences,
    gap_line,
    heading,
    place_words,
    ranges,
)
from policybuilder.coverage.on_screen import strong, wrapped
from policybuilder.library.library import Library


def write_text(adoption: Adoption, library: Library, colour: bool, width: int) -> str:
    """Return a report as text, lines of at most `width` characters where words allow."""
    return "\n".join(_lines(adoption, library, colour, max(width, 40))) + "\n"


def _lines(adoption: Adoption, library: Library, colour: bool, width: int) -> Iterator[str]:
    yield from (strong(line, colour) for line in wrapped(heading(adoption), width))
    for sentence in front_sentences(adoption):
        yield from wrapped(sentence, width)
    if gaps := five_gaps(adoption):
        yield ""
        yield strong("The gaps that matter most", colour)
        for gap in gaps:
            yield from wrapped(f"{gap.title} ({gap.clause}, {gap.level}). {gap_line(gap)}", width, "- ")
    rows = decision_rows(adoption, library)
    if rows:
        yield ""
        yield strong("Decisions", colour)
        for row in rows:
            yield from wrapped(f"{row.question} {row.answer} ({row.sure}; {place_words(row.decision)})", width, "- ")
    yield ""
    yield strong("Every passage", colour)
    for passage in adoption.policy.passages:
        named = ", ".join(match.clause for match in adoption.matches.get(passage.number, ()))
        said = STANDINGS[adoption.standing(passage)]
        line = f"{passage.number}. {passage.beginning} [{said}{f': {named}' if named else ''}]"
        yield from wrapped(line, width)
    lacking = [gap for gap in adoption.missing if gap.level == "mandatory"]
    if lacking:
        yield ""
        yield strong("Mandatory clauses that are missing", colour)
        for gap in lacking:
            touched = f"; see {ranges(gap.touched)}" if gap.touched else ""
            yield from wrapped(f"{gap.title} ({gap.clause}){touched}", width, "- ")
    if adoption.stale:
        yield ""
        yield strong("What is stale or wrong", colour)
        for found in adoption.stale:
            yield from wrapped(f"passage {found.passage}: {found.message} To do: {found.hint}.", width, "- ")
