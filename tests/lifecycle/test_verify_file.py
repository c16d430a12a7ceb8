"""Which version's words a file holds: by the number that it prints, the record and a receipt; and each changed word."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from policybuilder.errors import PolicyBuilderError
from policybuilder.library.workspace import built_in_root
from policybuilder.lifecycle.receipts import receipt_of, receipt_text
from policybuilder.lifecycle.records import read_records
from policybuilder.lifecycle.verify_file import VerifiedFile, verify_file
from policybuilder.lifecycle.withdraw import Withdrawing, withdraw
from policybuilder.ooxml.zip import read_parts, write_parts
from tests import workspaces
from tests.lifecycle import story
from tests.some import one_in

PRINTED = ("policy.docx", "policy.md", "policy.html", "policy.body.html")
_BODY = """\
You must take care of seven things:

- people
- records

| Tool | Use |
| --- | --- |
| chat | drafts |

> A fixed wording.
"""


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the versions 1.0 and 1.1 of a policy with a list, a table and a quotation."""
    root = story.workspace(tmp_path_factory.mktemp("two") / "workspace")
    workspaces.clause(root, "care", _BODY)
    story.approved(root, minute="CAB/26/1")
    workspaces.clause(root, "care", _BODY.replace("seven", "eight"))
    story.approved(root, "1.1", minute="CAB/26/2", minor_because="One more thing")
    (root.parent / "receipt.txt").write_text(receipt_text([receipt_of(read_records(root, "riverton", "policy"))]))
    return root


def copied(root: Path, folder: Path, name: str, version: str = "1.1") -> Path:
    """Return a copy of a version's file, as somebody who was sent it has it."""
    return Path(shutil.copy(story.folder(root) / version / name, folder / name))


def change(file: Path, old: str, new: str) -> None:
    """Put words in the place of others in a file, as an editor would."""
    if file.suffix != ".docx":
        text = file.read_text()
        assert old in text
        file.write_text(text.replace(old, new))
        return
    parts = read_parts(file.read_bytes(), file.name)
    text = parts["word/document.xml"].decode()
    assert old in text
    file.write_bytes(write_parts({**parts, "word/document.xml": text.replace(old, new).encode()}))


def told(found: VerifiedFile) -> list[str]:
    return [problem.message for problem in found.problems]


# As approved --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", one_in(5, [*PRINTED, "policy.json"]))
def test_a_file_says_which_version_it_is_and_is_held_against_the_record(two: Path, tmp_path: Path, name: str) -> None:
    for version, state in (("1.0", "superseded"), ("1.1", "approved")):
        found = verify_file(copied(two, tmp_path, name, version), two)
        assert (found.profile, found.document, found.version, found.state) == ("riverton", "policy", version, state)
        assert found.record == f"output/riverton/policy/{version}"
        assert (found.proofs, found.problems, found.built) == (("number", "record"), (), True)


@pytest.mark.parametrize("name", PRINTED)
def test_without_a_workspace_the_number_that_it_prints_is_held_against_its_words(
    two: Path, tmp_path: Path, name: str
) -> None:
    found = verify_file(copied(two, tmp_path, name))
    assert (found.proofs, found.problems) == (("number",), ())
    assert found.number == found.prints


@pytest.mark.parametrize("name", PRINTED)
def test_the_clerks_receipt_proves_a_file_without_a_workspace(two: Path, tmp_path: Path, name: str) -> None:
    found = verify_file(copied(two, tmp_path, name), receipt=str(two.parent / "receipt.txt"))
    assert (found.proofs, found.problems) == (("number", "receipt"), ())


def test_a_file_that_was_saved_otherwise_and_lost_its_mark_is_known_by_title_and_version(
    two: Path, tmp_path: Path
) -> None:
    file = copied(two, tmp_path, "policy.docx")
    parts = read_parts(file.read_bytes(), file.name)
    parts = {name: content for name, content in parts.items() if not name.startswith("customXml/")}
    xml = parts["word/document.xml"].decode()
    cut = xml.replace("eight things", "ei</w:t></w:r><w:r><w:t>ght things")  # as Word cuts words into runs
    assert cut != xml
    file.write_bytes(write_parts({**parts, "word/document.xml": cut.encode()}))
    found = verify_file(file, two)
    assert (found.profile, found.version, found.built) == ("riverton", "1.1", False)
    assert (found.proofs, found.problems) == (("number", "record"), ())


# A changed word -----------------------------------------------------------------------------------------

WORDS = [
    ("people", "persons"),
    ("eight", "nine"),
    ("drafts", "decisions"),
    ("A fixed wording", "A loose wording"),
    ("must keep", "may keep"),
    ("AI policy", "ICT policy"),
    ("Head of Digital", "Head of Data"),
]


@pytest.mark.parametrize("name", PRINTED)
@pytest.mark.parametrize(("old", "new"), one_in(3, WORDS))
def test_a_changed_word_is_found_by_the_number_and_told_by_the_record(
    two: Path, tmp_path: Path, name: str, old: str, new: str
) -> None:
    file = copied(two, tmp_path, name)
    change(file, old, new)
    alone = verify_file(file)
    assert not alone.as_approved
    assert told(alone)[0].startswith("a word was changed: its words give the check number ")
    found = verify_file(file, two, str(two.parent / "receipt.txt"))
    assert found.proofs == ()
    shown = " ".join(told(found))
    assert all(word in shown for word in set(new.split()) - set(old.split())), shown
    assert "not as in version 1.1 of 2026-12-08" in shown
    assert f"its words are not those of version 1.1 in the receipt, {alone.prints}" in shown


@pytest.mark.parametrize("name", one_in(4, PRINTED))
def test_a_word_that_was_changed_together_with_the_number_is_found_by_record_and_receipt(
    two: Path, tmp_path: Path, name: str
) -> None:
    file = copied(two, tmp_path, name)
    change(file, "people", "persons")
    number = verify_file(file)
    change(file, number.prints, number.number)
    forged = verify_file(file)
    assert (forged.proofs, forged.problems) == (("number",), ())
    assert "people" in " ".join(told(verify_file(file, two)))
    assert not verify_file(file, receipt=str(two.parent / "receipt.txt")).as_approved


@pytest.mark.parametrize("name", PRINTED)
def test_a_row_of_the_record_is_outside_the_number_and_held_against_the_record(
    two: Path, tmp_path: Path, name: str
) -> None:
    file = copied(two, tmp_path, name)
    change(file, "CAB/26/2", "CAB/26/9")
    assert verify_file(file).proofs == ("number",)
    assert any("CAB/26/[-2-]{+9+}" in line or "CAB/26/9" in line for line in told(verify_file(file, two)))


def test_the_words_of_another_version_are_called_that(two: Path, tmp_path: Path) -> None:
    file = copied(two, tmp_path, "policy.md")
    change(file, "eight", "seven")
    text = re.sub(r"(?m)^\| 1\.1 \| 8 December.*\n", "", file.read_text())
    file.write_text(text)
    hints = [problem.hint for problem in verify_file(file, two).problems if problem.code == "changed" and problem.hint]
    (hint,) = hints
    assert hint.startswith("its words are those of version 1.0; use the file in output/riverton/policy/1.1/")
    found = verify_file(file, receipt=str(two.parent / "receipt.txt"))
    assert any("they are those of version 1.0" in line for line in told(found))


def test_a_line_of_the_contents_list_is_named_and_no_proof_against_the_text(two: Path, tmp_path: Path) -> None:
    file = copied(two, tmp_path, "policy.md")
    change(file, "[1.1 Care](#care)", "[1.1 Neglect](#care)")
    found = verify_file(file, two)
    assert (found.as_approved, found.proofs) == (True, ("number", "record"))
    assert told(found) == ["contents list: 1 line not as in version 1.1"]


def test_another_number_of_version_is_found_in_the_file_alone(two: Path, tmp_path: Path) -> None:
    file = copied(two, tmp_path, "policy.docx")
    change(file, ">1.1<", ">1.2<")
    assert "it says that it is version 1.2, and was built as 1.1" in told(verify_file(file))


def test_tracked_changes_are_told(two: Path, tmp_path: Path) -> None:
    file = copied(two, tmp_path, "policy.docx")
    mark = '<w:ins w:id="9001" w:author="A">'
    change(file, "people", f"people</w:t></w:r>{mark}<w:r><w:t>!</w:t></w:r></w:ins><w:r><w:t>")
    assert "it holds tracked changes, which are read here as accepted" in told(verify_file(file))


# What proves nothing ------------------------------------------------------------------------------------


def test_a_paper_and_a_draft_are_not_approved_versions(tmp_path: Path) -> None:
    from tests.lifecycle.test_paper import paper

    root = story.workspace(tmp_path / "workspace")
    paper(root)
    found = verify_file(story.folder(root) / "paper/policy.docx", root)
    assert told(found) == ["this is the paper for a meeting: nobody has approved it as it stands"]


def test_a_file_from_elsewhere_proves_nothing(two: Path, tmp_path: Path) -> None:
    file = tmp_path / "other.md"
    file.write_text("# A policy\n\n## 1 Rules\n\nTake care.\n")
    assert told(verify_file(file, two)) == ["it prints no check number, and no record of it is here"]
    page = tmp_path / "page.html"
    page.write_text("<html><body><h1>A policy</h1><p>Take care.</p></body></html>")
    with pytest.raises(PolicyBuilderError, match="this is no page that policybuilder built"):
        verify_file(page, two)


def test_a_record_that_is_not_whole_proves_nothing(two: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(two, tmp_path / "workspace"))
    file = copied(root, tmp_path, "policy.docx")
    change(file, "people", "persons")
    kept = story.folder(root) / "1.1/policy.docx"
    shutil.copy(file, kept)
    found = verify_file(file, root)
    assert "the record's own file is missing or not as approved" in told(found)
    (story.folder(root) / "1.1/manifest.json").write_text("{")
    assert any("the manifest is damaged" in line for line in told(verify_file(file, root)))


def test_a_version_that_was_withdrawn_is_as_approved_and_that_is_said(two: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(two, tmp_path / "workspace"))
    withdraw(root, "riverton", "policy", Withdrawing("1.1", "Cabinet", story.DAY, "A mistake"), story.NOW, "1")
    found = verify_file(story.folder(root) / "1.1/policy.md", root)
    assert (found.state, found.as_approved) == ("withdrawn", True)
    assert told(found) == ["version 1.1 was withdrawn"]


def test_a_receipt_from_before_a_version_and_one_of_another_policy_say_so(two: Path, tmp_path: Path) -> None:
    records = read_records(two, "riverton", "policy")
    early = tmp_path / "early.txt"
    early.write_text(receipt_text([receipt_of(records.until("1.0"))]))
    file = copied(two, tmp_path, "policy.md")
    assert told(verify_file(file, receipt=str(early))) == ["version 1.1 is not in the receipt"]
    early.write_text(early.read_text().replace("riverton/policy", "riverton/guide"))
    assert told(verify_file(file, receipt=str(early))) == ["this is no receipt of riverton/policy"]
    with pytest.raises(PolicyBuilderError, match="a number proves records, not a file"):
        verify_file(file, receipt="4821 9930 1745 2206 3317")


# Made otherwise -----------------------------------------------------------------------------------------


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    """Version 1.0 of a guide of a page, whose Word file prints document control in its footer alone."""
    root = story.workspace(tmp_path / "workspace")
    shutil.copy(built_in_root() / "templates/word/guide.docx", root / "templates/word/guide.docx")
    template = root / "templates/policy.yaml"
    text = template.read_text().replace("shell: word/policy.docx", "shell: word/guide.docx\nopening: compact")
    template.write_text(text)
    assert story.approved(root).notes == ()
    return root


@pytest.mark.parametrize("name", one_in(4, PRINTED))
def test_a_guide_without_a_control_table_has_a_number_of_its_text(guide: Path, tmp_path: Path, name: str) -> None:
    file = copied(guide, tmp_path, name, "1.0")
    found = verify_file(file)
    assert (found.proofs, found.covers_control) == (("number",), False)
    change(file, "take care", "take heed")
    assert not verify_file(file).as_approved


def test_a_guide_that_lost_the_marks_of_its_clauses_has_the_same_number(guide: Path, tmp_path: Path) -> None:
    file = copied(guide, tmp_path, "policy.docx", "1.0")
    change(file, 'w:val="clause:', 'w:val="lost:')
    found = verify_file(file, guide)
    assert (found.proofs, found.problems, found.built) == (("number", "record"), (), False)


@pytest.mark.rest
@pytest.mark.office
@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_a_file_that_libreoffice_saved_has_the_same_number_and_a_word_changed_in_it_is_found(
    two: Path, tmp_path: Path
) -> None:
    file = copied(two, tmp_path, "policy.docx")
    office = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = ["soffice", office, "--headless", "--convert-to", "docx", "--outdir", str(tmp_path / "out"), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    saved = tmp_path / "out/policy.docx"
    found = verify_file(saved, two, str(two.parent / "receipt.txt"))
    assert (found.proofs, found.problems, found.built) == (("number", "record", "receipt"), (), False)
    change(saved, "records", "notes")
    assert "records" in " ".join(told(verify_file(saved, two)))
