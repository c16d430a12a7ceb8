"""What the ids in a story point at: in one package by itself, for proving."""

from __future__ import annotations

from lxml import etree

from policybuilder.ooxml import names as n
from policybuilder.ooxml.numbering import Numbering
from policybuilder.redline.package import Package
from policybuilder.redline.proving.normal import container_key, text_of
from policybuilder.redline.reading.keys import Key, element_key, properties_key

_NOTE_PARTS = {"footnote": "footnotes", "endnote": "endnotes"}


class PackageStyles:
    """The styles of a package: their names, their defaults and their elements, by id."""

    def __init__(self, package: Package) -> None:
        """Read the styles part, if there is one."""
        part = package.related(package.main, "styles")
        self.root = None if part is None else package.root(part)
        self.elements: dict[str, etree._Element] = {}
        self.defaults: dict[str, str] = {}
        for style in () if self.root is None else self.root.findall(n.w("style")):
            style_id, kind = style.get(n.w("styleId"), ""), style.get(n.w("type"), "paragraph")
            self.elements.setdefault(style_id, style)
            if style.get(n.w("default")) in {"1", "true", "on"}:
                self.defaults.setdefault(kind, style_id)

    def name(self, kind: str, style_id: str) -> tuple[str, str]:
        """Return the kind and name of a style; one that is not defined goes by its id."""
        style = self.elements.get(style_id)
        if style is None:
            return (kind, f"?{style_id}")
        found = style.find(n.NAME)
        name = style_id if found is None else found.get(n.VAL, "")
        # Word tells its own styles apart whatever their case, but "Type" and "type" are two of a user's.
        own = style.get(n.w("customStyle")) in {"1", "true", "on"}
        return (style.get(n.w("type"), kind), name if own else name.lower())

    def is_default(self, kind: str, style_id: str) -> bool:
        """Return whether the style is the one that holds where none is named."""
        return self.defaults.get(kind) == style_id


class Lists(Numbering):
    """The lists of a package: what each looks like, by the id of its instance."""

    def __init__(self, package: Package) -> None:
        """Read the numbering part, if there is one."""
        self.part = package.related(package.main, "numbering")
        super().__init__(None if self.part is None else package.root(self.part))
        self._looks: dict[str, Key] = {}
        self._abstract_looks: dict[str, Key] = {}

    def looks(self, num_id: str) -> Key:
        """Return a key of what a list looks like: its levels and what the instance changes in them."""
        if num_id not in self._looks:
            instance = self.instances.get(num_id)
            if instance is None:
                self._looks[num_id] = "none" if num_id == "0" else "undefined"
            else:
                changes = tuple(element_key(child, _PLAIN) for child in instance.findall(n.w("lvlOverride")))
                self._looks[num_id] = (self._abstract(self.abstract_of(num_id)), changes)
        return self._looks[num_id]

    def _abstract(self, abstract_id: str) -> Key:
        if abstract_id not in self._abstract_looks:
            abstract = self.abstracts.get(abstract_id)
            levels = () if abstract is None else tuple(_level_key(level) for level in abstract.findall(n.w("lvl")))
            self._abstract_looks[abstract_id] = levels
        return self._abstract_looks[abstract_id]


def _level_key(level: etree._Element) -> Key:
    return (level.get(n.w("ilvl")), properties_key(level, _PLAIN, without=frozenset({n.w("pStyle")})))


class _Plain:
    """References that leave every id as it is."""

    def rel(self, rel_id: str) -> Key:
        return rel_id

    def style(self, kind: str, style_id: str) -> Key | None:
        return style_id

    def num(self, num_id: str) -> Key:
        return num_id

    def note(self, kind: str, note_id: str) -> Key:
        return note_id

    def comment(self, comment_id: str) -> Key:
        return comment_id


_PLAIN = _Plain()


class Shared:
    """What all stories of one package share: styles, lists, notes and comments."""

    def __init__(self, package: Package) -> None:
        """Read what the main document is related to."""
        self.package = package
        self.styles = PackageStyles(package)
        self.numbering = Lists(package)
        self.notes: dict[tuple[str, str], etree._Element] = {}
        self.note_parts: dict[str, str] = {}
        for kind, relation in _NOTE_PARTS.items():
            part = package.related(package.main, relation)
            if part is not None:
                self.note_parts[kind] = part
                for note in package.root(part).findall(n.w(kind)):
                    self.notes.setdefault((kind, note.get(n.ID, "")), note)
        self.comments: dict[str, etree._Element] = {}
        part = package.related(package.main, "comments")
        if part is not None:
            for comment in package.root(part).findall(n.w("comment")):
                self.comments.setdefault(comment.get(n.ID, ""), comment)


class PackageReferences:
    """The references of one part of a package; lists are told apart by the order in which they appear."""

    def __init__(self, shared: Shared, part: str) -> None:
        """Read the relationships of `part`."""
        self._shared = shared
        self._part = part
        self._rels = shared.package.rels(part)
        self._lists: dict[str, int] = {}
        self._below: dict[str, PackageReferences] = {}

    def rel(self, rel_id: str) -> Key:
        """Return the address or the digest of what a relationship points at."""
        rel = self._rels.get(rel_id)
        if rel is None:
            return ("no relationship", rel_id)
        if rel.external or rel.target.startswith("#"):
            return (rel.kind, rel.target)
        return (rel.kind, self._shared.package.digest(self._shared.package.target(self._part, rel)))

    def style(self, kind: str, style_id: str) -> Key | None:
        """Return a style's kind and name, or None for the default style."""
        return None if self._shared.styles.is_default(kind, style_id) else self._shared.styles.name(kind, style_id)

    def num(self, num_id: str) -> Key:
        """Return a list's looks and its place in the order of lists."""
        looks = self._shared.numbering.looks(num_id)
        if isinstance(looks, str):
            return looks
        return (self._lists.setdefault(num_id, len(self._lists)), looks)

    def note(self, kind: str, note_id: str) -> Key:
        """Return the normal form of a note's content."""
        note = self._shared.notes.get((kind, note_id))
        if note is None:
            return ("no note", note_id)
        if kind not in self._below:
            self._below[kind] = PackageReferences(self._shared, self._shared.note_parts[kind])
        return container_key(note, self._below[kind])

    def comment(self, comment_id: str) -> Key:
        """Return who said what in a comment."""
        comment = self._shared.comments.get(comment_id)
        if comment is None:
            return ("no comment", comment_id)
        return (comment.get(n.AUTHOR), comment.get(n.w("initials")), comment.get(n.DATE), text_of(comment))
