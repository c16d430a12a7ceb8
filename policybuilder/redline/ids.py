"""Bring two packages together: the new one is the base, and what only the old one has comes in with fresh ids.

The old stories are rewritten first, so that every id in them means the same as in the new ones; from then on
both sides can be compared by their ids. What the finished redline does not use is not brought in.
"""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from typing import cast

from lxml import etree

from policybuilder.ooxml import names as n
from policybuilder.ooxml.elements import attributes, forget, like
from policybuilder.ooxml.numbering import after_abstracts, next_id
from policybuilder.ooxml.package import Relationship
from policybuilder.redline.diagrams import DATA, drawing_id, with_drawing_id
from policybuilder.redline.package import Package
from policybuilder.redline.proving.normal import text_of
from policybuilder.redline.reading.keys import Key
from policybuilder.redline.reading.references import Shared

_STYLE_TAGS = {n.w("pStyle"): "paragraph", n.w("rStyle"): "character", n.w("tblStyle"): "table"}
_STYLE_LINKS = (n.w("basedOn"), n.w("next"), n.w("link"))
_NOTE_REFS = {n.FOOTNOTE_REF: "footnote", n.ENDNOTE_REF: "endnote"}
_NOTE_PLURALS = {"footnote": "footnotes", "endnote": "endnotes"}
_OLD_REL = "rIdOld"
_POINTING = etree.XPath("descendant-or-self::*[@r:*]", namespaces={"r": n.RELATION})


class Merge:
    """Two packages whose ids live together. `new` becomes the redline's package."""

    def __init__(self, old: Package, new: Package) -> None:
        """Match styles, lists, notes and comments, and rewrite the old package's stories."""
        self.old, self.new = old, new
        self.old_shared, self.new_shared = Shared(old), Shared(new)
        self._digests = {new.digest(part): part for part in sorted(new.parts, reverse=True)}
        self._styles = self._match_styles()
        self._next_num = next_id(self.new_shared.numbering.instances)
        self._nums = self._match_lists()
        self._fresh_nums: dict[str, str] = {}
        self._fresh_styles: dict[str, str] = {}
        self._abstracts: dict[str, str] = {}
        self._offsets = {
            kind: 2 + max([1, *(int(i) for k, i in self.new_shared.notes if k == kind and _is_number(i))])
            for kind in _NOTE_PLURALS
        }
        self._comment_offset = 1 + max([0, *(int(i) for i in self.new_shared.comments if _is_number(i))])
        self._old_rels: dict[str, tuple[str, Relationship]] = {}
        self._rel_keys: dict[tuple[str, str], Key] = {}
        self._paired: set[str] = set()
        for part in old.stories():
            self._rewrite_ids(old.root(part))
        for (kind, note_id), note in list(self.old_shared.notes.items()):
            if _is_number(note_id):
                note.set(n.ID, str(int(note_id) + self._offsets[kind]))
        for comment_id, comment in self.old_shared.comments.items():
            if _is_number(comment_id):
                comment.set(n.ID, str(int(comment_id) + self._comment_offset))
        self.notes = {(kind, note.get(n.ID, "")): note for (kind, _), note in self.old_shared.notes.items()}
        self.notes |= self.new_shared.notes
        self.comments = {c.get(n.ID, ""): c for c in self.old_shared.comments.values()} | self.new_shared.comments

    # Styles

    def _match_styles(self) -> dict[str, str]:
        """Return the new id of each old style that the new document has under the same name."""
        by_name: dict[tuple[str, str], str] = {}
        for style_id in self.new_shared.styles.elements:
            by_name.setdefault(self.new_shared.styles.name("", style_id), style_id)
        found = {}
        for style_id in self.old_shared.styles.elements:
            kind, name = self.old_shared.styles.name("", style_id)
            default = self.new_shared.styles.defaults.get(kind)
            if self.old_shared.styles.is_default(kind, style_id) and default:
                found[style_id] = default
            elif (kind, name) in by_name:
                found[style_id] = by_name[kind, name]
        return found

    def _style(self, style_id: str) -> str:
        if style_id in self._styles:
            return self._styles[style_id]
        if style_id not in self.old_shared.styles.elements and style_id not in self.new_shared.styles.elements:
            return style_id
        fresh, number = style_id, 1
        while fresh in self.new_shared.styles.elements or fresh in self._fresh_styles:
            fresh, number = f"{style_id}Old{number}", number + 1
        self._styles[style_id] = fresh
        self._fresh_styles[fresh] = style_id
        return fresh

    def _match_lists(self) -> dict[str, str]:
        """Pair lists that look the same, first those that hold the same items."""
        old, new = self.old_shared.numbering, self.new_shared.numbering
        votes: Counter[tuple[str, str]] = Counter()
        where = _lists_by_text(self.new.root(self.new.main))
        for text, num in _lists_by_text(self.old.root(self.old.main)).items():
            if num and where.get(text) and old.looks(num) == new.looks(where[text] or ""):
                votes[num, where[text] or ""] += 1
        pairs: dict[str, str] = {}
        for (mine, theirs), _ in votes.most_common():
            if mine not in pairs and theirs not in pairs.values():
                pairs[mine] = theirs
        for mine in old.instances:
            if mine in pairs:
                continue
            taken = set(pairs.values())
            for theirs in new.instances:
                if theirs not in taken and old.looks(mine) == new.looks(theirs):
                    pairs[mine] = theirs
                    break
        return pairs

    def _num(self, num_id: str) -> str:
        if num_id in self._nums or num_id not in self.old_shared.numbering.instances:
            return self._nums.get(num_id, num_id)
        fresh = str(self._next_num)
        self._next_num += 1
        self._nums[num_id] = fresh
        self._fresh_nums[fresh] = num_id
        return fresh

    # Rewriting the old stories

    def _rewrite_ids(self, root: etree._Element) -> None:
        for element in root.iter(*_STYLE_TAGS):
            element.set(n.VAL, self._style(element.get(n.VAL, "")))
        for element in root.iter(n.w("numId")):
            element.set(n.VAL, self._num(element.get(n.VAL, "")))
        for element in root.iter(*_NOTE_REFS):
            number = element.get(n.ID, "")
            if _is_number(number):
                element.set(n.ID, str(int(number) + self._offsets[_NOTE_REFS[element.tag]]))
        for element in root.iter(n.COMMENT_REF, n.COMMENT_START, n.COMMENT_END):
            number = element.get(n.ID, "")
            if _is_number(number):
                element.set(n.ID, str(int(number) + self._comment_offset))

    def pair_rels(self, old_part: str, new_part: str) -> None:
        """Rewrite the relationship ids in an old story so that they mean the same as in its new one; only once."""
        if old_part in self._paired:
            return
        self._paired.add(old_part)
        known = {self._rel_key(self.new, new_part, rel): rel.id for rel in self.new.rels(new_part).values()}
        for rel_id, rel in self.new.rels(new_part).items():
            self._rel_keys[new_part, rel_id] = self._rel_key(self.new, new_part, rel)
        mapped: dict[str, str] = {}
        for rel_id, rel in self.old.rels(old_part).items():
            key = self._rel_key(self.old, old_part, rel)
            if key in known and not rel.kind.endswith(("/header", "/footer")):
                mapped[rel_id] = known[key]
                continue
            mapped[rel_id] = f"{_OLD_REL}{len(self._old_rels) + 1}"
            self._old_rels[mapped[rel_id]] = (old_part, rel)
            self._rel_keys[new_part, mapped[rel_id]] = key
        for holder, name, value in _pointers(self.old.root(old_part)):
            holder.set(name, mapped.get(value, value))

    def _rel_key(self, package: Package, part: str, rel: Relationship) -> Key:
        if rel.external or rel.target.startswith("#"):
            return (rel.kind, rel.target)
        return (rel.kind, package.digest(package.target(part, rel)))

    def rel_key(self, part: str, rel_id: str) -> Key:
        """Return a key of what a relationship id points at in the redline's part."""
        return self._rel_keys.get((part, rel_id), ("no relationship", rel_id))

    def address(self, part: str, rel_id: str) -> str | None:
        """Return where a link in the redline's part leads, or None where its relationship is no address."""
        _, rel = self._old_rels.get(rel_id, (part, self.new.rels(part).get(rel_id)))
        return rel.target if rel is not None and rel.external else None

    # Bringing in what the redline uses

    def bring_in(self, part: str) -> None:
        """Bring in what a finished story of the redline uses of the old package: parts, notes, comments, lists."""
        root = self.new.root(part)
        self._bring_in_rels(root, part)
        for reference in root.iter(*_NOTE_REFS):
            self._bring_in_note(_NOTE_REFS[reference.tag], reference.get(n.ID, ""))
        for reference in root.iter(n.COMMENT_REF):
            self._bring_in_comment(reference.get(n.ID, ""))
        self._bring_in_lists_and_styles(root)

    def _bring_in_lists_and_styles(self, root: etree._Element) -> None:
        for element in root.iter(n.w("numId")):
            self._bring_in_list(element.get(n.VAL, ""))
        for element in root.iter(*_STYLE_TAGS):
            self._bring_in_style(element.get(n.VAL, ""))

    def _bring_in_rels(self, root: etree._Element, part: str) -> None:
        for holder, name, value in _pointers(root):
            if value in self._old_rels:
                old_part, rel = self._old_rels[value]
                holder.set(name, self._copy_rel(old_part, rel, part))

    def _copy_rel(self, old_part: str, rel: Relationship, part: str) -> str:
        target = rel.target
        if not rel.external and not target.startswith("#"):
            name = self.old.target(old_part, rel)
            is_new = self.old.digest(name) not in self._digests
            target = "/" + self._copy_part(name)
            if is_new and rel.kind.endswith(DATA):
                self._copy_drawing(target[1:], old_part, part)
        for known in self.new.rels(part).values():
            if (known.kind, known.target, known.external) == (rel.kind, target, rel.external):
                return known.id
        return self.new.add_rel(part, rel.kind, target, rel.external)

    def _copy_drawing(self, data: str, old_part: str, part: str) -> None:
        """Bring in what SmartArt is drawn from, which only its words refer to."""
        drawing = self.old.rels(old_part).get(drawing_id(self.new.parts[data]) or "")
        if drawing is not None:
            own = self._copy_rel(old_part, drawing, part)
            self.new.parts[data] = with_drawing_id(self.new.parts[data], own)

    def _copy_part(self, name: str) -> str:
        if self.old.digest(name) in self._digests and name not in self.old.stories():
            return self._digests[self.old.digest(name)]
        content = self.old.parts.get(name, b"")
        fresh = self.new.add_part(name, content, self.old.types.of(name))
        self._digests[self.old.digest(name)] = fresh
        rels = self.new.rels(fresh)
        self.new.relinked.add(fresh)
        for rel_id, rel in self.old.rels(name).items():
            inside = not rel.external and not rel.target.startswith("#")
            target = "/" + self._copy_part(self.old.target(name, rel)) if inside else rel.target
            rels[rel_id] = Relationship(rel_id, rel.kind, target, rel.external)
        if name in self.old.stories():
            root = self.new.roots[fresh] = deepcopy(self.old.root(name))
            self.new.edited.add(fresh)
            self._bring_in_lists_and_styles(root)
        return fresh

    def _bring_in_note(self, kind: str, note_id: str) -> None:
        if (kind, note_id) in self.new_shared.notes or (kind, note_id) not in self.notes:
            return
        note = self.notes[kind, note_id]
        plural = _NOTE_PLURALS[kind]
        old_part = self.old_shared.note_parts[kind]
        part = self.new.related(self.new.main, plural)
        if part is None:
            part = self._new_part_like(old_part, plural)
            root = self.new.edit(part)
            for special in [e for e in self.old.root(old_part).findall(n.w(kind)) if e.get(n.w("type"))]:
                copy = deepcopy(special)
                copy.set(n.ID, str(int(copy.get(n.ID, "0")) - self._offsets[kind]))
                root.append(copy)
        self.pair_rels(old_part, part)
        copy = deepcopy(note)
        self.new.edit(part).append(copy)
        self.new_shared.notes[kind, note_id] = copy
        self._bring_in_rels(copy, part)
        self._bring_in_lists_and_styles(copy)

    def _bring_in_comment(self, comment_id: str) -> None:
        if comment_id in self.new_shared.comments or comment_id not in self.comments:
            return
        old_part = self.old.related(self.old.main, "comments")
        assert old_part is not None
        part = self.new.related(self.new.main, "comments") or self._new_part_like(old_part, "comments")
        self.pair_rels(old_part, part)
        copy = deepcopy(self.comments[comment_id])
        for paragraph in copy.iter(n.P):
            forget(paragraph, f"{{{n.WORD_2010}}}paraId")
        self.new.edit(part).append(copy)
        self.new_shared.comments[comment_id] = copy
        self._bring_in_rels(copy, part)
        self._bring_in_lists_and_styles(copy)

    def _new_part_like(self, old_part: str, relation: str) -> str:
        old_root = self.old.root(old_part)
        empty = like(old_root)
        part = self.new.add_part(f"word/{relation}.xml", b"", self.old.types.of(old_part))
        self.new.roots[part] = empty
        self.new.edited.add(part)
        self.new.add_rel(self.new.main, f"{n.RELATION}/{relation}", f"/{part}")
        return part

    def _bring_in_list(self, num_id: str) -> None:
        old_id = self._fresh_nums.pop(num_id, None)
        if old_id is None:
            return
        numbering = self.old_shared.numbering
        if self.new_shared.numbering.root is None:
            assert numbering.part is not None
            part = self._new_part_like(numbering.part, "numbering")
            self.new_shared.numbering.root = self.new.root(part)
        root = self.new_shared.numbering.root
        self.new.edited.add(self.new.related(self.new.main, "numbering") or "")
        instance = deepcopy(numbering.instances[old_id])
        instance.set(n.w("numId"), num_id)
        link = instance.find(n.w("abstractNumId"))
        if link is not None:
            link.set(n.VAL, self._bring_in_abstract(link.get(n.VAL, ""), root))
        last = root.findall(n.w("num"))
        at = root.index(last[-1]) + 1 if last else len(root.findall(n.w("abstractNum")))
        root.insert(at if last else after_abstracts(root), instance)

    def _bring_in_abstract(self, old_id: str, root: etree._Element) -> str:
        if old_id in self._abstracts:
            return self._abstracts[old_id]
        taken = (each.get(n.w("abstractNumId"), "") for each in root.findall(n.w("abstractNum")))
        fresh = str(next_id(taken, first=0))
        self._abstracts[old_id] = fresh
        source = self.old_shared.numbering.abstracts.get(old_id)
        if source is None:
            return fresh
        abstract = deepcopy(source)
        abstract.set(n.w("abstractNumId"), fresh)
        for child in list(abstract.iter(n.w("nsid"), n.w("pStyle"), n.w("styleLink"))):
            parent = child.getparent()
            if parent is not None:
                parent.remove(child)
        root.insert(after_abstracts(root), abstract)
        return fresh

    def _bring_in_style(self, style_id: str) -> None:
        old_id = self._fresh_styles.pop(style_id, None)
        if old_id is None:
            return
        root = self.new_shared.styles.root
        if root is None:
            old_part = self.old.related(self.old.main, "styles")
            assert old_part is not None
            root = self.new_shared.styles.root = self.new.root(self._new_part_like(old_part, "styles"))
        self.new.edited.add(self.new.related(self.new.main, "styles") or "")
        style = deepcopy(self.old_shared.styles.elements[old_id])
        style.set(n.w("styleId"), style_id)
        forget(style, n.w("default"))
        root.append(style)
        self.new_shared.styles.elements[style_id] = style
        for link in style.iter(*_STYLE_LINKS):
            link.set(n.VAL, self._style(link.get(n.VAL, "")))
            self._bring_in_style(link.get(n.VAL, ""))
        for num in style.iter(n.w("numId")):
            num.set(n.VAL, self._num(num.get(n.VAL, "")))
            self._bring_in_list(num.get(n.VAL, ""))


def _pointers(root: etree._Element) -> list[tuple[etree._Element, str, str]]:
    """Return every attribute below `root` that names a relationship: its element, its name and its value."""
    holders = cast(list[etree._Element], _POINTING(root))
    prefix = f"{{{n.RELATION}}}"
    return [
        (holder, name, value)
        for holder in holders
        for name, value in attributes(holder).items()
        if name.startswith(prefix)
    ]


def _is_number(text: str) -> bool:
    return text.lstrip("-").isdigit()


def _lists_by_text(root: etree._Element) -> dict[str, str | None]:
    """Return the list of each list item whose text occurs once; None where it occurs more often."""
    found: dict[str, str | None] = {}
    for number in root.iter(n.w("numId")):
        holder = number.getparent()
        properties = None if holder is None else holder.getparent()
        paragraph = None if properties is None else properties.getparent()
        if paragraph is None or paragraph.tag != n.P:
            continue
        text = text_of(paragraph)
        found[text] = None if text in found else number.get(n.VAL, "")
    return found
