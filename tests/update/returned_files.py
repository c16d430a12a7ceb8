"""Edited copies of one small policy, each named by what was done to it, and what a reader is then told.

The policy is that of tests/writers/sample.py. `told` puts into lines what a file says against what was sent.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from policybuilder.ooxml.names import w
from policybuilder.update.regions import Held
from policybuilder.update.returned import ReturnedClause
from tests.update.edited import Edited


@dataclass(frozen=True)
class EditedFile:
    """What is done to a file, and what is told of it; `tracked` edits can be made as tracked changes, too."""

    edit: Callable[[Edited], None]
    told: tuple[str, ...]
    tracked: bool = True


def told(found: Held) -> list[str]:
    """Return what changed, in a line each."""
    lines = [line for clause in found.clauses for line in _clause(clause)]
    here = [clause for clause in found.clauses if not clause.is_gone]
    order = [clause.sent.id for clause in sorted(here, key=lambda each: each.place)]
    lines += [] if order == [clause.sent.id for clause in here] else [f"order: {', '.join(order)}"]
    for new in found.new:
        kind = "section" if new.is_section else "clause"
        where = f"after {new.after}" if new.after else "first"
        texts = [each.words for each in new.passages]
        lines.append(f"new {kind} {new.title.words!r} in {new.section or 'appendices'!r}, {where}: {texts}")
    return [*lines, *(f"section {each.section} -> {each.now!r}" for each in found.sections)]


def _clause(clause: ReturnedClause) -> Iterator[str]:
    id = clause.sent.id
    if clause.is_gone:
        yield f"{id}: gone"
        return
    if clause.title is None:
        yield f"{id}: heading gone"
    elif clause.title.words != clause.sent.title:
        yield f"{id}: title -> {clause.title.words!r}"
    if clause.section != clause.sent.section:
        yield f"{id}: in {clause.section!r}"
    left = [each.was for each in clause.passages if each.was >= 0]
    yield from (f"{id} {n}: gone" for n in range(len(clause.sent.passages)) if n not in left)
    if left != sorted(left):
        yield f"{id}: order {left}"
    last = -1
    for each in clause.passages:
        if each.was < 0:
            yield f"{id}: new {each.passage.kind} after {last}: {each.words!r}"
            continue
        last, was = each.was, clause.sent.passages[each.was]
        if each.words != was.words:
            yield f"{id} {last}: {each.words!r}"
        if (each.passage.kind, each.passage.depth) != (was.kind, was.depth):
            yield f"{id} {last}: {was.kind} {was.depth} -> {each.passage.kind} {each.passage.depth}"
        if each.looks:
            yield f"{id} {last}: {each.looks}"


# Edits that the kit has not ------------------------------------------------------------------------------


def _new_clause(title: str, words: str, style: str = "Heading2") -> Callable[[Edited], None]:
    def edit(file: Edited) -> None:
        heading = file.paragraph("Who must follow it")
        text = file.paragraph("If you are not sure")
        control = next(text.iterancestors(w("sdt")))
        for source, new, look in ((text, words, ""), (heading, title, style)):
            made = copy.deepcopy(source)
            for mark in list(made.iter(w("bookmarkStart"), w("bookmarkEnd"))):
                mark.getparent().remove(mark)
            for node, text_node in enumerate(list(made.iter(w("t")))):
                text_node.text = new if node == 0 else ""
            if look:
                made.find(f"{w('pPr')}/{w('pStyle')}").set(w("val"), look)
            control.addnext(made)

    return edit


def _without_heading(title: str) -> Callable[[Edited], None]:
    def edit(file: Edited) -> None:
        paragraph = file.paragraph(title)
        paragraph.getparent().remove(paragraph)

    return edit


def _retyped_heading(file: Edited) -> None:
    """A heading that somebody took out and typed again has lost its bookmark."""
    heading = file.paragraph("Who must follow it")
    for mark in list(heading.iter(w("bookmarkStart"), w("bookmarkEnd"))):
        mark.getparent().remove(mark)
    file.replace("Who must follow it", "Who is bound by it")


def _slid_bookmark(file: Edited) -> None:
    """LibreOffice keeps the bookmark of a heading that is taken out: it slides to what stands below."""
    heading = file.paragraph("Who must follow it")
    following = heading.getnext()
    for at, mark in enumerate(list(heading.iter(w("bookmarkStart"), w("bookmarkEnd")))):
        following.insert(1 + at, mark)
    heading.getparent().remove(heading)


def _below_section(file: Edited) -> None:
    section = file.paragraph("About this policy")
    made = copy.deepcopy(file.paragraph("This policy says how"))
    for node, text in enumerate(list(made.iter(w("t")))):
        text.text = "In short: ask first." if node == 0 else ""
    section.addnext(made)


def _empty_paragraphs(file: Edited) -> None:
    for words in ("This policy says how", "Keep a transcript", "Use this wording"):
        made = copy.deepcopy(file.paragraph(words))
        for run in list(made.iter(w("r"))):
            run.getparent().remove(run)
        file.paragraph(words).addnext(made)


def _to_clause(words: str, after: str) -> Callable[[Edited], None]:
    return lambda file: file.move_after(words, after)


def _without_table(file: Edited) -> None:
    table = next(file.paragraph("Named uses only").iterancestors(w("tbl")))
    table.getparent().remove(table)


def _renumbered(file: Edited) -> None:
    """Word works the number of a reference out anew when a clause goes."""
    file.remove_clause("Words we use")
    for field in ("3.1",):
        for text in file.main.iter(w("t")):
            text.text = "2.1" if text.text == field else text.text


_SURE = "If you are not sure, write to ai_questions@riverton.example before you start."
_TRANSCRIPT = "then delete it. The [to confirm: the role that owns the tools list] checks that this is done."
_LAW = "A prompt can be asked for under the law. "
_READ = "Write it as if it will be read. The council's guide to requests explains how."

FILES: Mapping[str, EditedFile] = {
    "a word in a paragraph": EditedFile(
        lambda file: file.replace("uses generative AI", "uses AI"),
        ("purpose 0: 'This policy says how Riverton uses AI.'",),
    ),
    "words before a reference": EditedFile(
        lambda file: file.replace("You must read", "Please read"),
        ("purpose 1: 'Please read it with the rules on records (see section 3.1).'",),
    ),
    "an item": EditedFile(
        lambda file: file.replace("apprentices", "trainees"),
        ("scope 1: 'employees, trainees and agency staff'",),
    ),
    "a nested item": EditedFile(
        lambda file: file.replace("or account", "or a council account"),
        ("scope 3: 'use a council device or a council account'",),
    ),
    "a cell": EditedFile(
        lambda file: file.replace("It is a record.", "It is no record."),
        ("definitions 2: 'Prompt\\tWhat you type, paste, say or upload. It is no record.'",),
    ),
    "a value": EditedFile(
        lambda file: file.replace("30 days", "90 days"),
        (f"records 0: 'Keep a transcript for 90 days, {_TRANSCRIPT}'",),
    ),
    "a title": EditedFile(
        lambda file: file.replace("Keeping and deleting", "How long we keep it"),
        ("records: title -> 'How long we keep it'",),
    ),
    "the title of a section": EditedFile(
        lambda file: file.replace("Rules", "What you must do"),
        ("section rules -> 'What you must do'",),
    ),
    "the title of an appendix": EditedFile(
        lambda file: file.replace("Disclosure wording", "Words to disclose with"),
        ("app-wording: title -> 'Words to disclose with'",),
    ),
    "a quotation": EditedFile(
        lambda file: file.replace("answers for it", "stands by it"),
        ("app-wording 3: 'An officer checked it & stands by it.'",),
    ),
    "set lines": EditedFile(
        lambda file: file.replace("Drafted with AI", "Written with AI"),
        ("app-wording 5: 'Written with AI <checked by a person> Name: Role:'",),
    ),
    "a paragraph put in": EditedFile(
        lambda file: file.add_after("This policy says how", "It binds us all."),
        ("purpose: new paragraph after 0: 'It binds us all.'",),
    ),
    "a paragraph put in at the end of a section": EditedFile(
        lambda file: file.add_after("If you are not sure", "There are no exceptions."),
        ("scope: new paragraph after 6: 'There are no exceptions.'",),
    ),
    "a paragraph taken out": EditedFile(
        lambda file: file.remove("This policy says how"),
        ("purpose 0: gone",),
    ),
    "the last paragraph of a clause taken out": EditedFile(
        lambda file: file.remove("If you are not sure"),
        ("scope 6: gone",),
    ),
    "an item put in": EditedFile(
        lambda file: file.add_after("employees, apprentices", "volunteers"),
        ("scope: new item after 1: 'volunteers'",),
    ),
    "an item taken out": EditedFile(
        lambda file: file.remove("councillors, when they act"),
        ("scope 5: gone",),
    ),
    "a row put in": EditedFile(
        lambda file: file.add_row("Prompt", "Model", "What a tool runs on."),
        ("definitions: new row after 2: 'Model\\tWhat a tool runs on.'",),
        tracked=False,
    ),
    "a row taken out": EditedFile(lambda file: file.remove_row("Prompt"), ("definitions 2: gone",), tracked=False),
    "a table taken out": EditedFile(_without_table, tuple(f"data-rules {n}: gone" for n in range(1, 6)), tracked=False),
    "a paragraph moved": EditedFile(
        lambda file: file.move_after("This policy says how", "You must read it"),
        ("purpose: order [1, 0]",),
        tracked=False,
    ),
    "a paragraph moved to another clause": EditedFile(
        _to_clause("If you are not sure", "This policy says how"),
        (f"purpose: new paragraph after 0: {_SURE!r}", "scope 6: gone"),
        tracked=False,
    ),
    "a paragraph parted": EditedFile(
        lambda file: file.split("A prompt can be asked", "Write it"),
        ("records: new paragraph after 0: 'A prompt can be asked for under the law.'", f"records 1: {_READ!r}"),
        tracked=False,
    ),
    "two paragraphs joined": EditedFile(
        lambda file: file.join("Keep a transcript"),
        ("records 1: gone", f'records 0: "Keep a transcript for 30 days, {_TRANSCRIPT} {_LAW}{_READ}"'),
        tracked=False,
    ),
    "a clause taken out": EditedFile(
        lambda file: file.remove_clause("Keeping and deleting"), ("records: gone",), tracked=False
    ),
    "a clause put in": EditedFile(
        _new_clause("Asking first", "Ask before you start."),
        ("new clause 'Asking first' in 'about', after scope: ['Ask before you start.']",),
        tracked=False,
    ),
    "a section put in": EditedFile(
        _new_clause("Asking first", "Ask before you start.", "Heading1"),
        ("new section 'Asking first' in 'Asking first', first: ['Ask before you start.']",),
        tracked=False,
    ),
    "a clause moved": EditedFile(
        lambda file: file.move_clause("Why we have this policy", "Who must follow it"),
        ("order: scope, purpose, definitions, records, data-rules, app-wording, app-list",),
        tracked=False,
    ),
    "a clause moved to another section": EditedFile(
        lambda file: file.move_clause("Who must follow it", "Keeping and deleting"),
        ("scope: in 'rules'", "order: purpose, definitions, records, scope, data-rules, app-wording, app-list"),
        tracked=False,
    ),
    "a heading taken out": EditedFile(_without_heading("Who must follow it"), ("scope: heading gone",), tracked=False),
    "a heading taken out whose bookmark slid": EditedFile(_slid_bookmark, ("scope: heading gone",), tracked=False),
    "a heading typed anew": EditedFile(_retyped_heading, ("scope: title -> 'Who is bound by it'",)),
    "a section's heading taken out": EditedFile(
        _without_heading("About this policy"), ("section about -> ''",), tracked=False
    ),
    "text straight below a section's heading": EditedFile(
        _below_section, ("new clause '' in 'about', first: ['In short: ask first.']",), tracked=False
    ),
    "bold type": EditedFile(lambda file: file.bold("This policy says how"), ("purpose 0: formatting",), tracked=False),
    "a typed number": EditedFile(
        lambda file: file.replace("This policy says", "1. This policy says"),
        ("purpose 0: '1. This policy says how Riverton uses generative AI.'",),
    ),
    "empty paragraphs": EditedFile(_empty_paragraphs, (), tracked=False),
    "references that were numbered anew": EditedFile(_renumbered, ("definitions: gone",), tracked=False),
    "a paragraph written anew": EditedFile(
        lambda file: file.replace("This policy says how Riverton uses generative AI", "Read me before all else"),
        ("purpose 0: 'Read me before all else.'",),
    ),
    "a comment": EditedFile(lambda file: file.comment("This policy says how", "Really?"), (), tracked=False),
}
"""Each edited file by what was done to it."""
