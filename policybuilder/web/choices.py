"""Whose words stand for each passage of an old policy, as an officer decided: kept beside it until it is taken."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from policybuilder.files.read import read_regular
from policybuilder.files.write import write_changed
from policybuilder.strict_json import read_json
from policybuilder.web.desk import Desk
from policybuilder.web.shown import digest_of

if TYPE_CHECKING:
    from policybuilder.adopt.adoption import Adoption
    from policybuilder.adopt.old_policy import OldPassage

Choice = Literal["library", "ours", "both"]
CHOICES: Mapping[Choice, str] = {
    "library": "The library’s words",
    "ours": "Our own words",
    "both": "Both, ours beside the library’s",
}
"""Whose words can stand, in words."""

ALL = "all"
"""The field that says whose words stand for every passage; "usual" for as it was before anybody decided."""


def choices_path(desk: Desk, council: str, name: str) -> Path:
    """Return the file that holds the choices for an old policy that a council's profile is made of.

    `council` is an id of the register, `name` one by which the policy is kept.
    """
    return desk.root / ".policybuilder/returned" / f"{name.partition('.')[0]}-{council}.json"


def kept_choices(path: Path) -> dict[int, Choice]:
    """Return the choices that were kept by the number of the passage; none where nobody decided yet."""
    if not path.is_file() or path.is_symlink():
        return {}
    read = read_json(read_regular(path))
    known = {each: each for each in CHOICES}
    return {int(number): known[choice] for number, choice in read.items() if choice in known}


def keep_choices(path: Path, choices: Mapping[int, Choice]) -> None:
    """Keep the choices for an old policy."""
    content = json.dumps({str(number): choice for number, choice in sorted(choices.items())}, indent=1)
    write_changed({path: content.encode()})


def seen_choices(choices: Mapping[int, Choice]) -> str:
    """Return what tells whether the choices are still those that a form was made for."""
    return digest_of(json.dumps(sorted(choices.items())))


def usual_choices(adoption: Adoption) -> dict[int, Choice]:
    """Return whose words stand for each passage where nobody decides."""
    from policybuilder.update.adopting import chosen

    return chosen(adoption, {})


STANDINGS = {
    "same": "The library says the same",
    "differently": "The library says it differently",
    "subject": "The library says something else on this subject",
    "nothing": "Nothing in the library says this",
    "not English": "Not in English, so not held against the library",
}
"""How a passage stands to the library, in words."""


@dataclass(frozen=True)
class Row:
    """A passage with what the library says nearest to it, whose words stand, and what was decided elsewhere since."""

    passage: OldPassage
    standing: str
    clause: str
    library: str
    differs: tuple[str, ...]
    choice: Choice
    since: str


def passage_rows(found: Adoption, kept: Mapping[int, Choice], typed: Mapping[int, Choice] | None) -> list[Row]:
    """Return the passages of an old policy as a form shows them: as it was kept, or as somebody has just typed."""
    usual = usual_choices(found)
    rows = []
    for passage in found.policy.passages:
        if not passage.says:
            continue
        best = next(iter(found.matches.get(passage.number, ())), None)
        saved = kept.get(passage.number, usual[passage.number])
        choice = saved if typed is None else typed.get(passage.number, usual[passage.number])
        rows.append(
            Row(
                passage,
                found.standing(passage),
                found.titles.get(best.clause, best.clause) if best else "",
                best.ours if best else "",
                tuple(str(each) for each in best.differs) if best else (),
                choice,
                CHOICES[saved] if choice != saved else "",
            )
        )
    return rows


def typed_choices(found: Adoption, form: Mapping[str, str], kept: Mapping[int, Choice]) -> dict[int, Choice]:
    """Return where a form says otherwise than what stands where nobody decides; it may say one thing for them all.

    That the library's words stand for all of them is a decision for each, and stays one: words that no clause of the
    document says would else be kept as a clause of the council's own, lest they be lost.
    """
    typed: dict[int, Choice] = {}
    for_all = form.get(ALL, "")
    for number, usual in usual_choices(found).items():
        sent = for_all or form.get(f"passage-{number}", "")
        choice = next((each for each in CHOICES if each == sent), usual)
        decided = for_all == "library" or (not for_all and number in kept)
        if choice != usual or (choice == "library" and decided):
            typed[number] = choice
    return typed
