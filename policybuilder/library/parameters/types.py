"""The types of parameter, each a row: how its values are read, what a declaration gives it, and where it may stand.

How a value itself is written, in texts and in YAML, goes by the kind of value: see `policybuilder.library.forms`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from policybuilder.errors import Problems
from policybuilder.library.parameters import readers
from policybuilder.library.parameters.parameter import INVALID, Invalid, Parameter, SettingValue
from policybuilder.library.strict_yaml import Node
from policybuilder.library.values import read_date

Reader = Callable[[Parameter, Node, Problems], SettingValue | Invalid]


@dataclass(frozen=True)
class ParameterType:
    """What is particular to a type of parameter.

    `takes` are the keys of a declaration that only some types have; options and columns are then needed, a unit and
    limits are not. `asked` says how a person is asked on one line, for a value, or for entries; or that it is answered
    in the file.
    """

    read: Reader
    takes: frozenset[str] = frozenset()
    asked: Literal["value", "entries", "in the file"] = "value"
    is_list: bool = False
    """Whether it can be looped over."""
    is_text: bool = False
    """Whether it is something wherever it is given, unlike no, nought and an empty list."""
    is_free: bool = False
    """Whether the council writes it in its own words, which the rules about texts look at."""
    said: str = ""
    """What its value is in words where no text prints it, as in "yes or no"."""
    tested: str = ""
    """How a clause tests it, where it is never a text; `{path}` is its name."""
    address: str = ""
    """What a link to its value starts with; "-" for nothing, where the value is the address."""
    typed: Callable[[str], str] = str
    """Gives the words that a document prints as a person writes them in a profile."""


def _without_commas(words: str) -> str:
    return words.replace(",", "")


def _as_iso(words: str) -> str:
    day = read_date(words)
    return day.isoformat() if day else words


PARAMETER_TYPES: Mapping[str, ParameterType] = MappingProxyType(
    {
        "text": ParameterType(readers.read_text, is_text=True, is_free=True),
        "choice": ParameterType(readers.read_choice, frozenset({"options"}), is_text=True),
        "choices": ParameterType(readers.read_choices, frozenset({"options"}), "entries", is_list=True),
        "boolean": ParameterType(readers.read_boolean, said="yes or no", tested="test it with {{% if {path} %}}"),
        "integer": ParameterType(
            readers.read_integer,
            frozenset({"unit", "minimum", "maximum"}),
            tested="compare numbers",
            typed=_without_commas,
        ),
        "date": ParameterType(readers.read_date, is_text=True, tested="compare numbers", typed=_as_iso),
        "email": ParameterType(readers.read_email, is_text=True, address="mailto:"),
        "url": ParameterType(readers.read_url, is_text=True, address="-"),
        "role": ParameterType(readers.read_role, is_text=True, is_free=True),
        "list": ParameterType(readers.read_list, asked="entries", is_list=True, is_free=True),
        "table": ParameterType(readers.read_table, frozenset({"columns"}), "in the file", is_list=True, is_free=True),
    }
)
"""Every type by the name that a declaration gives it."""


def type_of(parameter: Parameter) -> ParameterType:
    """Return what is particular to the type of a parameter."""
    return PARAMETER_TYPES[parameter.type]


def taking(key: str) -> list[str]:
    """Return the names of the types that take a key of a declaration."""
    return [name for name, each in PARAMETER_TYPES.items() if key in each.takes]


def read_value(parameter: Parameter, node: Node, problems: Problems) -> SettingValue | Invalid:
    """Return the checked value of a parameter from its node; INVALID when a problem was noted.

    Nothing (`null`) is a value only of optional and required parameters, where it means "not answered".
    """
    if node.value is None:
        if parameter.optional or parameter.required:
            return None
        message = f'"{parameter.name}" is set to nothing'
        problems.add(node.location, message, "empty-value", "leave the line out to use the default")
        return INVALID
    return type_of(parameter).read(parameter, node, problems)
