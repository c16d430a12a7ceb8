"""What members saw: an approval is held against the paper that was before the meeting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from policybuilder.document import Document
from policybuilder.errors import Location, Problems, fail
from policybuilder.lifecycle.approval import Approval
from policybuilder.lifecycle.manifests import PaperSeen, SincePaper
from policybuilder.lifecycle.paper import FOLDER, KeptPaper, read_paper
from policybuilder.lifecycle.records import Records
from policybuilder.lifecycle.words import differences


@dataclass(frozen=True)
class Held:
    """What the record says of the paper: which one it was, and what was changed since; or why there was none."""

    paper: PaperSeen | None = None
    since: SincePaper | None = None
    none_because: str = ""


def hold_against_paper(
    profile: str, document: str, approval: Approval, records: Records, resolved: Callable[[Records], Document]
) -> Held:
    """Return what the record is to say of the paper.

    `resolved` gives the words that would be frozen, with the history of some records: that of the paper ends with the
    records that there were when it was made.

    Raises PolicyBuilderError when the words that would be frozen are not those of the paper and nobody says why, when
    there was no paper and nobody says why, and for a paper that is not as it was made.
    """
    kept = read_paper(records.folder, records.shown, profile, document)
    where = Location(f"{records.shown}/{FOLDER}")
    reason = _does_not_count(kept, approval, records)
    if kept is None or reason:
        return _without_paper(profile, document, approval, where, reason)
    changes = differences(kept.content, resolved(records.until(kept.paper.after)))
    problems = Problems()
    if approval.no_paper:
        message = f"there is a paper, made on {kept.paper.day}, and a reason was given why there is none"
        problems.add(where, message, "paper-was-made", "leave --no-paper out")
    if changes and not approval.since_paper:
        _list(changes, kept, where, problems)
    if approval.since_paper and not changes:
        message = f"the words are those of the paper of {kept.paper.day}: nothing was changed since"
        hint = "leave --since-paper out; if something was to change, put it into the profile first"
        problems.add(where, message, "nothing-since-paper", hint)
    problems.raise_errors()
    return Held(kept.seen, SincePaper(approval.since_paper, changes) if changes else None)


def _does_not_count(kept: KeptPaper | None, approval: Approval, records: Records) -> str:
    """Return why there is no paper for this approval: none was made, or it was another meeting's. "" if there is."""
    if kept is None:
        return "no paper was made"
    for record in records.versions:
        used = record.paper is not None and record.paper.manifest == kept.digest
        if used and records.withdrawal_of(record) is None:
            return f"the paper of {kept.paper.day} was approved as {record.version}, and no other was made since"
    if date.fromisoformat(kept.paper.day) > approval.date:
        return f"the paper was made on {kept.paper.day}, after the approval ({approval.date})"
    return ""


def _without_paper(profile: str, document: str, approval: Approval, where: Location, reason: str) -> Held:
    if approval.since_paper:
        message = f"nothing can have changed since the paper: {reason}"
        raise fail(where, message, "nothing-since-paper", "leave --since-paper out")
    if not approval.no_paper:
        hint = (
            f"`policybuilder build {profile} --document {document} --for-committee` makes the paper, "
            'before the meeting; where there was none, say why with --no-paper "…"'
        )
        raise fail(where, reason, "no-paper", hint)
    return Held(none_because=approval.no_paper)


def _list(changes: tuple[str, ...], kept: KeptPaper, where: Location, problems: Problems) -> None:
    for change in changes:
        problems.add(where, f"not what members saw on paper ({kept.paper.day}): {change}", "since-paper")
    hint = 'put it back, or say why it was changed with --since-paper "…"; the record keeps the list'
    count = f"{len(changes)} difference{'' if len(changes) == 1 else 's'}"
    problems.add(where, f"{count} from the paper of {kept.paper.day}", "since-paper", hint)
