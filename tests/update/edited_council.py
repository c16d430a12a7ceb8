"""A council with a policy for tests of edited files: built once, and read as it would be after edits are taken."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from policybuilder import api
from policybuilder.document import Document
from policybuilder.document.passages import passages_of
from policybuilder.library.clauses import read_clause_text
from policybuilder.library.library import Library
from policybuilder.library.wording import as_read
from policybuilder.library.workspace import AuthoredFile
from policybuilder.resolution import resolve
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


def council_in(root: Path) -> Council:
    """Write the workspace into a folder, and return it with its policy."""
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


def after(council: Council, done: Taken) -> Document:
    """Return the draft as it would be."""
    known = council.library
    for name, (_, content) in done.proposal.files.items():
        assert content is not None
        text = content.decode()
        if name.startswith("profiles/"):
            known = known.with_profile(known.read_profile(name, text))
        else:
            own = AuthoredFile(council.root / name, name, known.workspace.layers[0])
            known = known.with_clause(read_clause_text(name, text), own)
    return resolve(known, "riverton", "policy")


def reads(document: Document) -> dict[str, list[str]]:
    """Return what each clause of a draft reads, passage by passage."""
    every = [*(each for section in document.sections for each in section.clauses), *document.appendices]
    return {each.id: [_plain(one.words) for one in passages_of(each.blocks)] for each in every}


def meant(done: Taken) -> dict[str, list[str]]:
    """Return what each clause reads in the edited file, with the answers that were changed in all their places."""
    answers = {each.before: each.after for each in done.taken if each.kind == "value"}
    found = {}
    for returned in done.found.files[0].clauses:
        if returned.is_gone:
            continue
        words = [one.words for one in returned.passages]
        for before, new in answers.items():
            words = [each if new in each else each.replace(before, new) for each in words]
        found[returned.sent.id] = [_plain(each) for each in words]
    return found


def _plain(words: str) -> str:
    """Return words without the numbers of references, which change with what stands before them."""
    return re.sub(r"(?i)section \d\.\d", "section", as_read(words))


def take(council: Council, edit: Callable[[Edited], object], by: str = "") -> Taken:
    """Return what taking an edited copy of the policy does; nothing is written."""
    edited = Edited(council.built, by)
    edit(edited)
    return take_content(council, edited.content)


def take_content(council: Council, content: bytes) -> Taken:
    """Return what taking a Word file does; nothing is written."""
    path = write(council.root, "back.docx", content)
    return api.take(council.library, [path], reason="Members asked.", by="Cabinet", dry_run=True)
