"""The last list of changes taken back, line by line, so that what a person has typed since stays."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from policybuilder.edit.journal import Entry, journal_file, read_entries, without_entry
from policybuilder.edit.mending import MEND
from policybuilder.edit.proposal import BESIDE, Proposal, as_typed
from policybuilder.errors import Location, Problems, fail
from policybuilder.files.alone import no_other
from policybuilder.files.read import read_regular
from policybuilder.files.write import remove, write_over
from policybuilder.library.library import Library
from policybuilder.library.strict_yaml import decode_text
from policybuilder.library.workspace import MAX_BYTES


@dataclass(frozen=True)
class Undo:
    """A list of changes that can be taken back, and what that does to the files."""

    entry: Entry
    proposal: Proposal


def last_changes(library: Library, profile: str = "") -> Undo:
    """Return what takes back the last list of changes to a profile, or to any profile.

    Raises PolicyBuilderError when there is none, when what is noted cannot be read, and for each line of it that
    somebody has changed since; nothing is written.
    """
    root = library.workspace.root
    assert root is not None
    journal = journal_file(root)
    try:
        known = read_entries(read_regular(journal) if journal.is_file() else None)
    except ValueError:
        message = "the file that notes changes is damaged, so it is not known what there is to take back"
        hint = "put the file back from a copy, or change the profile by hand; the next change begins the file anew"
        raise fail(Location(journal.relative_to(root).as_posix()), message, "damaged-journal", hint) from None
    mine = [each for each in known if profile in ("", each.profile)]
    if not mine:
        of = f' of "{profile}"' if profile else ""
        hint = "amend, take, update and settle note what they change; edits by hand are not noted"
        raise fail(Location(profile or "."), f"there are no noted changes{of} to take back", "nothing-to-undo", hint)
    entry, problems = mine[-1], Problems()
    files: dict[str, tuple[bytes | None, bytes | None]] = {}
    for name, (before, after) in entry.files.items():
        path = root / name
        now = read_regular(path) if path.is_file() else None
        # What is kept beside the profile was kept anew for another old policy since: that stays.
        stays = name.startswith(BESIDE) and now != after
        files[name] = (now, now if stays else _taken_back(name, before, after, now, problems))
    problems.raise_errors()
    for name, (_, content) in files.items():
        # A line that was put in where the file could not be read: the file as it was is what somebody wants back.
        as_it_was = entry.command.split()[:1] == [MEND] and content == entry.files[name][0]
        if content is not None and name.startswith("profiles/") and not as_it_was:
            # Read as it will be: what was right before the changes may rest on what was typed since.
            library.read_profile(name, decode_text(content, name))
    return Undo(entry, Proposal(root, entry.profile, files))


def write_undo(undo: Undo) -> None:
    """Write the files as they were before the changes. Raises PolicyBuilderError as `proposal.write` does."""
    root, journal = undo.proposal.root, journal_file(undo.proposal.root)
    noted = read_regular(journal)
    files = {root / name: after for name, (_, after) in undo.proposal.files.items() if after is not None}
    seen = {root / name: now for name, (now, _) in undo.proposal.files.items()}
    with no_other(root / "profiles"):
        write_over({**files, journal: without_entry(noted, undo.entry)}, {**seen, journal: noted})
    gone = (root / name for name, (now, after) in undo.proposal.files.items() if after is None and now is not None)
    remove(path for path in gone if path.is_file() and read_regular(path) == seen[path])


def _taken_back(
    name: str, before: bytes | None, after: bytes | None, now: bytes | None, problems: Problems
) -> bytes | None:
    """Return a file without some changes, and with what was typed since; a line of both is a problem."""
    if now == after:
        return before
    if before is None or after is None or now is None:
        problems.add(Location(name), "the file was changed since", "changed-since", "change it back by hand")
        return now
    old, made, current = (decode_text(each, name, 20 * MAX_BYTES).split("\n") for each in (before, after, now))
    places = _places(made, current)
    lines, at = [], 0
    for kind, a, b, c, d in difflib.SequenceMatcher(None, made, old, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        first, last = places[a], places[b]
        # The lines on both sides must still be there, too: else what was typed since touches the place.
        if current[first:last] != made[a:b] or (a and current[first - 1 : first] != made[a - 1 : a]):
            where = Location(name, min(first + 1, len(current)))
            problems.add(where, "these lines were changed since", "changed-since", "change them by hand")
            continue
        lines += [*current[at:first], *old[c:d]]
        at = last
    return as_typed(now, "\n".join(current), "\n".join([*lines, *current[at:]]))


def _places(made: list[str], current: list[str]) -> list[int]:
    """Return for each line of a text, and its end, the line of another text that stands there."""
    places = [0] * (len(made) + 1)
    for _, a, b, c, d in difflib.SequenceMatcher(None, made, current, autojunk=False).get_opcodes():
        for number in range(a, b + 1):
            places[number] = c + min(number - a, d - c) if b > a else d
    places[len(made)] = len(current)
    return places
