"""Drafts in output/: what is written, what is left alone, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from policybuilder.document_json import loads
from policybuilder.errors import PolicyBuilderError
from policybuilder.library.library import open_library
from policybuilder.library.workspace import open_workspace
from policybuilder.lifecycle.build import build_profile, build_profiles, buildable
from policybuilder.lifecycle.built import Built, Order, ProfileOutcome
from policybuilder.lifecycle.put import Making
from tests.workspaces import base, clause, library, profile, shell, template, tiny, write

TEXTS = ("markdown", "html", "json")
IN_TEXT = Order(formats=TEXTS)
COMPLETE = "{policy: {owner: Head of Digital, approver: Cabinet, review_date: 2028-01-31}}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    clause(shell(tiny(tmp_path)).parents[2], "care", "Ask {{ contact }}.\n", parameters="[contact]")
    return tmp_path


def build(root: Path, order: Order = IN_TEXT, id: str = "riverton") -> ProfileOutcome:
    return build_profile(library(root), id, order)


def built(root: Path, order: Order = IN_TEXT) -> Built:
    outcome = build(root, order)
    assert [str(problem) for problem in outcome.problems] == []
    (found,) = outcome.built
    return found


def output(root: Path) -> dict[str, bytes]:
    """Return every file below output/ with its bytes."""
    files = (path for path in (root / "output").rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


DRAFT = "output/riverton/policy/draft/policy"


def test_a_draft_is_written_in_every_format_asked_for(root: Path) -> None:
    found = built(root, Order(formats=("word", "markdown", "html", "json")))
    suffixes = (".docx", ".md", ".html", ".body.html", ".json")
    assert found.files == found.changed == tuple(DRAFT + suffix for suffix in suffixes)
    assert set(output(root)) == set(found.files)
    assert "Ask" in output(root)[f"{DRAFT}.md"].decode()
    assert loads(output(root)[f"{DRAFT}.json"]).title == "AI policy"
    assert output(root)[f"{DRAFT}.docx"].startswith(b"PK")


def test_a_second_build_writes_nothing(root: Path) -> None:
    built(root)
    assert built(root).changed == ()


def test_only_the_files_that_differ_are_written_again(root: Path) -> None:
    built(root)
    (root / f"{DRAFT}.md").unlink()
    assert built(root).changed == (f"{DRAFT}.md",)
    assert set(output(root)) == {f"{DRAFT}{suffix}" for suffix in (".md", ".html", ".body.html", ".json")}


def test_a_check_writes_nothing_and_says_what_would_change(root: Path) -> None:
    order = Order(formats=("markdown",), write=False)
    assert built(root, order).changed == (f"{DRAFT}.md",)
    assert output(root) == {}
    built(root)
    assert built(root, order).changed == ()


def test_what_was_built_is_counted(root: Path) -> None:
    found = built(root)
    # "The rules", "Care", and "Ask [to confirm: contact for questions]."
    assert found.words == 9
    assert found.unconfirmed == 4
    assert found.pages == 0, "no Word file was asked for"
    # The cover, the control table with the contents, the text.
    assert built(root, Order(formats=("word",))).pages == 3
    assert found.law_to_check == 0


def test_a_value_that_stands_in_many_places_is_one_thing_to_confirm(root: Path) -> None:
    clause(root, "care", "Ask {{ contact }} or {{ contact }}.\n", parameters="[contact]")
    assert built(root).unconfirmed == 4


def test_law_that_is_not_verified_is_counted(root: Path) -> None:
    clause(root, "care", "Under {{ law.foia }}.\n", law="[foia]")
    assert built(root).law_to_check == 1


def test_the_same_workspace_gives_the_same_bytes_in_another_folder(tmp_path: Path) -> None:
    outputs = []
    for name in ("one", "two"):
        here = shell(tiny(tmp_path / name)).parents[2]
        built(here, Order(formats=("word", *TEXTS)))
        outputs.append(output(here))
    assert outputs[0] == outputs[1]


def test_only_the_document_that_is_asked_for_is_built(root: Path) -> None:
    template(root, "care", id="strategy")
    profile(root, documents="{policy: {}, strategy: {}}")
    assert [found.document for found in build(root).built] == ["policy", "strategy"]
    (found,) = build(root, Order("strategy", TEXTS)).built
    assert found.document == "strategy"
    assert build(root, Order("nothing", TEXTS)).problems[0].message == 'unknown document "nothing"'


def test_a_document_that_another_profile_has_is_not_built_for_this_one(root: Path) -> None:
    template(root, "care", id="strategy")
    assert build(root, Order("strategy", TEXTS)) == ProfileOutcome("riverton", (), (), ("profiles/riverton.yaml",))


def test_one_document_that_is_wrong_does_not_stop_the_others(root: Path) -> None:
    clause(root, "bad", "{{ motto }}\n", parameters="[motto]")
    template(root, "bad", id="strategy")
    profile(root, documents="{strategy: {}, policy: {}}")
    outcome = build(root)
    assert [found.document for found in outcome.built] == ["policy"]
    assert [problem.code for problem in outcome.problems] == ["not-set"]


def test_a_profile_that_names_no_document_is_told(root: Path) -> None:
    profile(root, documents="{}")
    (problem,) = build(root).problems
    assert (problem.code, problem.hint) == ("no-documents", "add documents: with policy: below it")


def test_what_is_doubtful_is_told_and_the_draft_is_built(root: Path) -> None:
    template(root, "care", "more")
    clause(root, "more")
    profile(root, documents="{policy: {exclude: [{clause: more, reason: Not ours}]}}")
    outcome = build(root)
    assert len(outcome.built) == 1
    assert [problem.code for problem in outcome.problems] == ["mandatory-excluded"]


def test_a_shell_that_is_missing_stops_the_word_file_alone(root: Path) -> None:
    profile(root, "word_shell: none.docx\n")
    assert build(root).problems == ()
    (problem,) = build(root, Order(formats=("word", "markdown"))).problems
    assert (problem.code, str(problem.location)) == ("no-such-file", "profiles/riverton.yaml:4:1")


def test_a_shell_that_is_no_word_file_is_told_and_nothing_is_written(root: Path) -> None:
    write(root, "templates/word/policy.docx", b"text")
    outcome = build(root, Order(formats=("word", "markdown")))
    assert [problem.location.path for problem in outcome.problems] == ["word/policy.docx"]
    assert output(root) == {}


def test_a_draft_that_cannot_be_written_is_told_and_the_old_one_stays(root: Path) -> None:
    built(root)
    before = output(root)
    (root / f"{DRAFT}.html").unlink()
    (root / f"{DRAFT}.html/in the way").mkdir(parents=True)
    clause(root, "care", "Changed.\n")
    assert [problem.code for problem in build(root).problems] == ["in-the-way"]
    assert output(root)[f"{DRAFT}.md"] == before[f"{DRAFT}.md"]


# Papers --------------------------------------------------------------------------------------------------


PAPER = Making(datetime(2026, 12, 1, 9, tzinfo=UTC), "0.1.0")


def test_a_paper_is_refused_while_anything_is_open_and_nothing_is_written(root: Path) -> None:
    outcome = build(root, Order(formats=TEXTS, paper=PAPER))
    assert {problem.code for problem in outcome.problems} == {"unconfirmed"}
    assert output(root) == {}


def test_a_paper_stands_beside_the_draft_and_always_holds_its_words_as_data(root: Path) -> None:
    profile(root, "parameters: {contact: Help Desk}\n", documents=COMPLETE)
    built(root)
    found = built(root, Order(formats=("markdown",), paper=PAPER))
    paper = "output/riverton/policy/paper"
    assert found.files == (f"{paper}/policy.md", f"{paper}/policy.json", f"{paper}/manifest.json")
    assert loads(output(root)[f"{paper}/policy.json"]).stage == "paper"
    assert f"{DRAFT}.json" in output(root)
    assert not any("final" in name for name in output(root))


# Many profiles -------------------------------------------------------------------------------------------


@pytest.fixture
def many(root: Path) -> Path:
    base(root, "parameters: {contact: Help Desk}\n")
    for id in ("ashby", "burnley-on-sea", "cliffe"):
        profile(root, "extends: [alliance]\n", id=id)
    profile(root, "parameters: {contactt: x}\n", id="wrong")
    return root


def outcomes(root: Path, jobs: int) -> Iterator[ProfileOutcome]:
    here = open_library(open_workspace(root))
    yield from build_profiles(here, list(buildable(here)), Order(formats=("markdown", "html")), jobs)


def test_bases_are_not_built_and_a_profile_that_is_wrong_does_not_stop_the_others(many: Path) -> None:
    found = list(outcomes(many, 1))
    assert [outcome.profile for outcome in found] == ["ashby", "burnley-on-sea", "cliffe", "riverton", "wrong"]
    assert [len(outcome.built) for outcome in found] == [1, 1, 1, 1, 0]
    assert [problem.code for problem in found[4].problems] == ["unknown-parameter"]


@pytest.mark.rest
def test_two_processes_build_what_one_builds_in_the_same_order(many: Path) -> None:
    alone = list(outcomes(many, 1))
    files = output(many)
    for path in files:
        (many / path).unlink()
    together = list(outcomes(many, 2))
    assert together == alone
    assert output(many) == files


def test_a_profile_is_built_from_its_own_file_its_bases_and_its_shells(many: Path) -> None:
    shell(many, "letterhead.docx")
    base(many, "extends: [far]\nword_shell: letterhead.docx\n")
    base(many, id="far")
    assert build(many, id="ashby").inputs == (
        "profiles/ashby.yaml",
        "profiles/alliance.yaml",
        "profiles/far.yaml",
        "letterhead.docx",
    )


def test_a_profile_that_does_not_exist_is_told(root: Path) -> None:
    outcome = build(root, id="nobody")
    assert [problem.code for problem in outcome.problems] == ["unknown-profile"]
    with pytest.raises(PolicyBuilderError):
        library(root).profile("nobody")
