"""What every format says of a coverage, in the same words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policybuilder.coverage.covering import Answered, Coverage, FrameworkCoverage, ItemCoverage, PartCoverage
from policybuilder.library.coverage import STATUSES

_STARTED = {
    "socitm-v1": "Socitm's sample policy of 2023",
    "socitm-v2": "version 2 of Socitm's template policy",
}
NO_NOTE = "No note says how."


def started_sentence(coverage: Coverage) -> str:
    """Return what the framework that the policy started from shows."""
    earlier = _STARTED.get(coverage.based_on, coverage.based_on)
    return f"The council's policy started from {earlier}: this shows where each of its headings is answered now."


def heading(coverage: Coverage) -> str:
    """Return the title of a coverage."""
    return f"{coverage.council}: which frameworks its policies answer, and where"


def documents_sentence(coverage: Coverage) -> str:
    """Return which documents were read."""
    titles = [title for _, title in coverage.documents]
    named = titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} and {titles[-1]}"
    return f"Read for this: {named}."


def summary(framework: FrameworkCoverage) -> str:
    """Return how many items of a framework stand in which way."""
    number = len(framework.items)
    counts = ", ".join(f"{count} {STATUSES[status]}" for status, count in framework.counts().items())
    return f"{number} item{'' if number == 1 else 's'}: {counts}."


def places(answered: Answered) -> str:
    """Return where a clause stands, as in "Staff guide, section 2.1"."""
    return "; ".join(f"{place.title}, {place.number}" for place in answered.places)


@dataclass(frozen=True)
class Told:
    """What is told of a part: what it asks ("" where the item is one part), who answers it, and what is missing."""

    part: str
    answered: tuple[Answered, ...]
    missing: tuple[str, ...]


def told(item: ItemCoverage) -> Iterator[Told]:
    """Yield what is told of each part of an item, and of why it is out of reach."""
    if item.out_of_reach:
        yield Told("", (), (item.out_of_reach,))
        return
    for part in item.parts:
        absent = () if part.answered else tuple(_absent(part))
        named = part.text if part.answered else f"Missing: {part.text}" if part.text else ""
        yield Told(named, part.answered, absent)


def _absent(part: PartCoverage) -> Iterator[str]:
    for clause in part.left_out:
        yield f'"{clause.title}" ({clause.clause}) would answer it, but is left out: {clause.why}.'
    if not part.left_out:
        yield "No clause of the library answers it."
