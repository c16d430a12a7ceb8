"""Every name that conditions and clause bodies may use, with its value for one council and document, and its source."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

from policybuilder.document import Origin, ParameterUse
from policybuilder.errors import Location
from policybuilder.labels import ENGLISH, Labels, filled, labels_for
from policybuilder.library.forms import form_of
from policybuilder.library.library import Library, Template
from policybuilder.library.parameters import Parameter, SettingValue
from policybuilder.library.profiles import Setting
from policybuilder.library.values import Missing
from policybuilder.resolution.case import Case
from policybuilder.resolution.inheritance import EffectiveProfile

State = Literal["decided", "kept", "never looked at"]
"""The state of an answer: the council decided, it looked at the default and kept it, or it did neither."""


@dataclass(frozen=True)
class Answer:
    """A parameter's value, its state, and the file and line that set it. A required one without a value is `Missing`.

    `by` is the profile that decided it or kept it, which is a base of the council's where it is `inherited`; `default`
    says which default the value is (None for a decision), and `same_as` names the parameter that it is taken from.
    `moved` is the default that was kept once, where the default is another one now. An `open` fact is one that nobody
    has looked at, and `open_columns` are the columns of its table that are (all of them when empty). `followed` are the
    names of rows that stand in it because of another decision, each with that decision as a condition.
    """

    value: SettingValue | Missing
    state: State
    location: Location
    by: str = ""
    inherited: bool = False
    default: Origin | None = None
    same_as: str = ""
    moved: Setting | None = None
    open: bool = False
    open_columns: tuple[str, ...] = ()
    followed: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def origin(self) -> Origin:
        """Where the value comes from: a profile, a base, or a default, which one of them may have kept."""
        who = "base" if self.inherited else "profile"
        if self.default is None:
            return Origin(who, self.by)
        return Origin(f"kept by {who}", self.by, (self.default,)) if self.by else self.default

    def use(self, name: str) -> ParameterUse:
        """Return the record of this answer for provenance."""
        value = ENGLISH.guessed(shown(self.value)) if self.open else shown(self.value)
        return ParameterUse(name, value, self.origin, str(self.location), self.state)


@dataclass(frozen=True)
class Answers:
    """What one council says, for one document: every parameter, and the facts that follow from the council."""

    case: Case
    parameters: Mapping[str, Answer]
    depth: str

    @property
    def library(self) -> Library:
        """The library that the document is made with."""
        return self.case.library

    @property
    def effective(self) -> EffectiveProfile:
        """What the council's profile says, with all that it inherits."""
        return self.case.effective

    @property
    def template(self) -> Template:
        """The document's template."""
        return self.case.template

    def open_fact(self, name: str, column: str = "") -> bool:
        """Return whether a text that prints a parameter, or a column of it, prints a default nobody has looked at."""
        answer = self.parameters.get(name)
        return answer is not None and answer.open and (not column or column in (answer.open_columns or (column,)))

    @cached_property
    def labels(self) -> Labels:
        """What a document of the council says around its clauses."""
        return labels_of(self.library, self.effective)

    @property
    def nation(self) -> str:
        """The council's nation."""
        return self.effective.council.nation

    def why_untestable(self, name: str) -> tuple[str, str, str]:
        """Return why a text cannot test a name that has no value here, with the problem's code and a hint."""
        family, _, member = name.partition(".")
        if family == "document":
            return f'"{name}" is not answered', "unanswered", f"add {member}: under documents: {self.template.id}:"
        if name in self.parameters:
            return f'"{name}" is not answered', "unanswered", f"set {name} in the profile"
        nation = self.nation.replace("-", " ").title()
        return f'there is no "{name}" in {nation}', "wrong-nation", "test nation first"

    def field(self, name: str) -> SettingValue:
        """Return what the profile says of this document (title, owner …), or None."""
        setting = self.effective.field(self.template.id, name)
        return setting.value if setting else None

    @cached_property
    def names(self) -> dict[str, Any]:
        """The names for conditions and bodies, dotted ones as nested mappings; all but what depends on selection."""
        names: dict[str, Any] = {}
        for name, answer in self.parameters.items():
            section, dot, member = name.partition(".")
            if dot:
                names.setdefault(section, {})[member] = answer.value
            else:
                names[name] = answer.value
        council = self.effective.council
        names["council"] = {
            "name": council.name,
            "short_name": council.short_name,
            "in_text": in_text(council.name, self.labels),
            "possessive": self.labels.possessive_of(council.short_name),
        }
        names["nation"] = self.nation
        names["council_type"] = council.type
        names["depth"] = self.depth
        names["functions"] = functions(self.library, self.effective)
        names["document"] = self._document()
        names["titles"] = self._titles()
        nation = self.nation
        reference = self.library.reference
        words = {id: term.words[nation] for id, term in reference.terms.items()}
        names["terms"] = {id: text for id, text in words.items() if text is not None}
        names["law"] = {id: entry.cite for id, entry in reference.law.items() if nation in entry.nations}
        return names

    def _titles(self) -> dict[str, str]:
        """Return the title of each document that the profile names, by its id or that of which it is a variant.

        A document that it does not name has no title, "", so that a clause can ask for it.
        """
        titles = dict.fromkeys(self.library.template_files, "")
        for id in self.effective.documents:
            if id in self.library.template_files:
                template = self.library.template(id)
                titles[template.front.variant_of or id] = titles[id] = title_in(
                    Case(self.library, self.effective, template)
                )
        return titles

    def _document(self) -> dict[str, Any]:
        def answered(name: str) -> Any:
            value = self.field(name)
            return Missing(f"document.{name}", self.labels.not_given[name]) if value is None else value

        version = str(self.field("version") or "0.1")
        return {
            "id": self.template.front.variant_of or self.template.id,
            "title": title_in(self.case),
            "owner": answered("owner"),
            "approver": answered("approver"),
            "version": version,
            "status": self.labels.statuses[str(self.field("status") or "draft")],
            "date": self.field("date"),
            "effective_date": self.field("effective_date"),
            "review_date": self._review_date(),
            "classification": self.field("classification") or self._usual_marking(),
            # 0.x comes before the first approval: design of versions, 0.x draft, 1.0 approved.
            "previously_approved": not version.startswith("0."),
        }

    def _usual_marking(self) -> str | None:
        """Return the marking of a policy in the government's scheme; nobody can guess one in a council's own."""
        scheme = self.parameters.get("classification_scheme")
        return "OFFICIAL" if scheme is None or str(scheme.value) == "gscp-official" else None

    def _review_date(self) -> Any:
        value = self.field("review_date")
        months = self.parameters.get("review_months")
        if value is None and months is not None and isinstance(months.value, int):
            return filled(self.labels.months_after_approval, months=months.value)
        return Missing("document.review_date", self.labels.not_given["review_date"]) if value is None else value


def title_in(case: Case) -> str:
    """Return the title of a council's document: its own, the one that follows from a decision, or the template's."""
    setting, by = case.effective.field(case.document, "title"), case.template.front.title_by
    if setting:
        return str(setting.value)
    chosen = _alone(case, by.parameter) if by else None
    return (by and chosen and by.titled(chosen.value)) or case.template.front.title


def answer(case: Case) -> Answers:
    """Return the value and source of every parameter for one council and document."""
    depth = case.effective.field(case.document, "depth")
    return Answers(case, _answered(case), str(depth.value) if depth else "standard")


def _alone(case: Case, name: str) -> Answer | None:
    """Return the answer to one parameter: a title rests on one, and each document prints the titles of all."""
    parameters = case.library.reference.parameters
    declared, found = case.effective.worked_out.get(_apart(case), (None, {}))
    if declared is parameters:
        known: Mapping[str, Answer] = found
        return known.get(name)
    return _answer(name, parameters, case.effective, _apart(case), {}) if name in parameters else None


def _answered(case: Case) -> Mapping[str, Answer]:
    """Return the answer to each parameter: worked out once, however many phases, rules and documents ask."""
    parameters, known, document = case.library.reference.parameters, case.effective.worked_out, _apart(case)
    declared, found = known.get(document, (None, {}))
    if declared is not parameters:
        found = dict[str, Answer]()
        for name in parameters:
            _answer(name, parameters, case.effective, document, found)
        known[document] = (parameters, found)
    answered: Mapping[str, Answer] = found
    return answered


def _apart(case: Case) -> str:
    """Return the document of a case where the council answers something apart for it, else "": as for all."""
    return case.document if case.document in case.effective.said_apart else ""


def _answer(
    name: str,
    parameters: Mapping[str, Parameter],
    effective: EffectiveProfile,
    document: str,
    found: dict[str, Answer],
) -> Answer:
    if name in found:
        return found[name]
    parameter = parameters[name]
    setting = effective.parameter(document, name)
    if setting is not None and (setting.value is not None or parameter.optional):
        inherited = setting.profile != effective.profile.id
        given = Answer(setting.value, "decided", setting.location, setting.profile, inherited)
    elif parameter.required:
        missing = Missing(name, parameter.label)
        given = Answer(missing, "never looked at", parameter.location, default=Origin("not answered"))
    else:
        given = _with_state(_default(parameter, parameters, effective, document, found), parameter, effective, document)
    found[name] = given
    return given


def _default(
    parameter: Parameter,
    parameters: Mapping[str, Parameter],
    effective: EffectiveProfile,
    document: str,
    found: dict[str, Answer],
) -> Answer:
    """Return the default of a parameter for a council and document, as nobody has looked at it yet."""
    nation, other = effective.council.nation, parameter.default_from
    if nation in parameter.default_by_nation:
        default = Origin("nation", nation)
        return Answer(parameter.default_by_nation[nation], "never looked at", parameter.location, default=default)
    if other:
        source = _answer(other, parameters, effective, document, found)
        default = Origin("same as", other, (source.origin,))
        return Answer(source.value, "never looked at", source.location, default=default, same_as=other)
    return Answer(parameter.default, "never looked at", parameter.location, default=Origin("default"))


def _with_state(default: Answer, parameter: Parameter, effective: EffectiveProfile, document: str) -> Answer:
    """Return a default as it stands: kept where what was looked at is still the default."""
    looked_at = effective.kept(document, parameter.name)
    if not looked_at and not parameter.fact and not parameter.fact_columns:
        return default
    for kept in looked_at:
        if kept.value == default.value:
            inherited = kept.profile != effective.profile.id
            return replace(default, state="kept", location=kept.location, by=kept.profile, inherited=inherited)
    return replace(
        default,
        moved=looked_at[0] if looked_at else None,
        open=parameter.fact and not isinstance(default.value, Missing) and default.value not in (None, "", []),
        open_columns=parameter.fact_columns,
    )


def labels_of(library: Library, effective: EffectiveProfile) -> Labels:
    """Return what a council's documents say around their clauses, in the language of its nation."""
    return labels_for(library.reference.facts.nations[effective.council.nation].language)


def in_text(name: str, labels: Labels) -> str:
    """Return a council's name as it reads inside a sentence: "the London Borough of Riverton", "Millbeck Council"."""
    needs_article = re.match(r"(London|Royal|Metropolitan|Borough|County|City|Council)\b.*\bof\b", name)
    # "City of York Council" goes without; "City of London Corporation" and "Council of the Isles of Scilly" do not.
    return (
        filled(labels.with_article, name=name) if needs_article and not re.match(r"City of .* Council$", name) else name
    )


def functions(library: Library, effective: EffectiveProfile) -> dict[str, bool]:
    """Return which functions the council has: what its type has, with the profile's own differences."""
    facts = library.reference.facts
    usual = set(facts.types[effective.council.type].functions)
    return {id: effective.council.functions.get(id, id in usual) for id in facts.functions}


def shown(value: SettingValue | Missing) -> str:
    """Return a value as text for records and explanations; equal texts mean equal values."""
    if isinstance(value, Missing):
        return ENGLISH.unconfirmed(value.label)
    if value is None:
        return ""
    if isinstance(value, list):
        if all(isinstance(item, str) for item in value):
            return "; ".join(str(item) for item in value)
        return json.dumps([dict(row) for row in value if not isinstance(row, str)], ensure_ascii=False)
    form = form_of(value)
    return form.recorded(value) if form else str(value)


def origins(answers: Answers, names: Iterable[str]) -> tuple[ParameterUse, ...]:
    """Return the records of some parameters, in the order given."""
    return tuple(answers.parameters[name].use(name) for name in names)


__all__ = ["Answer", "Answers", "State", "answer", "functions", "labels_of", "origins", "shown"]
