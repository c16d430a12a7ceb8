"""What a letterhead holds of the people who made it: left out of what is written, and named beforehand.

A policy that is approved, and a paper for a meeting, must not carry who commented on the letterhead, who changed it, or
where it lay on somebody's disk. What a reader sees stays: tracked changes stay changes, without a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from policybuilder.errors import Location, Problem
from policybuilder.ooxml.elements import as_bytes
from policybuilder.ooxml.names import PACKAGE_RELATION, w
from policybuilder.ooxml.package import WordFile, relationships_of, relationships_part
from policybuilder.writers.word.shell.active import scanned
from policybuilder.writers.word.shell.fields import fields_of
from policybuilder.writers.word.shell.links import kind_of
from policybuilder.writers.word.shell.take_out import without_left_out

_COMMENTS = frozenset({"comments", "commentsExtended", "commentsExtensible", "commentsIds"})
_PEOPLE = "people"
_OF_COMMENTS = (w("commentRangeStart"), w("commentRangeEnd"), w("commentReference"))
_EXTENDED, _CUSTOM = "extended-properties", "custom-properties"
_NAMING_FIELDS = frozenset({"AUTHOR", "LASTSAVEDBY", "USERADDRESS", "USERINITIALS", "USERNAME"})
NOBODY = "Author"
"""Whose a tracked change is once its name is gone; Word writes the same where it takes personal information out."""


def private_problems(file: WordFile) -> Iterator[Problem]:
    """Yield a warning for each kind of what a letterhead says of people."""
    for finding in _found(file):
        yield Problem(Location(file.name), finding.message, "shell-private", finding.hint, "warning")


def without_private(file: WordFile) -> WordFile:
    """Return a file without what it says of people."""
    if all(finding.hint == _STAYS for finding in _found(file)):
        return file
    changed: dict[str, bytes | None] = {}
    for part in ("", *file.text_parts):
        links = relationships_part(part)
        if links in file.parts and any(kind_of(each) in {*_COMMENTS, _PEOPLE} for each in relationships_of(file, part)):
            changed[links] = _without_links(file, part)
    for part in file.text_parts:
        tree = file.tree(part)
        if _cleaned(tree):
            changed[part] = as_bytes(tree)
    for link in relationships_of(file, ""):
        part = link.target.lstrip("/")
        if part in file.parts and (properties := _without_names(file, part, kind_of(link))) is not None:
            changed[part] = properties
    for part in _metadata(file):
        tree = file.tree(part)
        if users := _named_users(tree):
            for user in users:
                user.text = ""
            changed[part] = as_bytes(tree)
    return without_left_out(scanned(file.with_parts(changed))).file


_HINT = "it is left out of what is written; take it out of the letterhead, too (File, Info, Inspect Document)"


_NAMES_ALONE = "the names are left out of what is written; accept or reject the changes in Word"
_STAYS = "it stays, as the letterhead prints it; put a role there, or take the field out"


@dataclass(frozen=True)
class _Private:
    message: str
    hint: str = _HINT


def _found(file: WordFile) -> Iterator[_Private]:
    kinds = {kind_of(each) for part in ("", *file.text_parts) for each in relationships_of(file, part)}
    trees = [file.seen(part) for part in file.text_parts]
    if kinds & _COMMENTS or any(True for tree in trees for _ in tree.iter(*_OF_COMMENTS)):
        yield _Private("the file has comments")
    elif _PEOPLE in kinds:
        yield _Private("the file names people who worked on it")
    names = sorted({name for tree in trees for node in tree.iter("*") if (name := _author_of(node))})
    if names:
        yield _Private(f"its tracked changes name {', '.join(names)}", _NAMES_ALONE)
    for tree in trees:
        for name in sorted({field.name for field in fields_of(tree)} & _NAMING_FIELDS):
            yield _Private(f"the field {name} prints the name of whoever has the file")
    printed = _printed_properties(file)
    for link in relationships_of(file, ""):
        for label, _ in _names_in(file, link.target.lstrip("/"), kind_of(link)):
            if label.lower() in printed:
                yield _Private(f'a field prints the property "{label}"', _STAYS)
            else:
                yield _Private(f'its properties have "{label}"')
    if any(_named_users(file.tree(part)) for part in _metadata(file)):
        yield _Private("its SharePoint properties name people")


def _printed_properties(file: WordFile) -> set[str]:
    """Return the names, in small letters, of the properties that fields print."""
    fields = (field for part in file.text_parts for field in fields_of(file.seen(part)))
    words = (field.instruction.partition("\\")[0] for field in fields if field.name == "DOCPROPERTY")
    return {each.split(None, 1)[1].strip().strip('"').lower() for each in words if len(each.split(None, 1)) > 1}


def _author_of(node: etree._Element) -> str:
    name = node.get(w("author"), "")
    return "" if name == NOBODY else name


def _without_links(file: WordFile, part: str) -> bytes:
    root = file.tree(relationships_part(part))
    ids = {each.id for each in relationships_of(file, part) if kind_of(each) in {*_COMMENTS, _PEOPLE}}
    for node in list(root.iter(f"{{{PACKAGE_RELATION}}}Relationship")):
        if node.get("Id", "") in ids:
            root.remove(node)
    return as_bytes(root)


def _cleaned(tree: etree._Element) -> bool:
    """Take comments, names and what fields print of people out of a part; return whether there were any."""
    found = False
    for node in list(tree.iter(*_OF_COMMENTS)):
        holder = node.getparent()
        if holder is None:
            continue
        holder.remove(node)
        outer = holder.getparent()
        if holder.tag == w("r") and outer is not None and all(child.tag == w("rPr") for child in holder):
            outer.remove(holder)
        found = True
    for node in tree.iter("*"):
        if _author_of(node):
            node.set(w("author"), NOBODY)
            for name in (w("date"), w("initials")):
                node.attrib.pop(name, "")
            found = True
    return _without_results(tree) or found


def _without_results(tree: etree._Element) -> bool:
    """Empty what fields show that print a person's name; Word fills them in anew, from the policy's properties."""
    fields = [field for field in fields_of(tree) if field.name in _NAMING_FIELDS]
    first = {id(field.pieces[0]) for field in fields}
    shown: list[tuple[bool, bool]] = []
    for node in tree.iter(w("fldSimple"), w("fldChar"), w("t")):
        if node.tag == w("fldSimple"):
            for text in node.iter(w("t")) if id(node) in first else ():
                text.text = ""
        elif node.tag == w("t"):
            if any(named and showing for named, showing in shown):
                node.text = ""
        elif (kind := node.get(w("fldCharType"))) == "begin":
            shown.append((id(node) in first, False))
        elif kind == "separate" and shown:
            shown[-1] = (shown[-1][0], True)
        elif kind == "end" and shown:
            shown.pop()
    return bool(fields)


# Properties ----------------------------------------------------------------------------------------------


def _says_who(label: str, value: str) -> bool:
    """Return whether a property that every Office file may have names a person, or where a template of theirs lies."""
    return bool(value) if label == "Manager" else label == "Template" and any(sign in value for sign in "\\/")


def _names_in(file: WordFile, part: str, kind: str) -> Iterator[tuple[str, etree._Element]]:
    """Yield the properties that name a person, each with what a person knows it by."""
    if part not in file.parts or kind not in (_EXTENDED, _CUSTOM):
        return
    for node in file.seen(part):
        if not isinstance(node.tag, str):
            continue
        label = etree.QName(node).localname if kind == _EXTENDED else node.get("name", "")
        if (kind == _EXTENDED and _says_who(label, node.text or "")) or (kind == _CUSTOM and _names_a_person(label)):
            yield label, node


_PERSONS = frozenset({"author", "by", "editor", "email", "manager", "owner", "user"})


def _names_a_person(label: str) -> bool:
    """Return whether a property of the file's own is called as those are that name a person."""
    words = "".join(f" {sign}" if sign.isupper() else sign for sign in label.replace("_", " ")).lower().split()
    return not _PERSONS.isdisjoint(words)


def _without_names(file: WordFile, part: str, kind: str) -> bytes | None:
    if not any(True for _ in _names_in(file, part, kind)):
        return None
    tree = file.tree(part)
    gone = {label for label, _ in _names_in(file, part, kind) if label.lower() not in _printed_properties(file)}
    for node in list(tree):
        if isinstance(node.tag, str) and (etree.QName(node).localname in gone or node.get("name", "") in gone):
            tree.remove(node)
    return as_bytes(tree)


def _metadata(file: WordFile) -> tuple[str, ...]:
    """Return the parts in which SharePoint keeps what it knows of a file."""
    return tuple(part for part in file.related("customXml") if b"UserInfo" in file.parts.get(part, b""))


def _named_users(tree: etree._Element) -> list[etree._Element]:
    """Return the elements of such a part that say who somebody is."""
    users = (node for node in tree.iter("{*}UserInfo"))
    return [node for user in users for node in user.iter("{*}DisplayName", "{*}AccountId") if node.text]


__all__ = ["NOBODY", "private_problems", "without_private"]
