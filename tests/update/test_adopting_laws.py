"""What holds for any old policy: no passage is lost or told twice, and no word of the council's is changed."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import strategies as st

from policybuilder import api
from policybuilder.adopt.adoption import Adoption, adopted
from policybuilder.adopt.old_policy import old_policy
from policybuilder.adopt.write_html import write_html
from policybuilder.adopt.write_markdown import write_markdown
from policybuilder.document import block_text, clauses
from policybuilder.errors import PolicyBuilderError
from policybuilder.library.councils import unregistered
from policybuilder.library.library import Library
from policybuilder.readers.old_policy import read_old_policy
from policybuilder.update.adopting import chosen, taken_over
from policybuilder.update.own_words import Choice
from tests.properties import holds_for_any
from tests.redline.word import docx, h, p, row, table

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = "generative-ai-policy"

SENTENCES = (
    "If you cannot check something, you must not use it",
    "You may use something that you cannot check, unless your manager says no",
    "This policy will be reviewed every eighteen months",
    "The Cabinet approves this policy, and the Head of ICT owns it",
    "You must report an AI incident to the service desk within 24 hours",
    "Nobody may connect a kettle to an AI tool",
    "You must not put personal data into a public tool such as ChatGPT",
)
SIGNS = ("", " (see *annex* A)", " | or not", " & <b>so on</b>", " #1", " [link](x)", " “quoted” – 5 %", " 1. first",
         " `code` \\ _low_", " {{ nation }}", " £5m; é")  # fmt: skip


@dataclass(frozen=True)
class Old:
    """An old policy as lines, each a heading, paragraph or row, and each with a number that no other line has."""

    lines: tuple[tuple[Literal["h", "p", "row"], str], ...]

    @property
    def texts(self) -> list[str]:
        return [text for kind, text in self.lines if kind != "h"]

    def file(self) -> bytes:
        """Return it as a Word file."""
        made = [h("AI policy", 1)]
        for kind, text in self.lines:
            made.append(h(text, 2) if kind == "h" else p(text) if kind == "p" else table(row(text, "so")))
        return docx(*made)


@st.composite
def old_policies(draw: st.DrawFn) -> Old:
    lines: list[tuple[Literal["h", "p", "row"], str]] = [("h", "Beginning")]
    for number in range(draw(st.integers(2, 7))):
        kind: Literal["h", "p", "row"] = draw(st.sampled_from(["p", "p", "p", "row", "h"]))
        if kind == "h":
            lines.append(("h", f"{draw(st.sampled_from(['Rules', 'Kettles', 'Data & tools']))} x{number}x"))
            continue
        lines.append((kind, f"{draw(st.sampled_from(SENTENCES))}{draw(st.sampled_from(SIGNS))}, q{number}q."))
    return Old((*lines, ("p", "The last word is q99q.")))


choices = st.dictionaries(st.integers(1, 12), st.sampled_from(["ours", "library", "both"]), max_size=3)
everybody = st.sampled_from([None, "ours", "library", "both"])


@cache
def library() -> Library:
    return api.load(ROOT)


def adoption_of(old: Old, known: Library | None = None) -> Adoption:
    read = old_policy(read_old_policy(old.file(), "old.docx"), "old.docx")
    return adopted(known or library(), read, DOCUMENT)


def words(text: str) -> str:
    """Return words as they are, but for the spaces between them."""
    return " ".join(text.replace(" | so", "").split())


@holds_for_any(short=3, long=200, old=old_policies())
def test_every_passage_of_the_old_text_is_in_the_report_once(old: Old) -> None:
    adoption = adoption_of(old)
    found = json.loads(json.dumps(adoption.as_json()))
    told = [words(each["text"]) for each in found["passages"] if each["standing"] != "heading"]
    assert [text for text in told if "q" in text and re.search(r"q\d+q", text)] == [words(text) for text in old.texts]
    page, lines = write_html(adoption, library()).decode(), write_markdown(adoption, library()).decode()
    for each in adoption.policy.passages:
        assert page.count(f'id="passage-{each.number}"') == 1
    for number in re.findall(r"q\d+q", " ".join(old.texts)):
        assert number in page
        assert number in lines


@holds_for_any(short=2, long=100, old=old_policies(), asked=choices, every=everybody)
def test_what_a_draft_takes_in_the_council_s_words_is_word_for_word_theirs(
    old: Old, asked: dict[int, Choice], every: Choice | None
) -> None:
    adoption = adoption_of(old)
    asked = {number: choice for number, choice in asked.items() if number <= len(adoption.policy.passages)}
    council = unregistered("Wyrefold Council", "unitary", "england", library().reference.facts)
    whose = chosen(adoption, asked, every)
    taken = taken_over(adoption, library(), "wyrefold", council, whose, "2026-11-27", asked)
    printed = words(" ".join(block_text(block) for each in clauses(taken.document) for block in each.blocks))
    texts = {passage.number: passage for passage in adoption.policy.passages}
    for number in taken.ours:
        # A row stands in a table, or alone with its cells parted by a colon.
        text = texts[number].text
        forms = [text] if texts[number].kind != "row" else [text.replace(" | so", mark) for mark in (": so", " so")]
        assert any(words(form) in printed for form in forms)
    wanted = {number for number, choice in whose.items() if choice != "library"}
    assert wanted <= {*taken.ours, *taken.left}, "each is taken, or said with why"
    again = taken_over(adoption_of(old), library(), "wyrefold", council, whose, "2026-11-27", asked)
    assert (again.text, again.own) == (taken.text, taken.own)


@holds_for_any(short=2, long=100, old=old_policies())
def test_the_same_file_gives_the_same_bytes(old: Old) -> None:
    one, other = adoption_of(old), adoption_of(old)
    assert old.file() == old.file()
    assert json.dumps(one.as_json()) == json.dumps(other.as_json())
    assert write_html(one, library()) == write_html(other, library())


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A workspace that holds one profile."""
    root = tmp_path_factory.mktemp("adopting")
    (root / "profiles").mkdir()
    shutil.copy(ROOT / "profiles" / "millbeck.yaml", root / "profiles")
    return api.load(root)


@pytest.mark.rest
@holds_for_any(short=2, long=100, old=old_policies(), asked=choices, every=everybody)
def test_what_is_refused_writes_nothing_and_what_is_shown_is_what_is_written_and_taken_back(
    start: Library, old: Old, asked: dict[int, Choice], every: Choice | None
) -> None:
    root = start.workspace.root
    assert root is not None
    before = tree_of(root)
    adoption = adoption_of(old, start)
    try:
        found = api.bring_in(adoption, start, "millbeck", choices=asked, every=every)
    except PolicyBuilderError as error:
        assert tree_of(root) == before
        if {problem.code for problem in error.problems} - {"unknown-passage", "nothing-changed"}:
            raise
        return
    assert tree_of(root) == {**before, **{name: after for name, (_, after) in found.proposal.files.items()}}
    with pytest.raises(PolicyBuilderError, match="already"):
        api.bring_in(adoption, api.load(root), "millbeck", choices={}, every="library")
    api.undo(api.load(root), "millbeck")
    assert tree_of(root) == before


def tree_of(root: Path) -> dict[str, bytes]:
    files = {path.relative_to(root).as_posix(): path for path in root.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if not name.startswith(".policybuilder")}
