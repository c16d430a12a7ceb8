"""What to build, and what came of it: of each document, and of what lies among the files that were built before.

Apart from what builds them, so that a run with nothing to do need not read what a library is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from policybuilder.errors import Location, Problem
from policybuilder.library.copies import copy_of, told_as_copy
from policybuilder.library.workspace import OUTPUT
from policybuilder.lifecycle.manifests import MANIFEST
from policybuilder.writers import USUAL_FORMATS

if TYPE_CHECKING:
    from policybuilder.lifecycle.changed_sections import ChangedSection
    from policybuilder.lifecycle.elsewhere import Elsewhere
    from policybuilder.lifecycle.put import Making


@dataclass(frozen=True)
class Order:
    """What to build: one document or all (""), which formats, papers or drafts, and whether to write.

    `set_aside` moves files that somebody edited out of the way, instead of keeping them and writing nothing. `paper`
    makes papers for a meeting in place of drafts, and says when and by what.
    """

    document: str = ""
    formats: tuple[str, ...] = USUAL_FORMATS
    paper: Making | None = None
    write: bool = True
    set_aside: bool = False

    @property
    def stage(self) -> str:
        """The folder, and the document's stage: "draft" or "paper"."""
        return "paper" if self.paper else "draft"


@dataclass(frozen=True)
class Built:
    """One document that was built: its files (relative to the workspace), and which of them changed.

    `pages` is about how many the Word file has, a sheet of open points left out; 0 where no Word file was asked for.
    `kept` are the files in the way of it, for which nothing was written: edited since they were built, as a rule.
    `set_aside` are the places that edited files were moved to, and `sections` those with other words than in the Word
    file that was written over. `paper` is the start of the SHA-256 of a paper's words. `elsewhere` are the documents
    that were not asked for in which the same answers change sections.
    """

    profile: str
    document: str
    files: tuple[str, ...]
    changed: tuple[str, ...]
    words: int
    pages: int
    reading_age: float
    unconfirmed: int
    law_to_check: int
    kept: tuple[str, ...] = ()
    set_aside: tuple[str, ...] = ()
    title: str = ""
    sections: tuple[ChangedSection, ...] = ()
    paper: str = ""
    elsewhere: Elsewhere = ()


@dataclass(frozen=True)
class ProfileOutcome:
    """What came of one profile: the documents built, what is wrong, and the files that it was built from.

    `named` are the documents that were asked for of those that the profile names; none when it could not be read.
    """

    profile: str
    built: tuple[Built, ...]
    problems: tuple[Problem, ...]
    inputs: tuple[str, ...]
    named: tuple[str, ...] = ()


def left_over(root: Path, outcomes: Iterable[ProfileOutcome], order: Order) -> list[str]:
    """Return the folders of drafts (or papers) of documents that their profile names no longer.

    They are relative to the workspace; nothing is returned when only one document was asked for, and of a profile with
    an error, which may misspell the name.
    """
    return [
        folder.relative_to(root).as_posix()
        for outcome in outcomes
        if outcome.named and not order.document and all(each.severity == "warning" for each in outcome.problems)
        for folder in sorted((root / OUTPUT / outcome.profile).glob(f"*/{order.stage}"))
        if folder.parent.name not in outcome.named and not copy_of(folder.parent.name)
    ]


def final_copies(root: Path, built: Iterable[Built]) -> list[str]:
    """Return the folders of final copies that an earlier release wrote of these documents. Nothing reads them now."""
    folders = (root / OUTPUT / item.profile / item.document / "final" for item in built)
    return [folder.relative_to(root).as_posix() for folder in folders if folder.is_dir()]


def copies_beside(root: Path, outcomes: Iterable[ProfileOutcome]) -> Iterator[Problem]:
    """Yield a warning for each copy of a draft, or of a document's folder, that stands among what was built."""
    folders: dict[str, None] = {OUTPUT: None}
    for outcome in outcomes:
        folders[f"{OUTPUT}/{outcome.profile}"] = None
        folders.update({name.rpartition("/")[0]: None for item in outcome.built for name in item.files})
    for folder in folders:
        for path in sorted((root / folder).iterdir()) if (root / folder).is_dir() else ():
            if told := told_as_copy(path.name):
                message, code, _ = told
                hint = "nothing here reads it: take what you need from it, and move it out of output/"
                yield Problem(Location(f"{folder}/{path.name}"), message, code, hint, "warning")


def approved_manifests(root: Path, profile_id: str, document_id: str = "*") -> list[str]:
    """Return the manifests of a council's versions and withdrawals, relative to the workspace: a draft's history."""
    # Not a paper's: the name of a version's folder starts with its number, and so does that of a withdrawal's.
    found = (root / OUTPUT).glob(f"{profile_id}/{document_id}/[0-9]*/{MANIFEST}")
    return sorted(path.relative_to(root).as_posix() for path in found)
