"""Where an amendment stands: at the words that it was written for, never at a number alone.

The words are found in the clause as authored or as printed. Words that are not there, that stand there twice, that a
loop prints or that no condition prints at present are an error with what to do, so an amendment lands on exactly the
paragraph that it was written for, or nowhere.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from policybuilder.document import Amendment, Block, block_text
from policybuilder.errors import Problems
from policybuilder.library.body import Body, Stretch, read_body
from policybuilder.library.clauses import ClauseSource, version_key
from policybuilder.library.template_language import Analysis, analyse_body
from policybuilder.library.wording import differences, in_yaml, likeness, likeness_to, most_alike, spread, wording
from policybuilder.resolution.amendments import Amending
from policybuilder.resolution.carry import Carried, State, carry
from policybuilder.resolution.fill import Filler
from policybuilder.resolution.passages import PrintedBody, find_places, marked, proven, with_places
from policybuilder.resolution.reading import read

Known = Mapping[str, str] | None
"""The words that amendments were written for, by the place of each, where a library shows what it would change."""

_NEAR = 0.5
_TOLD_APART = 0.4
"""How much must be left of the words that tell a passage from those around it, where another is what became of it."""
_NUMBERED = re.compile(r"^[0-9]+(?:\.[0-9]+)+ ")
_REFERENCE = re.compile(r"\b(?:[Ss]ection(?: [0-9]+(?:\.[0-9]+)*)?|Appendix [A-Z]{1,2})\b")


@dataclass(frozen=True)
class Anchored:
    """An amendment with the stretch of the clause that it stands by or replaces; None at the end of the clause.

    `carried` is what has become of it where the library has changed the words that it was written for.
    """

    amending: Amending
    stretch: Stretch | None
    carried: Carried | None = None

    @property
    def replaces(self) -> bool:
        """Whether the council's text takes the place of the library's, or nothing does."""
        return self.amending.entry.place in ("replace", "remove")

    @property
    def state(self) -> State:
        """Whether it stands as written, is carried over, adopted by the library, or in conflict with it."""
        return self.carried.state if self.carried else "stands"

    @property
    def text(self) -> str:
        """The council's words that are in force; empty where words are taken out."""
        return self.carried.text if self.carried else self.amending.entry.text or ""

    @property
    def analysis(self) -> Analysis:
        """What the words in force use."""
        if self.carried is None:
            return self.amending.analysis
        place = self.amending.placed.text_location
        return analyse_body(self.carried.text, place.path, place.line)

    def record(self, was: tuple[Block, ...], text: tuple[Block, ...]) -> Amendment:
        """Return the record of this amendment for provenance; the library's words and the council's, as they read."""
        entry = self.amending.entry
        return Amendment(
            entry.place,
            entry.paragraph or 0,
            entry.base,
            entry.reason,
            str(self.amending.placed.location),
            self.text,
            self.stretch.source if self.stretch else "",
            "\n".join(block_text(block) for block in was) if self.replaces else "",
            "\n".join(block_text(block) for block in text),
            entry.by or "",
            entry.minute or "",
            self.state,
            (entry.text or "") if self.state in ("carried", "adopted") else "",
        )


@dataclass(frozen=True)
class AmendedClause:
    """A clause that is amended: its source, its body, and what it prints for this council."""

    source: ClauseSource
    body: Body
    printed: PrintedBody

    @cached_property
    def spread(self) -> Counter[str]:
        """In how many of its passages each word stands, as authored."""
        return spread(wording(self.body.text[each.start : each.end]) for each in self.body.passages)

    def words(self, stretch: Stretch) -> str:
        """Return what a stretch prints, for comparison; empty when it prints nothing."""
        blocks = self.printed.texts(stretch.passages)
        return _printed_wording("\n".join(block_text(block) for block in blocks))


def amended_clause(source: ClauseSource, filler: Filler, plain: tuple[Block, ...]) -> AmendedClause | None:
    """Return a clause with the places of its passages; None when they cannot be told apart.

    `plain` are its blocks as read without marks, which they are proved against.
    """
    body = read_body(source.body)
    quiet = replace(filler, problems=Problems())
    filled = quiet.fill(marked(source.body), source.file, source.body_line)
    printed = find_places(read(with_places(filled), source.file, source.body_line, quiet.problems))
    return AmendedClause(source, body, printed) if proven(body, printed, plain) else None


def anchor(
    clause: AmendedClause,
    amendments: tuple[Amending, ...],
    extends: Mapping[str, frozenset[str]],
    council: str,
    known: Known,
) -> tuple[tuple[Anchored, ...], Problems]:
    """Return the amendments of a clause, each at its place, and what is wrong.

    `extends` are the bases of each profile: where two amend one paragraph alike, the nearer one counts. An amendment of
    a base, not of the `council` itself, is left out where no condition prints its paragraph. Where words are `known`,
    text whose words are gone stands at the nearest paragraph, to show what a newer library would change.
    """
    problems = Problems()
    found: list[Anchored] = []
    for item in amendments:
        search = _Search(clause, item, item.placed.profile == council, known)
        stretch = search.stretch()
        problems.extend(search.problems.found)
        if stretch is not None:
            found.append(Anchored(item, stretch, search.carried))
        elif item.entry.place == "append" or search.at_end:
            found.append(Anchored(item, None, search.carried))
    nearest = [each for each in found if not any(_gives_way(each, other, extends) for other in found)]
    nearest = list(_apart(nearest, council))
    for index, first in enumerate(nearest):
        for second in nearest[index + 1 :]:
            if _clash(first, second) or _clash(second, first):
                message = f'"{clause.source.id}": another amendment replaces this text'
                hint = f"the other amendment is at {first.amending.placed.location}"
                problems.add(second.amending.placed.location, message, "amended-twice", hint)
    return tuple(nearest), problems


def _apart(found: Sequence[Anchored], council: str) -> Iterator[Anchored]:
    """Yield amendments; one that a newer library moved to where another has its place is in conflict with the library.

    It stands at the end of the clause until a person says where it goes.
    """
    for each in found:
        others = [other for other in found if other is not each and (_clash(each, other) or _clash(other, each))]
        first = next((other for other in found if other in [each, *others] and other.carried is not None), None)
        stays = all(other.carried is not None for other in others) and each is first
        if others and each.carried is not None and each.amending.placed.profile == council and not stays:
            yield Anchored(each.amending, None, Carried("conflict", each.amending.entry.text or "", ""))
        else:
            yield each


def _gives_way(one: Anchored, other: Anchored, extends: Mapping[str, frozenset[str]]) -> bool:
    """Return whether a nearer profile decides the same place anew."""
    mine, theirs = one.amending, other.amending
    return (
        one.stretch is not None
        and other.stretch is not None
        and mine.entry.place == theirs.entry.place
        and one.stretch.passages == other.stretch.passages
        and mine.placed.profile in extends.get(theirs.placed.profile, frozenset())
    )


def _clash(first: Anchored, second: Anchored) -> bool:
    """Return whether the first replaces what the second stands beside or replaces, too."""
    if not first.replaces or first.stretch is None or second.stretch is None:
        return False
    gone, wanted = set(first.stretch.passages), set(second.stretch.passages)
    if second.replaces:
        return bool(gone & wanted)
    # Beside a paragraph that is replaced, text may stand; beside an item or a paragraph within it, there is no place.
    leads = first.stretch.kind != "clause" and second.stretch.passages[0] == first.stretch.passages[0]
    return gone > wanted and not leads


class _Search:
    """Looks for the stretch that one amendment means."""

    def __init__(self, clause: AmendedClause, item: Amending, own: bool, known: Known) -> None:
        self.clause, self.item, self.entry, self.own = clause, item, item.entry, own
        self.lenient = known is not None
        self.was = item.entry.was or (known or {}).get(str(item.placed.location))
        self.problems = Problems()
        self.at_end = False
        self.carried: Carried | None = None

    @property
    def stale(self) -> bool:
        """Whether the clause has moved on from the version that the amendment names."""
        return version_key(self.entry.base) < version_key(self.clause.source.front.version)

    def stretch(self) -> Stretch | None:
        """Return the stretch; None for text at the end of the clause, and when there is none, which is then said.

        Words that the library moved to where they cannot stand alone are in conflict with it, and no error: a person
        decides where they go, and meanwhile they stand at the end of the clause.
        """
        found = self._found()
        moved_on = self.stale and self.own and not self.lenient and self.was is not None
        # Which of two places is meant, a number says: that is no conflict.
        if found is None and moved_on and {problem.code for problem in self.problems.errors} - {"amendment-twice"}:
            self.problems, self.at_end = Problems(), True
            self.carried = Carried("conflict", self.entry.text or "", "")
        return found

    def _found(self) -> Stretch | None:
        if self.entry.place == "append":
            return None
        if self.was is None:
            return self._by_number()
        found = self._matching(self.was)
        if len(found) > 1 and self.entry.paragraph is not None and not self.stale:
            found = [each for each in found if each.number == self.entry.paragraph] or found
        if not found:
            return self._gone(self.was)
        if len(found) > 1:
            return self._twice(found)
        return self._checked(found[0])

    # By the words ----------------------------------------------------------------------------------------

    def _matching(self, was: str) -> list[Stretch]:
        """Return the stretches with these words, as authored or as printed; one that prints the same counts once."""
        wanted, plain = wording(was), _printed_wording(was)
        found: list[Stretch] = []
        for each in self.clause.body.stretches:
            if wording(each.source) == wanted:
                found.append(each)
        for each in self.clause.body.stretches:
            printed = self.clause.printed
            known = [printed.of(other.passages) for other in found]
            if self.clause.words(each) != plain or printed.of(each.passages) in known:
                continue
            if printed.sharing(each.passages) <= set(each.passages):
                found.append(each)
        return found

    def _checked(self, stretch: Stretch) -> Stretch | None:
        """Return a stretch when the council's text can stand there, else say why not."""
        body, printed = self.clause.body, self.clause.printed
        if all(body.passages[each].repeated for each in stretch.passages):
            hint = "change the list of answers, or amend the whole list, table or paragraph"
            return self._refuse("the words stand in a loop, which prints them for each entry of a list", hint)
        # A list or table is there when any of it is; a paragraph, when its own first words are.
        needed = stretch.passages if stretch.kind in ("list", "table", "clause") else stretch.passages[:1]
        if not printed.of(needed):
            if not self.own:
                return None  # a base amends it for those of its members that have it
            hint = "take the amendment out, or anchor it at words that are printed"
            why = f"{stretch.name} is not printed with these answers{self._condition(stretch)}"
            return self._refuse(why, hint, "amendment-absent")
        sharing = printed.sharing(stretch.passages)
        if not sharing <= set(stretch.passages):
            whole = next((s for s in body.stretches if sharing == set(s.passages)), body.whole)
            hint = f"name all of it:\n{self._yaml(whole)}"
            return self._refuse("the words are printed in one paragraph with others", hint)
        if stretch.kind == "header" and self.entry.place == "before":
            return self._refuse("nothing stands before the header row of a table", "use place: after")
        return stretch

    def _gone(self, was: str) -> Stretch | None:
        near, is_sure = self._nearest(was)
        if self.stale and not self.lenient:
            near = near if is_sure else None  # a person says which of two it is
            # The library moved on from the words; council and library are merged, and what comes of it is said.
            self.carried = carry(self.entry.place, was, self.entry.text or "", near.source if near else None)
            self.at_end = near is None
            return self._checked(near) if near else None
        source = self.clause.source
        moved = f", which went from {self.entry.base} to {source.front.version}" if self.stale else ""
        message = f'the words that the amendment was written for are not in "{source.id}"{moved}'
        hint = f"`policybuilder clauses show {source.id}` prints each paragraph with the words to paste"
        if near is not None:
            hint = f"{near.name} is nearest: {self._became(was, near)}. If it is the one, read it and write"
            hint += f" (and base: {source.front.version}):\n" if self.stale else ":\n"
            hint += self._yaml(near)
        self.problems.add(
            self.item.placed.location, message, "amendment-gone", hint, "warning" if self.lenient else "error"
        )
        self.at_end = self.lenient and near is None
        return near if self.lenient else None

    def _nearest(self, was: str) -> tuple[Stretch | None, bool]:
        """Return what the words are most like, and whether nothing else is as like."""
        wanted, plain = wording(was), _printed_wording(was)
        best, most, is_sure = None, _TOLD_APART, True
        # Of two as near, the one that stands first; a whole clause of one paragraph is that paragraph.
        for stretch in self.clause.body.stretches:
            if stretch.kind == "clause" and len(self.clause.body.paragraphs) > 1 and "\n\n" not in was.strip():
                continue  # a paragraph became no whole clause, however alike
            source, words = wording(stretch.source), self.clause.words(stretch)
            for one, other in ((wanted, source), (plain, words)):
                # How alike they can be at most is known far sooner than how alike they are.
                if not other or most_alike(one, other) < _NEAR or likeness(one, other) < _NEAR:
                    continue
                near = likeness_to(one, other, self.clause.spread)
                if near > most:
                    best, most, is_sure = stretch, near, True
                elif near == most and best is not None and not set(best.passages) & set(stretch.passages):
                    is_sure = False
        return best, is_sure

    def _became(self, was: str, near: Stretch) -> str:
        source, words = wording(near.source), self.clause.words(near)
        typed, plain = wording(was), _printed_wording(was)
        if words and likeness(plain, words) > likeness(typed, source):
            return differences(plain, words)
        return differences(typed, source)

    def _twice(self, found: list[Stretch]) -> Stretch | None:
        source = self.clause.source
        names = " and as ".join(each.name for each in found)
        message = f'the words that the amendment was written for stand in "{source.id}" more than once, as {names}'
        numbers = [each.number for each in found]
        if len(set(numbers)) == len(numbers) and all(numbers):
            each = " or ".join(f"paragraph: {number}" for number in numbers)
            hint = f"add {each}" + (f", and base: {source.front.version} once you have read it" if self.stale else "")
        else:
            hint = "give more of the words: the whole paragraph with its list or table"
        return self._error(message, "amendment-twice", hint)

    # By number, or the whole clause ----------------------------------------------------------------------

    def _by_number(self) -> Stretch | None:
        number, body, source = self.entry.paragraph, self.clause.body, self.clause.source
        if number is None:
            return self._unanchored([body.whole]) if self.stale else body.whole
        if self.stale:
            return self._unanchored(list(body.paragraphs))
        meant = list(body.meant_by(number))
        if len(meant) > 1:
            return self._unanchored(meant)
        if not meant:
            have = f"{len(body.paragraphs)} paragraph" + ("" if len(body.paragraphs) == 1 else "s")
            message = f'"{source.id}" has {have}, no paragraph {number}'
            return self._error(message, "amendment-place")
        return self._checked(meant[0])

    def _unanchored(self, meant: list[Stretch]) -> Stretch | None:
        source, number = self.clause.source, self.entry.paragraph
        what = f"paragraph {number}" if number else "the clause"
        if self.stale:
            why = f'"{source.id}" went from {self.entry.base} to {source.front.version}'
        else:
            why = f'a condition or loop in "{source.id}" can move it'
        message = f"{what} may not be the one that the amendment was written for: {why}"
        if number is None or len(meant) == 1:
            lead = "read it; if your text still takes its place, write" if self.entry.place == "replace" else "write"
        else:
            lead = "write the words of the one that you mean"
        version = f" (and base: {source.front.version})" if self.stale else ""
        named = [
            f"# {each.name}{self._condition(each)}\n{self._yaml(each)}" if len(meant) > 1 else self._yaml(each)
            for each in meant
        ]
        hint = "\n".join([f"{lead}{version}:", *named])
        return self._error(message, "amendment-anchor", hint)

    def _condition(self, stretch: Stretch) -> str:
        tests = [test for test in self.clause.body.passages[stretch.passages[0]].tests if test]
        return f" (it stands within: {' and '.join(tests)})" if tests else ""

    def _yaml(self, stretch: Stretch) -> str:
        placed = self.item.placed
        if placed.on_one_line:
            return f"was: {json.dumps(stretch.source, ensure_ascii=False)}"
        return in_yaml(stretch.source, max(placed.location.column - 1, 0))

    def _refuse(self, why: str, hint: str, code: str = "amendment-place") -> Stretch | None:
        return self._error(f'"{self.clause.source.id}" cannot be amended there: {why}', code, hint)

    def _error(self, message: str, code: str, hint: str = "") -> Stretch | None:
        self.problems.add(self.item.placed.location, message, code, hint)
        return None


def _printed_wording(text: str) -> str:
    """Return printed words for comparison, without what moves: the paragraph's number, and those of sections."""
    return _REFERENCE.sub("§", _NUMBERED.sub("", wording(text, links=False)))
