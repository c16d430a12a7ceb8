"""What a build says of the sections it changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from policybuilder.lifecycle.changed_by_answer import ChangedSections, changed_by_answer

if TYPE_CHECKING:
    from policybuilder.lifecycle.built import Built
    from policybuilder.lifecycle.changed_sections import ChangedSection

MOST_COUNCILS = 5
"""Of how many councils each section is named; more are counted."""
_MOST_HEADINGS = 8


def changed_words(built: Sequence[Built], written: bool) -> Iterator[str]:
    """Yield lines that say which sections have other words than the drafts before; none when none has."""
    changed = [item for item in built if item.sections]
    councils = {item.profile for item in changed}
    if len(councils) > MOST_COUNCILS:
        sections = sum(len(item.sections) for item in changed)
        how = "changed" if written else "would change"
        where = f"{len(changed):,} documents of {len(councils):,} councils"
        yield f"{how}: {sections:,} sections in {where}; build one council to see which"
        return
    by_answer: set[str] = set()
    for each in changed_by_answer(changed):
        if each.answer:
            by_answer.add(each.council)
            yield f"{each.council}: the new answer to {each.answer} {'changes' if written else 'would change'}"
        else:
            why = "changed" if written else "would change"
            why = "changed for another reason" if each.council in by_answer else why
            yield f"{each.council}: {why} (the library, your own text, or a fact of the council)"
        yield from _listed(each)


def _listed(changed: ChangedSections) -> Iterator[str]:
    also = ""
    for title, sections in changed.documents:
        yield f"  {also}{_count(sections)} of {title}: {'; '.join(_headings(sections))}"
        also = "also "
    for title, sections in changed.not_built:
        yield f"  also {_count(sections)} of {title}, which was not built: {'; '.join(_headings(sections))}"


def _count(sections: Sequence[ChangedSection]) -> str:
    return "1 section" if len(sections) == 1 else f"{len(sections)} sections"


def _headings(sections: Iterable[ChangedSection]) -> Iterator[str]:
    names = [each.heading if each.how == "changed" else f"{each.heading} ({each.how})" for each in sections]
    yield from names[:_MOST_HEADINGS]
    if len(names) > _MOST_HEADINGS:
        yield f"and {len(names) - _MOST_HEADINGS} more"
