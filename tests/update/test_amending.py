"""A clause gets the words that a meeting decided, as amendments of the profile, and nothing else changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policybuilder import api
from policybuilder.document import block_text, clauses
from policybuilder.edit.proposal import write as write_proposal
from policybuilder.errors import PolicyBuilderError
from policybuilder.library.library import Library
from policybuilder.resolution import case_of, resolve
from policybuilder.resolution.live import Piece, joined, live_clause, pieces_of
from policybuilder.update.amending import Amended, live_text
from tests.some import one_in
from tests.workspaces import base, clause, library, profile, template, tiny, write

BODY = """\
You must keep it for {{ days }} days.

{% if tools.transcription %}
Meetings are transcribed.

{% endif %}
You must ask {{ contact }} before you:

- share it;
- delete it; or
- {{ uses | listed }}.

| What | How long |
| --- | --- |
| Notes | {{ days }} days |
| Minutes | For ever |

You must not sell it.
"""
PROFILE = """\
# Riverton's decisions.
parameters:
  contact: the Head of Digital  # since May
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    tiny(tmp_path)
    clause(tmp_path, "keeping", BODY, parameters="[days, contact, uses, tools.transcription]")
    template(tmp_path, "care", "keeping")
    profile(tmp_path, PROFILE)
    return tmp_path


def amend(root: Path, text: str, **more: Any) -> Amended:
    return api.amend(library(root), "riverton", "keeping", "policy", text=text, reason="Scrutiny asked.", **more)


def live(root: Path) -> str:
    return live_text(library(root), "riverton", "policy", "keeping")


def printed(root: Path) -> str:
    document = resolve(library(root), "riverton", "policy")
    return "\n".join(block_text(block) for each in clauses(document) if each.id == "keeping" for block in each.blocks)


def written(root: Path) -> str:
    return (root / "profiles/riverton.yaml").read_text(encoding="utf-8")


def test_a_clause_is_shown_as_it_prints_with_its_answers_live(root: Path) -> None:
    shown = live(root)
    assert shown == (
        "You must keep it for {{ days }} days.\n\n"
        "You must ask {{ contact }} before you:\n\n"
        "- share it;\n- delete it; or\n- {{ uses | listed }}.\n\n"
        "| What | How long |\n| --- | --- |\n| Notes | {{ days }} days |\n| Minutes | For ever |\n\n"
        "You must not sell it."
    )


def test_words_round_a_value_change_and_the_value_goes_on_changing_with_its_answer(root: Path) -> None:
    amend(root, live(root).replace("You must keep it for", "You must keep it, locked away, for"))
    assert "You must keep it, locked away, for 30 days." in printed(root)
    write(root, "profiles/riverton.yaml", written(root).replace("parameters:\n", "parameters:\n  days: 60\n"))
    assert "You must keep it, locked away, for 60 days." in printed(root)


def test_what_is_written_is_one_amendment_with_its_reason_and_the_rest_of_the_file_stays(root: Path) -> None:
    before = written(root)
    amend(root, live(root).replace("not sell it", "not sell or lend it"), by="Cabinet", minute="CAB/26/9")
    after = written(root)
    assert "# Riverton's decisions.\n" in after
    assert "  contact: the Head of Digital  # since May\n" in after
    assert len(after) > len(before)
    (entry,) = library(root).profile("riverton").front.documents["policy"].amend
    assert (entry.place, entry.base, entry.was, entry.text) == (
        "replace", "1.0.0", "You must not sell it.", "You must not sell or lend it."
    )  # fmt: skip
    assert (entry.reason, entry.by, entry.minute) == ("Scrutiny asked.", "Cabinet", "CAB/26/9")


CASES: dict[str, tuple[str, str, list[str]]] = {
    "a paragraph is taken out": ("You must not sell it.", "", ["remove"]),
    "an item is taken out": ("- delete it; or\n", "", ["remove"]),
    "a row is taken out": ("| Minutes | For ever |\n", "", ["remove"]),
    "an item is added": ("- share it;\n", "- share it;\n- lend it;\n", ["after"]),
    "a row is added": ("| Minutes", "| Maps | A year |\n| Minutes", ["after"]),
    "a paragraph is added in the middle": ("You must ask", "Be careful.\n\nYou must ask", ["after"]),
    "two paragraphs are added at the start": ("You must keep", "First.\n\nSecond.\n\nYou must keep", ["before"]),
    "a paragraph is added at the end": ("sell it.", "sell it.\n\nNor lend it.", ["after"]),
    "a paragraph is added between a paragraph and its list": (
        "before you:\n\n- share",
        "before you:\n\nThink twice.\n\n- share",
        ["replace"],
    ),
    "a paragraph with its list gets other words and one behind": (
        "You must ask {{ contact }} before you:\n\n- share",
        "Ask {{ contact }} before you:\n\nThink.\n\n- share",
        ["replace"],
    ),
    "a row changes": ("For ever", "Ten years", ["replace"]),
    "the heading of a table changes": ("How long |", "For how long |", ["replace"]),
}


@pytest.mark.parametrize("name", one_in(3, CASES))
def test_each_kind_of_edit_is_the_smallest_amendment(root: Path, name: str) -> None:
    old, new, places = CASES[name]
    text = live(root).replace(old, new)
    amend(root, text)
    assert pieces_words(live(root)) == pieces_words(text)
    assert [each.place for each in library(root).profile("riverton").front.documents["policy"].amend] == places


LOOP = "You may:\n\n{% for use in uses %}\n- use it for {{ use }};\n{% endfor %}\n- go home.\n\nMind the step.\n"


@pytest.mark.parametrize(
    ("old", "new", "refused"),
    [
        ("You may:", "You may:\n\nThink first.", ""),
        ("You may:", "We may:\n\nThink first.", ""),
        ("Mind the step.", "Think first.\n\nMind the step.", ""),
        ("- use it", "- think first;\n- use it", ""),
        (";\n- use it", ";\n- think first;\n- use it", "a list or table that an answer makes"),
    ],
)
def test_what_is_added_beside_a_list_that_an_answer_makes_is_taken_or_refused_for_that(
    root: Path, old: str, new: str, refused: str
) -> None:
    clause(root, "keeping", LOOP, parameters="[uses]")
    profile(root)
    text = live(root).replace(old, new, 1)
    if refused:
        with pytest.raises(PolicyBuilderError, match=refused):
            amend(root, text)
        return
    amend(root, text)
    assert pieces_words(live(root)) == pieces_words(text)
    assert "{% for" not in written(root).partition("text: |")[2]


def pieces_words(text: str) -> list[str]:
    return [piece.words for piece in pieces_of(text)]


def test_a_meeting_may_amend_again_and_the_council_s_own_words_change_in_their_amendment(root: Path) -> None:
    amend(root, live(root).replace("sell it.", "sell it.\n\nNor lend it."))
    amend(root, live(root).replace("Nor lend it.", "Nor lend it, or give it away."))
    (entry,) = library(root).profile("riverton").front.documents["policy"].amend
    assert entry.text == "Nor lend it, or give it away."
    amend(root, live(root).replace("\n\nNor lend it, or give it away.", ""))
    assert "amend" not in written(root)


def test_what_replaced_a_paragraph_and_is_taken_out_does_not_bring_the_library_s_words_back(root: Path) -> None:
    amend(root, live(root).replace("You must not sell it.", "You must not sell or lend it."))
    amend(root, live(root).replace("\n\nYou must not sell or lend it.", ""))
    assert "sell" not in printed(root)
    (entry,) = library(root).profile("riverton").front.documents["policy"].amend
    assert entry.place == "remove"


def test_the_same_words_are_no_amendment(root: Path) -> None:
    before = written(root)
    with pytest.raises(PolicyBuilderError, match="the words are those that the clause has already"):
        amend(root, live(root).replace("before you:", "before\nyou:"))
    assert written(root) == before


def test_words_that_cannot_be_read_are_refused_and_nothing_is_written(root: Path) -> None:
    before = written(root)
    with pytest.raises(PolicyBuilderError, match="contakt"):
        amend(root, live(root).replace("{{ contact }}", "{{ contakt }}"))
    assert written(root) == before


def test_a_base_s_words_are_not_the_council_s_to_change(root: Path) -> None:
    own = "{clause: keeping, place: append, base: 1.0.0, reason: Agreed., text: All members do.}"
    base(root, f"documents: {{policy: {{amend: [{own}]}}}}\n")
    profile(root, "extends: [alliance]\n" + PROFILE)
    done = amend(root, live(root).replace("All members do.", "We do.").replace("sell it", "lend it"))
    assert [why for _, why in done.refused] == ["the words are those of a base, which the council shares with others"]
    assert "All members do." in printed(root)
    assert "You must not lend it." in printed(root)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("All members do.", "All members do.\n\nSo do we.", "append"),
        ("You must not sell it.", "You must not sell it.\n\nSo do we.", "after"),
    ],
    ids=["behind its words", "before its words"],
)
def test_what_is_added_beside_a_base_s_words_leaves_them_there(root: Path, old: str, new: str, place: str) -> None:
    own = "{clause: keeping, place: append, base: 1.0.0, reason: Agreed., text: All members do.}"
    base(root, f"documents: {{policy: {{amend: [{own}]}}}}\n")
    profile(root, "extends: [alliance]\n" + PROFILE)
    text = live(root).replace(old, new)
    assert not amend(root, text).refused
    assert pieces_words(live(root)) == pieces_words(text)
    assert printed(root).index("You must not sell") < printed(root).index("All members do.")
    (entry,) = library(root).profile("riverton").front.documents["policy"].amend
    assert entry.place == place


def test_a_clause_is_left_out_and_taken_in_again(root: Path) -> None:
    api.amend(library(root), "riverton", "care", "policy", exclude=True, reason="Not ours.", by="Cabinet")
    assert [each.id for each in clauses(resolve(library(root), "riverton", "policy"))] == ["keeping"]
    (entry,) = library(root).profile("riverton").front.documents["policy"].exclude
    assert (entry.clause, entry.base, entry.by) == ("care", "1.0.0", "Cabinet")
    api.amend(library(root), "riverton", "care", "policy", include=True, reason="Ours after all.")
    assert [each.id for each in clauses(resolve(library(root), "riverton", "policy"))] == ["care", "keeping"]


def test_of_two_who_amend_at_once_the_second_is_refused_and_the_first_loses_nothing(root: Path) -> None:
    first = amend(root, live(root).replace("sell", "lend"), dry_run=True).proposal
    second = amend(root, live(root).replace("sell", "give"), dry_run=True).proposal
    write_proposal(first, "amend", "2026-11-27")
    with pytest.raises(PolicyBuilderError, match="somebody saved the file"):
        write_proposal(second, "amend", "2026-11-27")
    assert "You must not lend it." in printed(root)
    api.undo(library(root))
    assert "You must not sell it." in printed(root)


# Undo ----------------------------------------------------------------------------------------------------


def test_undo_gives_the_file_back_to_the_byte_and_then_there_is_nothing_to_undo(root: Path) -> None:
    before = (root / "profiles/riverton.yaml").read_bytes()
    amend(root, live(root).replace("sell", "lend"))
    api.undo(library(root))
    assert (root / "profiles/riverton.yaml").read_bytes() == before
    with pytest.raises(PolicyBuilderError, match="no noted changes to take back"):
        api.undo(library(root))


def test_undo_keeps_what_a_person_typed_elsewhere_and_refuses_where_the_same_lines_changed(root: Path) -> None:
    amend(root, live(root).replace("sell", "lend"))
    write(root, "profiles/riverton.yaml", written(root).replace("since May", "since June"))
    api.undo(library(root))
    assert "since June" in written(root)
    assert "amend" not in written(root)
    amend(root, live(root).replace("sell", "lend"))
    typed = written(root).replace("You must not lend it.", "You must not lend or give it.")
    write(root, "profiles/riverton.yaml", typed)
    with pytest.raises(PolicyBuilderError, match="these lines were changed since"):
        api.undo(library(root))
    assert written(root) == typed


def test_lines_end_as_they_did(root: Path) -> None:
    path = root / "profiles/riverton.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    amend(root, live(root).replace("sell", "lend"))
    after = path.read_bytes()
    assert after.startswith(b"\xef\xbb\xbf")
    assert after.count(b"\n") == after.count(b"\r\n")
    assert after.startswith(before[:40])
    api.undo(library(root))
    assert path.read_bytes() == before


# The law -------------------------------------------------------------------------------------------------

NEW = {
    "item": "- do the new thing with {{ contact }};",
    "row": "| New | {{ days }} days |",
    "paragraph": "A new paragraph for {{ contact }}.",
}


@st.composite
def edits(draw: st.DrawFn) -> str:
    """Draw a text that a meeting could have made of the clause: words, items, rows and paragraphs changed."""
    pieces: list[Piece] = list(_PIECES)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(pieces) - 1))
        piece = pieces[at]
        kind = draw(st.sampled_from(["word", "remove", "add", "move"]))
        if kind == "word":
            is_row = piece.kind in ("row", "header")
            words = piece.text.replace(" |", " really |", 1) if is_row else f"{piece.text} Really."
            pieces[at] = replace(piece, text=words)
        elif kind == "remove" and len(pieces) > 1 and piece.kind != "header":
            del pieces[at]
        elif kind == "add" and piece.kind in NEW:
            pieces.insert(at + 1, replace(piece, text=NEW[piece.kind]))
        elif kind == "move" and piece.kind == "paragraph":
            pieces.insert(draw(st.integers(0, len(pieces) - 1)), pieces.pop(at))
    return joined(pieces)


_PIECES = pieces_of(
    "You must keep it for {{ days }} days.\n\nYou must ask {{ contact }} before you:\n\n- share it;\n- delete it; or\n"
    "- {{ uses | listed }}.\n\n| What | How long |\n| --- | --- |\n| Notes | {{ days }} days |\n| Minutes | For ever |"
    "\n\nYou must not sell it."
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Library:
    root = tmp_path_factory.mktemp("amended")
    tiny(root)
    clause(root, "keeping", BODY, parameters="[days, contact, uses, tools.transcription]")
    template(root, "care", "keeping")
    profile(root, PROFILE)
    return library(root)


def attempt(library: Library, text: str) -> tuple[Amended | None, set[str]]:
    """Return what amending gives, or the codes of why it is refused."""
    try:
        return api.amend(library, "riverton", "keeping", "policy", text=text, reason="Said.", dry_run=True), set()
    except PolicyBuilderError as refused:
        return None, {problem.code for problem in refused.problems}


@pytest.mark.rest
@given(text=edits())
def test_whatever_a_meeting_decides_the_clause_prints_it_or_it_is_refused_and_nothing_of_it_is_written(
    shared: Library, text: str
) -> None:
    before = live_clause(case_of(shared, "riverton", "policy"), "keeping").text
    done, codes = attempt(shared, text)
    if done is None:
        assert codes <= {"nothing-changed", "unreadable-markdown"}
        assert "nothing-changed" not in codes or pieces_words(before) == pieces_words(text)
        return
    # `amended` proves the words itself; here they are read from what would be written.
    ((_, after),) = done.proposal.files.values()
    assert after is not None
    from policybuilder.library.profiles import read_profile

    profile = read_profile("profiles/riverton.yaml", after.decode(), shared.reference, shared.template_files)
    again = live_clause(case_of(shared.with_profile(profile), "riverton", "policy"), "keeping")
    assert [piece.words for piece in again.pieces] == pieces_words(text)
    assert not done.refused
