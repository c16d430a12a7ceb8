"""A comparison as text, Markdown, JSON, HTML and Word: what a reader sees, and that every text in it is inert."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from policybuilder.compare import Comparison, compare
from policybuilder.compare.councils import (
    compare_councils,
    write_councils_json,
    write_councils_markdown,
    write_councils_text,
)
from policybuilder.compare.summary_document import summary_document
from policybuilder.compare.write_html import write_html
from policybuilder.compare.write_json import write_json
from policybuilder.compare.write_markdown import SUMMARY_COLUMNS, write_markdown, write_summary
from policybuilder.compare.write_text import write_text
from policybuilder.document import Document, Link, Table, Text, clauses, plain_text
from policybuilder.document_json import dumps, loads
from policybuilder.library.library import open_library
from policybuilder.library.workspace import open_workspace
from policybuilder.lifecycle.summary import summary_file
from policybuilder.ooxml.zip import read_parts, write_parts
from policybuilder.readers.word.read import read_word
from tests.builders import bullets, clause, control, document, paragraph, section, table
from tests.compare.made import any_document, any_version
from tests.conftest import Golden
from tests.programs import validator
from tests.some import one_in
from tests.workspaces import profile

MISCHIEF = "<script>alert(1)</script> & [x](javascript:alert(1)) | **bold** `code` \x00\ud800"


def example() -> Comparison:
    """A comparison with a change of every kind."""
    rows = table(["Role", "Does"], ["Owner", "keeps the tool"], ["SIRO", "owns the risk"])
    changed = table(["Role", "Does"], ["Owner", "keeps every tool"], ["SIRO", "owns the risk"])
    keep, gone = clause("stays", paragraph("You must read this.", "1.1.1")), clause("gone", paragraph("AI helps you."))
    old = document(
        section("s", keep, gone, clause("retention", paragraph("You must delete it within 30 days of the meeting."))),
        section("t", clause("roles", rows), clause("uses", paragraph("You may:"), bullets("draft", "ask"))),
        control=control(owner="Head of Digital", approver="Cabinet", version="1.0"),
    )
    new = document(
        section("s", keep, clause("retention", paragraph("You must delete it within 14 days of the meeting."))),
        section(
            "t", clause("uses", paragraph("You may:"), bullets("draft", "ask", MISCHIEF)), clause("roles", changed)
        ),
        control=control(owner="Head of Digital", approver="Cabinet", version="2.0"),
    )
    return compare(old, new, "version 1.0", "version 2.0")


def test_text_shows_each_change_with_why_how_much_and_who() -> None:
    text = write_text(example())
    assert text.startswith("version 1.0 -> version 2.0\n5 changes: 3 major, 1 minor, 1 editorial.\n")
    assert "You must delete it within [-30-] {+14+} days of the meeting." in text
    assert 'how much: major, because a limit in a rule changed: "30" became "14"' in text
    assert "who approves: Cabinet" in text
    assert "\x1b" not in text


def test_the_text_and_the_markdown_are_as_they_were(golden: Golden) -> None:
    golden("compare/example.txt", write_text(example()).encode())
    golden("compare/example.md", write_markdown(example()))
    golden("compare/example-summary.md", write_summary(example()))


def test_text_has_colour_where_it_is_wanted() -> None:
    assert "\x1b[31;9m30\x1b[0m" in write_text(example(), colour=True)


def test_nothing_changed_is_said_in_every_format() -> None:
    same = document()
    nothing = compare(same, same)
    sentence = "Nothing has changed: every printed word is the same."
    for written in (write_markdown(nothing), write_summary(nothing), write_html(nothing)):
        assert sentence in written.decode()
    assert sentence in write_text(nothing)
    assert json.loads(write_json(nothing))["clauses"] == []


def test_markdown_marks_words_so_that_a_reader_sees_them() -> None:
    text = write_markdown(example()).decode(errors="replace")
    assert "within ~~30~~ **14** days" in text
    assert "<script>" not in text


def test_the_summary_has_a_row_for_each_change_that_needs_a_decision() -> None:
    lines = write_summary(example()).decode().splitlines()
    rows = [line for line in lines if line.startswith("| ") and "---" not in line]
    assert rows[0] == "| Clause | What changes | Why | Kind | Who approves |"
    assert len(rows) == 5, "the version number needs no decision"
    assert any("“30” became “14”" in row and row.endswith("| Major | Cabinet |") for row in rows)


def test_the_summary_in_word_is_a_table_with_a_header_row() -> None:
    content = summary_file(example(), None)
    text = read_word(content, "summary.docx")
    (table,) = [block for clause in clauses(text) for block in clause.blocks if isinstance(block, Table)]
    assert [plain_text(cell.inlines) for cell in table.header] == list(SUMMARY_COLUMNS)
    assert len(table.rows) == 4
    assert b"<w:tblHeader/>" in read_parts(content, "summary.docx")["word/document.xml"]
    assert content == summary_file(example(), None)


@pytest.mark.rest
def test_the_summary_in_word_is_in_the_councils_own_shell(tmp_path: Path) -> None:
    own = tmp_path / "templates" / "word" / "own.docx"
    own.parent.mkdir(parents=True)
    profile(tmp_path)
    parts = read_parts(Path("templates/word/policy.docx").read_bytes(), "policy.docx")
    own.write_bytes(write_parts({**parts, "word/theme/theme1.xml": parts["word/theme/theme1.xml"] + b"<!-- ours -->"}))
    found = example()
    library = open_library(open_workspace(tmp_path))
    for shell, is_ours in (("word/own.docx", True), ("word/policy.docx", False), ("word/gone.docx", False)):
        written = read_parts(summary_file(replace(found, new=replace(found.new, shell=shell)), library), "")
        assert (b"<!-- ours -->" in written["word/theme/theme1.xml"]) == is_ours
        assert b"Summary of changes" in b"".join(written.values())


@pytest.mark.rest
@pytest.mark.validator
def test_the_summary_in_word_opens_without_repair(tmp_path: Path) -> None:
    file = tmp_path / "summary.docx"
    file.write_bytes(summary_file(example(), None))
    found = validator().validate(str(file))
    assert found.is_valid, [str(error) for error in found.errors]


def test_json_says_everything_as_data() -> None:
    found = json.loads(write_json(example()))
    by_id = {item["id"]: item for item in found["clauses"]}
    (edit,) = by_id["retention"]["edits"]
    assert (edit["kind"], edit["part"], edit["old"], edit["new"], edit["reasons"]) == (
        "reworded",
        "words",
        "30",
        "14",
        [0],
    )
    assert by_id["retention"]["rule"] == "limit-changed"
    assert by_id["gone"]["kinds"] == ["removed"]
    assert found["approvals"][0] == {"weight": "major", "approver": "Cabinet", "changes": 3}


def test_the_page_needs_no_script_and_has_both_views_of_each_change() -> None:
    page = html.fromstring(write_html(example()))
    assert not page.findall(".//script")
    links = [link.get("href", "") for link in page.findall(".//nav//a")]
    assert len(links) == 5
    assert all(page.get_element_by_id(link[1:]) is not None for link in links)
    articles = page.findall(".//article")
    assert len(articles) == 5
    retention = next(a for a in articles if "14" in a.text_content() and "30" in a.text_content())
    assert [d.text for d in retention.iter("del")] == ["30", "30"], "once side by side, once in one text"
    assert [d.text for d in retention.iter("ins")] == ["14", "14"]


def test_an_unsafe_address_is_no_link_on_the_page() -> None:
    def linked(words: str) -> Document:
        bad = Link("javascript:alert(1)", (Text(words),))
        return document(section("s", clause("purpose", paragraph([bad, " and a good deal more."]))))

    written = write_html(compare(linked("one"), linked("two"))).decode()
    assert "javascript:" not in written


@pytest.mark.parametrize("seed", one_in(5, range(25)))
def test_every_format_can_be_written_for_any_documents(seed: int) -> None:
    import random

    chance = random.Random(seed)
    old = any_document(chance)
    comparison = compare(old, any_version(old, chance))
    for write in (write_html, write_markdown, write_summary, write_json):
        write(comparison).decode()
    write_text(comparison, colour=True)
    assert loads(dumps(summary_document(comparison))) == summary_document(comparison)
    page = html.fromstring(write_html(comparison))
    assert len(page.findall(".//article")) >= len(comparison.every)


def test_councils_are_compared_by_decisions_and_clauses() -> None:
    def of(profile: str, days: str, *clauses: Any) -> Document:
        from policybuilder.document import Origin, ParameterUse

        one = clause("keeping", paragraph(f"Within {days} days."))
        use = ParameterUse("days", days, Origin("profile", profile), f"profiles/{profile}.yaml:3")
        one = replace(one, provenance=replace(one.provenance, parameters=(use,)))
        return replace(document(section("s", one, *clauses)), profile=profile)

    extra = clause("agents", paragraph("You may not use agents."))
    found = compare_councils([of("a", "30", extra), of("b", "14"), of("c", "30")])
    assert [(d.parameter, [v for _, v, _ in d.values]) for d in found.decisions] == [("days", ["30", "14", "30"])]
    assert [(use.id, use.having) for use in found.clauses] == [("agents", ("a",))]
    assert found.shared == 1
    assert "a  30  [profile a; profiles/a.yaml:3]" in write_councils_text(found)
    assert "| days | 30 | 14 | 30 |" in write_councils_markdown(found).decode()
    assert json.loads(write_councils_json(found))["decisions"][0]["values"]["b"]["value"] == "14"


# In a browser --------------------------------------------------------------------------------------------


@pytest.mark.rest
@pytest.mark.browser
def test_the_page_is_accessible_and_switches_views_without_a_script(browser: Any, tmp_path: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    file = tmp_path / "comparison.html"
    file.write_bytes(write_html(example()))
    page = browser.new_page(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    page.goto(file.as_uri())
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.locator("table.sides").first.is_visible()
    assert not page.locator(".inline").first.is_visible()
    page.check("#view-inline")
    assert page.locator(".inline").first.is_visible()
    assert not page.locator("table.sides").first.is_visible()
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.locator(".inline").first.is_visible()
    page.close()
