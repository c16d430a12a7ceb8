"""Statements of law, their digests, and the lines that sign them off."""

from __future__ import annotations

from datetime import date

import pytest

from policybuilder.library.schema import LawModel
from policybuilder.library.statements import block_to_sign, digest_of, lines_to_sign, statement, statement_digest
from policybuilder.library.strict_yaml import read_yaml

NOTE = 'Says "no" to what is unfair: C:\\data, fees # and all.'


def law(note: str = NOTE, as_at: date = date(2026, 11, 22)) -> LawModel:
    return LawModel(
        title="An Act",
        cite="the Act",
        nations=["wales"],
        note=note,
        as_at=as_at,
        source="own knowledge",
        verified=False,
    )


def test_another_note_or_day_has_another_digest() -> None:
    first = statement_digest(law())
    assert first == statement_digest(law()) == digest_of(statement(law()))
    assert first != statement_digest(law(note=NOTE.replace("no", "No")))
    assert first != statement_digest(law(as_at=date(2026, 11, 23)))


def test_how_the_lines_of_a_note_are_folded_makes_no_difference() -> None:
    assert statement_digest(law(NOTE.replace(" ", "\n  "))) == statement_digest(law())


@pytest.mark.parametrize("note", [NOTE, "word " * 90, "x" * 300, "Ends with a backslash \\", "Größe, ŵ and 'quotes'."])
def test_the_lines_read_as_yaml_with_the_statement_in_them(note: str) -> None:
    node = read_yaml(block_to_sign([("an-act", law(note)), ("another", law())]), "profile.yaml").plain()
    assert isinstance(node, dict)
    entry = node["law_checked"]["an-act"]  # type: ignore[index, call-overload]
    assert entry == {
        "role": None,
        "date": None,
        "read": "",
        "note": statement_digest(law(note)),
        "says": statement(law(note)),
    }


def test_what_a_person_fills_in_is_on_the_first_line() -> None:
    first, *_ = lines_to_sign("an-act", law())
    assert first == '  an-act: {role: , date: , read: "",'
