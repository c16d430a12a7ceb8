"""The words of a shell's own, which every document prints, and what among them looks left over from another one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from policybuilder.errors import Location, Problem
from policybuilder.labels import labels_for
from policybuilder.ooxml.names import COMPATIBILITY, w
from policybuilder.ooxml.numbering import Numbering
from policybuilder.ooxml.package import WordFile
from policybuilder.writers.word.shell.fields import fields_of
from policybuilder.writers.word.shell.left_over import placeholders_in, titles_in, typed_in
from policybuilder.writers.word.shell.look import Look
from policybuilder.writers.word.shell.own_numbers import CONTENTS, is_list, numbered_with_policy
from policybuilder.writers.word.shell.settings import default_language
from policybuilder.writers.word.shell.style_sheet import is_on
from policybuilder.writers.word.shell.tag_check import part_name

_MOST_NAMED = 12
_LONGEST = 60
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_STOOD = "\ufffc"
_OPENS = re.compile(r"\{[{%#]")


@dataclass(frozen=True)
class OwnWords:
    """A paragraph of a shell's own: where it is, its words, and whether they wait to be filled in."""

    place: str
    words: str
    is_placeholder: bool

    @property
    def shown(self) -> str:
        """The words, cut where they are long, in quotation marks."""
        return shown(self.words)


def shown(words: str) -> str:
    """Return some words, cut where they are long, in quotation marks."""
    return f"“{words if len(words) <= _LONGEST else words[: _LONGEST - 1] + '…'}”"


def words_brought(file: WordFile) -> tuple[str, ...]:
    """Return the words of a file's own that stand in every document, paragraph by paragraph, those of the text first.

    Raises PolicyBuilderError for damaged XML.
    """
    found = []
    for part in file.text_parts:
        told = [f"the words {own.shown}, in {own.place}" for own in own_words(file, part)]
        more = len(told) - _MOST_NAMED
        found += told[:_MOST_NAMED]
        found += [f"the words of {more} more paragraphs, in {part_name(part)}"] if more > 0 else []
    return tuple(found)


def own_word_problems(file: WordFile, look: Look, numbering: Numbering) -> Iterator[Problem]:
    """Yield what looks left over or would stand wrong in a policy: placeholders, typed versions and dates, headings."""
    for part in file.text_parts:
        yield from _first(list(_left_over(file, part)), file, part)
    where, main = Location(file.name), file.seen(file.main)
    numbered = {each.paragraph for each in numbered_with_policy(main, look, numbering)}
    for number, paragraph in enumerate(main.iter(w("p")), 1):
        words = _words_of(paragraph)[1]
        if paragraph in numbered and words.strip():
            place = f"{part_name(file.main)}, paragraph {number}"
            message = f"{shown(words)}, in {place}, is in a numbered style of the policy: it is printed without a"
            message += " number, and stands in no contents list"
            yield Problem(where, message, "shell-heading", "give it another style in Word, such as Title", "warning")
    for name in CONTENTS:
        if is_list(look, name):
            message = (
                f'the style "{name.upper()}" is a list, whose numbers would stand beside those of the contents list:'
            )
            message += " its lines are printed without them"
            yield Problem(where, message, "shell-contents", "take the list out of the style in Word", "warning")


def _first(found: list[Problem], file: WordFile, part: str) -> Iterator[Problem]:
    """Yield the first of many warnings of a part, and how many more there are."""
    yield from found[:_MOST_NAMED]
    if len(found) > _MOST_NAMED:
        message = f"{len(found) - _MOST_NAMED} more like these, in {part_name(part)}"
        yield Problem(Location(file.name), message, "shell-typed", "look through it in Word", "warning")


def _left_over(file: WordFile, part: str) -> Iterator[Problem]:
    """Yield what looks left over in the words of a part, and in its fields and controls that show a property."""
    where, language = Location(file.name), default_language(file)
    for seen in _seen(file, part, file.seen(part)):
        own = seen.own
        waits = placeholders_in(own.words)
        for each in waits if len(waits) > 1 else [own.words] if own.is_placeholder else []:
            message = (
                f"{shown(each)}, in {own.place}, waits to be filled in or taken out, and would stand in every document"
            )
            yield Problem(where, message, "shell-placeholder", "fill it in, or take it out in Word", "warning")
        if own.is_placeholder and not waits:
            continue  # a control that nobody filled in is named with all its words
        typed = [each for each in typed_in(own.words, language) if not any(each in other for other in waits)]
        for each in typed:
            message = f"“{each}” is typed, in {own.place}: it would stand in every document, whatever its own"
            hint = "put {{ version }}, {{ date }} or a page number in its place, or take it out in Word"
            yield Problem(where, message, "shell-typed", hint, "warning")
        parts = (part for part in titles_in(seen.parted) if _STOOD not in part and not placeholders_in(part))
        titles = [" ".join(part.split()) for part in parts]
        for each in titles:
            message = f"{shown(each)} is typed, in {own.place}: it reads as the title of another document"
            hint = "put {{ title }} in its place, or take it out in Word"
            yield Problem(where, message, "shell-typed", hint, "warning")
        if not (waits or typed or titles or seen.is_tagged) and _is_bound(seen.node):
            message = f"{own.shown}, in {own.place}, stands in a control that shows a property of the letterhead"
            yield Problem(where, message, "shell-typed", _PROPERTY_HINT, "warning")
    for field in fields_of(file.seen(part)):
        if field.shows_property:
            message = (
                f"the field {field.shows_property}, in {part_name(part)}, shows what the letterhead says of itself"
            )
            yield Problem(where, f"{message}, or did when it was saved", "shell-typed", _PROPERTY_HINT, "warning")


_PROPERTY_HINT = "put the tag of what is meant in its place, such as {{ title }} or {{ version }}"


def own_words(file: WordFile, part: str) -> list[OwnWords]:
    """Return the paragraphs of a part that hold words and no tag, without those that `prepare` adds."""
    return [own for _, own in own_paragraphs(file, part, file.seen(part))]


def own_paragraphs(file: WordFile, part: str, root: etree._Element) -> Iterator[tuple[etree._Element, OwnWords]]:
    """Yield the same with the paragraph of each. `root` is the part's tree."""
    return ((each.node, each.own) for each in _seen(file, part, root) if not each.is_tagged)


@dataclass(frozen=True)
class _Seen:
    """A paragraph with words of the file's own, those words as they are parted by tabs, and whether it has a tag.

    Among the parted words a sign stands where a tag did.
    """

    node: etree._Element
    own: OwnWords
    parted: str
    is_tagged: bool


def _seen(file: WordFile, part: str, root: etree._Element) -> Iterator[_Seen]:
    ours = words_of_ours(file)
    for number, node in enumerate(root.iter(w("p")), 1):
        typed, all_words = _words_of(node)
        words = " ".join(_TAG.sub(" ", typed).split())
        if words and " ".join(typed.split()) not in ours:
            waits = _waits(node) or bool(placeholders_in(words))
            own = OwnWords(f"{part_name(part)}, paragraph {number}", words, waits)
            yield _Seen(node, own, _TAG.sub(_STOOD, typed), _OPENS.search(all_words) is not None)


def words_of_ours(file: WordFile) -> frozenset[str]:
    """Return the words without a tag that `prepare` adds to a file."""
    labels = labels_for(default_language(file))
    return frozenset((labels.draft_notice, labels.document_control, labels.contents, labels.item, labels.detail))


_FALLBACK = f"{{{COMPATIBILITY}}}Fallback"


def _words_of(paragraph: etree._Element) -> tuple[str, str]:
    """Return the words that somebody typed, without what fields show, and all words, tags among them."""
    typed, shown, depth = "", "", 0
    for node in paragraph.iter(w("t"), w("tab"), w("fldChar")):
        above = list(node.iterancestors())
        if next(each for each in above if each.tag == w("p")) is not paragraph:
            continue  # a text box's paragraphs are paragraphs of their own
        if node.tag == w("fldChar"):
            depth += {"begin": 1, "end": -1}.get(node.get(w("fldCharType"), ""), 0)
            continue
        text = "\t" if node.tag == w("tab") else node.text or ""
        shown += text
        if depth <= 0 and not any(each.tag in (w("fldSimple"), _FALLBACK) for each in above):
            typed += text
    return typed, shown


def _is_bound(paragraph: etree._Element) -> bool:
    """Return whether a paragraph holds, or stands in, a control that shows what another part of the file says."""
    controls = [*paragraph.iter(w("sdt")), *paragraph.iterancestors(w("sdt"))]
    return any(control.find(f"{w('sdtPr')}/{w('dataBinding')}") is not None for control in controls)


def _waits(paragraph: etree._Element) -> bool:
    """Return whether a paragraph holds, or stands in, a control that shows words in place of an answer."""
    controls = [*paragraph.iter(w("sdt")), *paragraph.iterancestors(w("sdt"))]
    return any(is_on(control.find(f"{w('sdtPr')}/{w('showingPlcHdr')}")) for control in controls)
