"""Approved versions: made, withdrawn, listed, proven, reviewed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from policybuilder.api.days import day_if_any, day_of, today_or
from policybuilder.api.folders import output_of, root_if_any, root_of

if TYPE_CHECKING:
    from policybuilder.library.library import Library
    from policybuilder.lifecycle.approve import Approved
    from policybuilder.lifecycle.history import History
    from policybuilder.lifecycle.receipts import Receipt
    from policybuilder.lifecycle.review import Reviews
    from policybuilder.lifecycle.verify import Verified
    from policybuilder.lifecycle.verify_file import VerifiedFile
    from policybuilder.lifecycle.withdraw import Withdrawn


def approve(
    library: Library,
    profile: str,
    document: str,
    *,
    version: str = "",
    by: str = "",
    date: date | str | None = None,
    minute: str = "",
    effective: date | str | None = None,
    review: date | str | None = None,
    summary: str = "",
    minor_because: str = "",
    since_paper: str = "",
    no_paper: str = "",
    apart_because: str = "",
    pdf: bool = False,
    dry_run: bool = False,
    now: datetime | None = None,
) -> Approved:
    """Freeze a document as an approved version and return what was recorded, and what changed since the one before.

    The words are those of the command's options. With `pdf`, a tagged PDF is kept with it, which LibreOffice makes. A
    dry run returns, or raises, the same and writes nothing; it needs no version and nobody who approves. `now`
    is the moment, of the clock unless given.

    Raises PolicyBuilderError, with nothing written, as `lifecycle.approve.approve` does.
    """
    from policybuilder.lifecycle.approve import Approval
    from policybuilder.lifecycle.approve import approve as approve_document
    from policybuilder.version import VERSION

    moment = now or datetime.now().astimezone()
    approval = Approval(
        version,
        by,
        moment.date() if date is None else day_of(date, "date"),
        minute,
        day_if_any(effective, "effective"),
        day_if_any(review, "review"),
        summary,
        minor_because,
        since_paper,
        no_paper,
        apart_because,
        ("pdf",) if pdf else (),
    )
    return approve_document(library, profile, document, approval, moment, VERSION, dry_run=dry_run)


def withdraw(
    workspace: str | Path | None,
    profile: str,
    document: str,
    version: str,
    *,
    by: str,
    date: date | str,
    reason: str,
    minute: str = "",
    dry_run: bool = False,
    now: datetime | None = None,
) -> Withdrawn:
    """Record that an approved version is withdrawn, and return the record and the version that stands now.

    A dry run returns, or raises, the same and writes nothing. Raises PolicyBuilderError, with nothing written, as
    `lifecycle.withdraw.withdraw` does.
    """
    from policybuilder.lifecycle.withdraw import Withdrawing
    from policybuilder.lifecycle.withdraw import withdraw as withdraw_version
    from policybuilder.version import VERSION

    given = Withdrawing(version, by, day_of(date, "date"), reason, minute)
    moment = now or datetime.now().astimezone()
    return withdraw_version(root_of(workspace), profile, document, given, moment, VERSION, dry_run=dry_run)


def history(workspace: str | Path | None, profile: str, document: str = "") -> History:
    """Return the approved versions of a council's documents, or of one, with what each is today.

    Raises PolicyBuilderError, with the nearest offered, where there are none.
    """
    from policybuilder.lifecycle.history import history as read_history

    return read_history(root_of(workspace), profile, document)


def verify(
    workspace: str | Path | None = None, profile: str = "", document: str = "", *, receipt: str | Path = ""
) -> tuple[Verified, ...]:
    """Return, for each document with approved versions, whether they are what was approved: its problems say.

    All of them, or those of a profile, or one document. `receipt` is the file of a receipt, or a receipt's number, to
    hold them against. Raises PolicyBuilderError, with the nearest offered, where what is named has no versions, and for
    what is no whole receipt.
    """
    from policybuilder.lifecycle.receipt_proof import verify_against
    from policybuilder.lifecycle.verify import verify_named

    root = root_of(workspace)
    return (
        verify_against(root, str(receipt), profile, document)
        if receipt
        else tuple(verify_named(root, profile, document))
    )


def verify_file(file: str | Path, workspace: str | Path | None = None, *, receipt: str | Path = "") -> VerifiedFile:
    """Return which approved version's words a file holds, Word, Markdown or a page; its problems say what differs.

    It is held against the check number that it prints, the records of the workspace, where there is one, and the file
    of a receipt, where one is named. Raises PolicyBuilderError for a file that cannot be read or was not built here.
    """
    from policybuilder.lifecycle.verify_file import verify_file as verify_one

    return verify_one(Path(file), root_if_any(workspace), str(receipt))


def receipt(workspace: str | Path | None = None, profile: str = "", document: str = "") -> tuple[Receipt, ...]:
    """Return, for each document with approved versions, the receipt that somebody keeps elsewhere.

    All of them, or those of a profile, or one document. Raises PolicyBuilderError where what is named has no versions,
    and, with every problem, unless all of it is as approved.
    """
    from policybuilder.lifecycle.receipt_proof import receipts_of

    return receipts_of(root_of(workspace), profile, document)


def review(
    library: Library,
    profiles: Iterable[str] = (),
    *,
    within: timedelta = timedelta(days=90),
    today: date | str | None = None,
) -> Reviews:
    """Return which approved policies are due for review, those due first, and what makes a review due early.

    What falls due up to `within` from `today`, by the clock unless given, is "due". Raises PolicyBuilderError for a
    profile that neither has versions nor is there.
    """
    from policybuilder.lifecycle.records import recorded
    from policybuilder.lifecycle.review import reviews

    wanted = tuple(profiles)
    kept = {profile for profile, _ in recorded(output_of(library))}
    for name in wanted:
        if name not in kept:
            library.profile(name)  # an unknown one is a problem that offers the nearest
    return reviews(library, today_or(today), within, wanted)
