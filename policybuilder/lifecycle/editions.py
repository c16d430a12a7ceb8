"""The rule that an appendix with a version of its own gets a new one when it changes."""

from __future__ import annotations

from policybuilder.compare import Comparison
from policybuilder.errors import Problems
from policybuilder.library.profiles import Profile


def refuse_same_edition(comparison: Comparison | None, profile: Profile) -> None:
    """Raise PolicyBuilderError for each appendix whose text changed since the last version, and whose version did not.

    A changed job title or address needs no new version; a lower version is refused like the same one.
    """
    problems = Problems()
    for change in comparison.changes if comparison else ():
        old, new = change.marked.old, change.marked.new
        if old is None or new is None or not (old.provenance.kept_by and new.provenance.kept_by):
            continue
        was, now = old.provenance.edition, new.provenance.edition
        if change.weight == "editorial" and was == now:
            continue
        if _key(now) <= _key(was):
            message = f'the appendix "{new.title}" changed, and is still version {now}'
            if now != was:
                message = f'the appendix "{new.title}" was version {was} and is now {now}'
            major, minor = _key(was)
            hint = (
                f'give it the next version in the profile: appendices: {{{new.id}: {{version: "{major}.{minor + 1}"}}}}'
            )
            problems.add(profile.place("appendices", new.id), message, "same-edition", hint)
    problems.raise_errors()


def _key(version: str) -> tuple[int, int]:
    major, _, minor = version.partition(".")
    return int(major), int(minor)
