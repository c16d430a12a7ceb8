"""What people left in a Word file besides its words: tracked changes and comments, with who and when.

Word keeps comments in a part of their own, and which one answers which in another (commentsExtended, [MS-DOCX] 2.5.1).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from policybuilder.ooxml.names import (
    AUTHOR,
    COMMENT_END,
    COMMENT_REF,
    COMMENT_START,
    DATE,
    DEL,
    DEL_TEXT,
    ID,
    INS,
    MOVE_FROM,
    MOVE_TO,
    PPR,
    PPR_CHANGE,
    RPR,
    RPR_CHANGE,
    TR,
    TRPR,
    P,
    T,
    w,
)
from policybuilder.ooxml.package import WordFile

TrackedKind = Literal["inserted", "deleted", "moved here", "moved away", "formatting"]

_KINDS: Mapping[str, TrackedKind] = {
    INS: "inserted",
    DEL: "deleted",
    MOVE_TO: "moved here",
    MOVE_FROM: "moved away",
    RPR_CHANGE: "formatting",
    PPR_CHANGE: "formatting",
}
_WORDS = frozenset({T, DEL_TEXT})
_SPACES = frozenset({w("tab"), w("br"), w("cr")})
_GONE = frozenset({DEL, MOVE_FROM})

_WORD_2012 = "http://schemas.microsoft.com/office/word/2012/wordml"
_WORD_2010 = "http://schemas.microsoft.com/office/word/2010/wordml"


@dataclass(frozen=True)
class Tracked:
    """A tracked change: what was put in, taken out or only set otherwise, by whom and when (as Word writes it).

    One without text is of the paragraph's end: it was split here, or joined.
    """

    kind: TrackedKind
    text: str
    author: str
    date: str


@dataclass(frozen=True)
class Comment:
    """A comment: whose, when, its words, and the words that it is on. `replies_to` is the number of another, or -1."""

    number: int
    author: str
    date: str
    text: str
    on: str
    replies_to: int = -1
    resolved: bool = False


# Tracked changes -----------------------------------------------------------------------------------------


def tracked_in(elements: Iterable[etree._Element]) -> tuple[Tracked, ...]:
    """Return the tracked changes within some paragraphs or rows, in reading order; those that follow on as one."""
    found: list[Tracked] = []
    for element in elements:
        whole = _mark_of_row(element)
        for mark in [whole] if whole is not None else element.iter(*_KINDS):
            kind = _KINDS[mark.tag]
            made = Tracked(kind, _text_of(mark, kind), mark.get(AUTHOR, ""), mark.get(DATE, ""))
            last = found[-1] if found else None
            if last is not None and (last.kind, last.author) == (made.kind, made.author) and kind != "formatting":
                found[-1] = Tracked(kind, last.text + made.text, last.author, last.date)
            elif made not in found or kind != "formatting":
                found.append(made)
    return tuple(found)


def _mark_of_row(element: etree._Element) -> etree._Element | None:
    """Return what marks a row as put in or taken out: all that is marked within it is part of that."""
    if element.tag != TR:
        return None
    found = [element.find(f"{TRPR}/{kind}") for kind in (INS, DEL)]
    return next((mark for mark in found if mark is not None), None)


def _text_of(mark: etree._Element, kind: TrackedKind) -> str:
    """Return the words of a change; of a change of formatting those that are set otherwise."""
    parent = mark.getparent()
    holder: etree._Element | None = mark
    if (parent is not None and parent.tag == TRPR) or (kind == "formatting" and parent is not None):
        holder = parent.getparent()
    elif parent is not None and parent.tag == RPR and (above := parent.getparent()) is not None and above.tag == PPR:
        return ""  # the end of a paragraph
    return words_of(holder) if holder is not None else ""


def words_of(element: etree._Element) -> str:
    """Return the words in an element, also those that were taken out."""
    return "".join((node.text or "") if node.tag in _WORDS else " " for node in element.iter(*_WORDS, *_SPACES))


def is_taken_out(paragraph: etree._Element) -> bool:
    """Return whether a paragraph has words, all of which are taken out by tracked changes."""
    texts = [node for node in paragraph.iter(*_WORDS) if node.text]
    return bool(texts) and all(any(above.tag in _GONE for above in node.iterancestors()) for node in texts)


# Comments ------------------------------------------------------------------------------------------------


def comments_in(
    file: WordFile, body: etree._Element
) -> tuple[Mapping[etree._Element, tuple[Comment, ...]], tuple[Comment, ...]]:
    """Return a Word file's comments by the paragraph in which each begins, and all of them in the file's order."""
    part = file.one("comments")
    if not part:
        return {}, ()
    on, places = _anchors(body)
    answers, resolved = _threads(file)
    elements = list(file.tree(part).iter(w("comment")))
    numbers = {_paragraph_id(element): _number(element) for element in elements}
    found: list[Comment] = []
    by_place: defaultdict[etree._Element, list[Comment]] = defaultdict(list)
    for element in elements:
        own, id = _paragraph_id(element), element.get(ID, "")
        comment = Comment(
            _number(element),
            element.get(AUTHOR, ""),
            element.get(DATE, ""),
            "\n".join(text for p in element.iter(P) if (text := " ".join(words_of(p).split()))),
            " ".join(on.get(id, "").split()),
            numbers.get(answers.get(own, ""), -1),
            own in resolved,
        )
        found.append(comment)
        if id in places:
            by_place[places[id]].append(comment)
    return {place: tuple(some) for place, some in by_place.items()}, tuple(found)


def _anchors(body: etree._Element) -> tuple[dict[str, str], dict[str, etree._Element]]:
    """Return the words that each comment is on, and the paragraph in which it begins, by the comment's id."""
    on: defaultdict[str, str] = defaultdict(str)
    places: dict[str, etree._Element] = {}
    opened: set[str] = set()
    waiting: set[str] = set()
    paragraph: etree._Element | None = None
    for element in body.iter(P, T, COMMENT_START, COMMENT_END, COMMENT_REF):
        id = element.get(ID, "")
        if element.tag == P:
            paragraph = element
            places.update(dict.fromkeys(waiting, element))
            waiting.clear()
            for each in opened:
                on[each] += " "
        elif element.tag == T:
            for each in opened:
                on[each] += element.text or ""
        elif element.tag == COMMENT_START:
            opened.add(id)
            if any(above.tag == P for above in element.iterancestors()) and paragraph is not None:
                places.setdefault(id, paragraph)
            else:
                waiting.add(id)
        elif element.tag == COMMENT_END:
            opened.discard(id)
        elif paragraph is not None:
            places.setdefault(id, paragraph)
    return on, places


def _threads(file: WordFile) -> tuple[dict[str, str], set[str]]:
    """Return which comment answers which, and which are resolved, by the ids of their last paragraphs."""
    part = next((name for name in file.parts if name.lower().endswith("commentsextended.xml")), "")
    answers: dict[str, str] = {}
    resolved: set[str] = set()
    for each in file.tree(part).iter(f"{{{_WORD_2012}}}commentEx") if part else ():
        own = each.get(f"{{{_WORD_2012}}}paraId", "")
        if above := each.get(f"{{{_WORD_2012}}}paraIdParent", ""):
            answers[own] = above
        if each.get(f"{{{_WORD_2012}}}done") in ("1", "true"):
            resolved.add(own)
    return answers, resolved


def _paragraph_id(comment: etree._Element) -> str:
    ids = [p.get(f"{{{_WORD_2010}}}paraId", "") for p in comment.iter(P)]
    return ids[-1] if ids else ""


def _number(comment: etree._Element) -> int:
    id = comment.get(ID, "")
    return int(id) if id.isdecimal() and len(id) < 10 else -1


def faults_of_tracking(body: etree._Element) -> Iterator[str]:
    """Yield what is broken in a body's tracked changes, so that nobody can say what accepting them gives."""
    for mark in body.iter(INS, DEL, MOVE_FROM, MOVE_TO):
        if mark.get(AUTHOR) is None:
            yield "a tracked change says not who made it"
            break
    for text in body.iter(DEL_TEXT):
        if not any(above.tag in _GONE for above in text.iterancestors()):
            yield "words are marked as taken out and stand in no tracked change"
            break
    for name in ("moveFrom", "moveTo"):
        starts = {each.get(ID) for each in body.iter(w(f"{name}RangeStart"))}
        ends = {each.get(ID) for each in body.iter(w(f"{name}RangeEnd"))}
        if starts != ends:
            yield "a tracked move begins and does not end, or ends and does not begin"
            break
