from __future__ import annotations

import io
import runpy
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policybuilder.errors import PolicyBuilderError
from policybuilder.ooxml.zip import read_parts, write_parts
from policybuilder.writers.word.shell.check import check_shell
from policybuilder.writers.word.shell.prepare import prepare_shell
from policybuilder.writers.word.shell.ready import NEEDED_STYLES
from policybuilder.writers.word.shell.tags import TAGS
from policybuilder.writers.word.write import write_word
from tests.writers.sample import sample
from tests.writers.word_reading import read_written, words
from tests.writers.word_shells import SHELL, SHIPPED, changed, codes, footer, plain

# The shipped shell ---------------------------------------------------------------------------------------


def test_the_shipped_shell_is_faultless() -> None:
    assert check_shell(SHELL, "policy.docx") == ()


def test_the_shipped_shell_is_the_one_its_script_makes() -> None:
    script = runpy.run_path(str(SHIPPED.with_name("make_shell.py")))
    made = read_parts(script["make_shell"](), "made.docx")
    assert made == read_parts(SHELL, "policy.docx"), "run python templates/word/make_shell.py"


def test_every_tag_and_style_that_a_shell_needs_is_in_the_manual() -> None:
    manual = Path("docs/word.md").read_text(encoding="utf-8").lower()
    assert [tag for tag in TAGS if tag not in manual] == []
    bases = {style.lower().removesuffix(" 2").removesuffix(" 3") for style in NEEDED_STYLES}
    assert [style for style in sorted(bases) if style not in manual] == []


# What is not a shell -------------------------------------------------------------------------------------


def zipped(**entries: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        (b"", "docx-empty", "empty"),
        (b"hello", "docx-not-docx", "not a Word document"),
        (b"%PDF-1.7", "docx-is-pdf", "PDF"),
        (b"{\\rtf1", "docx-is-rtf", "rich text"),
        (OLE, "docx-is-doc", "old Word document (.doc)"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "docx-encrypted", "encrypted"),
        (SHELL[:2000], "docx-damaged", "ends too soon"),
        (zipped(a=b"b"), "docx-not-docx", "a zip, but"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.text"), "docx-is-odt", "OpenDocument"),
    ],
)
def test_what_is_no_word_document_is_said_to_be_none(content: bytes, code: str, says: str) -> None:
    (problem,) = check_shell(content, "corporate.docx")
    assert (problem.code, problem.location.path) == (code, "corporate.docx")
    assert says in problem.message
    assert problem.hint
    with pytest.raises(PolicyBuilderError):
        prepare_shell(content, "corporate.docx")
    with pytest.raises(PolicyBuilderError):
        write_word(sample(), content, "corporate.docx")


def test_a_file_that_unzips_to_too_much_is_refused() -> None:
    parts = read_parts(SHELL, "shell.docx")
    bomb = write_parts({**parts, "word/media/image.bmp": b"\0" * (65 * 1024 * 1024)})
    assert len(bomb) < 500_000
    assert codes(check_shell(bomb, "bomb.docx")) == {"docx-too-large"}


def test_a_zip_that_lies_about_its_sizes_is_refused() -> None:
    honest = zipped(**{"[Content_Types].xml": b" " * 5000})
    lying = honest.replace(struct.pack("<L", 5000), struct.pack("<L", 50))
    assert codes(check_shell(lying, "lying.docx")) <= {"docx-too-large", "docx-damaged"}


def test_macros_are_refused() -> None:
    with_macros = write_parts({**read_parts(SHELL, "shell.docx"), "word/vbaProject.bin": b"x"})
    assert "docx-macros" in codes(check_shell(with_macros, "corporate.docm"))
    with pytest.raises(PolicyBuilderError, match="macros"):
        prepare_shell(with_macros, "corporate.docm")


def test_xml_that_is_damaged_or_has_a_doctype_is_refused() -> None:
    for head in (b"<broken", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><w:ftr xmlns:w="urn:x">&a;</w:ftr>'):
        parts = read_parts(SHELL, "shell.docx")
        found = codes(check_shell(write_parts({**parts, "word/footer1.xml": head}), "x.docx"))
        assert found == {"docx-damaged-xml" if head == b"<broken" else "docx-entities"}


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=200), st.integers(0, len(SHELL) - 1))
def test_any_damage_is_a_problem_or_harmless_never_a_crash(noise: bytes, at: int) -> None:
    check_shell(SHELL[:at] + noise + SHELL[at + len(noise) :], "noise.docx")


# Tags ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tags", "code", "says"),
    [
        ("{{ verson }}", "shell-unknown-tag", 'unknown tag "verson"'),
        ("{{ version }", "shell-broken-tag", "a footer"),
        ("{% if draft %}x", "shell-broken-tag", "a footer"),
        ("{{ title | upper }}", "shell-broken-tag", "filter"),
        ("{{ title.upper() }}", "shell-broken-tag", "call"),
        ("{{ 9 ** 9 }}", "shell-broken-tag", "a sum (*)"),
        ("{% for a in control %}" * 3 + "{{ a.id }}" + "{% endfor %}" * 3, "shell-broken-tag", "within a for"),
        ("{% set x = 1 %}", "shell-broken-tag", '"set"'),
        ("{{p body }}", "shell-broken-tag", "body"),
        ("{% for row in control %}{{ row.value }}{% endfor %}", "shell-broken-tag", "{{r row.value }}"),
    ],
)
def test_a_tag_that_does_not_work_is_reported(tags: str, code: str, says: str) -> None:
    problems = check_shell(footer(tags), "corporate.docx")
    assert code in codes(problems)
    assert any(says in f"{problem.message}" for problem in problems), problems


def test_the_nearest_tag_is_offered() -> None:
    (problem,) = check_shell(footer("{{ verson }}"), "corporate.docx")
    assert 'did you mean "version"?' in problem.hint


def test_a_tag_that_word_has_cut_up_still_works() -> None:
    cut = '{{ ver</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">sion }}'
    shell = footer(cut)
    assert check_shell(shell, "corporate.docx") == ()
    assert words(read_written(write_word(sample(), shell)).file.tree("word/footer1.xml")).startswith("0.3\t")


def test_typographic_quotes_in_a_tag_work() -> None:
    assert check_shell(footer("{% if status == “Draft” %}Draft{% endif %}"), "corporate.docx") == ()


def test_the_slot_must_stand_alone_and_once() -> None:
    inside = changed("word/document.xml", b"{{p body }}", b"Before {{ body }}")
    assert "shell-broken-tag" in codes(check_shell(inside, "corporate.docx"))
    twice = changed("word/document.xml", b"{{p contents }}", b"{{p body }}")
    assert "shell-broken-tag" in codes(check_shell(twice, "corporate.docx"))


def test_a_shell_without_contents_or_control_table_is_warned_about() -> None:
    without = changed("word/document.xml", b"{{p contents }}", b"Contents follow")
    assert codes(check_shell(without, "corporate.docx")) == set()
    assert codes(check_shell(without, "corporate.docx"), "warning") == {"shell-missing-tag"}


# Styles and settings -------------------------------------------------------------------------------------


def test_what_a_plain_document_lacks_is_said_all_at_once() -> None:
    problems = check_shell(plain(), "plain.docx")
    assert codes(problems) == {"shell-missing-style", "shell-missing-tag", "shell-no-slot", "shell-numbering"}
    assert codes(problems, "warning") == {
        "shell-compatibility", "shell-contrast", "shell-language", "shell-missing-tag", "shell-page-numbers",
        "shell-page-size", "shell-small-text",
    }  # fmt: skip
    assert all(problem.hint for problem in problems)


def test_numbers_that_would_differ_from_the_documents_are_an_error() -> None:
    other = changed("word/numbering.xml", b'w:lvlText w:val="%1.%2.%3"', b'w:lvlText w:val="(%3)"')
    (problem,) = check_shell(other, "corporate.docx")
    assert (problem.code, problem.severity) == ("shell-numbering", "error")
    assert 'its numbers read "(%3)", not "%1.%2.%3"' in problem.message


def test_a_point_after_a_number_is_let_pass() -> None:
    assert check_shell(changed("word/numbering.xml", b'w:lvlText w:val="%1"', b'w:lvlText w:val="%1."'), "x") == ()


@pytest.mark.parametrize(
    ("part", "old", "new", "code"),
    [
        ("word/styles.xml", b'w:lang w:val="en-GB"', b'w:lang w:val="en-US"', "shell-language"),
        ("word/styles.xml", b'w:val="1F3864"', b'w:val="FFC000"', "shell-contrast"),
        ("word/settings.xml", b'w:val="15"', b'w:val="12"', "shell-compatibility"),
        ("word/document.xml", b'w:w="11906" w:h="16838"', b'w:w="12240" w:h="15840"', "shell-page-size"),
        ("word/footer1.xml", b" PAGE ", b" DATE ", "shell-page-numbers"),
        (
            "word/settings.xml",
            b"<w:defaultTabStop",
            b'<w:documentProtection w:edit="readOnly" w:enforcement="1"/><w:defaultTabStop',
            "shell-protected",
        ),
    ],
)
def test_what_reads_or_opens_badly_is_a_warning(part: str, old: bytes, new: bytes, code: str) -> None:
    problems = check_shell(changed(part, old, new), "corporate.docx")
    assert codes(problems) == set()
    assert codes(problems, "warning") == {code}


def test_a_shell_with_macros_is_not_written_in() -> None:
    with_macros = write_parts({**read_parts(SHELL, "shell.docx"), "word/vbaProject.bin": b"x"})
    with pytest.raises(PolicyBuilderError, match="macros"):
        write_word(sample(), with_macros, "corporate.docm")


def test_a_part_outside_the_files_folders_is_refused() -> None:
    assert codes(check_shell(write_parts({**read_parts(SHELL, "s"), "../out.xml": b"x"}), "x")) == {"docx-bad-name"}


@pytest.mark.parametrize("number", ["inf", "nan", "-1", "1e9", "x", ""])
def test_lengths_that_are_none_do_no_harm(number: str) -> None:
    styles = changed("word/styles.xml", b'w:line="240"', f'w:line="{number}"'.encode())
    lists = changed("word/numbering.xml", b'w:ilvl="8"', f'w:ilvl="{number}"'.encode(), styles)
    check_shell(lists, "corporate.docx")
    write_word(sample(), lists, "corporate.docx")
