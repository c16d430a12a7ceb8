"""The ledger: a draft is up to date while nothing that it was built from, and nothing that was written, has changed."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from policybuilder.lifecycle.build import build_profile
from policybuilder.lifecycle.built import Order, ProfileOutcome
from policybuilder.lifecycle.fresh import Ledger, all_fresh
from policybuilder.lifecycle.put import Making
from tests.lifecycle import story
from tests.some import one_in
from tests.workspaces import alone, base, clause, library, profile, shell, template, tiny, write

ORDER = Order(formats=("markdown", "html"))
DRAFT = "output/riverton/policy/draft/policy"


def ledger(root: Path) -> Ledger:
    return Ledger(alone(root))


def build(root: Path, order: Order = ORDER) -> ProfileOutcome:
    """Build as the command does, and keep the ledger."""
    found, outcome = ledger(root), build_profile(library(root), "riverton", order)
    found.note(outcome, order)
    found.save()
    return outcome


@pytest.fixture
def root(tmp_path: Path) -> Path:
    tiny(tmp_path)
    shell(tmp_path)
    shell(tmp_path, "letterhead.docx")
    base(tmp_path, "word_shell: letterhead.docx\n")
    profile(tmp_path, "extends: [alliance]\n")
    build(tmp_path)
    return tmp_path


def test_what_was_just_built_is_up_to_date_and_counts_as_it_did(root: Path) -> None:
    before = build(root)
    found = ledger(root).fresh("riverton", ORDER)
    assert found == replace(before, built=tuple(replace(each, changed=()) for each in before.built))
    assert all_fresh(ledger(root), ["riverton", "nobody"], ORDER) == {"riverton": found}


def append(path: str) -> Callable[[Path], object]:
    def change(root: Path) -> None:
        (root / path).write_bytes((root / path).read_bytes() + b"\n")

    return change


def edit_unseen(path: Path) -> None:
    """Change a word of a file that keeps its size and its time, as a copy from an archive can."""
    before, content = path.stat(), path.read_bytes()
    path.write_bytes(content.replace(b"care", b"CARE"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.read_bytes() != content


CHANGES: dict[str, Callable[[Path], object]] = {
    "the profile": append("profiles/riverton.yaml"),
    "its base": append("profiles/alliance.yaml"),
    "a clause": append("clauses/about/care.md"),
    "the parameters": append("clauses/parameters.yaml"),
    "the terms": append("clauses/terms.yaml"),
    "the law": append("clauses/law.yaml"),
    "the facts": append("clauses/facts.yaml"),
    "the template": append("templates/policy.yaml"),
    "a shell among the templates": append("templates/word/policy.docx"),
    "a shell elsewhere": append("letterhead.docx"),
    "a file that was written": append(f"{DRAFT}.md"),
    "a new clause": lambda root: clause(root, "purpose"),
    "a new template": lambda root: template(root, "care", id="strategy"),
    "the profile is gone": lambda root: (root / "profiles/riverton.yaml").unlink(),
    "the base is gone": lambda root: (root / "profiles/alliance.yaml").unlink(),
    "the shell is gone": lambda root: (root / "letterhead.docx").unlink(),
    "a clause is gone": lambda root: (root / "clauses/about/care.md").unlink(),
    "a clause has moved": lambda root: (root / "clauses/about").rename(root / "clauses/other"),
    "a written file is gone": lambda root: (root / f"{DRAFT}.html").unlink(),
    "a draft that was edited, its size and time as before": lambda root: edit_unseen(root / f"{DRAFT}.html"),
}


@pytest.mark.parametrize("name", one_in(4, CHANGES))
def test_any_change_is_noticed(root: Path, name: str) -> None:
    assert ledger(root).fresh("riverton", ORDER)
    CHANGES[name](root)
    assert ledger(root).fresh("riverton", ORDER) is None


def test_what_belongs_to_another_council_is_no_change(root: Path) -> None:
    profile(root, id="millbeck")
    write(root, "output/millbeck/policy/draft/policy.md", "Other.\n")
    assert ledger(root).fresh("riverton", ORDER)


@pytest.mark.parametrize(
    "order",
    [
        replace(ORDER, formats=("markdown",)),
        replace(ORDER, formats=("markdown", "html", "json")),
        replace(ORDER, paper=Making(datetime(2026, 12, 1, tzinfo=UTC), "0.1.0")),
        replace(ORDER, document="policy"),
    ],
)
def test_another_order_is_another_matter(root: Path, order: Order) -> None:
    assert ledger(root).fresh("riverton", order) is None


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"format": 1}', b'{"format": 99, "shared": "", "profiles": {}}', b"\xff"]
)
def test_a_damaged_ledger_is_an_empty_one(root: Path, content: bytes) -> None:
    found = ledger(root)
    found.path.write_bytes(content)
    assert ledger(root).entries == {}


def test_a_damaged_entry_is_none(root: Path) -> None:
    found = ledger(root)
    key = next(iter(found.entries))
    for entry in ({}, [], None, {"inputs": {}, "outputs": {}, "built": [{"odd": 1}]}):
        found.entries[key] = entry
        assert found.fresh("riverton", ORDER) is None


def test_a_profile_with_problems_is_built_and_told_each_time(root: Path) -> None:
    template(root, "care", "more")
    clause(root, "more")
    profile(root, documents="{policy: {exclude: [{clause: more, reason: Not ours}]}}")
    assert [problem.severity for problem in build(root).problems] == ["warning"]
    assert ledger(root).fresh("riverton", ORDER) is None


def test_a_ledger_that_cannot_be_written_is_no_error(root: Path) -> None:
    found = ledger(root)
    found.path.unlink()
    found.path.parent.rmdir()
    found.path.parent.write_bytes(b"in the way")
    found.save()
    assert ledger(root).entries == {}


def test_after_an_approval_a_draft_is_not_up_to_date_for_its_history_is_new(tmp_path: Path) -> None:
    root = story.workspace(tmp_path)
    build(root)
    assert ledger(root).fresh("riverton", ORDER)
    story.approved(root)
    assert ledger(root).fresh("riverton", ORDER) is None
    build(root)
    assert ledger(root).fresh("riverton", ORDER)
    assert "First approved version" in (root / f"{DRAFT}.md").read_text()


def test_a_paper_that_was_made_leaves_the_draft_up_to_date(tmp_path: Path) -> None:
    root = story.workspace(tmp_path)
    build(root)
    build_profile(library(root), "riverton", replace(ORDER, paper=Making(datetime(2026, 12, 1, tzinfo=UTC), "0.1.0")))
    assert ledger(root).fresh("riverton", ORDER)


def entry_with(name: str, value: object) -> Callable[[dict[str, Any]], object]:
    def change(content: dict[str, Any]) -> object:
        for entry in content["profiles"].values():
            for each in entry["built"]:
                each[name] = value
        return content

    return change


def in_every_entry(name: str, value: object) -> Callable[[dict[str, Any]], object]:
    def change(content: dict[str, Any]) -> object:
        for entry in content["profiles"].values():
            entry[name] = value
        return content

    return change


@pytest.mark.parametrize(
    "change",
    one_in(
        5,
        [
            lambda _: [],
            lambda content: {**content, "profiles": []},
            lambda content: {**content, "profiles": "words"},
            lambda content: {**content, "profiles": dict.fromkeys(content["profiles"], 7)},
            in_every_entry("inputs", {"a\0b": "x"}),
            in_every_entry("inputs", {"\ud800": "x"}),
            in_every_entry("inputs", ["profiles/riverton.yaml"]),
            in_every_entry("outputs", 7),
            in_every_entry("built", "policy"),
            in_every_entry("built", [7]),
            *(entry_with(name, "many") for name in ("words", "pages", "reading_age", "unconfirmed", "law_to_check")),
            *(entry_with(name, 7) for name in ("profile", "document", "title", "paper", "files")),
            entry_with("words", True),
            entry_with("files", [7]),
            entry_with("another", "key"),
        ],
    ),
)
def test_a_ledger_that_holds_other_things_is_none(root: Path, change: Callable[[dict[str, Any]], object]) -> None:
    path = ledger(root).path
    assert ledger(root).fresh("riverton", ORDER)
    path.write_text(json.dumps(change(json.loads(path.read_bytes()))))
    assert ledger(root).fresh("riverton", ORDER) is None


@pytest.mark.parametrize("content", [b"", b"\0", b"[" * 100_000, b'{"format": 2', b"\xff", b"1" * 10_000])
def test_a_ledger_that_is_damaged_is_none(root: Path, content: bytes) -> None:
    ledger(root).path.write_bytes(content)
    assert ledger(root).fresh("riverton", ORDER) is None


@pytest.mark.timeout(60)
def test_a_pipe_in_place_of_the_ledger_or_of_a_draft_is_not_waited_for(root: Path) -> None:
    draft = root / f"{DRAFT}.md"
    draft.unlink()
    os.mkfifo(draft)
    assert ledger(root).fresh("riverton", ORDER) is None
    path = ledger(root).path
    path.unlink()
    os.mkfifo(path)
    assert ledger(root).fresh("riverton", ORDER) is None
    ledger(root).save()
