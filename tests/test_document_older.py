"""Documents kept by an earlier version: what they said in printed English alone is read into fields, once."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from policybuilder.document import Clause, Document, Origin, ParameterUse, clauses
from policybuilder.document_json import dumps, loads
from tests.builders import PROVENANCE, clause, control, document, section

VERSIONS = Path(__file__).parent / "golden/versions-1/output/ashcombe/generative-ai-policy"


def kept(made: Document, format: int = 2) -> Any:
    """Return a document's JSON as an earlier version wrote it: its facts in words, and no field for them."""
    content = json.loads(dumps(made))
    content["format"] = format
    for each in (*content["document"]["appendices"], *content["document"]["sections"][0]["clauses"]):
        del each["is_appendix"], each["provenance"]["topic"]
    return content


def read(content: Any) -> Document:
    return loads(json.dumps(content).encode())


def using(origin: str) -> Origin:
    """Return the origin that is read from the words of an earlier version."""
    use = ParameterUse("days", "30", Origin(), "profiles/riverton.yaml:9:3")
    content = kept(document(section("about", replace(clause("a"), provenance=replace(PROVENANCE, parameters=(use,))))))
    content["document"]["sections"][0]["clauses"][0]["provenance"]["parameters"][0]["origin"] = origin
    return first(read(content)).provenance.parameters[0].origin


def first(made: Document) -> Clause:
    return next(clauses(made))


ORIGINS = {
    "profile riverton": Origin("profile", "riverton"),
    "base london-ai-alliance": Origin("base", "london-ai-alliance"),
    "default": Origin("default"),
    "not answered": Origin("not answered"),
    "default for Northern Ireland": Origin("nation", "northern-ireland"),
    "same as roles.siro (profile riverton)": Origin("same as", "roles.siro", (Origin("profile", "riverton"),)),
    "default for Wales, kept by base coast": Origin("kept by base", "coast", (Origin("nation", "wales"),)),
    "same as a (same as b (default, kept by base c)), kept by profile d": Origin(
        "kept by profile",
        "d",
        (Origin("same as", "a", (Origin("same as", "b", (Origin("kept by base", "c", (Origin("default"),)),)),)),),
    ),
}


@pytest.mark.parametrize("words", ORIGINS)
def test_who_set_a_value_is_read_from_the_words_and_says_the_same_words(words: str) -> None:
    assert using(words) == ORIGINS[words]
    assert str(using(words)) == words


@pytest.mark.parametrize("words", ["", "an officer", "same as a (same as b (", "same as a (" * 9_000, "default for"])
def test_words_that_were_never_written_are_kept_as_they_are(words: str) -> None:
    assert str(using(words)) == words


def test_what_is_an_appendix_and_what_a_clause_is_about_are_read_from_where_it_stands() -> None:
    about = replace(PROVENANCE, source="built-in/clauses/scope/local/who.md")
    made = read(kept(document(section("about", replace(clause("who"), provenance=about)), appendices=[clause("list")])))
    assert [(each.id, each.is_appendix, each.provenance.topic) for each in clauses(made)] == [
        ("who", False, "scope"),
        ("list", True, ""),
    ]


@pytest.mark.parametrize(
    ("words", "day"),
    [("8 December 2026", "2026-12-08"), ("31 November 2026", ""), ("8 Rhagfyr 2026", ""), ("[to confirm: date]", "")],
)
def test_the_day_of_a_printed_date_is_read_where_a_date_stands(words: str, day: str) -> None:
    made = read(kept(document(control=control(date=words, version="8 December 2026"))))
    assert (made.control_day("date"), made.control_day("version")) == (day, "")


def test_a_draft_whose_status_said_that_it_was_approved_is_approved() -> None:
    assert read(kept(document(control=control(status=" approved")))).stage == "approved"
    assert read(kept(document(control=control(status="For approval")))).stage == "draft"


def test_the_present_format_says_all_in_fields_and_no_words_are_read() -> None:
    made = document(section("about", clause("a")), control=control(status="Approved", date="8 December 2026"))
    assert loads(dumps(made)) == made


def test_a_version_of_the_first_release_has_every_fact_in_a_field() -> None:
    made = loads((VERSIONS / "2.0/generative-ai-policy.json").read_bytes())
    days = {entry.id: entry.iso for entry in made.control if entry.iso}
    assert days == {
        "approved_on": "2027-11-16",
        "effective_date": "2027-11-16",
        "review_date": "2028-12-01",
        "law_as_at": "2026-11-22",
    }
    assert all(each.provenance.topic for each in clauses(made))
    assert all(each.is_appendix == each.number.isalpha() for each in clauses(made))
    kinds = {use.origin.kind for each in clauses(made) for use in each.provenance.parameters}
    assert kinds <= {"profile", "base", "default", "nation", "same as", "kept by profile", "kept by base"}
