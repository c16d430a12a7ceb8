"""A Word shell that is ready to be filled, as a value: everything that the writer needs to know about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from policybuilder.writers.word.shell.look import Look, Page


@dataclass(frozen=True)
class Shell:
    """A shell that is ready to be filled."""

    name: str
    parts: Mapping[str, bytes]
    """Every part but those below, as they go into each document."""
    templates: Mapping[str, str]
    """The parts that hold tags, as Jinja's source: data, like all the rest."""
    main: str
    numbering_part: str
    relationships_part: str
    core_part: str
    styles: Mapping[str, str]
    """Style ids by style name in lower case."""
    look: Look
    page: Page
    abstract_ids: Mapping[str, str]
    """The `w:abstractNumId` of "bullets" and of "numbers"."""
    next_list_id: int
    next_bookmark_id: int
    control_ids: frozenset[int]
    body_on_new_page: bool
