"""A file that was built here and edited: words typed over a value are traced to the answer that printed it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policybuilder.compare import Comparison
from policybuilder.compare.write_html import write_html
from policybuilder.compare.write_json import write_json
from policybuilder.compare.write_markdown import write_markdown
from policybuilder.compare.write_text import write_text
from policybuilder.document import Document
from policybuilder.lifecycle.sides import compare_sides
from policybuilder.ooxml.zip import read_parts, write_parts
from policybuilder.resolution import resolve
from policybuilder.writers import WRITERS
from tests import workspaces
from tests.lifecycle import story
from tests.some import one_in

MORE = """\
  starts:
    {type: date, group: use, question: From when?, ask: Anyone, label: first day, default: 2027-04-01, rationale: New.}
  inbox:
    {type: email, group: use, question: Where to?, ask: Anyone, label: mailbox, default: ai@riverton.example,
     rationale: Usual.}
"""
BODY = """\
You must keep it for {{ days }} days. Ask {{ contact }} or {{ roles.siro }}, at {{ inbox }}, from {{ starts | date }}.
Agents: {{ tools.agents | label }}. For {{ uses | listed }}, under {{ terms.access_act }}, {{ law.foia }} and the rules
of {{ council.short_name }}.

| What | How long |
| --- | --- |
| Records | {{ days }} days |
"""
USED = "[days, contact, roles.siro, inbox, starts, tools.agents, uses]"
PROFILE = """\
parameters:
  contact: the AI team
  # How long?
  # days: 30
tools: {agents: pilot}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = story.workspace(tmp_path / "workspace")
    workspaces.reference(root, parameters=workspaces.PARAMETERS + story.HISTORY + MORE, law=story.LAW)
    workspaces.clause(root, "keeping", BODY, parameters=USED, law="[foia]")
    workspaces.clause(root, "again", "After {{ days }} days you must delete it.\n", parameters="[days]")
    workspaces.template(root, "care", "keeping", "again")
    story.decide(root, PROFILE)
    return root


def built(root: Path, name: str, profile: str = "riverton") -> Path:
    """Build the council's policy into a file beside the workspace; the format is told by its name."""
    kind = {".docx": "word", ".md": "markdown", ".json": "json"}[Path(name).suffix]
    shell = (root / "templates/word/policy.docx").read_bytes()
    file = root.parent / name
    file.write_bytes(WRITERS[kind].write(document(root, profile), shell))
    return file


def document(root: Path, profile: str = "riverton") -> Document:
    return resolve(workspaces.library(root), profile, "policy")


def edit(file: Path, old: str, new: str) -> None:
    """Type over the first place of some words in a file."""
    if file.suffix == ".docx":
        parts = read_parts(file.read_bytes(), file.name)
        main = parts["word/document.xml"].decode()
        assert old in main
        parts["word/document.xml"] = main.replace(old, new, 1).encode()
        file.write_bytes(write_parts(parts))
        return
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def whys(comparison: Comparison) -> list[tuple[str, str]]:
    """Return the reasons of the first changed clause, each with its source."""
    return [(reason.text, reason.source) for reason in comparison.changes[0].reasons]


NAMED = "“30” comes from days (default); set it to 14; 1.2, 1.3 print it, too, unchanged here"
PLACE = "profiles/riverton.yaml:7:3"


@pytest.mark.parametrize("name", ["back.docx", "back.md", "back.json"])
def test_a_word_that_was_typed_over_a_value_names_its_parameter_and_the_line_of_its_question(
    root: Path, name: str
) -> None:
    file = built(root, name)
    old, new = ('"text": "30"', '"text": "14"') if name.endswith(".json") else ("for 30 days", "for 14 days")
    edit(file, old, new)
    found = compare_sides(workspaces.library(root), "riverton/policy", str(file))
    assert whys(found) == [(NAMED, PLACE)]


def test_every_format_says_so(root: Path) -> None:
    file = built(root, "back.md")
    edit(file, "for 30 days", "for 14 days")
    found = compare_sides(workspaces.library(root), "riverton/policy", str(file))
    assert f"why: {NAMED} [{PLACE}]" in " ".join(write_text(found).split())
    assert f"- Why: {NAMED} (`{PLACE}`)" in write_markdown(found).decode()
    assert NAMED in write_html(found).decode()
    (clause,) = json.loads(write_json(found))["clauses"]
    assert clause["reasons"][0] == {
        "kind": "parameter",
        "text": NAMED,
        "source": PLACE,
        "about": "days",
        "by": "",
        "minute": "",
    }
    assert clause["edits"][0]["reasons"] == [0]


@pytest.mark.parametrize("name", ["draft.docx", "draft.md"])
def test_two_files_that_were_built_here_know_their_document_by_their_mark(root: Path, name: str) -> None:
    before = built(root, name)
    after = before.with_stem("back")
    after.write_bytes(before.read_bytes())
    edit(after, "for 30 days", "for 14 days")
    found = compare_sides(workspaces.library(root), str(before), str(after))
    assert whys(found) == [(NAMED, PLACE)]
    # Without a workspace nothing tells a value from other words.
    assert whys(compare_sides(None, str(before), str(after))) == [("not known", "")]


def test_an_older_draft_knows_its_values_though_the_answer_has_changed_since(root: Path) -> None:
    before = built(root, "draft.docx")
    after = built(root, "back.docx")
    edit(after, "for 30 days", "for 14 days")
    workspaces.clause(root, "again", "After {{ days }} days you must delete it for good.\n", parameters="[days]")
    ((text, _),) = whys(compare_sides(workspaces.library(root), str(before), str(after)))
    assert text.startswith("“30” comes from days (default); set it to 14; 1.2 prints it, too")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    one_in(4, [
        ("the AI team", "the service desk", "“the AI team” comes from contact (profile riverton); set it to the"),
        ("Director of Resources", "Head of Legal", "comes from roles.siro (default); set it to Head of Legal"),
        ("from 1 April 2027", "from 1 May 2027", "comes from starts (default); set it to 2027-05-01"),
        ("A pilot", "Permitted", "“A pilot” comes from tools.agents (profile riverton); set it to permitted"),
        ("A pilot", "Some", '“Some” cannot be its value (tools.agents: "Some" is not one of the choices; choose'),
        ("for 30 days", "for thirty-one days", "“thirty-one” cannot be its value (days: expected a whole number"),
        ("for 30 days", "for 1,000 days", "“1,000” cannot be its value (days: 1000 is out of range; it must be from 1"),
        ("drafting and summarising", "drafting", "comes from uses (default); it is a list: change the entry there"),
        ("the FOI Act", "the Act", "comes from terms.access_act; these are the library's words; amend the clause"),
        ("Riverton.", "Millbeck.", "“Riverton” comes from council.short_name; it is set under council:"),
    ]),
)  # fmt: skip
def test_what_to_answer_is_said_as_a_profile_takes_it(root: Path, old: str, new: str, said: str) -> None:
    file = built(root, "back.docx")
    edit(file, old, new)
    ((text, _),) = whys(compare_sides(workspaces.library(root), "riverton", str(file)))
    assert said in text


@pytest.mark.parametrize(
    ("old", "new"),
    one_in(
        3,
        [
            ("for 30 days", "for two weeks"),
            ("keep it for 30 days", "delete it at once"),
            ("for 30 days", "for days"),
            ("for 30 days", "for 30 working days"),
            ("Records", "Prompts"),
        ],
    ),
)
def test_words_that_reach_beyond_a_value_name_nothing(root: Path, old: str, new: str) -> None:
    file = built(root, "back.docx")
    edit(file, old, new)
    assert whys(compare_sides(workspaces.library(root), "riverton", str(file))) == [("not known", "")]


def test_what_else_changed_in_the_clause_stays_unknown(root: Path) -> None:
    file = built(root, "back.md")
    edit(file, "for 30 days", "for 14 days")
    edit(file, "You must keep", "You may keep")
    found = compare_sides(workspaces.library(root), "riverton", str(file))
    assert whys(found) == [(NAMED, PLACE), ("not known", "")]
    (clause,) = json.loads(write_json(found))["clauses"]
    assert [(edit["new"], edit["reasons"]) for edit in clause["edits"]] == [("may", [1]), ("14", [0])]


def test_every_place_of_a_value_typed_over_alike_leaves_none_unchanged(root: Path) -> None:
    file = built(root, "back.md")
    for _ in range(3):
        edit(file, "30 days", "14 days")
    found = compare_sides(workspaces.library(root), "riverton", str(file))
    texts = {reason.text for change in found.changes for reason in change.reasons}
    assert texts == {"“30” comes from days (default); set it to 14"}


def test_a_file_of_another_council_is_not_read_as_typed_over_this_one(root: Path) -> None:
    workspaces.profile(root, "parameters: {contact: the AI team, days: 14}\n", id="millbeck", documents=story.DOCUMENTS)
    found = compare_sides(workspaces.library(root), "riverton", str(built(root, "theirs.docx", "millbeck")))
    assert {reason.text for change in found.changes for reason in change.reasons} == {"not known"}


def test_a_file_without_a_mark_is_taken_for_what_it_is_compared_with(root: Path) -> None:
    file = built(root, "back.md")
    edit(file, "for 30 days", "for 14 days")
    text = file.read_text(encoding="utf-8")
    file.write_text(text[: text.rindex("<!-- policybuilder-built")], encoding="utf-8")
    assert whys(compare_sides(workspaces.library(root), "riverton", str(file))) == [(NAMED, PLACE)]


def test_an_approved_version_knows_its_values(root: Path) -> None:
    story.decide(root, PROFILE + "  # nothing else\n")
    assert story.approved(root).record.version == "1.0"
    back = root.parent / "back.docx"
    back.write_bytes((story.folder(root) / "1.0/policy.docx").read_bytes())
    edit(back, "for 30 days", "for 14 days")
    story.decide(root, PROFILE.replace("  # days: 30", "  days: 60"))
    ((text, place),) = whys(compare_sides(workspaces.library(root), "riverton@1.0", str(back)))
    assert text.startswith("“30” comes from days (profile riverton); set it to 14")
    kept = str(story.folder(root) / "1.0/policy.docx")
    assert whys(compare_sides(workspaces.library(root), kept, str(back))) == [(text, place)]


def test_a_row_of_document_control_names_its_line_too(root: Path) -> None:
    file = built(root, "back.md")
    edit(file, 'owner: "Head of Digital"', 'owner: "Head of Legal"')
    (detail,) = compare_sides(workspaces.library(root), "riverton", str(file)).details
    (reason,) = detail.reasons
    assert (
        reason.text
        == "“Head of Digital” comes from document.owner; set it to Head of Legal, as owner: under documents: policy:"
    )
    assert reason.source == "profiles/riverton.yaml:3:22"


def test_a_file_that_nobody_edited_has_its_own_record_of_the_answers(root: Path) -> None:
    file = built(root, "before.json")
    story.decide(root, PROFILE.replace("  # days: 30", "  days: 60"))
    ((text, _), *_) = whys(compare_sides(workspaces.library(root), "riverton", str(file)))
    assert text == "days: 60 became 30 (default)"


def test_values_are_known_in_a_table_and_a_list_that_the_workspace_has_changed_since(root: Path) -> None:
    rows = "| What | How long |\n| --- | --- |\n| Records | {{ days }} days |\n| Prompts | a week |\n"
    items = "- Keep it {{ days }} days.\n- Keep prompts a week.\n"
    workspaces.clause(root, "keeping", f"The table:\n\n{rows}", parameters="[days]")
    workspaces.clause(root, "again", f"The list:\n\n{items}\n> Keep it {{{{ days }}}} days.\n", parameters="[days]")
    before, after = built(root, "before.docx"), built(root, "back.docx")
    edit(after, "30 days", "14 days")
    edit(after, "Keep it 30 days", "Keep it 14 days")
    workspaces.clause(root, "keeping", f"The table:\n\n{rows.replace('week', 'month')}", parameters="[days]")
    workspaces.clause(root, "again", f"The list:\n\n{items.replace('week', 'month')}", parameters="[days]")
    found = compare_sides(workspaces.library(root), str(before), str(after))
    texts = [reason.text for change in found.changes for reason in change.reasons]
    assert len(texts) == 2
    assert all(text.startswith("“30” comes from days (default); set it to 14") for text in texts)


def test_an_answer_typed_over_what_is_to_be_confirmed_is_named_with_its_question(root: Path) -> None:
    story.decide(root, PROFILE.replace("  contact: the AI team\n", "  # contact:\n"))
    file = built(root, "back.docx")
    edit(file, "[to confirm: contact for questions]", "the AI team")
    ((text, place), *_) = whys(compare_sides(workspaces.library(root), "riverton", str(file)))
    assert text == "“[to confirm: contact for questions]” comes from contact (not answered); set it to the AI team"
    assert place == "profiles/riverton.yaml:5:3"
