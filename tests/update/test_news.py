"""What a newer library changed is told council by council, with its reason and what stands for that council."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from policybuilder import api
from policybuilder.update.news import News
from tests.workspaces import LAW, PARAMETERS, clause, library, profile, reference, template, tiny

MOVED = PARAMETERS.replace("default: 30, rationale: A month is enough.", "default: 60, rationale: Two are safer.")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    tiny(tmp_path)
    body = "{{ law.foia }} {{ days }} {{ roles.siro }}\n"
    clause(tmp_path, "keeping", body, parameters="[days, roles.siro]", law="[foia]")
    template(tmp_path, "care", "keeping")
    return tmp_path


def news(root: Path) -> list[News]:
    return list(api.update(library(root), "riverton", today=date(2026, 12, 2)).news)


STANDS = {
    "where nothing else answers it, your documents say what it is now": "",
    "you answered it, so your answer stands": "parameters: {days: 20}\n",
    "you kept the one before, so look at it again": "kept: {days: 30}\n",
}


@pytest.mark.parametrize("stands", STANDS)
def test_a_default_that_moved_is_told_with_the_reason_and_what_stands_now(root: Path, stands: str) -> None:
    profile(root, STANDS[stands])
    news(root)
    reference(root, parameters=MOVED)
    (found,) = news(root)
    assert (found.kind, found.id, found.why) == ("parameter", "days", "Two are safer.")
    assert found.words == f"its default was 30 and is 60; {stands}"
    assert news(root) == []


def test_law_that_was_replaced_stands_for_a_later_day_or_has_another_id_is_told(root: Path) -> None:
    news(root)
    reference(root, law=LAW.replace("verified: no, check: All}", "verified: no, check: All, replaced_by: foisa}", 1))
    (found,) = news(root)
    assert (found.kind, found.id) == ("law replaced", "foia")
    assert found.words == "Freedom of Information (Scotland) Act 2002 replaced it"
    assert news(root) == []
    reference(root, law=LAW.replace("as_at: 2026-11-22", "as_at: 2027-01-04", 1))
    (found,) = news(root)
    assert found.kind == "law"
    assert found.words.endswith("and stands for 2027-01-04")


def test_what_is_told_once_is_not_told_again_and_a_profile_without_a_record_is_told_nothing(root: Path) -> None:
    reference(root, parameters=MOVED)
    assert news(root) == []
    assert news(root) == []
