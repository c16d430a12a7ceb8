"""Clauses under headings that the council gave them: known by their words, and given back with their titles."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from policybuilder import api
from policybuilder.adopt.adoption import Adoption, adopted
from policybuilder.adopt.old_policy import old_policy
from policybuilder.document import clauses
from policybuilder.edit.changes import Amend, changed_profile
from policybuilder.library.councils import unregistered
from policybuilder.library.library import Library
from policybuilder.readers.old_policy import read_old_policy
from policybuilder.update.adopting import chosen, taken_over

PROFILE, USE, GOVERN = "slievebrae", "generative-ai-policy", "ai-governance-policy"
TITLES = {
    "incident-reporting": "When things go wrong",
    "review-and-versioning": "Keeping this alive",
    "user-duties": "Seven things",
}


@cache
def library() -> Library:
    return api.load(Path(__file__).resolve().parents[2])


@cache
def retitled(document: str, clause_titles: tuple[tuple[str, str], ...]) -> Library:
    """Return the library with the titles that a council gave to clauses of a document."""
    name = f"profiles/{PROFILE}.yaml"
    made = []
    for clause, title in clause_titles:
        front = library().clause(clause).front
        made.append(Amend(document, clause, "title", front.version, "Ours", title, front.title))
    text = changed_profile(library().profile_files[PROFILE].content().decode(), made, name)
    return library().with_profile(library().read_profile(name, text))


def adoption_of(known: Library, document: str) -> Adoption:
    # Plain text holds nothing that says which clause is which.
    built = api.write(api.resolve(known, PROFILE, document), "text", known)
    return adopted(library(), old_policy(read_old_policy(built, "old.txt"), "old.txt"), document)


def test_a_clause_under_a_heading_of_the_council_s_own_is_known_by_its_words() -> None:
    usual = adoption_of(library(), USE)
    adoption = adoption_of(retitled(USE, tuple(TITLES.items())), USE)
    assert adoption.headings == TITLES
    assert adoption.counts == usual.counts
    assert [(each.parameter, each.value) for each in adoption.decisions] == [
        (each.parameter, each.value) for each in usual.decisions
    ]
    assert usual.headings == {}


def test_a_section_of_which_the_library_printed_one_of_many_paragraphs_stays_the_council_s() -> None:
    ours = "\n\n".join(f"The {floor} floor has a kettle." for floor in ("first", "second", "third"))
    text = f"# AI\n\n## Floors\n\nIf you cannot check something, you must not use it.\n\n{ours}\n"
    adoption = adopted(library(), old_policy(read_old_policy(text.encode(), "old.md"), "old.md"), USE)
    assert adoption.headings == {}
    assert [adoption.standing(passage) for passage in adoption.policy.passages] == ["same", *["nothing"] * 3]


@pytest.mark.rest
def test_the_council_s_headings_come_back_as_the_titles_of_the_clauses() -> None:
    adoption = adoption_of(retitled(USE, tuple(TITLES.items())), USE)
    council = unregistered("Wyrefold Council", "ni-district", "northern-ireland", library().reference.facts)
    taken = taken_over(adoption, library(), "wyrefold", council, chosen(adoption, {}), "2026-11-27")
    printed = {clause.id: clause.title for clause in clauses(taken.document)}
    assert {id: printed[id] for id in TITLES} == TITLES
    assert taken.text.count("place: title") == len(TITLES)


def test_where_all_is_left_to_the_library_its_headings_stand(tmp_path: Path) -> None:
    adoption = adoption_of(retitled(USE, tuple(TITLES.items())), USE)
    council = unregistered("Wyrefold Council", "ni-district", "northern-ireland", library().reference.facts)
    taken = api.take_over(adoption, library(), tmp_path, council, every="library", dry_run=True)
    assert "place: title" not in taken.text


@pytest.mark.rest
def test_a_rule_that_stands_in_the_other_policy_under_a_heading_of_its_own_is_not_missing() -> None:
    known = retitled(USE, (("prohibited-uses", "What nobody here may do"),))
    adoption = adoption_of(known, GOVERN)
    assert "What nobody here may do" in " ".join(passage.text for passage in adoption.policy.passages)
    assert adoption.missing == ()
