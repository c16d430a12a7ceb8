"""`shell`: a Word file checked as the shell of policies, or made into one."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document as new_word_file
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from policybuilder import api
from policybuilder.library.workspace import built_in_root
from policybuilder.lifecycle.shells import sample_in
from tests.cli.conftest import Run
from tests.new_docx import new_docx
from tests.workspaces import profile

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHIPPED = built_in_root() / "templates/word/policy.docx"


@pytest.fixture
def letterhead(empty: Path) -> Path:
    """A council's letterhead: a name in the header, and an empty page."""
    made = new_docx()
    made.sections[0].header.paragraphs[0].text = "Riverton Council"
    made.save("letterhead.docx")
    return empty / "letterhead.docx"


def test_the_shipped_shell_is_ready(run: Run, empty: Path) -> None:
    result = run("shell", "check", str(SHIPPED))
    assert result.exit_code == 0
    assert result.stdout == f"{SHIPPED} is ready to be used as a shell\n"


def test_what_a_letterhead_lacks_is_told_with_what_puts_it_right(run: Run, letterhead: Path) -> None:
    result = run("shell", "check", letterhead.name)
    assert result.exit_code == 1
    assert "letterhead.docx: error: " in result.stdout
    assert "policybuilder shell prepare" in result.stdout
    *_, count, brought = result.stdout.rstrip().splitlines()
    assert count.split()[1].startswith("error")
    assert brought == "brings into every document the words “Riverton Council”, in a header, paragraph 1"


def test_a_file_that_is_no_word_file_is_told(run: Run, empty: Path) -> None:
    (empty / "letter.docx").write_bytes(b"not a Word file")
    result = run("shell", "check", "letter.docx")
    assert result.exit_code == 1
    assert result.stdout.startswith("letter.docx: error: ")


def test_a_file_that_is_not_there_is_told(run: Run, empty: Path) -> None:
    result = run("shell", "check", "none.docx")
    assert result.exit_code == 2
    assert "'none.docx' does not exist" in result.stderr


def test_a_letterhead_is_made_a_shell_and_stays_as_it_was(run: Run, letterhead: Path) -> None:
    before = letterhead.read_bytes()
    result = run("shell", "prepare", letterhead.name, "-o", "own.docx")
    assert result.exit_code == 0, result.output
    assert result.stdout == (
        "own.docx written; copy it into a workspace, and write word_shell: templates/word/own.docx in a profile\n"
        "brings into every document the words “Riverton Council”, in a header, paragraph 1\n"
    )
    assert letterhead.read_bytes() == before
    assert "error" not in run("shell", "check", "own.docx").stdout


def test_a_shell_that_was_prepared_builds_a_policy_in_the_letterhead(run: Run, letterhead: Path, root: Path) -> None:
    prepared = run("shell", "prepare", str(letterhead), "-o", "templates/word/own.docx")
    assert "; to use it, write word_shell: templates/word/own.docx in a profile\n" in prepared.stdout
    profile(root, "word_shell: templates/word/own.docx\n")
    result = run("build", "--format", "word")
    assert result.exit_code == 0, result.output
    made = new_word_file("output/riverton/policy/draft/policy.docx")
    assert any("Riverton Council" in each.text for each in made.sections[0].header.paragraphs)


def test_a_file_that_is_there_is_written_over_only_when_told(run: Run, letterhead: Path) -> None:
    own = letterhead.with_name("own.docx")
    own.write_bytes(b"mine")
    result = run("shell", "prepare", letterhead.name, "-o", "own.docx")
    assert result.exit_code == 1
    assert result.stderr == (
        "own.docx: error: the file is there already [file-exists]\n  hint: choose another name, or --force\n"
    )
    assert own.read_bytes() == b"mine"
    assert run("shell", "prepare", letterhead.name, "-o", "own.docx", "--force").exit_code == 0
    assert own.read_bytes() != b"mine"


def test_what_cannot_be_prepared_is_told_and_nothing_is_written(run: Run, empty: Path) -> None:
    (empty / "letter.docx").write_bytes(b"not a Word file")
    result = run("shell", "prepare", "letter.docx", "-o", "own.docx")
    assert result.exit_code == 1
    assert result.stderr.startswith("letter.docx: error: ")
    assert not (empty / "own.docx").exists()


@pytest.fixture
def active(letterhead: Path) -> Path:
    """A letterhead with a field that starts a program, and a link to the web."""
    made = new_word_file(str(letterhead))
    field = '<w:fldSimple {} w:instr=" DDEAUTO x "><w:r><w:t>Town Hall</w:t></w:r></w:fldSimple>'.format(nsdecls("w"))
    made.add_paragraph()._p.append(parse_xml(field))
    made.part.relate_to("https://riverton.example", f"{OFFICE}/hyperlink", is_external=True)
    made.save(str(letterhead))
    return letterhead


def test_what_a_letterhead_holds_that_runs_is_named_with_its_place_and_what_it_brings_is_listed(
    run: Run, active: Path
) -> None:
    result = run("shell", "check", active.name)
    assert result.exit_code == 1
    assert (
        "error: the field DDEAUTO, which starts another program, in the document (word/document.xml)" in result.stdout
    )
    assert "\nbrings into every document a link to https://riverton.example\n" in result.stdout


def test_what_runs_is_taken_out_only_when_that_is_asked_for_and_each_is_said(run: Run, active: Path) -> None:
    refused = run("shell", "prepare", active.name, "-o", "own.docx")
    assert refused.exit_code == 1
    assert "--take-out" in refused.stderr
    assert not Path("own.docx").exists()
    result = run("shell", "prepare", active.name, "-o", "own.docx", "--take-out")
    assert result.exit_code == 0, result.output
    assert "taken out: the field DDEAUTO, which starts another program, in the document" in result.stdout
    assert "Town Hall" in [paragraph.text for paragraph in new_word_file("own.docx").paragraphs]


# What only a person can say ------------------------------------------------------------------------------


@pytest.fixture
def letter(letterhead: Path) -> Path:
    """A letterhead with a letter in it, behind a cover in a section of its own."""
    made = new_word_file(str(letterhead))
    made.add_paragraph("Corporate cover")
    made.add_section()
    made.add_paragraph("Dear Sir or Madam")
    made.save(str(letterhead))
    return letterhead


def on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what is typed come from a terminal."""
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True, raising=False)


def texts(name: str) -> list[str]:
    return [each.text for each in new_word_file(name).paragraphs]


def test_without_a_terminal_nothing_is_guessed_and_what_to_type_is_told(run: Run, letter: Path) -> None:
    result = run("shell", "prepare", letter.name, "-o", "own.docx")
    assert result.exit_code == 1
    assert (
        "letterhead.docx: error: the file has 2 sections: which takes the policy? [shell-which-section]"
        in result.stderr
    )
    assert "hint: add --section and its number. 1: upright" in result.stderr
    assert "2 paragraphs of its own would stand in every policy: “Corporate cover”, “Dear Sir" in result.stderr
    assert "hint: add --keep-text to keep, or --drop-text to leave out" in result.stderr
    assert not Path("own.docx").exists()


@pytest.mark.parametrize(("word", "stays"), [("--keep-text", True), ("--drop-text", False)])
def test_the_text_is_kept_or_left_out_as_was_said(run: Run, letter: Path, word: str, stays: bool) -> None:
    result = run("shell", "prepare", letter.name, "-o", "own.docx", "--section", "2", word)
    assert result.exit_code == 0, result.output
    assert ("Dear Sir or Madam" in texts("own.docx")) == stays
    assert "Corporate cover" in texts("own.docx")
    assert ("left out: the words “Dear Sir or Madam”, in the document, paragraph 3\n" in result.stdout) != stays


def test_on_a_terminal_it_is_asked(run: Run, letter: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    on_a_terminal(monkeypatch)
    result = run("shell", "prepare", letter.name, "-o", "own.docx", typed="3\n2\nnothing\ndrop\n")
    assert result.exit_code == 0, result.output
    assert "2: upright, text" in result.stdout
    assert "“Dear Sir or Madam”, in the document, paragraph 3" in result.stdout
    assert "Dear Sir or Madam" not in texts("own.docx")
    assert run("shell", "prepare", letter.name, "-o", "b.docx", "--section", "1", typed="keep\n").exit_code == 0
    assert "Corporate cover" in texts("b.docx")


def test_a_program_is_told_the_same_and_asked_nothing(run: Run, letter: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    on_a_terminal(monkeypatch)
    told = json.loads(run("shell", "prepare", letter.name, "-o", "own.docx", "--json").stdout)
    assert {each["code"] for each in told["problems"]} == {"shell-which-section", "shell-own-text"}
    asked = api.shell_questions(letter, section=2)
    assert [own.words for own in asked.text] == ["Dear Sir or Madam"]
    made = api.prepare_shell(letter, section=2, keep_text=False)
    assert made.as_json()["left_out"] == [
        {"what": "the words “Dear Sir or Madam”, in the document, paragraph 3", "done": "left out"}
    ]


# A picture of it -----------------------------------------------------------------------------------------


def test_where_the_pages_cannot_be_drawn_that_is_said(
    run: Run, letterhead: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    result = run("shell", "check", letterhead.name, "--preview", "pages")
    assert result.exit_code == 1
    assert (
        "LibreOffice: error: LibreOffice is not on this machine, and a PDF is made by it [no-office]" in result.stderr
    )
    assert not Path("pages").exists()


def test_the_section_and_the_text_of_a_preview_are_those_that_were_named(run: Run, empty: Path) -> None:
    made = new_docx()
    made.add_paragraph("A cover of our own")
    made.add_section()
    made.add_paragraph("Dear Sir or Madam")
    made.save("cover.docx")

    def lines(**said: Any) -> list[str]:
        drawn = new_word_file(BytesIO(sample_in(Path("cover.docx"), **said)))
        return [line.text for line in drawn.paragraphs if line.text]

    assert {"A cover of our own", "Dear Sir or Madam"} <= set(lines())
    assert "Dear Sir or Madam" not in lines(section=2, drop_text=True)
    assert "A cover of our own" not in lines(section=1, drop_text=True)
    assert lines(section=1)[-1] == "Dear Sir or Madam"
    assert lines(section=2)[-1] != "Dear Sir or Madam"
    result = run("shell", "check", "cover.docx", "--preview", "pages", "--section", "9")
    assert result.exit_code == 1
    assert "[shell-no-section]" in result.stderr


def test_what_is_said_of_a_preview_without_one_is_refused(run: Run, letterhead: Path) -> None:
    for said in (("--section", "1"), ("--drop-text",), ("--keep-text",)):
        result = run("shell", "check", letterhead.name, *said)
        assert result.exit_code == 2
        assert "are for --preview" in result.stderr


@pytest.mark.long
@pytest.mark.office
def test_a_sample_policy_in_a_letterhead_is_drawn_page_by_page(run: Run, letterhead: Path) -> None:
    result = run("shell", "check", letterhead.name, "--preview", "pages")
    pages = sorted(Path("pages").iterdir())
    assert len(pages) > 2
    assert all(page.read_bytes().startswith(b"\x89PNG") for page in pages)
    assert all(f"{page} written\n" in result.stdout for page in pages)
    assert [len(page) for page in api.preview_shell(letterhead)] == [page.stat().st_size for page in pages]
