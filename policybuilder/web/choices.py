"""Whose words stand for each passage of an old policy, as an officer decided: kept beside it until it is taken."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from policybuilder.files.read import read_regular
from policybuilder.files.write import write_changed
from policybuilder.strict_json import read_json
from policybuilder.web.desk import Desk
from policybuilder.web.shown import digest_of

if TYPE_CHECKING:
    from policybuilder.adopt.adoption import Adoption

Choice = Literal["library", "ours", "both"]
CHOICES: Mapping[Choice, str] = {
    "library": "The library’s words",
    "ours": "Our own words",
    "both": "Both, ours beside the library’s",
}
"""Whose words can stand, in words."""


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
