"""Write a plan as WordprocessingML with tracked changes."""

from __future__ import annotations

from copy import deepcopy
from functools import partial

from lxml import etree

from policybuilder.ooxml import names as n
from policybuilder.ooxml.elements import like
from policybuilder.redline.marking.as_marked import as_its_authors_mark_it
from policybuilder.redline.marking.ink import COME, GONE, KEPT, MOVED_AWAY, MOVED_HERE, Ink
from policybuilder.redline.marking.marking import Marking
from policybuilder.redline.marking.moved import write_moved
from policybuilder.redline.marking.paragraphs import write_paragraphs
from policybuilder.redline.marking.properties import paragraph_properties, same_kind_of_mark
from policybuilder.redline.marking.tables import write_table
from policybuilder.redline.marking.whole import mark_runs, mark_whole
from policybuilder.redline.planning.plan import plan
from policybuilder.redline.planning.steps import Plan, Step, group_spans
from policybuilder.redline.proving.accept import accept, reject
from policybuilder.redline.proving.normal import container_key, paragraph_key, table_key
from policybuilder.redline.reading.blocks import Block, held_in
from policybuilder.redline.reading.keys import Key, NotesApart, References

_FRAME_PROPERTIES = frozenset({n.SDTPR, n.SDTENDPR, n.CUSTOM_XMLPR})


def _change_inside(marking: Marking, old: etree._Element, new: etree._Element) -> etree._Element:
    """Return a text box or note reference as it stands in the redline, with what it holds marked."""
    copy = deepcopy(new)
    if new.tag in {n.FOOTNOTE_REF, n.ENDNOTE_REF}:
        marking.change_note(old, new)
        return copy
    for before, after, target in zip(*(_boxes(each) for each in (old, new, copy)), strict=True):
        target[:] = mark_container(before, after, marking)
    return copy


def _boxes(drawn: etree._Element) -> list[etree._Element]:
    """Return what the text boxes of a drawing hold, without those of boxes that stand in them."""
    found: list[etree._Element] = []
    for box in drawn.iter(n.TXBX):
        if not any(above in found for above in box.iterancestors(n.TXBX)):
            found.append(box)
    return found


def mark_container(old: etree._Element, new: etree._Element, marking: Marking) -> list[etree._Element]:
    """Return the blocks of a redline of two containers (bodies, cells, controls, notes, text boxes)."""
    return write_plan(plan(old, new, marking.refs, marking.lexicon), marking)


def write_plan(steps: Plan, marking: Marking) -> list[etree._Element]:
    """Return the blocks that a plan stands for, in order."""
    root = etree.Element(n.BODY)
    marks: list[tuple[etree._Element, Step]] = []
    spans = group_spans(steps.steps)
    places: list[tuple[Block, etree._Element, etree._Element]] = []
    early = _ends_before_deletions(steps, spans, marking)
    written_early = {point for points in early.values() for point in points}
    for at, step in enumerate(steps.steps):
        for group, (start, _) in spans.items():
            if start == at:
                places.append(_open_control(group, places[-1][1] if places else root, step, marking))
        place = places[-1][1] if places else root
        place.extend([deepcopy(point) for point in early.get(at, [])])
        for block in step.old if not step.new else []:
            place.extend(marking.old_points(block.points))
        for block in step.new:
            place.extend([deepcopy(point) for point in block.points if point not in written_early])
        blocks = _write_step(step, marking)
        if blocks and blocks[0].tag == n.TBL and _table_before(place):
            place.append(_vanishing_paragraph(marking.ink))
        place.extend(blocks)
        for block in step.old if not step.new else []:
            place.extend(marking.old_points(block.points_after))
        for block in step.new:
            place.extend([deepcopy(point) for point in block.points_after])
        if step.is_text and blocks:
            marks.append((next(b for b in reversed(blocks) if b.tag == n.P), step))
        while places and spans[places[-1][0]][1] == at:
            _close_control(places.pop())
    _shift_last_marks(steps.steps, marks, marking)
    root.extend(marking.old_points(steps.old_points))
    root.extend([deepcopy(point) for point in steps.new_points if point not in written_early])
    return list(root)


def _ends_before_deletions(
    steps: Plan, spans: dict[Block, tuple[int, int]], marking: Marking
) -> dict[int, list[etree._Element]]:
    """Return the ends of empty bookmarks that are written before deleted blocks, by the step of the first of these."""
    edges = {end + 1 for _, end in spans.values()}
    edges |= {
        start for group, (start, _) in spans.items() if any(group in each.groups for each in steps.steps[start].old)
    }
    found: dict[int, list[etree._Element]] = {}
    first = 0
    for at in range(len(steps.steps) + 1):
        step = steps.steps[at] if at < len(steps.steps) else None
        points = steps.new_points if step is None else [point for block in step.new for point in block.points]
        if at in edges:
            first = at
        if first < at:
            found[first] = marking.ends_of_empty(points)
        if step is not None and step.new:
            first = at + 1
    return found


def _open_control(
    group: Block, place: etree._Element, step: Step, marking: Marking
) -> tuple[Block, etree._Element, etree._Element]:
    """Write the start of a control that only one document has; what it holds may stay without it."""
    status = GONE if any(group in block.groups for block in step.old) else COME
    start, start_end, end, end_end = marking.ink.control_ranges(status)
    control = like(group.element)
    control.extend([deepcopy(child) for child in group.element if child.tag in _FRAME_PROPERTIES])
    if status == GONE:
        for properties in control.iterchildren(n.SDTPR):
            marking.ink.number_control(properties)
    content = etree.SubElement(control, n.SDTCONTENT) if control.tag == n.SDT else control
    content.append(start_end)
    place.extend([start, control, end_end])
    return (group, content, end)


def _close_control(opened: tuple[Block, etree._Element, etree._Element]) -> None:
    _, content, end = opened
    content.append(end)


def _table_before(place: etree._Element) -> bool:
    """Return whether a table stands last here: Word runs two tables together when nothing is between them."""
    before = next((child for child in reversed(place) if child.tag in {n.P, n.TBL, n.SDT}), None)
    return before is not None and before.tag == n.TBL


def _vanishing_paragraph(ink: Ink) -> etree._Element:
    """Return an empty paragraph that goes when all is accepted, and when all is rejected."""
    paragraph = etree.Element(n.P)
    formatting = etree.SubElement(etree.SubElement(paragraph, n.PPR), n.RPR)
    formatting.append(ink.mark(n.INS))
    formatting.append(ink.mark(n.DEL))
    return paragraph


def _shift_last_marks(
    steps: list[Step],
    marks: list[tuple[etree._Element, Step]],
    marking: Marking,
) -> None:
    """Keep the last paragraph mark of a container, and track the one before the change instead.

    The last mark of a cell or story can be neither inserted nor deleted. When paragraphs were added after the
    last kept one, its mark is the inserted one, and the mark of the very last paragraph is the old one. A block that
    cannot be tracked and stays between the two parts them: then an empty paragraph more is left, whose looks go.
    """
    steps = [step for step in steps if step.new or step.is_tracked]
    if not steps or steps[-1].kept or not steps[-1].is_text:
        return
    last_kept = next((step for step in reversed(steps) if step.kept), None)
    come = bool(steps[-1].new)
    after = steps[steps.index(last_kept) + 1 if last_kept else 0 :]
    if come and not all(step.is_tracked for step in after):
        last, last_step = marks[-1]
        properties = paragraph_properties(
            KEPT, last_step.new[-1].element, etree.Element(n.P), marking.ink, marking.refs
        )
        _set_properties(last, properties)
        return
    if last_kept is None or not last_kept.is_text or any(bool(step.new) != come for step in after):
        return
    first = next(paragraph for paragraph, step in marks if step is last_kept)
    last, last_step = marks[-1]
    if (last_kept.old if come else last_kept.new)[-1].groups:
        return  # it stands in a control or custom XML that is there when the last is not: no text runs on over its end
    old, new = last_kept.old[-1].element, last_kept.new[-1].element
    ink, refs = marking.ink, marking.refs
    if not same_kind_of_mark(old, new):
        # One of the two ends a section, so there are two marks here already, one of each side: one too many.
        before, parent = first.getprevious(), first.getparent()
        assert before is not None
        assert parent is not None
        parent.remove(first)
        first = before
    if come:
        _set_properties(first, paragraph_properties(COME, new, None, ink, refs))
        _set_properties(last, paragraph_properties(KEPT, last_step.new[-1].element, old, ink, refs))
    else:
        _set_properties(first, paragraph_properties(GONE, None, old, ink, refs))
        _set_properties(last, paragraph_properties(KEPT, new, last_step.old[-1].element, ink, refs))


def _set_properties(paragraph: etree._Element, properties: etree._Element | None) -> None:
    own = paragraph.find(n.PPR)
    if own is not None:
        paragraph.remove(own)
    if properties is not None:
        paragraph.insert(0, properties)


def _write_step(step: Step, marking: Marking) -> list[etree._Element]:
    if not step.kept:
        return _write_one_side(step, marking)
    old, new = step.old[0].element, step.new[0].element
    if step.is_text:
        return _write_text(step, marking)
    if step.new[0].kind == "tbl":
        return _write_table(old, new, step, marking)
    if step.inner is not None:
        control = deepcopy(new)
        held = held_in(control)
        assert held is not None
        properties = [child for child in held if n.local(child.tag).endswith("Pr")]
        held[:] = [*properties, *write_plan(step.inner, marking)]
        return [control]
    return [deepcopy(new)]


def _write_one_side(step: Step, marking: Marking) -> list[etree._Element]:
    block = (step.old or step.new)[0]
    status = GONE if step.old else COME
    if not block.is_tracked:
        marking.compromise("a block of a kind that cannot be tracked takes the new document's form", block.text)
        return [] if status == GONE else [deepcopy(block.element)]
    move = marking.moves.by_block.get(block)
    if move is not None:
        return write_moved(move, MOVED_AWAY if status == GONE else MOVED_HERE, marking)
    return mark_whole(marking.copy(block.element, status), status, marking.ink)


def _write_text(step: Step, marking: Marking) -> list[etree._Element]:
    old, new = step.old, step.new
    if len(old) == len(new) == 1:
        mine, theirs = old[0].element, new[0].element
        if etree.tostring(mine) == etree.tostring(theirs) or _same_paragraph(mine, theirs, marking.refs):
            return [deepcopy(theirs)]
        taken_over = as_its_authors_mark_it(mine, theirs, marking)
        if taken_over is not None:
            return [taken_over]
    if marking.coarse:
        return _coarse_text(old, new, marking)
    refs = NotesApart(marking.refs)
    wanted = [paragraph_key(block.element, refs) for block in new]
    had = [paragraph_key(block.element, refs) for block in old]
    change_inside = partial(_change_inside, marking)
    written = write_paragraphs([b.element for b in old], [b.element for b in new], marking, change_inside)
    if _settles_to(written, had, wanted, refs):
        return written
    marking.compromise("a paragraph is marked as a whole", new[-1].text)
    return _coarse_text(old, new, marking)


def _same_paragraph(old: etree._Element, new: etree._Element, refs: References) -> bool:
    return paragraph_key(old, refs) == paragraph_key(new, refs)


def _settles_to(written: list[etree._Element], had: list[Key], wanted: list[Key], refs: References) -> bool:
    for settle, expected in ((accept, wanted), (reject, had)):
        body = etree.Element(n.BODY)
        body.extend([deepcopy(block) for block in written])
        after = etree.SubElement(body, n.P)  # a paragraph whose mark is gone needs one to run on into
        settle(body)
        if list(container_key(body, refs)) != [*expected, paragraph_key(after, refs)]:  # type: ignore[call-overload]
            return False
    return True


def _coarse_text(old: list[Block], new: list[Block], marking: Marking) -> list[etree._Element]:
    """Mark whole paragraphs: the old ones deleted, the new ones inserted, the last mark shared."""
    written: list[etree._Element] = []
    one_mark = same_kind_of_mark(old[-1].element, new[-1].element)
    for block in old[:-1] if one_mark else old:
        written += mark_whole(marking.copy(block.element, GONE), GONE, marking.ink)
    for block in new[:-1] if one_mark else new:
        written += mark_whole(marking.copy(block.element, COME), COME, marking.ink)
    if not one_mark:
        return written
    last = like(new[-1].element)
    properties = paragraph_properties(KEPT, new[-1].element, old[-1].element, marking.ink, marking.refs)
    if properties is not None:
        last.append(properties)
    for block, status in ((old[-1], GONE), (new[-1], COME)):
        copy = marking.copy(block.element, status)
        mark_runs(copy, status, marking.ink)
        last.extend([child for child in copy if child.tag != n.PPR])
    return [*written, last]


def _write_table(old: etree._Element, new: etree._Element, step: Step, marking: Marking) -> list[etree._Element]:
    if etree.tostring(old) == etree.tostring(new) or table_key(old, marking.refs) == table_key(new, marking.refs):
        return [deepcopy(new)]
    refs = NotesApart(marking.refs)
    had, wanted = table_key(old, refs), table_key(new, refs)
    table = write_table(old, new, step.rows, marking, write_plan)
    if _settles_to([table], [had], [wanted], refs):
        return [table]
    marking.compromise("a table is marked as a whole", step.new[0].text)
    return [
        *mark_whole(marking.copy(old, GONE), GONE, marking.ink),
        _vanishing_paragraph(marking.ink),
        *mark_whole(marking.copy(new, COME), COME, marking.ink),
    ]
