"""What a council changed itself with an approved version: the amendments, exclusions and inclusions that came."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from policybuilder.as_json import AsJson
from policybuilder.files.read import read_regular
from policybuilder.lifecycle.manifests import Record, digest_of
from policybuilder.lifecycle.records import Records
from policybuilder.strict_json import read_json


@dataclass(frozen=True)
class OwnChange(AsJson):
    """A clause that the council amended, left out or took in: the body that moved it, its minute and the reason.

    `by` and `minute` are empty where the profile did not say them.
    """

    clause: str
    what: Literal["amended", "left out", "taken in"]
    by: str
    minute: str
    reason: str


def moved_with(records: Records) -> dict[str, tuple[OwnChange, ...]]:
    """Return for each version what came with it that the version before had not; of the first, all.

    A file that is not the one that was approved tells nothing: `verify` names it.
    """
    found: dict[str, tuple[OwnChange, ...]] = {}
    before: tuple[OwnChange, ...] = ()
    for record in records.versions:
        now = tuple(dict.fromkeys(_moved(_approved(records, record))))
        found[record.version] = tuple(each for each in now if each not in before)
        before = now
    return found


def _approved(records: Records, record: Record) -> Any:
    """Return a version's JSON as plain values; None where it is not as it was approved."""
    name = f"{record.document}.json"
    try:
        content = read_regular(records.folder / record.version / name)
        read = read_json(content) if digest_of(content) == record.files.get(name) else None
        return read.get("document") if isinstance(read, dict) else None
    except (OSError, ValueError):
        return None


def _moved(read: Any) -> Iterator[OwnChange]:
    """Yield the amendments of each clause in reading order, then what was left out; whichever format the file has."""
    if not isinstance(read, dict):
        return
    sections = (section for section in read.get("sections", ()) if isinstance(section, dict))
    for clause in (*(each for section in sections for each in section.get("clauses", ())), *read.get("appendices", ())):
        made = clause.get("provenance", {})
        if made.get("origin") == "include":
            by, minute, reason = (made.get(key) or "" for key in ("by", "minute", "reason"))
            yield OwnChange(clause.get("id", ""), "taken in", by, minute, reason)
        for each in made.get("amendments", ()):
            yield OwnChange(
                clause.get("id", ""), "amended", *(each.get(key) or "" for key in ("by", "minute", "reason"))
            )
    for each in read.get("omissions", ()):
        if each.get("why") == "excluded":
            by, minute, reason = (each.get(key) or "" for key in ("by", "minute", "detail"))
            yield OwnChange(each.get("id", ""), "left out", by, minute, reason)
