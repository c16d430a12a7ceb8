"""The policy that a council has already is read through the page, and what it decided becomes answers when asked."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

import pytest

from policybuilder.library.workspace import built_in_root
from tests.some import one_in
from tests.web.visitor import Visitor, opened, words

OLD = """\
# AI policy

## Using AI

You must check everything that AI writes before you use it.

You must not put personal data into a public AI tool such as the free version of ChatGPT.

This policy is reviewed every six months.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with an illustrative council, over the whole library."""
    shutil.copytree(built_in_root() / "profiles", tmp_path / "profiles")
    return tmp_path


@pytest.fixture
def visitor(root: Path) -> Visitor:
    """Return somebody who has entered the page of the workspace."""
    return opened(root)


@pytest.mark.rest
def test_an_old_policy_is_read_and_its_sure_decisions_are_taken_when_asked(visitor: Visitor, root: Path) -> None:
    profile = root / "profiles/millbeck.yaml"
    before = profile.read_bytes()
    answer = visitor.send("/c/millbeck/old-policy/", file=(io.BytesIO(OLD.encode()), "../Our policy.md"))
    assert answer.status_code == 302
    at = answer.headers["Location"]
    shown = visitor.text(at)
    assert "every six months" in shown
    assert "clauses missing in it" in shown
    report = visitor.settled(f"{at}report")
    assert "You must check everything that AI writes" in words(report.text)
    assert "sha256-" in report.headers["Content-Security-Policy"]
    assert profile.read_bytes() == before
    assert visitor.send(at).status_code == 302
    assert profile.read_bytes() != before


@pytest.mark.rest
def test_an_answer_given_meanwhile_is_shown_beside_the_old_one_and_stays(visitor: Visitor, root: Path) -> None:
    answer = visitor.send("/c/millbeck/old-policy/", file=(io.BytesIO(OLD.encode()), "old.md"))
    at = answer.headers["Location"]
    form = visitor.settled(at).text
    profile = root / "profiles/millbeck.yaml"
    visitor.send("/c/millbeck/question/review_months", how="answer", answer="9", do="save")
    before = profile.read_bytes()
    stale = visitor.send_form(form, at)
    assert stale.status_code == 409
    assert "Nothing was taken" in words(stale.text)
    assert "6 months Your answer now: 9 months" in words(stale.text)
    assert profile.read_bytes() == before


WORDS = OLD + "\nThe mayor keeps a blue notebook of every use of AI in the town hall.\n"


def numbered(page: str, said: str) -> int:
    """Return the number of the passage that says something."""
    return int(re.findall(r'id="passage-(\d+)"', page[: page.index(said)])[-1])


def test_its_words_are_brought_in_only_as_somebody_decided_and_saw(visitor: Visitor, root: Path) -> None:
    answer = visitor.send("/c/millbeck/old-policy/", file=(io.BytesIO(WORDS.encode()), "old.md"))
    at = answer.headers["Location"]
    assert f"{at}words" in visitor.settled(at).text
    first = visitor.settled(f"{at}words").text
    number = numbered(first, "blue notebook")
    assert visitor.send_form(first, f"{at}words", **{f"passage-{number}": "library"}).status_code == 302
    assert "blue notebook" not in visitor.settled(f"{at}written").text
    stale = visitor.send_form(first, f"{at}words", **{f"passage-{number}": "ours"})
    assert stale.status_code == 409
    assert "Saved meanwhile: The library" in words(stale.text)
    assert visitor.send_form(stale.text, f"{at}words", **{f"passage-{number}": "ours"}).status_code == 302
    shown = visitor.settled(f"{at}written").text
    assert "blue notebook" in shown
    assert "+review_months: 6" in words(shown).replace(" ", "").replace("review_months:", "review_months: ")

    profile = root / "profiles/millbeck.yaml"
    visitor.send("/c/millbeck/question/review_months", how="answer", answer="9", do="save")
    before = profile.read_bytes()
    late = visitor.send_form(shown, f"{at}written")
    assert late.status_code == 409
    assert "Nothing was written" in words(late.text)
    assert profile.read_bytes() == before
    done = visitor.send_form(late.text, f"{at}written")
    assert done.status_code == 302
    assert "review_months: 6" in profile.read_text(encoding="utf-8")
    assert [file for file in (root / "clauses/own").iterdir() if "blue notebook" in file.read_text(encoding="utf-8")]
    back = visitor.settled(f"{at}written")
    assert back.status_code == 200, "who goes back did nothing wrong"
    assert "There is nothing to bring in" in words(back.text)
    assert "There is a problem" not in back.text


@pytest.mark.parametrize(
    ("name", "content"), one_in(4, [("", b""), ("old.xlsx", b"x"), ("old.docx", b"no Word file"), ("old.md", b"")])
)
def test_a_file_that_is_no_policy_is_said_to_be_none_and_not_kept(
    visitor: Visitor, root: Path, name: str, content: bytes
) -> None:
    answer = visitor.send("/c/millbeck/old-policy/", file=(io.BytesIO(content), name))
    if answer.status_code == 302:
        answer = visitor.settled(answer.headers["Location"])
    assert answer.status_code == 422
    assert 'href="#file"' in answer.text
    kept = root / ".policybuilder/returned"
    assert not kept.exists() or not list(kept.iterdir())


def test_no_name_of_an_address_leads_to_another_file(visitor: Visitor) -> None:
    for name in ("x.md", "..%2f..%2fprofiles%2fmillbeck.yaml", f"{'0' * 64}.md", f"{'0' * 64}.yaml"):
        assert visitor.get(f"/c/millbeck/old-policy/{name}/").status_code == 404
