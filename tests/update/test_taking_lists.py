"""Answers that are lists and tables, edited in Word: entries changed, put in, moved or taken out are one answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from lxml import etree

from policybuilder import api
from policybuilder.update.taking.taken import Taken
from tests.update.edited import Edited, text_of
from tests.update.edited_council import Council, after, reads, take, take_content
from tests.workspaces import PARAMETERS, clause, library, profile, reference, shell, template, tiny

TOOLS = """\
  tool_list:
    {type: table, group: use, question: Which tools?, ask: Head of Digital, label: tools, rationale: Two are usual.,
     columns: {name: Tool, owner: Owner, until: Until}, default: [{name: Chat, owner: ICT, until: 2027-03-12},
     {name: Scribe, owner: Care, until: For ever}]}
"""
USING = """\
People may use AI for {{ uses | listed }}, and for nothing else.

You may use it for:

{% for use in uses %}
- {{ use }}
{% endfor %}

Ask first.
"""
HOLDING = """\
| Tool | Until |
| --- | --- |
{% for tool in tool_list %}
| {{ tool.name }} | {{ tool.until | date }} |
{% endfor %}
"""


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Council:
    root = tmp_path_factory.mktemp("lists")
    tiny(root)
    shell(root)
    reference(root, parameters=PARAMETERS + TOOLS)
    clause(root, "saying", "People may use AI for {{ uses | listed }}, and for nothing else.\n", parameters="[uses]")
    clause(root, "using", USING.split("\n\n", 1)[1], parameters="[uses]")
    clause(root, "holding", HOLDING, parameters="[tool_list]")
    template(root, "care", "saying", "using", "holding")
    own = "parameters: {uses: [drafting, research and development, summarising]}\n"
    profile(root, own)
    known = library(root)
    return Council(root, known, api.write(api.resolve(known, "riverton", "policy"), "word", known))


def answered(done: Taken, name: str) -> object:
    (change,) = [change for edit in done.taken for change in edit.changes]
    assert getattr(change, "name", "") == name
    return getattr(change, "value", None)


USES: Mapping[str, tuple[Callable[[Edited], object], list[str]]] = {
    "an entry put in among the items": (
        lambda f: f.add_after_paragraph(item(f, "drafting"), "minuting"),
        ["drafting", "minuting", "research and development", "summarising"],
    ),
    "a last entry put in": (
        lambda f: f.add_after_paragraph(item(f, "summarising"), "minuting"),
        ["drafting", "research and development", "summarising", "minuting"],
    ),
    "an entry that reads otherwise": (
        lambda f: f.reword(item(f, "drafting"), "drafting", "drafting letters"),
        ["drafting letters", "research and development", "summarising"],
    ),
    "one in the sentence": (
        lambda f: f.replace("drafting, research", "drafting, minuting, research"),
        ["drafting", "minuting", "research and development", "summarising"],
    ),
    "one taken out of the sentence": (
        lambda f: f.replace("drafting, research and development and", "research and development and"),
        ["research and development", "summarising"],
    ),
    "another in its place in the sentence": (
        lambda f: f.replace("and summarising, and", "and minuting, and"),
        ["drafting", "research and development", "minuting"],
    ),
}


def item(file: Edited, words: str) -> etree._Element:
    """Return the item of the list that reads these words and no more."""
    (found,) = [each for each in file.paragraphs() if text_of(each).strip() == words]
    return found


@pytest.mark.parametrize("by", ["", "A. Reviewer"], ids=["plain", "tracked"])
@pytest.mark.parametrize("name", USES)
def test_a_list_is_answered_as_the_file_has_it_and_reads_so_in_every_place(
    council: Council, name: str, by: str
) -> None:
    edit, wanted = USES[name]
    done = take(council, edit, by)
    assert [each.why for each in done.not_taken] == []
    assert answered(done, "uses") == wanted
    now = reads(after(council, done))
    assert now["using"][1:-1] == wanted
    assert f"AI for {', '.join(wanted[:-1])} and {wanted[-1]}, and" in now["saying"][0]


def test_a_list_of_which_somebody_took_an_item_out_and_moved_another_is_answered_so(council: Council) -> None:
    def edit(file: Edited) -> None:
        moved = item(file, "drafting")
        item(file, "summarising").addnext(moved)
        gone = item(file, "research and development")
        gone.getparent().remove(gone)

    done = take(council, edit)
    assert answered(done, "uses") == ["summarising", "drafting"]


def test_entries_whose_ends_cannot_be_told_are_left_and_that_is_said(council: Council) -> None:
    done = take(council, lambda f: f.replace("drafting, research", "drafting, food and drink, research"))
    (left,) = done.not_taken
    assert left.why == "uses is a list, and where its entries end cannot be told: change it in the profile"
    assert not done.taken


def test_one_list_that_reads_in_two_ways_is_left_and_both_are_said(council: Council) -> None:
    def edit(file: Edited) -> None:
        file.add_after_paragraph(item(file, "drafting"), "minuting")
        file.replace("drafting, research", "drafting, dictating, research")

    done = take(council, edit)
    assert not done.taken
    assert {each.why.partition(",")[0] for each in done.not_taken} == {"it is one answer"}


TABLE: Mapping[str, tuple[Callable[[Edited], object], list[dict[str, str]]]] = {
    "a cell": (
        lambda f: f.replace("For ever", "A year"),
        [
            {"name": "Chat", "owner": "ICT", "until": "2027-03-12"},
            {"name": "Scribe", "owner": "Care", "until": "A year"},
        ],
    ),
    "a day": (
        lambda f: f.replace("12 March 2027", "1 April 2028"),
        [
            {"name": "Chat", "owner": "ICT", "until": "2028-04-01"},
            {"name": "Scribe", "owner": "Care", "until": "For ever"},
        ],
    ),
    "a row put in, of which only what is printed is known": (
        lambda f: f.add_row("For ever", "Maps", "2028"),
        [
            {"name": "Chat", "owner": "ICT", "until": "2027-03-12"},
            {"name": "Scribe", "owner": "Care", "until": "For ever"},
            {"name": "Maps", "until": "2028"},
        ],
    ),
    "a row taken out": (
        lambda f: f.remove_row("Scribe"),
        [{"name": "Chat", "owner": "ICT", "until": "2027-03-12"}],
    ),
}


@pytest.mark.parametrize("name", TABLE)
def test_a_table_is_answered_as_the_file_has_it_and_what_it_does_not_print_stays(council: Council, name: str) -> None:
    edit, wanted = TABLE[name]
    done = take(council, edit)
    assert answered(done, "tool_list") == wanted
    assert [each.why for each in done.not_taken] == []


def test_two_people_who_each_put_an_entry_in_are_both_heard(council: Council, tmp_path: Path) -> None:
    files = []
    for number, (after_this, new) in enumerate([("drafting", "minuting"), ("summarising", "filing")]):
        edited = Edited(council.built, f"Reviewer {number}")
        edited.add_after_paragraph(item(edited, after_this), new)
        (tmp_path / f"{number}.docx").write_bytes(edited.content)
        files.append(tmp_path / f"{number}.docx")
    done = api.take(council.library, files, reason="Both.", by="Cabinet", dry_run=True)
    assert answered(done, "uses") == ["drafting", "minuting", "research and development", "summarising", "filing"]


def test_what_was_taken_once_is_there_already(council: Council) -> None:
    edited = Edited(council.built)
    edited.add_after_paragraph(item(edited, "drafting"), "minuting")
    done = take_content(council, edited.content)
    proposed = done.proposal.files["profiles/riverton.yaml"][1]
    assert proposed is not None
    path = council.root / "profiles/riverton.yaml"
    before = path.read_bytes()
    try:
        path.write_bytes(proposed)
        again = api.take(library(council.root), [council.root / "back.docx"], reason="X", by="Cabinet", dry_run=True)
        assert (again.taken, again.not_taken) == ((), ())
    finally:
        path.write_bytes(before)
