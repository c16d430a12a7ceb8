"""`init`: choose a council, answer what can be answered, and get a profile that builds."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from policybuilder.cli import main
from policybuilder.version import LEAST, VERSION
from tests.cli.conftest import Run
from tests.cli.started import REQUIRED, open_points, profile_of, written


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace made for Hounslow without a question; what was printed is in the file printed."""
    folder = tmp_path_factory.mktemp("made")
    runner = CliRunner()
    result = runner.invoke(main, ["--workspace", str(folder), "init", "--council", "hounslow", "--yes"])
    assert result.exit_code == 0, result.output
    (folder / "printed").write_text(result.stdout, encoding="utf-8")
    return folder


@pytest.fixture
def here(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that workspace, in which the commands run."""
    folder = tmp_path / "here"
    shutil.copytree(made, folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.rest
def test_the_workspace_says_which_program_it_needs_and_keeps_what_it_says_itself(here: Path, run: Run) -> None:
    assert f'needs: "{LEAST}"' in (here / "policybuilder.yaml").read_text(encoding="utf-8")
    own = f'# Ours.\nneeds: "{VERSION}"\n'
    (here / "policybuilder.yaml").write_text(own, encoding="utf-8")
    assert run("init", "--council", "ealing", "--yes").exit_code == 0
    assert (here / "policybuilder.yaml").read_text(encoding="utf-8") == own


@pytest.mark.parametrize(
    "words",
    ["build", "check", "init --council ealing --yes", "explain hounslow scope", "verify", "review", "history hounslow"],
)
def test_every_command_in_a_workspace_for_a_later_program_says_update_first_and_no_more(
    here: Path, run: Run, words: str
) -> None:
    (here / "policybuilder.yaml").write_text('needs: "9.0"\n', encoding="utf-8")
    with (here / "profiles/hounslow.yaml").open("a", encoding="utf-8") as profile:
        profile.write("tone: plain\n")
    before = set(here.rglob("*"))
    result = run(*words.split())
    assert result.exit_code == 1
    assert result.output.startswith(
        "policybuilder.yaml:1:1: error: update first: this workspace needs policybuilder 9.0"
    )
    assert len(result.output.splitlines()) == 2
    assert set(here.rglob("*")) == before


def test_a_council_that_is_named_gets_its_profile_without_a_question(made: Path) -> None:
    printed = (made / "printed").read_text(encoding="utf-8")
    assert printed.startswith("London Borough of Hounslow: London borough council, England\n")
    assert "profiles/hounslow.yaml written.\n4 questions have no default" in printed
    assert "note:" not in printed
    assert {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()} == {
        "profiles/hounslow.yaml",
        ".policybuilder/profile.schema.json",
        "library-seen/hounslow.yaml",
        ".gitignore",
        "policybuilder.yaml",
        "printed",
    }
    council = written(made, "hounslow")["council"]
    assert isinstance(council, dict)
    assert (council["nation"], council["type"], council["functions"]["adult_social_care"]) == (
        "england",
        "london-borough",
        "true",
    )


def test_the_profile_points_editors_at_its_schema(made: Path) -> None:
    path = profile_of(made).splitlines()[0].partition("$schema=")[2]
    schema = json.loads((made / "profiles" / path).read_text(encoding="utf-8"))
    assert "word_shell" in json.dumps(schema)


def test_every_open_decision_is_a_question_with_its_help_default_and_who_would_know(made: Path) -> None:
    text = profile_of(made)
    assert "  # Which email address should people use to ask about AI? Use a shared mailbox" in text
    assert "  # Must be answered; until then the draft says [to confirm]. Ask: Head of Digital and ICT.\n" in text
    assert "  # ai_contact_email:\n" in text
    assert "  # retention_transcripts_days: 30\n" in text
    assert "  # public_tools: prohibited\n" in text
    assert "    # Which role owns the document, such as Head of Digital and ICT?\n    # owner:\n" in text


def test_the_profile_that_is_written_has_no_problems_and_builds(run: Run, here: Path) -> None:
    checked = run("check")
    assert checked.exit_code == 0
    assert [line for line in checked.stdout.splitlines() if ": warning: " in line or ": error: " in line] == [
        line for line in checked.stdout.splitlines() if "answers are defaults that nobody has looked at" in line
    ]
    result = run("build", "--format", "markdown")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[1].startswith("hounslow/ai-governance-policy  built  1 written")
    text = (here / "output/hounslow/generative-ai-policy/draft/generative-ai-policy.md").read_text(encoding="utf-8")
    assert "London Borough of Hounslow" in text
    assert "to confirm" in text


def test_the_line_of_a_question_can_be_uncommented(run: Run, here: Path) -> None:
    entries = ("  # public_tools: ", "  # retention_transcripts_days: ", "  # reporting_frequency: ", "  # siro: ")
    text = "".join(
        line.replace("# ", "", 1) if line.startswith(entries) else line
        for line in profile_of(here).splitlines(keepends=True)
    )
    (here / "profiles/hounslow.yaml").write_text(text, encoding="utf-8")
    explained = run("explain", "hounslow", "public-tools-prohibited")
    assert explained.exit_code == 0, explained.output
    assert "profile hounslow, profiles/hounslow.yaml:" in explained.stdout


def test_a_profile_that_is_there_is_never_written_over(run: Run, here: Path) -> None:
    before = profile_of(here)
    result = run("init", "--council", "Hounslow", "--yes")
    assert result.exit_code == 1
    assert result.stderr == (
        "profiles/hounslow.yaml: error: the profile is there already [file-exists]\n"
        "  hint: edit it, or choose another id with --profile\n"
    )
    assert profile_of(here) == before


def test_a_second_council_joins_the_workspace_under_its_own_id(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / ".gitignore").write_text("mine\n")
    (here / "notes").mkdir()
    monkeypatch.chdir(here / "notes")
    result = run("init", "--council", "London Borough of Hounslow", "--yes", "--profile", "pilot", "--depth", "full")
    assert result.exit_code == 0
    assert "\n../profiles/pilot.yaml written." in result.stdout
    assert result.stdout.endswith("\nNext: policybuilder build pilot\n")
    assert (written(here, "pilot")["id"], written(here, "pilot")["depth"]) == ("pilot", "full")
    assert (here / ".gitignore").read_text() == "mine\n"


def test_an_unknown_council_offers_the_nearest_and_writes_nothing(run: Run, empty: Path) -> None:
    result = run("init", "--council", "hounslaw", "--yes")
    assert result.exit_code == 1
    assert result.stderr == (
        '--council: error: no council "hounslaw" in the register [unknown-council]\n'
        "  hint: did you mean hounslow (London Borough of Hounslow)?\n"
    )
    assert list(empty.iterdir()) == []


def test_without_questions_it_needs_a_council(run: Run, empty: Path) -> None:
    result = run("init", "--yes")
    assert result.exit_code == 2
    assert "--yes needs --council NAME" in result.stderr


@pytest.mark.parametrize(("id", "hint"), [("My Council", "my-council"), ("../up", "up"), ("???", "my-council")])
def test_an_id_that_is_none_is_refused_and_nothing_is_written(run: Run, empty: Path, id: str, hint: str) -> None:
    result = run("init", "--council", "hounslow", "--yes", "--profile", id)
    assert result.exit_code == 1
    assert f'--profile: error: "{id}" is no id [wrong-text]\n  hint: write it as "{hint}"\n' in result.stderr
    assert list(empty.iterdir()) == []


def test_a_document_that_does_not_exist_is_refused(run: Run, empty: Path) -> None:
    result = run("init", "--council", "hounslow", "--yes", "--document", "generative-policy")
    assert result.exit_code == 1
    assert 'unknown document "generative-policy" [unknown-template]' in result.stderr
    assert 'did you mean "generative-ai-policy"?' in result.stderr


def test_without_a_choice_it_names_every_document_but_no_variant(run: Run, empty: Path) -> None:
    assert run("init", "--council", "hounslow", "--yes").exit_code == 0
    documents = written(empty, "hounslow")["documents"]
    assert isinstance(documents, dict)
    assert sorted(documents) == ["ai-governance-policy", "generative-ai-policy", "staff-guide"]


def test_a_council_that_is_due_to_end_is_told_and_its_profile_says_so(run: Run, empty: Path) -> None:
    result = run("--workspace", "councils", "init", "--council", "guildford", "--yes")
    assert "note: Guildford Borough Council is due to end on 1 April 2027." in result.stdout
    assert "\ncouncils/profiles/guildford.yaml written." in result.stdout
    assert result.stdout.endswith("\nNext: policybuilder --workspace councils build guildford\n")
    assert written(empty / "councils", "guildford")["lgr"] == {"status": "merging", "vesting_date": "2027-04-01"}
    assert "is due to end on 1 April 2027" in profile_of(empty / "councils", "guildford")


def test_a_council_that_may_end_is_told_so_and_nothing_is_decided_for_it(run: Run, empty: Path) -> None:
    result = run("init", "--council", "south cambridgeshire", "--yes")
    assert "is in an area that is being reorganised, and may end on 1 April 2028" in result.stdout
    assert written(empty, "south-cambridgeshire")["lgr"] is None


def test_a_folder_that_cannot_be_written_is_told_and_nothing_is_left(run: Run, empty: Path) -> None:
    (empty / ".policybuilder").write_bytes(b"in the way")
    result = run("init", "--council", "hounslow", "--yes")
    assert result.exit_code == 1
    assert "[cannot-write]" in result.stderr
    assert not list(empty.rglob("*.yaml"))


def test_without_questions_nobody_has_looked_at_anything(run: Run, here: Path) -> None:
    assert "kept" not in written(here, "hounslow")
    assert "# kept:\n#   roles.dpo: Data Protection Officer\n" in profile_of(here)
    refused = open_points(run)
    assert {"roles.dpo", "ai_board_name", "recognised_unions", "training_module_name"} | REQUIRED < refused
