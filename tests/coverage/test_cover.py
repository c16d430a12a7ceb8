"""What a council's documents answer: the statuses, and what is said of what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

import policybuilder
from policybuilder.coverage import Coverage, ItemCoverage, cover
from policybuilder.library.library import open_library
from policybuilder.library.workspace import open_workspace
from policybuilder.resolution import documents_of, resolve
from tests.coverage.made import small
from tests.saying import said
from tests.workspaces import base, clause, library, profile, template

ROOT = Path(__file__).parents[2]


def item(found: Coverage, id: str, framework: str = "playbook") -> ItemCoverage:
    """Return an item of a coverage."""
    items = next(each.items for each in found.frameworks if each.id == framework)
    return next(each for each in items if each.id == id)


def left_out(found: ItemCoverage) -> list[tuple[str, str]]:
    """Return the clauses that are left out of an item, with why."""
    return [(each.clause, each.why) for part in found.parts for each in part.left_out]


def test_an_item_is_full_when_a_clause_that_is_there_answers_it(tmp_path: Path) -> None:
    found = item(cover(library(small(tmp_path)), "riverton"), "P1")
    assert found.status == "full"
    (answered,) = found.parts[0].answered
    assert (answered.clause, answered.title, answered.note) == ("care", "Care", "Says what AI is.")
    assert [(place.document, place.title, place.number) for place in answered.places] == [
        ("policy", "AI policy", "section 1.1")
    ]


def test_an_item_is_partial_when_a_part_is_missing_and_the_part_is_named_with_who_would_answer_it(
    tmp_path: Path,
) -> None:
    found = item(cover(library(small(tmp_path)), "riverton"), "P2")
    assert found.status == "partial"
    assert [(part.id, part.text) for part in found.missing] == [("fair", "How a use is fair")]
    why = "in AI policy, it comes in from depth standard on, and the depth is essential"
    assert left_out(found) == [("fair", why)]


def test_the_depth_at_which_a_clause_comes_in_is_the_templates_word_before_the_clauses(tmp_path: Path) -> None:
    root = small(tmp_path)
    listed = "[{id: rules, title: The rules, clauses: [care, {clause: fair, from_depth: full}]}]"
    template(root, sections=listed)
    profile(root, "depth: essential\n")
    ((_, why),) = left_out(item(cover(library(root), "riverton"), "P2"))
    assert "from depth full on" in why


def test_an_item_is_not_covered_when_its_clause_is_left_out_and_the_reason_is_told(tmp_path: Path) -> None:
    found = cover(library(small(tmp_path)), "riverton")
    expected = {
        "P3": ("buying", "in AI policy, its condition does not hold (functions.social_care)"),
        "P4": ("open", "from AI policy, the profile excludes it (Another policy says so)"),
        "P5": ("stopping", "it stands in AI policy (governance), which the council does not have"),
        "P6": ("asking", "no template lists it, and the profile does not include it"),
    }
    for id, reason in expected.items():
        assert item(found, id).status == "none", id
        assert left_out(item(found, id)) == [reason]
    assert (item(found, "P9").status, left_out(item(found, "P9"))) == ("none", [])


def test_a_clause_in_another_document_of_the_council_answers(tmp_path: Path) -> None:
    root = small(tmp_path)
    profile(root, "depth: standard\n", documents="{policy: {}, governance: {title: Rules of the board}}")
    found = cover(library(root), "riverton")
    assert [title for _, title in found.documents] == ["AI policy", "Rules of the board"]
    assert item(found, "P5").parts[0].answered[0].places[0].title == "Rules of the board"
    assert [item(found, id).status for id in ("P2", "P4", "P5")] == ["full", "full", "full"]


def test_an_appendix_is_named_by_its_letter(tmp_path: Path) -> None:
    found = item(cover(library(small(tmp_path)), "riverton"), "P8")
    assert found.parts[0].answered[0].places[0].number == "Appendix A"


def test_what_is_out_of_reach_says_why_and_misses_nothing(tmp_path: Path) -> None:
    found = item(cover(library(small(tmp_path)), "riverton"), "P7")
    assert (found.status, found.out_of_reach) == ("out-of-reach", "Only a regulator keeps that register.")
    assert found.missing == ()


def test_a_mapping_that_names_no_part_never_makes_a_composite_item_full(tmp_path: Path) -> None:
    root = small(tmp_path)
    clause(root, "care", frameworks="{playbook: [P2]}")
    profile(root)
    template(root, "care")
    found = item(cover(library(root), "riverton"), "P2")
    assert found.status == "partial"
    assert [part.id for part in found.missing] == ["law", "fair"]


def test_words_that_come_in_at_a_greater_depth_do_not_answer_before_it(tmp_path: Path) -> None:
    root = small(tmp_path)
    clause(root, "care", frameworks="{playbook: {P1: {note: Says it., from_depth: standard}}}")
    found = item(cover(library(root), "riverton"), "P1")
    assert (found.status, left_out(found)) == (
        "none",
        [("care", "it is there, but has the words on this only from depth standard on")],
    )
    profile(root, "depth: standard\n")
    assert item(cover(library(root), "riverton"), "P1").status == "full"


def test_words_that_only_another_nation_has_do_not_answer(tmp_path: Path) -> None:
    root = small(tmp_path)
    clause(root, "care", frameworks="{playbook: {P1: {note: Says it., nations: [wales, northern-ireland]}}}")
    found = item(cover(library(root), "riverton"), "P1")
    assert left_out(found) == [("care", "it is there, but has the words on this only in Wales and Northern Ireland")]
    profile(root, nation="wales", type="welsh")
    assert item(cover(library(root), "riverton"), "P1").status == "full"


def test_counts_add_up_to_the_items(tmp_path: Path) -> None:
    (playbook, _) = cover(library(small(tmp_path)), "riverton").frameworks
    assert playbook.counts() == {"full": 2, "partial": 1, "none": 5, "out-of-reach": 1}
    assert sum(playbook.counts().values()) == len(playbook.items)


def test_what_the_policy_started_from_comes_first(tmp_path: Path) -> None:
    found = cover(library(small(tmp_path, based_on="socitm-v1")), "riverton").frameworks
    assert [(each.id, each.started_from) for each in found] == [("socitm-v1-attention", True), ("playbook", False)]
    asked = cover(library(tmp_path), "riverton", ["playbook", "socitm-v1-attention"]).frameworks
    assert [each.id for each in asked] == ["playbook", "socitm-v1-attention"]


def test_what_the_policy_started_from_is_inherited(tmp_path: Path) -> None:
    root = small(tmp_path)
    base(root, "based_on: socitm-v1\n")
    profile(root, "extends: [alliance]\n")
    assert cover(library(root), "riverton").based_on == "socitm-v1"
    profile(root, "extends: [alliance]\nbased_on: own\n")
    assert cover(library(root), "riverton").based_on == "own"


def test_nothing_that_the_policy_started_from_is_the_usual_case(tmp_path: Path) -> None:
    root = small(tmp_path)
    profile(root)
    found = cover(library(root), "riverton")
    assert found.based_on == "none"
    assert not any(each.started_from for each in found.frameworks)


def test_an_unknown_framework_is_refused(tmp_path: Path) -> None:
    found = library(small(tmp_path))
    assert said(lambda: cover(found, "riverton", ["plybook"])) == (
        '--framework: error: unknown framework "plybook" [unknown-framework]\n  hint: did you mean "playbook"?'
        " the frameworks are playbook, socitm-v1-attention"
    )


def test_a_council_without_documents_is_told(tmp_path: Path) -> None:
    root = small(tmp_path)
    profile(root, documents="{}")
    assert "the profile names no document [no-documents]" in said(lambda: cover(library(root), "riverton"))


def shipped() -> dict[str, Coverage]:
    """Return the coverage of the illustrative councils."""
    found = open_library(open_workspace(ROOT))
    councils = [id for id in found.profile_files if not found.profile(id).front.base]
    return {id: cover(found, id) for id in councils}


def test_every_mapping_of_the_shipped_library_has_a_note() -> None:
    for coverage in shipped().values():
        bare = [
            (framework.id, each.id, answered.clause)
            for framework in coverage.frameworks
            for each in framework.items
            for part in each.parts
            for answered in part.answered
            if not answered.note or (part.id == "" and len(each.parts) > 1)
        ]
        assert bare == []


@pytest.mark.rest
def test_rivertons_policies_answer_each_of_socitms_recommendations() -> None:
    riverton = shipped()["riverton"]
    socitm = next(each for each in riverton.frameworks if each.id == "socitm-recs")
    assert {each.id: each.status for each in socitm.items} == dict.fromkeys(
        ("S1", "S2", "S3", "S4", "S5", "S6", "S7"), "full"
    )


def test_the_places_of_a_coverage_are_those_of_the_document() -> None:
    found = policybuilder.load(ROOT)
    document = policybuilder.resolve(found, "riverton", "generative-ai-policy")
    numbers = {each.id: f"section {each.number}" for section in document.sections for each in section.clauses}
    numbers |= {each.id: f"Appendix {each.number}" for each in document.appendices}
    told = {
        answered.clause: place.number
        for framework in cover(found, "riverton").frameworks
        for each in framework.items
        for part in each.parts
        for answered in part.answered
        for place in answered.places
        if place.document == "generative-ai-policy"
    }
    assert told == {id: numbers[id] for id in told}


def test_clauses_are_named_where_the_built_documents_have_them() -> None:
    shipped = policybuilder.load(ROOT)
    found = cover(shipped, "strathlorne")
    numbers = {}
    for id in documents_of(shipped, "strathlorne"):
        made = resolve(shipped, "strathlorne", id)
        numbers |= {(id, each.id): each.number for section in made.sections for each in section.clauses}
        numbers |= {(id, each.id): each.number for each in made.appendices}
    named = {
        (place.document, each.clause): place.number.partition(" ")[2]
        for framework in found.frameworks
        for item in framework.items
        for part in item.parts
        for each in part.answered
        for place in each.places
    }
    assert len(named) > 100
    assert {key: numbers[key] for key in named} == named
