"""Every subject that a council's AI policies must have words for has a place in the library."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import policybuilder
from policybuilder.library.library import Library

SUBJECTS = yaml.safe_load((Path(__file__).parent / "subjects.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def library() -> Library:
    return policybuilder.load(Path(__file__).parents[2])


def test_every_subject_is_a_clause_or_said_in_one_that_names_it(library: Library) -> None:
    covered = {id: clause for clause in library.clause_files for id in library.clause(clause).front.covers}
    wanted = [id for ids in SUBJECTS.values() for id in ids]
    assert len(wanted) == len(set(wanted)) == 176
    assert [id for id in wanted if id not in library.clause_files and id not in covered] == []
    assert [id for id in covered if id in library.clause_files] == [], "a subject has one place"


def test_every_clause_stands_in_a_document(library: Library) -> None:
    listed = {id for template in library.template_files for id in library.template(template).clause_ids()}
    assert [id for id in library.clause_files if id not in listed] == []
