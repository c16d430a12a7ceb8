"""Versions that the first release of the program approved: every later one verifies, compares and continues them.

tests/golden/versions-1/ holds them byte for byte. A workspace is made of the sources that the last of them keeps.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from policybuilder.cli import main
from policybuilder.library.library import open_library
from policybuilder.library.workspace import open_workspace
from policybuilder.lifecycle.approve import Approval, Approved, approve
from policybuilder.lifecycle.frozen import frozen_document
from policybuilder.lifecycle.records import read_records
from policybuilder.lifecycle.verify import verify_document
from tests.lifecycle import story, year
from tests.some import one_in

KEPT = Path(__file__).parent.parent / "golden" / "versions-1"
VERSIONS = KEPT / "output" / year.COUNCIL / year.DOCUMENT
_TIERS = """\
  risk_tiers:
    - {id: '1', name: Minimal, meaning: Personal help}
    - {id: '2', name: High, meaning: The rest}
"""
POLICY = f"{year.COUNCIL}/{year.DOCUMENT}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The versions in a workspace with the profile, clauses and template that 2.0 was made of."""
    shutil.copytree(KEPT / "output", tmp_path / "output")
    with zipfile.ZipFile(VERSIONS / "2.0/sources.zip") as archive:
        archive.extractall(tmp_path, [name for name in archive.namelist() if not name.startswith("built-in/")])
    # What this release asks of every council, and the workspace of that time left to a default that says otherwise.
    amend(tmp_path, f"profiles/{year.COUNCIL}.yaml", "\nparameters:\n", f"\nparameters:\n{_TIERS}")
    return tmp_path


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--workspace", str(root), *words])


def test_the_files_are_the_bytes_that_were_approved() -> None:
    for folder in sorted(path.parent for path in VERSIONS.glob("*/manifest.json")):
        manifest = json.loads((folder / "manifest.json").read_bytes())
        assert manifest["format"] == 1
        for name, digest in manifest["files"].items():
            assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    last = hashlib.sha256((VERSIONS / "2.0/manifest.json").read_bytes()).hexdigest()
    assert last == "6894f591754cb7caeee96fdf8cd43fe40239a3f2d38b76b9077f3b200927a9eb", (
        "nothing but this proves the last manifest"
    )


def test_they_verify_and_an_altered_byte_is_still_named(root: Path) -> None:
    good = run(root, "verify")
    assert (good.exit_code, good.output) == (0, f"{POLICY}: 4 versions, 24 files: as approved\n")
    manifest = root / "output" / POLICY / "1.1/manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(b"OD/27/31", b"OD/27/32"))
    bad = run(root, "verify")
    assert bad.exit_code == 1
    assert "the manifest of 1.1 was altered after 1.2 was recorded" in bad.output


def test_history_and_review_read_them(root: Path) -> None:
    records = json.loads(run(root, "history", year.COUNCIL, "--json").output)["result"]
    told = [(record["version"], record["date"], record["by"], record["kind"]) for record in records]
    assert told == [
        ("1.0", "2026-12-08", year.CABINET, "major"),
        ("1.1", "2027-02-15", year.OFFICER, "minor"),
        ("1.2", "2027-05-04", year.OFFICER, "minor"),
        ("2.0", "2027-11-16", year.CABINET, "major"),
    ]
    (review,) = json.loads(run(root, "review", "--json").output)["result"]
    assert (review["version"], review["review"]) == ("2.0", "2028-12-01")


def test_every_document_is_read_as_approved(root: Path) -> None:
    records = read_records(root, year.COUNCIL, year.DOCUMENT)
    assert records.problems == ()
    for record in records.versions:
        document = frozen_document(records, record)
        assert document.stage == "approved"
        assert document.control_text("version") == record.version


@pytest.mark.rest
def test_they_are_compared_with_one_another_and_with_the_draft_after_them(root: Path) -> None:
    between = run(root, "compare", f"{POLICY}@1.2", f"{POLICY}@2.0")
    assert between.exit_code == 0, between.output
    assert "Voices and faces made by AI - added, major" in between.output
    after = run(root, "compare", f"{POLICY}@approved", POLICY)
    assert after.exit_code == 0, after.output
    assert f"{POLICY}, version 2.0 of 2027-11-16 -> {POLICY}, draft 2.1" in after.output


@pytest.mark.rest
def test_a_redline_is_made_and_proven_from_the_word_files(root: Path) -> None:
    target = root / "redline.docx"
    made = run(root, "redline", f"{POLICY}@1.2", f"{POLICY}@2.0", "-o", str(target))
    assert made.exit_code == 0, made.output
    assert "proven: accept all = new, reject all = old" in made.output


@pytest.mark.parametrize("ending", one_in(5, [".docx", ".md", ".html", ".body.html", ".json"]))
def test_a_file_that_prints_no_check_number_is_held_against_the_record_and_that_is_said(
    root: Path, tmp_path: Path, ending: str
) -> None:
    file = root / "output" / POLICY / "1.2" / f"{year.DOCUMENT}{ending}"
    found = run(root, "verify", str(file))
    assert found.exit_code == 0, found.output
    assert "version 1.2: the words are those that were approved" in found.output
    assert "it prints none" in found.output
    elsewhere = shutil.copy(file, tmp_path / f"copy{ending}")
    shutil.rmtree(root / "output")
    alone = run(root, "verify", str(elsewhere))
    assert alone.exit_code == 1
    assert "it prints no check number, and no record of it is here [unproven]" in alone.output


@pytest.mark.rest
def test_their_receipt_proves_them_and_what_continues_them(root: Path) -> None:
    receipt = root / "receipt.txt"
    assert run(root, "receipt", "-o", str(receipt)).exit_code == 0
    assert receipt.read_text().count("none printed") == 4
    continued(root, "3.0", year.CABINET)
    shown = run(root, "verify", "--receipt", str(receipt)).output
    assert "which goes up to 2.0; 1 record since" in shown


def sign_off_the_law(root: Path) -> None:
    """Paste the lines that the program prints into the profile, with who read the law, when, and what."""
    lines = run(root, "clauses", "law", year.COUNCIL, "--to-sign").output
    empty, given = (
        'role: , date: , read: ""',
        "role: Head of Legal, date: 2028-01-10, read: The Acts as at January 2028",
    )
    assert lines.count(empty) > 10
    profile = root / f"profiles/{year.COUNCIL}.yaml"
    profile.write_text(profile.read_text() + "\n" + lines.replace(empty, given))


def continued(root: Path, version: str, by: str) -> Approved:
    sign_off_the_law(root)
    approval = Approval(version, by, date(2028, 2, 1), "CAB/28/1", review=date(2029, 2, 1), no_paper="As before")
    now = story.NOW.replace(year=2028, month=3)
    return approve(open_library(open_workspace(root)), year.COUNCIL, year.DOCUMENT, approval, now, "9.9")


def amend(root: Path, file: str, old: str, new: str) -> None:
    path = root / file
    text = path.read_text()
    assert text.count(old) == 1
    path.write_text(text.replace(old, new))


@pytest.mark.rest
def test_2_1_continues_them(root: Path) -> None:
    amend(root, f"profiles/{year.COUNCIL}.yaml", "dpo_email: privacy@", "dpo_email: dpo@")
    done = continued(root, "2.1", year.OFFICER)
    assert (done.record.previous, done.record.kind) == ("2.0", "editorial")
    assert done.record.previous_manifest == hashlib.sha256((VERSIONS / "2.0/manifest.json").read_bytes()).hexdigest()
    assert verify_document(root, year.COUNCIL, year.DOCUMENT).problems == ()
    for version in ("1.0", "1.1", "1.2", "2.0"):
        assert version in (done.folder / f"{year.DOCUMENT}.md").read_text()


@pytest.mark.rest
def test_3_0_continues_them(root: Path) -> None:
    amend(root, f"profiles/{year.COUNCIL}.yaml", "retention_transcripts_days: 14", "retention_transcripts_days: 60")
    assert continued(root, "3.0", year.CABINET).record.kind == "major"
    assert verify_document(root, year.COUNCIL, year.DOCUMENT).problems == ()
    assert run(root, "verify").output == f"{POLICY}: 5 versions, 30 files: as approved\n"
