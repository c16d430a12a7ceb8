"""The lists of a Word file: which list and level a style's paragraphs stand on, and what their numbers look like."""

from __future__ import annotations

from dataclasses import replace

from policybuilder.labels import Labels
from policybuilder.ooxml.numbering import Level, Numbering
from policybuilder.ooxml.package import WordFile
from policybuilder.writers.word.shell.look import Look, TextStyle


def read_numbering(file: WordFile) -> Numbering:
    """Return the lists of a Word file; none when it has no numbering part."""
    part = file.one("numbering")
    return Numbering(file.seen(part) if part else None)


def level_of(style: TextStyle, numbering: Numbering) -> Level | None:
    """Return the level of a list that a style's paragraphs stand on, or None when it has no numbers."""
    return numbering.levels(style.number_id).get(style.level)


def _expected(labels: Labels) -> dict[str, tuple[str, str]]:
    """Return how the numbers of these styles must look, so that Word shows the numbers that the document has."""
    return {
        "heading 1": ("decimal", "%1"),
        "heading 2": ("decimal", "%1.%2"),
        "policy paragraph": ("decimal", "%1.%2.%3"),
        "appendix heading": ("upperLetter", labels.appendix_of("%1")),
        "appendix paragraph": ("decimal", "%1.%2"),
    }


GROUPS = {
    "sections": ("heading 1", "heading 2", "policy paragraph"),
    "appendices": ("appendix heading", "appendix paragraph"),
    "bullets": ("list bullet",),
    "numbers": ("list number",),
}
"""The styles that make each list what it is, by the list's name in styles.py; those of one must share a list."""


def numbering_faults(look: Look, numbering: Numbering, labels: Labels) -> dict[str, str]:
    """Return the styles whose numbers would differ from the document's, each with what is wrong.

    `labels` are those of the document's language.

    A point after a number is let pass: "1." is read as the number 1.
    """
    faults: dict[str, str] = {}
    for name, (kind, text) in _expected(labels).items():
        style = look.text.get(name)
        if style is None:
            continue
        found = level_of(style, numbering)
        if found is None:
            faults[name] = "it has no numbering"
        elif found.format != kind or found.text.rstrip(".") != text:
            faults[name] = f'its numbers read "{found.text}", not "{text}"'
    for names in GROUPS.values():
        styles = [look.text[name] for name in names if name in look.text]
        lists = {numbering.abstract_of(style.number_id) for style in styles if level_of(style, numbering)}
        if len(lists) > 1:
            faults.setdefault(names[-1], f"it is not in one list with {names[0].capitalize()}")
    for name, kinds in (("list bullet", {"bullet"}), ("list number", _NUMBER_KINDS)):
        style = look.text.get(name)
        found = level_of(style, numbering) if style else None
        if style and (found is None or found.format not in kinds):
            faults[name] = "it is not a list"
    return faults


_NUMBER_KINDS = {"decimal", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman"}


def with_list_indents(look: Look, numbering: Numbering) -> Look:
    """Return the look with the indents that styles have from their lists and not from themselves."""
    text = {}
    for name, style in look.text.items():
        found = level_of(style, numbering)
        text[name] = style.at(found.left) if found and not style.left else style
    return replace(look, text=text)
