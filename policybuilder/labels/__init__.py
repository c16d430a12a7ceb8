"""What documents say around their clauses, by language: headings, labels, statuses, months, notes to a draft.

A language is a file here, `<language>.json`, with the members of `en.json` in other words: no code knows any of the
words. `{…}` stands for what is filled in. docs/languages.md says what each is for. What the program itself says, on
screen and in comparisons, is English and not here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from policybuilder.errors import Location, Problems, fail
from policybuilder.strict_json import UnreadableJsonError, read_json

FOLDER = Path(__file__).parent
_PLACE = re.compile(r"\{\w*\}")


# A method for so many fields takes longer to make than all the rest of a start: none is made that is not used.
@dataclass(frozen=True, init=False, eq=False, repr=False)
class Labels:
    """The words of one language."""

    months: Sequence[str]
    written_date: str
    dates: str
    all_of: str
    any_of: str
    thousands: str
    possessive: str
    possessive_after_s: str
    with_article: str
    to_confirm: str
    to_confirm_default: str
    in_conflict: str
    not_given: Mapping[str, str]
    document_control: str
    item: str
    detail: str
    control: Mapping[str, str]
    approving_body: str
    date_of_paper: str
    statuses: Mapping[str, str]
    not_yet_numbered: str
    months_after_approval: str
    by_statement: str
    law_checked: Mapping[str, str]
    coverage: Mapping[str, str]
    rule_elsewhere: str
    heading_in: str
    appendices_there: str
    edition: str
    edition_dated: str
    receipt_of_version: str
    receipt_of_withdrawal: str
    withdrawn: str
    contents: str
    section: str
    appendix: str
    illustrative: str
    invented: str
    version_of: str
    law_stated: str
    skip: str
    back: str
    table_in: str
    draft_notice: str
    draft_mark: str
    version_and_status: str
    page_of: str
    drafting_note: str
    check_with_legal: str
    before_approval: str
    confirm_values: str
    confirm_guesses: str
    confirm_header: Sequence[str]
    check_law: str
    law_header: Sequence[str]
    law_note: str
    law_source: str

    def __init__(self, words: Mapping[str, Any]) -> None:
        """Hold the words of a file that is whole."""
        vars(self).update(words)

    def day(self, day: date) -> str:
        """Return a day as a person writes it, "12 March 2027"."""
        return filled(self.written_date, day=day.day, month=self.months[day.month - 1], year=day.year)

    def days(self, first: date, last: date) -> str:
        """Return the first and the last of some days; once where they are the same."""
        return self.day(first) if first == last else filled(self.dates, first=self.day(first), last=self.day(last))

    def all(self, items: Sequence[str]) -> str:
        """Return "a, b and c", or "a, of b; and c" where an item has a comma of its own; there must be an item."""
        return _joined(items, self.all_of)

    def any(self, items: Sequence[str]) -> str:
        """Return "a, b or c"; there must be an item."""
        return _joined(items, self.any_of)

    def the(self, role: str) -> str:
        """Return a role with its article, "the Head of Legal"; as it is where it begins with one."""
        article = self.with_article.partition("{name}")[0]
        return role if article and role.lower().startswith(article.lower()) else filled(self.with_article, name=role)

    def possessive_of(self, name: str) -> str:
        """Return "Riverton's", or "St Albans'"."""
        return filled(self.possessive_after_s if name.endswith("s") else self.possessive, name=name)

    def appendix_of(self, number: str) -> str:
        """Return "Appendix A"."""
        return filled(self.appendix, number=number)

    def unconfirmed(self, label: str) -> str:
        """Return what stands for a value that is not given: "[to confirm: date of the next review]"."""
        return filled(self.to_confirm, label=label)

    def guessed(self, default: str) -> str:
        """Return a default that nobody has looked at, as a draft prints it: "[to confirm: Cabinet?]"."""
        return filled(self.to_confirm_default, default=default)

    @property
    def note_opening(self) -> str:
        """How a note below a clause of a draft begins."""
        return self.drafting_note + self.check_with_legal


def _joined(items: Sequence[str], pattern: str) -> str:
    if len(items) == 1:
        return items[0]
    plain = not any("," in item for item in items)
    first = ", ".join(items[:-1]) if plain else "; ".join(items[:-1]) + ";"
    return filled(pattern, items=first, last=items[-1])


def filled(words: str, /, **values: object) -> str:
    """Return words with each `{name}` filled in. A value is only text, whatever it holds."""
    return _PLACE.sub(lambda found: str(values[found[0][1:-1]]), words)


def parted(words: str) -> list[tuple[str, str]]:
    """Return words in pieces, each with the name of what is filled in after it; the last has none."""
    names = [found[1:-1] for found in _PLACE.findall(words)]
    return list(zip(_PLACE.split(words), [*names, ""], strict=True))


# Which language ------------------------------------------------------------------------------------------


def labels_for(language: str) -> Labels:
    """Return the labels of a language such as "en-GB": its own, else those of "en", its language without a country.

    English where there is no file of either.
    """
    known = languages()
    return known.get(language) or known.get(language.partition("-")[0].lower()) or known["en"]


@cache
def languages() -> dict[str, Labels]:
    """Return every language that has a file here, by name."""
    return {path.stem: read_labels(path.read_bytes(), f"labels/{path.name}") for path in sorted(FOLDER.glob("*.json"))}


# A file --------------------------------------------------------------------------------------------------


def read_labels(content: bytes, name: str) -> Labels:
    """Return the labels of a file.

    Raises PolicyBuilderError, located in `name`, with every member that is missing or unknown, that is not of the shape
    of the English one, that fills in other things, or that lets a number stand elsewhere than at the end.
    """
    try:
        found = read_json(content)
    except UnreadableJsonError as error:
        raise fail(Location(name, error.line, error.column), str(error), "labels") from None
    problems, english = Problems(), _english_words()
    if not isinstance(found, dict):
        raise fail(Location(name), "no list of labels", "labels", "begin with a copy of en.json")
    _compare(found, english if english is not None else found, "", Location(name), problems)
    for member in ("section", "appendix"):
        # Word works out the number in a reference alone, so no words may stand after it.
        if not str(found.get(member, "")).endswith(" {number}"):
            problems.add(Location(name), f'"{member}" does not end in " {{number}}"', "labels")
    missing = [item.name for item in fields(Labels) if item.name not in found]
    if missing:
        problems.add(Location(name), f"missing: {', '.join(missing)}", "labels")
    problems.raise_errors()
    return Labels({key: _frozen(value) for key, value in found.items()})


@cache
def _english_words() -> dict[str, Any] | None:
    words = read_json((FOLDER / "en.json").read_bytes())
    return words if isinstance(words, dict) else None


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return MappingProxyType(value)
    return tuple(value) if isinstance(value, list) else value


def _compare(found: Any, english: Any, path: str, place: Location, problems: Problems) -> None:
    """Note where words do not have the shape of the English ones."""
    if isinstance(english, dict) and isinstance(found, dict):
        for key in sorted(english.keys() ^ found.keys()):
            problems.add(place, f'{"unknown" if key in found else "missing"}: "{path}{key}"', "labels")
        for key in english.keys() & found.keys():
            _compare(found[key], english[key], f"{path}{key}.", place, problems)
    elif isinstance(english, list) and isinstance(found, list) and len(english) == len(found):
        for number, (word, wanted) in enumerate(zip(found, english, strict=True), start=1):
            _compare(word, wanted, f"{path}{number}.", place, problems)
    elif isinstance(english, str) and isinstance(found, str) and found.strip():
        if _places(found) != _places(english):
            wanted_places = " ".join(_places(english)) or "nothing"
            problems.add(place, f'"{path[:-1]}" fills in something else than {wanted_places}', "labels")
    else:
        problems.add(place, f'"{path[:-1]}" has not the shape of the English', "labels")


def _places(words: str) -> list[str]:
    return sorted(set(_PLACE.findall(words)))


ENGLISH = labels_for("en")
"""The words of the program itself, where it speaks of a date or of a place in a document."""
