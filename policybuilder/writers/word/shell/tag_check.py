"""A shell's tags: reading them from Word, and what is wrong with them.

docxtpl says how tags stand in Word (`{{ title }}`, `{%p if draft %}`, `{{r row.value }}`, …) and gives each part as
a Jinja template. Before it does, every tag is read as it was typed and held against the language of tags
(tag_language.py); afterwards the template is. Only a shell without a fault in either is filled: compiled once,
in a sandbox, with every value escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from jinja2 import TemplateError, TemplateSyntaxError, nodes
from lxml import etree

from policybuilder.errors import Location, Problem, did_you_mean
from policybuilder.ooxml.names import w
from policybuilder.ooxml.package import WordFile
from policybuilder.writers.word.shell.tag_language import (
    HINT,
    Fault,
    Tag,
    ended_by,
    ends_refused,
    pair_faults,
    tag_fault,
    tags_in,
    tree_faults,
    unknown_names,
)
from policybuilder.writers.word.shell.tags import CONTROL_TAGS, TAGS, Markup, Row, environment
from policybuilder.writers.word.words import run


def part_templates(file: WordFile) -> dict[str, str]:
    """Return the parts of a file that hold tags, as Jinja templates. Raises PolicyBuilderError for damaged XML.

    docxtpl takes long over brackets that do not close: call `typed_problems` first.
    """
    found = {}
    for part in file.text_parts:
        xml = etree.tostring(file.seen(part), encoding="unicode")
        if part == file.main or has_tags(xml):
            found[part] = as_template(xml)
    return found


def has_tags(xml: str) -> bool:
    """Return whether a part may hold tags. Word may put formatting between the two brackets of one."""
    return "{" in xml and bool(re.search(r"\{(?:<[^>]*>)*[{%#]", xml))


@lru_cache(16)
def as_template(xml: str) -> str:
    """Return a part's XML as a Jinja template, by docxtpl's rules."""
    # Imported here: a run whose shells have been looked at before needs none of it.
    from docxtpl import DocxTemplate  # type: ignore[import-untyped]

    patched: str = DocxTemplate("").patch_xml(xml)  # it opens no file until it is asked to
    return patched


def tag_problems(file: WordFile) -> Iterator[Problem]:
    """Yield what is wrong with a shell's tags. Raises PolicyBuilderError for damaged XML."""
    typed = _typed_tags(file)
    where = Location(file.name)
    faults = [(part, fault) for part, found in typed.items() for fault in _faults(found)]
    yield from (_faulty(fault, part, where) for part, fault in faults)
    used = _used(typed)
    yield from _missing(used, where)
    yield from _misplaced(used, file.main, where)
    if not faults:
        templates = tuple((part, template, tuple(typed[part])) for part, template in part_templates(file).items())
        yield from _template_problems(templates, where)


def typed_problems(file: WordFile) -> Iterator[Problem]:
    """Yield what is wrong with single tags, as they were typed. Raises PolicyBuilderError for damaged XML."""
    for part, found in _typed_tags(file).items():
        yield from (_faulty(fault, part, Location(file.name)) for fault in _faults(found))


def used_tags(file: WordFile) -> set[str]:
    """Return the tags that a file uses. Raises PolicyBuilderError for damaged XML."""
    return set(_used(_typed_tags(file)))


# As they were typed --------------------------------------------------------------------------------------

_INSTRUCTIONS = frozenset({w("instrText"), w("delInstrText")})
_READ_ATTRIBUTES = frozenset({"descr", "title", "alt", "string"})
"""Attributes whose words a reader meets: of a picture, a table, WordArt. A tag in any other could become markup."""
_MOVE = "tags stand in the text, and in the alternative text of pictures"

_Found = Mapping[str, list[Tag | Fault]]


def _typed_tags(file: WordFile) -> _Found:
    """Return the tags of each part, and those that stand where no tag may."""
    return {part: list(_typed(file.seen(part))) for part in file.text_parts}


def _typed(root: etree._Element) -> Iterator[Tag | Fault]:
    texts: list[list[str]] = [[]]
    instructions: list[list[str]] = [[]]
    open_paragraphs = [0]
    for event, node in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            if node.tag == w("p"):
                open_paragraphs.pop()
            continue
        if node.tag == w("p"):
            open_paragraphs.append(len(texts))
            texts.append([])
            instructions.append([])
        if isinstance(node.tag, str):
            words = instructions if node.tag in _INSTRUCTIONS else texts
            words[open_paragraphs[-1]].append(node.text or "")
            yield from _in_attributes(node, open_paragraphs[-1])
    for number, (text, instruction) in enumerate(zip(texts, instructions, strict=True)):
        yield from (replace(tag, paragraph=number) for tag in tags_in("".join(text)))
        for tag in tags_in("".join(instruction)):
            yield Fault(tag.shown, "stands in a field, where no tag may", _MOVE, number)


def _in_attributes(node: etree._Element, paragraph: int) -> Iterator[Tag | Fault]:
    for name, value in node.items():
        if "{" in value:
            is_read = etree.QName(name).localname in _READ_ATTRIBUTES
            for tag in tags_in(str(value)):
                says = "stands in the file's markup, where no tag may"
                yield replace(tag, paragraph=paragraph) if is_read else Fault(tag.shown, says, _MOVE, paragraph)


def _faults(found: Iterable[Tag | Fault]) -> Iterator[Fault]:
    """Yield what is wrong with each tag, but for those that only end one that was refused."""
    refused: frozenset[str] = frozenset()
    for item in found:
        if isinstance(item, Fault):
            yield item
        elif (fault := tag_fault(item)) is not None:
            if not ends_refused(item, refused):
                yield replace(fault, paragraph=item.paragraph)
            refused |= {ended_by(item)}


def _faulty(fault: Fault, part: str, where: Location) -> Problem:
    place = f"{part_name(part)}, paragraph {fault.paragraph}," if fault.paragraph else part_name(part)
    return Problem(where, f"the tag {fault.tag} in {place} {fault.says}", "shell-broken-tag", fault.hint)


_NAME = re.compile(r"(?<![\w.])[A-Za-z_]\w*")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")


def _used(typed: _Found) -> dict[str, list[str]]:
    """Return the parts in which each known tag stands, once for each time."""
    used: dict[str, list[str]] = {}
    for part, found in typed.items():
        for tag in found:
            if isinstance(tag, Tag) and tag.closed and tag.kind != "{#":
                for name in _names_in(tag):
                    if name in TAGS:
                        used.setdefault(name, []).append(part)
    return used


def _names_in(tag: Tag) -> list[str]:
    return _NAME.findall(_QUOTED.sub("", tag.inside))


# As templates --------------------------------------------------------------------------------------------


_Typed = tuple[Tag | Fault, ...]


@lru_cache(16)
def _template_problems(templates: tuple[tuple[str, str, _Typed], ...], where: Location) -> tuple[Problem, ...]:
    """Return what is wrong with parts as templates, none of which is filled while anything is wrong with any.

    Each comes with the tags that were typed in it. Known from then on: a shell is checked, then prepared or opened.
    """
    typed = {part: tags for part, _, tags in templates}
    read = {part: _read(part, template, tags, where) for part, template, tags in templates}
    trees = {part: tree for part, tree in read.items() if isinstance(tree, nodes.Template)}
    unread = [tree for tree in read.values() if not isinstance(tree, nodes.Template)]
    found = [problem for faults in unread for problem in faults]
    found += [problem for part, tree in trees.items() for problem in _in_tree(part, tree, typed[part], where)]
    return tuple(found or _sample_problems(trees, where))


def _read(part: str, template: str, typed: _Typed, where: Location) -> nodes.Template | list[Problem]:
    """Return the tree of a template, or what is wrong with it."""
    tags = list(tags_in(template))
    if faults := [*_faults(tags)] or [*pair_faults(tags)]:
        return [_faulty(_placed(fault, typed), part, where) for fault in faults]
    try:
        return environment().parse(template)
    except TemplateSyntaxError as error:
        return [_broken(where, part, error.message or "it cannot be read", _around(template, error.lineno))]


def _placed(fault: Fault, typed: _Typed) -> Fault:
    """Return a fault with the paragraph of its tag, where one tag alone is written so."""
    alike = [tag for tag in typed if isinstance(tag, Tag) and _plain(tag.shown) == _plain(fault.tag)]
    return replace(fault, tag=alike[0].shown, paragraph=alike[0].paragraph) if len(alike) == 1 else fault


def _plain(shown: str) -> str:
    """Return a tag as docxtpl hands it on, without the word that says what it stands for."""
    return re.sub(r"^(\{[{%])(?:tr|tc|p|r)\s+", r"\1 ", shown)


def _in_tree(part: str, tree: nodes.Template, typed: _Typed, where: Location) -> Iterator[Problem]:
    told = []
    for says in dict.fromkeys(tree_faults(tree)):
        tags = [tag for tag in typed if isinstance(tag, Tag) and says in _faults_alone(tag)]
        if not tags:
            yield Problem(where, f"a tag in {part_name(part)} {says}", "shell-broken-tag", HINT)
        for tag in tags:
            yield _faulty(Fault(tag.shown, says, HINT, tag.paragraph), part, where)
        told += tags
    for name in sorted(set(unknown_names(tree)) - set(TAGS)):
        hint = did_you_mean(name, TAGS, "the tags are " + ", ".join(sorted(TAGS)))
        tags = [tag for tag in typed if isinstance(tag, Tag) and name in _names_in(tag)]
        if tags and all(tag in told for tag in tags):
            continue  # what is wrong with each is said already
        place = next((f", paragraph {tag.paragraph}" for tag in tags if tag.paragraph), "")
        yield Problem(where, f'unknown tag "{name}" in {part_name(part)}{place}', "shell-unknown-tag", hint)


def _faults_alone(tag: Tag) -> tuple[str, ...]:
    """Return what a tag does that a shell may not, as if it stood alone in a part."""
    if not tag.closed or tag.kind == "{#" or tag.word.startswith(("end", "else")):
        return ()
    ends = {"if": "{% endif %}", "elif": "{% endif %}", "for": "{% endfor %}"}
    begins = "{% if draft %}" if tag.word == "elif" else ""
    written = f"{tag.kind} {tag.inside} {'}}' if tag.kind == '{{' else '%}'}"
    try:
        return tuple(tree_faults(environment().parse(begins + written + ends.get(tag.word, ""))))
    except TemplateSyntaxError:
        return ()


def part_name(part: str) -> str:
    """Return what a person calls a part of a Word file."""
    base = part.rsplit("/", 1)[-1]
    if "glossary/" in part:
        return "the building blocks"
    return next((words for start, words in _CALLED.items() if base.startswith(start)), base)


_CALLED = {
    "document": "the document",
    "header": "a header",
    "footer": "a footer",
    "footnotes": "the footnotes",
    "endnotes": "the endnotes",
    "comments": "the comments",
    "settings": "the settings",
    "webSettings": "the settings for the web",
}


def _broken(where: Location, part: str, reason: str, context: str = "") -> Problem:
    near = f', near "{context}"' if context else ""
    return Problem(
        where,
        f"a broken tag in {part_name(part)}{near}: {reason}",
        "shell-broken-tag",
        "type the tag again in one go, without formatting inside it",
    )


def _around(template: str, line: int | None) -> str:
    """Return the words near a tag that cannot be read."""
    lines = template.split("\n")
    text = lines[line - 1] if line and line <= len(lines) else template
    start = max(text.find("{{"), text.find("{%"), 0)
    words = re.sub(r"<[^>]*>?", " ", text[start : start + 300])
    return " ".join(words.split())[:60]


def _missing(used: Mapping[str, list[str]], where: Location) -> Iterator[Problem]:
    prepare = "`policybuilder shell prepare` adds it"
    if "body" not in used:
        yield Problem(where, "no slot for the body: {{p body }}", "shell-no-slot", prepare)
    if "title" not in used:
        yield Problem(where, "the tag {{ title }} is missing", "shell-missing-tag", prepare)
    for tag in ("version", "status"):
        if tag not in used and "control" not in used:
            yield Problem(where, f"the tag {{{{ {tag} }}}} is missing", "shell-missing-tag", prepare)
    for tag, meaning in (("contents", "contents list"), ("control", "document-control table")):
        if tag not in used:
            message = f"no {meaning}: the tag {tag} is missing"
            yield Problem(where, message, "shell-missing-tag", prepare, "warning")


def _misplaced(used: Mapping[str, list[str]], main: str, where: Location) -> Iterator[Problem]:
    for tag in ("body", "contents"):
        parts = used.get(tag, [])
        hint = f"keep one {{{{p {tag} }}}}, in the document itself"
        if len(parts) > 1:
            yield Problem(where, f"{{{{p {tag} }}}} is there {len(parts)} times", "shell-broken-tag", hint)
        elif any(part != main for part in parts):
            yield Problem(where, f"{{{{p {tag} }}}} is in a header, footer or note", "shell-broken-tag", hint)


def _sample_problems(trees: Mapping[str, nodes.Template], where: Location) -> Iterator[Problem]:
    """Fill the shell with samples, for a draft and an approved document, and look at what comes out."""
    for part, tree in trees.items():
        template = environment().from_string(tree)
        for draft in (True, False):
            try:
                filled = template.render(_sample(draft))
                root = etree.fromstring(filled.encode())
            except TemplateError as error:
                yield _broken(where, part, error.message or "it prints nothing")
                break
            except etree.XMLSyntaxError:
                yield _broken(where, part, "an if or for starts in one paragraph and ends in another without {%p %}")
                break
            if problem := _ill_placed(root, part, where):
                yield problem
                break


def _sample(draft: bool) -> dict[str, object]:
    block = Markup("<w:p><w:r><w:t>sample</w:t></w:r></w:p>")
    rows = [Row(id, id, id, Markup(run(id))) for id in CONTROL_TAGS]
    texts = dict.fromkeys(TAGS, "sample")
    return {
        **texts,
        "draft": draft,
        "compact": draft,
        "illustrative": "sample",
        "control": rows,
        "contents": block,
        "body": block,
    }


def _ill_placed(root: etree._Element, part: str, where: Location) -> Problem | None:
    """Return the problem of a slot that is not a paragraph of its own, or a value that is not a run of its own."""
    for text in root.iter(w("t")):
        if len(text):
            inside = text[0].tag
            if inside == w("p"):
                reason = "the slots are written {{p body }} and {{p contents }}, each in a paragraph of its own"
            else:
                reason = "a row's value is written {{r row.value }}; its text alone is {{ row.text }}"
            return _broken(where, part, reason)
    return None
