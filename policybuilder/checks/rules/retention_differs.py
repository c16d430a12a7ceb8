"""Two places of a council's documents give different retention periods for the same thing.

Staff who read 30 days in one place and 90 in another will keep things too long or destroy them too soon, and either
may break the law (the storage limitation principle, UK GDPR Article 5(1)(e)). How long prompts and transcripts are
kept is a parameter (`retention_…_days`), so that every document says the same. The rule finds

- a document that is given another period than the rest, under its own `parameters:`
- a period typed out in a council's own words, in a sentence about the same thing, that is not the parameter's

A sentence is about the same thing when it speaks of keeping or deleting and names what the parameter's name or label
does ("transcripts", "prompts"). Days, weeks, months and years are compared in days.

To put it right, set the period once, and print it: `{{ retention_transcripts_days }} days`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from policybuilder.checks.rule import Finding, Rule
from policybuilder.checks.subjects import CouncilSubject
from policybuilder.library.parameters import Parameter

PASSES = ({"retention": "30", "own_words": "The council deletes transcripts after 30 days."},)
FAILS = ({"retention": "30", "own_words": "The council deletes transcripts after 90 days."},)

_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10, "twelve": 12}
_PERIOD = re.compile(rf"\b(\d{{1,4}}|{'|'.join(_NUMBERS)})[ -](day|week|month|year)s?\b", re.IGNORECASE)
_KEEPING = re.compile(
    r"\b(?:keep|keeps|kept|keeping|delet\w+|retain\w*|retention|destroy\w*|stor(?:e|es|ed)|eras\w+|held)\b",
    re.IGNORECASE,
)
_EVERYDAY = {"retention", "days", "period", "for", "and", "the", "of", "how", "long", "months", "years", "weeks"}


def look(subject: CouncilSubject) -> Iterator[Finding]:
    """Yield a finding for each period that differs."""
    effective = subject.effective
    periods = {
        name: parameter
        for name, parameter in subject.library.reference.parameters.items()
        if parameter.type == "integer"
        and name.startswith("retention_")
        and parameter.unit in ("days", "months", "years")
    }
    for name in periods:
        given = {
            document: setting for document in effective.documents if (setting := effective.parameter(document, name))
        }
        for document, setting in given.items():
            other = next((d for d, s in given.items() if s.value != setting.value), None)
            default = effective.decision(name)
            if setting is not default and other:
                message = f'"{name}" is {setting.value} in "{document}" and {given[other].value} in "{other}"'
                yield Finding(setting.location, message, "set it once, under parameters: of the profile")
            elif setting is not default and len(effective.documents) > 1 and default is None:
                message = f'"{name}" is {setting.value} in "{document}" alone; the other documents have the default'
                yield Finding(setting.location, message, "set it once, under parameters: of the profile")
    values = {name: _value(name, parameter, subject) for name, parameter in periods.items()}
    yield from _own_words(subject, periods, values)


def _own_words(
    subject: CouncilSubject, periods: Mapping[str, Parameter], values: Mapping[str, int | None]
) -> Iterator[Finding]:
    for part in subject.own_text:
        for sentence in part.sentences:
            if not _KEEPING.search(sentence.text):
                continue
            said = [
                found for found in _PERIOD.finditer(sentence.text) if not part.in_value(sentence.start + found.start())
            ]
            for name, parameter in periods.items():
                value = values[name]
                if value is None or not _about(parameter, sentence.text):
                    continue
                days = value * _DAYS[parameter.unit.removesuffix("s")]
                for found in said:
                    number = _NUMBERS.get(found[1].lower()) or int(found[1])
                    if number * _DAYS[found[2].lower()] != days:
                        message = f'"{found.group()}" differs from "{name}", which is {value} {parameter.unit}'
                        yield Finding(part.place(sentence.start + found.start()), message, f"print {{{{ {name} }}}}")


def _value(name: str, parameter: Parameter, subject: CouncilSubject) -> int | None:
    setting = subject.effective.decision(name)
    value = setting.value if setting else parameter.default
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _about(parameter: Parameter, sentence: str) -> bool:
    words = {
        word.lower() for word in re.findall(r"[A-Za-z]{4,}", f"{parameter.name.replace('_', ' ')} {parameter.label}")
    }
    return any(re.search(rf"\b{word.removesuffix('s')}s?\b", sentence, re.IGNORECASE) for word in words - _EVERYDAY)


RULE = Rule("retention-differs", "Retention periods that differ between two places", "error", "council", look)
