"""A council of the built-in library that answers a few things itself, and its documents, each made once."""

from __future__ import annotations

from pathlib import Path

from policybuilder.document import Document, block_text, clauses
from policybuilder.library.library import Library, open_library
from policybuilder.library.workspace import Layer, Workspace, built_in_workspace
from policybuilder.resolution import resolve
from tests.workspaces import write

POLICY, GOVERNANCE, GUIDE = "generative-ai-policy", "ai-governance-policy", "staff-guide"
DEPTHS = ("essential", "standard", "full")
TYPES = {"england": "unitary", "wales": "welsh", "scotland": "scottish", "northern-ireland": "ni-district"}


_LIBRARIES: dict[tuple[str, ...], Library] = {}
_MADE: dict[tuple[str, ...], Document] = {}


class Council:
    """A council of the built-in library with a few answers of its own; what was once made is kept for the next test."""

    def __init__(
        self,
        root: Path,
        answers: str = "",
        *,
        nation: str = "england",
        depth: str = "standard",
        documents: tuple[str, ...] = (POLICY, GOVERNANCE, GUIDE),
        within: Path | None = None,
        policy: str = "",
        governance: str = "",
    ) -> None:
        self.key = (answers, nation, depth, str(within), policy, governance, *documents)
        if self.key in _LIBRARIES:
            return
        root = within or root / str(len(_LIBRARIES))  # a test may hold two councils
        council = f"{{name: Example Council, short_name: Example, nation: {nation}, type: {TYPES[nation]}}}"
        approver = "{approver: Cabinet, owner: Head of Digital}"
        said = {POLICY: policy or approver, GOVERNANCE: governance or approver}
        named = f"documents: {{{', '.join(f'{id}: {said.get(id, approver)}' for id in documents)}}}\n"
        write(root, "profiles/example.yaml", f"id: example\ncouncil: {council}\ndepth: {depth}\n{named}{answers}")
        layers = (Layer(root, ""), *built_in_workspace().layers)
        _LIBRARIES[self.key] = open_library(Workspace(layers, root))

    @property
    def library(self) -> Library:
        return _LIBRARIES[self.key]

    def document(self, id: str) -> Document:
        if (*self.key, id) not in _MADE:
            _MADE[*self.key, id] = resolve(self.library, "example", id)
        return _MADE[*self.key, id]

    def text(self, id: str, clause: str = "") -> str:
        """Return the words of a document, or of one clause of it; "" when the clause is not there."""
        found = [each for each in clauses(self.document(id)) if not clause or each.id == clause]
        return " ".join(" ".join(block_text(block) for block in each.blocks) for each in found)

    def everything(self) -> str:
        return " ".join(self.text(id) for id in (POLICY, GOVERNANCE, GUIDE))
