"""Letterheads as programs write their packages: whatever opens in Word as a source gives files that open."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from lxml import etree

from policybuilder.errors import Problem
from policybuilder.ooxml.elements import as_bytes, rebound
from policybuilder.ooxml.names import CONTENT_TYPE, MAIN_TYPE, PACKAGE_RELATION, RELATION, WORD, w
from policybuilder.ooxml.package import content_types, part_named, relationships_in
from policybuilder.ooxml.zip import read_parts, write_parts
from policybuilder.redline import redline
from policybuilder.writers.word.shell.check import check_shell
from policybuilder.writers.word.shell.prepare import prepare_shell
from policybuilder.writers.word.write import write_word
from tests.redline.word import docx, p
from tests.some import one_in
from tests.writers.sample import sample
from tests.writers.word_shells import SHELL, codes, letterhead

STANDARD = f"{PACKAGE_RELATION}/metadata/core-properties"
BY_LIBREOFFICE = STANDARD.replace("/package/2006/", "/officedocument/2006/")


def left_out(shell: bytes) -> list[str]:
    return [problem.message for problem in check_shell(shell, "a.docx") if problem.code == "shell-left-out"]


def with_links(content: bytes, source: str, links: str) -> bytes:
    """Return a Word file in which a part ("" for the package) has more links."""
    parts = read_parts(content, "a.docx")
    folder, _, name = source.rpartition("/")
    where = f"{folder}/_rels/{name}.rels".lstrip("/")
    parts[where] = parts[where].replace(b"</Relationships>", links.encode() + b"</Relationships>")
    return write_parts(parts)


def link(kind: str, target: str, id: str = "rIdX") -> str:
    return f'<Relationship Id="{id}" Type="{kind}" Target="{target}"/>'


def with_first(content: bytes, xml: str) -> bytes:
    """Return a Word file with some XML at the start of its text."""
    parts = read_parts(content, "a.docx")
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", b"<w:body>" + xml.encode(), 1)
    return write_parts(parts)


def is_whole(content: bytes) -> bool:
    """Return whether every link leads somewhere, every id has a link, and the package has one set of properties."""
    parts = read_parts(content, "written.docx")
    for part in [name for name in ["", *parts] if not name.endswith(".rels")]:
        found = relationships_in(parts, part, "written.docx")
        if any(not link.external and not part_named(parts, part, link.target) for link in found):
            return False
        ids = {link.id for link in found}
        used = re.findall(rb'\sr:\w+="([^"]+)"', parts[part]) if part.startswith("word/") else []
        if not {id.decode() for id in used} <= ids:
            return False
    return sum(link.kind.endswith("core-properties") for link in relationships_in(parts, "", "written.docx")) == 1


# Prefixes ------------------------------------------------------------------------------------------------

PREFIXES = [
    {"x": WORD, "rel": RELATION},
    {"": WORD, "r": RELATION},
    {"r": WORD, "w": RELATION},
    {"ns0": WORD, "ns1": RELATION},
]


def in_prefixes(content: bytes, prefixes: Mapping[str, str]) -> bytes:
    """Return a Word file with its names in other prefixes, in every part."""
    parts = read_parts(content, "a.docx")
    for part, xml in parts.items():
        if part.endswith((".xml", ".rels")) and not part.startswith("docProps/"):
            root = etree.fromstring(xml)
            # An attribute has no namespace without a prefix, so a second one stands for those.
            also = {"word": WORD} if "" in prefixes else {}
            packaged = {"pkg": PACKAGE_RELATION} if root.tag.startswith(f"{{{PACKAGE_RELATION}}}") else {}
            typed = {"ct": CONTENT_TYPE} if root.tag.startswith(f"{{{CONTENT_TYPE}}}") else {}
            parts[part] = as_bytes(rebound(root, {**also, **prefixes, **packaged, **typed}))
    return write_parts(parts)


def canonical(content: bytes) -> dict[str, bytes]:
    """Return the parts with text of a Word file, whatever their prefixes."""
    found = {}
    for part, xml in read_parts(content, "a.docx").items():
        if part.startswith("word/") and part.endswith((".xml", ".rels")):
            found[part] = etree.tostring(rebound(etree.fromstring(xml), {"w": WORD}), method="c14n", exclusive=True)
    return found


@pytest.mark.parametrize("prefixes", one_in(4, PREFIXES), ids=str)
def test_a_shell_in_other_prefixes_is_the_same_shell(prefixes: Mapping[str, str]) -> None:
    other = in_prefixes(SHELL, prefixes)
    assert b"<w:p>" not in read_parts(other, "a.docx")["word/document.xml"]
    assert check_shell(other, "a.docx") == check_shell(SHELL, "a.docx")
    assert canonical(write_word(sample(), other)) == canonical(write_word(sample(), SHELL))


def test_a_letterhead_in_other_prefixes_is_prepared() -> None:
    shell = prepare_shell(in_prefixes(letterhead(), PREFIXES[1]), "a.docx")
    assert codes(check_shell(shell, "a.docx")) == set()
    assert is_whole(write_word(sample(), shell))


# Kinds of file -------------------------------------------------------------------------------------------

KINDS = {
    ".dotx": MAIN_TYPE.replace("document.main", "template.main"),
    ".dotm": "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    ".docm": "application/vnd.ms-word.document.macroEnabled.main+xml",
}


def as_kind(content: bytes, kind: str) -> bytes:
    parts = read_parts(content, "a.docx")
    types = parts["[Content_Types].xml"].replace(MAIN_TYPE.encode(), kind.encode())
    return write_parts({**parts, "[Content_Types].xml": types})


def main_type(content: bytes) -> str:
    return content_types(read_parts(content, "a.docx"), "a.docx").of("word/document.xml")


@pytest.mark.parametrize("ending", KINDS)
def test_a_template_and_a_file_that_may_have_macros_and_has_none_become_documents(ending: str) -> None:
    source = as_kind(letterhead(), KINDS[ending])
    shell = prepare_shell(source, f"corporate{ending}")
    assert main_type(shell) == main_type(write_word(sample(), shell)) == MAIN_TYPE
    old, new = (as_kind(docx(p(words)), KINDS[ending]) for words in ("The council must act.", "The council may act."))
    assert main_type(redline(old, new).content) == MAIN_TYPE


@pytest.mark.parametrize("part", ["word/vbaProject.bin", "word/other.bin", "word/VBAPROJECT.BIN"])
def test_macros_are_found_by_what_they_are(part: str) -> None:
    parts = read_parts(as_kind(letterhead(), KINDS[".docm"]), "a.docx")
    said = f'<Override PartName="/{part}" ContentType="application/vnd.ms-office.vbaProject"/></Types>'.encode()
    types = parts["[Content_Types].xml"].replace(b"</Types>", said)
    shell = write_parts({**parts, "[Content_Types].xml": types, part: b"x"})
    assert "docx-macros" in codes(check_shell(shell, "a.docx"))


# Properties, links and parts -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "target"),
    [
        (STANDARD, BY_LIBREOFFICE, "docProps/core.xml"),
        (BY_LIBREOFFICE, STANDARD, "docProps/core.xml"),
        (STANDARD, STANDARD, "/docProps/core2.xml"),
    ],
)
def test_a_second_set_of_properties_is_named_and_left_out(first: str, second: str, target: str) -> None:
    parts = read_parts(letterhead(), "a.docx")
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(STANDARD.encode(), first.encode())
    parts["docProps/core2.xml"] = parts["docProps/core.xml"]
    source = with_links(write_parts(parts), "", link(second, target))
    assert any("a second set of properties" in message for message in left_out(source))
    shell = prepare_shell(source, "a.docx")
    assert left_out(shell) == []
    assert is_whole(shell)
    assert is_whole(write_word(sample(), shell))


def test_a_letterhead_without_properties_is_given_some() -> None:
    parts = {part: xml for part, xml in read_parts(letterhead(), "a.docx").items() if part != "docProps/core.xml"}
    source = write_parts(parts)
    assert left_out(source) == []
    shell = prepare_shell(source, "a.docx")
    assert is_whole(shell)
    assert is_whole(write_word(sample(), shell))


PICTURE = (
    '<w:p><w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:embed="rIdX"/>'
    "</w:drawing></w:r></w:p>"
)
BROKEN = {
    "settings that are missing": ("", f"{RELATION}/webSettings", "webSettings9.xml"),
    "a header that is missing": (
        '<w:p><w:pPr><w:sectPr><w:headerReference w:type="even" r:id="rIdX"/></w:sectPr></w:pPr></w:p>',
        f"{RELATION}/header",
        "header9.xml",
    ),
    "a picture that is missing": (PICTURE, f"{RELATION}/image", "media/image9.png"),
    "a picture that Word lost": (PICTURE, f"{RELATION}/image", "NULL"),
    "an id without a link": (PICTURE, "", ""),
}


@pytest.mark.parametrize("kind", one_in(3, BROKEN))
def test_what_a_broken_letterhead_lacks_is_named_and_left_out(kind: str) -> None:
    xml, relation, target = BROKEN[kind]
    source = with_first(letterhead(), xml)
    if target:
        source = with_links(source, "word/document.xml", link(relation, target))
    (message,) = left_out(source)
    assert "missing" in message
    assert (target or "rIdX") in message
    shell = prepare_shell(source, "a.docx")
    assert left_out(shell) == []
    assert is_whole(shell)
    assert is_whole(write_word(sample(), shell))


# Dates ---------------------------------------------------------------------------------------------------

MOMENTS = {
    'SAVEDATE \\@ "d MMMM yyyy"': "saved",
    "CREATEDATE": "made",
    "PRINTDATE": "printed",
    'DOCPROPERTY "LastSavedTime"': "saved",
    "INFO CreateDate": "made",
}


def dated(instruction: str) -> list[Problem]:
    field = instruction.replace('"', "&quot;")
    shell = with_first(
        letterhead(), f'<w:p><w:fldSimple w:instr=" {field} "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'
    )
    return [problem for problem in check_shell(shell, "a.docx") if problem.code == "shell-date"]


@pytest.mark.parametrize("instruction", MOMENTS)
def test_a_field_that_says_when_the_file_was_saved_is_named(instruction: str) -> None:
    (problem,) = dated(instruction)
    assert f"when the file was {MOMENTS[instruction]}" in problem.message
    assert (problem.severity, problem.hint) == ("warning", "put the tag {{ date }} in its place")


@pytest.mark.parametrize("instruction", ["DATE", "PAGE", "DOCPROPERTY Company", "INFO Title", "STYLEREF SaveDate"])
def test_another_field_is_not(instruction: str) -> None:
    assert dated(instruction) == []


# Colours -------------------------------------------------------------------------------------------------


def coloured(style: str, run: str, paragraph: str = "") -> bytes:
    """Return a letterhead in which a style has more properties, last, so that they count."""
    parts = read_parts(letterhead(), "a.docx")
    root = etree.fromstring(parts["word/styles.xml"])
    (found,) = (node for node in root.iter(w("style")) if node.get(w("styleId")) == style)
    for name, xml in (("pPr", paragraph), ("rPr", run)):
        old = found.find(w(name))
        if old is not None:
            found.remove(old)
        found.append(etree.fromstring(f'<w:{name} xmlns:w="{WORD}">{xml}</w:{name}>'))
    return write_parts({**parts, "word/styles.xml": as_bytes(root)})


def pale(shell: bytes) -> list[str]:
    return [problem.message for problem in check_shell(shell, "a.docx") if problem.code == "shell-contrast"]


WHITE = '<w:color w:val="FFFFFF"/><w:sz w:val="28"/>'
BAND = '<w:shd w:val="clear" w:color="auto" w:fill="1F3864"/>'
BRIGHT = '<w:shd w:val="clear" w:color="auto" w:fill="FFE599"/>'


@pytest.mark.parametrize(
    ("style", "run", "paragraph", "says"),
    [
        ("Heading1", WHITE, BAND, ""),
        ("Heading1", WHITE + BAND, "", ""),
        ("Heading1", WHITE + '<w:highlight w:val="darkBlue"/>', "", ""),
        ("Heading1", WHITE + '<w:highlight w:val="yellow"/>', "", "on the colour behind it (FFFF00)"),
        (
            "Heading1",
            WHITE,
            BRIGHT,
            'the style "Heading 1" has a contrast of 1.2 to 1 on the colour behind it (FFE599)',
        ),
        ("Heading1", WHITE, "", 'the style "Heading 1" has a contrast of 1.0 to 1 on white'),
        ("Heading1", WHITE, '<w:shd w:val="clear" w:fill="auto"/>', "on white"),
        (
            "Normal",
            '<w:color w:val="808080"/><w:sz w:val="24"/>',
            "",
            "the colour of the text has a contrast of 3.9 to 1",
        ),
    ],
)
def test_contrast_is_measured_against_what_is_behind_the_words(style: str, run: str, paragraph: str, says: str) -> None:
    found = [message for message in pale(coloured(style, run, paragraph)) if style != "Normal" or "the text" in message]
    assert len(found) == bool(says)
    assert says in "".join(found)


def test_contrast_is_measured_against_the_colour_of_the_page_where_word_shows_one() -> None:
    for shown, is_named in ((b"<w:displayBackgroundShape/>", True), (b"", False)):
        parts = read_parts(SHELL, "a.docx")
        main = parts["word/document.xml"].replace(b"<w:body>", b'<w:background w:color="102040"/><w:body>', 1)
        settings = re.sub(rb"(<w:settings[^>]*>)", rb"\1" + shown, parts["word/settings.xml"], count=1)
        found = pale(write_parts({**parts, "word/document.xml": main, "word/settings.xml": settings}))
        assert any("of the text" in message and "(102040)" in message for message in found) == is_named


def test_added_headings_take_the_band_with_the_light_words_on_it() -> None:
    shell = prepare_shell(coloured("Heading1", WHITE, BAND), "a.docx")
    styles = etree.fromstring(read_parts(shell, "a.docx")["word/styles.xml"])
    (front,) = (node for node in styles.iter(w("style")) if node.find(w("name")).get(w("val")) == "Front Heading")
    assert front.find(f"{w('rPr')}/{w('color')}").get(w("val")) == "FFFFFF"
    assert front.find(f"{w('pPr')}/{w('shd')}").get(w("fill")) == "1F3864"
    assert pale(shell) == []
