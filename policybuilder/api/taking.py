"""What comes back in a Word file that was edited."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from policybuilder.api.days import today_or

if TYPE_CHECKING:
    from policybuilder.library.library import Library
    from policybuilder.update.taking.taken import Found, Taken


def edits(library: Library, files: Sequence[str | Path], *, profile: str = "", document: str = "") -> Found:
    """Return the edits that were made in Word files, copies of one document that policybuilder built.

    `profile` and `document` say which it is where the files do not. Raises PolicyBuilderError for a file that is not
    ours, and for what is wrong with it or the profile.
    """
    from policybuilder.errors import Location, fail
    from policybuilder.files.read import read_input
    from policybuilder.update.returning import read_returned
    from policybuilder.update.taking.taken import found_in

    if not files:
        raise fail(Location("files"), "no file is named", "no-files", "name the Word files that came back")
    returned = [read_returned(library, read_input(Path(file)), str(file), profile, document) for file in files]
    return found_in(library, returned)


def take(
    library: Library,
    files: Sequence[str | Path],
    *,
    only: Collection[int] | None = None,
    reason: str,
    by: str = "",
    minute: str = "",
    profile: str = "",
    document: str = "",
    dry_run: bool = False,
    today: date | str | None = None,
) -> Taken:
    """Take the edits of Word files into the profile, all that can be taken or those with some numbers; return them.

    `edits` numbers them, from 1. What is taken reads in the draft as it does in the file; nothing of the rest is
    written, and `undo` takes all of it back. Raises PolicyBuilderError like `edits`, with nothing written.
    """
    from policybuilder.edit.proposal import write
    from policybuilder.update.clause_changes import Why
    from policybuilder.update.taking.taken import taken

    found = edits(library, files, profile=profile, document=document)
    day = today_or(today).isoformat()
    done = taken(found, only, Why(found.draft.id, reason.strip(), by.strip(), minute.strip()), day)
    if done.proposal.files and not dry_run:
        names = " ".join(Path(file).name for file in files)
        write(done.proposal, f"take {names}", day)
    return done
