"""A receipt that was kept elsewhere shows what no chain can: all of it written anew, or its end taken away."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from policybuilder.errors import PolicyBuilderError
from policybuilder.lifecycle.check_numbers import check_number
from policybuilder.lifecycle.manifests import digest_of, json_bytes, manifest_bytes
from policybuilder.lifecycle.receipt_proof import receipts_of, verify_against
from policybuilder.lifecycle.receipts import Receipt, read_receipts, receipt_of, receipt_text
from policybuilder.lifecycle.records import Records, read_records
from policybuilder.lifecycle.verify import ReceiptSeen, Verified, verify_document
from policybuilder.lifecycle.withdraw import Withdrawing, withdraw
from tests import workspaces
from tests.lifecycle import story


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with 1.0, 1.1, which was withdrawn, and 1.2."""
    root = story.workspace(tmp_path_factory.mktemp("three"))
    story.approved(root)
    workspaces.clause(root, "care", "You must take care. Be kind.\n")
    story.approved(root, "1.1")
    withdraw(root, "riverton", "policy", Withdrawing("1.1", "Cabinet", story.DAY, "A mistake"), story.NOW, "1")
    workspaces.clause(root, "care", "You must take care. Be calm.\n")
    story.approved(root, "1.2")
    return root


@pytest.fixture
def root(three: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(three, tmp_path / "copy"))


def records(root: Path) -> Records:
    return read_records(root, "riverton", "policy")


def kept(root: Path, until: str = "1.2") -> Path:
    """Write the receipt up to a record into a file beside the workspace."""
    file = root.parent / f"receipt-{until}.txt"
    file.write_text(receipt_text([receipt_of(records(root).until(until))]))
    return file


def held(root: Path, receipt: Path | str) -> Verified:
    (verified,) = verify_against(root, str(receipt))
    return verified


def found(root: Path, receipt: Path | str) -> list[str]:
    """Return the place and the message of every problem."""
    shown = "output/riverton/policy"
    return [f"{p.location.path.removeprefix(shown)} {p.message}" for p in held(root, receipt).problems]


def rewrite(root: Path) -> None:
    """Write every manifest anew so that the chain is whole again, as somebody would who knows how it is made."""
    folder, before, digest = story.folder(root), "", ""
    for link in records(root).chain:
        place = folder / link.folder
        if files := getattr(link, "files", None):
            link = replace(link, files={name: digest_of((place / name).read_bytes()) for name in files})  # type: ignore[call-arg]
        content = manifest_bytes(replace(link, previous=before, previous_manifest=digest))
        (place / "manifest.json").write_bytes(content)
        before, digest = link.folder, digest_of(content)
    (folder / "last.json").write_bytes(json_bytes({"record": before, "manifest": digest}))


# What a receipt is --------------------------------------------------------------------------------------


def test_a_receipt_is_a_short_text_with_a_line_for_each_record(root: Path) -> None:
    (receipt,) = receipts_of(root)
    text = receipt_text([receipt])
    lines = text.splitlines()
    assert lines[0] == "Receipt of approved versions"
    assert "Council:         Riverton Council" in lines
    assert "Document:        riverton/policy" in lines
    rows = [line.split() for line in lines if re.match(r"\d+\.\d", line)]
    assert [row[0] for row in rows] == ["1.0", "1.1", "1.1-withdrawn", "1.2"]
    for row in rows:
        manifest = (story.folder(root) / row[0] / "manifest.json").read_bytes()
        assert (row[1], row[-1]) == ("2026-12-08", digest_of(manifest))
        assert "withdrawn" in row[0] or " ".join(row[2:7]) == check_number(json.loads(manifest)["words"])
    assert f"Receipt number:  {check_number(rows[-1][-1])}" in lines
    assert max(map(len, lines)) < 120


def test_approving_and_withdrawing_return_the_receipt_that_the_records_then_have(tmp_path: Path) -> None:
    root = story.workspace(tmp_path)
    assert story.approved(root, dry_run=True).receipt is None
    assert story.approved(root).receipt == receipts_of(root)[0]
    given = Withdrawing("1.0", "Cabinet", story.DAY, "A mistake")
    assert withdraw(root, "riverton", "policy", given, story.NOW, "1").receipt == receipts_of(root)[0]


def test_no_receipt_is_given_for_what_is_not_as_approved(root: Path) -> None:
    (story.folder(root) / "1.0/policy.docx").write_bytes(b"x")
    with pytest.raises(PolicyBuilderError, match="the file was altered since its approval"):
        receipts_of(root)


# What it proves -----------------------------------------------------------------------------------------


def test_records_that_nobody_touched_are_as_in_the_receipt(root: Path) -> None:
    receipt = held(root, kept(root)).receipt
    assert receipt == ReceiptSeen(receipts_of(root)[0].number, "1.2", 0)


@pytest.mark.parametrize(("until", "after"), [("1.0", 3), ("1.1", 2), ("1.1-withdrawn", 1)])
def test_an_older_receipt_proves_that_what_came_later_continues_it(root: Path, until: str, after: int) -> None:
    file = kept(root, until)
    (receipt,) = read_receipts(file)
    for given in (file, receipt.number, receipt.number.replace(" ", "")):
        assert held(root, given).receipt == ReceiptSeen(receipt.number, until, after)


def test_a_chain_that_was_written_anew_is_whole_and_not_that_of_the_receipt(root: Path) -> None:
    file, number = kept(root), receipts_of(root)[0].number
    altered = story.folder(root) / "1.1/policy.md"
    altered.write_text(altered.read_text().replace("Be kind", "Be quick"))
    rewrite(root)
    assert verify_document(root, "riverton", "policy").problems == ()
    assert found(root, file) == ["/1.1 the record of 1.1 is not the one in the receipt: it was written anew since"]
    assert held(root, kept(root, "1.0")).problems == ()
    with pytest.raises(PolicyBuilderError, match="this is the receipt of no record of any policy here"):
        held(root, number)


def test_the_last_version_taken_away_with_its_trace_is_missed(root: Path) -> None:
    file = kept(root)
    shutil.rmtree(story.folder(root) / "1.2")
    rewrite(root)
    assert verify_document(root, "riverton", "policy").problems == ()
    assert found(root, file) == ["/1.2 1.2 of 2026-12-08 is in the receipt, and is not here"]


def test_a_withdrawal_that_was_taken_away_is_missed_although_the_chain_was_mended(root: Path) -> None:
    file = kept(root)
    shutil.rmtree(story.folder(root) / "1.1-withdrawn")
    rewrite(root)
    assert found(root, file)[0] == "/1.1-withdrawn 1.1-withdrawn of 2026-12-08 is in the receipt, and is not here"


def test_a_record_that_was_put_in_before_the_last_of_the_receipt_is_named(root: Path) -> None:
    every = receipt_of(records(root))
    without = replace(every, lines=(every.lines[0], *every.lines[2:]))
    file = root.parent / "without.txt"
    file.write_text(receipt_text([without]))
    assert found(root, file) == ["/1.1 1.1 is not in the receipt, which goes up to 1.2: it was put in since"]


def test_a_document_whose_folder_is_gone_is_missed(root: Path) -> None:
    file = kept(root)
    shutil.rmtree(story.folder(root))
    assert found(root, file) == [" the receipt is of versions of this document, and none are here"]


def test_what_cannot_be_read_is_told_once(root: Path) -> None:
    file = kept(root)
    (story.folder(root) / "1.1/manifest.json").write_text("{")
    told = found(root, file)
    assert told[0].startswith("/1.1/manifest.json the manifest is damaged")
    assert not any("receipt" in message for message in told), told


# What it is read from -----------------------------------------------------------------------------------


def _in_a_letter(text: str) -> str:
    return f"Minutes of Cabinet\n\n{text}\nSigned by the clerk\n"


def _wrapped(text: str) -> str:
    return re.sub(r"(?<=\S)  +(?=\S)", "\n    ", text)


def _by_windows(text: str) -> str:
    return "\ufeff" + text.replace("\n", "\r\n")


def _with_tabs(text: str) -> str:
    return re.sub("  +", "\t", text).replace(" ", "\u00a0")


@pytest.mark.parametrize("changed", [_in_a_letter, _wrapped, _by_windows, _with_tabs])
def test_a_receipt_is_read_from_a_text_that_was_pasted_and_broken_otherwise(
    root: Path, changed: Callable[[str], str]
) -> None:
    file = kept(root)
    file.write_text(changed(file.read_text()), newline="")
    (receipt,) = read_receipts(file)
    assert receipt.lines == receipts_of(root)[0].lines
    assert held(root, file).receipt is not None


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (r"^1\.1 .*\n", "", "the receipt is not whole: it is of 4 records, and 3 can be read"),
        (r"^1\.2 .*\n", "", "the receipt is not whole"),
        (r"(?s)\n1\.0 .*", "", "the receipt is damaged"),
        (r"[0-9a-f]\n\nKeep", "z\n\nKeep", "the receipt is not whole"),
        (r"(1\.2.*)[0-9a-f]{4}$", r"\1abcd", "the receipt was altered: its number is not that of its last line"),
        (r"Receipt of", "Receit of", "this is no receipt"),
        (r"Document: .*", "Document:", "the receipt is damaged"),
    ],
)
def test_a_receipt_that_is_not_whole_proves_nothing_and_says_so(root: Path, old: str, new: str, message: str) -> None:
    file = kept(root)
    text, count = re.subn(old, new, file.read_text(), flags=re.MULTILINE)
    assert count
    file.write_text(text)
    with pytest.raises(PolicyBuilderError, match=message):
        verify_against(root, str(file))


def test_receipts_of_several_documents_are_read_from_one_file_and_the_one_that_is_asked_for_is_held(root: Path) -> None:
    (mine,) = receipts_of(root)
    file = root.parent / "both.txt"
    file.write_text(receipt_text([Receipt("Elsewhere", "P", "elsewhere", "policy", mine.lines), mine]))
    gone, here = verify_against(root, str(file))
    assert (gone.profile, gone.as_approved, here.as_approved) == ("elsewhere", False, True)
    (only,) = verify_against(root, str(file), "riverton")
    assert only.as_approved
    with pytest.raises(PolicyBuilderError, match="this is no receipt of riverton/strategy"):
        verify_against(root, str(file), "riverton", "strategy")


def test_a_document_that_the_receipt_does_not_name_is_verified_by_its_chain_alone(root: Path) -> None:
    (mine,) = receipts_of(root)
    file = root.parent / "one.txt"
    file.write_text(receipt_text([mine]))
    shutil.copytree(story.folder(root), root / "output/riverton/guide")
    guide, policy = verify_against(root, str(file))
    assert (guide.receipt, policy.receipt is not None) == (None, True)


def test_names_with_line_ends_do_not_break_a_receipt(root: Path) -> None:
    (mine,) = receipts_of(root)
    file = root.parent / "odd.txt"
    file.write_text(
        receipt_text([replace(mine, title="A\nRecords:  1\nReceipt of approved versions\n", council="B\r")])
    )
    assert read_receipts(file)[0].lines == mine.lines


def test_a_folder_and_a_binary_file_are_no_receipts(root: Path) -> None:
    for name in (str(root), str(story.folder(root) / "1.0/policy.docx"), "no-such-file"):
        with pytest.raises(PolicyBuilderError):
            verify_against(root, name)
