"""The text of a new profile: who the council is, and every decision as a question with its help and default."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from policybuilder.library.councils import RegisteredCouncil, has_come, reorganisation_of
from policybuilder.library.library import Library, Template
from policybuilder.library.parameters import Parameter
from policybuilder.library.schema import PARAMETER_SECTIONS, ReorganisationModel
from policybuilder.library.values import written_date
from policybuilder.library.workspace import SCHEMA_FILE
from policybuilder.library.written_values import entry, plain, quoted

OWNER_QUESTION = "Which role owns the document, such as Head of Digital and ICT?"
APPROVER_QUESTION = "Which body approves it, such as Cabinet?"
_WIDTH = 100


@dataclass(frozen=True)
class NewProfile:
    """What a new profile is made of.

    `answers` holds values given already, by parameter name, and `kept` the defaults that were looked at; `owners` and
    `approvers` the roles that own the documents and the bodies that approve them, by document. `notes` stand as
    comments beside questions, by parameter; `to_confirm` are clauses that a document may leave out, each with why, for
    a person to decide. `functions` is what is known of the council's own functions, beside those of its type.
    """

    id: str
    council: RegisteredCouncil
    depth: str
    documents: tuple[str, ...]
    extends: tuple[str, ...]
    answers: Mapping[str, Any]
    owners: Mapping[str, str] = field(default_factory=dict)
    approvers: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, Any] = field(default_factory=dict)
    notes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    to_confirm: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    functions: Mapping[str, bool] = field(default_factory=dict)


def questions(library: Library, documents: Iterable[str]) -> tuple[Parameter, ...]:
    """Return the parameters that the clauses of some documents use, required ones first, then in declared order."""
    names: set[str] = set()
    for id in documents:
        for clause_id in library.template(id).clause_ids():
            names.update(library.clause(clause_id).front.parameters)
    known = library.reference.parameters
    for name in tuple(names):
        # A default that is taken from another parameter makes that one a decision, too.
        while other := known[name].default_from:
            names.add(other)
            name = other
    used = [parameter for parameter in known.values() if parameter.name in names]
    return tuple(sorted(used, key=lambda parameter: not parameter.required))


def usual_documents(library: Library) -> tuple[str, ...]:
    """Return the ids of every document but those that stand in place of another, or are made on request."""
    fronts = {id: library.template(id).front for id in library.template_files}
    return tuple(id for id, front in fronts.items() if front.variant_of is None and not front.on_request)


def known_answers(library: Library, council: RegisteredCouncil) -> dict[str, Any]:
    """Return what the register itself answers, by parameter: a council that is surely due to end is merging."""
    rule = reorganisation_of(council, library.reference.facts)
    known = library.reference.parameters
    if rule is None or not rule.verified or not {"lgr.status", "lgr.vesting_date"} <= known.keys():
        return {}
    return {"lgr.status": "merging", "lgr.vesting_date": rule.date}


def reorganisation_text(council: RegisteredCouncil, rule: ReorganisationModel, today: date | None = None) -> str:
    """Return the warning that a council is due to end, or was where its day is past `today`."""
    sure = "is due to end" if rule.verified else "is in an area that is being reorganised, and may end"
    if has_come(rule.date, today):
        sure = "was due to end" if rule.verified else "is in an area that was to be reorganised, and may have ended,"
    text = f"{council.official_name} {sure} on {written_date(rule.date)}. {' '.join(rule.note.split())}"
    return text if not rule.check else f"{text} Check: {' '.join(rule.check.split())}"


def profile_text(library: Library, new: NewProfile) -> str:
    """Return the YAML of a new profile. Decisions with an answer are lines; the others are comments to uncomment."""
    council = new.council
    lines = [
        f"# yaml-language-server: $schema=../{SCHEMA_FILE}",
        f"# What {council.official_name} decides about AI. Answer a question by removing the # before its last line.",
        "# `policybuilder check` says what is wrong; `policybuilder build` makes the policy.",
        "",
        f"id: {new.id}",
        *([f"extends: [{', '.join(new.extends)}]"] if new.extends else []),
        "",
        "council:",
        f"  name: {quoted(council.official_name)}",
        f"  short_name: {quoted(council.short_name)}",
        f"  nation: {council.nation}",
        f"  type: {council.type}",
        "  # What a council of this type usually does. Change a line where yours differs.",
        "  functions:",
    ]
    usual = set(library.reference.facts.types[council.type].functions)
    for function, label in library.reference.facts.functions.items():
        has = new.functions.get(function, function in usual)
        entry = f"    {function}: {'true' if has else 'false'}"
        lines.append(f"{entry:<36}# {label}")
    lines += [
        "",
        "# How much the policy says: essential (about 10 pages), standard (about 18) or full.",
        f"depth: {new.depth}",
        "",
        "# Your own letterhead: `policybuilder shell prepare LETTERHEAD.docx -o templates/word/own.docx` makes one.",
        "# word_shell: templates/word/own.docx",
        "",
    ]
    rule = reorganisation_of(council, library.reference.facts)
    open_questions = questions(library, new.documents)
    for section in PARAMETER_SECTIONS:
        mine = [parameter for parameter in open_questions if parameter.name.startswith(f"{section}.")]
        if mine:
            note = reorganisation_text(council, rule) if section == "lgr" and rule else ""
            lines += _section(section, mine, new, note)
    rest = [parameter for parameter in open_questions if "." not in parameter.name]
    lines += _section("parameters", rest, new, "", library.reference.groups)
    lines += _kept(library, new)
    lines += [
        f"# Law that your own legal team has read at its source. `policybuilder clauses law {new.id} --to-sign` prints",
        "# the lines for what your policies rest on and nobody has checked; the committee's copy waits for them.",
        "# law_checked:",
        "",
    ]
    lines += _documents([library.template(id) for id in new.documents], new)
    return "\n".join(lines).rstrip() + "\n"


def _section(
    name: str,
    parameters: Sequence[Parameter],
    new: NewProfile,
    note: str,
    groups: Mapping[str, str] | None = None,
) -> list[str]:
    lines, answers, nation = [f"{name}:"], new.answers, new.council.nation
    if note:
        lines += _comment(note, 2)
    group = ""
    for parameter in parameters:
        if groups is not None and parameter.group != group and not parameter.required:
            group = parameter.group
            lines += ["", f"  # {group_heading(groups[group])}"]
        lines += ["", *_question(parameter, nation, parameter.name in new.kept)]
        lines += [line for note in new.notes.get(parameter.name, ()) for line in _comment(note, 2)]
        key = answer_key(parameter.name)
        if parameter.name in answers:
            lines += entry(key, answers[parameter.name], "  ")
        else:
            lines += entry(key, suggested(parameter, nation), "  # ")
    return [*lines, ""]


_KEPT = """\
The library's defaults that you looked at and kept, each as it was then. When one changes, `policybuilder check` says
so, and it counts as not looked at. To decide otherwise, answer its question and take its line out here."""


def _kept(library: Library, new: NewProfile) -> list[str]:
    lines = [*_comment(_KEPT, 0)]
    if not new.kept:
        return [*lines, "# kept:", "#   roles.dpo: Data Protection Officer", ""]
    names = [name for name in library.reference.parameters if name in new.kept]
    return [*lines, "kept:", *(line for name in names for line in entry(name, new.kept[name], "  ")), ""]


def _question(parameter: Parameter, nation: str, kept: bool) -> list[str]:
    lines = [*_comment(f"{parameter.question} {parameter.help}".strip(), 2)]
    for option, meaning in parameter.options.items():
        lines += _comment(f"- {option}: {meaning}", 2, "    ")
    default = suggested(parameter, nation)
    if parameter.required:
        state = "Must be answered; until then the draft says [to confirm]."
    elif default is None:
        state = "May be left out."
    elif isinstance(default, list):
        state = "Default: as shown." if default else "Default: none."
    else:
        state = f"Default: {plain(default)}."
    if parameter.rationale and not parameter.required:
        state += f" {parameter.rationale}"
    if parameter.default_from:
        state = f"Default: the same as {parameter.default_from}."
    if kept:
        state += " You kept it, see kept: below."
    elif parameter.fact and (default or parameter.default_from):
        state += " Until it is answered or kept, the draft says [to confirm]."
    return [*lines, *_comment(f"{state} Ask: {parameter.ask}.", 2)]


def question_lines(parameter: Parameter, nation: str) -> list[str]:
    """Return a parameter's question as `init` writes it: lines of comment, the last of which is its answer."""
    return [
        *_question(parameter, nation, False),
        *entry(answer_key(parameter.name), suggested(parameter, nation), "  # "),
    ]


def answer_key(name: str) -> str:
    """Return the key under which a parameter is answered in its section."""
    return name.partition(".")[2] or name


def group_heading(label: str) -> str:
    """Return the comment that stands above the questions of a group."""
    return f"--- {label} ---"


def suggested(parameter: Parameter, nation: str) -> Any:
    """Return the default of a parameter for a nation, or None."""
    return parameter.default_by_nation.get(nation, parameter.default)


def _documents(templates: Sequence[Template], new: NewProfile) -> list[str]:
    lines = ["documents:"]
    for template in templates:
        lines += [
            f"  {template.id}:",
            *_comment(template.front.purpose, 4),
            f"    # {OWNER_QUESTION}",
            _given("owner", new.owners.get(template.id)),
            f"    # {APPROVER_QUESTION}",
            _given("approver", new.approvers.get(template.id)),
            '    version: "0.1"    # 0.x is a draft; 1.0 is the first approved version',
            "    status: draft     # draft | in-consultation | for-approval",
            "    # date: 2027-01-31            # of this draft",
            "    # review_date: 2028-01-31",
            "    # classification: OFFICIAL",
            "    # include: [clause-id]        # clauses beyond the depth",
            "    # exclude:",
            "    #   - {clause: clause-id, reason: Why the council leaves it out}",
            *_to_confirm(new.to_confirm.get(template.id, ())),
            "    # amend:",
            "    #   - clause: clause-id",
            "    #     place: append            # or before, after or replace, and then was: with the words of the",
            "    #                              # paragraph, as policybuilder clauses show clause-id prints them",
            "    #     base: 1.0.0              # the version of the clause that you read",
            "    #     reason: Why the council adds it",
            "    #     text: The council's own words.",
            "",
        ]
    return lines


def _to_confirm(clauses: Sequence[tuple[str, str]]) -> list[str]:
    """Return exclusions as comments, which a person takes up by removing the #."""
    return [f"    #   - {{clause: {clause}, reason: {quoted(why)}}}" for clause, why in clauses]


def _given(key: str, value: str | None) -> str:
    return f"    {key}: {quoted(value)}" if value else f"    # {key}:"


@lru_cache(maxsize=2_000)  # every profile, also one that is only tried, has the comments of the same library
def _comment(text: str, indent: int, hanging: str = "  ") -> tuple[str, ...]:
    first = " " * indent + "# "
    room = _WIDTH - len(first)
    wrapped = textwrap.wrap(
        text, room, subsequent_indent=hanging if text.startswith("- ") else "", break_on_hyphens=False
    )
    return tuple(first + line for line in wrapped)
