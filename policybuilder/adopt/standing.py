"""Which clauses a council's document would have, before it has a profile: what an old policy is held against."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from policybuilder.adopt.decisions import Decision
from policybuilder.adopt.old_policy import OldPolicy
from policybuilder.document import Block, clauses
from policybuilder.errors import Location, PolicyBuilderError
from policybuilder.library.clauses import ClauseSource
from policybuilder.library.councils import RegisteredCouncil, unregistered
from policybuilder.library.library import Library
from policybuilder.library.new_profile import NewProfile, profile_text
from policybuilder.library.profiles import read_profile
from policybuilder.resolution import resolve
from policybuilder.resolution.answers import answer
from policybuilder.resolution.case import case_of
from policybuilder.resolution.selection import select

_ID = "old-policy"
_USUAL = {"england": "unitary", "scotland": "scottish", "wales": "welsh", "northern-ireland": "ni-district"}
_KINDS = (
    ("parish", ("parish council", "town council", "community council")),
    ("county", ("county council",)),
    ("district", ("district council",)),
    ("london-borough", ("london borough",)),
    ("combined-authority", ("combined authority", "mayoral authority")),
    ("fire", ("fire and rescue", "fire authority")),
    ("police", ("constabulary", "police force", "police and crime commissioner")),
)


def selected_for(
    library: Library,
    document: str,
    council: RegisteredCouncil | None,
    nation: str,
    policy: OldPolicy,
    taken: Iterable[Decision],
    depth: str = "",
) -> tuple[ClauseSource, ...]:
    """Return the clauses of a document for a council with some decisions, in the document's order.

    It says as much as `depth` does. Where nobody says which council it is, it is one of its nation, of the type that
    the old policy names.
    """
    asked = council or _council(library, nation, policy)
    for decided in (answers_of(library, taken), {}):
        try:
            known = _with_stand_in(library, NewProfile(_ID, asked, depth or "standard", (document,), (), decided))
            return tuple(item.source for item in select(answer(case_of(known, _ID, document))).selected())
        except PolicyBuilderError:
            continue  # decisions that do not go together: what the library would have without them
    return tuple(library.clause(id, Location(document)) for id in library.template(document).clause_ids())


def texts_for(
    library: Library, document: str, nation: str, policy: OldPolicy, taken: Iterable[Decision]
) -> dict[str, tuple[Block, ...]]:
    """Return what the clauses of a document print for a council like the old policy's, saying all that they can."""
    asked = _council(library, nation, policy)
    for decided in (answers_of(library, taken), {}):
        try:
            known = _with_stand_in(library, NewProfile(_ID, asked, "full", (document,), (), decided))
            return {clause.id: clause.blocks for clause in clauses(resolve(known, _ID, document))}
        except PolicyBuilderError:
            continue
    return {}


def _with_stand_in(library: Library, new: NewProfile) -> Library:
    """Return the library with the profile of a council that stands in for the old policy's."""
    return library.with_profile(read_profile(f"profiles/{_ID}.yaml", profile_text(library, new), library.reference))


def answers_of(library: Library, taken: Iterable[Decision]) -> dict[str, Any]:
    """Return the sure decisions as answers of a profile, by parameter, and the first of several that may be meant.

    Of those that leave no choice of the default, the first is nearer to what the old policy says.
    """
    known = library.reference.parameters
    return {each.parameter: each.value for each in taken if (each.sure or each.among) and each.parameter in known}


def _council(library: Library, nation: str, policy: OldPolicy) -> RegisteredCouncil:
    """Return an unnamed council as the old policy reads: its type by the words for one in the title and the text."""
    facts = library.reference.facts
    text = " ".join((policy.title, *(passage.text for passage in policy.passages))).lower()
    kind = next((kind for kind, names in _KINDS if any(name in text for name in names) and kind in facts.types), "")
    if not kind or nation not in facts.types[kind].nations:
        kind = _USUAL[nation]
    return unregistered("The Council", kind, nation, facts)
