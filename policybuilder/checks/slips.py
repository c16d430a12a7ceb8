"""Slips of typing in the library's own files: what YAML reads without a word, and a person did not mean.

Those of profiles are known when a profile is read (`library/profile_slips.py`). The built-in library is not looked at
from a workspace: nobody edits it there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policybuilder.checks.known import slips
from policybuilder.checks.word_lists import KINDS as WORD_LISTS
from policybuilder.errors import PolicyBuilderError, Problem
from policybuilder.library.clauses import ClauseSource
from policybuilder.library.library import Library
from policybuilder.library.strict_yaml import read_yaml
from policybuilder.library.validate import read_checked
from policybuilder.library.workspace import AuthoredFile

_REFERENCE = ("parameters", "terms", "law", "frameworks", "facts", "withdrawn", "issued")


def file_slips(library: Library, clauses: Iterable[ClauseSource]) -> Iterator[Problem]:
    """Yield a warning for each value of a workspace's own files that may not be what was meant.

    A file that cannot be read is left out: that is told, and comes first.
    """
    workspace = library.workspace
    own = [file for file in workspace.files("clauses", ".yaml") if file.layer.root == workspace.root]
    for file in own:
        if file.path.stem in (*_REFERENCE, *WORD_LISTS):
            yield from _slips(file, file.path.stem)
    for file in workspace.files("templates", ".yaml"):
        if file.layer.root == workspace.root:
            yield from _slips(file, "template")
    for file in workspace.files("", ".yaml"):
        if file.layer.root == workspace.root and file.path.name == "policybuilder.yaml":
            yield from _slips(file)
    for clause in clauses:
        file = library.clause_files[clause.id]
        if file.layer.root == workspace.root:
            yield from slips(file, library.clause_text(clause.id), clause.node)


def _slips(file: AuthoredFile, kind: str = "") -> Iterator[Problem]:
    try:
        text = file.text()
        node = read_checked(text, file.name, kind)[0] if kind else read_yaml(text, file.name)
    except PolicyBuilderError:
        return
    yield from slips(file, text, node)
