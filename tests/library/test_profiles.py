"""Profiles: what a council decided, and what is said of a profile that is wrong."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

from policybuilder.errors import Location, Problems
from policybuilder.library.profiles import Profile, read_profile
from policybuilder.library.reference import ReferenceFiles, load_reference
from policybuilder.library.strict_yaml import decode_text
from policybuilder.library.values import Choice
from tests.saying import place_of, said
from tests.strategies import mutations
from tests.workspaces import alone, reference

ROOT = Path(__file__).parents[2]
COUNCIL = "council: {name: Riverton Council, short_name: Riverton, nation: england, type: district}\n"
TEXT = f"""\
id: riverton
extends: [alliance]
{COUNCIL}depth: standard
tools:
  agents: pilot
roles:
  siro: Director of Law
parameters:
  days: 30
  uses: [drafting, "no"]
documents:
  policy:
    owner: Head of Digital
    version: 0.10
    date: 2026-11-16
    parameters:
      days: 60
"""


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> ReferenceFiles:
    return load_reference(alone(reference(tmp_path_factory.mktemp("reference"))), Problems())


def told(text: str, known: ReferenceFiles) -> str:
    return said(lambda: read_profile("profiles/riverton.yaml", text, known)).replace("profiles/riverton.yaml:", "")


def test_a_profile_is_read_with_its_places(known: ReferenceFiles) -> None:
    profile = read_profile("profiles/riverton.yaml", TEXT, known)
    assert isinstance(profile, Profile)
    assert profile.id == "riverton"
    assert profile.front.council is not None
    assert profile.front.council.short_name == "Riverton"
    values = {name: setting.value for name, setting in profile.settings.items()}
    assert values == {"tools.agents": "pilot", "roles.siro": "Director of Law", "days": 30, "uses": ["drafting", "no"]}
    assert isinstance(values["tools.agents"], Choice)
    assert profile.settings["days"].location == Location("profiles/riverton.yaml", 10, 3)
    assert profile.settings["days"].profile == "riverton"
    assert profile.document_settings["policy"]["days"].value == 60
    document = profile.front.documents["policy"]
    assert (document.version, document.date) == ("0.10", date(2026, 11, 16))
    assert profile.place("documents", "policy") == Location("profiles/riverton.yaml", 13, 3)


def test_the_hash_is_that_of_the_text(known: ReferenceFiles) -> None:
    windows = decode_text(TEXT.replace("\n", "\r\n").encode(), "f")
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    for text in (TEXT, windows):
        assert read_profile("profiles/riverton.yaml", text, known).content_hash == digest


def test_a_required_parameter_may_stand_there_unanswered(known: ReferenceFiles) -> None:
    profile = read_profile("profiles/riverton.yaml", f"id: riverton\n{COUNCIL}parameters:\n  contact:\n", known)
    assert profile.settings["contact"].value is None


def test_sections_with_nothing_below_them_are_empty(known: ReferenceFiles) -> None:
    text = f"id: riverton\n{COUNCIL}tools:\n  # agents: pilot\nparameters:\ndocuments:\n  policy:\n    # owner: x\n"
    profile = read_profile("profiles/riverton.yaml", text, known)
    assert profile.settings == {}
    assert list(profile.front.documents) == ["policy"]


@pytest.mark.parametrize(
    ("old", "new", "at", "answer"),
    [
        (
            "id: riverton",
            "id: rivertown",
            "id:",
            'the profile "rivertown" is in a file of another name [file-name]\n'
            '  hint: name the file rivertown.yaml, or the profile "riverton"',
        ),
        (
            "  agents: pilot",
            "  agents: pilots",
            "pilots",
            'tools.agents: "pilots" is not one of the choices [wrong-choice]\n'
            '  hint: did you mean "pilot"? choose one of: none (No agents), pilot (A pilot), permitted',
        ),
        (
            "  agents: pilot",
            "  agnets: pilot",
            "agnets",
            'unknown parameter "tools.agnets" [unknown-parameter]\n  hint: did you mean "tools.agents"?',
        ),
        (
            "  days: 30",
            "  dayz: 30",
            "dayz",
            'unknown parameter "dayz" [unknown-parameter]\n'
            '  hint: did you mean "days"? `policybuilder clauses parameters` lists them',
        ),
        (
            "  days: 30",
            "  tools.agents: pilot",
            "tools.agents",
            '"tools.agents" stands in the wrong section [wrong-section]\n'
            "  hint: write it in the section tools: as agents:",
        ),
        (
            "  days: 30",
            "  days: 366",
            "366",
            "days: 366 is out of range [out-of-range]\n  hint: it must be from 1 to 365",
        ),
        (
            "      days: 60",
            "      days: sixty",
            "sixty",
            'days: expected a whole number, found "sixty" [wrong-type]\n  hint: write the number of days in figures',
        ),
        (
            "      days: 60",
            "      dayz: 60",
            "dayz",
            'unknown parameter "dayz" [unknown-parameter]\n'
            '  hint: did you mean "days"? `policybuilder clauses parameters` lists them',
        ),
        (
            "  days: 30",
            "  days:",
            "\n  uses",
            '"days" is set to nothing [empty-value]\n  hint: leave the line out to use the default',
        ),
        (
            "2026-11-16",
            "16 November",
            "16 November",
            'date: expected a date written as 2026-11-22, found "16 November" [wrong-type]',
        ),
        (
            "type: district",
            "type: borough",
            "borough",
            'unknown type of council "borough" [unknown-type]\n'
            "  hint: the types are district, unitary, welsh, scottish, ni-district",
        ),
        (
            "nation: england",
            "nation: wales",
            "district}",
            'no council in wales is of the type "district" [wrong-nation]\n  hint: choose one of: welsh',
        ),
        (
            "type: district",
            "type: district, functions: {planing: true}",
            "planing",
            'unknown function "planing" [unknown-function]\n  hint: did you mean "planning"?',
        ),
        (
            "type: district",
            "type: district, functions: {planning: maybe}",
            "maybe",
            'planning: expected yes or no, found "maybe" [wrong-type]\n  hint: write yes or no',
        ),
        (
            "id: riverton",
            "base: true\nid: riverton",
            "council:",
            "a base has no council [profile-council]\n  hint: remove council:, or base: true",
        ),
        (
            COUNCIL,
            "",
            "id:",
            "the profile names no council [profile-council]\n  hint: add council:, or base: true",
        ),
        (
            "short_name: Riverton",
            'short_name: "River\\x07ton"',
            '"River',
            "a character that no document can show, U+0007 [control-character]\n"
            "  hint: remove the escape that stands for it",
        ),
        (
            "depth: standard",
            "depht: standard",
            "depht",
            'unknown key "depht" [unknown-key]\n  hint: did you mean "depth"?',
        ),
        (
            "    owner: Head",
            "    ownr: Head",
            "ownr",
            'unknown key "ownr" [unknown-key]\n  hint: did you mean "owner"?',
        ),
    ],
)
def test_a_wrong_profile_is_refused_at_its_place(
    known: ReferenceFiles, old: str, new: str, at: str, answer: str
) -> None:
    assert TEXT.count(old) >= 1
    text = TEXT.replace(old, new, 1)
    assert told(text, known) == f"{place_of(at, text)}: error: {answer}"


def test_every_problem_of_the_parameters_is_reported_at_once(known: ReferenceFiles) -> None:
    text = TEXT.replace("pilot", "x").replace("days: 30", "days: x").replace("riverton", "rivertown", 1)
    assert [line.split(":")[0] for line in told(text, known).splitlines() if "error:" in line] == ["1", "6", "10"]


@pytest.mark.parametrize(
    "value",
    ["H&M <Council>", "{{ nation }}", "{% set x = 1 %}", "# Heading", "- item", "[a](http://x)", "<b>x</b>", "&amp;"],
)
def test_a_value_may_hold_anything_that_can_be_shown_and_survives_exactly(known: ReferenceFiles, value: str) -> None:
    text = TEXT.replace("Director of Law", f"'{value}'").replace("name: Riverton Council", f"name: '{value}'")
    profile = read_profile("profiles/riverton.yaml", text, known)
    assert profile.settings["roles.siro"].value == value
    assert profile.front.council is not None
    assert profile.front.council.name == value


@pytest.mark.rest
@settings(max_examples=100, deadline=None)
@given(mutations(TEXT.encode(), *(path.read_bytes() for path in sorted((ROOT / "profiles").glob("*.yaml")))))
def test_any_bytes_are_a_profile_or_refused_with_a_place(known: ReferenceFiles, content: bytes) -> None:
    answer = said(lambda: read_profile("f.yaml", decode_text(content, "f.yaml"), known))
    assert not answer or answer.startswith("f.yaml:"), answer
