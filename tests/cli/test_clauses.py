"""`clauses`: what the library holds."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run
from tests.workspaces import clause, profile, template, write


def test_the_clauses_are_listed_with_level_version_and_condition(run: Run, root: Path) -> None:
    clause(root, "local", level="optional", applies_when="nation == 'wales'")
    result = run("clauses", "list", "--document", "policy")
    assert result.stdout == (
        "clause  title  level      version  applies when\ncare    Care   mandatory  1.0.0    always\n\n1 clause\n"
    )
    listed = run("clauses", "list").stdout
    assert run("clauses").stdout == listed
    assert listed.splitlines()[2] == "local   Local  optional   1.0.0    nation == 'wales'"


def test_the_clauses_of_a_document_are_listed_in_its_order(run: Run, empty: Path) -> None:
    listed = run("clauses", "list", "--document", "generative-ai-policy").stdout
    assert listed.splitlines()[1].startswith("purpose ")
    assert listed.index("\nscope-people ") < listed.index("\nlegal-framework-list ") < listed.index("\napp-glossary ")


def test_the_built_in_library_is_listed_where_there_is_no_workspace(run: Run, empty: Path) -> None:
    found = json.loads(run("clauses", "list", "--json").stdout)["result"]
    assert {"id", "title", "level", "version", "topic", "file", "changes"} <= found[0].keys()
    assert "purpose" in {each["id"] for each in found}
    assert next(each["topic"] for each in found if each["id"] == "meeting-transcription") == "meetings"


def test_a_workspace_that_is_named_and_is_none_is_told(run: Run, empty: Path) -> None:
    result = run("--workspace", "nowhere", "clauses")
    assert result.exit_code == 1
    assert "no workspace here" in result.stderr


def test_a_clause_is_shown_with_its_text_and_what_it_depends_on(run: Run, root: Path) -> None:
    clause(
        root,
        "local",
        "Ask {{ contact }}.\n",
        parameters="[contact]",
        requires="[care]",
        frameworks="{playbook: [P1, P2]}",
        covers="[translation, subtitles]",
    )
    shown = run("clauses", "show", "local").stdout
    assert shown.splitlines()[0] == "Local"
    for line in (
        "  file:         clauses/about/local.md",
        "  applies when: always",
        "  parameters:   contact",
        "  requires:     care",
        "  frameworks:   playbook P1, P2",
        "  covers:       translation, subtitles",
    ):
        assert line in shown.splitlines()
    assert "First version" in shown
    assert "Ask {{ contact }}." in shown


def test_an_unknown_clause_offers_the_nearest(run: Run, root: Path) -> None:
    result = run("clauses", "show", "caer")
    assert result.exit_code == 1
    assert 'error: unknown clause "caer" [unknown-clause]\n  hint: did you mean "care"?' in result.stderr


def test_clauses_are_found_by_all_the_words_whatever_their_case(run: Run, root: Path) -> None:
    clause(root, "local", "Nothing here.\n\nEvery Gyrfalcon must be logged.\n")
    clause(root, "other", "A gyrfalcon is a bird.\n")
    assert run("clauses", "search", "GYRFALCON", "logged").stdout == (
        "local  Local\n    Every Gyrfalcon must be logged.\n"
    )
    assert len(run("clauses", "search", "gyrfalcon").stdout.splitlines()) == 4


def test_words_are_found_as_they_are_printed_and_the_parameter_is_named(run: Run, root: Path) -> None:
    body = (
        "Answer within {{ days }} working {% if days == 1 %}day{% else %}days{% endif %}, says the {{ roles.siro }}.\n"
    )
    clause(root, "local", body, parameters="[days, roles.siro]")
    template(root, "care", "local")
    profile(root, "parameters: {days: 1}\n")
    assert run("clauses", "search", "30 working days").stdout == (
        "local  Local\n"
        "    Answer within 30 working days, says the Director of Resources.\n"
        '      "30" is printed by days (a typical value)\n'
    )
    assert run("clauses", "search", "1 working day,", "DIRECTOR", "--profile", "riverton").stdout == (
        "local  1.2 Local, in riverton/policy\n"
        "    Answer within 1 working day, says the Director of Resources.\n"
        '      "1" is printed by days (profile riverton, profiles/riverton.yaml:4:14)\n'
        '      "Director of Resources" is printed by roles.siro (default, clauses/parameters.yaml:18:3)\n'
    )
    assert run("clauses", "search", "30 working days", "--profile", "riverton").stdout == (
        'no clause of riverton holds "30 working days"\n'
    )
    assert "roles.siro" in run("clauses", "search", "{{ roles.siro }}").stdout


def test_a_typical_fact_is_no_parameter(run: Run, root: Path) -> None:
    clause(root, "local", "Ask {{ council.short_name }} first.\n")
    assert run("clauses", "search", "Ask Riverton").stdout == "local  Local\n    Ask Riverton first.\n"


def test_words_in_the_middle_of_a_long_text_are_shown_with_what_is_around_them(run: Run, root: Path) -> None:
    clause(root, "local", "Ahead " + "of all " * 40 + "a gyrfalcon " + "and more " * 40 + "behind.\n")
    line = run("clauses", "search", "gyrfalcon").stdout.splitlines()[1]
    assert line.startswith(("    …of all ", "    …all of "))
    assert " a gyrfalcon and " in line
    assert line.endswith("…")
    assert len(line) <= 100


def test_a_clause_is_found_by_a_subject_that_it_holds(run: Run, root: Path) -> None:
    clause(root, "local", covers="[free-trials]")
    assert run("clauses", "search", "free-trials").stdout == "local  Local\n"


def test_a_number_finds_what_stands_there_in_a_council_s_policy(run: Run, root: Path) -> None:
    (line,) = run("clauses", "search", "section 1.1", "--profile", "riverton").stdout.splitlines()
    assert "1.1" in line
    assert run("clauses", "search", "1.1", "--profile", "riverton").stdout.splitlines() == [line]
    assert "add --profile" in run("clauses", "search", "47.2").stdout
    assert run("clauses", "search", "47.2", "--profile", "riverton").exit_code == 1


def test_a_search_without_a_match_ends_with_1(run: Run, root: Path) -> None:
    result = run("clauses", "search", "gyrfalcon", "owl")
    assert result.exit_code == 1
    assert result.stdout == 'no clause holds "gyrfalcon" and "owl"\n'


def test_a_long_line_is_cut_to_the_screen(run: Run, root: Path) -> None:
    clause(root, "local", "Gyrfalcon " + "very " * 60 + "much.\n")
    line = run("clauses", "search", "gyrfalcon").stdout.splitlines()[1]
    assert line.endswith("…")
    assert len(line) <= 100


def test_the_parameters_are_listed_and_one_is_shown(run: Run, root: Path) -> None:
    assert "days" in run("clauses", "parameters").stdout
    shown = run("clauses", "parameters", "days").stdout
    assert shown == (
        "days\n"
        "  question: How long?\n"
        "  ask:      Records manager\n"
        "  type:     integer\n"
        "  unit:     days\n"
        "  default:  30\n"
        "  why:      A month is enough.\n"
        "  declared: clauses/parameters.yaml:6:3\n"
    )
    assert "must be answered" in run("clauses", "parameters", "contact").stdout
    assert "    pilot: A pilot: under supervision\n" in run("clauses", "parameters", "tools.agents").stdout


def test_an_unknown_parameter_offers_the_nearest(run: Run, root: Path) -> None:
    result = run("clauses", "parameters", "dayz")
    assert result.exit_code == 1
    assert 'unknown parameter "dayz" [unknown-parameter]\n  hint: did you mean "days"?' in result.stderr


def test_a_clause_that_cannot_be_read_is_told(run: Run, root: Path) -> None:
    write(root, "clauses/about/broken.md", "no front matter\n")
    result = run("clauses", "search", "care")
    assert result.exit_code == 1
    assert "clauses/about/broken.md:1:1: error: the front matter is missing [front-matter]" in result.stderr


def test_each_paragraph_of_a_clause_is_shown_with_the_words_to_paste_for_an_amendment(run: Run, root: Path) -> None:
    body = "One.\n\n{% if tools.transcription %}\nTwo:\n\n- a\n    - b\n\n{% else %}\nThree.\n\n{% endif %}\n"
    clause(root, "local", body, parameters="[tools.transcription]")
    shown = run("clauses", "show", "local").stdout
    assert shown.endswith(
        "# paragraph 1\n        was: |\n          One.\n\n"
        "# paragraph 2, printed within: if tools.transcription\n"
        "        was: |\n          Two:\n\n          - a\n              - b\n\n"
        "# paragraph 3, printed within: unless tools.transcription\n        was: |\n          Three.\n"
    )


def test_a_clause_without_paragraphs_is_shown_without_words_to_paste(run: Run, root: Path) -> None:
    clause(root, "local", "- a\n- b\n")
    assert "was:" not in run("clauses", "show", "local").stdout
