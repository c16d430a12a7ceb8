"""The chain of a document's records: each names the one before it, and the file `last.json` names the last.

So an altered manifest is seen, and so is a record that was taken away, be it the last.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from policybuilder.errors import Location, PolicyBuilderError, Problem
from policybuilder.files.read import read_regular
from policybuilder.lifecycle.manifests import MANIFEST, Record, Withdrawal, json_bytes
from policybuilder.lifecycle.standing import what_stands
from policybuilder.strict_json import read_json

Link = Record | Withdrawal

LAST = "last.json"
"""The file beside the records that names the last of them."""
RESTORE = "restore the version from a copy; what was approved must not change"
LINK = "put a copy of the file itself there: what a link leads to can change, and nobody sees it in the version"


def in_order(versions: Iterable[Record], withdrawals: Iterable[Withdrawal]) -> tuple[Link, ...]:
    """Return the records in the order in which they were made: versions by number, withdrawals where they belong."""
    chain: list[Link] = sorted(versions, key=lambda record: record.number)
    waiting = sorted(withdrawals, key=lambda withdrawal: withdrawal.number)
    while waiting:
        names = [link.folder for link in chain]
        ready = [one for one in waiting if one.previous in names]
        if not ready:
            return (*chain, *waiting)
        chain.insert(names.index(ready[0].previous) + 1, ready[0])
        waiting.remove(ready[0])
    return tuple(chain)


def broken(
    folder: Path, shown: str, chain: Sequence[Link], digests: Mapping[str, str], unread: Collection[str] = ()
) -> Iterator[Problem]:
    """Yield where the chain is not whole: a record that is altered, taken away or out of place.

    `digests` holds the SHA-256 of each record's manifest, by the name of its folder. `unread` are the folders of
    records that cannot be read; that is told of them already.
    """
    before: Link | None = None
    for link in chain:
        where = Location(f"{shown}/{link.folder}/{MANIFEST}")
        if link.previous in unread:
            pass
        elif link.previous != (before.folder if before else ""):
            yield Problem(where, _misplaced(link, before), "chain", RESTORE)
        elif before is not None and digests[before.folder] != link.previous_manifest:
            where = Location(f"{shown}/{before.folder}/{MANIFEST}")
            message = f"the manifest of {before.folder} was altered after {link.folder} was recorded"
            yield Problem(where, message, "altered", RESTORE)
        before = link
    yield from _last(folder, shown, digests, unread)


def _misplaced(link: Link, before: Link | None) -> str:
    if not link.previous:
        return f"version {link.folder} says that it is the first, but {before.folder if before else ''} is"
    if before is not None and isinstance(before, Withdrawal) and isinstance(link, Record):
        return f"{link.folder} follows {link.previous}, and {before.folder} came between them"
    return f"{link.folder} follows {link.previous}, which is not here"


def _last(folder: Path, shown: str, digests: Mapping[str, str], unread: Collection[str]) -> Iterator[Problem]:
    """Yield what `last.json` shows: that the record it names is gone or altered. Earlier programs wrote none."""
    where = Location(f"{shown}/{LAST}")
    try:
        if what_stands(folder / LAST) == "link":
            yield Problem(where, "a link stands in the file's place", "link", LINK)
            return
        content = read_json(read_regular(folder / LAST))
        name, digest = content["record"], content["manifest"]
        if not (isinstance(name, str) and isinstance(digest, str)):
            raise TypeError
    except FileNotFoundError:
        return
    except OSError as error:
        yield Problem(where, f"cannot be read: {error.strerror or error}", "unreadable", "restore it from a copy")
        return
    except (ValueError, KeyError, TypeError):
        yield Problem(where, "the file is damaged: it does not name the last record", "chain", "restore it from a copy")
        return
    if name in unread:
        return
    if name not in digests:
        message = f"{name} was recorded last, and is not here"
        yield Problem(Location(f"{shown}/{name}"), message, "missing", RESTORE)
    elif digests[name] != digest:
        message = f"the manifest of {name} was altered after it was recorded"
        yield Problem(Location(f"{shown}/{name}/{MANIFEST}"), message, "altered", RESTORE)


def note_last(folder: Path, link: Link, digest: str) -> tuple[str, ...]:
    """Name the last record beside the records, and return what went amiss: the record stands even then."""
    # Imported here: who only reads the records needs nothing that writes files.
    from policybuilder.files.write import write_changed

    try:
        write_changed({folder / LAST: json_bytes({"record": link.folder, "manifest": digest})})
    except PolicyBuilderError as error:
        return tuple(f"{problem.location}: {problem.message}" for problem in error.problems)
    return ()
