"""The lists of words that rules look for: stale names, words to avoid, and abbreviations that everyone knows.

They are YAML files in clauses/, which a workspace extends entry by entry, as it does the other reference files. Only
checks read them, so a build does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from policybuilder.errors import PolicyBuilderError, Problems
from policybuilder.library.reference import FOLDER, ReferenceFiles
from policybuilder.library.schema import AvoidedModel, StaleModel
from policybuilder.library.validate import read_checked
from policybuilder.library.workspace import Workspace


@dataclass(frozen=True)
class WordLists:
    """The word lists of a workspace, checked."""

    stale: Mapping[str, StaleModel]
    avoided: Mapping[str, AvoidedModel]
    abbreviations: Mapping[str, str]
    nations: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def nations_pattern(self) -> re.Pattern[str]:
        """A pattern that finds the name of any law or body that some nations lack, or that a wider name holds."""
        return _any_of(self.nations)

    @cached_property
    def stale_pattern(self) -> re.Pattern[str]:
        """A pattern that finds any stale name."""
        return _any_of(name for entry in self.stale.values() for name in entry.names)

    @cached_property
    def stale_by_name(self) -> Mapping[str, StaleModel]:
        """What is known of each stale name, by the name with single spaces."""
        return {name: entry for entry in self.stale.values() for name in entry.names}

    @cached_property
    def avoided_pattern(self) -> re.Pattern[str]:
        """A pattern that finds any form of a word to avoid, in small or capital letters."""
        return _any_of(self.avoided_by_form, re.IGNORECASE)

    @cached_property
    def avoided_by_form(self) -> Mapping[str, tuple[str, AvoidedModel]]:
        """The word to avoid, and what to write instead, by each of the word's forms."""
        return {form: (word, entry) for word, entry in self.avoided.items() for form in forms(word)}


def forms(word: str) -> tuple[str, ...]:
    """Return the forms of a verb ("utilise": utilises, utilised, utilising); a phrase has one form."""
    lower = word.lower()
    if not lower.isalpha():
        return (lower,)
    if lower.endswith("e"):
        return (lower, f"{lower}s", f"{lower}d", f"{lower[:-1]}ing")
    return (lower, f"{lower}s", f"{lower}ed", f"{lower}ing")


def _any_of(names: Iterable[str], flags: int = 0) -> re.Pattern[str]:
    """Return a pattern of any of some names as whole words, the longest first; it never matches when there are none."""
    longest_first = sorted(set(names), key=lambda name: (-len(name), name))
    if not longest_first:
        return re.compile(r"(?!)")
    # Names that start alike share their start, which makes the search several times faster than plain alternatives.
    by_letter: dict[str, list[str]] = {}
    for name in longest_first:
        by_letter.setdefault(name[0].lower() if flags else name[0], []).append(
            re.escape(name[1:]).replace(r"\ ", r"\s+")
        )
    groups = (f"{re.escape(letter)}(?:{'|'.join(rests)})" for letter, rests in by_letter.items())
    return re.compile(rf"(?<![\w])(?:{'|'.join(groups)})(?![\w]|\.\w)", flags)


def load_word_lists(workspace: Workspace, problems: Problems, reference: ReferenceFiles | None = None) -> WordLists:
    """Return the word lists of a workspace; what is wrong with the files is noted in `problems`.

    With the `reference` files, names of law and bodies are known by nation.
    """
    stale, avoided, abbreviations = (_entries(workspace, kind, problems) for kind in KINDS)
    return WordLists(stale, avoided, abbreviations, names_by_nation(reference) if reference else {})


def names_by_nation(reference: ReferenceFiles) -> dict[str, frozenset[str]]:
    """Return the names of all law, and of what the terms name, each with the nations in which it holds."""
    found: dict[str, set[str]] = {}
    for entry in reference.law.values():
        for name in (entry.cite, entry.title):
            found.setdefault(name.removeprefix("the "), set()).update(entry.nations)
    for term in reference.terms.values():
        for nation, words in term.words.items():
            if words and len(_CAPITALISED.findall(words)) > 1:
                found.setdefault(words.removeprefix("the "), set()).add(nation)
    return {name: frozenset(nations) for name, nations in found.items()}


_CAPITALISED = re.compile(r"\b[A-Z][a-z]+")


KINDS = ("stale", "avoided_words", "abbreviations")


def _entries(workspace: Workspace, kind: str, problems: Problems) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for file in reversed(workspace.versions_of(f"{FOLDER}/{kind}.yaml")):
        try:
            found.update(read_checked(file.text(), file.name, kind)[1])
        except PolicyBuilderError as error:
            problems.extend(error.problems)
    return found
