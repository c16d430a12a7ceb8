"""The sides of a comparison, as a person writes them, and the documents that they stand for.

riverton/generative-ai-policy@1.0   an approved version ("@approved" is the last one)
riverton/generative-ai-policy       the draft, as it would be built now ("@draft" says the same)
riverton                            the same, of the only document that the profile names
library:../released                 the other side's draft, made with the clauses and templates of another folder
policy.docx  policy.md  policy.json a file
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from policybuilder.compare.changes import Comparison
from policybuilder.compare.documents import compare
from policybuilder.compare.known_values import with_known_values
from policybuilder.compare.plain_words import as_mere_words
from policybuilder.compare.typed import Naming, by_record
from policybuilder.document import Document
from policybuilder.errors import Location, PolicyBuilderError, did_you_mean, fail
from policybuilder.files.read import is_folder, read_regular
from policybuilder.library.copies import refuse_lock
from policybuilder.library.library import Library, open_library
from policybuilder.library.workspace import BUILT_IN, OUTPUT, Layer, Workspace, built_in_root
from policybuilder.lifecycle.file_sides import is_compared, is_file
from policybuilder.lifecycle.frozen import frozen_document
from policybuilder.lifecycle.policy_files import mark_in_file
from policybuilder.lifecycle.recorded_library import with_records
from policybuilder.lifecycle.records import find_version, read_records
from policybuilder.lifecycle.typed import naming_for
from policybuilder.printed import Printed
from policybuilder.readers import read_policy_file
from policybuilder.resolution import amended_words, documents_of, resolve
from policybuilder.writers.own_mark import Mark, is_as_built

LIBRARY = "library:"
MAX_FILE = 64 * 1024 * 1024


@dataclass(frozen=True)
class Named:
    """A document with the name that a comparison shows for it."""

    document: Document
    name: str
    mark: Mark | None = None
    """What a file says of itself, when it was built here."""
    printed: Printed | None = None
    """What a Word or Markdown file prints besides its policy."""


@dataclass(frozen=True)
class _Policy:
    profile: str
    document: str
    version: str

    @property
    def name(self) -> str:
        return f"{self.profile}/{self.document}"


def open_sides(
    library: Library | None, old: str, new: str, document: str = "", tracked: str = "accept"
) -> tuple[Named, Named]:
    """Return the two sides of a comparison.

    `library` may be None when both sides are files. `document` says which document where a side names only a profile.
    `tracked` is "accept" or "reject": how tracked changes in Word files are read.

    Raises PolicyBuilderError, with the nearest offered, for a side that stands for nothing.
    """
    if old.startswith(LIBRARY) and new.startswith(LIBRARY):
        raise fail(Location(old), "both sides are libraries", "compare-side", "name a profile on one side")
    if old.startswith(LIBRARY):
        other = _open(library, new, document, tracked)
        return _with_library(library, old, new, document), other
    first = _open(library, old, document, tracked)
    if new.startswith(LIBRARY):
        return first, _with_library(library, new, old, document)
    return first, _open(library, new, document, tracked)


def open_policy(library: Library, side: str, document: str = "") -> Named:
    """Return the draft or version that a side names; see `open_sides`."""
    return _resolved(library, _policy(library, side, document))


def library_use(old: str, new: str) -> Literal["needed", "useful", "none"]:
    """Return what a comparison of two sides has a library for.

    A draft or a version cannot do without. Of a file that was built here, a library that is there knows which words are
    values. Two other files are compared anywhere.
    """
    if not (is_file(old) and is_file(new)):
        return "needed"
    return "useful" if mark_of(Path(old)) or mark_of(Path(new)) else "none"


def _open(library: Library | None, side: str, document: str, tracked: str) -> Named:
    if is_file(side):
        path = Path(side)
        policy, printed = read_printed(path, tracked)
        return Named(policy, path.name, mark_of(path), printed)
    wanted = _policy(needed(library, side), side, document)
    return _resolved(needed(library, side), wanted)


def needed(library: Library | None, side: str) -> Library:
    """Return the library that a side cannot do without. Raises PolicyBuilderError where there is none."""
    if library is None:
        hint = "run the command in a workspace, or name one with --workspace FOLDER"
        raise fail(Location(side), "no workspace here", "no-workspace", hint)
    return library


def _policy(library: Library, side: str, document: str) -> _Policy:
    """Return which document of which profile a side means."""
    path, at, version = side.replace("\\", "/").partition("@")
    if at and not version.strip():
        raise fail(Location(side), "no version follows the @", "compare-side", f"write {path}@1.0, or {path}@approved")
    profile, _, named = path.partition("/")
    root = library.workspace.root
    assert root is not None
    if profile not in library.profile_files and not _has_output(root, profile):
        known = sorted(library.profile_files)
        if is_folder(Path(side)):
            hint = "name a file in it, or a version as in riverton/generative-ai-policy@1.0"
            raise fail(Location(side[:200]), "this is a folder, not a policy", "compare-side", hint)
        hint = did_you_mean(profile, known, f"the profiles are {', '.join(known)}" if known else "")
        raise fail(Location(side[:200]), f'no profile or file "{profile[:200]}"', "unknown-profile", hint)
    wanted = named or document
    known_documents = documents_of(library, profile) if profile in library.profile_files else ()
    kept = sorted(path.name for path in (root / OUTPUT / profile).glob("*") if path.is_dir())
    every = tuple(dict.fromkeys([*known_documents, *kept]))
    if not wanted and len(every) == 1:
        wanted = every[0]
    if not wanted:
        hint = f"write {profile}/DOCUMENT; the documents are {', '.join(every)}" if every else ""
        raise fail(Location(side), f'which document of "{profile}"?', "compare-side", hint)
    if wanted not in every:
        hint = did_you_mean(wanted, every, f"the documents are {', '.join(every)}")
        raise fail(Location(side), f'{profile} has no document "{wanted}"', "unknown-document", hint)
    return _Policy(profile, wanted, version)


def _has_output(root: Path, profile: str) -> bool:
    """Return whether a council that has no profile any more has documents in output/."""
    return re.fullmatch(r"[a-z0-9-]{1,80}", profile) is not None and (root / OUTPUT / profile).is_dir()


def _resolved(library: Library, wanted: _Policy) -> Named:
    if wanted.version in ("", "draft"):
        draft = resolve(with_records(library, wanted.profile, wanted.document), wanted.profile, wanted.document)
        version = draft.control_text("version")
        return Named(draft, f"{wanted.name}, draft {version}".rstrip())
    root = library.workspace.root
    assert root is not None
    records = read_records(root, wanted.profile, wanted.document)
    record = find_version(records, wanted.name, wanted.version)
    withdrawn = ", withdrawn" if records.withdrawal_of(record) else ""
    name = f"{wanted.name}, version {record.version} of {record.date}{withdrawn}"
    return Named(frozen_document(records, record), name)


def _with_library(library: Library | None, side: str, other: str, document: str) -> Named:
    """Return the other side's draft as another library would make it."""
    mine = needed(library, side)
    if is_file(other):
        hint = "name a profile on the other side: its draft is made with this library"
        raise fail(Location(side), "a library is compared with a profile, not with a file", "compare-side", hint)
    wanted = _policy(mine, other, document)
    folder = side.removeprefix(LIBRARY)
    if not folder.strip():
        hint = f"name one, or write {LIBRARY}{BUILT_IN}"
        raise fail(Location(side), f"no folder follows {LIBRARY}", "no-library", hint)
    theirs = replace(_library_at(folder, side), profile_files=mine.profile_files)
    root = mine.workspace.root
    assert root is not None
    records = read_records(root, wanted.profile, wanted.document)
    recorded = with_records(theirs, wanted.profile, wanted.document, records)
    draft = resolve(recorded, wanted.profile, wanted.document, known=_amended_words(mine, wanted))
    return Named(draft, f"{wanted.name}, made with {folder}")


def _amended_words(mine: Library, wanted: _Policy) -> dict[str, str]:
    """Return the words that the council's own texts stand by now; nothing where the draft cannot be made."""
    try:
        return amended_words(resolve(mine, wanted.profile, wanted.document))
    except PolicyBuilderError:
        # The other library may have what this one lacks; what is wrong with the profile shows with both.
        return {}


def _library_at(folder: str, side: str) -> Library:
    root = built_in_root() if folder == BUILT_IN else Path(folder).resolve()
    if not (root / "clauses").is_dir():
        hint = f"name a folder that holds clauses/ and templates/, or {LIBRARY}{BUILT_IN}"
        raise fail(Location(side), f'no library in "{folder}": it has no folder clauses/', "no-library", hint)
    layers: tuple[Layer, ...] = (Layer(root, "" if folder == BUILT_IN else folder),)
    if not (root / "clauses" / "parameters.yaml").is_file():
        layers = (*layers, Layer(built_in_root(), BUILT_IN))
    return open_library(Workspace(layers, root))


def read_printed(path: Path, tracked: str = "accept") -> tuple[Document, Printed | None]:
    """Return the policy of a Word file, a Markdown file, a page or a Document as JSON, and what else the file prints.

    A document's JSON does not say the second. Raises PolicyBuilderError when the file cannot be read or is not what its
    name says.
    """
    name = str(path)
    refuse_lock(path.name, name)
    try:
        size = path.stat().st_size
        if size > MAX_FILE:
            raise fail(Location(name), f"the file is larger than {MAX_FILE // 1024**2} MB", "too-large")
        content = read_regular(path)
    except OSError as error:
        raise fail(Location(name), f"cannot be read: {error.strerror or error}", "unreadable") from None
    if is_compared(path.name):
        return read_policy_file(content, name, tracked)
    hint = "a file is a Word document (.docx), Markdown (.md) or a document's JSON (.json)"
    raise fail(
        Location(name), f'cannot be compared: unknown kind of file "{path.suffix.lower()}"', "unknown-format", hint
    )


def mark_of(path: Path) -> Mark | None:
    """Return what a file says of itself, when it was built here; None for any other file."""
    try:
        return mark_in_file(read_regular(path), path.name)[0]
    except (OSError, PolicyBuilderError):
        return None  # reading the side says what is wrong with the file


# A file that came from us ----------------------------------------------------------------------------------


def compare_sides(
    library: Library | None, old: str, new: str, document: str = "", tracked: str = "accept"
) -> Comparison:
    """Return the comparison of two sides. Raises PolicyBuilderError as `open_sides` does.

    Where the new side is a file that was built here and edited, words that were typed over a value are traced to the
    answer that printed it: the old side, or the workspace's own document, knows which words are values.
    """
    first, second = open_sides(library, old, new, document, tracked)
    before, after, naming = first.document, second.document, None
    if second.mark is not None and after.template and not is_as_built(read_regular(Path(new)), ".json"):
        after = as_mere_words(after)
    built = None if after.template else _built_from(library, first, second)
    if built is not None:
        before = before if before.template else with_known_values(before, built)
        # A file does not say in whose letterhead a report on it is.
        after = replace(after, shell=built.shell, council=built.council)
        naming = _naming(library, built)
    return compare(before, after, first.name, second.name, naming, (first.printed, second.printed))


def _built_from(library: Library | None, old: Named, new: Named) -> Document | None:
    """Return the document whose values stand in the old side; None unless both sides are known to be of one document.

    A file without a mark, which an earlier release may have built, is taken for what it is compared with.
    """
    names = {side.mark.name for side in (old, new) if side.mark is not None}
    if old.document.template:
        names.add(f"{old.document.profile}/{old.document.id}")
    if len(names) != 1:
        return None
    if old.document.template:
        return old.document
    mark = old.mark or new.mark
    if library is None or mark is None:
        return None
    version = mark.version if mark.stage == "approved" else ""
    try:
        return _resolved(library, _Policy(mark.profile, mark.document, version)).document
    except PolicyBuilderError:
        return None  # the workspace no longer has it: where the words come from is not known


def _naming(library: Library | None, built: Document) -> Naming:
    if library is not None:
        try:
            return naming_for(library, built.profile, built.id)
        except PolicyBuilderError:
            pass  # a profile that is gone or has faults: the document's own record is what there is
    return by_record(built)
