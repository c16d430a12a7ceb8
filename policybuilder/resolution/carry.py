"""An amendment carried over to a newer library: the merge of what it was written against, its words, and the new ones.

It is worked out anew each time, from the amendment in the profile and the clause in the library; nothing of it is
stored. What it gives is words that the council or the library wrote, never others, and a conflict keeps the council's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from policybuilder.library.template_language import analyse_body
from policybuilder.library.units import Unit, together, units
from policybuilder.library.wording import wording
from policybuilder.sequences.three_way import Stretch, three_way

State = Literal["stands", "carried", "adopted", "conflict"]
"""What has become of an amendment: it stands as it was written, it is carried over, the library now says the same, or
library and council changed the same sentence."""


@dataclass(frozen=True)
class Carried:
    """What has become of an amendment whose words the library has changed.

    `text` is what is in force of the council's and `was` the library's words that it stands by now ("" where these are
    gone). `stretches` are the sentences of the merge, where there was one.
    """

    state: State
    text: str
    was: str
    stretches: tuple[Stretch[Unit], ...] = ()


def carry(place: str, was: str, text: str, now: str | None) -> Carried:
    """Return what becomes of an amendment: `was` are the words that it was written against and `now` the library's.

    `place` is the amendment's, `text` the council's words ("" where it takes words out), and `now` is None where
    nothing like `was` is in the clause any more.
    """
    if now is None:
        # What both took out is gone; any other words of the council's have lost their place.
        return Carried("adopted" if place == "remove" else "conflict", text, "")
    if place == "remove":
        return Carried("conflict", "", now)
    if place != "replace":
        return Carried("carried", text, now)
    stretches = three_way(units(was), units(text), units(now), key=lambda unit: unit.words)
    merged = together(unit for each in stretches for unit in each.merged)
    if wording(merged) == wording(now):
        return Carried("adopted", "", now, stretches)
    # Where each took out what the other kept, nothing would be left, and nobody meant that.
    is_empty = bool(text.strip()) and not merged.strip()
    if is_empty or any(each.kind == "conflict" for each in stretches) or not _is_whole(merged):
        return Carried("conflict", text, now, stretches)
    return Carried("carried", merged, now, stretches)


def _is_whole(text: str) -> bool:
    """Return whether tests and values of a merged text are closed: what opens one may have come without its end."""
    return not analyse_body(text, "").problems
