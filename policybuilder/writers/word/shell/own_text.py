"""The text of a letterhead that a person may want to leave out of every policy, and leaving it out.

What it is: the paragraphs and tables with words that stand in the section the policy goes into, and that hold no tag
nor stand within the tests of one. Pictures and text boxes are the letterhead's look and stay, as do the covers that
stand in sections of their own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator

from lxml import etree

from policybuilder.ooxml.elements import as_bytes
from policybuilder.ooxml.names import BOOKMARK_END, BOOKMARK_START, COMMENT_END, COMMENT_START, w
from policybuilder.ooxml.package import WordFile
from policybuilder.writers.word.shell.own_words import OwnWords, own_paragraphs, words_of_ours
from policybuilder.writers.word.shell.sections import section_of, sections_in, slot_of

_TAG = re.compile(r"\{[{%#]")
_OPENS = re.compile(r"\{%(?:p|tr|tc|r)?\s*(?:if|for)\b")
_CLOSES = re.compile(r"\{%(?:p|tr|tc|r)?\s*end(?:if|for)\b")
_ART = tuple(w(name) for name in ("drawing", "pict", "object"))
_PAINTED = (*(w(name) for name in ("t", "sym", "fldSimple", "instrText", "noBreakHyphen")), *_ART)


def own_text(file: WordFile, section: int = 0) -> tuple[OwnWords, ...]:
    """Return the words that `without_own_text` would leave out, paragraph by paragraph.

    Raises PolicyBuilderError for damaged XML.
    """
    main = file.tree(file.main)
    gone = set(_leaving(main, section, words_of_ours(file)))
    return tuple(own for node, own in own_paragraphs(file, file.main, main) if _holder(node, gone) is not None)


def without_own_text(file: WordFile, section: int = 0) -> WordFile:
    """Return the file without the words of its own in the section of a number, or the one the policy goes into for 0.

    The blank lines between and below them go with them.
    """
    main = file.tree(file.main)
    leaving = _leaving(main, section, words_of_ours(file))
    if not leaving:
        return file
    blank = _blank_after(leaving[0], main, section)
    for block in [*leaving, *blank]:
        parent = block.getparent()
        if _stays_empty(block):
            _empty(block)
        elif parent is not None:
            parent.remove(block)
    _take_half_ranges(main)
    return file.with_parts({file.main: as_bytes(main)})


def _holder(paragraph: etree._Element, blocks: set[etree._Element]) -> etree._Element | None:
    """Return the block of some that a paragraph stands in; none for a paragraph of a text box, which stays."""
    if next(paragraph.iterancestors(w("txbxContent")), None) is not None:
        return None
    return next((each for each in (paragraph, *paragraph.iterancestors()) if each in blocks), None)


def _in_section(main: etree._Element, number: int) -> Iterator[etree._Element]:
    """Yield the blocks of the text that stand in a section."""
    sections = sections_in(main)
    chosen = sections[number - 1] if number else section_of(slot_of(main), main)
    body = main.find(w("body"))
    ends = Counter(each for section in sections for each in (section, *section.iterancestors()))
    at = 0
    for block in body if body is not None else ():
        if block.tag != w("sectPr") and (not sections or sections[min(at, len(sections) - 1)] is chosen):
            yield block
        at += ends[block]


def _leaving(main: etree._Element, section: int, ours: Collection[str]) -> list[etree._Element]:
    """Return the blocks with words of the letterhead's own, in their order."""
    found, depth = [], 0
    for block in _in_section(main, section):
        words = _words(block)
        is_own = words.strip() not in ("", *ours) and not _TAG.search(words)
        if depth <= 0 and is_own and (block.tag == w("p") or not _holds_look(block)):
            found.append(block)
        depth += len(_OPENS.findall(words)) - len(_CLOSES.findall(words))
    return found


def _words(block: etree._Element) -> str:
    """Return the words of a block, without those of text boxes."""
    nodes = block.iter(w("t"))
    return "".join(node.text or "" for node in nodes if next(node.iterancestors(w("txbxContent")), None) is None)


def _holds_look(block: etree._Element) -> bool:
    return next(block.iter(*_ART, w("sectPr")), None) is not None


def _blank_after(first: etree._Element, main: etree._Element, section: int) -> list[etree._Element]:
    """Return the empty paragraphs below a block: they parted what goes."""
    blocks = list(_in_section(main, section))
    below = blocks[blocks.index(first) + 1 :]
    return [
        each
        for each in below
        if each.tag == w("p") and not _holds_look(each) and next(each.iter(*_PAINTED), None) is None
    ]


def _stays_empty(block: etree._Element) -> bool:
    return block.tag == w("p") and _holds_look(block)


def _empty(paragraph: etree._Element) -> None:
    """Take the words out of a paragraph that holds a picture or ends a section."""
    for run in list(paragraph.iter(w("r"))):
        if next(run.iterancestors(w("p"))) is paragraph:
            for node in list(run):
                if node.tag != w("rPr") and next(node.iter(*_ART), None) is None:
                    run.remove(node)


_RANGES = (
    (BOOKMARK_START, BOOKMARK_END),
    (COMMENT_START, COMMENT_END),
    (w("permStart"), w("permEnd")),
    (w("moveFromRangeStart"), w("moveFromRangeEnd")),
    (w("moveToRangeStart"), w("moveToRangeEnd")),
)


def _take_half_ranges(main: etree._Element) -> None:
    """Take out the ends of bookmarks and comments whose other end went with the text."""
    for start, end in _RANGES:
        ids = [{node.get(w("id")) for node in main.iter(tag)} for tag in (start, end)]
        for node in list(main.iter(start, end)):
            parent = node.getparent()
            if node.get(w("id")) not in ids[0] & ids[1] and parent is not None:
                parent.remove(node)
