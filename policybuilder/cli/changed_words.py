"""What a build says of the sections it changed: by answer, so that one that touches two documents shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from policybuilder.lifecycle.build import Built
from policybuilder.lifecycle.changed_sections import Section

MOST_COUNCILS = 5
"""Of how many councils each section is named; more are counted."""
_MOST_HEADINGS = 8


def changed_words(built: Sequence[Built], written: bool) -> Iterator[str]:
    """Yield lines that say which sections have other words than the drafts before; none when none has."""
    changed = [item for item in built if item.sections]
    councils = list(dict.fromkeys(item.profile for item in changed))
    if len(councils) > MOST_COUNCILS:
        sections = sum(len(item.sections) for item in changed)
        how = "changed" if written else "would change"
        where = f"{len(changed):,} documents of {len(councils):,} councils"
        yield f"{how}: {sections:,} sections in {where}; build one council to see which"
        return
    for council in councils:
        yield from _of_council(council, [item for item in changed if item.profile == council], written)


def _of_council(council: str, changed: Sequence[Built], written: bool) -> Iterator[str]:
    answers = dict.fromkeys(name for item in changed for section in item.sections for name in section.answers)
    for name in answers:
        yield f"{council}: the new answer to {name} {'changes' if written else 'would change'}"
        yield from _listed(changed, [[s for s in item.sections if name in s.answers] for item in changed])
    others = [[section for section in item.sections if not section.answers] for item in changed]
    if any(others):
        why = "changed for another reason" if answers else "changed" if written else "would change"
        yield f"{council}: {why} (the library, your own text, or a fact of the council)"
        yield from _listed(changed, others)


def _listed(changed: Sequence[Built], sections: Sequence[Sequence[Section]]) -> Iterator[str]:
    also = ""
    for item, found in zip(changed, sections, strict=True):
        if found:
            count = "1 section" if len(found) == 1 else f"{len(found)} sections"
            yield f"  {also}{count} of {item.title}: {'; '.join(_headings(found))}"
            also = "also "


def _headings(sections: Iterable[Section]) -> Iterator[str]:
    names = [each.heading if each.how == "changed" else f"{each.heading} ({each.how})" for each in sections]
    yield from names[:_MOST_HEADINGS]
    if len(names) > _MOST_HEADINGS:
        yield f"and {len(names) - _MOST_HEADINGS} more"
