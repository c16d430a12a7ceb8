"""Rules that stand in another document of the council: what is printed of them here is where to find them.

Two policies of one council share clauses. A template says with `rule_in` in which document a shared rule stands whole,
so that people read it once, and a change of it cannot be missed in one of two places.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from policybuilder.document import Block, Paragraph, Text
from policybuilder.errors import PolicyBuilderError
from policybuilder.labels import Labels, filled
from policybuilder.library.schema import DEPTHS
from policybuilder.resolution.answers import Answers, answer
from policybuilder.resolution.case import case_from
from policybuilder.resolution.inheritance import About
from policybuilder.resolution.selection import Selection, select


def rules_elsewhere(answers: Answers, selection: Selection, amended: Collection[str]) -> Mapping[str, str]:
    """Return the title of the document in which the rule of a clause stands, by the id of the clause.

    A clause stands whole here where the profile has no such document, where that one leaves the clause out or is less
    deep, and where the council says otherwise here: it amends or includes the clause, or answers a decision of it anew.
    """
    listed: dict[str, set[str]] = {}
    for _, entry, _ in answers.template.listed:
        if entry.rule_in:
            listed.setdefault(entry.rule_in, set()).add(entry.clause)
    found: dict[str, str] = {}
    for home, ids in listed.items():
        for other in _named(answers, home):
            there = _whole(other)
            for item in selection.selected():
                front = item.source.front
                if front.id not in ids & there or front.id in amended or item.origin == "include":
                    continue
                if not any(_answered(each, name) for each in (answers, other) for name in front.parameters):
                    found[front.id] = str(other.names["document"]["title"])
    return found


def where_it_stands(title: str, labels: Labels) -> tuple[Block, ...]:
    """Return what is printed of a clause whose rule stands under the same heading in another document: its title."""
    return (Paragraph((Text(filled(labels.rule_elsewhere, document=title)),)),)


def _named(answers: Answers, home: str) -> Iterator[Answers]:
    """Yield the answers for the document that the profile names by that id, or for a variant, if it is as deep."""
    library, effective = answers.library, answers.effective
    for id in effective.documents:
        if id == answers.template.id or id not in library.template_files:
            continue
        try:
            if home in (id, library.template(id).front.variant_of):
                other = answer(case_from(library, effective, id))
                if DEPTHS[other.depth] >= DEPTHS[answers.depth]:
                    yield other
                return
        except PolicyBuilderError:
            return  # told where that document is made


def _whole(other: Answers) -> set[str]:
    try:
        return {item.source.id for item in select(other).selected()}
    except PolicyBuilderError:
        return set()  # told where that document is made


def _answered(answers: Answers, name: str) -> bool:
    """Return whether the council answers a decision for this document alone."""
    return About("parameter", name, answers.template.id) in answers.effective.settings
