"""What a build changed, by answer: an answer that changes sections of two documents shows as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from policybuilder.as_json import AsJson

if TYPE_CHECKING:
    from policybuilder.lifecycle.built import Built
    from policybuilder.lifecycle.changed_sections import ChangedSection
    from policybuilder.lifecycle.elsewhere import Elsewhere


@dataclass(frozen=True)
class ChangedSections(AsJson):
    """The sections of one council that one answer changed, by document: each with its title.

    `answer` is a parameter, or "" for what changed for another reason: the library, the council's own text, or a fact.
    `not_built` are documents in which the answer changes sections, too, and which the build was not asked for.
    """

    council: str
    answer: str
    documents: tuple[tuple[str, tuple[ChangedSection, ...]], ...]
    not_built: Elsewhere = ()


def changed_by_answer(built: Sequence[Built]) -> Iterator[ChangedSections]:
    """Yield what changed, council by council: by each answer that is another than before, then for other reasons."""
    changed = [item for item in built if item.sections]
    for council in dict.fromkeys(item.profile for item in changed):
        here = [item for item in changed if item.profile == council]
        answers = dict.fromkeys(name for item in here for section in item.sections for name in section.answers)
        for answer in answers:
            found = [[section for section in item.sections if answer in section.answers] for item in here]
            yield replace(_changed(council, answer, here, found), not_built=_not_built(answer, here))
        others = [[section for section in item.sections if not section.answers] for item in here]
        if any(others):
            yield _changed(council, "", here, others)


def _changed(
    council: str, answer: str, built: Sequence[Built], found: Sequence[Sequence[ChangedSection]]
) -> ChangedSections:
    documents = ((item.title, tuple(sections)) for item, sections in zip(built, found, strict=True) if sections)
    return ChangedSections(council, answer, tuple(documents))


def _not_built(answer: str, built: Sequence[Built]) -> Elsewhere:
    others = {title: sections for item in built for title, sections in item.elsewhere}
    found = {title: tuple(each for each in sections if answer in each.answers) for title, sections in others.items()}
    return tuple((title, sections) for title, sections in found.items() if sections)
