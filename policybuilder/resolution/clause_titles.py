"""The titles that a council gives to clauses, in place of the library's: amendments with `place: title`."""

from __future__ import annotations

from collections.abc import Mapping

from policybuilder.document import Amendment
from policybuilder.resolution.amendments import Amending

Amendings = Mapping[str, tuple[Amending, ...]]


def parted(amendments: Amendings, council: str) -> tuple[Mapping[str, Amending], Amendings]:
    """Return the amendment that gives each clause its title, and the amendments of words.

    Of several the council's own counts, else that of the nearest base.
    """
    titles: dict[str, Amending] = {}
    words: dict[str, tuple[Amending, ...]] = {}
    for clause, items in amendments.items():
        for item in items:
            if item.entry.place == "title" and (clause not in titles or item.placed.profile == council):
                titles[clause] = item
        if rest := tuple(item for item in items if item.entry.place != "title"):
            words[clause] = rest
    return titles, words


def title_record(item: Amending, library: str) -> Amendment:
    """Return the record of a title that a council gave; `library` is the title that it takes the place of."""
    entry, text = item.entry, " ".join((item.entry.text or "").split())
    return Amendment(
        "title",
        0,
        entry.base,
        entry.reason,
        str(item.placed.location),
        text,
        entry.was or library,
        library,
        text,
        entry.by or "",
        entry.minute or "",
    )
