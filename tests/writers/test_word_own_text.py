"""The text of a letterhead's own: what of it a person is asked about, and what goes when it is left out."""

from __future__ import annotations

import pytest

from policybuilder.errors import PolicyBuilderError
from policybuilder.ooxml.names import w
from policybuilder.writers.word.shell.check import check_shell
from policybuilder.writers.word.shell.prepare import prepare_shell
from policybuilder.writers.word.shell.questions import questions_of
from tests.some import one_in
from tests.writers.word_reading import Written, read_written, words
from tests.writers.word_shells import changed, codes, letterhead, plain

PICTURE = '<w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" style="width:9pt;height:9pt"/></w:pict></w:r>'
BOX = (
    '<w:p><w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
    "<w:p><w:r><w:t>Town Hall</w:t></w:r></w:p></w:txbxContent></v:textbox></v:rect></w:pict></w:r></w:p>"
)
BLANK, BREAK = "<w:p/>", '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
COVER = (
    '<w:p><w:pPr><w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="{}" w:bottom="1440" '
    'w:left="1134" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr></w:pPr></w:p>'
)


def said(text: str, more: str = "") -> str:
    return f"<w:p>{more}<w:r><w:t>{text}</w:t></w:r></w:p>"


def table(*cells: str) -> str:
    filled = "".join(f"<w:tc>{cell}</w:tc>" for cell in cells)
    return f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{filled}</w:tr></w:tbl>"


def with_body(*blocks: str) -> bytes:
    return changed("word/document.xml", b"<w:body>", b"<w:body>" + "".join(blocks).encode(), letterhead())


def asked(source: bytes, section: int = 0) -> list[str]:
    return [own.words for own in questions_of(source, "a.docx", section).text]


def dropped(source: bytes, section: int = 0) -> Written:
    return read_written(prepare_shell(source, "a.docx", drop_text=True, section=section))


LETTER = (said("Dear Sir or Madam"), BLANK, said("Type your letter here."), BREAK, said("Yours faithfully"))


def test_a_letter_is_asked_about_and_goes_with_its_blank_lines() -> None:
    source = with_body(BLANK, *LETTER, BLANK)
    assert asked(source) == ["Dear Sir or Madam", "Type your letter here.", "Yours faithfully"]
    text = words(dropped(source).main)
    assert text.startswith("{{ title }}")
    assert "Yours faithfully" not in text
    kept = read_written(prepare_shell(source, "a.docx"))
    assert words(kept.main).startswith("Dear Sir or Madam")


def test_blank_lines_above_the_text_keep_its_distance_from_a_picture() -> None:
    first, second, third, *_ = dropped(with_body(f"<w:p>{PICTURE}</w:p>", BLANK, *LETTER)).main.find(w("body"))
    assert first.find(f".//{w('pict')}") is not None
    assert len(second) == 0
    assert words(third) == "{{ title }}"


@pytest.mark.parametrize(
    ("block", "stays"),
    one_in(
        3,
        [
            (BOX, "Town Hall"),
            (table(said("Town Hall"), f"<w:p>{PICTURE}</w:p>"), "Town Hall"),
            (said("{{ council_short }} Town Hall"), "Town Hall"),
            (said("{%p if draft %}") + said("Town Hall") + said("{%p endif %}"), "Town Hall"),
            (
                "<w:sdt><w:sdtContent>" + said("{{ title }}") + said("Town Hall") + "</w:sdtContent></w:sdt>",
                "Town Hall",
            ),
            (said("Town Hall"), ""),
            (table(said("Town Hall"), said("Riverton")), ""),
            ("<w:sdt><w:sdtContent>" + said("Town Hall") + "</w:sdtContent></w:sdt>", ""),
            (said("Town Hall", PICTURE), ""),
        ],
    ),
)
def test_the_look_and_what_belongs_to_a_tag_stay(block: str, stays: str) -> None:
    written = dropped(with_body(block))
    assert ("Town Hall" in words(written.main)) == bool(stays)
    assert ("pict" in block) == (written.main.find(f".//{w('pict')}") is not None)
    assert ("Town Hall" in asked(with_body(block))) == (not stays)


def test_half_a_bookmark_is_not_left_behind() -> None:
    marks = '<w:bookmarkStart w:id="7" w:name="letter"/>'
    source = with_body(said("Dear Sir", marks), BOX.replace("</w:p>", '<w:bookmarkEnd w:id="7"/></w:p>', 1))
    assert not list(dropped(source).main.iter(w("bookmarkStart"), w("bookmarkEnd")))


def test_a_whole_old_document_goes_and_the_shell_has_no_errors() -> None:
    old = [said(f"Clause {at}") + BLANK + table(said("A"), said("B")) for at in range(60)]
    shell = prepare_shell(with_body(*old), "a.docx", drop_text=True)
    assert codes(check_shell(shell, "a.docx")) == set()
    assert "Clause" not in words(read_written(shell).main)


def test_what_preparing_added_is_never_asked_about_nor_left_out() -> None:
    prepared = prepare_shell(letterhead(), "a.docx")
    assert not questions_of(prepared, "a.docx").is_open
    assert prepare_shell(prepared, "a.docx", drop_text=True) == prepared


# Sections ------------------------------------------------------------------------------------------------

SECTIONS = (said("Corporate cover"), COVER.format(1134), said("Type the report here"), COVER.format(5000), said("Back"))


def test_which_section_takes_the_policy_is_asked_and_each_is_told() -> None:
    found = questions_of(with_body(*SECTIONS), "a.docx").sections
    assert [str(each) for each in found] == [
        "1: upright, text 17.0 cm wide, begins “Corporate cover”",
        "2: upright, text 10.2 cm wide, begins “Type the report here”",
        "3: upright, text 14.7 cm wide, begins “Back”",
    ]
    assert asked(with_body(*SECTIONS)) == ["Corporate cover", "Type the report here", "Back"]
    assert questions_of(with_body(*SECTIONS), "a.docx", 2).sections == ()
    assert asked(with_body(*SECTIONS), 2) == ["Type the report here"]


@pytest.mark.parametrize(("section", "gone"), [(1, "Corporate cover"), (2, "Type the report here"), (3, "Back")])
def test_the_policy_goes_into_the_section_that_was_named_and_only_its_text_goes(section: int, gone: str) -> None:
    written = dropped(with_body(*SECTIONS), section)
    text = words(written.main)
    assert gone not in text
    assert all(other in text for other in {"Corporate cover", "Type the report here", "Back"} - {gone})
    before = [node for node in written.main.iter(w("sectPr"), w("t")) if node.tag == w("sectPr") or "body" in node.text]
    assert [node.tag for node in before].index(w("t")) == section - 1
    width = int(written.main.find(f".//{w('tblW')}").get(w("w")))
    assert abs(width - (9638, 5772, 8306)[section - 1]) < 20


def test_words_in_the_paragraph_that_ends_a_section_stand_before_the_policy() -> None:
    ends = COVER.format(1134).replace("</w:p>", "<w:r><w:t>The end of it</w:t></w:r></w:p>")
    for drop in (False, True):
        written = read_written(prepare_shell(with_body(ends), "a.docx", drop_text=drop, section=1))
        text = words(written.main)
        assert ("The end of it" in text) != drop
        assert "The end of it" not in text or text.index("The end of it") < text.index("{{ title }}")
        assert codes(check_shell(prepare_shell(with_body(ends), "a.docx", section=1), "a.docx")) == set()


def test_the_header_that_is_added_stands_in_the_section_of_the_policy_and_off_the_papers_edge() -> None:
    sections = "".join(SECTIONS).replace('w:header="708"', 'w:header="0"')
    source = changed("word/document.xml", b"<w:body>", b"<w:body>" + sections.encode(), plain())
    first, second, last = dropped(source, 2).main.iter(w("sectPr"))
    assert [len(each.findall(w("headerReference"))) for each in (first, second, last)] == [0, 1, 0]
    assert [each.find(w("pgMar")).get(w("header")) for each in (first, second)] == ["0", "652"]


@pytest.mark.parametrize(
    ("body", "section", "says"),
    [
        (SECTIONS, 4, "the file has no section 4"),
        ((), 2, "the file has no section 2"),
        (("<w:p><w:r><w:t>{{p body }}</w:t></w:r></w:p>", *SECTIONS), 3, "is in section 1, not in 3"),
    ],
)
def test_a_section_that_cannot_take_the_policy_is_refused(body: tuple[str, ...], section: int, says: str) -> None:
    with pytest.raises(PolicyBuilderError, match=says) as caught:
        prepare_shell(with_body(*body), "a.docx", section=section)
    assert [problem.code for problem in caught.value.problems] == ["shell-no-section"]
