"""What the fields of authored files are made of: how text becomes a value, and what is allowed.

The marks below sit in the annotations of plain dataclasses. pydantic reads them when a file is validated, and is
imported only then: a build whose library is in the cache never needs it. Each also says what it adds to the JSON Schema
of what it marks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from typing import Annotated, Any, ClassVar

from policybuilder.library.scalars import day_in_words, iso_day, whole_number, yes_or_no


@dataclass(frozen=True)
class TextRule:
    """A rule for text: a pattern, with the hint that explains it, and a greatest length."""

    pattern: str = ""
    hint: str = ""
    longest: int | None = None
    trimmed: bool = False

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """Return pydantic's schema of such a text."""
        from pydantic_core import core_schema

        return core_schema.str_schema(
            pattern=self.pattern or None, min_length=1, max_length=self.longest, strip_whitespace=self.trimmed
        )

    def json_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Return the JSON Schema of such a text."""
        rules = {"maxLength": self.longest, "minLength": 1, "pattern": self.pattern}
        return {**schema, **{key: rule for key, rule in rules.items() if rule}}


DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
)
"""The names that Windows keeps for devices, with any ending: no file or folder can be called so there."""


class NoDevice:
    """Marks a text that names files and folders, and may not be a name that Windows keeps for a device."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """Return pydantic's schema of the text with the names that are refused."""
        from pydantic_core import core_schema

        def check(value: str) -> str:
            if value in DEVICES:
                raise ValueError("Windows keeps this name for a device, so no file can have it; choose another")
            return value

        return core_schema.no_info_after_validator_function(check, handler(source))

    def json_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Return the JSON Schema of the text with the names that are refused."""
        return {**schema, "not": {"pattern": "^(con|prn|aux|nul|com[0-9]|lpt[0-9])$"}}


@dataclass(frozen=True)
class ReadAs:
    """A function that turns the text of a file into a value, or raises ValueError; `choices` are its only texts."""

    function: Callable[[Any], Any]
    choices: tuple[str, ...] = ()

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """Return pydantic's schema of the value with the function before it."""
        from pydantic_core import core_schema

        return core_schema.no_info_before_validator_function(self.function, handler(source))

    def json_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Return the JSON Schema of the value; of its texts where only some are allowed."""
        return {"enum": list(self.choices)} if self.choices else schema


@dataclass(frozen=True)
class AtLeast:
    """The least number that is allowed."""

    least: int

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """Return pydantic's schema of the number with its limit."""
        from pydantic_core import core_schema

        def check(value: int) -> int:
            if value < self.least:
                raise ValueError(f"the least is {self.least}")
            return value

        return core_schema.no_info_after_validator_function(check, handler(source))

    def json_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Return the JSON Schema of the number with its limit."""
        return {**schema, "minimum": self.least}


@dataclass(frozen=True)
class OneOf:
    """Marks a text that is one of some words."""

    words: tuple[str, ...]

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """Return pydantic's schema of such a text."""
        from pydantic_core import core_schema

        return core_schema.literal_schema(list(self.words))

    def json_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Return the JSON Schema of the text with the words."""
        return {"enum": list(self.words), **schema}


class SomeEntries:
    """Marks a list that may not be empty."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """Return pydantic's schema of the list with its least length."""
        return {**handler(source), "min_length": 1}

    def json_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Return the JSON Schema of the list, or the mapping, with its least length."""
        return {**schema, ("minItems" if schema["type"] == "array" else "minProperties"): 1}


@dataclass(frozen=True)
class OrOnly:
    """Marks a mapping that may be written as the text of one of its keys alone."""

    key: str

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """Return pydantic's schema of the mapping, with the short form made long before it."""
        from pydantic_core import core_schema

        def lengthen(value: Any) -> Any:
            return {self.key: value} if isinstance(value, str) else value

        return core_schema.no_info_before_validator_function(lengthen, handler(source))

    def json_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Return the JSON Schema of either form."""
        return {"anyOf": [{"type": "string"}, schema]}


class OrKeys:
    """Marks a mapping of texts that may be written as the list of its keys alone, each then without a text."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """Return pydantic's schema of the mapping, with the short form made long before it."""
        from pydantic_core import core_schema

        def lengthen(value: Any) -> Any:
            if not isinstance(value, list) or not all(isinstance(key, str) for key in value):
                return value
            once: dict[str, None] = {}
            for key in value:
                if key in once:
                    raise ValueError(f'expected each item once, not "{key}" twice')
                once[key] = None
            return once

        return core_schema.no_info_before_validator_function(lengthen, handler(source))

    def json_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Return the JSON Schema of either form."""
        return {"anyOf": [{"items": {"type": "string"}, "type": "array"}, schema]}


class Shape:
    """The base of the dataclasses that describe files: a mapping whose unknown keys are errors."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Return pydantic's schema of the dataclass, after `_nothing_is_empty`."""
        from pydantic_core import core_schema

        return core_schema.no_info_before_validator_function(cls._nothing_is_empty, handler(source))

    @classmethod
    def written_as(cls, name: str) -> str:
        """Return the key that files write for a field."""
        alias = cls.__pydantic_config__.get("alias_generator")
        return alias(name) if alias else name

    @classmethod
    def _nothing_is_empty(cls, content: Any) -> Any:
        """Read a key with nothing below it (all its lines are comments) as an empty list or mapping."""
        if content is None:
            return {}
        if not isinstance(content, dict):
            return content
        holders = {field.name for field in fields(cls) if field.default_factory in (list, dict)}  # type: ignore[arg-type]
        return {key: value for key, value in content.items() if value is not None or key not in holders}


def hyphenated(name: str) -> str:
    """Return a field's name as files write it where words are joined by hyphens."""
    return name.replace("_", "-")


def _boolean(value: Any) -> Any:
    said = yes_or_no(value) if isinstance(value, str) else value
    if isinstance(said, bool):
        return said
    raise ValueError("expected yes or no")


def _whole_number(value: Any) -> Any:
    number = whole_number(value, digits=16) if isinstance(value, str) else value
    if isinstance(number, int) and not isinstance(number, bool):
        return number
    raise ValueError("expected a whole number, such as 30")


def _calendar_date(value: Any) -> Any:
    if isinstance(value, date):
        return value
    text = value if isinstance(value, str) else ""
    try:
        day = iso_day(text)
    except ValueError:
        raise ValueError("expected a day of the calendar") from None
    if day is not None:
        return day
    meant = day_in_words(text)
    raise ValueError(f"expected a date written as {meant.isoformat() if meant else '2026-11-22'}")


Bool = Annotated[bool, ReadAs(_boolean)]
YesNo = Annotated[bool, ReadAs(_boolean, ("yes", "no"))]
Int = Annotated[int, ReadAs(_whole_number)]
Date = Annotated[date, ReadAs(_calendar_date)]
Line = Annotated[str, TextRule(r"^[^\n\r]*$", "write the text on one line", 2_000, trimmed=True)]
Words = Annotated[str, TextRule(trimmed=True)]
Id = Annotated[
    str,
    TextRule(
        r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
        "an id is lower-case words joined by hyphens, such as meeting-transcription",
        80,
    ),
    NoDevice(),
]
LibraryId = Annotated[str, TextRule(r"^[a-z0-9][a-z0-9-]*$", "an id is lower-case letters, digits and hyphens", 80)]
Key = Annotated[str, TextRule(r"^[a-z][a-z0-9_]*$", "a key is lower-case words joined by underscores", 80)]
Name = Annotated[
    str,
    TextRule(
        r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$",
        "a name is lower-case words joined by underscores, such as retention_prompts_days",
        80,
    ),
]
Version = Annotated[
    str,
    TextRule(
        r"^(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})$", "a version has three numbers, such as 1.0.0"
    ),
]
DocumentVersion = Annotated[
    str, TextRule(r"^(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})$", 'a version has two numbers in quotes, such as "0.3"')
]
PROGRAM_VERSION = r"^(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})(\.(0|[1-9][0-9]{0,5}))?$"
ProgramVersion = Annotated[str, TextRule(PROGRAM_VERSION, 'write the version of policybuilder, such as "0.2"')]
Digest = Annotated[
    str,
    TextRule(
        r"^[0-9a-f]{12}$",
        "a digest has twelve letters and digits: `policybuilder clauses law PROFILE --to-sign` prints it",
    ),
]

PATTERN_HINTS = {
    rule.pattern: rule.hint
    for annotated in (Line, Id, LibraryId, Key, Name, Version, DocumentVersion, ProgramVersion, Digest)
    for rule in annotated.__metadata__  # type: ignore[attr-defined]
    if isinstance(rule, TextRule)
}
"""What to say of a text that does not match a pattern."""
