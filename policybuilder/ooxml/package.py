"""The parts of a Word file by what they are: its main part, styles, numbering, settings, headers and footers.

Open Packaging Conventions: ECMA-376 part 2. Nothing in a file is fetched or run.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import unquote

from lxml import etree

from policybuilder.errors import Location, Problem, fail
from policybuilder.ooxml.elements import as_bytes, binds, parse_part, rebound
from policybuilder.ooxml.names import (
    CONTENT_TYPE,
    MAIN_TYPES,
    PACKAGE_RELATION,
    PREFIXES,
    RELATION,
    STRICT,
    STRICT_RELATION,
    WORD,
)
from policybuilder.ooxml.strict import as_transitional, transitional_part
from policybuilder.ooxml.zip import TYPES, Parts, read_parts

LINKS = "_rels/.rels"
"""The part that holds the package's own links."""


@dataclass(frozen=True)
class Relationship:
    """A link from one part to another, or to an address outside the file. `target` is as it is written."""

    id: str
    kind: str
    target: str
    external: bool = False


@dataclass(frozen=True)
class WordFile:
    """A Word file's parts, and which of them is which. Part names have no leading slash.

    A file that `is_strict` has the names of Strict Open XML; `tree` gives them as those of the usual form.
    """

    name: str
    parts: Mapping[str, bytes]
    main: str
    is_strict: bool = False

    @cached_property
    def relationships(self) -> tuple[Relationship, ...]:
        """The main part's links."""
        return relationships_of(self, self.main)

    def related(self, kind: str) -> tuple[str, ...]:
        """Return the parts that the main part links to as `kind` ("styles", "header", …)."""
        kinds = (f"{RELATION}/{kind}", f"{STRICT_RELATION}/{kind}")
        targets = (
            part_named(self.parts, self.main, link.target)
            for link in self.relationships
            if link.kind in kinds and not link.external
        )
        return tuple(dict.fromkeys(target for target in targets if target))

    def one(self, kind: str) -> str:
        """Return the first part of a kind, or an empty string when there is none."""
        return next(iter(self.related(kind)), "")

    @cached_property
    def text_parts(self) -> tuple[str, ...]:
        """The parts that hold words, and so may hold tags: main, headers, footers, notes."""
        kinds = ("header", "footer", "footnotes", "endnotes")
        return (self.main, *(part for kind in kinds for part in self.related(kind)))

    def tree(self, part: str) -> etree._Element:
        """Return a part as a new tree. Raises PolicyBuilderError when it is not well-formed XML."""
        content = self.parts[part]
        return (transitional_part if self.is_strict else parse_part)(content, part, self.name)

    def seen(self, part: str) -> etree._Element:
        """Return a part's tree to look at only: read once, and the same for all. Raises what `tree` does."""
        if part not in self._seen:
            self._seen[part] = self.tree(part)
        return self._seen[part]

    @cached_property
    def _seen(self) -> dict[str, etree._Element]:
        """The trees that were looked at."""
        return {}

    def with_parts(self, changed: Mapping[str, bytes | None]) -> WordFile:
        """Return the file with some parts changed or added, and those that are None taken out."""
        parts = {**self.parts, **changed}
        new = replace(self, parts={part: content for part, content in parts.items() if content is not None})
        new._seen.update({part: tree for part, tree in self._seen.items() if part not in changed})
        return new


def open_word_file(content: bytes, name: str) -> WordFile:
    """Return a Word file with all its parts, to be written again, in the prefixes that Word writes.

    A file in Strict Open XML comes as one in the usual form. Raises PolicyBuilderError, located at `name`, for what is
    no Word document.
    """
    return _with_usual_prefixes(in_usual_form(word_file(read_parts(content, name), name)))


def in_usual_form(file: WordFile) -> WordFile:
    """Return a file in Strict Open XML as one in the usual form; any other as it is.

    Raises PolicyBuilderError for damaged XML.
    """
    if not file.is_strict and STRICT.encode() not in file.parts[file.main][:_HEAD]:
        return file
    return word_file(as_transitional(file.parts, file.name), file.name)


_OTHER_FILES = (("xl/", "a spreadsheet"), ("ppt/", "a presentation"), ("visio/", "a drawing"))
"""What Office files other than Word's are, by the folder of their main part."""
_HEAD = 5_000
"""Where in a part its names stand."""


def _with_usual_prefixes(file: WordFile) -> WordFile:
    """Return a file in which what is added as text finds the prefixes that it is written in."""
    word = {"w": WORD}
    wanted: dict[str, Mapping[str, str]] = dict.fromkeys((*file.text_parts, *file.related("numbering")), word)
    wanted |= {file.main: PREFIXES, relationships_part(file.main): {"": PACKAGE_RELATION}}
    changed = {}
    for part, prefixes in wanted.items():
        if part in file.parts and not binds(file.parts[part], prefixes):
            changed[part] = as_bytes(rebound(file.tree(part), prefixes))
    return file.with_parts(changed) if changed else file


def open_word_text(content: bytes, name: str) -> WordFile:
    """Return a Word file whose parts are unzipped when they are asked for, to read its words; it may be strict.

    Raises PolicyBuilderError, located at `name`, for what is no Word document.
    """
    return word_file(Parts(content, name), name)


def word_file(parts: Mapping[str, bytes], name: str) -> WordFile:
    """Return the Word file that some parts are. Raises PolicyBuilderError when none of them is its main part."""
    for link in relationships_in(parts, "", name):
        if link.kind in (f"{RELATION}/officeDocument", f"{STRICT_RELATION}/officeDocument") and not link.external:
            main = part_named(parts, "", link.target)
            if main and content_types(parts, name).of(main) not in MAIN_TYPES:
                kind = next((said for folder, said in _OTHER_FILES if main.startswith(folder)), "an Office file")
                message = f"the file is {kind}, not a Word document, whatever its name says"
                raise fail(Location(name), message, "docx-not-docx", "choose a Word document (.docx)")
            if main:
                return WordFile(name, parts, main, link.kind.startswith(STRICT_RELATION))
    hint = "choose a file that Word saved as a Word document (.docx)"
    raise fail(Location(name), "the file has no main document", "docx-missing-part", hint)


# Links ---------------------------------------------------------------------------------------------------


def relationships_part(part: str) -> str:
    """Return the name of the part that holds a part's links; of the package's own for an empty name."""
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def relationships_of(file: WordFile, part: str) -> tuple[Relationship, ...]:
    """Return a part's links, in the file's order; none when it has no links part."""
    return relationships_in(file.parts, part, file.name)


def relationships_in(parts: Mapping[str, bytes], part: str, name: str) -> tuple[Relationship, ...]:
    """Return the links of one of some parts, in the file's order. Raises PolicyBuilderError for damaged XML."""
    links = relationships_part(part)
    if links not in parts:
        return ()
    return tuple(
        Relationship(
            node.get("Id", ""), node.get("Type", ""), node.get("Target", ""), node.get("TargetMode") == "External"
        )
        for node in parse_part(parts[links], links, name).iter(f"{{{PACKAGE_RELATION}}}Relationship")
    )


def resolve(folder: str, target: str) -> str:
    """Return the part that a link's target names, seen from a part's folder."""
    return posixpath.normpath(target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target))


def part_named(parts: Mapping[str, bytes], source: str, target: str) -> str:
    """Return the part that a link's target names, seen from the part that holds the link; empty when there is none."""
    name = resolve(posixpath.dirname(source), target.split("#")[0])
    if name in parts:
        return name
    # Names of parts are the same whatever their case, and programs differ in what they escape.
    plain = unquote(name.replace("\\", "/")).lower()
    return next((part for part in parts if unquote(part).lower() == plain), "")


# What parts are said to be -------------------------------------------------------------------------------


@dataclass(frozen=True)
class ContentTypes:
    """What a file says that its parts are: by the ending of their names, and by name where that says something else."""

    by_ending: dict[str, str]
    by_part: dict[str, str]

    def of(self, part: str) -> str:
        """Return what a part is said to be; empty when nothing is said."""
        return self.by_part.get(part) or self.by_ending.get(posixpath.splitext(part)[1].lstrip(".").lower(), "")


def content_types(parts: Mapping[str, bytes], name: str) -> ContentTypes:
    """Return what some parts are said to be. Raises PolicyBuilderError for damaged XML."""
    root = parse_part(parts[TYPES], TYPES, name)
    known = {part.lower(): part for part in parts}
    by_part = {}
    for node in root.iter(f"{{{CONTENT_TYPE}}}Override"):
        part = node.get("PartName", "").lstrip("/")
        by_part[known.get(part.lower(), part)] = node.get("ContentType", "")
    endings = root.iter(f"{{{CONTENT_TYPE}}}Default")
    return ContentTypes({node.get("Extension", "").lower(): node.get("ContentType", "") for node in endings}, by_part)


def macro_problems(file: WordFile) -> Iterator[Problem]:
    """Yield the problem of a file that has macros: nobody should be sent a document that can run a program.

    A file that may have macros (.docm, .dotm) and has none is no such file: it is written as a document.
    """
    said = content_types(file.parts, file.name)
    may = any("macroEnabled" in kind for kind in said.by_part.values())
    named = any(part.lower().endswith("vbaproject.bin") for part in file.parts)
    if named or (may and any("vba" in said.of(part).lower() for part in file.parts)):
        hint = "save it in Word as a Word Document (.docx), which has no macros"
        yield Problem(Location(file.name), "the file has macros", "docx-macros", hint)
