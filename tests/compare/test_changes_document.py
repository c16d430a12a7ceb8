"""The list of changes as a document for a meeting: what stands in it, and the marks that paper and PDF keep."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from policybuilder.compare import Comparison, compare
from policybuilder.compare.changes_document import changes_document
from policybuilder.compare.ignored import without
from policybuilder.document import (
    Amendment,
    Block,
    Clause,
    Document,
    Marked,
    Table,
    Text,
    block_text,
    clauses,
    inlines_of,
    plain_text,
)
from policybuilder.errors import PolicyBuilderError
from policybuilder.lifecycle.summary import changes_file
from policybuilder.ooxml.change_looks import CAME, WENT
from policybuilder.ooxml.zip import read_parts
from policybuilder.readers.word.read import read_word
from policybuilder.sequences.ignorable import Ignorable
from policybuilder.writers.markdown import write_markdown
from tests.builders import bullets, clause, document, item, paragraph, section, table
from tests.compare.made import any_document, any_version
from tests.compare.test_formats import example
from tests.conftest import Golden
from tests.programs import validator
from tests.some import one_in
from tests.writers.word_shells import SHIPPED, changed, plain

CASE: tuple[Ignorable, ...] = ("case",)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def told(comparison: Comparison) -> str:
    """Return what the list says, as Markdown."""
    return write_markdown(changes_document(comparison)).decode(errors="replace")


def of_blocks(old: list[Block], new: list[Block]) -> str:
    """Return what the list shows of a clause whose blocks changed, as Markdown."""
    before, after = (document(section("s", clause("rules", *blocks))) for blocks in (old, new))
    shown = next(each for each in clauses(changes_document(compare(before, after))) if each.id == "change-1").blocks[1:]
    return "\n".join(write_markdown(_alone(block)).decode() for block in shown)


def _alone(block: Block) -> Document:
    return document(section("s", clause("shown", block)))


def marked(clause: Clause, mark: str) -> str:
    """Return the words of a clause that have a mark."""
    found = (each for block in clause.blocks for each in inlines_of(block) if isinstance(each, Marked))
    return " ".join(plain_text(each.inlines) for each in found if each.came == (mark == "inserted"))


# What an officer reads -----------------------------------------------------------------------------------


def test_the_list_of_changes_reads_as_it_did(golden: Golden) -> None:
    golden("compare/example-changes.md", told(example()).encode())


def test_the_front_says_what_was_compared_what_it_comes_to_and_which_mark_is_which() -> None:
    front = changes_document(example()).sections[0]
    texts = {each.title: "\n".join(block_text(block) for block in each.blocks) for each in front.clauses}
    assert (
        "Before: Generative AI policy, Riverton Borough Council, draft 1.0 (version 1.0)." in texts["What was compared"]
    )
    assert texts["What it comes to"].startswith("5 changes: 3 major, 1 minor, 1 editorial.")
    assert "Words that were taken out: struck through, red." in texts["How changes are marked"]
    assert "Words that were put in: underlined, blue." in texts["How changes are marked"]
    assert [plain_text(row[0].inlines) for row in table_in(front.clauses[-1]).rows] == ["1", "2", "3", "4", "5"]


def table_in(clause: Clause) -> Table:
    """Return the table of a clause."""
    return next(block for block in clause.blocks if isinstance(block, Table))


def test_a_change_says_where_it_stands_on_each_side_with_the_headings_as_printed() -> None:
    old = document(section("s", clause("keep", paragraph("Keep it 30 days."), number="4.2"), number="4"))
    moved = replace(clause("keep", paragraph("Keep it 14 days."), number="5.1"), title="Keeping records")
    new = document(section("t", moved, number="5"))
    text = told(compare(old, new))
    assert "Before: “4.2 Keep” in “4 S”. After: “5.1 Keeping records” in “5 T”." in text
    assert "Title: " in text


def test_who_moved_an_amendment_and_the_minute_are_said() -> None:
    amended = Amendment(
        "add", 0, "1.0.0", "Members asked for it", "profiles/x.yaml:3", "Ask twice.", by="Cabinet", minute="CAB/27/98"
    )
    before = clause("keep", paragraph("Ask."))
    after = clause("keep", paragraph("Ask."), paragraph("Ask twice."))
    after = replace(after, provenance=replace(after.provenance, amendments=(amended,)))
    text = told(compare(document(section("s", before)), document(section("s", after))))
    assert "The council's own text: Members asked for it (moved by Cabinet, minute CAB/27/98)." in text


def test_two_councils_are_called_by_their_names() -> None:
    riverton = document(section("s", clause("keep", paragraph("Keep it 30 days.")), clause("gone", paragraph("Ask."))))
    other = replace(riverton.council, name="Millbeck District Council", short_name="Millbeck")
    millbeck = document(section("s", clause("keep", paragraph("Keep it 14 days."))))
    text = told(compare(riverton, replace(millbeck, profile="millbeck", council=other)))
    assert "Riverton and Millbeck compared" in text
    assert "Riverton alone has it." in text
    assert "Words of Millbeck alone" in text
    assert "Before" not in text


@pytest.mark.parametrize(
    ("comparison", "sentence"),
    [
        (compare(document(), document()), "Nothing has changed: every printed word is the same."),
        (without(example(), only_rules=True), ""),
        (
            without(
                compare(
                    document(section("s", clause("a", paragraph("The council.")))),
                    document(section("s", clause("a", paragraph("The Council.")))),
                ),
                CASE,
            ),
            "No other change: what differs was ignored, as asked.",
        ),
    ],
)
def test_unchanged_is_said_only_where_it_is_so(comparison: Comparison, sentence: str) -> None:
    text = told(comparison)
    assert (sentence in text) if sentence else ("Nothing has changed" not in text and "No other change" not in text)
    assert ("How changes are marked" in text) == bool(comparison), "a key to marks that are not there misleads"
    assert ("unchanged" in text) == bool(comparison)


# The words with their marks ------------------------------------------------------------------------------


def test_words_keep_their_paragraph_and_its_number() -> None:
    old, new = paragraph("You must ask within 30 days.", "1.1.1"), paragraph("You must ask within 14 days.", "1.1.1")
    assert "1.1.1 You must ask within <del>30</del> <ins>14</ins> days." in of_blocks([old], [new])


def test_what_stays_the_same_is_left_out_but_for_the_words_that_a_list_completes() -> None:
    same, lead = paragraph("This stays."), paragraph("You may:")
    shown = of_blocks([same, lead, bullets("draft", "ask")], [same, lead, bullets("draft", "ask", "decide")])
    assert "This stays" not in shown
    assert "draft" not in shown
    assert "You may:" in shown
    assert "- <ins>decide</ins>" in shown


def test_a_numbered_item_keeps_the_numbers_that_it_has_on_either_side() -> None:
    shown = of_blocks(
        [bullets("ask", "tell", "write it down", "stop", ordered=True)],
        [bullets("ask", "write it all down", "stop", ordered=True)],
    )
    assert "<del>2. </del><del>tell</del>" in shown
    assert "<del>3.</del> <ins>2.</ins> write it <ins>all</ins> down" in shown
    assert "stop" not in shown, "an item that only has another number is no change"


def test_an_item_below_an_item_keeps_its_lead() -> None:
    old = bullets(item(paragraph("Tools:"), bullets("chat", "search")), "people")
    new = bullets(item(paragraph("Tools:"), bullets("chat", "agents")), "people")
    shown = of_blocks([old], [new])
    assert "Tools:" in shown
    assert "<del>search</del>" in shown
    assert "<ins>agents</ins>" in shown
    assert "people" not in shown


def test_a_table_keeps_its_header_and_the_rows_that_changed() -> None:
    shown = of_blocks(
        [table(["Role", "Does"], ["Owner", "keeps the tool"], ["SIRO", "owns the risk"], ["Clerk", "writes"])],
        [table(["Role", "Does"], ["Owner", "keeps every tool"], ["SIRO", "owns the risk"])],
    )
    assert "| Role | Does |" in shown
    assert "| Owner | keeps <del>the</del> <ins>every</ins> tool |" in shown
    assert "| <del>Clerk</del> | <del>writes</del> |" in shown
    assert "SIRO" not in shown


def test_a_new_column_is_marked_in_every_row() -> None:
    shown = of_blocks(
        [table(["Role"], ["Owner"], ["SIRO"])], [table(["Role", "When"], ["Owner", "now"], ["SIRO", "then"])]
    )
    assert shown.count("<ins>") == 3


def test_paragraphs_that_moved_say_so() -> None:
    one, two, three = (paragraph(f"You must {each} it, whatever else you do that day.") for each in ("a", "b", "c"))
    shown = of_blocks([one, two, three], [three, one, two])
    assert "moved away from here" in shown
    assert "moved here" in shown


@pytest.mark.parametrize("seed", one_in(5, range(40)))
def test_every_word_that_went_or_came_is_marked_in_any_two_documents(seed: int) -> None:
    chance = random.Random(seed)
    old = any_document(chance)
    comparison = compare(old, any_version(old, chance))
    shown = {each.id: each for each in clauses(changes_document(comparison))}
    for number, change in enumerate(comparison.every, 1):
        for edit in getattr(change, "edits", ()):
            if edit.kind not in ("reworded", "added", "removed"):
                continue
            for mark, words in (("deleted", edit.old), ("inserted", edit.new)):
                missing = set(words.split()) - set(marked(shown[f"change-{number}"], mark).split()) - {"|"}
                assert not {word for word in missing if word.isalnum()}, (edit, mark)


# In Word -------------------------------------------------------------------------------------------------


def runs(content: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the words of each run of a Word file with its properties that have a value."""
    root = etree.fromstring(read_parts(content, "")["word/document.xml"])
    for run in root.iter(f"{W}r"):
        properties = run.find(f"{W}rPr")
        found = {} if properties is None else {each.tag[len(W) :]: each.get(f"{W}val", "") for each in properties}
        yield "".join(text.text or "" for text in run.iter(f"{W}t")), found


def test_in_word_the_marks_are_formatting_and_colour_is_never_the_only_sign() -> None:
    content = changes_file(example(), None)
    found = list(runs(content))
    assert ("30", ("1", WENT.colour)) in [(text, (look.get("strike"), look.get("color"))) for text, look in found]
    assert ("14", ("single", CAME.colour)) in [(text, (look.get("u"), look.get("color"))) for text, look in found]
    for _, look in found:
        assert ("strike" in look) == (look.get("color") == WENT.colour)
        assert (look.get("u") == "single") == (look.get("color") == CAME.colour)
    written = b"".join(read_parts(content, "").values())
    assert b"<w:ins " not in written
    assert b"<w:del " not in written
    assert b"Code of this file" not in written
    assert content == changes_file(example(), None)


def test_in_word_the_headings_have_the_policys_numbers_and_none_of_their_own() -> None:
    parts = read_parts(changes_file(example(), None), "")
    styles = etree.fromstring(parts["word/styles.xml"])
    numbered = {each.get(f"{W}styleId") for each in styles if each.find(f"{W}pPr/{W}numPr") is not None}
    levels = {each.get(f"{W}styleId"): each.find(f"{W}pPr/{W}outlineLvl") for each in styles}
    body = etree.fromstring(parts["word/document.xml"])
    used = [each.get(f"{W}val") for each in body.iter(f"{W}pStyle") if levels[each.get(f"{W}val")] is not None]
    assert len(used) > 8, "a person finds each change in the navigation pane"
    assert not numbered & set(used)


def test_in_word_lists_begin_at_the_margin_in_a_shell_whose_policies_stand_in_from_it() -> None:
    body = etree.fromstring(read_parts(changes_file(example(), None, SHIPPED), "")["word/document.xml"])
    listed = [each for each in body.iter(f"{W}pPr") if each.findtext(f"{W}numPr") is not None]
    indents = {each.find(f"{W}ind").get(f"{W}left") for each in listed}  # type: ignore[union-attr]
    assert indents == {"397"}


def test_a_letterhead_that_prints_the_owner_has_it_from_the_policy(tmp_path: Path) -> None:
    own = tmp_path / "own.docx"
    tags = "{{ owner }} answers for version {{ version }}, {{ status }}"
    own.write_bytes(changed("word/footer1.xml", b"Version {{ version }}, {{ status }}", tags.encode()))
    footer = read_parts(changes_file(example(), None, own), "")["word/footer1.xml"].decode()
    assert "Head of Digital answers for version 2.0, List of changes" in footer


def test_a_letterhead_that_is_none_is_refused_with_its_name(tmp_path: Path) -> None:
    blank = tmp_path / "blank.docx"
    blank.write_bytes(plain())
    for own in (blank, tmp_path / "none.docx"):
        with pytest.raises(PolicyBuilderError) as found:
            changes_file(example(), None, own)
        assert {problem.location.path for problem in found.value.problems} == {str(own)}


def test_two_files_that_name_no_council_say_so_in_the_councils_place() -> None:
    nobody = replace(document().council, name="", short_name="")
    old, new = (
        replace(
            document(section("s", clause("a", paragraph(words)))),
            council=nobody,
            profile="",
            template="",
            shell="",
            control=(),
        )
        for words in ("Keep it 30 days.", "Keep it 14 days.")
    )
    text = read_word(changes_file(compare(old, new, "old.docx", "new.docx"), None), "changes.docx")
    assert "old.docx" in block_text(next(clauses(text)).blocks[0])
    parts = read_parts(changes_file(compare(old, new, "old.docx", "new.docx"), None), "")
    assert b"Two files compared" in parts["word/document.xml"]
    assert b"Version not stated" in b"".join(parts.values())


@pytest.mark.rest
@pytest.mark.validator
@pytest.mark.parametrize("seed", one_in(3, range(6)))
def test_the_list_in_word_opens_without_repair(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    old = any_document(chance)
    file = tmp_path / "changes.docx"
    for comparison in (example(), compare(old, any_version(old, chance)), compare(document(), document())):
        file.write_bytes(changes_file(comparison, None))
        found = validator().validate(str(file))
        assert found.is_valid, [str(error) for error in found.errors]


def test_the_list_can_be_written_in_every_other_format_too() -> None:
    from policybuilder.document_json import dumps, loads
    from policybuilder.writers.html import write_html
    from policybuilder.writers.plain import write_plain

    made = changes_document(example())
    assert loads(dumps(made)) == made
    assert b"<del>30</del> <ins>14</ins>" in write_html(made)
    assert b"[-30-] {+14+}" in write_plain(made)
    assert Marked(False, (Text("30"),)) in [
        each for one in clauses(made) for block in one.blocks for each in inlines_of(block)
    ]
