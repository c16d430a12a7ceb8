"""`shell`: a Word file checked as the shell of policies, or made into one."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document as new_word_file
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from policybuilder.library.workspace import built_in_root
from tests.cli.conftest import Run
from tests.workspaces import profile

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHIPPED = built_in_root() / "templates/word/policy.docx"


@pytest.fixture
def letterhead(empty: Path) -> Path:
    """A council's letterhead: a name in the header, and an empty page."""
    made = new_word_file()
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
    assert result.stdout.rstrip().splitlines()[-1].split()[1].startswith("error")


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
    assert result.stdout.endswith("brings into every document a link to https://riverton.example\n")


def test_what_runs_is_taken_out_only_when_that_is_asked_for_and_each_is_said(run: Run, active: Path) -> None:
    refused = run("shell", "prepare", active.name, "-o", "own.docx")
    assert refused.exit_code == 1
    assert "--take-out" in refused.stderr
    assert not Path("own.docx").exists()
    result = run("shell", "prepare", active.name, "-o", "own.docx", "--take-out")
    assert result.exit_code == 0, result.output
    assert "taken out: the field DDEAUTO, which starts another program, in the document" in result.stdout
    assert "Town Hall" in [paragraph.text for paragraph in new_word_file("own.docx").paragraphs]
