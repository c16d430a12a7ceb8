"""Approved versions, held against a receipt that was kept elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from policybuilder.errors import Location, PolicyBuilderError, Problem, fail
from policybuilder.lifecycle.chain import Link
from policybuilder.lifecycle.check_numbers import check_number, read_check_number
from policybuilder.lifecycle.receipts import Receipt, read_receipts, receipt_of
from policybuilder.lifecycle.records import Records, read_records, recorded, shown_folder
from policybuilder.lifecycle.verify import ReceiptSeen, Verified, verify_document, verify_named

_TELL = "tell the monitoring officer; restore the folder from a copy, and hold that against the receipt"


def unlike_receipt(records: Records, receipt: Receipt) -> Iterator[Problem]:
    """Yield where records are not those of a receipt: the first that was altered, and each that is gone or put in.

    Records after those of the receipt are as it should be.
    """
    unread = {problem.location.path.split("/")[3] for problem in records.unread if problem.location.path.count("/") > 2}
    known = {line.record for line in receipt.lines}
    last = receipt.lines[-1]
    for line in receipt.lines:
        where = Location(f"{records.shown}/{line.record}")
        if line.record in unread:
            continue  # why it cannot be read is told already
        if line.record not in records.digests:
            message = f"{line.record} of {line.day} is in the receipt, and is not here"
            yield Problem(where, message, "receipt", f"look where it was moved; {_TELL}")
        elif records.digests[line.record] != line.digest:
            message = f"the record of {line.record} is not the one in the receipt: it was written anew since"
            yield Problem(where, message, "receipt", _TELL)
            return  # each record after it names this one, so none can be as it was
    names = [link.folder for link in records.chain]
    until = names.index(last.record) if last.record in names else -1
    for name in names[:until]:
        if name not in known:
            message = f"{name} is not in the receipt, which goes up to {last.record}: it was put in since"
            yield Problem(Location(f"{records.shown}/{name}"), message, "receipt", _TELL)


def record_with_number(records: Records, number: str) -> Link | None:
    """Return the record up to which a receipt of this number goes, or None when it is of none of these."""
    return next((link for link in records.chain if check_number(records.digests[link.folder]) == number), None)


def receipts_of(root: Path, profile: str = "", document: str = "") -> tuple[Receipt, ...]:
    """Return the receipt of each document that has versions: of all of them, one profile's or one document.

    Raises PolicyBuilderError, with every problem, unless all of it is as approved: a receipt of anything else would
    prove what is wrong.
    """
    every = list(verify_named(root, profile, document))
    wrong = [problem for each in every for problem in each.problems if problem.severity == "error"]
    if wrong:
        raise PolicyBuilderError(wrong)
    return tuple(receipt_of(read_records(root, each.profile, each.document)) for each in every)


def verify_against(root: Path, receipt: str, profile: str = "", document: str = "") -> tuple[Verified, ...]:
    """Return what came of each document, as `verify_named` does, held against a receipt: a file, or a receipt's number.

    Raises PolicyBuilderError for a file that is no whole receipt, a number that is that of no record here, and a
    document that is named and has neither versions nor a receipt.
    """
    if number := read_check_number(receipt):
        return _against_number(root, number, profile, document)
    kept = _chosen(read_receipts(Path(receipt)), profile, document)
    if profile and not kept:
        named = f"{profile}/{document}".rstrip("/")
        raise fail(Location(receipt), f"this is no receipt of {named}", "receipt", "name the receipt of this policy")
    here = set(recorded(root))
    names = {each for each in here if profile in ("", each[0]) and document in ("", each[1])}
    names |= {(each.profile, each.document) for each in kept}
    return tuple(_held(root, name, [each for each in kept if each.name == "/".join(name)], name in here)
                 for name in sorted(names))  # fmt: skip


def _chosen(receipts: Iterable[Receipt], profile: str, document: str) -> list[Receipt]:
    return [each for each in receipts if profile in ("", each.profile) and document in ("", each.document)]


def _held(root: Path, name: tuple[str, str], kept: list[Receipt], is_here: bool) -> Verified:
    if not is_here:
        message = "the receipt is of versions of this document, and none are here"
        gone = Problem(Location(shown_folder(*name)), message, "receipt", f"look where they were moved; {_TELL}")
        return Verified(*name, 0, 0, (gone,))
    verified, records = verify_document(root, *name), read_records(root, *name)
    problems = tuple(problem for receipt in kept for problem in unlike_receipt(records, receipt))
    problems = tuple(dict.fromkeys((*verified.problems, *problems)))
    if problems != verified.problems or not kept:
        return replace(verified, problems=problems)
    longest = max(kept, key=lambda receipt: len(receipt.lines))
    after = len(records.chain) - len(longest.lines)
    return replace(verified, receipt=ReceiptSeen(longest.number, longest.lines[-1].record, after))


def _against_number(root: Path, number: str, profile: str, document: str) -> tuple[Verified, ...]:
    every = list(verify_named(root, profile, document))
    held = []
    for each in every:
        records = read_records(root, each.profile, each.document)
        link = record_with_number(records, number)
        if link is not None:
            after = len(records.chain) - 1 - records.chain.index(link)
            each = replace(each, receipt=ReceiptSeen(number, link.folder, after))
        held.append(each)
    if not any(each.receipt for each in held):
        of = f"{profile}/{document}".rstrip("/") or "any policy here"
        hint = f"check each figure; if it is right, records were altered or taken away: {_TELL}"
        raise fail(Location(number), f"this is the receipt of no record of {of}", "receipt", hint)
    return tuple(held)
