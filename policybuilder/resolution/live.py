"""A clause as it prints for a council, passage by passage, in words that can be authored: its values stay live.

What its conditions decide is decided; what stands in `{{ … }}` is as the library's author wrote it. So a person can
change the words round a value, and the value goes on changing with its answer.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from policybuilder.document import Inline, Paragraph
from policybuilder.errors import Location, Problems, did_you_mean, fail
from policybuilder.library.body import Body, Stretch, read_body
from policybuilder.library.clauses import ClauseSource
from policybuilder.library.wording import wording
from policybuilder.resolution import Assembly, assembled
from policybuilder.resolution.anchors import Anchored
from policybuilder.resolution.case import Case
from policybuilder.resolution.decided import PRINT, TOKEN, Decider
from policybuilder.resolution.passages import marked_text
from policybuilder.resolution.place import PLACES
from policybuilder.resolution.reading import read

Origin = Literal["library", "own", "base", "list"]
"""Whose words a piece holds: the library's, the council's own, those of a base, or the entries of an answer's list."""

_MARK = re.compile("\ue002([0-9]+)\ue003")
_DASHES = re.compile(r"\s*\|?[\s|:-]*-[\s|:-]*$")


@dataclass(frozen=True)
class Piece:
    """A paragraph, item, row, heading or quotation as it prints, an item with what is nested in it.

    `text` is Markdown with live values. `stretch` is what it is in the library's clause, None for other words than the
    library's; `position` is the amendment's among those of the profile for the document, -1 for other words than the
    council's own. `group` tells lists and tables apart. `values` are what each `{{ … }}` of the text prints here, in
    order; None where that is not known, as in words that still hold a test. `place` is the amendment's, "" for the
    library's words.
    """

    kind: str
    text: str
    origin: Origin
    stretch: Stretch | None = None
    position: int = -1
    group: int = -1
    values: tuple[tuple[Inline, ...], ...] | None = None
    place: str = ""

    @property
    def words(self) -> str:
        """The words, for comparison only."""
        return wording(self.text)


@dataclass(frozen=True)
class LiveClause:
    """A clause of a council's document: its source and body, and its pieces in reading order.

    `own` are the amendments of the council's own at their places, by their position in the profile for the document.
    `decider` decides the tests of a text as this document does.
    """

    source: ClauseSource
    body: Body
    pieces: tuple[Piece, ...]
    own: Mapping[int, Anchored] = field(default_factory=dict)
    decider: Decider | None = None

    @property
    def text(self) -> str:
        """The whole clause as Markdown with live values."""
        return joined(self.pieces)


def live_clause(case: Case, clause: str) -> LiveClause:
    """Return a clause as it prints in a council's document, with live values.

    Raises PolicyBuilderError when the clause is not in the document, with the nearest offered, and for what is wrong
    with the profile or the clause.
    """
    return live_in(assembled(case), case, clause)


def live_in(assembly: Assembly, case: Case, clause: str) -> LiveClause:
    """Return a clause of a case that is assembled already; `live_clause` says the rest."""
    selected = {item.source.id: item.source for item in assembly.whole.selected()}
    if clause not in selected:
        hint = did_you_mean(clause, selected, f"`policybuilder explain {case.profile} {clause}` says why")
        where = case.effective.profile.place("documents", case.document)
        raise fail(where, f'"{clause}" is not in {case.document}', "unknown-clause", hint)
    source, problems = selected[clause], Problems()
    body = read_body(source.body)
    filler = replace(assembly.filler, problems=problems)
    marked, decider = marked_text(source.body), Decider(filler)
    found = [each.span() for each in PRINT.finditer(marked)]
    prints = [marked[start:end] for start, end in found]
    filled = decider.tokens(marked, found, source.file, source.body_line)
    values = _referred(assembly, filler.prints(source.analysis, source.file, source.body_line))
    problems.raise_errors()
    library = list(_library_pieces(filled, prints, values, body))
    amendments = assembly.amendments.get(clause, ())
    if not amendments:
        return LiveClause(source, body, tuple(library), decider=decider)
    blocks = read(assembly.filler.fill(source.analysis, source.file, source.body_line), source.file, 0, problems)
    _, anchored = assembly.anchored(source, blocks, amendments, problems)
    problems.raise_errors()
    places = _places(case)
    own = {places[at]: each for each in anchored if (at := each.amending.placed.location) in places}
    return LiveClause(source, body, tuple(_amended(library, anchored, assembly, places)), own, decider)


def pieces_of(text: str) -> tuple[Piece, ...]:
    """Return the pieces of a text that has no conditions, all of them the council's own."""
    body = read_body(text)
    return tuple(_whole(Piece(kind, words, "own", None, -1, group) for kind, words, _, group in _passages(body)))


def joined(pieces: Sequence[Piece]) -> str:
    """Return pieces as one Markdown text."""
    parts: list[str] = []
    for before, piece in zip([None, *pieces], pieces, strict=False):
        if before is not None:
            together = before.kind in ("item", "row", "header") and piece.kind in ("item", "row")
            parts.append("\n" if together and before.group == piece.group else "\n\n")
        parts.append(piece.text)
        if piece.kind == "header":
            parts.append("\n" + _rule(piece.text))
    return "".join(parts)


def _rule(header: str) -> str:
    return "|" + " --- |" * max(1, header.strip().strip("|").count("|") + 1)


def _passages(body: Body) -> Iterator[tuple[str, str, int, int]]:
    """Yield kind, words, position and group of each passage that is nested in no other."""
    for number, passage in enumerate(body.passages):
        if passage.parent < 0:
            words = body.text[passage.start : passage.end]
            indent = passage.start - (body.text.rfind("\n", 0, passage.start) + 1)
            lines = words.split("\n")
            yield passage.kind, "\n".join([lines[0], *(line[indent:] for line in lines[1:])]), number, passage.group


def _whole(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Yield pieces without the line of dashes below a header, and none that has no words."""
    for piece in pieces:
        lines = [line.rstrip() for line in piece.text.strip("\n").split("\n")]
        if piece.kind == "header":
            lines = [line for line in lines if not _DASHES.match(line)]
        text = "\n".join(lines).strip("\n")
        if text.strip():
            yield replace(piece, text=text)


def _library_pieces(
    filled: str, prints: Sequence[str], values: Sequence[tuple[Inline, ...]], body: Body
) -> Iterator[Piece]:
    """Yield the pieces of a clause as it prints, from its text with the marks of its passages.

    What is printed comes in the order of the text, so the nth token of the text prints the nth of the values.
    """
    groups: list[tuple[list[int], list[str]]] = []
    for line in filled.split("\n"):
        found = [int(number) for number in _MARK.findall(line)]
        first = found[0] if found else -1
        top = _top(body, first) if found else -1
        if found and groups and _goes_on(body, groups[-1], top):
            groups[-1][0].extend(found)
            groups[-1][1].append(line)
        elif found and (not groups or top != _top(body, groups[-1][0][0]) or body.passages[first].repeated):
            groups.append(([*found], [line]))
        elif groups:
            groups[-1][0].extend(found)
            groups[-1][1].append(line)

    printed = iter(values)

    def made() -> Iterator[Piece]:
        for numbers, lines in groups:
            number = _top(body, numbers[0])
            passage = body.passages[number]
            tokens = _MARK.sub("", "\n".join(lines))
            text = TOKEN.sub(lambda token: prints[int(token[1])], tokens)
            mine = tuple(itertools.islice(printed, len(TOKEN.findall(tokens))))
            origin: Origin = "list" if passage.repeated else "library"
            yield Piece(passage.kind, text, origin, _stretch(body, numbers, number), -1, passage.group, mine)

    yield from _whole(made())


def _goes_on(body: Body, group: tuple[list[int], list[str]], top: int) -> bool:
    """Return whether a passage prints in one paragraph with the one before it, as no empty line parts them here."""
    kinds = {body.passages[number].kind for number in (_top(body, group[0][0]), top)}
    return kinds == {"paragraph"} and bool(_MARK.sub("", group[1][-1]).strip())


def _top(body: Body, number: int) -> int:
    while body.passages[number].parent >= 0:
        number = body.passages[number].parent
    return number


def _stretch(body: Body, numbers: Sequence[int], number: int) -> Stretch:
    """Return what a piece is in the clause: the smallest stretch of its kind that starts with it and holds it all."""
    kind = body.passages[number].kind
    wanted = set(numbers)
    return next(
        (
            each
            for each in body.stretches
            if each.kind == kind and each.passages[0] == number and wanted <= set(each.passages)
        ),
        body.whole,
    )


def _places(case: Case) -> dict[Location, int]:
    """Return the position of each of the council's own amendments of a document, by its place."""
    profile = case.effective.profile
    said = profile.front.documents.get(case.document)
    count = len(said.amend) if said else 0
    return {profile.place("documents", case.document, "amend", n): n for n in range(count)}


def _amended(
    library: Sequence[Piece], anchored: Sequence[Anchored], assembly: Assembly, places: Mapping[Location, int]
) -> Iterator[Piece]:
    """Yield the pieces of a clause with the texts of its amendments in their places."""
    profile = assembly.answers.effective.profile
    before: dict[int, list[Piece]] = {}
    after: dict[int, list[Piece]] = {}
    end: list[Piece] = []
    gone: set[int] = set()
    for each in sorted(anchored, key=lambda one: PLACES[one.amending.entry.place]):
        if each.state == "adopted":
            continue  # the library says it by now
        entry, placed = each.amending.entry, each.amending.placed
        own = placed.profile == profile.id
        position = places.get(placed.location, -1) if own else -1
        origin: Origin = "own" if own else "base"
        texts = [
            replace(piece, origin=origin, position=position, place=entry.place)
            for piece in _with_values(each, assembly)
        ]
        inside = [n for n, piece in enumerate(library) if each.stretch is not None and _is_in(piece, each.stretch)]
        if each.stretch is None:
            end += texts
        elif not inside:
            end = [*texts, *end]
        elif entry.place == "after":
            after.setdefault(_last(library, inside, each.stretch), []).extend(texts)
        else:
            before.setdefault(inside[0], []).extend(texts)
            gone |= set(inside) if each.replaces else set()
    for number, piece in enumerate(library):
        yield from before.get(number, ())
        if number not in gone:
            yield piece
        yield from after.get(number, ())
    yield from end


def _referred(assembly: Assembly, values: Sequence[tuple[Inline, ...]]) -> tuple[tuple[Inline, ...], ...]:
    """Return what values print, with references that read the numbers of this document."""
    paragraphs = assembly.referred(tuple(Paragraph(inlines) for inlines in values))
    return tuple(each.inlines for each in paragraphs if isinstance(each, Paragraph))


def _with_values(anchored: Anchored, assembly: Assembly) -> Iterator[Piece]:
    """Yield the pieces of an amendment as it prints, with what their values are; none for a text that cannot be."""
    text, filler = anchored.text, replace(assembly.filler, problems=Problems())
    found = [each.span() for each in PRINT.finditer(text)]
    tokens = Decider(filler).known(text, found)
    if tokens is None:
        yield from pieces_of(text)
        return
    values = iter(_referred(assembly, filler.prints(anchored.analysis, "", 1)))
    for piece in pieces_of(tokens):
        words = TOKEN.sub(lambda token: text[slice(*found[int(token[1])])], piece.text)
        mine = tuple(itertools.islice(values, len(TOKEN.findall(piece.text))))
        yield replace(piece, text=words, values=mine)


def _is_in(piece: Piece, stretch: Stretch) -> bool:
    return piece.stretch is not None and piece.stretch.passages[0] in stretch.passages


def _last(library: Sequence[Piece], inside: Sequence[int], stretch: Stretch | None) -> int:
    """Return the piece after which text stands that comes after a stretch: a paragraph's lists and tables follow it."""
    last = inside[-1]
    if stretch is not None and stretch.kind == "paragraph":
        while last + 1 < len(library) and library[last + 1].kind not in ("paragraph", "heading"):
            last += 1
    return last
