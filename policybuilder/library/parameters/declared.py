"""A parameter made of its declaration in parameters.yaml, and what a declaration may not say."""

from __future__ import annotations

from policybuilder.errors import Location, Problems, did_you_mean
from policybuilder.library.parameters.parameter import INVALID, Parameter, SettingValue
from policybuilder.library.parameters.types import read_value, taking, type_of
from policybuilder.library.schema import NATIONS, PARAMETER_SECTIONS, ParameterModel
from policybuilder.library.strict_yaml import Node

FACTS = frozenset(
    {
        "council",
        "council_type",
        "nation",
        "depth",
        "document",
        "document_coverage",
        "document_elsewhere",
        "document_law",
        "functions",
        "terms",
        "titles",
        "law",
    }
)
"""The names that clauses have for what is no parameter; no parameter may take one of them."""


def declared_parameter(name: str, entry: ParameterModel, node: Node, place: Location, problems: Problems) -> Parameter:
    """Return a parameter as an entry declares it; what is wrong with the entry is noted."""
    default, nations = node.child("default"), node.child("default_by_nation")
    bare = Parameter(
        name=name,
        type=entry.type,
        group=entry.group,
        label=entry.label,
        question=entry.question,
        help=entry.help or "",
        ask=entry.ask,
        rationale=entry.rationale or "",
        options=entry.options,
        columns=entry.columns,
        unit=entry.unit or "",
        minimum=entry.minimum,
        maximum=entry.maximum,
        required=default is None and nations is None and entry.default_from is None,
        default=None,
        default_by_nation={},
        default_from=entry.default_from or "",
        location=place,
        fact=entry.fact,
        fact_columns=tuple(entry.fact_columns),
        formerly=tuple(entry.formerly),
        sounds_like=tuple(entry.sounds_like),
    )
    _check_declaration(bare, node, problems)
    value: SettingValue = None
    if default is not None and default.value is not None:
        value = _value(bare, default, problems)
    by_nation = {}
    if nations is not None and isinstance(nations.value, dict):
        by_nation = {nation: _value(bare, child, problems) for nation, child in nations.value.items()}
        for nation in (nation for nation in NATIONS if nation not in by_nation and default is None):
            message = f'"{name}" has no default for {nation}'
            problems.add(node.place("default_by_nation"), message, "missing-key", f"add {nation}:")
    return Parameter(**{**vars(bare), "default": value, "default_by_nation": by_nation})


def _value(parameter: Parameter, node: Node, problems: Problems) -> SettingValue:
    if node.value is None:
        return None
    value = read_value(parameter, node, problems)
    return None if value is INVALID else value  # type: ignore[return-value]


def _check_declaration(parameter: Parameter, node: Node, problems: Problems) -> None:
    section, dot, _ = parameter.name.partition(".")
    if dot and section not in PARAMETER_SECTIONS:
        hint = did_you_mean(section, PARAMETER_SECTIONS, f"the sections are {', '.join(PARAMETER_SECTIONS)}")
        message = f'profiles have no section "{section}" for "{parameter.name}"'
        problems.add(parameter.location, message, "parameter-name", hint)
    if not dot and parameter.name in FACTS | set(PARAMETER_SECTIONS):
        message = f'"{parameter.name}" is the name of something else'
        problems.add(parameter.location, message, "parameter-name", "choose another name")
    kind = type_of(parameter)
    for key in ("unit", "minimum", "maximum"):
        if key not in kind.takes and node.child(key):
            message = f'"{parameter.name}" is {a_type(parameter.type)} and has no use for {key}'
            hint = f"only {' and '.join(map(a_type, taking(key)))} has it"
            problems.add(node.place(key), message, "parameter-limits", hint)
    low, high = parameter.minimum, parameter.maximum
    if low is not None and high is not None and low > high:
        problems.add(node.place("maximum"), f"the maximum is less than the minimum, {low}", "parameter-limits")
    if parameter.default_from and (node.child("default") or node.child("default_by_nation")):
        message = f'"{parameter.name}" has two defaults'
        problems.add(node.place("default_from"), message, "two-defaults", "keep one of them")
    for key, given in (("options", parameter.options), ("columns", parameter.columns)):
        if (key in kind.takes) != bool(given):
            does = "needs" if key in kind.takes else "has no use for"
            message = f'"{parameter.name}" is {a_type(parameter.type)} and {does} {key}'
            problems.add(parameter.location, message, f"parameter-{key}")
    _check_fact(parameter, node, problems)
    if not parameter.required and not node.child("rationale"):
        hint = "say in a sentence why this default, as rationale:"
        problems.add(parameter.location, f'"{parameter.name}" has a default and no rationale', "missing-key", hint)


def _check_fact(parameter: Parameter, node: Node, problems: Problems) -> None:
    kind = type_of(parameter)
    if parameter.fact and parameter.required:
        hint = "drop fact:; a draft says [to confirm] until it is answered"
        message = f'"{parameter.name}" has no default that could be taken for a fact'
        problems.add(node.place("fact"), message, "parameter-fact", hint)
    if parameter.fact_columns and not (parameter.fact and "columns" in kind.takes):
        message = f'"{parameter.name}" has no use for fact_columns'
        problems.add(node.place("fact_columns"), message, "parameter-fact", "only a table with fact: true has")
        return
    for index, column in enumerate(parameter.fact_columns):
        if column not in parameter.columns:
            hint = did_you_mean(column, parameter.columns, f"the columns are {', '.join(parameter.columns)}")
            place = node.place("fact_columns", index)
            problems.add(place, f'{parameter.name}: unknown column "{column}"', "unknown-key", hint)


def a_type(noun: str) -> str:
    """Return the name of a type with its article."""
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"
