"""What a list of changes does to the files of a workspace: shown before it is made, made all or none, and noted."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from policybuilder.document import Document
from policybuilder.edit.changes import Change, Exclude, Include, OwnClause, PresentIds, changed_profile
from policybuilder.edit.journal import Entry, journal_file, with_entry
from policybuilder.errors import Location, PolicyBuilderError, Problem, Problems, fail
from policybuilder.files.alone import no_other
from policybuilder.files.read import read_regular
from policybuilder.files.write import write_over
from policybuilder.library.clauses import read_clause_text
from policybuilder.library.library import Library
from policybuilder.library.strict_yaml import decode_text
from policybuilder.library.workspace import MAX_BYTES, AuthoredFile
from policybuilder.resolution import documents_of, resolve

Resolving = Callable[[Library, str, str], Document]
"""Gives a council's document as a library has it: `resolve`, or what keeps the documents that it made."""
BESIDE = "adopted/"
"""Where what is kept of an old policy lies: beside the profile, for people, and no policy rests on it."""
_LEAST_SURROUNDINGS = 2
"""How many unchanged lines are shown around those that change."""


@dataclass(frozen=True)
class Proposal:
    """Files of a workspace as they are and as they would be; a file that is not there yet is None before."""

    root: Path
    profile: str
    files: Mapping[str, tuple[bytes | None, bytes | None]]
    """Before and after, by the path in the workspace; None after is a file that goes."""

    def lines(self) -> Iterator[str]:
        """Yield what changes, file by file, as lines that start with +, - or a space; where they stand before each."""
        for name, (before, after) in self.files.items():
            yield f"{name}:"
            if name.startswith(BESIDE):
                yield "  what an old policy may have decided, to be looked at beside each question"
                continue
            old, new = _lines(before, name), _lines(after, name)
            diff = list(difflib.unified_diff(old, new, lineterm="", n=_LEAST_SURROUNDINGS))
            yield from (f"  {line}" for line in diff[2:])


def propose(
    library: Library,
    profile: str,
    changes: Sequence[Change],
    promised: Callable[[Library], None] | None = None,
    proved: Collection[str] = (),
    resolved: Resolving = resolve,
) -> Proposal:
    """Return what some changes do to a profile and the workspace's own clauses.

    The new files are read again as they will be: the profile's documents must have no errors that they had not before,
    and `promised`, which is given the library with the new files, may raise what does not hold. `proved` are documents
    that `promised` makes itself, and that have no errors yet; `resolved` gives the others. Raises PolicyBuilderError
    for what is wrong, at its place; nothing is written.
    """
    root = library.workspace.root
    assert root is not None
    file = library.profile_files.get(profile)
    if file is None:
        library.profile(profile)  # says which is near
    assert file is not None
    before = file.content()
    text = decode_text(before, file.name)
    old = library.profile(profile).old_names
    if old and any(isinstance(change, Include | Exclude) for change in changes):
        # Entries are found by their clause's id, so the ids of now come first.
        changes = [PresentIds(old, library.names), *changes]
    made = changed_profile(text, changes, file.name)
    files: dict[str, tuple[bytes | None, bytes | None]] = {}
    if made != text:
        files[file.name] = (before, as_typed(before, text, made))
    for change in changes:
        if isinstance(change, OwnClause):
            if change.id in library.clause_files:
                where = Location(library.clause_files[change.id].name)
                raise fail(where, f'there is a clause "{change.id}" already', "file-exists", "give it another id")
            files[change.file] = (None, change.content.encode())
    after = _library_with(library, profile, made, changes)
    _same_or_fewer_errors(library, after, profile, proved, resolved)
    if promised is not None:
        promised(after)
    return Proposal(root, profile, files)


def as_changed(library: Library, profile: str, changes: Sequence[Change]) -> Library:
    """Return the library as it would be with some changes made to a profile; nothing is written or resolved.

    Raises PolicyBuilderError for a change that cannot be made, and for a profile that could not be read with it.
    """
    library.profile(profile)
    file = library.profile_files[profile]
    made = changed_profile(decode_text(file.content(), file.name), changes, file.name)
    return _library_with(library, profile, made, changes)


def library_with(library: Library, proposal: Proposal) -> Library:
    """Return the library as it would be with the files of a proposal; nothing is written or resolved."""
    for name, (_, after) in proposal.files.items():
        text = "" if after is None else decode_text(after, name)
        if name.startswith("clauses/") and text:
            own = AuthoredFile(proposal.root / name, name, library.workspace.layers[0])
            library = library.with_clause(read_clause_text(name, text), own)
        elif name.startswith("profiles/"):
            library = library.with_profile(library.read_profile(name, text))
    return library


def write(proposal: Proposal, command: str, when: str) -> None:
    """Write the files of a proposal, all or none, and note them in the journal, so that they can be taken back.

    `command` and `when` say what made the changes and on what day, for people. Raises PolicyBuilderError when a file
    cannot be written, and when one was saved since the proposal was made.
    """
    journal = journal_file(proposal.root)
    noted = read_regular(journal) if journal.is_file() else None
    entry = Entry(proposal.profile, command, when, proposal.files)
    files = {proposal.root / name: after for name, (_, after) in proposal.files.items() if after is not None}
    seen = {proposal.root / name: before for name, (before, _) in proposal.files.items()}
    # Of two at once the second finds that what it saw was saved since, and is refused.
    with no_other(proposal.root / "profiles"):
        write_over({**files, journal: with_entry(noted, entry)}, {**seen, journal: noted})


def as_typed(before: bytes, old: str, new: str) -> bytes:
    """Return a changed text as bytes: the lines that stay end as they did, the others as most of the file's do."""
    raw = before.decode("utf-8-sig")
    ends = [line[len(line.rstrip("\r\n")) :] for line in raw.splitlines(keepends=True)]
    usual = max(("\n", "\r\n"), key=ends.count)
    if set(ends) <= {usual, ""}:
        made = new.replace("\n", usual)
    else:
        made = _mixed(old.split("\n"), new.split("\n"), [*ends, ""], usual)
    return (b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b"") + made.encode()


def _mixed(old: list[str], new: list[str], ends: list[str], usual: str) -> str:
    parts: list[str] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            parts += (line + ends[a + n] for n, line in enumerate(old[a:b]))
        else:
            parts += (line + usual for line in new[c:d])
    last = new[-1]
    return "".join(parts[:-1]) + last


def _library_with(library: Library, profile: str, text: str, changes: Sequence[Change]) -> Library:
    """Return the library with the files as they would be."""
    for change in changes:
        if isinstance(change, OwnClause):
            assert library.workspace.root is not None
            own = AuthoredFile(library.workspace.root / change.file, change.file, library.workspace.layers[0])
            library = library.with_clause(read_clause_text(change.file, change.content), own)
    file = library.profile_files[profile]
    return library.with_profile(library.read_profile(file.name, text))


def _same_or_fewer_errors(
    before: Library, after: Library, profile: str, proved: Collection[str], resolved: Resolving
) -> None:
    """Raise what is wrong with a council's documents that was not wrong before the changes."""
    if before.profile(profile).front.base:
        return
    now = list(_errors(after, profile, proved, resolved))
    if not now:
        return
    known = {(problem.code, problem.message) for problem in _errors(before, profile, proved, resolved)}
    problems = Problems()
    problems.extend(each for each in now if (each.code, each.message) not in known)
    problems.raise_errors()


def _errors(library: Library, profile: str, proved: Collection[str], resolved: Resolving) -> Iterator[Problem]:
    try:
        documents = documents_of(library, profile)
    except PolicyBuilderError as error:
        yield from error.problems
        return
    for document in [each for each in documents if each not in proved]:
        try:
            resolved(library, profile, document)
        except PolicyBuilderError as error:
            yield from error.problems


def _lines(content: bytes | None, name: str) -> list[str]:
    return decode_text(content, name, 20 * MAX_BYTES).split("\n") if content is not None else []
