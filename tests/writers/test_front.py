from __future__ import annotations

from policybuilder.labels import ENGLISH
from policybuilder.writers.front import illustrative_notice, law_as_at, section_anchor, written_date
from tests.builders import control, document, illustrative, law, section


def test_a_date_is_written_as_people_write_it() -> None:
    assert written_date("2027-03-02", ENGLISH) == "2 March 2027"


def test_what_is_no_date_stays_as_it_is() -> None:
    assert written_date("[to confirm: review date]", ENGLISH) == "[to confirm: review date]"


def test_the_law_is_as_at_the_earliest_date_it_was_looked_at() -> None:
    laws = [law("a", "A", as_at="2026-11-22"), law("b", "B", as_at="2026-03-01")]
    assert law_as_at(document(law=laws, control=())) == "1 March 2026"


def test_the_control_table_says_first_what_the_law_is_as_at() -> None:
    assert law_as_at(document(control=control(law_as_at="5 May 2026"), law=[law("a", "A")])) == "5 May 2026"
    # A table without the row is one of a document that does not list its law: no day of an Act reads as its own.
    assert law_as_at(document(control=control(version="0.1"), law=[law("a", "A")])) == ""


def test_a_document_without_law_has_no_date_of_it() -> None:
    assert law_as_at(document()) == ""


def test_only_an_invented_council_is_said_to_be_one() -> None:
    assert illustrative_notice(document()) == ""
    assert illustrative_notice(illustrative(document())).startswith("Riverton Borough Council is an invented council.")


def test_a_section_and_a_clause_of_the_same_id_have_different_anchors() -> None:
    assert section_anchor(section("purpose")) == "section_purpose"
