"""The Python door on what nobody should give it: the project's own error says what is wrong, and nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from policybuilder import api
from policybuilder.errors import PolicyBuilderError
from tests.lifecycle import story

NO_NAMES = ["nobody", "../riverton", "a" * 5_000, "a\0b", "\ud800", "", "riverton/policy"]
"""What names no profile, document, version or folder."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return story.workspace(tmp_path)


def codes(call: Callable[[], object]) -> set[str]:
    """Return the codes of what a call is refused for; any other error is a failure."""
    with pytest.raises(PolicyBuilderError) as refused:
        call()
    assert str(refused.value)
    return {problem.code for problem in refused.value.problems}


def everything(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


SAID: dict[str, Any] = {"by": "Cabinet", "date": story.DAY, "reason": "In error."}


@pytest.mark.parametrize("name", NO_NAMES, ids=lambda name: ascii(name[:20]))
def test_a_name_of_nothing_is_refused_by_every_function(root: Path, name: str) -> None:
    library, before = api.load(root), everything(root)
    calls: list[Callable[[], object]] = [
        lambda: api.resolve(library, name, "policy"),
        lambda: api.resolve(library, "riverton", name),
        lambda: api.approve(library, name, "policy", by="Cabinet", dry_run=True),
        lambda: api.approve(library, "riverton", name, by="Cabinet"),
        lambda: api.withdraw(root, name, "policy", "1.0", **SAID),
        lambda: api.withdraw(root, "riverton", name, "1.0", **SAID),
        lambda: api.withdraw(root, "riverton", "policy", name, **SAID),
        lambda: api.amend(library, "riverton", name, "policy", text="You must.\n", reason="So moved."),
        lambda: api.compare(library, f"riverton@{name}", "riverton"),
        lambda: api.built_file(root, name),
        lambda: api.schema(name),
    ]
    for call in calls:
        assert codes(call)
    assert everything(root) == before


@pytest.mark.parametrize("name", ["a" * 5_000, "a\0b", "\ud800", "nowhere"], ids=lambda name: ascii(name[:20]))
def test_a_folder_that_cannot_be_is_no_workspace(name: str) -> None:
    for call in (api.load, api.verify, api.build, lambda folder: api.history(folder, "riverton")):
        assert codes(lambda call=call: call(name)) == {"no-workspace"}  # type: ignore[misc]


def test_days_are_taken_as_people_write_them(root: Path) -> None:
    def on(day: Any) -> str:
        done = api.approve(
            api.load(root),
            "riverton",
            "policy",
            by="Cabinet",
            date=day,
            now=story.NOW,
            no_paper="On screen",
            dry_run=True,
        )
        return done.record.date

    assert [on(day) for day in ("8 December 2026", "2026-12-08", datetime(2026, 12, 8, 10), date(2026, 12, 8))] == [
        "2026-12-08"
    ] * 4
    for day in ("soon", "29/2/2027", 8, "12/26/2026"):
        assert codes(lambda day=day: on(day)) == {"wrong-date"}  # type: ignore[misc]


def test_other_words_than_there_are_are_named_with_those_that_there_are(root: Path) -> None:
    library = api.load(root)
    document = api.resolve(library, "riverton", "policy")
    assert codes(lambda: api.write(document, "odt")) == {"unknown-format"}
    assert codes(lambda: api.write_comparison(api.compare(library, "riverton", "riverton"), "pdf")) == {
        "unknown-format"
    }
    assert codes(lambda: api.schema("profil")) == {"unknown-kind"}
    assert codes(lambda: api.take(library, [], reason="So moved.")) == {"no-files"}
    assert codes(lambda: api.edits(library, [])) == {"no-files"}
