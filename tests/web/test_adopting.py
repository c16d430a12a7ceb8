"""A new council is made of the policy that it has: read, decided passage by passage, shown, and written when asked."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest

from tests.web.visitor import Visitor, opened, words

OLD = """\
# AI policy

## Using AI

You must check everything that AI writes before you use it.

The mayor keeps a blue notebook of every use of AI in the town hall.

This policy is reviewed every six months.
"""
START = "/new/YOR/old-policy/"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with nothing in it, over the whole library."""
    return tmp_path


@pytest.fixture
def visitor(root: Path) -> Visitor:
    """Return somebody who has entered the page of the folder."""
    return opened(root)


def uploaded(visitor: Visitor) -> str:
    answer = visitor.send(START, file=(io.BytesIO(OLD.encode()), "../../Our policy.md"))
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def numbered(page: str, said: str) -> int:
    """Return the number of the passage that says something."""
    return int(re.findall(r'id="passage-(\d+)"', page[: page.index(said)])[-1])


def chosen(page: str, number: int) -> str:
    """Return whose words are ticked for a passage."""
    return re.findall(rf'name="passage-{number}" type="radio" value="(\w+)" checked', page)[0]


@pytest.mark.rest
def test_a_council_is_made_of_its_old_policy_as_somebody_decided_and_saw(visitor: Visitor, root: Path) -> None:
    assert START in visitor.get("/new/YOR").text
    at = uploaded(visitor)
    shown = visitor.settled(at).text
    assert "The mayor keeps a blue notebook" in words(shown)
    assert "Nothing in the library says this".lower() in words(shown)
    assert "You must check everything" in words(visitor.settled(f"{at}report").text)
    number = numbered(shown, "blue notebook")
    assert chosen(shown, number) == "ours"
    assert visitor.send(at, **{f"passage-{number}": "library"}).status_code == 302
    preview = visitor.settled(f"{at}written").text
    assert "blue notebook" not in preview
    assert not (root / "profiles").exists()

    made = visitor.send_form(preview, f"{at}written")
    assert made.status_code == 303
    done = visitor.settled(made.headers["Location"])
    assert "is made" in words(done.text)
    assert (root / "profiles/york.yaml").is_file()
    assert "York" in visitor.text("/c/york/")
    assert "what has changed" in words(visitor.get("/c/york/adopted/old-to-new").text)
    assert visitor.get("/c/york/adopted/report").status_code == 200
    assert visitor.get("/c/york/adopted/passwords").status_code == 404
    assert not list((root / ".policybuilder/returned").iterdir())
    assert "/c/york/old-policy/" in visitor.get(START).text


@pytest.mark.rest
def test_what_two_tabs_decided_is_shown_in_both_and_neither_is_lost(visitor: Visitor, root: Path) -> None:
    at = uploaded(visitor)
    first = visitor.settled(at).text
    number = numbered(first, "blue notebook")
    assert visitor.send_form(first, at, **{f"passage-{number}": "both"}).status_code == 302
    preview = visitor.settled(f"{at}written").text
    assert "blue notebook" in preview
    stale = visitor.send_form(first, at, **{f"passage-{number}": "ours"})
    assert stale.status_code == 409
    assert "Saved meanwhile: Both" in words(stale.text)
    assert chosen(stale.text, number) == "ours"
    assert visitor.send_form(stale.text, at, **{f"passage-{number}": "ours"}).status_code == 302
    late = visitor.send_form(preview, f"{at}written")
    assert late.status_code == 409
    assert "Nothing was written" in words(late.text)
    assert not (root / "profiles").exists()


@pytest.mark.rest
def test_a_council_that_is_made_meanwhile_is_not_written_over(visitor: Visitor, root: Path) -> None:
    at = uploaded(visitor)
    visitor.settled(at)
    preview = visitor.settled(f"{at}written").text
    assert visitor.send("/new/YOR", documents=["staff-guide"], depth="standard").status_code == 302
    before = (root / "profiles/york.yaml").read_bytes()
    answer = visitor.send_form(preview, f"{at}written")
    refused = visitor.settled(answer.headers["Location"])
    assert refused.status_code == 422
    assert "The profile is there already" in words(refused.text)
    assert (root / "profiles/york.yaml").read_bytes() == before


DECIDED = """\
# AI policy

## Confidentiality

Users must not enter personal data into any generative AI tool.

Users may use their own phones for AI if the tool is approved and they sign in with a council account.

This policy is reviewed every six months.
"""


@pytest.mark.rest
def test_what_the_old_policy_may_have_decided_is_read_in_words_and_stays_in_view(visitor: Visitor, root: Path) -> None:
    at = visitor.send(START, file=(io.BytesIO(DECIDED.encode()), "old.md")).headers["Location"]
    passages = visitor.text(at)
    unsure = passages.partition("Decisions that it may have taken")[2].partition("Passage by passage")[0]
    assert unsure, "this policy has a decision that is not sure"
    assert not re.search(r"\b(?:permitted-approved-tools|as-approved|True|False)\b|\[", unsure)
    preview = visitor.settled(f"{at}written").text
    assert "How often, in months, is this policy reviewed? 6 months" in words(preview)
    made = visitor.settled(visitor.send_form(preview, f"{at}written").headers["Location"])
    assert "that it may have taken" in words(made.text)
    kept = json.loads((root / "adopted/york/decisions.json").read_text(encoding="utf-8"))
    assert kept["review_months"]["value"] == 6
    listed = visitor.text("/c/york/old-policy/")
    assert "Nobody has looked at these yet" in listed
    assert "See it beside the first draft" in listed


@pytest.mark.rest
def test_a_policy_that_names_another_council_is_questioned_and_can_be_taken_all_the_same(visitor: Visitor) -> None:
    theirs = OLD.replace("The mayor", "The mayor of Adur District Council")
    at = visitor.send(START, file=(io.BytesIO(theirs.encode()), "old.md")).headers["Location"]
    assert "names Adur District Council, and never yours. Is it the right file?" in visitor.text(at)
    assert "See what would be written" in visitor.text(at)
    assert "Is it the right file?" not in visitor.text(uploaded(visitor))


@pytest.mark.rest
def test_every_passage_is_ticked_alike_at_once_and_single_ones_are_changed_afterwards(visitor: Visitor) -> None:
    at = uploaded(visitor)
    first = visitor.settled(at).text
    usual = re.findall(r'type="radio" value="(\w+)" checked', first)
    assert usual
    back = visitor.send_form(first, at, all="library").headers["Location"]
    assert back == at
    shown = visitor.settled(at).text
    assert set(re.findall(r'type="radio" value="(\w+)" checked', shown)) == {"library"}
    assert "library" not in usual
    number = numbered(shown, "blue notebook")
    single = {f"passage-{each}": "library" for each in re.findall(r'id="passage-(\d+)"', shown)}
    assert visitor.send_form(shown, at, **{**single, f"passage-{number}": "both"}).headers["Location"] == f"{at}written"
    assert chosen(visitor.settled(at).text, number) == "both"
    visitor.send_form(visitor.get(at).text, at, all="usual")
    assert re.findall(r'type="radio" value="(\w+)" checked', visitor.settled(at).text) == usual


@pytest.mark.rest
def test_where_the_library_is_to_stand_for_every_passage_no_clause_of_the_council_s_own_comes_of_any(
    visitor: Visitor, root: Path
) -> None:
    # The library says this only where agents are allowed, so it would else be a clause of the council's own.
    theirs = f"{OLD}\nBefore an agent runs, even inside other software, it must have a named owner.\n"
    at = visitor.send(START, file=(io.BytesIO(theirs.encode()), "old.md")).headers["Location"]
    first = visitor.settled(at).text
    ticked = {f"passage-{each}": "library" for each in re.findall(r'id="passage-(\d+)"', first)}
    sent = visitor.send_form(first, at, **ticked)
    assert "a clause of your own" in words(visitor.settled(sent.headers["Location"]).text)
    visitor.send_form(visitor.settled(at).text, at, all="library")
    shown = visitor.settled(at).text
    ticked = dict(re.findall(r'name="(passage-\d+)" type="radio" value="(\w+)" checked', shown))
    assert set(ticked.values()) == {"library"}
    sent = visitor.send_form(shown, at, **ticked)
    preview = words(visitor.settled(sent.headers["Location"]).text)
    assert "its own words for 0 passages" in preview
    assert "a clause of your own" not in preview
