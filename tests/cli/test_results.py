"""What a command writes to a file that a person names never goes over what it came from, or over a policy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from docx import Document as new_docx

from policybuilder.lifecycle.results import write_result
from tests.cli.conftest import Run
from tests.some import one_in
from tests.workspaces import clause, profile, shell, write

POLICY = "output/riverton/policy"
DRAFT = f"{POLICY}/draft/policy"


@pytest.fixture
def built(run: Run, root: Path) -> Path:
    shell(root)
    run("build")
    return root


def refused(run: Run, *words: str) -> str:
    """Return why a command wrote nothing."""
    result = run(*words)
    assert result.exit_code == 1, result.output
    assert "[not-written-over]\n  hint: choose another name" in result.stderr
    return result.stderr.partition(" error: ")[2].partition(" [")[0]


def everything(root: Path) -> dict[Path, bytes]:
    return {
        path: path.read_bytes() for path in root.rglob("*") if path.is_file() and ".policybuilder" not in path.parts
    }


def test_a_comparison_and_a_redline_never_go_over_a_side(run: Run, built: Path) -> None:
    shutil.copy(built / f"{DRAFT}.docx", built / "returned.docx")
    write(built, "old.md", "# Policy\n\n## Care\n\nTake care.\n")
    before = everything(built)
    made_from = "this is the file that it is made from"
    assert refused(run, "redline", f"{DRAFT}.docx", "returned.docx", "-o", "returned.docx") == made_from
    assert refused(run, "redline", f"{DRAFT}.docx", "returned.docx", "-o", f"{DRAFT}.docx") == made_from
    assert refused(run, "compare", "old.md", "returned.docx", "-o", "./old.md") == made_from
    assert everything(built) == before


@pytest.mark.parametrize(
    ("output", "why"),
    one_in(
        4,
        [
            ("profiles/riverton.yaml", "this is a file of the workspace, in profiles/"),
            ("clauses/about/care.md", "this is a file of the workspace, in clauses/"),
            (f"{DRAFT}.html", "a draft is written by `policybuilder build` alone"),
            (f"{POLICY}/1.0/coverage.html", f"nothing is added to {POLICY}/1.0/, or written over there"),
            (f"{POLICY}/paper/coverage.html", f"nothing is added to {POLICY}/paper/, or written over there"),
            ("published.html", "this is a policy as it was built or approved"),
            (f"{POLICY}/last.json", "this is part of the record of riverton/policy"),
            ("policybuilder.yaml", "this is a file that policybuilder itself keeps in a workspace"),
            (".policybuilder/built.json", "this is a file that policybuilder itself keeps in a workspace"),
        ],
    ),
)
def test_a_table_never_goes_over_authored_built_or_approved_files(run: Run, built: Path, output: str, why: str) -> None:
    shutil.copy(built / f"{DRAFT}.html", built / "published.html")
    for folder in ("1.0", "paper"):
        (built / "output/riverton/policy" / folder).mkdir()
    write(built, f"{POLICY}/last.json", "{}")
    before = everything(built)
    assert refused(run, "coverage", "riverton", "--format", "html", "-o", output) == why
    assert everything(built) == before


def test_a_result_may_be_written_again(run: Run, built: Path) -> None:
    for _ in range(2):
        assert run("coverage", "riverton", "-o", "coverage.html").exit_code == 0
    for _ in range(2):
        assert run("coverage", "riverton", "-o", "output/riverton/policy/comparisons/page.html").exit_code == 0


REPORTS = {
    "page.html": ("coverage", "riverton"),
    "table.md": ("coverage", "riverton"),
    "table.txt": ("coverage", "riverton"),
    "changes.html": ("compare", "old.md", "riverton/policy"),
    "changes.md": ("compare", "old.md", "riverton/policy"),
    "changes.txt": ("compare", "old.md", "riverton/policy"),
    "summary.md": ("compare", "old.md", "riverton/policy", "--summary"),
}


@pytest.mark.parametrize("output", one_in(3, REPORTS))
def test_a_report_is_written_again_until_somebody_writes_in_it(run: Run, built: Path, output: str) -> None:
    write(built, "old.md", "# Policy\n\n## Care\n\nTake care.\n")
    words, file = REPORTS[output], built / output
    assert run(*words, "-o", output).exit_code == 0
    made = file.read_bytes()
    file.write_bytes(b"\xef\xbb\xbf" + made.replace(b"\n", b"\r\n"))  # as an editor saves it that changed no word
    clause(built, "care", "You must take great care.\n")
    assert run(*words, "-o", output).exit_code == 0
    for annotated in (made + b"Asked Legal.\n", b"See my note. " + made, b"My own notes.\n"):
        file.write_bytes(annotated)
        assert refused(run, *words, "-o", output).startswith("somebody may have written in this file")
        assert file.read_bytes() == annotated


@pytest.mark.parametrize("asked", [("redline",), ("compare", "--summary")])
def test_a_word_file_that_another_program_saved_is_not_written_over(
    run: Run, built: Path, asked: tuple[str, ...]
) -> None:
    shell(built, "templates/word/guide.docx")
    shutil.copy(built / f"{DRAFT}.docx", built / "old.docx")
    clause(built, "care", "You must take great care.\n")
    words = (*asked, "old.docx", "riverton/policy", "-o", "redline.docx")
    for _ in range(2):
        result = run(*words)
        assert result.exit_code == 0, result.stderr
        clause(built, "care", "You must take the greatest care.\n")
    with_notes = new_docx(str(built / "redline.docx"))
    with_notes.add_paragraph("Asked Legal.")
    with_notes.save(str(built / "redline.docx"))
    saved = (built / "redline.docx").read_bytes()
    assert refused(run, *words).startswith("somebody may have written in this file")
    assert (built / "redline.docx").read_bytes() == saved


def test_a_link_to_an_authored_file_is_the_file(run: Run, built: Path) -> None:
    (built / "page.html").symlink_to(built / "profiles/riverton.yaml")
    assert refused(run, "coverage", "riverton", "-o", "page.html") == "this is a file of the workspace, in profiles/"


def test_a_shell_goes_among_the_templates_and_never_over_the_letterhead(run: Run, built: Path) -> None:
    letterhead = built / "letterhead.docx"
    shutil.copy(built / "templates/word/policy.docx", letterhead)
    assert run("shell", "prepare", "letterhead.docx", "-o", "templates/word/ours.docx").exit_code == 0
    assert run("shell", "prepare", "letterhead.docx", "-o", "templates/word/ours.docx", "--force").exit_code == 0
    before = letterhead.read_bytes()
    words = ("shell", "prepare", "letterhead.docx", "-o", "letterhead.docx", "--force")
    assert refused(run, *words) == "this is the file that it is made from"
    assert letterhead.read_bytes() == before


def test_a_word_file_that_was_built_is_known_anywhere(built: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.docx"
    shutil.copy(built / f"{DRAFT}.docx", kept)
    with pytest.raises(Exception, match="this is a policy as it was built or approved"):
        write_result(kept, b"new")
    kept.write_bytes(b"PK damaged")
    write_result(kept, b"PK\x03\x04new")
    assert kept.read_bytes() == b"PK\x03\x04new"


# What is read of a file is its policy, not its mark ------------------------------------------------------


def test_a_draft_compared_with_its_own_files_has_no_changes(run: Run, built: Path) -> None:
    for suffix in (".docx", ".md"):
        result = run("compare", "riverton/policy", f"{DRAFT}{suffix}", "--exit-code")
        assert result.exit_code == 0
        assert "No change to what the policy says." in result.stdout


def test_a_mark_is_no_part_of_a_redline(run: Run, built: Path) -> None:
    old = built / "old.docx"
    shutil.copy(built / f"{DRAFT}.docx", old)
    result = run("redline", "old.docx", "riverton/policy", "-o", "same.docx")
    assert result.exit_code == 0, result.output
    assert result.stdout == (
        "same.docx: 0 insertions, 0 deletions, 0 moves, 0 changed cells, 0 formatting changes\n"
        "proven: accept all = new, reject all = old\n"
    )
    clause(built, "care", "You must take great care.\n")
    result = run("redline", "old.docx", "riverton/policy", "-o", "changed.docx")
    # A word, and the code that the file prints of its words.
    assert "2 insertions, 1 deletion" in result.stdout
    assert result.stdout.endswith("\nproven: accept all = new, reject all = old\n"), "without a note"


def test_a_mark_is_nothing_that_check_reads(run: Run, built: Path) -> None:
    for suffix in (".docx", ".md"):
        assert "policybuilder" not in run("check", f"{DRAFT}{suffix}").stdout.replace(f"{DRAFT}{suffix}", "")


@pytest.mark.parametrize(
    ("words", "output", "told"),
    [
        (
            ("redline", "riverton@1.0", "riverton"),
            "changes.pdf",
            "what is made is a Word file, and the name ends in .pdf",
        ),
        (("redline", "riverton@1.0", "riverton"), "changes", "what is made is a Word file"),
        (("receipt", "riverton"), "receipt.docx", "what is made is plain text, and the name ends in .docx"),
    ],
)
def test_a_name_that_no_program_would_open_is_refused(
    run: Run, built: Path, words: tuple[str, ...], output: str, told: str
) -> None:
    profile(built, documents="{policy: {owner: Head of Digital, approver: Cabinet}}")
    said = ("--version", "1.0", "--by", "Cabinet", "--date", "today", "--no-paper", "On screen", "--review", "1/1/2099")
    assert run("approve", "riverton", "policy", *said).exit_code == 0
    result = run(*words, "-o", output)
    assert result.exit_code == 1
    assert f"{told} [wrong-ending]" in result.stderr
    assert not (built / output).exists()
