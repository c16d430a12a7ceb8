"""What a person says for a record: it says something, and what is said stands in the record."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.errors import PolicyBuilderError
from tests import workspaces
from tests.lifecycle import story


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return story.workspace(tmp_path)


def refused(root: Path, version: str = "1.0", **said: str) -> str:
    """Return the first message with which an approval is refused, having checked that there is no such version."""
    with pytest.raises(PolicyBuilderError) as caught:
        story.approved(root, version, **said)
    assert not (story.folder(root) / version).exists()
    return caught.value.problems[0].message


def test_a_reason_that_nothing_asks_for_is_refused(root: Path) -> None:
    """It would stand in no record, and the person would believe that it does."""
    because = "Shorter protects people more"
    assert "a reason was given why a major change is minor" in refused(root, minor_because=because)
    story.approved(root)
    workspaces.clause(root, "care", "You must take great care.\n")
    assert "1.1 is of minor changes" in refused(root, "1.1", minor_because=because)
    assert "2.0 is of major changes" in refused(root, "2.0", minor_because=because)


@pytest.mark.parametrize("words", ["TBC", "?", "[to be confirmed]", "-"])
def test_words_that_say_nothing_are_not_recorded(root: Path, words: str) -> None:
    for said in ("by", "minute", "summary", "no_paper"):
        assert f'"{words}" is no answer yet' in refused(root, **{"no_paper": "Decided on screen", said: words})


def test_nobody_approved_is_not_recorded(root: Path) -> None:
    assert refused(root, by=" \n") == "who decided it is not said"
    assert story.approved(root, by="", dry_run=True).record.by == "Cabinet"
