"""What holds for any library, any amendments and any newer library: no word is lost, made up or made weaker unsaid."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import assume
from hypothesis import strategies as st

from policybuilder.document import block_text, clauses
from policybuilder.edit.changes import Amend, Change, changed_profile
from policybuilder.errors import PolicyBuilderError
from policybuilder.library.clauses import read_clause_text
from policybuilder.library.library import Library
from policybuilder.library.workspace import AuthoredFile
from policybuilder.resolution import resolve
from policybuilder.update.carrying import settled
from policybuilder.update.updating import Update, update
from tests.properties import holds_for_any
from tests.workspaces import clause, library, profile, template, tiny

Paragraph = tuple[str, ...]
"""The sentences of a paragraph. Each has a word that no other sentence has: the library's with l, the council's c."""

MODALS = ("must", "should", "may", "must not", "can")
FILE = "clauses/about/keeping.md"


@dataclass(frozen=True)
class Case:
    """A clause in three versions of the library, and what a council amends in the first."""

    versions: tuple[tuple[Paragraph, ...], ...]
    amendments: tuple[tuple[int, str, Paragraph], ...]


class Words:
    """Makes sentences, each with a word of its own."""

    def __init__(self, draw: st.DrawFn) -> None:
        """Start to count."""
        self.draw, self.count = draw, 0

    def sentence(self, whose: str) -> str:
        """Return a sentence that nobody else says."""
        self.count += 1
        return f"You {self.draw(st.sampled_from(MODALS))} keep the {whose}{self.count:03}."

    def changed(self, said: str, whose: str) -> str:
        """Return a sentence with other words: its modal, or a word more."""
        if self.draw(st.booleans()):
            return re.sub(r"(?<=^You ).*(?= keep)", self.draw(st.sampled_from(MODALS)), said)
        self.count += 1
        return said.replace("keep the", f"keep, {whose}{self.count:03}, the")

    def edited(self, paragraph: Paragraph, whose: str) -> Paragraph:
        """Return a paragraph with some sentences changed, put in or taken out, and one left."""
        made: list[str] = []
        for said in paragraph:
            what = self.draw(st.sampled_from(["stays", "stays", "stays", "changes", "goes", "grows"]))
            if what != "goes":
                made.append(self.changed(said, whose) if what == "changes" else said)
            if what == "grows":
                made.append(self.sentence(whose))
        return tuple(made) or (self.sentence(whose),)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    words = Words(draw)
    first = tuple(
        tuple(words.sentence("l") for _ in range(draw(st.integers(1, 4)))) for _ in range(draw(st.integers(1, 3)))
    )
    versions = [first]
    for _ in range(2):
        paragraphs = [words.edited(each, "l") if draw(st.booleans()) else each for each in versions[-1]]
        if draw(st.booleans()):
            new = (words.sentence("l"), words.sentence("l"))
            paragraphs.insert(draw(st.integers(0, len(paragraphs))), new)
        if len(paragraphs) > 1 and draw(st.integers(0, 3)) == 0:
            paragraphs.append(paragraphs.pop(0))
        versions.append(tuple(paragraphs))
    amendments: list[tuple[int, str, Paragraph]] = []
    for number, each in enumerate(first):
        place = draw(st.sampled_from(["", "replace", "replace", "after", "remove"]))
        if place == "replace":
            text = words.edited(each, "c")
            place = place if text != each else ""
        else:
            text = (words.sentence("c"),) if place == "after" else ()
        if place:
            amendments.append((number, place, text))
    return Case(tuple(versions), tuple(amendments))


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Library:
    root: Path = tiny(tmp_path_factory.mktemp("laws"))
    clause(root, "keeping", "Nothing yet.\n")
    template(root, "care", "keeping")
    profile(root)
    return library(root)


def with_version(start: Library, paragraphs: Sequence[Paragraph], version: int) -> Library:
    """Return the library with the clause as it is in a version."""
    changes = ", ".join(f"{{version: 1.{n}.0, date: 2026-11-22, kind: minor, why: So}}" for n in range(version, -1, -1))
    head = f"id: keeping\ntitle: Keeping\nversion: 1.{version}.0\nlevel: mandatory\nchanges: [{changes}]"
    body = "\n\n".join(" ".join(each) for each in paragraphs)
    file: AuthoredFile = start.clause_files["keeping"]
    return start.with_clause(read_clause_text(FILE, f"---\n{head}\n---\n{body}\n"), file)


def with_text(known: Library, text: str) -> Library:
    return known.with_profile(known.read_profile("profiles/riverton.yaml", text))


def amended(start: Library, case: Case) -> str:
    """Return the profile with the council's amendments of the first version."""
    text = start.profile_files["riverton"].text()
    made = [
        Amend("policy", "keeping", place, "1.0.0", "Asked.", " ".join(own), " ".join(case.versions[0][number]))
        for number, place, own in case.amendments
    ]
    return changed_profile(text, made)


def moved_to(start: Library, case: Case, text: str, version: int) -> tuple[Library, Update, str]:
    """Return a library of a version with the profile as it was, what its update says, and the profile after it."""
    known = with_text(with_version(start, case.versions[version], version), text)
    found = update(known, "riverton", "2026-12-01")
    return known, found, changed_profile(text, found.changes)


def printed(known: Library) -> list[str]:
    document = resolve(known, "riverton", "policy")
    return [block_text(block) for each in clauses(document) if each.id == "keeping" for block in each.blocks]


def sentences(texts: Sequence[str]) -> list[str]:
    return [each for text in texts for each in re.findall(r"You .*?\.", re.sub(r"(?m)^[0-9.]+ ", "", text))]


def own_words(text: str) -> set[str]:
    return set(re.findall(r"\bc[0-9]{3}\b", text))


@holds_for_any(short=8, long=300, case=cases())
def test_every_word_of_the_council_s_is_in_the_profile_afterwards_or_in_the_report(start: Library, case: Case) -> None:
    text = amended(start, case)
    _, found, after = moved_to(start, case, text, 1)
    told = " ".join(each.entry.text or "" for each in found.moved if each.state in ("adopted", "conflict"))
    assert own_words(text) <= own_words(after) | own_words(told)
    kept = " ".join(each.entry.text or "" for each in found.conflicts)
    assert own_words(kept) <= own_words(after), "a conflict stays in the profile as it is"


@holds_for_any(short=8, long=300, case=cases())
def test_nothing_is_in_force_that_neither_the_council_nor_the_library_wrote(start: Library, case: Case) -> None:
    text = amended(start, case)
    known, _, after = moved_to(start, case, text, 1)
    wrote = {said for paragraph in case.versions[1] for said in paragraph}
    wrote |= {said for _, _, own in case.amendments for said in own}
    for each in (known, with_text(known, after)):
        assert set(sentences(printed(each))) <= wrote


@holds_for_any(short=8, long=300, case=cases())
def test_what_is_built_before_the_update_and_after_it_is_the_same(start: Library, case: Case) -> None:
    known, _, after = moved_to(start, case, amended(start, case), 1)
    assert printed(known) == printed(with_text(known, after))


@holds_for_any(short=8, long=300, case=cases())
def test_the_same_library_changes_nothing_the_second_time(start: Library, case: Case) -> None:
    _, first, after = moved_to(start, case, amended(start, case), 1)
    _, second, again = moved_to(start, case, after, 1)
    assert again == after
    assert {each.state for each in second.moved} <= {"conflict"}
    assert len(second.conflicts) == len(first.conflicts)


@holds_for_any(short=8, long=300, case=cases())
def test_two_steps_are_as_one_where_no_conflict_arises(start: Library, case: Case) -> None:
    text = amended(start, case)
    _, first, between = moved_to(start, case, text, 1)
    known, second, slowly = moved_to(start, case, between, 2)
    _, whole, at_once = moved_to(start, case, text, 2)
    assume(not (first.conflicts or second.conflicts or whole.conflicts))
    assert printed(with_text(known, slowly)) == printed(with_text(known, at_once))


@holds_for_any(short=8, long=300, case=cases())
def test_no_duty_of_the_council_s_words_goes_unsaid(start: Library, case: Case) -> None:
    _, found, _ = moved_to(start, case, amended(start, case), 1)
    for each in found.moved:
        if each.state == "carried" and each.entry.place == "replace":
            lost = duties(each.entry.text or "") - duties(each.merged)
            assert lost <= 0 or each.weaker, (each.entry.text, each.merged)


def duties(text: str) -> int:
    """Return how many sentences say what must be done, or must not."""
    return sum(said.startswith("You must") for said in sentences([text]))


@holds_for_any(short=8, long=200, case=cases())
def test_a_conflict_settled_either_way_is_one_no_more(start: Library, case: Case) -> None:
    text = amended(start, case)
    known, found, after = moved_to(start, case, text, 1)
    assume(bool(found.conflicts))
    for keep in ("ours", "library"):
        changes, refused = attempt(with_text(known, after), keep)
        assert refused <= {"no-place"}
        if not refused:
            _, again, _ = moved_to(start, case, changed_profile(after, changes), 1)
            assert not again.conflicts


def attempt(known: Library, keep: str) -> tuple[tuple[Change, ...], set[str]]:
    """Return what settles the conflicts of the clause, or the codes of why it is refused."""
    try:
        return settled(known, "riverton", "keeping", keep), set()
    except PolicyBuilderError as refused:
        return (), {problem.code for problem in refused.problems}
