"""Files that nothing would read are reported, not ignored."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.checks import check
from policybuilder.errors import PolicyBuilderError
from policybuilder.library.strays import stray_files
from policybuilder.lifecycle.built import Order
from policybuilder.lifecycle.run import build_workspace
from tests.workspaces import alone, clause, library, shell, tiny, write


def told(root: Path) -> list[str]:
    return [str(problem) for problem in stray_files(alone(root))]


def test_a_right_workspace_has_none(tmp_path: Path) -> None:
    tiny(tmp_path)
    write(tmp_path, "clauses/README.md", "# About these clauses\n")
    write(tmp_path, "clauses/councils.csv", "code\n")
    write(tmp_path, "docker-compose.yml", "services: {}\n")
    assert told(tmp_path) == []


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        (
            "profiles/riverton.yml",
            "error: the file is not read: its name ends in .yml [stray-file]\n  hint: name it riverton.yaml",
        ),
        (
            "templates/policy.yml",
            "error: the file is not read: its name ends in .yml [stray-file]\n  hint: name it policy.yaml",
        ),
        (
            "profiles/kingsmere.yaml.txt",
            "error: the file is not read: its name ends in .yaml.txt [stray-file]\n"
            "  hint: name it kingsmere.yaml; Windows shows the whole name with View, Show, File name extensions",
        ),
        (
            "templates/notice.YML",
            "error: the file is not read: its name ends in .YML [stray-file]\n  hint: name it notice.yaml",
        ),
        (
            "clauses/about/notice.markdown",
            "error: the file is not read: its name ends in .markdown [stray-file]\n  hint: name it notice.md",
        ),
        (
            "policybuilder.yml",
            "error: the file is not read: its name ends in .yml [stray-file]\n  hint: name it policybuilder.yaml",
        ),
        (
            "clauses/paramters.yaml",
            "error: no reference file has this name, so it is not read [stray-file]\n"
            '  hint: did you mean "parameters.yaml"? the files read are clauses/parameters.yaml, clauses/terms.yaml, '
            "clauses/law.yaml, clauses/frameworks.yaml, clauses/facts.yaml, clauses/withdrawn.yaml, "
            "clauses/issued.yaml, clauses/stale.yaml, clauses/avoided_words.yaml, clauses/abbreviations.yaml, "
            "clauses/sounds_like.yaml",
        ),
        (
            "profiles/old/riverton.yaml",
            "error: the file is not read: it stands in a folder of its own [stray-file]\n"
            "  hint: move it to profiles/riverton.yaml",
        ),
    ],
)
def test_a_file_with_another_name_or_place_is_reported(tmp_path: Path, path: str, answer: str) -> None:
    write(tiny(tmp_path), path, "id: x\n")
    assert told(tmp_path) == [f"{path}: {answer}"]


def test_a_reference_file_among_the_clauses_is_reported(tmp_path: Path) -> None:
    write(tiny(tmp_path), "clauses/about/law.yaml", "x: y\n")
    assert told(tmp_path)[0].startswith("clauses/about/law.yaml: error: no reference file has this name")


def test_a_clause_outside_the_topic_folders_is_reported(tmp_path: Path) -> None:
    clause(tiny(tmp_path), "rules", topic=".")
    assert told(tmp_path) == [
        "clauses/rules.md: error: the clause is not read: it stands in no topic folder [stray-file]\n"
        "  hint: move it to clauses/TOPIC/rules.md"
    ]


def test_the_check_of_a_workspace_reports_them(tmp_path: Path) -> None:
    shell(tiny(tmp_path))
    write(tmp_path, "profiles/millbeck.yml", "id: millbeck\n")
    assert [str(problem) for problem in check(library(tmp_path))] == told(tmp_path)


@pytest.mark.parametrize("name", ["riverton.yaml.txt", "riverton.yml", "riverton.yaml.docx"])
def test_a_profile_under_another_name_is_named_where_it_is_asked_for(tmp_path: Path, name: str) -> None:
    """That there is none would send a person to make another."""
    root = tiny(tmp_path)
    (root / "profiles/riverton.yaml").rename(root / "profiles" / name)
    with pytest.raises(PolicyBuilderError) as asked:
        library(root).profile("riverton")
    with pytest.raises(PolicyBuilderError) as built:
        build_workspace(alone(root), (), Order())
    for error in (asked.value, built.value):
        assert [problem.location.path for problem in error.problems] == [f"profiles/{name}"]
        assert error.problems[0].hint.startswith("name it riverton.yaml")
