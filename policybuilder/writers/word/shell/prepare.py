"""Making a shell of a council's own letterhead: what is missing is added, and only what runs or fetches taken out."""

from __future__ import annotations

import copy
import posixpath
import re
from collections.abc import Callable, Mapping

from lxml import etree

from policybuilder.errors import PolicyBuilderError, Problem
from policybuilder.labels import Labels, labels_for
from policybuilder.ooxml.elements import as_bytes
from policybuilder.ooxml.names import PACKAGE_RELATION, RELATION, WORD_TYPE, w
from policybuilder.ooxml.numbering import Numbering, next_id
from policybuilder.ooxml.order import NUMBERING, PARAGRAPH, STYLE, put
from policybuilder.ooxml.package import WordFile, macro_problems, open_word_file, open_word_text, relationships_part
from policybuilder.ooxml.zip import TYPES, write_parts
from policybuilder.writers.word import front, styles
from policybuilder.writers.word.shell.active import active_problems
from policybuilder.writers.word.shell.contrast import contrast, is_colour
from policybuilder.writers.word.shell.inherited import handed_down, say_otherwise
from policybuilder.writers.word.shell.look import Look
from policybuilder.writers.word.shell.numbering import GROUPS, level_of, numbering_faults, read_numbering
from policybuilder.writers.word.shell.ready import style_problems
from policybuilder.writers.word.shell.sections import section_of
from policybuilder.writers.word.shell.settings import (
    add_override,
    add_relationship,
    as_document,
    default_language,
    in_language,
    is_policys_language,
    modern,
    quiet,
    text_in_language,
    without_old_styles,
)
from policybuilder.writers.word.shell.style_sheet import read_look, read_page
from policybuilder.writers.word.shell.tag_check import tag_problems, typed_problems, used_tags
from policybuilder.writers.word.shell.take_out import without_left_out, without_refused
from policybuilder.writers.word.styles import DEFINITIONS, LISTS, StyleDefinition

Changes = Mapping[str, bytes | None]

_BRITISH = "en-GB"


def prepare_shell(corporate: bytes, name: str, take_out: bool = False) -> bytes:
    """Return a council's Word file as a shell: with slot, tags, styles and numbering, and its own look kept.

    A file that is a shell already comes back as it is, byte for byte. With `take_out`, what runs or fetches is taken
    out, and what a field showed last stays as text; `check_shell` of the same file names each as "shell-active".
    What it names as "shell-left-out" is left out always. Raises PolicyBuilderError, located at `name`, when the file
    is no Word document, has macros, or holds what runs or fetches, or tags that only a person can put right.
    """
    file = original = open_word_file(corporate, name)
    if macros := list(macro_problems(file)):
        raise PolicyBuilderError(macros)
    if take_out:
        file = without_refused(file)
    # Before anything is added: a fault is then shown among the words that the council wrote.
    if faults := [*_refused(file), *typed_problems(file)]:
        raise PolicyBuilderError(faults)
    file = without_left_out(file)
    for step in _STEPS:
        changes = step(file)
        file = file.with_parts(changes) if changes else file
    look, numbering = read_look(file), read_numbering(file)
    problems = [
        *tag_problems(file),
        *style_problems(look, numbering, name, _labels(file)),
    ]
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise PolicyBuilderError(errors)
    is_same = file is original and not open_word_text(corporate, name).is_strict
    return corporate if is_same else write_parts(file.parts)


def _refused(file: WordFile) -> list[Problem]:
    return [problem for problem in active_problems(file) if problem.severity == "error"]


def _labels(file: WordFile) -> Labels:
    """Return the words of the language that a letterhead is marked with."""
    return labels_for(default_language(file))


def _british(file: WordFile) -> Changes:
    return {} if is_policys_language(default_language(file)) else in_language(file, _BRITISH)


def _text_british(file: WordFile) -> Changes:
    is_own = default_language(file) != _BRITISH and is_policys_language(default_language(file))
    return {} if is_own else text_in_language(file, _BRITISH)


def _whole(file: WordFile) -> Changes:
    """Add the parts that a Word file may lack and a shell may not: its links, and its styles."""
    links = relationships_part(file.main)
    changed: Changes = {}
    if links not in file.parts:
        changed = {links: f'{front.HEAD}<Relationships xmlns="{PACKAGE_RELATION}"/>'.encode()}
        file = file.with_parts(changed)
    if not file.one("styles"):
        part, announced = _new_part(file, "styles", "styles")
        sheet = f"{front.HEAD}<w:styles {front.NAMESPACES}>{styles.BASE_STYLES}</w:styles>"
        changed = {**changed, **announced, part: sheet.encode()}
    return changed


# Styles and numbering ------------------------------------------------------------------------------------


def _styled(file: WordFile) -> Changes:
    """Add the styles that are missing, and put those that are numbered on lists that number them as documents do."""
    look, numbering = read_look(file), read_numbering(file)
    missing = [style for style in DEFINITIONS.values() if style.name.lower() not in look.ids]
    new_lists = _lists_to_add(look, numbering, _labels(file))
    if not missing and not new_lists:
        return {}
    ids = {**look.ids, **_new_ids(missing, look)}
    number_ids, changed = _with_lists(file, numbering, look, new_lists, ids)
    part = file.one("styles")
    root = file.tree(part)
    accent, header_fill = _colours(look)
    own = {node.get(w("styleId")): node for node in root.iter(w("style"))}
    for style in missing:
        added = _element(styles.style_xml(style, ids, number_ids, accent, header_fill))
        if style.like in look.ids:
            _take_look(added, own[look.ids[style.like]])
        if style.kind == "paragraph" and style.based_on.lower() in look.ids:
            say_otherwise(added, handed_down(root, look.ids[style.based_on.lower()]))
        root.append(added)
    by_id = {node.get(w("styleId")): node for node in root.iter(w("style"))}
    for style in DEFINITIONS.values():
        if style.numbering and style.numbering[0] in new_lists and style not in missing:
            _link(by_id[ids[style.name.lower()]], number_ids[style.numbering[0]], style.numbering[1])
    return {**changed, part: as_bytes(root)}


def _lists_to_add(look: Look, numbering: Numbering, labels: Labels) -> tuple[str, ...]:
    """Return which lists the file must be given: where styles are missing, numbered in another way, or too far left.

    A list in a policy stands under numbered paragraphs, so it starts where their text does.
    """
    faults = numbering_faults(look, numbering, labels)
    wanting = {kind for kind in LISTS if any(name in faults or name not in look.text for name in GROUPS[kind])}
    for kind in ("bullets", "numbers"):
        found = level_of(look.text[GROUPS[kind][0]], numbering) if kind not in wanting else None
        if found and found.left * 20 <= styles.TEXT_INDENT:
            wanting.add(kind)
    return tuple(kind for kind in LISTS if kind in wanting)


def _new_ids(missing: list[StyleDefinition], look: Look) -> dict[str, str]:
    """Return an id for each style to add: Word's own, unless the file has given that to another style."""
    taken = {id.lower() for id in look.ids.values()}
    found = {}
    for style in missing:
        id = styles.default_id(style.name)
        found[style.name.lower()] = f"{id}Policy" if id.lower() in taken else id
    return found


def _take_look(style: etree._Element, other: etree._Element) -> None:
    """Give a style another's font, size, colours, and lines or none: headings of a rank should look alike."""
    _take(style, style.find(w("rPr")), other.find(w("rPr")))
    mine = style.find(w("pPr"))
    if mine is not None:
        _take(mine, mine.find(w("pBdr")), other.find(f"{w('pPr')}/{w('pBdr')}"))
        band = other.find(f"{w('pPr')}/{w('shd')}")
        if band is not None and mine.find(w("shd")) is None:
            put(mine, copy.deepcopy(band), PARAGRAPH)  # light words without it would stand on white


def _take(parent: etree._Element, mine: etree._Element | None, theirs: etree._Element | None) -> None:
    if mine is not None and theirs is not None:
        parent.replace(mine, copy.deepcopy(theirs))
    elif mine is not None:
        parent.remove(mine)


_PALE = "E9EEF6"
_NEUTRAL = "404040"


def _colours(look: Look) -> tuple[str, str]:
    """Return the accent of added styles, and the fill of a table's header row.

    The accent is the colour of the council's own headings where it reads well on white. The fill must suit the
    council's own "Table Header" style, if it has one.
    """
    heading = look.text.get("heading 1")
    accent = styles.ACCENT
    if heading is not None:
        readable = is_colour(heading.colour) and contrast(heading.colour, "FFFFFF") >= 4.5
        accent = heading.colour if readable else _NEUTRAL
    own_header = look.text.get("table header")
    if own_header is None:
        return accent, accent
    words = own_header.colour if is_colour(own_header.colour) else "000000"
    return accent, accent if contrast(words, accent) >= 4.5 else _PALE


def _link(style: etree._Element, number_id: int, level: int) -> None:
    """Put a style's paragraphs on a level of a list, in place of any other."""
    properties = style.find(w("pPr"))
    if properties is None:
        properties = etree.Element(w("pPr"))
        put(style, properties, STYLE)
    for name in ("numPr", "ind"):  # an indent of the style's own would win over the list's
        old = properties.find(w(name))
        if old is not None:
            properties.remove(old)
    put(properties, _element(styles.numbering_link(number_id, level)), PARAGRAPH)


def _with_lists(
    file: WordFile, numbering: Numbering, look: Look, kinds: tuple[str, ...], ids: Mapping[str, str]
) -> tuple[dict[str, int], Changes]:
    """Return the `w:numId` of every list, and the parts changed to hold the new ones."""
    number_ids = {kind: int(look.text[GROUPS[kind][0]].number_id) for kind in LISTS if kind not in kinds}
    if not kinds:
        return number_ids, {}
    changed: Changes = {}
    part = file.one("numbering")
    if part:
        root = file.tree(part)
    else:
        part, changed = _new_part(file, "numbering", "numbering")
        root = _element(f"<w:numbering {front.NAMESPACES}/>")
    relinked = {
        ids[style.name.lower()] for style in DEFINITIONS.values() if style.numbering and style.numbering[0] in kinds
    }
    for node in list(root.iter(w("pStyle"))):
        # A style may hang on one list only: the council's old list must let go of it.
        parent = node.getparent()
        if node.get(w("val")) in relinked and parent is not None:
            parent.remove(node)
    first = (next_id(numbering.abstracts, first=0), next_id(numbering.instances))
    for at, kind in enumerate(kinds):
        abstract_id, number_ids[kind] = first[0] + at, first[1] + at
        abstract = _element(styles.list_definition(kind, abstract_id, ids, _labels(file)))
        put(root, abstract, NUMBERING)
        put(
            root,
            _element(f'<w:num w:numId="{number_ids[kind]}"><w:abstractNumId w:val="{abstract_id}"/></w:num>'),
            NUMBERING,
        )
    return number_ids, {**changed, part: as_bytes(root)}


def _element(xml: str) -> etree._Element:
    """Return the element that some XML is, with the usual prefixes bound."""
    return etree.fromstring(f"<all {front.NAMESPACES}>{xml}</all>")[0]


# Parts ---------------------------------------------------------------------------------------------------


def _new_part(file: WordFile, base: str, kind: str) -> tuple[str, Changes]:
    """Return the name of a part to come, and the parts changed to announce it."""
    folder = posixpath.dirname(file.main)
    part = posixpath.join(folder, f"{base}.xml")
    while part in file.parts:
        base += "1"
        part = posixpath.join(folder, f"{base}.xml")
    types, links_part = file.tree(TYPES), relationships_part(file.main)
    add_override(types, part, f"{WORD_TYPE}.{kind}+xml")
    links = file.tree(links_part)
    add_relationship(links, f"{RELATION}/{kind}", f"{base}.xml")
    return part, {TYPES: as_bytes(types), links_part: as_bytes(links)}


def _with_header(file: WordFile) -> Changes:
    """Give a file that has neither header nor footer those of the shipped shell: a policy needs page numbers."""
    if file.related("header") or file.related("footer"):
        return {}
    look = read_look(file)
    accent, _ = _colours(look)
    root = file.tree(file.main)
    width = round(read_page(next(root.iter(w("sectPr")), None)).width * 20)
    changes: Changes = {}
    contents = {
        "header": front.header(look.ids, width, _labels(file), look.tabs.get("header", ()), accent),
        "footer": front.footer(look.ids, width, _labels(file), look.tabs.get("footer", ())),
    }
    for kind, xml in contents.items():
        part, announced = _new_part(file.with_parts(changes), kind, kind)
        changes = {**changes, **announced, part: xml.encode()}
    grown = file.with_parts(changes)
    section = _last_section(root)
    for kind in ("footer", "header"):
        id = next(link.id for link in grown.relationships if link.kind == f"{RELATION}/{kind}")
        reference = _element(f'<w:{kind}Reference w:type="default" r:id="{id}"/>')
        section.insert(0, reference)
    return {**changes, file.main: as_bytes(root)}


def _last_section(root: etree._Element) -> etree._Element:
    """Return the document's last section properties, made (A4) where there are none."""
    body = root.find(w("body"))
    if body is None:
        body = etree.SubElement(root, w("body"))
    found = body.find(w("sectPr"))
    if found is None:
        found = _element(
            '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1134" w:bottom="1191" '
            'w:left="1134" w:header="652" w:footer="510" w:gutter="0"/></w:sectPr>'
        )
        body.append(found)
    return found


# Tags ----------------------------------------------------------------------------------------------------


def _tagged(file: WordFile) -> Changes:
    """Add title, control table, contents and slot where their tags are missing.

    Each goes straight before the first of those that follow it, so that tags which are there keep their order; where
    none does, after what the file holds already.
    """
    used = used_tags(file)
    missing = [tag for tag in _BLOCKS if tag not in used]
    if not missing:
        return {}
    ids, labels = read_look(file).ids, _labels(file)
    root = file.tree(file.main)
    section = _last_section(root)
    body = section.getparent()
    if body is None:
        return {}
    places = {tag: _first_with(tag, body, section) for tag in missing}
    # Where it goes, not where the file ends: a landscape annex may follow.
    width = round(read_page(section_of(places[missing[0]], root)).width * 20)
    blocks = {
        "title": front.title_block(ids, labels),
        "control": front.control_block(ids, width, labels),
        "contents": front.contents_block(ids, labels),
        "body": front.body_slot(ids),
    }
    if not used & {"contents", "body"}:
        _drop_blank(body)
    for tag in missing:
        wrapped = etree.fromstring(f"<w:body {front.NAMESPACES}>{blocks[tag]}</w:body>")
        for node in list(wrapped):
            places[tag].addprevious(node)
    etree.cleanup_namespaces(root, keep_ns_prefixes=list(filter(None, root.nsmap)))
    return {file.main: as_bytes(root)}


_BLOCKS = ("title", "control", "contents", "body")
"""The tags that print what stands before a policy, and the policy itself, in their order."""


def _first_with(tag: str, body: etree._Element, section: etree._Element) -> etree._Element:
    """Return the first block of the text that holds a tag which follows another; without one, the last section."""
    following = "|".join(_BLOCKS[_BLOCKS.index(tag) + 1 :])
    typed = re.compile(rf"\{{[{{%][^{{}}]*\b(?:{following})\b") if following else None
    for block in body if typed else ():
        if typed and typed.search("".join(node.text or "" for node in block.iter(w("t")))):
            return block
    return section


def _drop_blank(body: etree._Element) -> None:
    """Take out the empty paragraph of a blank document; a body with anything in it stays as it is."""
    blocks = [node for node in body if node.tag != w("sectPr")]
    if all(node.tag == w("p") and next(node.iter(*_CONTENT), None) is None for node in blocks):
        for node in blocks:
            body.remove(node)


_CONTENT = tuple(
    w(name) for name in ("t", "br", "drawing", "pict", "object", "fldChar", "fldSimple", "bookmarkStart", "sectPr")
)
"""What makes a paragraph more than an empty line."""


_STEPS: tuple[Callable[[WordFile], Changes], ...] = (
    as_document, _whole, without_old_styles, quiet, modern, _british, _text_british, _styled, _tagged, _with_header,
)  # fmt: skip
