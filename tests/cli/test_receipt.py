"""The commands receipt, verify --receipt and verify FILE, as a person runs them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from policybuilder.cli import main
from policybuilder.lifecycle.receipt_proof import receipts_of
from tests.lifecycle import story

DOCUMENTS = "{policy: {owner: Head of Digital, approver: Cabinet, date: 2024-12-01}}"
APPROVE = ("approve", "riverton", "policy", "--by", "Cabinet", "--date", "2024-12-08", "--no-paper", "On screen")


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--workspace", str(root), *words])


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with 1.0, and what approving it printed beside it."""
    root = story.workspace(tmp_path_factory.mktemp("one") / "workspace")
    story.decide(root, documents=DOCUMENTS)
    (root.parent / "printed.txt").write_text(run(root, *APPROVE, "--version", "1.0").output)
    return root


@pytest.fixture
def root(one: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(one, tmp_path / "workspace"))


def test_approving_prints_the_receipt_and_what_to_do_with_it(one: Path) -> None:
    printed = (one.parent / "printed.txt").read_text()
    (receipt,) = receipts_of(one)
    assert f"receipt for the clerk, number {receipt.number}:" in printed
    assert receipt.lines[0].digest in printed
    assert "`policybuilder receipt riverton policy -o FILE` writes it; keep it with the minutes" in printed


@pytest.mark.rest
def test_a_receipt_is_written_and_proves_what_comes_later(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "receipt.txt"
    number = receipts_of(root)[0].number
    written = run(root, "receipt", "riverton", "policy", "-o", str(file))
    assert written.exit_code == 0
    assert f"riverton/policy: receipt number {number}, up to 1.0" in written.output
    same = run(root, "verify", "--receipt", str(file))
    assert same.output == f"riverton/policy: 1 version, 6 files: as approved; and as in the receipt {number}\n"
    assert run(root, *APPROVE, "--version", "1.1").exit_code == 0
    for receipt in (str(file), number):
        later = run(root, "verify", "riverton", "policy", "--receipt", receipt)
        assert later.exit_code == 0
        assert later.output.endswith(f"as in the receipt {number}, which goes up to 1.0; 1 record since\n")


def test_what_is_not_in_the_receipt_any_more_ends_with_1_and_says_what_to_do(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "receipt.txt"
    run(root, "receipt", "-o", str(file))
    shutil.rmtree(story.folder(root) / "1.0")
    (story.folder(root) / "last.json").unlink()
    assert run(root, "verify").output == "no approved versions yet\n"
    found = run(root, "verify", "--receipt", str(file))
    assert found.exit_code == 1
    assert (
        "output/riverton/policy: error: the receipt is of versions of this document, and none are here" in found.output
    )
    assert "hint: look where they were moved; tell the monitoring officer" in found.output


def test_both_give_their_values_as_json(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "receipt.txt"
    run(root, "receipt", "-o", str(file))
    (receipt,) = json.loads(run(root, "receipt", "--json").output)["result"]
    assert (receipt["profile"], receipt["lines"][0]["record"]) == ("riverton", "1.0")
    (verified,) = json.loads(run(root, "verify", "--receipt", str(file), "--json").output)["result"]
    assert verified["as_approved"] is True
    assert verified["receipt"] == {"number": receipt["number"], "until": "1.0", "after": 0}
    assert verified["problems"] == []


def test_without_a_file_the_receipt_is_printed(root: Path) -> None:
    printed = run(root, "receipt", "riverton")
    assert printed.output.startswith("Receipt of approved versions\n")
    assert run(root, "receipt", "elsewhere").exit_code == 1


def test_a_workspace_without_versions_has_no_receipt(tmp_path: Path) -> None:
    root = story.workspace(tmp_path)
    assert run(root, "receipt", "-o", str(tmp_path / "r.txt")).output == "no approved versions yet\n"
    assert not (tmp_path / "r.txt").exists()


def test_a_receipt_is_never_written_among_the_files_of_a_version(root: Path) -> None:
    found = run(root, "receipt", "-o", str(story.folder(root) / "1.0/receipt.txt"))
    assert found.exit_code == 1
    assert "nothing is added to output/riverton/policy/1.0/" in found.output


# One file ------------------------------------------------------------------------------------------------


def test_a_file_is_told_with_its_version_who_approved_it_and_what_it_was_held_against(
    root: Path, tmp_path: Path
) -> None:
    receipt = tmp_path / "receipt.txt"
    run(root, "receipt", "-o", str(receipt))
    file = story.folder(root) / "1.0/policy.docx"
    number = receipts_of(root)[0].lines[0].text_number
    assert run(root, "verify", str(file), "--receipt", str(receipt)).output.splitlines() == [
        f"{file}: riverton/policy, version 1.0: the words are those that were approved",
        "  approved by Cabinet on 2024-12-08; today it stands",
        f"  check number of its text: {number}, as it prints",
        "  held against output/riverton/policy/1.0/: as it was built",
        f"  held against the receipt in {receipt}",
    ]


def test_a_file_without_a_workspace_says_what_its_number_does_not_prove(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    shutil.copy(story.folder(root) / "1.0/policy.md", folder)
    monkeypatch.chdir(folder)
    shown = CliRunner().invoke(main, ["verify", "policy.md"])
    assert shown.exit_code == 0
    assert shown.output.startswith("policy.md: riverton/policy, version 1.0: its words give the check number that it ")
    assert "no record of it is here, and whoever changes words can print another number" in shown.output


def test_a_changed_word_ends_with_1_and_is_shown_where_it_stands(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "policy.md"
    file.write_text((story.folder(root) / "1.0/policy.md").read_text().replace("30 days", "90 days"))
    shown = run(root, "verify", str(file))
    assert shown.exit_code == 1
    assert shown.output.startswith(f"{file}: riverton/policy, version 1.0: not as approved\n")
    assert "1.2 Keeping: You must keep it for [-30-] {+90+} days. Ask the AI team. [changed]" in shown.output
    assert "hint: use the file in output/riverton/policy/1.0/; members approved that one" in shown.output
    (found,) = [json.loads(run(root, "verify", str(file), "--json").output)]
    assert (found["ok"], found["result"]["as_approved"], found["result"]["version"]) == (False, False, "1.0")
    assert {problem["code"] for problem in found["problems"]} == {"changed", "check-number"}


def test_a_file_and_a_document_are_not_verified_together(root: Path) -> None:
    assert run(root, "verify", "policy.docx", "policy").exit_code == 2
    assert run(root, "verify", "no-such-file.docx").exit_code == 1


def test_a_pdf_and_a_file_of_no_known_kind_are_told_to_be_none(root: Path, tmp_path: Path) -> None:
    says = {
        "policy.pdf": ("not read exactly enough to be held against a record [unknown-format]", "verify the Word file"),
        "policy.odt": ("unknown kind of file [unknown-format]", "a policy is a Word document (.docx), Markdown (.md)"),
    }
    for name, (what, hint) in says.items():
        (tmp_path / name).write_bytes(b"%PDF-1.7")
        shown = run(root, "verify", str(tmp_path / name))
        assert shown.exit_code == 1
        assert what in shown.output
        assert f"hint: {hint}" in shown.output


def test_a_folder_of_versions_that_is_a_link_is_said_in_json_too(root: Path, tmp_path: Path) -> None:
    story.folder(root).rename(tmp_path / "shared")
    story.folder(root).symlink_to(tmp_path / "shared", target_is_directory=True)
    assert "is a link: its files are in" in run(root, "verify").output
    (told,) = json.loads(run(root, "verify", "--json").output)["problems"]
    assert (told["path"], told["severity"]) == ("output/riverton/policy", "warning")


def test_when_every_version_is_gone_the_commands_that_list_them_say_so(root: Path) -> None:
    shutil.rmtree(story.folder(root) / "1.0")
    for words in (("verify",), ("history", "riverton"), ("review",), ("receipt",)):
        shown = run(root, *words)
        assert shown.exit_code == 1
        assert "1.0 was recorded last, and is not here" in shown.output
