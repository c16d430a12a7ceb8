"""Rules that stand in another document of the council: they are left out here, and a table says where to read them.

Two policies of one council share clauses. A template says with `rule_in` in which document a shared rule stands whole,
so that people read it once, and a change of it cannot be missed in one of two places. What sends readers to such a
clause names its heading in the other document: the numbers of another document go stale, its headings hardly do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from policybuilder.document import Omission
from policybuilder.errors import PolicyBuilderError
from policybuilder.labels import Labels, filled
from policybuilder.library.schema import DEPTHS
from policybuilder.library.vocabulary import ELSEWHERE
from policybuilder.resolution.answers import Answers, answer
from policybuilder.resolution.case import case_from
from policybuilder.resolution.inheritance import About
from policybuilder.resolution.selection import Selection, select


@dataclass(frozen=True)
class Home:
    """Where a rule stands whole: the title of the document, and the heading there."""

    document: str
    heading: str

    def read_as(self, labels: Labels) -> str:
        """Return what a reference to the rule reads."""
        return filled(labels.heading_in, heading=self.heading, document=self.document)


def headings_there(homes: Iterable[Home], labels: Labels, known: str = "") -> str:
    """Return the headings of several rules, each document named once: "Security", "Agents" in the AI policy.

    A document that readers already know to be meant, `known` by its title, is not named.
    """
    found: dict[str, list[str]] = {}
    for home in homes:
        found.setdefault(home.document, []).append(f'"{home.heading}"')
    # The words around one heading have the first and the last of the quotation marks.
    return ", ".join(
        labels.all(list(dict.fromkeys(headings)))
        if document == known
        else filled(labels.heading_in, heading=labels.all(list(dict.fromkeys(headings)))[1:-1], document=document)
        for document, headings in found.items()
    )


def printed_here(answers: Answers) -> Selection:
    """Return the clauses that a document prints: those selected, without the ones that stand in another document.

    Raises PolicyBuilderError like `select`.
    """
    selection = select(answers)
    return without_elsewhere(selection, rules_elsewhere(answers, selection))


def rules_elsewhere(answers: Answers, selection: Selection) -> Mapping[str, Home]:
    """Return where the rules stand that another document of the council has, by the ids of the clauses.

    A clause stands whole here where the profile has no such document, where that one leaves the clause out or is less
    deep, and where the council says otherwise here: it amends or includes the clause, or answers a decision of it anew.
    Every clause does where none of them prints the table of the rules that stand elsewhere.
    """
    listed: dict[str, set[str]] = {}
    for _, entry, _ in answers.template.listed:
        if entry.rule_in:
            listed.setdefault(entry.rule_in, set()).add(entry.clause)
    if not listed or not any(_prints_table(item.source.analysis.paths()) for item in selection.selected()):
        return {}
    amended = {entry.clause for entry, _ in answers.effective.amendments(answers.template.id)}
    found: dict[str, Home] = {}
    for home, ids in listed.items():
        for other in _named(answers, home):
            there = _whole(other)
            for item in selection.selected():
                front = item.source.front
                if front.id not in ids & there.keys() or front.id in amended or item.origin == "include":
                    continue
                if not any(_answered(each, name) for each in (answers, other) for name in front.parameters):
                    found[front.id] = Home(str(other.names["document"]["title"]), there[front.id])
    return found


def without_elsewhere(selection: Selection, homes: Mapping[str, Home]) -> Selection:
    """Return a selection without the clauses that stand in another document; each is an omission, with its title."""
    if not homes:
        return selection
    gone = [
        Omission(each.source.id, each.source.front.title, each.source.front.level, "elsewhere", home.document, place)
        for each in selection.selected()
        if (home := homes.get(each.source.id)) and (place := str(each.location))
    ]
    kept = [
        (id, title, [each for each in clauses if each.source.id not in homes])
        for id, title, clauses in selection.sections
    ]
    return replace(selection, sections=kept, omissions=[*selection.omissions, *gone])


def elsewhere_rows(selection: Selection, homes: Mapping[str, Home], labels: Labels) -> tuple[Mapping[str, Any], ...]:
    """Return a row for each subject whose rules stand in another document, with their headings there.

    `selection` is the whole one. The subject is the title of the section; all appendices are one, since none of them is
    here to be named. Each row names every document that has such rules; where there are several, its headings are
    followed by theirs.
    """
    documents = list(dict.fromkeys(home.document for home in homes.values()))
    found: dict[tuple[str, str], list[str]] = {}
    for _, title, clauses in selection.sections:
        for each in clauses:
            if home := homes.get(each.source.id):
                headings = found.setdefault((title or labels.appendices_there, home.document), [])
                headings.append(home.heading)
    return tuple(
        {
            "subject": subject,
            "headings": "; ".join(dict.fromkeys(headings)) + (f" ({document})" if len(documents) > 1 else ""),
            "documents": labels.all(documents),
        }
        for (subject, document), headings in found.items()
    )


def _prints_table(paths: Any) -> bool:
    return any(path.partition(".")[0].startswith(ELSEWHERE) for path in paths)


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


def _whole(other: Answers) -> Mapping[str, str]:
    """Return the heading of each clause that a document has, by its id: the council's own where it gives one."""
    try:
        headings = {item.source.id: item.source.front.title for item in select(other).selected()}
    except PolicyBuilderError:
        return {}  # told where that document is made
    own = set[str]()
    for entry, placed in other.effective.amendments(other.template.id):
        if entry.place == "title" and entry.clause in headings and entry.clause not in own:
            headings[entry.clause] = " ".join((entry.text or "").split())
            if placed.profile == other.effective.profile.id:
                own.add(entry.clause)
    return headings


def _answered(answers: Answers, name: str) -> bool:
    """Return whether the council answers a decision for this document alone."""
    return About("parameter", name, answers.template.id) in answers.effective.settings
