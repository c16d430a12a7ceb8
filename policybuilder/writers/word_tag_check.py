"""A shell's tags: reading them from Word, and what is wrong with them.

docxtpl says how tags stand in Word (`{{ title }}`, `{%p if draft %}`, `{{r row.value }}`, …) and gives each part as
a Jinja template. The template is compiled once for a shell and filled once for a document, in a sandbox, with every
value escaped; and because a shell is a form to be filled, not a program, only a few words of Jinja are let through.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from docxtpl import DocxTemplate  # type: ignore[import-untyped]
from jinja2 import TemplateError, TemplateSyntaxError, meta, nodes
from lxml import etree

from policybuilder.errors import Location, Problem, did_you_mean
from policybuilder.writers.word_names import w
from policybuilder.writers.word_tags import CONTROL_TAGS, TAGS, Markup, Row, environment
from policybuilder.writers.wordml_words import run

# What a shell may say: print, if, for, and comparisons. No calls, no sums: nothing that runs long or reaches out.
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Const, nodes.If, nodes.For,
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Tuple, nodes.List, nodes.Test,
)  # fmt: skip


def has_tags(xml: str) -> bool:
    """Return whether a part may hold tags. Word may put formatting between the two brackets of one."""
    return "{" in xml and bool(re.search(r"\{(?:<[^>]*>)*[{%#]", xml))


def as_template(xml: str) -> str:
    """Return a part's XML as a Jinja template, by docxtpl's rules."""
    patched: str = DocxTemplate("").patch_xml(xml)  # it opens no file until it is asked to
    return patched


def tag_problems(templates: Mapping[str, str], main: str, name: str) -> Iterator[Problem]:
    """Yield what is wrong with a shell's tags. `templates` are its parts as Jinja, by part name."""
    where = Location(name)
    trees: dict[str, nodes.Template] = {}
    for part, template in templates.items():
        try:
            trees[part] = environment().parse(template)
        except TemplateSyntaxError as error:
            yield _broken(where, part, error.message or "it cannot be read", _around(template, error.lineno))
    used: dict[str, list[str]] = {}
    for part, tree in trees.items():
        yield from _refused(tree, part, where)
        for tag in sorted(meta.find_undeclared_variables(tree)):
            used.setdefault(tag, []).append(part)
            if tag not in TAGS:
                hint = did_you_mean(tag, TAGS, "the tags are " + ", ".join(sorted(TAGS)))
                yield Problem(where, f'unknown tag "{tag}" in {part_name(part)}', "shell-unknown-tag", hint)
    if len(trees) < len(templates):
        return
    yield from _missing(used, where)
    yield from _misplaced(trees, used, main, where)
    if not any(tag not in TAGS for tag in used):
        yield from _sample_problems(templates, where)


def used_tags(templates: Iterable[str]) -> set[str]:
    """Return the tags that some parts use; a part that cannot be read has none."""
    found: set[str] = set()
    for template in templates:
        try:
            found |= meta.find_undeclared_variables(environment().parse(template))
        except TemplateSyntaxError:
            continue
    return found


def part_name(part: str) -> str:
    """Return what a person calls a part of a Word file."""
    base = part.rsplit("/", 1)[-1]
    for start, words in (("header", "a header"), ("footer", "a footer"), ("footnotes", "the footnotes")):
        if base.startswith(start):
            return words
    return "the document" if base.startswith("document") else base


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


def _refused(tree: nodes.Template, part: str, where: Location) -> Iterator[Problem]:
    hint = "a shell may print a tag, and use if, for and comparisons"
    for node in tree.find_all((nodes.Expr, nodes.Stmt)):
        if not isinstance(node, _ALLOWED):
            message = f"a tag in {part_name(part)} uses {type(node).__name__.lower()}, which a shell may not"
            yield Problem(where, message, "shell-broken-tag", hint)
    for outer in tree.find_all(nodes.For):
        # Loops within loops within loops: no table needs them, and they could run for ever.
        if any(True for inner in outer.find_all(nodes.For) for _ in inner.find_all(nodes.For)):
            message = f"a tag in {part_name(part)} has a for within a for within a for"
            yield Problem(where, message, "shell-broken-tag", hint)


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


def _misplaced(
    trees: Mapping[str, nodes.Template], used: Mapping[str, list[str]], main: str, where: Location
) -> Iterator[Problem]:
    for tag in ("body", "contents"):
        uses = sum(1 for tree in trees.values() for found in tree.find_all(nodes.Name) if found.name == tag)
        hint = f"keep one {{{{p {tag} }}}}, in the document itself"
        if uses > 1:
            yield Problem(where, f"{{{{p {tag} }}}} is there {uses} times", "shell-broken-tag", hint)
        elif any(part != main for part in used.get(tag, ())):
            yield Problem(where, f"{{{{p {tag} }}}} is in a header, footer or note", "shell-broken-tag", hint)


def _sample_problems(templates: Mapping[str, str], where: Location) -> Iterator[Problem]:
    """Fill the shell with samples, for a draft and an approved document, and look at what comes out."""
    for part, template in templates.items():
        for draft in (True, False):
            try:
                filled = environment().from_string(template).render(_sample(draft))
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
