"""Making a shell ready: what stops it from being used, and what the writer needs to know about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from policybuilder.errors import Location, PolicyBuilderError, Problem
from policybuilder.labels import Labels, labels_for
from policybuilder.ooxml.elements import as_bytes
from policybuilder.ooxml.names import w
from policybuilder.ooxml.numbering import Numbering, next_id
from policybuilder.ooxml.package import WordFile, macro_problems, open_word_file, relationships_part
from policybuilder.writers.word.shell.active import active_problems, scanned
from policybuilder.writers.word.shell.look import Look
from policybuilder.writers.word.shell.numbering import numbering_faults, read_numbering, with_list_indents
from policybuilder.writers.word.shell.own_numbers import without_own_numbers
from policybuilder.writers.word.shell.private import without_private
from policybuilder.writers.word.shell.sections import section_of, slot_of
from policybuilder.writers.word.shell.settings import (
    as_document,
    core_part,
    in_language,
    quiet,
    without_old_styles,
)
from policybuilder.writers.word.shell.shell import Shell
from policybuilder.writers.word.shell.style_sheet import is_on, read_look, read_page
from policybuilder.writers.word.shell.tag_check import part_templates, tag_problems
from policybuilder.writers.word.shell.take_out import without_left_out
from policybuilder.writers.word.styles import DEFINITIONS

NEEDED_STYLES = tuple(name for name in DEFINITIONS if name not in ("Title", "Subtitle", "header", "footer", "caption"))
"""The styles that the writer uses. A shell that lacks one is refused: nothing is guessed."""
TEXT_STYLES = tuple(
    name.lower()
    for name, style in DEFINITIONS.items()
    if style.kind == "paragraph" and name not in ("header", "footer")
)
"""Those of the paragraphs of a policy and of its front, as a look calls them."""


def make_ready(content: bytes, name: str, language: str) -> Shell:
    """Return a shell made ready for documents in a language such as "en-GB".

    Raises PolicyBuilderError, located at `name`, with everything that stops the shell from being used.
    """
    file = open_word_file(content, name)
    scan = scanned(file)
    look, numbering = read_look(file), read_numbering(file)
    problems = [
        *macro_problems(file),
        *active_problems(scan),
        *tag_problems(file),
        *style_problems(look, numbering, name, labels_for(language)),
    ]
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise PolicyBuilderError(errors)
    file = without_private(without_left_out(scan).file)
    if own := without_own_numbers(file):
        file = file.with_parts(own)
        look = read_look(file)
    return _ready(file, part_templates(file), look, numbering, language)


def style_problems(look: Look, numbering: Numbering, name: str, labels: Labels) -> Iterator[Problem]:
    """Yield what is wrong with a shell's styles: missing, of the wrong kind, or not numbered as a document is.

    `labels` are those of the document's language, which say what an appendix is called.
    """
    where = Location(name)
    hint = "`policybuilder shell prepare` adds it"
    for style in NEEDED_STYLES:
        kind = look.kinds.get(style.lower())
        expected = DEFINITIONS[style].kind
        if kind is None:
            yield Problem(where, f'the style "{_shown(style)}" is missing', "shell-missing-style", hint)
        elif kind != expected:
            message = f'the style "{_shown(style)}" is a {kind} style, not a {expected} style'
            yield Problem(where, message, "shell-missing-style", "rename it in Word, then prepare the shell")
    for style, fault in numbering_faults(look, numbering, labels).items():
        message = f'the style "{_shown(style)}" is not numbered as the document is: {fault}'
        yield Problem(where, message, "shell-numbering", "`policybuilder shell prepare` puts it right")


def _shown(style: str) -> str:
    """Return a style's name as Word shows it: it keeps "heading 1" and shows "Heading 1"."""
    return style[:1].upper() + style[1:] if not style.startswith("toc") else style.upper()


# Making ready --------------------------------------------------------------------------------------------


def _ready(file: WordFile, templates: Mapping[str, str], look: Look, numbering: Numbering, language: str) -> Shell:
    main = file.seen(file.main)
    slot = slot_of(main)
    core = core_part(file)
    for changes in (as_document, without_old_styles, lambda now: in_language(now, language), quiet, _evened):
        file = file.with_parts(changes(file))
    kept = {part: content for part, content in file.parts.items() if part not in templates and part != core}
    lists = {kind: _abstract_id(style, look, numbering) for kind, style in _LIST_STYLES.items()}
    return Shell(
        name=file.name,
        parts=kept,
        templates=dict(templates),
        main=file.main,
        numbering_part=file.one("numbering"),
        relationships_part=relationships_part(file.main),
        core_part=core,
        styles=look.ids,
        look=with_list_indents(look, numbering),
        page=read_page(section_of(slot, main)),
        abstract_ids=lists,
        next_list_id=next_id(numbering.instances),
        next_bookmark_id=_next_id(main, "bookmarkStart"),
        control_ids=_control_ids(main),
        body_on_new_page=slot is not None and _starts_page(slot),
    )


def _evened(file: WordFile) -> dict[str, bytes]:
    """Return the parts that the writer adds to, written the way it expects to find their ends."""
    return {part: as_bytes(file.seen(part)) for part in (relationships_part(file.main), file.one("numbering"))}


_LIST_STYLES = {"bullets": "list bullet", "numbers": "list number"}


def _starts_page(paragraph: etree._Element) -> bool:
    """Return whether a paragraph starts a page, by its format (Word) or by a break within it (LibreOffice)."""
    broken = any(node.get(w("type")) == "page" for node in paragraph.iter(w("br")))
    return broken or is_on(paragraph.find(f"{w('pPr')}/{w('pageBreakBefore')}"))


def _abstract_id(style: str, look: Look, numbering: Numbering) -> str:
    return numbering.abstract_of(look.text[style].number_id)


def _numbers(main: etree._Element, path: str) -> list[int]:
    found = (node.get(w("id"), node.get(w("val"), "")) for node in main.iter(w(path)))
    return [int(text) for text in found if text.lstrip("-").isdigit()]


def _next_id(main: etree._Element, name: str) -> int:
    return max(_numbers(main, name), default=0) + 1


def _control_ids(main: etree._Element) -> frozenset[int]:
    return frozenset(number for properties in main.iter(w("sdtPr")) for number in _numbers(properties, "id"))
