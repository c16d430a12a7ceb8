"""`explain`: why a clause is in a policy or not, and the file and line behind it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from policybuilder.lifecycle import cache
from policybuilder.readings import READINGS
from tests.cli.conftest import Run
from tests.workspaces import base, clause, profile, template


def test_a_clause_that_is_in_is_explained_with_each_value_and_its_line(run: Run, root: Path) -> None:
    clause(
        root,
        "care",
        "Keep it {{ days }} days; ask {{ contact }}.\n",
        parameters="[days, contact, tools.agents]",
        applies_when="tools.agents == 'pilot'",
        law="[foia]",
    )
    base(root, "parameters:\n  days: 7\n")
    profile(root, "extends: [alliance]\ntools:\n  agents: pilot\n")
    result = run("explain", "riverton", "care")
    assert result.exit_code == 0
    assert result.stdout == (
        "Care (care) in riverton/policy\n"
        "  in: section 1.1; the template lists it and the depth takes it (templates/policy.yaml:6:52)\n"
        "  level: mandatory; depth of the policy: standard\n"
        "  condition: tools.agents == 'pilot' (holds)\n"
        "  text: version 1.0.0, clauses/about/care.md\n"
        "  days = 7\n"
        "    decided: base alliance, profiles/alliance.yaml:4:3\n"
        "  contact = [to confirm: contact for questions]\n"
        "    never looked at: not answered, clauses/parameters.yaml:3:3\n"
        "  tools.agents = pilot\n"
        "    decided: profile riverton, profiles/riverton.yaml:6:3\n"
        "  law: foia, unchecked\n"
    )


def test_a_clause_out_by_its_condition_is_explained_with_what_the_condition_tests(run: Run, root: Path) -> None:
    clause(root, "local", parameters="[tools.agents]", applies_when="tools.agents == 'pilot' or functions.social_care")
    template(root, "care", "local")
    assert run("explain", "riverton", "local").stdout == (
        "Local (local) in riverton/policy\n"
        "  not in: its condition does not hold: tools.agents == 'pilot' or functions.social_care "
        "(clauses/about/local.md:8:15)\n"
        "  tools.agents = none\n"
        "    never looked at: default, clauses/parameters.yaml:12:3\n"
        "  functions.social_care = false\n"
        "    fact\n"
    )


def test_a_clause_out_by_depth_is_explained_with_the_depth_that_takes_it(run: Run, root: Path) -> None:
    clause(root, "local", level="recommended")
    clause(root, "rare", level="optional")
    template(root, "care", "local", "rare")
    profile(root, "depth: essential\n")
    assert run("explain", "riverton", "local").stdout == (
        "Local (local) in riverton/policy\n"
        "  not in: it is recommended, and the policy's depth is essential (templates/policy.yaml:6:58)\n"
        "  hint: write depth: standard, or name it under documents: policy: include:\n"
    )
    assert "hint: write depth: full, or name it" in run("explain", "riverton", "rare").stdout


def test_an_excluded_clause_is_explained_with_the_councils_reason(run: Run, root: Path) -> None:
    profile(root, documents="{policy: {exclude: [{clause: care, reason: The handbook says it}]}}")
    assert "  not in: the profile excludes it: The handbook says it (profiles/riverton.yaml:3:32)\n" in (
        run("explain", "riverton", "care").stdout
    )


def test_an_included_and_a_required_clause_are_explained(run: Run, root: Path) -> None:
    clause(root, "care", requires="[rare]")
    clause(root, "rare", level="optional")
    clause(root, "own", level="optional")
    template(root, "care", "rare", "own")
    profile(root, documents="{policy: {include: [own]}}")
    assert "in: section 1.3; the profile includes it (profiles/riverton.yaml:3:32)" in (
        run("explain", "riverton", "own").stdout
    )
    assert "in: section 1.2; another clause requires it (clauses/about/care.md:7:12)" in (
        run("explain", "riverton", "rare").stdout
    )


def test_an_amended_clause_is_explained_with_its_reason(run: Run, root: Path) -> None:
    amend = "{clause: care, place: after, paragraph: 1, base: 1.0.0, reason: Asked for, text: Ask us.}"
    profile(root, documents=f"{{policy: {{amend: [{amend}]}}}}")
    assert (
        "  amended: after paragraph 1, written against 1.0.0 (profiles/riverton.yaml:3:30)\n    reason: Asked for\n"
    ) in run("explain", "riverton", "care").stdout


def test_an_appendix_is_explained_by_its_letter(run: Run, root: Path) -> None:
    clause(root, "app-words")
    template(root, "care", appendices="[app-words]")
    assert "  in: Appendix A; " in run("explain", "riverton", "app-words").stdout


def test_a_clause_of_no_template_is_explained(run: Run, root: Path) -> None:
    clause(root, "unused")
    assert run("explain", "riverton", "unused").stdout == (
        "Unused (unused) in riverton/policy\n"
        "  not in: the template policy does not list it, and the profile does not include it\n"
    )


def test_each_document_of_the_council_is_explained_unless_one_is_named(run: Run, root: Path) -> None:
    template(root, "care", id="strategy")
    profile(root, documents="{policy: {}, strategy: {}}")
    both = run("explain", "riverton", "care").stdout
    assert "riverton/policy" in both
    assert "\n\nCare (care) in riverton/strategy\n" in both
    assert "riverton/policy" not in run("explain", "riverton", "care", "--document", "strategy").stdout


def test_a_long_value_is_cut(run: Run, root: Path) -> None:
    clause(root, "care", "{{ contact }}\n", parameters="[contact]")
    profile(root, f"parameters: {{contact: {'long ' * 30}}}\n")
    shown = run("explain", "riverton", "care").stdout
    assert f"  contact = {('long ' * 30)[:59]}…\n" in shown


def test_what_does_not_exist_is_told_with_the_nearest(run: Run, root: Path) -> None:
    result = run("explain", "riverton", "caer")
    assert result.exit_code == 1
    told = (
        'no clause has the id, number, heading or words "caer" [unknown-clause]\n  hint: did you mean 1.1 Care (care)?'
    )
    assert told in result.stderr
    assert 'unknown profile "rivertown"' in run("explain", "rivertown", "care").stderr
    assert 'unknown document "polcy"' in run("explain", "riverton", "care", "--document", "polcy").stderr


def test_a_policy_with_problems_tells_them_instead(run: Run, root: Path) -> None:
    clause(root, "care", "{{ motto }}\n", parameters="[motto]")
    result = run("explain", "riverton", "care")
    assert result.exit_code == 1
    assert '"motto" is optional and not set [not-set]' in result.stderr


# A clause as a reader speaks of it -------------------------------------------------------------------------


def spoken_of(root: Path) -> None:
    """Write a council with two documents, in which numbers, headings and words stand as a reader finds them."""
    body = (
        "You must ask before you buy a tool, even one that costs nothing, or put a tool that you have to a use that is "
        "new to the council.\n\n- You have an answer within {{ days }} working {% if days == 1 %}day{% else %}days"
        "{% endif %}.\n\n| Who | What |\n| --- | --- |\n| {{ roles.siro }} | Says “yes” or “no” |\n"
    )
    clause(root, "request", body, title="New tools and uses", parameters="[days, roles.siro]", covers="[free-trials]")
    clause(root, "rare", level="optional", title="Rarely asked for")
    clause(root, "unused", title="Held in reserve")
    clause(root, "app-words", "Words that are used above.\n", title="Words")
    template(root, "care", "request", "rare", appendices="[app-words]")
    template(root, "request", id="strategy")
    profile(root, "parameters: {days: 10}\n", documents="{policy: {}, strategy: {}}")


@pytest.mark.parametrize(
    ("asked", "id", "documents"),
    [
        ("request", "request", ["policy", "strategy"]),
        ("1.2", "request", ["policy"]),
        ("section 1.2", "request", ["policy"]),
        ("1.2.1", "request", ["policy"]),
        ("Appendix A", "app-words", ["policy"]),
        ("a", "app-words", ["policy"]),
        ("New tools and uses", "request", ["policy", "strategy"]),
        ("new TOOLS and  uses", "request", ["policy", "strategy"]),
        ("Rarely asked for", "rare", ["policy"]),
        ("Held in reserve", "unused", ["policy", "strategy"]),
        ("10 working days", "request", ["policy", "strategy"]),
        ("Director of Resources", "request", ["policy", "strategy"]),
        ('Says "yes" or', "request", ["policy", "strategy"]),
        ("words that are used", "app-words", ["policy"]),
        ("free-trials", "request", ["policy", "strategy"]),
    ],
)
def test_a_clause_is_found_as_a_reader_speaks_of_it(
    run: Run, root: Path, asked: str, id: str, documents: list[str]
) -> None:
    spoken_of(root)
    result = run("explain", "riverton", asked)
    assert result.exit_code == 0, result.stderr
    heads = [line for line in result.stdout.splitlines() if f"({id}) in riverton/" in line]
    assert [line.rpartition("/")[2] for line in heads] == documents


def test_the_words_that_were_found_are_shown_with_the_parameter_that_prints_them(run: Run, root: Path) -> None:
    spoken_of(root)
    shown = run("explain", "riverton", "within 10 working days", "--document", "policy").stdout
    assert shown.splitlines()[1:3] == [
        "  You have an answer within 10 working days.",
        '    "10" is printed by days (profile riverton, profiles/riverton.yaml:4:14)',
    ]
    assert "is printed by" not in run("explain", "riverton", "working days").stdout


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("1.1", "add --document: policy: 1.1 Care (care); strategy: 1.1 New tools and uses (request)"),
        ("section 1", "policy: 1.1 Care (care); policy: 1.2 New tools and uses (request); strategy: 1.1"),
        ("The rules", "policy: 1.1 Care (care); policy: 1.2 New tools and uses (request); strategy: 1.1"),
        # A heading that holds the words comes before a text that does.
        ("words", "name one by its id: Appendix A Words that are used (app-words); 1.1 Care (care)"),
        ("you", "1.1 Care (care)"),
    ],
)
def test_what_means_several_clauses_is_refused_and_each_is_named(run: Run, root: Path, asked: str, told: str) -> None:
    spoken_of(root)
    if asked == "words":
        clause(root, "care", "You must use words with care.\n")
        clause(root, "app-words", "Words that are used above.\n", title="Words that are used")
    result = run("explain", "riverton", asked)
    assert result.exit_code == 1
    assert "[several-clauses]" in result.stderr
    assert told in result.stderr


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("New tool and use", "did you mean 1.2 New tools and uses (request)?"),
        ("Held in reserved", "did you mean Held in reserve (unused)?"),
        ("gyrfalcon", "`policybuilder clauses list` names every clause"),
        ("10 woking days", "`policybuilder clauses list` names every clause"),
    ],
)
def test_what_is_not_there_is_refused_with_what_is_near(run: Run, root: Path, asked: str, told: str) -> None:
    spoken_of(root)
    result = run("explain", "riverton", asked)
    assert result.exit_code == 1
    assert told in result.stderr


def test_an_amendment_is_explained_by_the_words_that_it_stands_by(run: Run, root: Path) -> None:
    amend = "{clause: care, place: after, base: 1.0.0, was: You must take care., reason: Asked for, text: Ask us.}"
    profile(root, documents=f"{{policy: {{amend: [{amend}]}}}}")
    assert '  amended: after "You must take care.", written against 1.0.0' in run("explain", "riverton", "care").stdout


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("Take care.", ""),
        ("Take care. Ask.", "    the library has changed the clause since: both are merged"),
        ("Take good care.", "    the library says the same now"),
        (
            "Take some care.",
            "    in conflict with the library, which changed the same words: see `policybuilder settle`",
        ),
    ],
    ids=["stands", "carried", "adopted", "conflict"],
)
def test_an_amendment_says_what_a_newer_library_makes_of_it(run: Run, root: Path, now: str, said: str) -> None:
    amend = "{clause: care, place: replace, base: 1.0.0, was: Take care., reason: Ours, text: Take good care.}"
    newer = "[{version: 1.1.0, date: 2026-12-01, kind: minor, why: The Act changed}]"
    clause(root, "care", f"{now}\n", version="1.1.0", changes=newer)
    profile(root, documents=f"{{policy: {{amend: [{amend}]}}}}")
    lines = run("explain", "riverton", "care").stdout.splitlines()
    after = lines[next(number for number, line in enumerate(lines) if line.startswith("  amended: ")) + 1]
    assert after.startswith(said or "    reason: Ours")


def test_each_answer_says_its_state_and_whose_it_is(run: Run, root: Path) -> None:
    body = "Keep it {{ days }} days; ask the {{ roles.siro }}; {{ uses | listed }}.\n"
    clause(root, "care", body, parameters="[days, roles.siro, uses]")
    base(root, "kept: {roles.siro: Director of Resources}\n")
    profile(root, "extends: [alliance]\nkept: {days: 30}\n")
    told = run("explain", "riverton", "care").stdout
    assert "  days = 30\n    kept: default, kept by profile riverton, profiles/riverton.yaml:5:8\n" in told
    assert (
        "  roles.siro = Director of Resources\n"
        "    kept: default, kept by base alliance, profiles/alliance.yaml:3:8\n" in told
    )
    assert "  uses = drafting; summarising\n    never looked at: default, clauses/parameters.yaml:9:3\n" in told


@pytest.fixture
def kept(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep what is read from one run to the next, as on an officer's machine."""
    monkeypatch.setenv("POLICYBUILDER_CACHE", str(tmp_path_factory.mktemp("cache")))
    cache.cache_folder.cache_clear()
    READINGS.forget()
    yield
    cache.cache_folder.cache_clear()
    READINGS.forget()


@pytest.mark.usefixtures("kept")
def test_a_second_question_reads_nothing_again_but_what_was_changed_since(run: Run, root: Path) -> None:
    clause(root, "care", "Keep it {{ days }} days.\n", parameters="[days]")
    profile(root, "parameters:\n  days: 7\n")
    first = run("explain", "riverton", "care")
    READINGS.forget()
    assert run("explain", "riverton", "care").stdout == first.stdout
    assert READINGS.made == 0
    profile(root, "parameters:\n  days: 14\n")
    READINGS.forget()
    assert "  days = 14\n" in run("explain", "riverton", "care").stdout
    assert READINGS.made == 1
