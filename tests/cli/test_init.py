"""`init`: choose a council, answer what can be answered, and get a profile that builds."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from policybuilder.cli import main
from policybuilder.library.strict_yaml import read_yaml
from policybuilder.version import LEAST, VERSION
from tests.cli.conftest import Run
from tests.some import one_in

ONE = ("--document", "generative-ai-policy")
QUESTIONS = 11
"""Four without a default, and the tools that the generative-AI policy asks about."""
ALL_QUESTIONS = 13
"""As many when all documents are made."""


def written(folder: Path, id: str) -> dict[str, object]:
    text = (folder / f"profiles/{id}.yaml").read_text(encoding="utf-8")
    content = read_yaml(text, f"profiles/{id}.yaml").plain()
    assert isinstance(content, dict)
    return content


def lines(*answers: str) -> str:
    return "\n".join(answers) + "\n"


# Without questions ---------------------------------------------------------------------------------------


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


def profile_of(folder: Path, id: str = "hounslow") -> str:
    return (folder / f"profiles/{id}.yaml").read_text(encoding="utf-8")


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
    assert printed.startswith("London Borough of Hounslow: london borough council, England\n")
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


# With questions ------------------------------------------------------------------------------------------


def test_a_person_is_asked_and_every_answer_is_written(run: Run, empty: Path) -> None:
    result = run(
        "init",
        *ONE,
        typed=lines(
            "hounslow",
            "",
            "essential",
            "ai@hounslow.example",
            "dpo@hounslow.example",
            "",
            "",
            "non-sensitive-only",
            "yes",
            "n",
            "",
            "no",
            "",
            "pilot",
            "",
            'Head of "AI" & Data: digital',
            "Cabinet",
        ),
    )
    assert result.exit_code == 0, result.output
    content = written(empty, "hounslow")
    assert content["depth"] == "essential"
    assert content["tools"] == {
        "public_tools": "non-sensitive-only",
        "copilot_m365": "true",
        "copilot_chat": "false",
        "agents": "pilot",
    }
    assert content["parameters"] == {
        "ai_contact_email": "ai@hounslow.example",
        "dpo_email": "dpo@hounslow.example",
    }
    kept = content["kept"]
    assert isinstance(kept, dict)
    assert kept["tools.meeting_transcription"] == kept["tools.public_chatbot"] == "false"
    assert not {"tools.public_tools", "ai_contact_email"} & kept.keys()
    documents = content["documents"]
    assert isinstance(documents, dict)
    assert documents["generative-ai-policy"]["owner"] == 'Head of "AI" & Data: digital'
    assert documents["generative-ai-policy"]["approver"] == "Cabinet"
    assert "2 questions have no default" in result.stdout


def open_points(run: Run) -> set[str]:
    """Return the names that a paper of the council is refused for."""
    return set(re.findall(r'error: (?:nobody has looked at )?"([a-z_.]+)"', run("build", "--final").stderr))


REQUIRED = {"ai_contact_email", "dpo_email", "foi_team_email", "incident_contact"}
OF_DOCUMENTS = {"document.owner", "document.approver"}


def test_enter_keeps_every_default_that_was_asked_about_and_nothing_is_decided(run: Run, empty: Path) -> None:
    result = run("init", "--council", "hounslow", typed=lines(*[""] * (1 + ALL_QUESTIONS + 1 + 6)))
    assert result.exit_code == 0, result.output
    content = written(empty, "hounslow")
    assert (content["tools"], content["roles"], content["parameters"]) == (None, None, None)
    kept = content["kept"]
    assert isinstance(kept, dict)
    assert (kept["tools.agents"], kept["tools.copilot_chat"]) == ("none", "true")
    assert kept["roles.dpo"] == "Data Protection Officer"
    assert kept["roles.exception_approver"] == "Senior Information Risk Owner"
    assert kept["recognised_unions"] == ["UNISON", "GMB", "Unite"]
    assert [row["approver"] for row in kept["approval_matrix"]][:1] == ["Line manager"]
    assert open_points(run) == REQUIRED | OF_DOCUMENTS


def test_without_questions_nobody_has_looked_at_anything(run: Run, here: Path) -> None:
    assert "kept" not in written(here, "hounslow")
    assert "# kept:\n#   roles.dpo: Data Protection Officer\n" in profile_of(here)
    refused = open_points(run)
    assert {"roles.dpo", "ai_board_name", "recognised_unions", "training_module_name"} | REQUIRED < refused


def test_the_titles_that_are_different_are_asked_for_and_the_others_kept(run: Run, empty: Path) -> None:
    shown = run("init", "--council", "hounslow", *ONE, typed=lines(*[""] * (1 + QUESTIONS), "later", "", "")).stdout
    (empty / "profiles/hounslow.yaml").unlink()
    number = {
        line.split(". ")[1].split(":")[0]: line.split(".")[0].strip() for line in shown.splitlines() if ". " in line
    }
    which = [number[label] for label in ("owner of information risk", "related policies", "Data Protection Officer")]
    answers = ("IT Policy; Leave, pay and pensions", "Director of Money", "")
    typed = lines(*[""] * (1 + QUESTIONS), "?", "all", "99", ", ".join(which), *answers, "", "")
    result = run("init", "--council", "hounslow", *ONE, typed=typed)
    assert result.exit_code == 0, result.output
    asked = "What is the title of the officer who owns information risk? Ask: Information Governance Manager."
    assert asked in " ".join(result.stdout.split())
    assert result.stdout.count("  write numbers from 1 to ") == 2
    content = written(empty, "hounslow")
    assert content["roles"] == {"siro": "Director of Money"}
    assert content["parameters"] == {"related_policies": ["IT Policy", "Leave, pay and pensions"]}
    kept = content["kept"]
    assert isinstance(kept, dict)
    assert kept["roles.exception_approver"] == "Director of Money", "its default is the answer just given"
    assert not {"roles.siro", "related_policies", "roles.dpo"} & kept.keys()
    assert open_points(run) == {"roles.dpo", *REQUIRED, *OF_DOCUMENTS}


def test_titles_that_are_left_for_later_are_not_kept(run: Run, empty: Path) -> None:
    result = run("init", "--council", "hounslow", *ONE, typed=lines(*[""] * (1 + QUESTIONS), "later", "", ""))
    assert result.exit_code == 0, result.output
    kept = written(empty, "hounslow")["kept"]
    assert isinstance(kept, dict)
    assert all(name.startswith("tools.") for name in kept)
    assert "roles.siro" in open_points(run)


def test_only_titles_that_the_documents_of_this_council_print_are_listed(run: Run, empty: Path) -> None:
    left = lines(*[""] * (1 + QUESTIONS), "later", "", "")
    english = run("init", "--council", "hounslow", *ONE, typed=left).stdout
    welsh = run("init", "--council", "gwynedd", *ONE, typed=left).stdout
    assert "Welsh language officer: Welsh Language Officer" in welsh
    assert "Welsh language officer" not in english
    assert "body for complaints about councillors: Public Services Ombudsman for Wales" in welsh
    assert "body for complaints about councillors: Standards Committee" in english


def test_answers_that_do_not_go_together_do_not_stop_the_question_about_titles(run: Run, empty: Path) -> None:
    tools = ("", "yes", "", "", "", "", "")
    result = run(
        "init", "--council", "hounslow", *ONE, typed=lines("", *[""] * (QUESTIONS - len(tools)), *tools, "", "", "")
    )
    assert result.exit_code == 0, result.output
    assert "Data Protection Officer: Data Protection Officer" in result.stdout


def test_a_question_mark_gives_help_and_what_cannot_be_is_asked_again(run: Run, empty: Path) -> None:
    result = run(
        "init",
        "--council",
        "hounslow",
        *ONE,
        typed=lines(
            "",
            "?",
            "not an address",
            "a\x07@b.example",
            "x: [",
            "ai@hounslow.example",
            *["", "", ""],
            "allowed",
            "",
            *["maybe", "{", "yes: no", "[1", "YES"],
            *["", "", "", "", "", ""],
            "Head\x07",
            "Head of Digital",
            "Cabinet",
        ),
    )
    assert result.exit_code == 0, result.output
    for told in (
        "  Use a shared mailbox, not a person's address",
        "  Who would know: Head of Digital and ICT\n",
        '  ai_contact_email: "not an address" is not an email address: as in ai@example.gov.uk\n',
        "  a character that no document can show, U+0007: delete it; it was probably pasted in\n",
        '"x: [" is not an email address',
        '  tools.public_tools: "allowed" is not one of the choices: choose one of: ',
        *(f'expected yes or no, found "{typed}"' for typed in ("maybe", "{", "yes: no", "[1")),
    ):
        assert told in result.stdout
    assert result.stdout.count("Which email address should people use to ask about AI?\n") == 5
    content = written(empty, "hounslow")
    assert content["tools"] == {"copilot_m365": "true"}
    assert content["parameters"] == {"ai_contact_email": "ai@hounslow.example"}
    documents = content["documents"]
    assert isinstance(documents, dict)
    assert documents["generative-ai-policy"]["owner"] == "Head of Digital"


REST = [""] * (1 + QUESTIONS + 1 + 2)
"""Enter for everything that is asked once the council is known."""


def made_for(run: Run, empty: Path, *answers: str) -> tuple[str, list[str]]:
    """Return what is printed when a person types these answers at the prompt, and the profiles that are made."""
    result = run("init", *ONE, typed=lines(*answers, *REST))
    return result.output, [path.stem for path in (empty / "profiles").glob("*.yaml")]


def test_the_right_council_is_confirmed_by_enter_and_another_is_asked_for_instead(run: Run, empty: Path) -> None:
    printed, made = made_for(run, empty, "hounslow", "n", "ealing", "")
    assert printed.count("Is this yours? [Y/n]:") == 2
    assert made == ["ealing"]


def test_part_of_a_name_offers_the_councils_that_have_it_until_one_is_chosen(run: Run, empty: Path) -> None:
    printed, made = made_for(run, empty, "qqqq", "lanark", "2")
    assert 'No council "qqqq" in the register' in printed
    assert "  1. North Lanarkshire Council\n  2. South Lanarkshire Council\n" in printed
    assert made == ["south-lanarkshire"]


@pytest.mark.parametrize("name", one_in(4, ["hounslaw", "Orkney", "Allerdale", "lanark"]))
def test_enter_chooses_nothing_on_a_guess(run: Run, empty: Path, name: str) -> None:
    result = run("init", typed=lines(name, *[""] * 40))
    assert result.exit_code == 1
    assert list(empty.iterdir()) == []


def test_a_name_typed_at_which_one_searches_again(run: Run, empty: Path) -> None:
    printed, made = made_for(run, empty, "lanark", "7", "Allerdale", "1")
    assert "  Type a number from 1 to 2, or another name.\n" in printed
    assert "  Allerdale Borough Council ended on 1 April 2023; Cumberland Council took over.\n" in printed
    assert "valid integer" not in printed
    assert made == ["cumberland"]


def test_the_successors_of_a_council_that_was_split_are_offered(run: Run, empty: Path) -> None:
    printed, made = made_for(run, empty, "Cumbria", "2")
    assert "  1. Cumberland Council\n  2. Westmorland and Furness Council\n" in printed
    assert made == ["westmorland-and-furness"]


def test_many_councils_are_counted_and_not_listed(run: Run, empty: Path) -> None:
    printed, _ = made_for(run, empty, "west", "hounslow", "")
    offered = printed.partition("Which one?")[0]
    assert "  8. " in offered
    assert "  9. " not in offered
    assert " more: type more of the name\n" in offered


def test_a_fire_authority_is_told_how_to_start_its_profile_and_the_command_works(run: Run, empty: Path) -> None:
    result = run("init", "--council", "London Fire Commissioner", "--yes")
    assert result.exit_code == 1
    assert (
        '`policybuilder init --council "London Fire Commissioner" --type fire --nation NATION` '
        "(NATION is england, wales, scotland or northern-ireland)"
    ) in result.stderr
    done = run("init", "--council", "London Fire Commissioner", "--type", "fire", "--nation", "england", "--yes", *ONE)
    assert done.exit_code == 0, done.output
    assert "London Fire Commissioner: fire and rescue authority, England\n" in done.stdout
    assert "note: The clauses were written for councils" in done.stdout
    council = written(empty, "london-fire-commissioner")["council"]
    assert isinstance(council, dict)
    assert (council["type"], council["functions"]["fire"]) == ("fire", "true")
    assert "error:" not in run("check").stdout


def test_a_council_to_be_gets_a_profile_by_the_command_that_is_printed(run: Run, empty: Path) -> None:
    told = run("init", "--council", "East Surrey", "--yes")
    assert "its vesting day is 1 April 2027" in told.stderr
    command = told.stderr.split("`policybuilder ")[1].split("`")[0]
    assert run(*shlex.split(command), "--yes", *ONE).exit_code == 0
    council = written(empty, "east-surrey")["council"]
    assert isinstance(council, dict)
    assert (council["name"], council["short_name"], council["type"]) == (
        "East Surrey Council",
        "East Surrey",
        "unitary",
    )


def test_a_parish_keeps_the_name_it_has_and_a_short_one(run: Run, empty: Path) -> None:
    words = ("--council", "Falmouth Town Council", "--type", "parish", "--nation", "england", "--yes", *ONE)
    assert run("init", *words).exit_code == 0
    council = written(empty, "falmouth")["council"]
    assert isinstance(council, dict)
    assert (council["name"], council["short_name"]) == ("Falmouth Town Council", "Falmouth")


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--council", "X", "--type", "parsh", "--yes"), 1, 'did you mean "parish"?'),
        (("--council", "X", "--type", "parish", "--yes"), 1, "give one of: england, wales, scotland"),
        (("--council", "X", "--type", "ni-district", "--nation", "wales", "--yes"), 1, "give one of: northern-ireland"),
        (("--type", "parish"), 2, "needs --council NAME"),
        (("--council", "hounslow", "--nation", "wales"), 2, "needs --council NAME, --type TYPE"),
    ],
)
def test_a_body_outside_the_register_needs_a_type_and_a_nation(
    run: Run, empty: Path, words: tuple[str, ...], code: int, told: str
) -> None:
    result = run("init", *words)
    assert (result.exit_code, told in result.stderr) == (code, True), result.stderr
    assert list(empty.iterdir()) == []


def test_a_combined_authority_is_told_that_it_is_not_served_well(run: Run, empty: Path) -> None:
    result = run("init", "--council", "Greater Manchester", "--yes", *ONE)
    assert result.exit_code == 0
    assert (
        "note: The clauses were written for councils, and combined authorities are not served well yet."
        in result.stdout
    )


def test_words_that_only_one_council_has_are_enough_for_a_script(run: Run, empty: Path) -> None:
    assert run("init", "--council", "Orkney", "--yes", *ONE).exit_code == 0
    assert (empty / "profiles/orkney-islands.yaml").is_file()


def test_a_person_confirms_a_council_that_only_has_the_words(run: Run, empty: Path) -> None:
    result = run("init", "--council", "Orkney", *ONE, typed=lines("", "n", "Orkney", "1", *REST))
    assert result.exit_code == 0, result.output
    assert "Is this yours? [y/N]:" in result.stdout
    assert (empty / "profiles/orkney-islands.yaml").is_file()


def test_leaving_in_the_middle_writes_nothing(run: Run, empty: Path) -> None:
    result = run("init", typed=lines("hounslow", "y", "essential", "ai@hounslow.example"))
    assert result.exit_code == 1
    assert list(empty.iterdir()) == []
