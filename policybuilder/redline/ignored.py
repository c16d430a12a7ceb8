"""Changes that a person asked not to see in a redline: they are taken as accepted, counted, and said.

Accepting all of what is left still gives the new document. Rejecting all gives the old one but for what was ignored,
which is then as the new one has it; so a redline from which something was left out is never called proven as a whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace

from lxml import etree

from policybuilder.ooxml import names as n
from policybuilder.redline.package import read_redline
from policybuilder.redline.result import Note, Redline, count_changes
from policybuilder.sequences.ignorable import Ignorable, differs_in

ABOUT = "what was to be ignored"
"""What the verdict and the note call the changes that are left out."""

_NO_TEXT = frozenset({n.BOOKMARK_START, n.BOOKMARK_END, n.w("proofErr"), n.COMMENT_START, n.COMMENT_END})
_SAYS = {n.w("tab"): "\t", n.w("br"): "\n", n.w("cr"): "\n", n.w("noBreakHyphen"): "-"}
_SILENT = frozenset({n.RPR, n.w("lastRenderedPageBreak"), n.w("softHyphen")})


def without(result: Redline, ignore: Collection[Ignorable]) -> Redline:
    """Return a redline without the changes that differ in what is to be ignored alone.

    A deletion and the insertion beside it go together. What differs otherwise, too, is marked as it was.
    """
    package = read_redline(result.content)
    found: Counter[str] = Counter()
    for part in package.stories():
        root = package.edit(part)
        if "formatting" in ignore:
            found["formatting"] += _forget_formatting(root)
        if set(ignore) - {"formatting"}:
            for paragraph in list(root.iter(n.P)):
                found.update(_accept_alike(paragraph, ignore))
    counted = [f"{count} in {what}" for what, count in sorted(found.items()) if count]
    if not counted:
        return result
    message = f"{'; '.join(counted)}: not marked, and as the new document has it on both sides"
    note = Note(ABOUT, message)
    verdict = replace(result.verdict, untracked=(*result.verdict.untracked, note))
    counts = count_changes(package.root(part) for part in package.stories())
    return Redline(package.to_bytes(), counts, verdict, (*result.notes, note))


def _forget_formatting(root: etree._Element) -> int:
    """Take out the records of how things looked, and return how many there were."""
    records = list(root.iter(*n.CHANGE_RECORDS))
    for record in records:
        above = record.getparent()
        if above is not None:
            above.remove(record)
    return len(records)


def _accept_alike(paragraph: etree._Element, ignore: Collection[Ignorable]) -> Iterator[str]:
    """Accept the marks of a paragraph that change nothing else, and yield in what they differ."""
    for group in list(_groups(paragraph)):
        texts = [(mark.tag, _text(mark)) for mark in group]
        if any(text is None for _, text in texts):
            continue
        old = "".join(text or "" for tag, text in texts if tag == n.DEL)
        new = "".join(text or "" for tag, text in texts if tag == n.INS)
        what = differs_in(old, new, ignore) if old or new else ""
        if not what:
            continue
        for mark in group:
            if mark.tag == n.INS:
                for child in list(mark):
                    mark.addprevious(child)
            above = mark.getparent()
            if above is not None:
                above.remove(mark)
        yield what


def _groups(paragraph: etree._Element) -> Iterator[list[etree._Element]]:
    """Yield the marks of text in a paragraph that stand side by side."""
    group: list[etree._Element] = []
    for child in paragraph:
        if child.tag in (n.INS, n.DEL):
            group.append(child)
        elif child.tag not in _NO_TEXT and group:
            yield group
            group = []
    if group:
        yield group


def _text(mark: etree._Element) -> str | None:
    """Return the text of a mark; None when it holds anything else, such as a picture, a note or a field."""
    parts: list[str] = []
    for run in mark:
        if run.tag != n.R:
            return None
        for piece in run:
            if piece.tag in (n.T, n.DEL_TEXT):
                parts.append(piece.text or "")
            elif piece.tag in _SAYS:
                parts.append(_SAYS[piece.tag])
            elif piece.tag not in _SILENT:
                return None
    return "".join(parts)
