"""Numbers of sections, clauses, paragraphs and appendices, and what references to them read."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.document import Reference, inlines_of
from policybuilder.labels import ENGLISH
from policybuilder.resolution.numbering import letter, number
from tests.builders import bullets, clause, paragraph, section, table
from tests.resolution.reading import clause_of, outline, resolved, words
from tests.workspaces import clause as clause_file
from tests.workspaces import template, tiny, write


def numbers(root: Path, id: str = "care") -> list[str]:
    return [getattr(block, "number", "-") for block in clause_of(resolved(root), id).blocks]


def test_sections_clauses_and_paragraphs_are_numbered_in_reading_order(tmp_path: Path) -> None:
    tiny(tmp_path)
    clause_file(tmp_path, "care", "One.\n\nTwo:\n\n- a\n\n| a |\n| --- |\n| b |\n\nThree.\n")
    for id in ("check", "report"):
        clause_file(tmp_path, id)
    template(
        tmp_path, sections="[{id: a, title: First, clauses: [care, check]}, {id: b, title: Next, clauses: [report]}]"
    )
    assert outline(resolved(tmp_path)) == ["1 First", "1.1 Care", "1.2 Check", "2 Next", "2.1 Report"]
    assert numbers(tmp_path) == ["1.1.1", "1.1.2", "-", "-", "1.1.3"]
    assert numbers(tmp_path, "report") == ["2.1.1"]


def test_a_section_in_which_nothing_is_left_is_dropped_and_takes_no_number(tmp_path: Path) -> None:
    tiny(tmp_path)
    clause_file(tmp_path, "gone", level="optional")
    clause_file(tmp_path, "last")
    sections = (
        "{id: a, title: A, clauses: [care]}, {id: b, title: B, clauses: [gone]}, {id: c, title: C, clauses: [last]}"
    )
    template(tmp_path, sections=f"[{sections}]")
    assert outline(resolved(tmp_path)) == ["1 A", "1.1 Care", "2 C", "2.1 Last"]


def test_a_template_may_leave_paragraphs_without_numbers(tmp_path: Path) -> None:
    tiny(tmp_path)
    file = template(tmp_path, "care")
    write(tmp_path, "templates/policy.yaml", file.read_text() + "numbered_paragraphs: false\n")
    assert numbers(tmp_path) == [""]
    assert outline(resolved(tmp_path)) == ["1 The rules", "1.1 Care"]


def test_appendices_have_letters_and_their_paragraphs_have_numbers(tmp_path: Path) -> None:
    tiny(tmp_path)
    for id in ("app-one", "app-two"):
        clause_file(tmp_path, id)
    template(tmp_path, "care", appendices="[app-one, app-two]")
    assert outline(resolved(tmp_path))[-2:] == ["A App one", "B App two"]
    assert numbers(tmp_path, "app-two") == ["B.1"]


@pytest.mark.parametrize(
    ("position", "expected"),
    [(1, "A"), (26, "Z"), (27, "AA"), (28, "AB"), (52, "AZ"), (53, "BA"), (702, "ZZ"), (703, "AAA")],
)
def test_after_z_comes_aa(position: int, expected: str) -> None:
    assert letter(position) == expected


def test_references_read_the_number_of_their_clause_wherever_they_stand(tmp_path: Path) -> None:
    tiny(tmp_path)
    clause_file(
        tmp_path,
        "care",
        """\
        See {{ ref("report") }}. {{ ref("report") | capitalised }} says more; so does **{{ ref("app-one") }}**.

        - {{ ref("app-one") }}

            - *{{ ref("care") }}*

        | where |
        | --- |
        | {{ ref("report") }} |

        ### As in {{ ref("report") }}

        > [{{ ref("app-one") }}](https://www.riverton.example)
        """,
    )
    for id in ("report", "app-one"):
        clause_file(tmp_path, id)
    template(tmp_path, "care", "report", appendices="[app-one]")
    assert words(resolved(tmp_path)) == [
        "See section 1.2. Section 1.2 says more; so does Appendix A.",
        "Appendix A\nsection 1.1",
        "where\nsection 1.2",
        "As in section 1.2",
        "Appendix A",
    ]
    found = [
        (each.clause, each.text)
        for block in clause_of(resolved(tmp_path), "care").blocks
        for each in inlines_of(block)
        if isinstance(each, Reference)
    ]
    assert found[:3] == [("report", "section 1.2"), ("report", "Section 1.2"), ("app-one", "Appendix A")]


def test_nothing_but_numbers_and_references_changes() -> None:
    before = clause("care", paragraph("One."), bullets("a", "b"), table(["x"], ["y"]), number="")
    ((after,), ()) = number([section("a", before, number="")], [], paragraphs=False, labels=ENGLISH)
    assert after.clauses[0].blocks == before.blocks
    assert (after.number, after.clauses[0].number) == ("1", "1.1")
