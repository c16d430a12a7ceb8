from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document as open_in_python_docx
from lxml import etree

from policybuilder.document import (
    Document,
    Heading,
    Paragraph,
    clauses,
)
from policybuilder.errors import PolicyBuilderError
from policybuilder.inert import one_line
from policybuilder.ooxml.names import w
from policybuilder.ooxml.zip import read_parts, same_parts, write_parts
from policybuilder.writers.front import MOST_LISTED
from policybuilder.writers.word.write import write_pages, write_word
from tests.builders import (
    clause,
    control,
    document,
    holding,
    illustrative,
    inlines,
    law,
    paragraph,
    section,
    to_confirm,
)
from tests.conftest import Golden
from tests.programs import validator
from tests.writers.sample import long_sample, sample
from tests.writers.word_reading import (
    APPROVED,
    SHELL,
    Written,
    body_of,
    fields,
    in_body,
    numbers,
    paragraphs_in,
    style_of,
    words,
    written,
)

# Headings and numbers ------------------------------------------------------------------------------------


def test_word_works_out_the_numbers_that_the_document_has() -> None:
    made = sample()
    expected = []
    for part in made.sections:
        expected.append((part.number, part.title))
        for each in part.clauses:
            expected.append((each.number, each.title))
            expected += [(b.number, one_line("")) for b in each.blocks if isinstance(b, Paragraph)]
    for each in made.appendices:
        expected.append((f"Appendix {each.number}", each.title))
        expected += [(b.number, "") for b in each.blocks if isinstance(b, Paragraph) and b.number]
    found = [(number, text) for number, text in numbers(written(made)) if number[0] not in "•–" and number[-1] != "."]
    assert [number for number, _ in found] == [number for number, _ in expected]
    assert {title for _, title in expected if title} <= {text for _, text in found}


def test_headings_have_the_heading_styles() -> None:
    found = written(sample())
    assert words(paragraphs_in(found, "heading 1")[0]) == "About this policy"
    assert words(paragraphs_in(found, "heading 2")[0]) == "Why we have this policy"
    assert words(paragraphs_in(found, "appendix heading")[0]) == "Disclosure wording"
    assert words(paragraphs_in(found, "appendix heading 2")[0]) == "In a report"


def test_a_paragraph_without_a_number_is_body_text() -> None:
    assert in_body(body_of(paragraph("Numbered.", "1.1.1"), paragraph("Not numbered.")))[2:] == [
        ("policy paragraph", "Numbered."),
        ("body text", "Not numbered."),
    ]


def test_a_heading_in_a_clause_is_a_level_below_the_clause() -> None:
    assert in_body(body_of(Heading(inlines("More"))))[-1] == ("heading 3", "More")


# Clauses -------------------------------------------------------------------------------------------------


def controls(found: Written) -> dict[str, str]:
    """The tags of the content controls of clauses, with their ids."""
    return {
        properties.find(w("tag")).get(w("val")): properties.find(w("id")).get(w("val"))
        for properties in found.main.iter(w("sdtPr"))
        if properties.find(w("tag")) is not None
    }


def test_each_clause_is_in_a_content_control_of_its_own() -> None:
    made = sample()
    found = controls(written(made))
    assert list(found) == [f"clause:{each.id}" for each in clauses(made)]
    assert len(set(found.values())) == len(found)


def test_a_content_control_keeps_its_id_when_clauses_come_and_go() -> None:
    made = sample()
    fewer = replace(made, sections=made.sections[2:])
    assert controls(written(fewer)).items() <= controls(written(made)).items()


def test_titles_and_ids_too_long_for_word_are_cut() -> None:
    made = document(section("about", clause("x" * 90, paragraph("Text."), title="Long title " * 20)))
    found = written(made)
    properties = next(node for node in found.main.iter(w("sdtPr")) if node.find(w("tag")) is not None)
    assert len(properties.find(w("alias")).get(w("val"))) == 64
    assert len(properties.find(w("tag")).get(w("val"))) == 64
    names = [node.get(w("name")) for node in found.main.iter(w("bookmarkStart"))]
    assert all(len(name) <= 40 for name in names)


def test_ids_that_differ_only_in_their_signs_have_bookmarks_of_their_own() -> None:
    made = document(section("about", clause("a-b"), clause("a_b", number="1.2"), clause("a.b", number="1.3")))
    names = [node.get(w("name")) for node in written(made).main.iter(w("bookmarkStart"))]
    assert len(set(names)) == len(names) == 4


# Contents ------------------------------------------------------------------------------------------------


def test_the_contents_list_is_a_field_with_its_lines_there_already() -> None:
    made = sample()
    (asked, shown), *_ = [each for each in fields(written(made).main) if each[0].startswith("TOC")]
    assert asked == 'TOC \\o "1-2" \\h \\z \\t "Appendix Heading,1"'
    expected = []
    for part in made.sections:
        expected += [(part.number, part.title), *((each.number, each.title) for each in part.clauses)]
    expected += [(f"Appendix {each.number}", each.title) for each in made.appendices]
    assert shown.startswith("".join(f"{n}\t{t}\t" for n, t in expected[:1]))
    lines = [words(node).split("\t") for node in _contents_lines(written(made))]
    assert [(number, title) for number, title, _ in lines] == expected
    pages = [int(page) for _, _, page in lines]
    assert pages == sorted(pages)
    assert pages[0] == 3


@pytest.mark.parametrize("long", [1, 3, 5])
def test_no_heading_of_the_contents_list_stands_after_the_last_page(long: int) -> None:
    made = long_sample(long)
    last = max(int(words(node).split("\t")[2]) for node in _contents_lines(written(made)))
    assert last <= write_pages(made, SHELL).pages <= last + 2


def _contents_lines(found: Written) -> list[etree._Element]:
    return [node for node in found.main.iter(w("p")) if style_of(node, found).startswith("toc ")]


def very_long_sample() -> Document:
    """Return the sample with more clauses than a contents list holds."""
    more = tuple(clause(f"more-{number}", paragraph("You must.")) for number in range(MOST_LISTED))
    first, *rest = sample().sections
    return replace(sample(), sections=(replace(first, clauses=(*first.clauses, *more)), *rest))


@pytest.mark.parametrize("made", [replace(sample(), depth="essential"), very_long_sample()])
def test_the_contents_list_of_a_short_or_very_long_policy_has_its_sections_and_appendices(made: Document) -> None:
    found = written(made)
    asked = [asked for asked, _ in fields(found.main) if asked.startswith("TOC")]
    assert asked == ['TOC \\o "1-1" \\h \\z \\t "Appendix Heading,1"']
    titles = [words(node).split("\t")[1] for node in _contents_lines(found)]
    assert titles == [part.title for part in (*made.sections, *made.appendices)]


def test_sections_and_appendices_count_as_lines_of_a_contents_list() -> None:
    made = very_long_sample()
    first, *rest = made.sections
    lines = len(made.sections) + len(made.appendices) + sum(len(each.clauses) for each in made.sections)
    fits = replace(made, sections=(replace(first, clauses=first.clauses[: MOST_LISTED - lines]), *rest))
    one_more = replace(made, sections=(replace(first, clauses=first.clauses[: MOST_LISTED - lines + 1]), *rest))
    assert [len(_contents_lines(written(each))) for each in (fits, one_more)] == [
        MOST_LISTED,
        len(made.sections) + len(made.appendices),
    ]


def test_a_list_of_sections_alone_has_no_room_between_its_lines() -> None:
    for made, gaps in ((replace(sample(), depth="essential"), {"0"}), (sample(), set())):
        lines = _contents_lines(written(made))
        assert {node.get(w("before")) for line in lines for node in line.iter(w("spacing"))} == gaps


def test_each_line_of_the_contents_leads_to_its_heading() -> None:
    found = written(sample())
    bookmarks = {node.get(w("name")) for node in found.main.iter(w("bookmarkStart"))}
    anchors = [link.get(w("anchor")) for line in _contents_lines(found) for link in line.iter(w("hyperlink"))]
    assert set(anchors) <= bookmarks
    assert len(anchors) == len(bookmarks)


# Drafts --------------------------------------------------------------------------------------------------


def test_a_draft_says_so_and_an_approved_document_does_not() -> None:
    draft, approved = written(document()), written(document(control=APPROVED, stage="approved"))
    assert "Draft, not yet approved" in words(draft.main)
    assert "DRAFT" in words(draft.file.tree("word/header1.xml"))
    assert "not yet approved" not in words(approved.main)
    assert "DRAFT" not in words(approved.file.tree("word/header1.xml"))
    assert words(approved.file.tree("word/footer1.xml")).startswith("Version 1.0, Approved\t")


def test_what_is_open_in_a_draft_is_on_a_page_of_its_own_at_the_end() -> None:
    made = replace(holding(paragraph(to_confirm("owner"))), law=(law("foia", "The Act", check="which part"),))
    found = written(made)
    heading = paragraphs_in(found, "front heading")[0]
    assert words(heading) == "Before approval"
    assert heading.find(f"{w('pPr')}/{w('pageBreakBefore')}") is not None
    text = words(found.main)
    assert "which part" in text
    approved = words(written(replace(made, control=APPROVED, stage="approved")).main)
    assert "Before approval" not in approved


def test_an_invented_council_is_said_to_be_one() -> None:
    assert "invented council" in words(written(illustrative(document())).main)
    assert "invented council" not in words(written(document()).main)


def test_a_control_value_to_confirm_is_marked() -> None:
    found = written(document(control=control(version="0.1", status="Draft", owner=to_confirm("owner"))))
    marked = [words(mark.getparent().getparent()) for mark in found.main.iter(w("rStyle"))]
    assert "[to confirm: owner]" in marked


# The file ------------------------------------------------------------------------------------------------


def test_the_same_document_gives_the_same_bytes() -> None:
    assert write_word(sample(), SHELL) == write_word(sample(), bytes(bytearray(SHELL)))


def test_files_packed_otherwise_hold_the_same() -> None:
    made = write_word(sample(), SHELL)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, content in read_parts(made, "made.docx").items():
            archive.writestr(name, content)
    assert stream.getvalue() != made
    assert same_parts(stream.getvalue(), made)
    assert not same_parts(made, write_word(document(), SHELL))
    assert not same_parts(made, b"damaged")


def test_the_file_has_no_time_of_its_own() -> None:
    with zipfile.ZipFile(io.BytesIO(write_word(sample(), SHELL))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.infolist()[0].filename == "[Content_Types].xml"


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2026, 11, 22), "2026-11-22T00:00:00Z"), ("[to confirm: date]", "2000-01-01T00:00:00Z")],
)
def test_the_properties_are_the_documents(day: date | str, expected: str) -> None:
    made = document(control=control(version="0.1", status="Draft", date=day))
    core = open_in_python_docx(io.BytesIO(write_word(made, SHELL))).core_properties
    assert core.title == "Generative AI policy"
    assert core.author == "Riverton Borough Council"
    assert core.language == "en-GB"
    assert core.created.strftime("%Y-%m-%dT%H:%M:%SZ") == expected


def test_the_language_is_the_documents() -> None:
    found = written(replace(document(), language="cy-GB"))
    styles, settings_part = found.file.tree("word/styles.xml"), found.file.tree("word/settings.xml")
    assert {node.get(w("val")) for node in styles.iter(w("lang"))} == {"cy-GB"}
    assert next(settings_part.iter(w("themeFontLang"))).get(w("val")) == "cy-GB"


def test_nothing_asks_the_reader_to_update_fields() -> None:
    parts = read_parts(SHELL, "shell.docx")
    asking = parts["word/settings.xml"].replace(b"<w:zoom", b'<w:updateFields w:val="true"/><w:zoom')
    shell = write_parts({**parts, "word/settings.xml": asking})
    assert b"updateFields" not in read_parts(write_word(document(), shell), "x")["word/settings.xml"]


def test_the_file_is_valid_open_xml(tmp_path: Path) -> None:
    path = tmp_path / "sample.docx"
    path.write_bytes(write_word(sample(), SHELL))
    result = validator().validate(str(path))
    assert result.is_valid, [str(error) for error in result.errors]


GOLDEN_PARTS = (
    "[Content_Types].xml",
    "docProps/core.xml",
    "word/document.xml",
    "word/numbering.xml",
    "word/_rels/document.xml.rels",
    "word/header1.xml",
    "word/footer1.xml",
)


@pytest.mark.parametrize("part", GOLDEN_PARTS)
def test_golden(part: str, golden: Golden) -> None:
    content = read_parts(write_word(sample(), SHELL), "sample.docx")[part]
    root = etree.fromstring(content)
    etree.indent(root)
    golden(f"word/{part.replace('/', '.')}", etree.tostring(root, encoding="UTF-8") + b"\n")


# Shells that do not fit ----------------------------------------------------------------------------------


def in_shell(part: str, old: bytes, new: bytes) -> bytes:
    parts = read_parts(SHELL, "shell.docx")
    assert old in parts[part]
    return write_parts({**parts, part: parts[part].replace(old, new)})


def refused(shell: bytes, made: Document | None = None) -> list[str]:
    with pytest.raises(PolicyBuilderError) as caught:
        write_word(made or document(), shell, "corporate.docx")
    assert {problem.location.path for problem in caught.value.problems} == {"corporate.docx"}
    return [problem.code for problem in caught.value.problems]


def test_a_shell_without_a_style_is_refused() -> None:
    shell = in_shell("word/styles.xml", b'w:val="Policy Paragraph"', b'w:val="Other"')
    assert "shell-missing-style" in refused(shell)


def test_a_shell_without_the_slot_is_refused() -> None:
    assert "shell-no-slot" in refused(in_shell("word/document.xml", b"{{p body }}", b"here"))


def test_a_tag_that_the_document_has_nothing_for_is_reported() -> None:
    shell = in_shell("word/footer1.xml", b"{{ status }}", b"{{ effective_date }}")
    assert refused(shell) == ["shell-tag"]


def test_a_shell_cannot_run_code() -> None:
    for tag in (b"{{ ''.__class__.__mro__ }}", b"{{ title.upper() }}", b"{% for x in range(9) %}{% endfor %}"):
        assert set(refused(in_shell("word/footer1.xml", b"{{ status }}", tag))) <= {
            "shell-broken-tag",
            "shell-unknown-tag",
        }
