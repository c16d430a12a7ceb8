"""How far a document of a council is, as the files of the workspace tell: built, a paper, a version in force."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from policybuilder.library.workspace import OUTPUT


@dataclass(frozen=True)
class State:
    """How far a document is: the number of the version in force ("" for none), and which files there are besides."""

    version: str
    has_paper: bool
    has_draft: bool

    @property
    def is_built(self) -> bool:
        """Whether anything was made of it."""
        return bool(self.version) or self.has_paper or self.has_draft

    @property
    def words(self) -> str:
        """How far it is, in words."""
        said = [f"version {self.version} is in force"] if self.version else []
        said += ["a paper for the committee is made"] if self.has_paper else []
        said += ["a draft is built"] if self.has_draft and not self.has_paper else []
        return "; ".join(said) or "not built yet"


def state_of(root: Path, profile: str, document: str) -> State:
    """Return how far a document is. Versions that cannot be read count as none: their own screen says so."""
    from policybuilder.lifecycle.records import read_records

    folder = root / OUTPUT / profile / document
    if not folder.is_dir():
        return State("", has_paper=False, has_draft=False)
    standing = read_records(root, profile, document).latest
    return State(
        standing.version if standing else "",
        has_paper=(folder / "paper" / "manifest.json").is_file(),
        has_draft=(folder / "draft" / f"{document}.docx").is_file(),
    )
