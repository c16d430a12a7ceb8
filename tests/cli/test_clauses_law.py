"""`policybuilder clauses law`: the list for Legal, and the lines that sign the law off."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run
from tests.workspaces import LAW, clause, profile, reference, template

FOIA = "role: Head of Legal, date: 2026-11-23, read: The Act at legislation.gov.uk"
DOCUMENTS = "{policy: {owner: Head of Digital, approver: Cabinet, review_date: 2027-12-01}}"


def rests_on(root: Path, *law: str) -> None:
    clause(root, "care", law=f"[{', '.join(law)}]")
    template(root, "care")


def test_the_list_says_what_is_relied_on_what_to_look_up_and_where(run: Run, root: Path) -> None:
    rests_on(root, "foia")
    assert run("clauses", "law", "riverton").stdout == (
        "Freedom of Information Act 2000 (foia)\n"
        "  state:      unchecked\n"
        "  relied on:  Gives access. (as at 22 November 2026)\n"
        "  check:      All\n"
        "  source:     own knowledge\n"
        "  used in:    policy 1.1\n"
        "\n"
        "1 statement of law: 1 unchecked\n"
    )


def test_the_lines_to_sign_off_are_filled_in_and_pasted_and_the_list_says_who_did(run: Run, root: Path) -> None:
    rests_on(root, "foia")
    lines = run("clauses", "law", "riverton", "--to-sign").stdout
    profile(root, lines.replace('role: , date: , read: ""', FOIA), documents=DOCUMENTS)
    listed = run("clauses", "law", "riverton").stdout
    assert "  state:      signed off\n" in listed
    assert (
        "  signed off: Head of Legal, 23 November 2026 (profile riverton, profiles/riverton.yaml:5:3); "
        "read: The Act at legislation.gov.uk\n"
    ) in listed
    assert listed.endswith("1 statement of law: 1 signed off\n")
    assert run("clauses", "law", "riverton", "--unchecked").stdout == "1 statement of law: 1 signed off\n"
    nothing = run("clauses", "law", "riverton", "--to-sign")
    assert (nothing.stdout, nothing.exit_code) == ("", 0)
    assert "nothing to sign off" in nothing.stderr
    assert (
        "law: foia, signed off by Head of Legal, 2026-11-23 (profile riverton,"
        in run("explain", "riverton", "care").stdout
    )


def test_the_build_table_counts_what_is_unchecked_alone(run: Run, root: Path) -> None:
    rests_on(root, "foia")
    assert run("build").stdout.splitlines()[1].split()[-1] == "1"
    lines = run("clauses", "law", "riverton", "--to-sign").stdout
    profile(root, lines.replace('role: , date: , read: ""', FOIA), documents=DOCUMENTS)
    assert run("build").stdout.splitlines()[1].split()[-1] == "0"


def test_the_list_as_json_holds_the_state_the_digest_and_the_clauses(run: Run, root: Path) -> None:
    rests_on(root, "foia")
    (found,) = json.loads(run("clauses", "law", "riverton", "--json").stdout)["result"]
    assert (found["id"], found["state"], found["where"]) == ("foia", "unchecked", {"policy": ["1.1"]})
    assert found["digest"] in run("clauses", "law", "riverton", "--to-sign").stdout


def test_what_was_read_is_listed_and_stands_in_the_json(run: Run, root: Path) -> None:
    reference(
        root,
        law=LAW.replace(
            "source: https://www.legislation.example", "read: Section 1 of 2020, source: https://x.example"
        ),
    )
    profile(root, documents=DOCUMENTS, nation="scotland", type="scottish")
    rests_on(root, "foisa")
    assert "  read:       Section 1 of 2020\n" in run("clauses", "law", "riverton").stdout
    (found,) = json.loads(run("clauses", "law", "riverton", "--json").stdout)["result"]
    assert (found["state"], found["read"]) == ("read at source", "Section 1 of 2020")
    every = {law["id"]: law["read"] for law in json.loads(run("clauses", "law", "--json").stdout)["result"]}
    assert every == {"foia": None, "foisa": "Section 1 of 2020"}


def test_without_a_profile_every_law_of_the_library_is_listed(run: Run, root: Path) -> None:
    reference(root, law=LAW)
    listed = run("clauses", "law").stdout
    assert (
        "foisa  Freedom of Information (Scotland) Act 2002  scotland                          read at source" in listed
    )
    assert listed.endswith("2 statements of law: 1 read at source, 1 unchecked\n")
    assert [law["state"] for law in json.loads(run("clauses", "law", "--json").stdout)["result"]] == [
        "unchecked",
        "read at source",
    ]
    assert run("clauses", "law", "--to-sign").exit_code == 2
