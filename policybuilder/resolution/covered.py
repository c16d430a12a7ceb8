"""How far the clauses of one document answer the frameworks that the council works to: rows for a clause to print."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policybuilder.library.coverage import mappings, status_of
from policybuilder.library.values import ClauseReference, References
from policybuilder.resolution.answers import Answers
from policybuilder.resolution.elsewhere import Home, headings_there
from policybuilder.resolution.selection import Selection

COVERAGE = "document_coverage"
"""The name by which a clause prints the rows."""
ADOPTED = "frameworks_adopted"
"""The parameter that names the frameworks that the council works to."""


def coverage_rows(answers: Answers, selection: Selection, homes: Mapping[str, Home]) -> tuple[Mapping[str, Any], ...]:
    """Return a row for each item of each framework that the council works to, with references to what answers it.

    `where` has all of them; `here` those of this document, and `there` is text that names the headings of what stands
    in another document of the council, as `homes` says. Where that is one document, `document` is its title in
    each row, and `there` does not say it again. A workspace that does not ask for the frameworks has no rows.
    """
    adopted = answers.parameters.get(ADOPTED)
    chosen = adopted.value if adopted and isinstance(adopted.value, list) else []
    frameworks = answers.library.reference.frameworks
    documents = {home.document for home in homes.values()}
    only = documents.pop() if len(documents) == 1 else ""
    found: dict[tuple[str, str], dict[str, set[str]]] = {}
    for selected in selection.selected():
        for each in (each for each in mappings(selected.source) if each.holds(answers.depth, answers.nation)):
            found.setdefault((each.framework, each.item), {}).setdefault(selected.source.id, set()).add(each.part)
    rows = []
    for id in (str(each) for each in chosen if str(each) in frameworks):
        for item_id, item in frameworks[id].items.items():
            clauses = found.get((id, item_id), {})
            status = status_of(item, set().union(*clauses.values()))
            where = References(map(ClauseReference, clauses))
            here = References(ClauseReference(clause) for clause in clauses if clause not in homes)
            there = headings_there([homes[clause] for clause in clauses if clause in homes], answers.labels, only)
            titles = {"framework": frameworks[id].title, "item": item_id, "title": item.title}
            rows.append(
                {
                    **titles,
                    "status": answers.labels.coverage[status],
                    "where": where,
                    "here": here,
                    "there": there,
                    "document": only,
                }
            )
    return tuple(rows)
