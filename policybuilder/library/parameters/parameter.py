"""A decision that a council makes, as it is declared in parameters.yaml, and what its value may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from policybuilder.as_json import fields_as_json
from policybuilder.errors import Location
from policybuilder.library.values import Choice

if TYPE_CHECKING:
    from policybuilder.library.schema.reference import SoundModel

Row = Mapping[str, str]
SettingValue = str | Choice | bool | int | date | None | list[str] | list[Choice] | list[Row]
"""The value of a parameter: None is "not set", for optional parameters only."""


@dataclass(frozen=True)
class Parameter:
    """A decision, as declared in parameters.yaml.

    `required` parameters have no default of any kind. A default is a checked value; `default_from` names another
    parameter whose value serves. The default of a `fact` is a guess until the council has looked at it; in a table only
    the `fact_columns` are, where there are any. `formerly` are the names that it had before, and `sounds_like` is how
    other policies say the answer.
    """

    name: str
    type: str
    group: str
    label: str
    question: str
    help: str
    ask: str
    rationale: str
    options: Mapping[str, str]
    columns: Mapping[str, str]
    unit: str
    minimum: int | None
    maximum: int | None
    required: bool
    default: SettingValue
    default_by_nation: Mapping[str, SettingValue]
    default_from: str
    location: Location
    fact: bool = False
    fact_columns: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    sounds_like: tuple[SoundModel, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return what is declared, as JSON can hold it."""
        return {**fields_as_json(self), "location": str(self.location)}

    @property
    def optional(self) -> bool:
        """Whether the parameter may be left unset for good."""
        return not self.required and self.default is None and not self.default_by_nation and not self.default_from

    @property
    def always_given(self) -> bool:
        """Whether there is a value for every council, whatever its profile says."""
        defaults = list(self.default_by_nation.values()) or [self.default]
        return not (self.required or self.default_from) and None not in defaults


class Invalid:
    """Marks a value that was refused; its problem is noted."""


INVALID = Invalid()
