"""Edited files, each named by what it tests: what is taken reads in the draft as it does in the file, the rest is said.

Each file is a policy that was built, edited by script. The workspace is made once and nothing is written to it: what
would be written is read, and the draft is made of that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from policybuilder import api
from policybuilder.document import Document
from policybuilder.document.passages import passages_of
from policybuilder.library.clauses import read_clause_text
from policybuilder.library.library import Library
from policybuilder.library.profiles import read_profile
from policybuilder.library.wording import as_read
from policybuilder.library.workspace import AuthoredFile
from policybuilder.resolution import resolve
from policybuilder.update.returned import ReturnedFile
from policybuilder.update.taking.taken import Taken
from tests.update.edited import Edited
from tests.workspaces import clause, library, profile, shell, template, tiny, write

USING = """\
You may use AI for:

- drafting;
- {{ uses | listed }}; and
- translating:
    - letters;
    - leaflets.

The **{{ roles.siro }}** keeps the list. It is read every year.

Ask {{ contact }} if you are not sure. The {{ roles.siro }} decides.
"""
KEEPING = """\
You must keep records for {{ days }} days. {{ ref("using") | capitalised }} says which, and nobody may keep more.

| What | How long |
| --- | --- |
| Notes | {{ days }} days |
| Minutes of meetings | For ever |
| Prompts | Not at all |

You must not sell any record. It belongs to the council.

Keep what the *law* asks for; see [the guide](https://guide.example/keep) too.

1. Write it down.
2. Sign it.
3. File it.
"""
TELLING = """\
Tell the owner within a day. Keep a note of it. Do not delete it.

### In an emergency

> Ask for help early.

Ring the helpdesk, and say who you are and where you stand.

Write the report afterwards, in your own words.
"""


@dataclass(frozen=True)
class Council:
    """A workspace with a policy, and the policy as a Word file."""

    root: Path
    library: Library
    built: bytes


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Council:
    root = tmp_path_factory.mktemp("council")
    tiny(root)
    shell(root)
    clause(root, "using", USING, parameters="[uses, roles.siro, contact]")
    clause(root, "keeping", KEEPING, parameters="[days]")
    clause(root, "telling", TELLING)
    clause(root, "checking", "A person must check what AI writes.\n\nNobody may rely on it unread.\n")
    sections = (
        "[{id: a, title: Using AI, clauses: [care, using]}, {id: b, title: Records, clauses: [keeping, telling]}]"
    )
    template(root, sections=sections, appendices="[checking]")
    profile(root, "# ours\nparameters: {contact: the Head of Digital, days: 30}\n")
    known = library(root)
    return Council(root, known, api.write(api.resolve(known, "riverton", "policy"), "word", known))


def after(council: Council, done: Taken) -> tuple[Library, Document]:
    """Return the library and the draft as they would be."""
    known = council.library
    for name, (_, content) in done.proposal.files.items():
        assert content is not None
        text = content.decode()
        if name.startswith("profiles/"):
            known = known.with_profile(read_profile(name, text, known.reference, known.template_files))
        else:
            own = AuthoredFile(council.root / name, name, known.workspace.layers[0])
            known = known.with_clause(read_clause_text(name, text), own)
    return known, resolve(known, "riverton", "policy")


def reads(document: Document) -> dict[str, tuple[str, list[str]]]:
    every = [*(each for section in document.sections for each in section.clauses), *document.appendices]
    return {each.id: (each.title, [as_read(one.words) for one in passages_of(each.blocks)]) for each in every}


def wanted(file: ReturnedFile) -> dict[str, tuple[str, list[str]]]:
    return {
        each.sent.id: (each.sent.title, [as_read(one.words) for one in each.passages])
        for each in file.clauses
        if not each.is_gone
    }


def take(council: Council, edit: Callable[[Edited], object], by: str = "") -> Taken:
    edited = Edited(council.built, by)
    edit(edited)
    path = write(council.root, "back.docx", edited.content)
    return api.take(council.library, [path], reason="Members asked.", by="Cabinet", dry_run=True)


TAKEN: Mapping[str, tuple[str, Callable[[Edited], object]]] = {
    # Words
    "one word of a paragraph": ("words", lambda f: f.replace("must take care", "must always take care")),
    "a word before a value": ("words", lambda f: f.replace("keep records for", "hold records for")),
    "a word after a value": ("words", lambda f: f.replace("30 days. Section", "30 days at least. Section")),
    "a word between two values": ("words", lambda f: f.replace("if you are not sure", "when in doubt")),
    "words around a reference": ("words", lambda f: f.replace(" says which", " lists which")),
    "the first sentence of three": ("words", lambda f: f.replace("within a day", "at once")),
    "the last sentence of three": ("words", lambda f: f.replace("Do not delete", "Never delete")),
    "a whole paragraph written anew": ("words", lambda f: f.replace("Nobody may rely on it unread", "Two must sign")),
    "bold words": ("words", lambda f: f.replace("keeps the list", "keeps the register")),
    "words in italics": ("words", lambda f: f.replace("law", "statute")),
    "words of a link": ("words", lambda f: f.replace("the guide", "the handbook")),
    "words after a link": ("words", lambda f: f.replace(" too.", " as well.")),
    "an item of a list": ("words", lambda f: f.replace("translating", "translating with care")),
    "a nested item": ("words", lambda f: f.replace("leaflets", "posters")),
    "a numbered item": ("words", lambda f: f.replace("Sign it", "Sign and date it")),
    "a cell": ("words", lambda f: f.replace("For ever", "Ten years")),
    "the first cell of a row": ("words", lambda f: f.replace("Minutes of meetings", "Minutes and notes of meetings")),
    "two cells of a row": ("words", lambda f: (f.replace("Prompts", "Questions"), f.replace("Not at all", "A day"))),
    "the header of a table": ("words", lambda f: f.replace("How long", "For how long")),
    "a heading within a clause": ("words", lambda f: f.replace("In an emergency", "In any emergency")),
    "a quotation": ("words", lambda f: f.replace("help early", "help at once")),
    "an appendix": ("words", lambda f: f.replace("A person must check", "Two people must check")),
    "a sentence put in at the end": ("words", lambda f: f.replace("to the council.", "to the council. Ask first.")),
    "a sentence put in at the start": ("words", lambda f: f.replace("Tell the owner", "Be quick. Tell the owner")),
    "a sentence taken out": ("words", lambda f: f.replace(" Keep a note of it.", "")),
    "signs that Markdown knows": ("words", lambda f: f.replace("any record", "any *record* or `file` [x] a_b | c")),
    "signs that the clause language knows": ("words", lambda f: f.replace("any record", "{{ days }} {% if %} {# #}")),
    "words that look like a list": ("words", lambda f: f.replace("who you are", "- who you are")),
    "words that look like a heading": ("words", lambda f: f.replace("Ring the helpdesk", "# Ring the helpdesk")),
    "an address": ("words", lambda f: f.replace("in your own words", "to https://report.example/form?a=1&b=2")),
    "letters with accents": ("words", lambda f: f.replace("in your own words", "yn Gymraeg â tô, 5 £ – “so”")),
    "where a link leads": ("words", lambda f: f.relink("https://guide.example/keep", "https://guide.example/new")),
    # Structure
    "a paragraph put in": ("added", lambda f: f.add_after("Ring the helpdesk", "Stay on the line.")),
    "two paragraphs put in": (
        "added",
        lambda f: (f.add_after("Ring the helpdesk", "Second."), f.add_after("Ring the helpdesk", "First.")),
    ),
    "a paragraph put in at the end of a clause": ("added", lambda f: f.add_after("Write the report", "Send it.")),
    "a paragraph put in between two lists": ("added", lambda f: f.add_after("sell any record", "Nor lend it.")),
    "a paragraph taken out": ("removed", lambda f: f.remove("Ring the helpdesk")),
    "the first paragraph of a clause taken out": ("removed", lambda f: f.remove("Tell the owner")),
    "the last paragraph of a clause taken out": ("removed", lambda f: f.remove("Nobody may rely")),
    "an item put in": ("added", lambda f: f.add_after("translating", "minuting;")),
    "a last item put in": ("added", lambda f: f.add_after("File it", "Forget it.")),
    "a nested item put in": ("added", lambda f: f.add_after("letters", "emails;")),
    "an item taken out": ("removed", lambda f: f.remove("translating")),
    "a nested item taken out": ("removed", lambda f: f.remove("leaflets")),
    "a numbered item taken out": ("removed", lambda f: f.remove("Write it down")),
    "a row put in": ("added", lambda f: f.add_row("For ever", "Maps", "A year")),
    "a last row put in": ("added", lambda f: f.add_row("Not at all", "Maps", "A year")),
    "a row taken out": ("removed", lambda f: f.remove_row("For ever")),
    "a heading within a clause taken out": ("removed", lambda f: f.remove("In an emergency")),
    "a quotation taken out": ("removed", lambda f: f.remove("Ask for help")),
    "a paragraph moved within its clause": ("moved", lambda f: f.move_after("Ring the helpdesk", "Write the report")),
    "a paragraph moved to another clause": ("moved", lambda f: f.move_after("Ring the helpdesk", "sell any record")),
    "an item moved": ("moved", lambda f: f.move_after("Write it down", "File it")),
    "a paragraph with a value moved": ("moved", lambda f: f.move_after("if you are not sure", "Write the report")),
    "a paragraph parted in two": ("split", lambda f: f.split("Tell the owner", "Keep a note")),
    "a paragraph with values parted in two": ("split", lambda f: f.split("if you are not sure", "The Director")),
    "two paragraphs joined": ("joined", lambda f: f.join("Ring the helpdesk")),
    "two paragraphs with values joined": ("joined", lambda f: f.join("keeps the list")),
    # Answers
    "a number that is an answer": ("value", lambda f: f.replace("for 30 days", "for 60 days")),
    "a name that is an answer": ("value", lambda f: f.replace("the Head of Digital", "the Chief Digital Officer")),
    "a name that goes on": ("value", lambda f: f.replace("the Head of Digital", "the Head of Digital Services")),
    "a default that a person names": (
        "value",
        lambda f: f.replace("Director of Resources decides", "Treasurer decides"),
    ),
    # Clauses
    "a clause taken out": ("clause removed", lambda f: f.remove_clause("Telling")),
    "a clause put in": (
        "clause added",
        lambda f: f.add_clause("Telling", "Paper records", "Keep paper dry.", "Box it."),
    ),
    "a clause put in between two": ("clause added", lambda f: f.add_clause("Keeping", "Paper", "Keep paper dry.")),
    "a clause moved in its section": ("clause moved", lambda f: f.move_clause("Keeping", "Telling")),
}


@pytest.mark.parametrize("name", TAKEN)
def test_what_is_taken_reads_in_the_draft_as_it_does_in_the_file(council: Council, name: str) -> None:
    kind, edit = TAKEN[name]
    done = take(council, edit)
    assert not done.not_taken, done.not_taken
    assert {each.kind for each in done.taken} == {kind}
    _, document = after(council, done)
    now, meant = reads(document), wanted(done.found.files[0])
    answers = {each.before: each.after for each in done.taken if each.kind == "value"}
    for id, (_title, words) in meant.items():
        for before, new in answers.items():
            words = [each.replace(before, new) if new not in each else each for each in words]
        assert [_plain(each) for each in now[id][1]] == [_plain(each) for each in words], id
    assert now.keys() - meant.keys() == {each.new.id for each in done.taken if each.new}


def _plain(words: str) -> str:
    """Return words without the numbers of references, which change with what stands before them."""
    import re

    return re.sub(r"(?i)section \d\.\d", "section", words)
