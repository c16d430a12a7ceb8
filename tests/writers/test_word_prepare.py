from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from docx.shared import RGBColor

from policybuilder.errors import PolicyBuilderError
from policybuilder.ooxml.names import w
from policybuilder.ooxml.zip import read_parts, write_parts
from policybuilder.writers.word.shell.check import check_shell
from policybuilder.writers.word.shell.prepare import prepare_shell
from policybuilder.writers.word.shell.style_sheet import read_look
from policybuilder.writers.word.write import write_word
from tests.new_docx import new_docx
from tests.programs import validator
from tests.some import one_in
from tests.writers.sample import sample
from tests.writers.word_reading import numbers, read_written, words
from tests.writers.word_shells import SHELL, bare, changed, codes, letterhead, plain, saved

# Preparing -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [plain, letterhead])
def test_a_prepared_letterhead_is_a_shell(make: Callable[[], bytes], tmp_path: Path) -> None:
    shell = prepare_shell(make(), "corporate.docx")
    assert codes(check_shell(shell, "corporate.docx")) == set()
    path = tmp_path / "written.docx"
    path.write_bytes(write_word(sample(), shell, "corporate.docx"))
    result = validator().validate(str(path))
    assert result.is_valid, [str(error) for error in result.errors]


@pytest.mark.parametrize("make", [plain, letterhead, lambda: SHELL])
def test_preparing_twice_changes_nothing(make: Callable[[], bytes]) -> None:
    once = prepare_shell(make(), "corporate.docx")
    assert prepare_shell(once, "corporate.docx") == once


def test_a_shell_that_is_ready_comes_back_as_it_is() -> None:
    assert prepare_shell(SHELL, "policy.docx") == SHELL


def test_the_councils_own_look_is_kept() -> None:
    before, after = read_written(letterhead()), read_written(prepare_shell(letterhead(), "corporate.docx"))
    own, now = read_look(before.file).text, read_look(after.file).text
    for name in ("heading 1", "heading 2", "heading 3", "title", "normal"):
        assert (now[name].font, now[name].size, now[name].colour) == (own[name].font, own[name].size, own[name].colour)
    assert now["appendix heading"].colour == "006847"
    assert now["appendix heading"].size == own["heading 1"].size
    for part in ("word/header1.xml", "word/footer1.xml", "word/media/image1.png"):
        assert after.file.parts[part] == before.file.parts[part]


def test_added_styles_take_the_councils_colour_where_it_reads_well() -> None:
    styles = read_written(prepare_shell(letterhead(), "corporate.docx")).file.parts["word/styles.xml"]
    assert b'w:fill="006847"' in styles
    pale = new_docx()
    pale.styles["Heading 1"].font.color.rgb = RGBColor(0xFF, 0xC0, 0x00)
    styles = read_written(prepare_shell(saved(pale), "corporate.docx")).file.parts["word/styles.xml"]
    assert b'w:fill="404040"' in styles


def test_a_prepared_shell_numbers_as_the_document_does() -> None:
    found = list(numbers(read_written(write_word(sample(), prepare_shell(letterhead(), "corporate.docx")))))
    assert ("1", "About this policy") in found
    assert ("3.2", "Which information may go into which tool") in found
    assert ("Appendix A", "Disclosure wording") in found
    assert ("•", "employees, apprentices and agency staff") in found


def test_what_the_council_wrote_stays_before_the_policy() -> None:
    docx = new_docx()
    docx.add_paragraph("Foreword by the Leader")
    text = words(read_written(write_word(sample(), prepare_shell(saved(docx), "corporate.docx"))).main)
    assert text.index("Foreword by the Leader") < text.index("Generative AI policy") < text.index("About this policy")


def test_tags_that_are_there_are_not_added_again() -> None:
    docx = new_docx()
    docx.add_paragraph("{{ title }}", style="Title")
    docx.add_paragraph("{{p body }}")
    shell = prepare_shell(saved(docx), "corporate.docx")
    text = words(read_written(shell).main)
    assert text.count("{{ title }}") == 1
    assert text.count("{{p body }}") == 1
    assert "{{p contents }}" in text
    assert codes(check_shell(shell, "corporate.docx")) == set()


def test_a_file_without_header_and_footer_is_given_page_numbers() -> None:
    shell = prepare_shell(plain(), "corporate.docx")
    assert "shell-page-numbers" not in codes(check_shell(shell, "corporate.docx"), "warning")


def test_a_word_template_becomes_a_document() -> None:
    template = changed("[Content_Types].xml", b"document.main+xml", b"template.main+xml")
    shell = prepare_shell(template, "corporate.dotx")
    assert b"template.main" not in read_parts(shell, "x")["[Content_Types].xml"]
    assert check_shell(shell, "corporate.dotx") == ()


def test_a_prepared_shell_is_british() -> None:
    found = read_written(prepare_shell(plain(), "corporate.docx"))
    assert {node.get(w("val")) for node in found.file.tree("word/styles.xml").iter(w("lang"))} == {"en-GB"}


def test_a_tag_that_only_a_person_can_put_right_stops_the_preparing() -> None:
    docx = new_docx()
    docx.add_paragraph("{{ verson }}")
    with pytest.raises(PolicyBuilderError, match="unknown tag"):
        prepare_shell(saved(docx), "corporate.docx")


def test_the_barest_of_documents_becomes_a_shell() -> None:
    assert "shell-missing-style" in codes(check_shell(bare(), "bare.docx"))
    shell = prepare_shell(bare(), "bare.docx")
    assert codes(check_shell(shell, "bare.docx")) == set()
    assert prepare_shell(shell, "bare.docx") == shell
    assert ("1", "About this policy") in list(numbers(read_written(write_word(sample(), shell, "bare.docx"))))


def test_the_properties_that_libreoffice_24_links_in_another_way_are_linked_once() -> None:
    standard = b"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    other = b"http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties"
    saved_by_libreoffice = changed("_rels/.rels", standard, other)
    for made in (prepare_shell(saved_by_libreoffice, "x.docx"), write_word(sample(), saved_by_libreoffice, "x.docx")):
        links = read_parts(made, "x")["_rels/.rels"]
        assert (links.count(b"core-properties"), links.count(standard)) == (1, 1)


# Tags that are there already -----------------------------------------------------------------------------


def with_tags(*tags: str) -> bytes:
    docx = new_docx()
    for tag in tags:
        docx.add_paragraph(tag)
    return saved(docx)


def order_in(shell: bytes) -> list[str]:
    """Return in which order a shell's text prints its tags and words, each once."""
    text = words(read_written(shell).main)
    found = {name: text.find(name) for name in ("Town Hall", "title", "in control", "contents", "body", "Yours")}
    return [name for name, at in sorted(found.items(), key=lambda pair: pair[1]) if at >= 0]


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (["Town Hall", "{{ title }}", "{{p body }}"], ["Town Hall", "title", "in control", "contents", "body"]),
        (["Town Hall", "{{ title }}"], ["Town Hall", "title", "in control", "contents", "body"]),
        (["Town Hall", "{{p contents }}"], ["Town Hall", "title", "in control", "contents", "body"]),
        (["{{p body }}", "Yours"], ["title", "in control", "contents", "body", "Yours"]),
        (["{{p contents }}", "{{ title }}", "{{p body }}"], ["in control", "contents", "title", "body"]),
        (["Town Hall"], ["Town Hall", "title", "in control", "contents", "body"]),
    ],
)
def test_what_is_added_stands_before_what_follows_it(tags: list[str], expected: list[str]) -> None:
    assert order_in(prepare_shell(with_tags(*tags), "corporate.docx")) == expected


# What added styles inherit -------------------------------------------------------------------------------

ADDED = ("policy paragraph", "table text", "table header", "front heading", "appendix heading 2", "toc 1")
OF_PARAGRAPHS = tuple(
    f"pPr/{name}" for name in ("ind", "jc", "numPr/numId", "pageBreakBefore", "bidi", "spacing", "outlineLvl")
)

OF_RUNS = tuple(f"rPr/{name}" for name in ("caps", "smallCaps", "vanish", "strike", "u", "vertAlign"))


def effective(shell: bytes, name: str) -> dict[str, str]:
    """Return what a style comes out with of what is for letters alone, all that it inherits counted."""
    file = read_written(shell).file
    nodes = {node.get(w("styleId")): node for node in file.tree("word/styles.xml").iter(w("style"))}
    line, id = [], read_look(file).ids[name]
    while id in nodes:
        line.insert(0, nodes[id])
        base = nodes[id].find(w("basedOn"))
        id = "" if base is None else base.get(w("val"))
    found: dict[str, str] = {}
    for node in line:
        for tag in (
            *OF_PARAGRAPHS,
            *(f"rPr/{name}" for name in ("caps", "smallCaps", "vanish", "strike", "u", "vertAlign")),
        ):
            for child in node.iterfind("/".join(map(w, tag.split("/")))):
                values = {str(key).rpartition("}")[2]: str(value) for key, value in child.items()}
                found |= {f"{tag.rpartition('/')[2]} {key}": value for key, value in (values or {"val": "1"}).items()}
    return found


def with_normal(paragraph: str, run: str = "") -> bytes:
    """Return a letterhead whose Normal says more of paragraphs and runs."""
    parts = read_parts(letterhead(), "a.docx")
    found = b'<w:name w:val="Normal"/>'
    assert found in parts["word/styles.xml"]
    before, after = parts["word/styles.xml"].split(found, 1)
    style, end, rest = after.partition(b"</w:style>")
    style = style.replace(b"<w:rPr>", b"<w:rPr>" + run.encode(), 1)
    said = f"<w:pPr>{paragraph}</w:pPr>".encode()
    style = style.replace(b"<w:rPr>", said + b"<w:rPr>", 1)
    return write_parts({**parts, "word/styles.xml": before + found + style + end + rest})


@pytest.mark.parametrize(
    ("paragraph", "run", "says", "never"),
    one_in(
        4,
        [
            ('<w:ind w:firstLine="720"/>', "", "ind firstLine", "720"),
            ('<w:ind w:left="567" w:right="283"/>', "", "ind right", "283"),
            ('<w:jc w:val="center"/>', "", "jc val", "center"),
            ('<w:jc w:val="both"/>', "", "jc val", "both"),
            ("", "<w:caps/>", "caps val", "1"),
            ("", "<w:smallCaps/>", "smallCaps val", "1"),
            ('<w:numPr><w:numId w:val="77"/></w:numPr>', "", "numId val", "77"),
            ("<w:pageBreakBefore/>", "", "pageBreakBefore val", "1"),
            ("<w:bidi/>", "", "bidi val", "1"),
            ('<w:spacing w:line="200" w:lineRule="exact"/>', "", "spacing lineRule", "exact"),
            ('<w:outlineLvl w:val="0"/>', "", "outlineLvl val", "0"),
            ("", "<w:vanish/>", "vanish val", "1"),
            ("", "<w:strike/>", "strike val", "1"),
            ("", '<w:u w:val="single"/>', "u val", "single"),
            ("", '<w:vertAlign w:val="superscript"/>', "vertAlign val", "superscript"),
        ],
    ),
)
def test_added_styles_do_not_take_what_is_for_letters(paragraph: str, run: str, says: str, never: str) -> None:
    shell = prepare_shell(with_normal(paragraph, run), "corporate.docx")
    assert effective(shell, "normal")[says] == never
    for name in ADDED:
        found = effective(shell, name)
        is_own = (name, says) in (("policy paragraph", "ind firstLine"), ("front heading", "outlineLvl val"))
        assert is_own or found.get(says, "") != never, name
    assert codes(check_shell(shell, "corporate.docx")) == set()


def test_added_styles_of_a_plain_letterhead_say_no_more_than_they_need() -> None:
    plain_one = effective(prepare_shell(letterhead(), "corporate.docx"), "table text")
    assert "jc val" not in plain_one
    assert "ind firstLine" not in plain_one


@pytest.mark.parametrize(("own", "comes_out"), [("", "left"), ('<w:jc w:val="center"/>', "center")])
def test_headings_that_are_numbered_now_are_centred_only_where_they_say_so(own: str, comes_out: str) -> None:
    source = with_normal('<w:jc w:val="center"/>')
    parts = read_parts(source, "a.docx")
    before, name, after = parts["word/styles.xml"].partition(b'<w:name w:val="heading 1"/>')
    parts["word/styles.xml"] = before + name + after.replace(b"</w:pPr>", own.encode() + b"</w:pPr>", 1)
    shell = prepare_shell(write_parts(parts), "corporate.docx")
    assert effective(shell, "heading 1")["jc val"] == comes_out
    assert effective(shell, "heading 2")["jc val"] == "left"


@pytest.mark.parametrize(
    ("run", "paragraph", "colour"),
    [
        ('<w:color w:val="808080"/>', "", "404040"),
        ('<w:color w:val="FFFFFF"/>', '<w:shd w:val="clear" w:fill="1F3864"/>', "FFFFFF"),
        ('<w:color w:val="1F3864"/>', '<w:shd w:val="clear" w:fill="000000"/>', "FFFFFF"),
        ('<w:color w:val="595959"/>', "", "595959"),
        ('<w:color w:val="auto"/>', "", "auto"),
    ],
)
def test_words_of_added_styles_can_be_read_and_keep_the_councils_colour_where_it_can(
    run: str, paragraph: str, colour: str
) -> None:
    shell = prepare_shell(with_normal(paragraph, run), "corporate.docx")
    look = read_look(read_written(shell).file)
    assert look.text["policy paragraph"].colour == look.text["table text"].colour == colour
    named = [each.message for each in check_shell(shell, "corporate.docx") if each.code == "shell-contrast"]
    assert "the colour of the text" not in "".join(named)
