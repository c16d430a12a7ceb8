"""The tags of a Word shell, and what they print for a document."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from jinja2 import StrictUndefined, Template, meta
from jinja2.sandbox import SandboxedEnvironment

from policybuilder.document import ControlEntry, Document
from policybuilder.inert import one_line
from policybuilder.writers.before_approval import is_draft
from policybuilder.writers.front import illustrative_notice, is_compact
from policybuilder.writers.word.words import RunLook, run

CONTROL_TAGS = {
    "owner": "the role that owns the document",
    "author": "the role that wrote it, where the profile says so",
    "considered_by": "the body that looks at it first, if any",
    "approver": "the body that approves it",
    "version": "its version, such as 1.0",
    "status": "its status, such as Draft",
    "date": "the date of this version",
    "effective_date": "the date from which it applies",
    "review_date": "the date of the next review",
    "replaces": "what it replaces, if anything",
    "key_decision": "whether its approval is a key decision, where the profile says so",
    "call_in": "what the profile says of call-in",
    "consulted": "who was consulted, and when",
    "equality": "where its equality assessment is",
    "privacy": "where its data protection assessment is",
    "classification": "its protective marking",
    "law_as_at": "the day, or the first and the last day, as at which the law was read",
    "law_checked": "who in the council checked the law, and when",
}
"""The rows of the document-control table, each a tag of its own too."""

TAGS = {
    "title": "the document's title",
    "council": "the council's full name",
    "council_short": "the council's short name",
    "draft": "true for a draft; for {%p if draft %}",
    "paper": "true for the paper that goes before the meeting; for {%p if paper %}",
    "compact": "true for a document of a page or two; for {%p if not compact %} around the contents list",
    "illustrative": "says that the council is invented; empty for a real one",
    "control": "the document-control rows: each has .id .label .value (with {{r }}) and .text",
    "contents": "the contents list, as {{p contents }} in a paragraph of its own",
    "body": "the policy itself, as {{p body }} in a paragraph of its own",
    **CONTROL_TAGS,
}
"""Every tag, and what it prints."""


ROW_PARTS = ("id", "label", "text", "value")
"""What a row of the document-control table has."""

TESTS = frozenset({"defined", "undefined", "none"})
"""What a shell may ask with `is`: whether the document has an entry."""


@cache
def environment() -> SandboxedEnvironment:
    """Return the Jinja environment of shells: sandboxed, values escaped, unknown names refused, nothing to call."""
    made = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, auto_reload=False)
    made.globals.clear()
    made.filters.clear()
    for name in set(made.tests) - TESTS:
        del made.tests[name]
    return made


@dataclass(frozen=True)
class Row:
    """A row of the document-control table, as a shell's loop sees it."""

    id: str
    label: str
    text: str
    value: Markup


@dataclass(frozen=True)
class Markup:
    """WordprocessingML that goes into a shell as it is; Jinja knows it by `__html__`."""

    xml: str

    def __html__(self) -> str:
        """Return the XML."""
        return self.xml

    def __str__(self) -> str:
        """Return the XML."""
        return self.xml


def tag_values(document: Document, contents: str, body: str, to_confirm_id: str) -> dict[str, object]:
    """Return what every tag prints for a document; a control row that the document lacks has no tag."""
    rows = [_row(entry, to_confirm_id) for entry in document.control]
    return {
        **{row.id: row.text for row in rows if row.id in CONTROL_TAGS},
        "title": one_line(document.title),
        "council": one_line(document.council.name),
        "council_short": one_line(document.council.short_name),
        "draft": is_draft(document),
        "paper": document.stage == "paper",
        "compact": is_compact(document),
        "illustrative": one_line(illustrative_notice(document)),
        "control": rows,
        "contents": Markup(contents),
        "body": Markup(body),
    }


def _row(entry: ControlEntry, to_confirm_id: str) -> Row:
    look = RunLook() if entry.value.confirmed else RunLook(to_confirm_id)
    text = entry.value.text
    return Row(entry.id, one_line(entry.label), one_line(text), Markup(run(text, look)))


# Templates -----------------------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def template(source: str) -> Template:
    """Return a part's template ready to fill. A shell keeps the source, never what is compiled from it."""
    return environment().from_string(source)


def control_tags_in(source: str) -> frozenset[str]:
    """Return the rows of the document-control table that a part's template asks for by name."""
    return frozenset(meta.find_undeclared_variables(environment().parse(source))) & CONTROL_TAGS.keys()
