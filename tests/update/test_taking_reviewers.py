"""Several copies of one draft come back: what does not disagree is put together, and every comment is answered."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from policybuilder import api
from policybuilder.document import block_text, clauses
from policybuilder.errors import PolicyBuilderError
from policybuilder.readers.word.read import read_word
from policybuilder.update.taking.responses import responses
from policybuilder.update.taking.taken import Taken
from policybuilder.update.taking.write_responses import responses_file
from tests.update.edited import Edited
from tests.workspaces import clause, library, profile, shell, template, tiny, write

BODY = "Keep it for {{ days }} days. Lock it away. Tell nobody.\n\nDo not sell it.\n\nAsk {{ contact }} first.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    tiny(tmp_path)
    shell(tmp_path)
    clause(tmp_path, "keeping", BODY, parameters="[days, contact]")
    template(tmp_path, "care", "keeping")
    profile(tmp_path, "parameters: {contact: the Head of Digital}\n")
    return tmp_path


def copy(root: Path, name: str, *edits: Callable[[Edited], object], by: str = "") -> Path:
    known = library(root)
    file = Edited(api.write(api.resolve(known, "riverton", "policy"), "word", known), by)
    for edit in edits:
        edit(file)
    return write(root, name, file.content)


def take(root: Path, *files: Path, **more: object) -> Taken:
    return api.take(library(root), files, reason="Members asked.", by="Cabinet", **more)  # type: ignore[arg-type]


def printed(root: Path) -> list[str]:
    document = api.resolve(library(root), "riverton", "policy")
    return [block_text(block) for each in clauses(document) if each.id == "keeping" for block in each.blocks]


def test_sentences_that_two_people_changed_in_one_paragraph_are_put_together(root: Path) -> None:
    done = take(
        root,
        copy(root, "a.docx", lambda f: f.replace("Lock it away", "Lock it in a safe")),
        copy(root, "b.docx", lambda f: f.replace("Tell nobody", "Tell no one")),
    )
    assert printed(root)[0] == "Keep it for 30 days. Lock it in a safe. Tell no one."
    assert [(edit.files, edit.kind) for edit in done.taken] == [((0, 1), "words")]
    assert {each.outcome for each in responses(done, "Members asked.")} == {"changed"}


def test_the_same_edit_of_two_people_is_one_edit(root: Path) -> None:
    both = [lambda f: f.replace("sell it", "lend it"), lambda f: f.add_after("Do not sell", "Nor give it away.")][:1]
    done = take(root, copy(root, "a.docx", *both), copy(root, "b.docx", *both))
    assert [edit.files for edit in done.taken] == [(0, 1)]
    added = lambda f: f.add_after("Do not lend", "Nor give it away.")  # noqa: E731
    done = take(root, copy(root, "a.docx", added), copy(root, "b.docx", added))
    assert printed(root)[1:3] == ["Do not lend it.", "Nor give it away."]


def test_where_two_people_changed_the_same_sentence_both_texts_are_shown_and_neither_is_taken_unasked(
    root: Path,
) -> None:
    files = (
        copy(root, "a.docx", lambda f: f.replace("sell it", "lend it"), lambda f: f.replace("Ask", "Always ask")),
        copy(root, "b.docx", lambda f: f.replace("sell it", "give it away")),
    )
    done = take(root, *files)
    assert printed(root)[1:] == ["Do not sell it.", "Always ask the Head of Digital first."]
    assert [(edit.after, edit.files) for edit, _ in done.refused] == [
        ("Do not lend it.", (0,)), ("Do not give it away.", (1,))
    ]  # fmt: skip
    take(root, *files, only=[2])
    assert printed(root)[1] == "Do not give it away."


def test_an_answer_that_two_people_change_in_two_ways_is_not_taken(root: Path) -> None:
    done = take(
        root,
        copy(root, "a.docx", lambda f: f.replace("30", "60")),
        copy(root, "b.docx", lambda f: f.replace("30", "90")),
    )
    assert not done.proposal.files
    assert all("days" in why and "60" in why and "90" in why for _, why in done.refused)


def test_a_clause_that_one_takes_out_and_another_edits_stays(root: Path) -> None:
    done = take(
        root,
        copy(root, "a.docx", lambda f: f.remove_clause("Keeping")),
        copy(root, "b.docx", lambda f: f.replace("sell it", "lend it")),
    )
    assert printed(root)[1] == "Do not lend it."
    assert [why for _, why in done.refused] == ["another file changes its words, so it is not left out"]


def test_files_of_two_documents_are_refused(root: Path) -> None:
    write(root, "templates/guide.yaml", (root / "templates/policy.yaml").read_text().replace("id: policy", "id: guide"))
    profile(root, documents="{policy: {}, guide: {}}")
    first = copy(root, "a.docx")
    known = library(root)
    second = write(root, "b.docx", api.write(api.resolve(known, "riverton", "guide"), "word", known))
    with pytest.raises(PolicyBuilderError, match="take files of one document together"):
        take(root, first, second)


# The draft is newer than the file ------------------------------------------------------------------------


def test_a_draft_that_moved_on_keeps_its_own_sentences_and_gets_those_of_the_file(root: Path) -> None:
    file = copy(root, "a.docx", lambda f: f.replace("Lock it away", "Lock it in a safe"))
    take(root, copy(root, "b.docx", lambda f: f.replace("Tell nobody", "Tell no one")))
    take(root, file)
    assert printed(root)[0] == "Keep it for 30 days. Lock it in a safe. Tell no one."


def test_what_the_draft_changed_in_the_same_sentence_since_is_not_written_over(root: Path) -> None:
    file = copy(root, "a.docx", lambda f: f.replace("sell it", "lend it"), lambda f: f.replace("Ask", "Always ask"))
    take(root, copy(root, "b.docx", lambda f: f.replace("sell it", "give it away")))
    done = take(root, file)
    assert printed(root)[1:] == ["Do not give it away.", "Always ask the Head of Digital first."]
    assert [why for _, why in done.refused] == ["the draft says something else there since the file was sent"]


def test_an_answer_that_changed_since_the_file_was_sent_stays_as_it_is_now(root: Path) -> None:
    file = copy(root, "a.docx", lambda f: f.replace("Lock it away", "Lock it in a safe"))
    profile(root, "parameters: {contact: the Head of Digital, days: 60}\n")
    assert not take(root, file).not_taken
    assert printed(root)[0] == "Keep it for 60 days. Lock it in a safe. Tell nobody."


# Comments and responses ----------------------------------------------------------------------------------


def answered(root: Path) -> Taken:
    file = copy(
        root,
        "a.docx",
        lambda f: f.replace("sell it", "lend it"),
        lambda f: f.comment("lend it", "Do we lend?", "Ann Officer"),
        lambda f: f.comment("Tell nobody", "=HYPERLINK(0)", "Bob Member"),
    )
    return take(root, file)


def test_every_comment_is_told_with_its_place(root: Path) -> None:
    assert [(each.place, each.comment.text) for each in answered(root).found.remarks] == [
        ("1.2.1", "=HYPERLINK(0)"), ("1.2.2", "Do we lend?")
    ]  # fmt: skip


def table(root: Path, done: Taken, format: str, names: bool = False) -> bytes:
    draft = done.found.draft
    return responses_file(format, responses(done, "Members asked."), draft.document, draft.library, names=names)


def test_the_responses_say_what_became_of_each_edit_and_comment_in_every_format(root: Path) -> None:
    done = answered(root)
    read = read_word(table(root, done, "word"), "responses.docx")
    texts = {
        "markdown": table(root, done, "markdown").decode(),
        "csv": table(root, done, "csv").decode(),
        "word": "\n".join(block_text(block) for each in clauses(read) for block in each.blocks),
    }
    for text in texts.values():
        assert "Do not lend it." in text
        assert "Do we lend?" in text
        assert "the words there changed: see 1" in text
        assert "no words were changed there" in text
        assert "Ann" not in text
    rows = list(csv.reader(io.StringIO(texts["csv"].removeprefix("\ufeff"))))
    assert [row[3] for row in rows] == ["What became of it", "taken", "not taken", "changed"]


def test_names_are_told_only_when_they_are_wanted(root: Path) -> None:
    done = answered(root)
    assert {each["who"] for each in json.loads(table(root, done, "json"))} == {""}
    assert "Ann Officer" in table(root, done, "markdown", names=True).decode()


def test_a_comment_that_begins_like_a_formula_is_text_in_a_spreadsheet(root: Path) -> None:
    rows = list(csv.reader(io.StringIO(table(root, answered(root), "csv").decode().removeprefix("\ufeff"))))
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
