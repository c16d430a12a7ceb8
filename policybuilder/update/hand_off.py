"""The questions of one person, as a form that they fill in where they like; and the answers that come back in it.

The form is a document like any other, so that it is accessible in Word as on a page. Each question has a row with the
parameter's name, the answer as it was, and room for the new one; what comes back is found by these rows, whatever
program saved the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from policybuilder.document import (
    Block,
    Cell,
    Clause,
    ControlEntry,
    Council,
    Document,
    List,
    ListItem,
    Paragraph,
    Provenance,
    Quote,
    Section,
    Table,
    Text,
    Value,
    clauses,
)
from policybuilder.document.reading import plain_text
from policybuilder.errors import Location, Problems, fail
from policybuilder.inert import printable
from policybuilder.library.library import Library
from policybuilder.library.parameters import Parameter, SettingValue, read_value, type_of
from policybuilder.library.parameters.parameter import Invalid
from policybuilder.library.pasted import pasted_line
from policybuilder.library.strict_yaml import Node
from policybuilder.library.typed_answers import typed_answer
from policybuilder.library.values import Choice
from policybuilder.readers import read_policy_file
from policybuilder.resolution.asked import Asked, asked
from policybuilder.update.handed import handed
from policybuilder.update.suggested import Suggested, suggested

HEADER = ("Reference (leave as it is)", "Answer so far", "Your answer")
_ANSWER = 2
"""The column of the answer."""
_TITLE = "Questions about AI"
_SHELL = "word/guide.docx"
_NONE = Provenance("", "", "", "", "", "", "", (), (), (), ())
_SEPARATORS = re.compile(r"\s*[;\n]\s*")
"""What stands between the entries of a list in an answer."""


@dataclass(frozen=True)
class Given:
    """An answer that came back: what was typed, the value as a profile holds it, and how the question stands now.

    `sent` is the answer that stood in the form when it was made. One that is `newer` was changed since.
    """

    asked: Asked
    typed: str
    value: SettingValue
    sent: str

    @property
    def newer(self) -> bool:
        """Whether somebody answered the question after the form was made."""
        return _same(answer_text(self.asked)) != _same(self.sent)

    @property
    def changes(self) -> bool:
        """Whether it is another answer than the one that counts, or nobody had looked at that."""
        return self.value != self.asked.value or not self.asked.looked_at


@dataclass(frozen=True)
class Returned:
    """What came back in a form: the answers, and what could not be read as one."""

    given: tuple[Given, ...]
    problems: Problems


def people(library: Library, profile: str) -> tuple[str, ...]:
    """Return who is asked something about a council's documents, in alphabetical order."""
    return tuple(sorted({who for each in asked(library, profile) if (who := asked_of(library, profile, each))}))


def asked_of(library: Library, profile: str, each: Asked) -> str:
    """Return who is asked a question: whoever it was handed to while nobody looked at it, else whom it names."""
    root = library.workspace.root
    given = None if root is None or each.looked_at else handed(root, profile).get(each.parameter.name)
    return given.to if given else each.parameter.ask


def form_document(library: Library, profile: str, person: str) -> Document:
    """Return the questions of one person as a document with room for the answers.

    Raises PolicyBuilderError for a person who is asked nothing, and for what is wrong with the profile.
    """
    mine = [each for each in asked(library, profile) if asked_of(library, profile, each) == person]
    if not mine:
        known = ", ".join(people(library, profile))
        raise fail(Location(person), f'"{person}" is asked nothing', "nobody-asked", f"those who are: {known}")
    own, root = library.profile(profile).front, library.workspace.root
    front = own.council
    assert front is not None
    nation = library.reference.facts.nations[front.nation]
    council = Council(front.name, front.short_name, front.nation, front.type, own.illustrative)
    return Document(
        id="questions",
        title=_TITLE,
        profile=profile,
        template="",
        template_version="",
        language=nation.language,
        depth="essential",
        council=council,
        control=(
            _control("owner", "For", person),
            _control("version", "Version", "Form"),
            _control("status", "Status", "To be filled in"),
        ),
        sections=tuple(_sections(library, mine, suggested(root, profile) if root else {})),
        appendices=(),
        law=(),
        omissions=(),
        shell=_SHELL,
        stage="paper",
        opening="compact",
    )


def _control(id: str, label: str, text: str) -> ControlEntry:
    return ControlEntry(id, label, Value(printable(text), ""))


def _sections(library: Library, mine: Iterable[Asked], old: Mapping[str, Suggested]) -> Iterator[Section]:
    by_group: dict[str, list[Asked]] = {}
    for each in mine:
        by_group.setdefault(each.parameter.group, []).append(each)
    for at, (group, found) in enumerate(by_group.items(), start=1):
        made = tuple(
            _question(each, f"{at}.{number}", old.get(each.parameter.name))
            for number, each in enumerate(found, start=1)
        )
        yield Section(f"questions-{group}", str(at), library.reference.groups.get(group, group), made)


def _question(each: Asked, number: str, old: Suggested | None) -> Clause:
    parameter = each.parameter
    blocks: list[Block] = [_paragraph(text) for text in (parameter.help, _how(parameter)) if text]
    if parameter.options:
        items = tuple(ListItem((_paragraph(label),)) for label in parameter.options.values())
        blocks.append(List(False, items))
    if parameter.rationale and each.default is not None and each.shown:
        blocks.append(_paragraph(f"What is usual: {answer_text(each)}. {parameter.rationale}"))
    if old and not each.looked_at:
        blocks.append(_paragraph(_old_words(parameter, old)))
    row = (parameter.name, answer_text(each), "")
    blocks.append(Table(tuple(map(_cell, HEADER)), (tuple(map(_cell, row)),)))
    return Clause(
        f"question-{re.sub('[^a-z0-9]+', '-', parameter.name)}", number, parameter.question, tuple(blocks), _NONE
    )


def _old_words(parameter: Parameter, old: Suggested) -> str:
    """Return what the council's old policy said, and may have meant: whoever is asked sees no page that shows it."""
    from policybuilder.adopt.words import answer_to

    means = " or ".join(answer_to(parameter, each) for each in old.among or (old.value,))
    return printable(f"The council's old policy says: “{old.words}” ({old.place}). That may mean: {means}.")


def _how(parameter: Parameter) -> str:
    """Return how the answer is to be written, where that is not plain."""
    if parameter.type == "table":
        return "Answer this one in the program, or write what should change here: it is read by a person."
    if parameter.options:
        several = type_of(parameter).is_list
        return f"Write one of these{', or several with semicolons between them' if several else ''}:"
    if type_of(parameter).is_list:
        return "Put semicolons between several answers."
    return {"boolean": "Write yes or no.", "date": "Write a day as 27/3/2027."}.get(parameter.type, "")


def answer_text(each: Asked) -> str:
    """Return an answer as the form shows it, so that it could be typed again."""
    value = each.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(_entry(item) for item in value)
    return _entry(value) if isinstance(value, Choice) else printable(each.shown)


def _entry(item: object) -> str:
    if isinstance(item, Choice):
        return printable(item.label.partition(":")[0])
    return printable(", ".join(str(cell) for cell in item.values()) if isinstance(item, Mapping) else str(item))


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Text(printable(text)),))


def _cell(text: str) -> Cell:
    return Cell((Text(printable(text)),))


# What comes back -----------------------------------------------------------------------------------------


def answers_in(library: Library, profile: str, content: bytes, name: str) -> Returned:
    """Return the answers in a form that was filled in, Word, Markdown or a page; nothing is written.

    An empty answer is none. Raises PolicyBuilderError for a file that cannot be read, or in which no question of the
    council stands.
    """
    document, _ = read_policy_file(content, name)
    known = {each.parameter.name: each for each in asked(library, profile)}
    given, problems, rows = [], Problems(), 0
    for cells in _rows(document):
        if len(cells) < len(HEADER) or cells[0] not in known:
            continue
        rows += 1
        each, sent, typed = known[cells[0]], cells[1], cells[_ANSWER]
        if not typed.strip():
            continue
        value = _read(each.parameter, typed, Location(name, 0, 0), problems)
        if not isinstance(value, Invalid):
            given.append(Given(each, typed, value, sent))
    if not rows:
        hint = "send the form that the hand-off made, filled in; its first column must stay as it is"
        raise fail(Location(name), "no question of this council stands in it", "no-form", hint)
    return Returned(tuple(given), problems)


def _rows(document: Document) -> Iterator[list[str]]:
    for clause in clauses(document):
        for table in _tables(clause.blocks):
            for row in (table.header, *table.rows):
                yield [plain_text(cell.inlines).strip() for cell in row]


def _tables(blocks: Iterable[Block]) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Quote):
            yield from _tables(block.blocks)


def _read(parameter: Parameter, typed: str, place: Location, problems: Problems) -> SettingValue | Invalid:
    """Return the value that an answer gives; where it is none, a problem that names the question."""
    if parameter.type == "table":
        hint = f'it reads: "{typed}"'
        problems.add(place, f'"{parameter.question}" is answered by a table: put it in by hand', "by-hand", hint)
        return Invalid()
    entries = [entry for entry in map(pasted_line, _SEPARATORS.split(typed.strip())) if entry]
    try:
        written = "" if type_of(parameter).is_list else typed_answer(parameter, typed, date.today())
    except ValueError as error:
        problems.add(place, f'"{parameter.question}": {error}', "no-answer", "where nobody knows yet, it stays empty")
        return Invalid()
    node = Node([Node(entry, place, {}) for entry in entries] if type_of(parameter).is_list else written, place, {})
    found = Problems()
    value = read_value(parameter, node, found)
    for problem in found.found:
        message = problem.message.removeprefix(f"{parameter.name}: ")
        problems.add(place, f'"{parameter.question}": {message}', problem.code, problem.hint)
    return value


def _same(text: str) -> str:
    return " ".join(text.split()).casefold()


__all__ = ["HEADER", "Given", "Returned", "answer_text", "answers_in", "asked_of", "form_document", "people"]
