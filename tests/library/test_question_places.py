"""Tests for library/question_places.py: the line of a profile on which an answer goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.library.council_search import find_council
from policybuilder.library.councils import load_register
from policybuilder.library.library import open_library
from policybuilder.library.new_profile import NewProfile, profile_text, questions
from policybuilder.library.profiles import read_profile
from policybuilder.library.question_places import answer_path, in_words, question_place
from policybuilder.library.workspace import built_in_workspace
from tests.saying import place_of
from tests.workspaces import library, profile, tiny


def place(root: Path, text: str, name: str, document: str = "policy", documents: str = "{policy: {}}") -> str:
    """Return "line:column" of the answer to a question in a profile with some further YAML."""
    known = library(tiny(root))
    file = profile(root, text, documents=documents)
    read = read_profile("profiles/riverton.yaml", file.read_text(), known.reference)
    found = question_place(read, file.read_text(), answer_path(name, document))
    return f"{found.line}:{found.column}"


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("contact", ("parameters", "contact")),
        ("roles.siro", ("roles", "siro")),
        ("lgr.status", ("lgr", "status")),
        ("document.owner", ("documents", "policy", "owner")),
    ],
)
def test_an_answer_goes_into_the_section_of_its_name(name: str, keys: tuple[str, ...]) -> None:
    assert answer_path(name, "policy") == keys


def test_where_an_answer_goes_is_told_in_the_words_of_the_file() -> None:
    assert in_words(("roles", "siro")) == "siro: under roles:"
    assert in_words(("documents", "policy", "owner")) == "owner: under documents: policy:"


def test_an_answer_that_is_there_is_the_place_also_when_it_says_nothing(tmp_path: Path) -> None:
    assert place(tmp_path, "parameters:\n  days: 3\n  contact:\n", "contact") == "6:3"


def test_a_commented_question_is_the_place(tmp_path: Path) -> None:
    text = "parameters:\n  # Whom may staff ask?\n  # contact:\n  days: 3\n"
    assert place(tmp_path, text, "contact") == "6:3"


@pytest.mark.parametrize(
    "text",
    [
        "parameters:\n  days: 3\nroles:\n  # contact: belongs elsewhere\n  siro: Director\n",
        "parameters:\n  days: 3\n  #   contact: an entry of a list that is a comment\n",
        "parameters:\n  days: 3\n  # the contact: a sentence\n",
    ],
)
def test_a_comment_that_is_no_question_of_the_section_is_not_the_place(tmp_path: Path, text: str) -> None:
    assert place(tmp_path, text, "contact") == "4:1"


def test_without_a_question_or_a_section_it_is_the_head_of_the_file(tmp_path: Path) -> None:
    assert place(tmp_path, "", "contact") == "1:1"


def test_a_section_of_comments_alone_holds_its_questions(tmp_path: Path) -> None:
    assert place(tmp_path, "roles:\n  # siro: Director of Resources\n", "roles.siro") == "5:3"


def test_the_owner_of_a_document_is_asked_below_that_document(tmp_path: Path) -> None:
    documents = "\n  guide:\n    # owner:\n    depth: full\n  policy:\n    # owner:\n    depth: full"
    assert place(tmp_path, "", "document.owner", "policy", documents) == "8:5"


def test_every_question_of_a_new_profile_is_found_on_its_own_line() -> None:
    known = open_library(built_in_workspace())
    register = load_register(known.workspace, known.reference.facts)
    documents = ("generative-ai-policy", "ai-governance-policy")
    new = NewProfile("wolverhampton", find_council("wolverhampton", register), "full", documents, (), {})
    text = profile_text(known, new)
    read = read_profile("profiles/wolverhampton.yaml", text, known.reference)
    lines = text.split("\n")
    for parameter in questions(known, documents):
        path = answer_path(parameter.name)
        at = question_place(read, text, path)
        assert lines[at.line - 1].startswith(f"  # {path[-1]}:"), parameter.name
    first, second = (question_place(read, text, answer_path("document.owner", id)) for id in documents)
    assert first.line < second.line
    assert f"{first.line}:{first.column}" == place_of("# owner:", text)
