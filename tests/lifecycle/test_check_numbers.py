"""The check number of a version's text: the same in each format, another for another word."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from policybuilder.document import Value
from policybuilder.document_json import loads
from policybuilder.lifecycle.approve import Approved
from policybuilder.lifecycle.check_numbers import check_number, printed_number, read_check_number, text_digests
from policybuilder.lifecycle.manifests import digest_of
from policybuilder.lifecycle.sides import compare_sides
from policybuilder.readers import read_policy_file
from tests import workspaces
from tests.lifecycle import story
from tests.some import one_in

FILES = ("policy.docx", "policy.md", "policy.html", "policy.body.html", "policy.json")


@pytest.fixture(scope="module")
def approved(tmp_path_factory: pytest.TempPathFactory) -> Approved:
    """Version 1.1, after 1.0, of a policy with a list, a table, a link, a quotation and words between signs."""
    root = story.workspace(tmp_path_factory.mktemp("numbers"))
    body = (
        "You must take care, **always**:\n\n- of *people*\n    - and animals\n- of [records](https://example.org)\n\n"
        "1. first\n2. then\n\n| Tool | Use |\n| --- | --- |\n| `chat` | 3.5 \\* 2 |\n\n> A quote “with marks” – so.\n"
    )
    workspaces.clause(root, "care", body)
    story.approved(root)
    workspaces.clause(root, "care", body.replace("animals", "plants"))
    return story.approved(root, "1.1", minute="CAB/26/120")


def numbers(done: Approved, name: str) -> tuple[str, str]:
    """Return the number that a file prints, and that which its words give."""
    document, printed = read_policy_file((done.folder / name).read_bytes(), name)
    return printed_number(document, printed), text_digests(document, printed).numbers[0]


@pytest.mark.parametrize("name", one_in(5, FILES))
def test_every_file_of_a_version_prints_the_number_that_its_words_give(approved: Approved, name: str) -> None:
    number = check_number(approved.record.words)
    assert numbers(approved, name) == (number, number)
    assert approved.notes == ()


def test_the_control_table_names_the_receipt_of_the_version_before(approved: Approved) -> None:
    manifest = digest_of((approved.folder.parent / "1.0/manifest.json").read_bytes())
    rows = [line for line in (approved.folder / "policy.md").read_text().splitlines() if line.startswith("| ")]
    assert f"| Previous receipt number | {check_number(manifest)} (version 1.0) |" in rows
    assert "Previous receipt number" not in (approved.folder.parent / "1.0/policy.md").read_text()


def test_after_a_withdrawal_its_receipt_is_named(tmp_path: Path) -> None:
    from policybuilder.lifecycle.withdraw import Withdrawing, withdraw

    root = story.workspace(tmp_path)
    story.approved(root)
    withdraw(root, "riverton", "policy", Withdrawing("1.0", "Cabinet", story.DAY, "A mistake"), story.NOW, "1")
    done = story.approved(root, "2.0")
    assert "(withdrawal of 1.0) |" in (done.folder / "policy.md").read_text()


def test_the_record_has_no_part_in_the_number_and_every_other_row_has(approved: Approved) -> None:
    document = loads((approved.folder / "policy.json").read_bytes(), "policy.json")
    before = text_digests(document)
    for index, entry in enumerate(document.control):
        rows = list(document.control)
        rows[index] = replace(entry, value=Value(f"{entry.value.text} x", entry.value.parameter))
        after = text_digests(replace(document, control=tuple(rows)))
        is_record = entry.id in ("version", "status", "approved_by", "approved_on", "minute", "effective_date",
                                 "review_date", "check_number", "receipt_before")  # fmt: skip
        assert (after.with_control == before.with_control) == is_record, entry.id
        assert after.alone == before.alone


def test_how_words_are_spaced_or_composed_has_no_part_in_the_number(approved: Approved) -> None:
    document = loads((approved.folder / "policy.json").read_bytes(), "policy.json")
    spaced = replace(document, title=document.title.replace(" ", "\u00a0\u00a0") + "\u00ad ")
    assert text_digests(spaced) == text_digests(document)
    composed, apart = (replace(document, title=title) for title in ("Polisi dŵr", "Polisi dw\u0302r"))
    assert text_digests(composed) == text_digests(apart)
    assert text_digests(composed) != text_digests(replace(document, title="Polisi dwr"))


def test_words_that_cannot_be_read_back_are_approved_without_a_number_and_that_is_said(tmp_path: Path) -> None:
    root = story.workspace(tmp_path)
    # In Word these words are the heading of an appendix.
    workspaces.clause(root, "care", "You must take care.\n\n### Schedule 2 of the Act\n\nIt says so.\n")
    done = story.approved(root)
    assert done.record.words == ""
    assert "no check number is printed: policy.docx is read otherwise than it was written" in done.notes
    assert "Check number" not in (done.folder / "policy.md").read_text()


def test_a_manifest_from_before_there_were_numbers_is_read(approved: Approved, tmp_path: Path) -> None:
    from policybuilder.lifecycle.manifests import manifest_bytes, read_record

    content = json.loads(manifest_bytes(approved.record))
    del content["words"]
    folder = tmp_path / "1.1"
    folder.mkdir()
    (folder / "manifest.json").write_text(json.dumps(content))
    assert read_record(folder, "1.1").words == ""


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("4821 9930 1745 2206 3317", "4821 9930 1745 2206 3317"),
        ("48219930174522063317", "4821 9930 1745 2206 3317"),
        (" 4821-9930-1745\u00a02206\n3317 ", "4821 9930 1745 2206 3317"),
        ("4821 9930 1745 2206", ""),
        ("٤٨٢١ 9930 1745 2206 3317", ""),
        ("receipt.txt", ""),
        ("", ""),
    ],
)
def test_a_number_is_read_however_it_was_typed(text: str, number: str) -> None:
    assert read_check_number(text) == number


def test_a_number_has_twenty_figures_even_when_it_begins_with_noughts() -> None:
    assert check_number("f" * 64).replace(" ", "").isdecimal()
    assert check_number("0" * 63 + "7") == "0000 0000 0000 0000 0007"


@pytest.mark.parametrize("ending", one_in(2, [".docx", ".md"]))
def test_the_numbers_of_two_versions_are_no_change_to_what_the_policy_says(tmp_path: Path, ending: str) -> None:
    root = story.workspace(tmp_path)
    for version in ("1.0", "1.1", "1.2"):
        story.approved(root, version)
    folder = story.folder(root)
    sides = [f"riverton/policy@{version}" for version in ("1.1", "1.2")]
    kept = compare_sides(story.library(root), *sides)
    files = compare_sides(None, *(str(folder / version / f"policy{ending}") for version in ("1.1", "1.2")))
    assert {change.deciding.rule for change in kept.every} == {"record"}
    assert kept.weight == "editorial"
    assert {change.deciding.rule for change in files.details} == {"record"}  # a file's history is text like any other
    (record,) = [change for change in kept.details if change.label == "Record of versions"]
    assert "previous receipt number" in record.new
