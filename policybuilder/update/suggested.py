"""What an old policy decided, or may have decided, kept beside its report until somebody has looked at each question.

Its sure decisions are answers of the profile. The others are in no document: without this, nobody who goes through the
questions would see that the old policy forbade what the default allows. No policy rests on it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policybuilder.errors import Location, PolicyBuilderError, fail
from policybuilder.files.read import read_regular
from policybuilder.files.write import write_changed
from policybuilder.strict_json import UnreadableJsonError, read_json
from policybuilder.update.adopting_set import FOLDER

if TYPE_CHECKING:
    from policybuilder.adopt.decisions import Decision
    from policybuilder.edit.proposal import Proposal

NAME = "decisions.json"


@dataclass(frozen=True)
class Suggested:
    """What an old policy said of a question: the value as a profile writes it, and the words, with their place.

    Where its words only tell what the answer is not, `among` are the values that are left.
    """

    value: Any
    place: str
    words: str
    among: tuple[Any, ...] = ()


def decisions_file(decisions: Iterable[Decision]) -> bytes:
    """Return the file that keeps the decisions of an old policy, one for each parameter: the sure one, else the first.

    A day is written as 2027-03-27.
    """
    kept: dict[str, Decision] = {}
    for each in decisions:
        if each.parameter not in kept or (each.sure and not kept[each.parameter].sure):
            kept[each.parameter] = each
    written = {
        name: {"value": each.value, "place": each.place, "words": each.words, "among": each.among}
        for name, each in kept.items()
    }
    return (json.dumps(written, indent=1, ensure_ascii=False, default=str) + "\n").encode()


def with_suggested(proposal: Proposal, decisions: Iterable[Decision]) -> Proposal:
    """Return a proposal that keeps what an old policy said, too, so that both are written and taken back together.

    Raises PolicyBuilderError where a link leads out of the workspace.
    """
    name = f"{FOLDER}/{proposal.profile}/{NAME}"
    path = _place(proposal.root, proposal.profile)
    before = read_regular(path) if path.is_file() else None
    kept = decisions_file(decisions)
    return proposal if before == kept else replace(proposal, files={**proposal.files, name: (before, kept)})


def keep_suggested(root: Path, profile: str, decisions: Iterable[Decision]) -> None:
    """Keep what an old policy said beside the reports of a profile, in place of what an earlier one said.

    Raises PolicyBuilderError when it cannot be written.
    """
    path = _place(root, profile)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_changed({path: decisions_file(decisions)})


def _place(root: Path, profile: str) -> Path:
    path = root / FOLDER / profile / NAME
    if not _is_own(path, root):
        hint = "put a folder in the place of the link"
        raise fail(Location(f"{FOLDER}/{profile}"), "a link leads out of the workspace", "cannot-write", hint)
    return path


def suggested(root: Path, profile: str) -> Mapping[str, Suggested]:
    """Return what an old policy said by the name of the parameter; nothing where none was kept, or it is damaged."""
    path = root / FOLDER / profile / NAME
    if not path.is_file() or not _is_own(path, root):
        return {}
    try:
        return {str(name): _one(each) for name, each in read_json(read_regular(path)).items()}
    except (OSError, PolicyBuilderError, UnreadableJsonError, KeyError, TypeError, AttributeError):
        return {}


def _is_own(path: Path, root: Path) -> bool:
    """Return whether no link leads from the workspace to another place."""
    return path.resolve() == root.resolve() / path.relative_to(root)


def _one(read: Any) -> Suggested:
    return Suggested(read["value"], str(read["place"]), str(read["words"]), tuple(read["among"]))
