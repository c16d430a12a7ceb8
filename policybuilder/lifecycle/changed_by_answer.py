"""What a build changed, by answer: an answer that changes sections of two documents shows as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policybuilder.as_json import AsJson
from policybuilder.lifecycle.build import Built
from policybuilder.lifecycle.changed_sections import Section


@dataclass(frozen=True)
class ChangedSections(AsJson):
    """The sections of one council that one answer changed, by document: each with its title.

    `answer` is a parameter, or "" for what changed for another reason: the library, the council's own text, or a fact.
    """

    council: str
    answer: str
    documents: tuple[tuple[str, tuple[Section, ...]], ...]


def changed_by_answer(built: Sequence[Built]) -> Iterator[ChangedSections]:
    """Yield what changed, council by council: by each answer that is another than before, then for other reasons."""
    changed = [item for item in built if item.sections]
    for council in dict.fromkeys(item.profile for item in changed):
        here = [item for item in changed if item.profile == council]
        answers = dict.fromkeys(name for item in here for section in item.sections for name in section.answers)
        for answer in answers:
            yield _changed(council, answer, here, [[s for s in item.sections if answer in s.answers] for item in here])
        others = [[section for section in item.sections if not section.answers] for item in here]
        if any(others):
            yield _changed(council, "", here, others)


def _changed(council: str, answer: str, built: Sequence[Built], found: Sequence[Sequence[Section]]) -> ChangedSections:
    documents = ((item.title, tuple(sections)) for item, sections in zip(built, found, strict=True) if sections)
    return ChangedSections(council, answer, tuple(documents))
