"""Making a shell of a council's own letterhead: what is missing is added, and only what runs or fetches taken out."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from functools import partial

from lxml import etree

from policybuilder.errors import PolicyBuilderError
from policybuilder.labels import Labels
from policybuilder.ooxml.elements import as_bytes
from policybuilder.ooxml.names import PACKAGE_RELATION, w
from policybuilder.ooxml.numbering import Numbering, next_id
from policybuilder.ooxml.order import NUMBERING, PARAGRAPH, STYLE, put
from policybuilder.ooxml.package import WordFile, macro_problems, open_word_file, open_word_text, relationships_part
from policybuilder.ooxml.zip import write_parts
from policybuilder.writers.word import front, styles
from policybuilder.writers.word.shell.active import active_problems, scanned
from policybuilder.writers.word.shell.added import (
    Changes,
    added_colours,
    element,
    labels_of,
    new_part,
    tagged,
    with_header,
)
from policybuilder.writers.word.shell.inherited import (
    align_left,
    framed,
    handed_down,
    make_readable,
    say_otherwise,
    take_out_of_frame,
)
from policybuilder.writers.word.shell.look import Look
from policybuilder.writers.word.shell.numbering import GROUPS, level_of, numbering_faults, read_numbering
from policybuilder.writers.word.shell.own_numbers import without_own_numbers
from policybuilder.writers.word.shell.own_text import without_own_text
from policybuilder.writers.word.shell.ready import TEXT_STYLES, style_problems
from policybuilder.writers.word.shell.sections import section_faults
from policybuilder.writers.word.shell.settings import (
    as_document,
    default_language,
    in_language,
    is_policys_language,
    modern,
    quiet,
    text_in_language,
    without_old_styles,
)
from policybuilder.writers.word.shell.style_sheet import read_look
from policybuilder.writers.word.shell.tag_check import tag_problems, typed_problems
from policybuilder.writers.word.shell.take_out import without_left_out, without_refused
from policybuilder.writers.word.styles import DEFINITIONS, LISTS, StyleDefinition

_BRITISH = "en-GB"
_Step = Callable[[WordFile], Changes]


def prepare_shell(
    corporate: bytes, name: str, take_out: bool = False, *, drop_text: bool = False, section: int = 0
) -> bytes:
    """Return a council's Word file as a shell: with slot, tags, styles and numbering, and its own look kept.

    A file that is a shell already comes back as it is, byte for byte. With `take_out`, what runs or fetches is taken
    out, and what a field showed last stays as text; `check_shell` of the same file names each as "shell-active".
    What it names as "shell-left-out" is left out always. With `drop_text`, so are the words of its own that
    `questions_of` names. The policy goes into the section of a number, counted from 1; into the last for 0. Raises
    PolicyBuilderError, located at `name`, when the file is no Word document, has macros, has no such section, or holds
    what runs or fetches, or tags that only a person can put right.
    """
    file = original = open_word_file(corporate, name)
    if macros := list(macro_problems(file)):
        raise PolicyBuilderError(macros)
    scan = scanned(file)
    if take_out:
        scan = without_refused(scan)
    # Before anything is added: a fault is then shown among the words that the council wrote.
    refused = [problem for problem in active_problems(scan) if problem.severity == "error"]
    if faults := [*refused, *typed_problems(scan.file)]:
        raise PolicyBuilderError(faults)
    if faults := [*section_faults(scan.file, section)]:
        raise PolicyBuilderError(faults)
    file = without_left_out(scan).file
    if drop_text:
        file = without_own_text(file, section)
    steps: tuple[_Step, ...] = (*_STEPS, partial(tagged, section=section), with_header)
    for step in steps:
        changes = step(file)
        file = file.with_parts(changes) if changes else file
    look, numbering = read_look(file), read_numbering(file)
    problems = [
        *tag_problems(file),
        *style_problems(look, numbering, name, labels_of(file)),
    ]
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise PolicyBuilderError(errors)
    is_same = file is original and not open_word_text(corporate, name).is_strict
    return corporate if is_same else write_parts(file.parts)


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
        part, announced = new_part(file, "styles", "styles")
        sheet = f"{front.HEAD}<w:styles {front.NAMESPACES}>{styles.BASE_STYLES}</w:styles>"
        changed = {**changed, **announced, part: sheet.encode()}
    return changed


# Styles and numbering ------------------------------------------------------------------------------------


def _styled(file: WordFile) -> Changes:
    """Add the styles that are missing, and put those that are numbered on lists that number them as documents do."""
    look, numbering = read_look(file), read_numbering(file)
    missing = [style for style in DEFINITIONS.values() if style.name.lower() not in look.ids]
    new_lists = _lists_to_add(look, numbering, labels_of(file))
    sheet = file.seen(file.one("styles"))
    in_frames = framed(sheet, [look.ids[name] for name in TEXT_STYLES if name in look.ids])
    if not missing and not new_lists and not in_frames:
        return {}
    ids = {**look.ids, **_new_ids(missing, look)}
    number_ids, changed = _with_lists(file, numbering, look, new_lists, ids)
    part = file.one("styles")
    root = file.tree(part)
    accent, header_fill = added_colours(look)
    own = {node.get(w("styleId")): node for node in root.iter(w("style"))}
    for style in missing:
        added = element(styles.style_xml(style, ids, number_ids, accent, header_fill))
        if style.like in look.ids:
            _take_look(added, own[look.ids[style.like]])
        if style.kind == "paragraph" and style.based_on.lower() in look.ids:
            base = style.based_on.lower()
            say_otherwise(added, handed_down(root, look.ids[base]))
            make_readable(added, look.text.get(base, look.default))
        root.append(added)
    by_id = {node.get(w("styleId")): node for node in root.iter(w("style"))}
    for style in DEFINITIONS.values():
        if style.numbering and style.numbering[0] in new_lists and style not in missing:
            own_style = by_id[ids[style.name.lower()]]
            _link(own_style, number_ids[style.numbering[0]], style.numbering[1])
            align_left(own_style, handed_down(root, ids[style.name.lower()]))
    for id in in_frames:
        take_out_of_frame(by_id[id])
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
    put(properties, element(styles.numbering_link(number_id, level)), PARAGRAPH)


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
        part, changed = new_part(file, "numbering", "numbering")
        root = element(f"<w:numbering {front.NAMESPACES}/>")
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
        abstract = element(styles.list_definition(kind, abstract_id, ids, labels_of(file)))
        put(root, abstract, NUMBERING)
        put(
            root,
            element(f'<w:num w:numId="{number_ids[kind]}"><w:abstractNumId w:val="{abstract_id}"/></w:num>'),
            NUMBERING,
        )
    return number_ids, {**changed, part: as_bytes(root)}


_STEPS: tuple[_Step, ...] = (
    as_document, _whole, without_old_styles, quiet, modern, _british, _text_british, _styled, without_own_numbers,
)  # fmt: skip
