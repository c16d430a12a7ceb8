"""The words of a shell's own, which every document prints, and what among them looks left over from another one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lxml import etree

from policybuilder.errors import Location, Problem
from policybuilder.labels import labels_for
from policybuilder.ooxml.names import COMPATIBILITY, w
from policybuilder.ooxml.package import WordFile
from policybuilder.writers.word.shell.look import Look
from policybuilder.writers.word.shell.settings import default_language
from policybuilder.writers.word.shell.style_sheet import is_on
from policybuilder.writers.word.shell.tag_check import part_name

_MOST_NAMED = 12
_LONGEST = 60

_VERSION = r"\b(?:version|fersiwn|v)\s*[:.]?\s*\d+(?:\.\d+)*\b"
_DAY = r"\b\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d\b"
_PLACEHOLDER = re.compile(
    r"\bclick (?:or tap )?(?:here|to)\b.{0,40}\b(?:enter|add|type|insert)\b|\[(?:insert|enter|type|add)\b[^\]]{0,80}\]"
    r"|\b(?:type|enter|insert) (?:the |your )?[\w ]{1,30} here\b|\blorem ipsum\b",
    re.IGNORECASE,
)
_NUMBERED = ("heading 1", "heading 2", "policy paragraph", "appendix heading", "appendix paragraph")


@dataclass(frozen=True)
class OwnWords:
    """A paragraph of a shell's own: where it is, its words, its style's id, and whether they wait to be filled in."""

    place: str
    words: str
    style: str
    is_placeholder: bool
    is_unnumbered: bool

    @property
    def shown(self) -> str:
        """The words, cut where they are long, in quotation marks."""
        return f"“{self.words if len(self.words) <= _LONGEST else self.words[: _LONGEST - 1] + '…'}”"


def words_brought(file: WordFile) -> tuple[str, ...]:
    """Return the words of a file's own that stand in the text of every document, paragraph by paragraph.

    Raises PolicyBuilderError for damaged XML.
    """
    found = [f"the words {own.shown}, in {own.place}" for own in own_words(file, file.main)]
    more = len(found) - _MOST_NAMED
    return (*found[:_MOST_NAMED], *((f"the words of {more} more paragraphs",) if more > 0 else ()))


def own_word_problems(file: WordFile, look: Look) -> Iterator[Problem]:
    """Yield what looks left over or would stand wrong in a policy: placeholders, typed versions and dates, headings."""
    where = Location(file.name)
    typed_in = _typed(default_language(file))
    numbered = {look.ids[name] for name in _NUMBERED if name in look.ids}
    for part in file.text_parts:
        for own in own_words(file, part):
            if own.is_placeholder:
                message = f"{own.shown}, in {own.place}, waits to be filled in, and would stand in every document"
                yield Problem(where, message, "shell-placeholder", "fill it in, or take it out in Word", "warning")
            elif part != file.main and (typed := typed_in.search(own.words)):
                message = f"“{typed[0]}” is typed, in {own.place}: it would stand in every document, whatever its own"
                hint = "put {{ version }} or {{ date }} in its place, or take it out in Word"
                yield Problem(where, message, "shell-typed", hint, "warning")
            if own.style in numbered and part == file.main and not own.is_unnumbered:
                message = (
                    f"the heading {own.shown}, in {own.place}, is numbered with the policy: on the page the policy's"
                )
                message += " own numbers then differ from those in its contents list and references"
                hint = "give it another style in Word, such as Title"
                yield Problem(where, message, "shell-heading", hint, "warning")
    for name in ("toc 1", "toc 2"):
        if name in look.text and look.text[name].number_id not in ("", "0"):
            message = f'the style "{name.upper()}" is a list: the contents list would have two numbers to a line'
            yield Problem(where, message, "shell-contents", "take the list out of the style in Word", "warning")


@cache
def _typed(language: str) -> re.Pattern[str]:
    """Return what finds a version, a day or a month that somebody typed."""
    months = "|".join(map(re.escape, {*labels_for(language).months, *labels_for("en").months}))
    return re.compile(rf"{_VERSION}|{_DAY}|\b(?:{months})\s+(?:19|20)\d\d\b", re.IGNORECASE)


def own_words(file: WordFile, part: str) -> list[OwnWords]:
    """Return the paragraphs of a part that hold words and no tag, without those that `prepare` adds."""
    labels = labels_for(default_language(file))
    ours = {labels.draft_notice, labels.document_control, labels.contents, labels.item, labels.detail}
    found = []
    for number, node in enumerate(file.tree(part).iter(w("p")), 1):
        typed, shown = _words_of(node)
        if typed.strip() and not re.search(r"\{[{%#]", shown) and typed not in ours:
            link = node.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")
            style = node.find(f"{w('pPr')}/{w('pStyle')}")
            found.append(
                OwnWords(
                    f"{part_name(part)}, paragraph {number}",
                    typed,
                    "" if style is None else style.get(w("val"), ""),
                    _waits(node) or bool(_PLACEHOLDER.search(typed)),
                    link is not None and link.get(w("val")) == "0",
                )
            )
    return found


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
        text = " " if node.tag == w("tab") else node.text or ""
        shown += text
        if depth <= 0 and not any(each.tag in (w("fldSimple"), _FALLBACK) for each in above):
            typed += text
    return " ".join(typed.split()), shown


def _waits(paragraph: etree._Element) -> bool:
    """Return whether a paragraph holds, or stands in, a control that shows words in place of an answer."""
    controls = [*paragraph.iter(w("sdt")), *paragraph.iterancestors(w("sdt"))]
    return any(is_on(control.find(f"{w('sdtPr')}/{w('showingPlcHdr')}")) for control in controls)
