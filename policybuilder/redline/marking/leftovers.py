"""Take out of a finished story the points of the old document that say nothing in it any more."""

from __future__ import annotations

from lxml import etree

from policybuilder.ooxml import names as n


def drop_ranges_without_comment(root: etree._Element) -> None:
    """Take out what is left of an old comment that the new document has as well, under another id."""
    referred = {reference.get(n.ID) for reference in root.iter(n.COMMENT_REF)}
    for point in list(root.iter(n.COMMENT_START, n.COMMENT_END)):
        parent = point.getparent()
        if parent is not None and point.get(n.ID) not in referred:
            parent.remove(point)


def drop_old_bookmarks_round_kept_text(root: etree._Element, own: set[str]) -> None:
    """Take out the old bookmarks that would outlive their text; `verify` reports them."""
    if not own:
        return
    kept = 0
    started: dict[str, tuple[int, int]] = {}
    doomed: set[str] = set()
    seen = 0
    ended: set[str] = set()
    for element in root.iter(n.BOOKMARK_START, n.BOOKMARK_END, n.R):
        mark = element.get(n.ID, "")
        if element.tag == n.R:
            gone = any(above.tag in {n.DEL, n.MOVE_FROM} for above in element.iterancestors())
            kept, seen = kept + (not gone), seen + 1
        elif mark in own and element.tag == n.BOOKMARK_START:
            started[mark] = (kept, seen)
        elif mark in own and mark in started:
            ended.add(mark)
            if started[mark][0] != kept or started[mark][1] == seen:
                doomed.add(mark)
    doomed |= own - ended
    for point in list(root.iter(n.BOOKMARK_START, n.BOOKMARK_END)):
        if point.get(n.ID, "") in doomed:
            parent = point.getparent()
            if parent is not None:
                parent.remove(point)
