"""The text of a new profile: right as it stands, and right when its comments are answered."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from policybuilder.library.council_search import find_council
from policybuilder.library.councils import Register, RegisteredCouncil, load_register
from policybuilder.library.library import Library, open_library
from policybuilder.library.new_profile import (
    NewProfile,
    profile_text,
    questions,
    quoted,
    reorganisation_text,
    suggested,
)
from policybuilder.library.profiles import Profile, read_profile
from policybuilder.library.schema import PARAMETER_SECTIONS, ReorganisationModel
from policybuilder.library.strict_yaml import UNSHOWABLE, read_yaml
from policybuilder.library.workspace import built_in_workspace
from tests.some import one_in
from tests.workspaces import PARAMETERS, clause, library, template, tiny, write

DOCUMENT = "generative-ai-policy"


@pytest.fixture(scope="module")
def shipped() -> Library:
    return open_library(built_in_workspace())


@pytest.fixture(scope="module")
def register(shipped: Library) -> Register:
    return load_register(shipped.workspace, shipped.reference.facts, date(2026, 11, 22))


def new(council: RegisteredCouncil, *documents: str, **answers: Any) -> NewProfile:
    return NewProfile(council.id, council, "standard", documents, (), answers, {}, {})


RIVERTON = RegisteredCouncil(
    "riverton", "Riverton District Council", "Riverton", "england", "district", "Non-metropolitan district", "", "RIV"
)


def written(root: Path, **answers: Any) -> str:
    """Return the text of a profile of a tiny library whose clause uses every kind of parameter."""
    tiny(root)
    used = "[contact, motto, days, uses, tools.agents]"
    body = (
        "{{ contact }} {{ days }} {{ uses | listed }}{% if motto %}{{ motto }}{% endif %}{{ tools.agents | label }}\n"
    )
    clause(root, "care", body, parameters=used)
    return profile_text(library(root), new(RIVERTON, "policy", **answers))


def read(root: Path, text: str) -> Profile:
    return read_profile("profiles/riverton.yaml", text, library(root).reference)


# A profile with its questions -----------------------------------------------------------------------------


def test_questions_are_those_of_the_documents_clauses_required_ones_first(tmp_path: Path) -> None:
    written(tmp_path)
    asked = [parameter.name for parameter in questions(library(tmp_path), ["policy"])]
    assert asked == ["contact", "motto", "days", "uses", "tools.agents"]
    template(tmp_path, "other")
    clause(tmp_path, "other")
    assert questions(library(tmp_path), ["policy"]) == ()


def test_each_question_stands_with_its_help_default_and_who_would_know(tmp_path: Path) -> None:
    text = written(tmp_path)
    assert (
        "\n  # Whom may staff ask?\n"
        "  # Must be answered; until then the draft says [to confirm]. Ask: Head of Digital.\n"
        "  # contact:\n"
    ) in text
    assert (
        "\n  # Are agents used?\n"
        "  # - none: No agents\n"
        "  # - pilot: A pilot: under supervision\n"
        "  # - permitted: Permitted\n"
        "  # Default: none. Start small. Ask: Head of Digital.\n"
        "  # agents: none\n"
    ) in text
    assert "\n  # Default: as shown. Both are common. Ask: Head of Digital.\n  # uses:\n  #   - drafting\n" in text
    assert "\n  # What is the motto?\n  # May be left out. Rare. Ask: Anyone.\n  # motto:\n" in text
    assert "\n  functions:\n    social_care: false              # Social care\n    planning: true" in text


def test_a_new_profile_can_be_read_and_decides_nothing_that_was_not_answered(tmp_path: Path) -> None:
    profile = read(tmp_path, written(tmp_path))
    assert profile.settings == {}
    assert profile.front.council is not None
    assert (profile.front.council.name, profile.front.council.type) == ("Riverton District Council", "district")
    assert profile.front.depth == "standard"
    assert profile.front.documents["policy"].version == "0.1"


def test_answers_are_lines_and_come_back_exactly(tmp_path: Path) -> None:
    answers = {"contact": "H&M: <ai> # {{ x }}", "uses": ["no", "a: b", "- c"], "days": 7, "tools.agents": "pilot"}
    profile = read(tmp_path, written(tmp_path, **answers))
    assert {name: setting.value for name, setting in profile.settings.items()} == answers


def test_every_line_but_the_address_of_the_schema_fits_a_screen(tmp_path: Path) -> None:
    assert [line for line in written(tmp_path).splitlines() if len(line) > 110] == []


def test_a_default_taken_from_another_parameter_makes_that_one_a_question_too(tmp_path: Path) -> None:
    tiny(tmp_path)
    usual = "group: use, type: integer, question: q, ask: a, label: l, rationale: r"
    more = f"  notes_days: {{{usual}, default_from: draft_days}}\n  draft_days: {{{usual}, default_from: days}}\n"
    write(tmp_path, "clauses/parameters.yaml", PARAMETERS + more)
    clause(tmp_path, "care", "{{ notes_days }}\n", parameters="[notes_days]")
    asked = [parameter.name for parameter in questions(library(tmp_path), ["policy"])]
    assert asked == ["days", "notes_days", "draft_days"]


@pytest.mark.parametrize(
    "name", one_in(4, ["hounslow", "kent", "woking", "cardiff", "glasgow", "belfast", "city-of-london", "gla"])
)
def test_every_kind_of_council_gets_a_profile_that_can_be_read(shipped: Library, register: Register, name: str) -> None:
    council = find_council(name, register)
    text = profile_text(shipped, new(council, DOCUMENT))
    profile = read_profile(f"profiles/{council.id}.yaml", text, shipped.reference)
    assert profile.front.council is not None
    assert (profile.front.council.name, profile.front.council.nation) == (council.official_name, council.nation)
    assert set(profile.front.council.functions) == set(shipped.reference.facts.functions)


@pytest.mark.parametrize("name", one_in(4, ["hounslow", "cardiff", "glasgow", "belfast"]))
def test_a_profile_is_right_when_every_default_is_uncommented(shipped: Library, register: Register, name: str) -> None:
    council = find_council(name, register)
    text = profile_text(shipped, new(council, DOCUMENT))
    asked = questions(shipped, [DOCUMENT])
    defaults = {item.name: suggested(item, council.nation) for item in asked}
    keys = "|".join(re.escape(name.partition(".")[2] or name) for name, value in defaults.items() if value is not None)
    answered = re.sub(rf"^  # (({keys}):(?: .*)?|  - .*)$", r"  \1", text, flags=re.MULTILINE)
    profile = read_profile(f"profiles/{council.id}.yaml", answered, shipped.reference)
    assert {name: setting.value for name, setting in profile.settings.items()} == {
        name: value for name, value in defaults.items() if value is not None
    }
    assert len(profile.settings) > 40


def test_all_sections_of_a_profile_stand_in_the_usual_order(shipped: Library) -> None:
    text = profile_text(shipped, new(RIVERTON, DOCUMENT))
    heads = re.findall(r"^(\w+):", text, flags=re.MULTILINE)
    sections = [head for head in heads if head in PARAMETER_SECTIONS]
    assert sections == [section for section in PARAMETER_SECTIONS if section in sections]
    assert heads[:3] == ["id", "council", "depth"]
    assert heads[-2:] == ["parameters", "documents"]


# Reorganisation -------------------------------------------------------------------------------------------


def rule(**more: Any) -> ReorganisationModel:
    made: dict[str, Any] = {
        "register_types": ["County"],
        "nations": ["england"],
        "date": date(2028, 4, 1),
        "note": "Two councils\n  take its place.",
        "source": "own knowledge",
        "verified": True,
    }
    return ReorganisationModel(**{**made, **more})


def test_a_council_that_ends_is_told_so_as_surely_as_it_is_known() -> None:
    assert reorganisation_text(RIVERTON, rule()) == (
        "Riverton District Council is due to end on 1 April 2028. Two councils take its place."
    )
    assert reorganisation_text(RIVERTON, rule(verified=False, check="The decision.")) == (
        "Riverton District Council is in an area that is being reorganised, and may end on 1 April 2028. "
        "Two councils take its place. Check: The decision."
    )
    assert reorganisation_text(RIVERTON, rule(verified=False), date(2028, 4, 1)).startswith(
        "Riverton District Council is in an area that was to be reorganised, and may have ended, on 1 April 2028."
    )
    assert reorganisation_text(RIVERTON, rule(), date(2028, 3, 31)) == reorganisation_text(RIVERTON, rule())


def test_the_warning_stands_in_the_profile(shipped: Library, register: Register) -> None:
    text = profile_text(shipped, new(find_council("surrey", register), DOCUMENT))
    assert "lgr:\n  # Surrey County Council is due to end on 1 April 2027." in text
    assert "due to end" not in profile_text(shipped, new(find_council("leeds", register), DOCUMENT))


# Quoting --------------------------------------------------------------------------------------------------


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40).filter(lambda text: not UNSHOWABLE.search(text)))
@example("\u00a0")
@example("a, b] #c")
@example("null")
@example("line\nline")
@example("x" * 300 + " y")
def test_any_text_is_quoted_on_one_line_and_comes_back(text: str) -> None:
    block, flow = quoted(text), quoted(text, flow=True)
    assert "\n" not in block + flow
    assert read_yaml(f"a: {block}", "f").plain() == {"a": text}
    assert read_yaml(f"a: [{flow}, {{b: {flow}}}]", "f").plain() == {"a": [text, {"b": text}]}
