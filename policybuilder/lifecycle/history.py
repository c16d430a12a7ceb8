"""The approved versions of a council's documents, with what each of them is today."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from policybuilder.as_json import AsJson
from policybuilder.errors import Location, Problem, did_you_mean, fail
from policybuilder.lifecycle.manifests import Record, Withdrawal
from policybuilder.lifecycle.moved import OwnChange, moved_with
from policybuilder.lifecycle.records import State, read_records, recorded


@dataclass(frozen=True)
class Version(AsJson):
    """An approved version: its record, what it is today, and the record that withdrew it, if one did.

    `moved` is what the council amended or left out with it, that the version before had not.
    """

    record: Record
    state: State
    withdrawal: Withdrawal | None
    moved: tuple[OwnChange, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the record with the number of its files, the state, and who withdrew it, when and why."""
        taken_back = self.withdrawal
        why = {name: getattr(taken_back, name) for name in ("by", "date", "minute", "reason")} if taken_back else None
        more = {"state": self.state, "withdrawn": why, "moved": [each.as_json() for each in self.moved]}
        return {**asdict(self.record), "files": len(self.record.files), **more}


@dataclass(frozen=True)
class History(AsJson):
    """The versions of some documents, those of one document together and oldest first, and what cannot be read."""

    versions: tuple[Version, ...]
    problems: tuple[Problem, ...]


def history(root: Path, profile: str, document: str = "") -> History:
    """Return the approved versions of a council's documents, or of one of them.

    Raises PolicyBuilderError, with the nearest offered, where there are none.
    """
    every = list(recorded(root))
    wanted = [each for each in every if each[0] == profile and document in ("", each[1])]
    if not wanted:
        name = f"{profile}/{document}".rstrip("/")
        known = sorted({"/".join(each) if document else each[0] for each in every})
        hint = did_you_mean(name, known, "`policybuilder approve` makes the first version")
        raise fail(Location(name), f'"{name}" has no approved versions', "no-versions", hint)
    found = [read_records(root, *each) for each in wanted]
    return History(
        tuple(
            Version(record, records.state(record), records.withdrawal_of(record), moved[record.version])
            for records, moved in ((each, moved_with(each)) for each in found)
            for record in records.versions
        ),
        tuple(problem for records in found for problem in records.problems),
    )
