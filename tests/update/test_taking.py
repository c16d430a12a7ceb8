"""Edits made in a Word file come back into the profile: the draft reads as the file does, and answers stay live."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from policybuilder import api
from policybuilder.document import block_text, clauses
from policybuilder.update.taking.taken import Taken
from tests.some import one_in
from tests.update.edited import Edited
from tests.workspaces import clause, library, profile, shell, template, tiny, write

KEEPING = """\
You must keep it for {{ days }} days, as
{{ ref("care") }} says.

{% if tools.transcription %}
Meetings are transcribed.

{% endif %}
You must ask {{ contact }} before you:

- share it;
- delete it, **even in part**; or
- pass it on:
    - to a supplier; or
    - to another council.

| What | How long |
| --- | --- |
| Notes | {{ days }} days |
| Minutes | For ever |

You must not sell it. It belongs to the council.
"""
TELLING = """\
Tell the owner within a day. Keep a note of it. Do not delete it.

> Ask for help early.

Read [the guide](https://guide.example) first.
"""
PROFILE = """\
# Riverton's decisions.
parameters:
  contact: the Head of Digital  # since May
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    tiny(tmp_path)
    shell(tmp_path)
    clause(tmp_path, "keeping", KEEPING, parameters="[days, contact, tools.transcription]")
    clause(tmp_path, "telling", TELLING)
    template(tmp_path, "care", "keeping", "telling")
    profile(tmp_path, PROFILE)
    return tmp_path


def built(root: Path) -> bytes:
    known = library(root)
    return api.write(api.resolve(known, "riverton", "policy"), "word", known)


def edited(root: Path, *edits: Callable[[Edited], None], by: str = "", name: str = "back.docx") -> Path:
    """Return a built file that somebody edited."""
    file = Edited(built(root), by)
    for edit in edits:
        edit(file)
    return write(root, name, file.content)


def take(root: Path, *edits: Callable[[Edited], None], **more: object) -> Taken:
    file = edited(root, *edits)
    return api.take(library(root), [file], reason="Members asked.", by="Cabinet", minute="CAB/9", **more)  # type: ignore[arg-type]


def printed(root: Path, clause: str = "keeping") -> str:
    document = api.resolve(library(root), "riverton", "policy")
    return "\n".join(block_text(block) for each in clauses(document) if each.id == clause for block in each.blocks)


def written(root: Path) -> str:
    return (root / "profiles/riverton.yaml").read_text(encoding="utf-8")


def test_words_of_a_paragraph_are_taken_with_their_reason_and_what_did_not_change_stays_live(root: Path) -> None:
    done = take(root, lambda file: file.replace("must keep it", "must keep it, locked away,"))
    assert not done.not_taken
    assert "You must keep it, locked away, for 30 days, as section 1.1 says." in printed(root)
    (entry,) = library(root).profile("riverton").front.documents["policy"].amend
    assert entry.text == 'You must keep it, locked away, for {{ days }} days, as\n{{ ref("care") }} says.'
    assert (entry.reason, entry.by, entry.minute) == ("Members asked.", "Cabinet", "CAB/9")
    assert "  contact: the Head of Digital  # since May\n" in written(root)
    write(root, "profiles/riverton.yaml", written(root).replace("parameters:\n", "parameters:\n  days: 60\n"))
    assert "You must keep it, locked away, for 60 days" in printed(root)


WORDS = {
    "a list item": ("delete it,", "destroy it,", "destroy it, even in part; or"),
    "a nested item": ("to a supplier", "to a processor", "to a processor; or"),
    "a cell": ("For ever", "Ten years", "Minutes\tTen years"),
    "the header of a table": ("How long", "For how long", "What\tFor how long"),
    "a quotation": ("help early", "help at once", "Ask for help at once."),
    "words with a link": ("first", "first of all", "Read the guide first of all."),
    "one sentence of three": (
        "Keep a note",
        "Keep a dated note",
        "Tell the owner within a day. Keep a dated note of it.",
    ),
}


@pytest.mark.parametrize("name", one_in(3, WORDS))
def test_words_are_taken_wherever_they_stand(root: Path, name: str) -> None:
    old, new, reads = WORDS[name]
    done = take(root, lambda file: file.replace(old, new))
    assert not done.not_taken
    assert [edit.kind for edit in done.taken] == ["words"], [(e.place, e.before, e.after) for e in done.taken]
    assert reads in printed(root) + printed(root, "telling")


def test_undo_takes_all_of_it_back_and_a_dry_run_writes_nothing(root: Path) -> None:
    before = written(root)
    take(root, lambda file: file.replace("sell it", "lend it"), dry_run=True)
    assert written(root) == before
    take(root, lambda file: file.replace("sell it", "lend it"), lambda file: file.replace("within a day", "at once"))
    assert written(root) != before
    api.undo(library(root))
    assert written(root) == before


def test_an_unedited_file_has_no_edits_and_what_was_taken_once_is_there_already(root: Path) -> None:
    assert not take(root).found.edits
    file = edited(
        root, lambda file: file.replace("sell it", "lend it"), lambda file: file.add_after("share", "lend it;")
    )
    api.take(library(root), [file], reason="Asked.", by="Cabinet")
    after = written(root)
    again = api.take(library(root), [file], reason="Asked.", by="Cabinet")
    assert written(root) == after
    assert not again.found.edits


@pytest.mark.parametrize(
    "words", ["TBC", "Ask {{ contact }} and {% if x %} first.", "Quite another rule stands here now."]
)
def test_words_with_nothing_of_the_old_in_them_are_there_already_when_taken_twice(root: Path, words: str) -> None:
    """They were called gone, as if the edit had been lost."""
    file = edited(root, lambda file: file.replace("You must not sell it. It belongs to the council.", words))
    assert not api.take(library(root), [file], reason="Asked.", by="Cabinet").not_taken
    again = api.take(library(root), [file], reason="Asked.", by="Cabinet")
    assert (again.found.edits, again.not_taken) == ((), ())


def test_only_the_edits_that_are_wanted_are_taken(root: Path) -> None:
    edits = [
        lambda file: file.replace("share it", "lend it"),
        lambda file: file.replace("sell it", "give it away"),
        lambda file: file.replace("at once", "at once"),
    ][:2]
    done = take(root, *edits, only=[2])
    assert [edit.place for edit in done.left] == ["1.2.2, item 1"]
    assert "share it" in printed(root)
    assert "give it away" in printed(root)


def test_tracked_changes_are_taken_as_accepted_and_no_name_of_who_made_them_is_written(root: Path) -> None:
    file = edited(root, lambda file: file.replace("sell it", "lend it"), by="Ann Officer")
    assert [edit.after for edit in api.edits(library(root), [file]).edits] == [
        "You must not lend it. It belongs to the council."
    ]
    api.take(library(root), [file], reason="Asked.", by="Cabinet")
    assert "Ann" not in written(root)
    assert "You must not lend it." in printed(root)
