"""`build`: what is written, what is said, and how it ends."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.workspaces import base, clause, profile, template, write

DRAFT = "output/riverton/policy/draft/policy"
COMPLETE = "{policy: {owner: Head of Digital, approver: Cabinet, review_date: 2028-01-31}}"


def files(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in (root / "output").rglob("*") if path.is_file()}


def test_every_council_is_built_in_word_markdown_and_html_and_a_table_says_so(run: Run, root: Path) -> None:
    clause(root, "care", "Ask {{ contact }}, under {{ law.foia }}.\n", parameters="[contact]", law="[foia]")
    profile(root, id="millbeck", documents=COMPLETE)
    base(root)
    result = run("build")
    assert result.exit_code == 0
    assert result.stdout == (
        "document         state  files      words    pages  reading age  to confirm  law to check\n"
        "millbeck/policy  built  4 written     16  about 3           12           1             1\n"
        "riverton/policy  built  4 written     16  about 3           12           4             1\n"
        "\n"
        "8 files written, in output/PROFILE/DOCUMENT/draft/\n"
    )
    assert {name for name in files(root) if "riverton" in name} == {
        f"{DRAFT}{suffix}" for suffix in (".docx", ".md", ".html", ".body.html")
    }


def test_a_second_build_has_nothing_to_do(run: Run, root: Path) -> None:
    run("build", "--format", "markdown")
    result = run("build", "--format", "markdown")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[1].startswith("riverton/policy  built  up to date")
    assert result.stdout.splitlines()[1].split()[6] == "-", "without a Word file there are no pages to count"
    assert result.stdout.endswith("\n\nup to date\n")


def test_only_the_councils_that_are_named_are_built_and_each_once(run: Run, root: Path) -> None:
    profile(root, id="millbeck")
    result = run("build", "riverton", "riverton", "--format", "json")
    assert files(root) == {f"{DRAFT}.json"}
    assert result.stdout.count("riverton/policy") == 1


def test_a_file_that_is_missing_is_written_again_and_no_other(run: Run, root: Path) -> None:
    run("build", "--format", "markdown", "--format", "html")
    (root / f"{DRAFT}.md").unlink()
    result = run("build", "--format", "markdown", "--format", "html")
    assert "riverton/policy  built  1 of 3 written" in result.stdout
    assert "\n1 file written, in output/PROFILE/DOCUMENT/draft/\n" in result.stdout


def test_a_change_to_a_clause_is_built_though_nothing_else_changed(run: Run, root: Path) -> None:
    run("build", "--format", "markdown")
    clause(root, "care", "You must take more care.\n")
    run("build", "--format", "markdown")
    assert "more care" in (root / f"{DRAFT}.md").read_text()


def test_a_check_says_what_would_change_writes_nothing_and_ends_with_1(run: Run, root: Path) -> None:
    result = run("build", "--check", "--format", "markdown")
    assert result.exit_code == 1
    assert result.stdout.endswith(f"\n\n1 file would change\n  {DRAFT}.md\n")
    assert not (root / "output").exists()
    assert not (root / ".policybuilder").exists()
    run("build", "--format", "markdown")
    result = run("build", "--check", "--format", "markdown")
    assert result.exit_code == 0
    assert result.stdout.endswith("\n\nup to date\n")


def test_a_check_reads_the_files_themselves_and_trusts_no_record(run: Run, root: Path) -> None:
    run("build", "--format", "markdown")
    file = root / f"{DRAFT}.md"
    before, content = file.stat(), file.read_bytes()
    file.write_bytes(content.replace(b"care", b"CARE"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert run("build", "--check", "--format", "markdown").exit_code == 1


def test_a_paper_is_refused_while_anything_is_open(run: Run, root: Path) -> None:
    clause(root, "care", "Ask {{ contact }}.\n", parameters="[contact]")
    result = run("build", "--final", "--format", "markdown")
    assert result.exit_code == 1
    assert '"contact" is still to be confirmed [unconfirmed]\n  hint: Whom may staff ask?' in result.stderr
    assert result.stderr.endswith("4 errors\n")
    assert not (root / "output").exists()


def test_an_open_point_of_two_documents_is_said_once_where_its_answer_goes(run: Run, root: Path) -> None:
    clause(root, "care", "Ask {{ contact }}.\n", parameters="[contact]")
    template(root, "care", id="guide")
    given = "{owner: Head of Digital, approver: Cabinet, review_date: 2028-01-31}"
    profile(root, "parameters:\n  # contact:\n  days: 3\n", documents=f"{{policy: {given}, guide: {given}}}")
    result = run("build", "--final", "--format", "markdown")
    assert result.exit_code == 1
    assert result.stderr == (
        'profiles/riverton.yaml:5:3: error: "contact" is still to be confirmed [unconfirmed]\n'
        "  hint: Whom may staff ask? Ask: Head of Digital. Write contact: under parameters:\n"
    )


def test_a_paper_goes_into_paper_whichever_way_it_is_asked_for(run: Run, root: Path) -> None:
    profile(root, documents=COMPLETE)
    result = run("build", "--for-committee", "--format", "markdown")
    assert result.exit_code == 0
    assert re.search(r"^riverton/policy  paper [0-9a-f]{8} ", result.stdout, re.MULTILINE)
    assert result.stdout.endswith("\n3 files written, in output/PROFILE/DOCUMENT/paper/\n")
    paper = "output/riverton/policy/paper"
    assert files(root) == {f"{paper}/policy.md", f"{paper}/policy.json", f"{paper}/manifest.json"}
    again = run("build", "--final", "--format", "markdown")
    assert again.stdout.endswith("\nup to date\n")
    assert again.stderr == ""


def test_a_final_copy_of_an_earlier_release_is_left_alone_and_mentioned_once(run: Run, root: Path) -> None:
    profile(root, documents=COMPLETE)
    write(root, "output/riverton/policy/final/policy.md", "Of old.\n")
    result = run("build", "--for-committee")
    told = "note: output/riverton/policy/final/ is from an earlier release and is left alone; papers are in paper/\n"
    assert result.stderr == told
    assert (root / "output/riverton/policy/final/policy.md").read_text() == "Of old.\n"
    assert run("build").stderr == ""


def test_a_council_with_problems_does_not_stop_the_others(run: Run, root: Path) -> None:
    profile(root, "parameters: {dayz: 1}\n", id="millbeck")
    result = run("build", "--format", "markdown")
    assert result.exit_code == 1
    assert files(root) == {f"{DRAFT}.md"}
    assert 'profiles/millbeck.yaml:4:14: error: unknown parameter "dayz" [unknown-parameter]' in result.stderr


def test_a_warning_is_told_each_time_and_ends_with_0(run: Run, root: Path) -> None:
    clause(root, "more")
    template(root, "care", "more")
    profile(root, documents="{policy: {exclude: [{clause: more, reason: Not ours}]}}")
    for _ in range(2):
        result = run("build", "--format", "markdown")
        assert result.exit_code == 0
        assert 'warning: the mandatory clause "more" is excluded: Not ours [mandatory-excluded]' in result.stderr


def test_only_the_document_that_is_asked_for_is_built(run: Run, root: Path) -> None:
    template(root, "care", id="strategy")
    profile(root, documents="{policy: {}, strategy: {}}")
    run("build", "--document", "strategy", "--format", "markdown")
    assert files(root) == {"output/riverton/strategy/draft/strategy.md"}


def test_a_document_that_nobody_has_is_told(run: Run, root: Path) -> None:
    template(root, "care", id="strategy")
    result = run("build", "--document", "strategy")
    assert result.exit_code == 2
    assert 'no profile here has the document "strategy": write "strategy:" below documents:' in result.stderr
    result = run("build", "--document", "strateggy")
    assert result.exit_code == 1
    assert '--document: error: unknown document "strateggy" [unknown-template]\n  hint: did you mean "strategy"?' in (
        result.stderr
    )


def test_an_unknown_council_and_a_base_are_told(run: Run, root: Path) -> None:
    base(root)
    result = run("build", "rivertown")
    assert result.exit_code == 1
    assert result.stderr == (
        'profiles: error: unknown profile "rivertown" [unknown-profile]\n'
        '  hint: did you mean "riverton"? the profiles are alliance, riverton\n'
    )
    result = run("build", "alliance")
    assert result.exit_code == 1
    assert '"alliance" is a base, not a council [base-profile]\n  hint: name a council that extends it' in result.stderr


def test_a_workspace_without_a_council_says_how_to_make_one(run: Run, root: Path) -> None:
    (root / "profiles/riverton.yaml").unlink()
    for _ in range(2):
        result = run("build")
        assert result.exit_code == 1
        assert result.stderr == (
            "profiles: error: no profile of a council here [no-profiles]\n  hint: `policybuilder init` makes one\n"
        )
        base(root)


def test_an_unknown_format_is_told(run: Run, root: Path) -> None:
    result = run("build", "--format", "odt")
    assert result.exit_code == 2
    assert "'odt' is not one of 'word', 'markdown', 'html', 'style', 'text', 'pdf', 'json'" in result.stderr


def test_nothing_is_held_against_what_differs_from_machine_to_machine(run: Run, root: Path) -> None:
    result = run("build", "--check", "--format", "pdf")
    assert result.exit_code == 2
    assert "--check holds nothing against pdf" in result.stderr


def test_without_libreoffice_no_pdf_is_made_and_that_is_said(
    run: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    result = run("build", "--format", "pdf", "--format", "text")
    assert result.exit_code == 1
    assert "error: LibreOffice is not on this machine, and a PDF is made by it [no-office]" in result.stderr
    assert not list(root.glob("output/*/*/draft/*"))


@pytest.mark.rest
def test_two_processes_build_what_one_builds(run: Run, root: Path) -> None:
    for id in ("ashby", "burnley", "cliffe"):
        profile(root, id=id)
    alone = run("build", "--format", "markdown", "--jobs", "1")
    texts = {name: (root / name).read_bytes() for name in files(root)}
    for name in texts:
        (root / name).unlink()
    together = run("build", "--format", "markdown", "--jobs", "2")
    assert together.stdout == alone.stdout
    assert {name: (root / name).read_bytes() for name in files(root)} == texts
    assert run("build", "--check", "--format", "markdown", "--jobs", "2").exit_code == 0


def test_a_workspace_that_is_only_read_can_be_built_from_its_ledger(run: Run, root: Path) -> None:
    base(root)
    run("build", "--format", "markdown")
    (root / "profiles/alliance.yaml").write_text("id: alliance\nbase: true\n# changed\n")
    assert run("build", "--format", "markdown").stdout.endswith("\n\nup to date\n")


def test_the_draft_of_a_document_that_is_named_no_longer_is_told_and_kept(run: Run, root: Path) -> None:
    template(root, "care", id="guide")
    profile(root, documents="{policy: {}, guide: {}}")
    run("build", "--format", "markdown")
    profile(root)
    result = run("build", "--format", "markdown")
    told = "note: the profile names no such document any more: output/riverton/guide/draft/\n"
    assert (result.exit_code, result.stderr) == (0, told)
    assert (root / "output/riverton/guide/draft/guide.md").is_file()
    assert run("build", "--format", "markdown", "--document", "policy").stderr == ""


def test_an_answer_that_changes_two_documents_says_so(run: Run, root: Path) -> None:
    clause(root, "keeping", "Keep them for {{ days }} days.\n", parameters="[days]")
    template(root, "care", "keeping")
    template(root, "keeping", id="guide")
    documents = "{policy: {}, guide: {title: Staff guide}}"
    profile(root, documents=documents)
    assert "section" not in run("build", "--format", "word").stdout
    profile(root, "parameters: {days: 14}\n", documents=documents)
    told = (
        "riverton: the new answer to days changes\n"
        "  1 section of AI policy: 1.2 Keeping\n"
        "  also 1 section of Staff guide: 1.1 Keeping\n"
    )
    assert told.replace("days changes", "days would change") in run("build", "--check", "--format", "word").stdout
    assert run("build", "--format", "word").stdout.endswith(f"\n\n{told}")
    assert "section" not in run("build", "--format", "word").stdout


def test_of_one_document_that_is_built_the_others_that_its_new_answer_changes_are_told(run: Run, root: Path) -> None:
    clause(root, "keeping", "Keep them for {{ days }} days.\n", parameters="[days]")
    clause(root, "asking", "Ask {{ contact }}.\n", parameters="[contact]")
    template(root, "care", "keeping")
    template(root, "asking", "keeping", id="guide")
    template(root, "asking", id="card")
    documents = "{policy: {}, guide: {title: Staff guide}, card: {title: Card}}"
    profile(root, documents=documents)
    run("build", "--format", "word")
    profile(root, "parameters: {days: 14, contact: Head of IT}\n", documents=documents)
    asked = ("build", "--document", "policy", "--format", "word")
    told = (
        "riverton: the new answer to days changes\n"
        "  1 section of AI policy: 1.2 Keeping\n"
        "  also 1 section of Staff guide, which was not built: 1.2 Keeping\n"
    )
    assert run(*asked).stdout.endswith(f"\n\n{told}")
    assert "section" not in run(*asked).stdout
    assert "of Staff guide: 1.1 Asking" in run("build", "--format", "word").stdout


def test_other_words_of_the_library_are_told_and_of_many_councils_counted(run: Run, root: Path) -> None:
    for id in ("ashby", "burnley", "cliffe", "denby", "eccles"):
        profile(root, id=id)
    run("build", "--format", "word")
    clause(root, "care", "You must take more care.\n")
    one = run("build", "riverton", "--format", "word").stdout
    assert one.endswith(
        "riverton: changed (the library, your own text, or a fact of the council)\n  1 section of AI policy: 1.1 Care\n"
    )
    clause(root, "care", "You must take the most care.\n")
    many = run("build", "--format", "word").stdout
    assert many.endswith("changed: 6 sections in 6 documents of 6 councils; build one council to see which\n")


def test_an_edited_draft_is_kept_and_said_and_set_aside_when_asked(run: Run, root: Path) -> None:
    run("build", "--format", "markdown")
    file = root / f"{DRAFT}.md"
    file.write_bytes(file.read_bytes().replace(b"care", b"great care"))
    edited = file.read_bytes()
    for words in (("build",), ("build", "--check")):
        result = run(*words, "--format", "markdown")
        assert result.exit_code == 1
        assert "riverton/policy  edited since  kept " in result.stdout
        assert result.stdout.endswith("\n\nnothing written\n")
        assert result.stderr == (
            f"{DRAFT}.md: error: was edited since it was built: it is kept, and nothing of this document is written"
            " [edited-since]\n"
            "  hint: `policybuilder build riverton --set-aside` moves it to draft/edited/, and builds\n"
        )
        assert file.read_bytes() == edited
    result = run("build", "--set-aside", "--format", "markdown")
    assert result.exit_code == 0
    (aside,) = (root / "output/riverton/policy/draft/edited").iterdir()
    assert f"set aside: {aside.relative_to(root).as_posix()}\n" in result.stdout
    assert aside.read_bytes() == edited
    assert run("build", "--format", "markdown").stdout.endswith("\n\nup to date\n")


def test_a_check_sets_nothing_aside(run: Run, root: Path) -> None:
    result = run("build", "--check", "--set-aside")
    assert result.exit_code == 2
    assert "--check and --dry-run move nothing: leave out --set-aside" in result.stderr


def test_a_fact_that_nobody_looked_at_counts_as_to_confirm_until_it_is_kept(run: Run, root: Path) -> None:
    parameters = (root / "clauses/parameters.yaml").read_text()
    (root / "clauses/parameters.yaml").write_text(parameters.replace("label: SIRO,", "label: SIRO, fact: true,"))
    clause(root, "care", "Ask the {{ roles.siro }}, and the {{ roles.siro }} again.\n", parameters="[roles.siro]")
    counts = []
    for said in ("", "kept: {roles.siro: Director of Resources}\n", "roles: {siro: Director of Law}\n"):
        profile(root, said, documents=COMPLETE)
        header, row = run("build", "--format", "markdown").stdout.splitlines()[:2]
        at = header.index("to confirm")
        counts.append(row[at : at + len("to confirm")].strip())
    assert counts == ["1", "0", "0"]
    assert "Ask the Director of Law" in (root / f"{DRAFT}.md").read_text()


def test_an_output_folder_that_is_a_link_elsewhere_is_said(run: Run, root: Path, tmp_path: Path) -> None:
    assert "is a link" not in run("build").stderr
    shutil.rmtree(root / "output")
    (tmp_path / "shared").mkdir()
    (root / "output").symlink_to(tmp_path / "shared")
    told = f"note: output/ is a link: its files are in {tmp_path / 'shared'}\n"
    assert told in run("build").stderr
    assert told in run("build").stderr  # also when all is up to date
    assert told in run("verify").stderr
    (root / "output").unlink()
    (root / "output").mkdir()
    (root / "output/riverton").symlink_to(tmp_path / "shared")
    assert f"note: output/riverton/ is a link: its files are in {tmp_path / 'shared'}\n" in run("build").stderr


@pytest.mark.parametrize("name", ["", "/", "..", "/etc", "**", "a/b", "a\0b", "a" * 60_000, "\udcff"])
def test_a_profile_that_could_be_no_name_is_an_unknown_one(run: Run, root: Path, name: str) -> None:
    result = run("build", name)
    assert result.exit_code == 1
    assert "unknown profile" in result.stderr
