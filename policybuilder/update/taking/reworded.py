"""New words for a passage, put into its source: what did not change keeps its source, and its values stay live.

A value whose own words changed, and nothing else just there, is a changed answer: it stays live, and what it should
read is told. One that was written over with the words around it is gone; one that stands elsewhere now is live there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from policybuilder.library.wording import as_read
from policybuilder.sequences.readable import Words, common_words
from policybuilder.update.taking.live_words import FRAGMENT, LiveWord, Mark, printed


@dataclass(frozen=True)
class NewValue:
    """A value that should read otherwise: the word as it stands in the source, and what it should read."""

    word: LiveWord
    now: str


@dataclass(frozen=True)
class Reworded:
    """The words of a passage or cell after an edit, and the values among them that should read otherwise."""

    words: tuple[LiveWord, ...]
    values: tuple[NewValue, ...]


def reworded(old: Sequence[LiveWord], new: Sequence[LiveWord]) -> Reworded:
    """Return the words of `old` changed into those of `new`, which a person typed."""
    work = _Work(old, new, _tokens(old), _tokens(new))
    work.keep()
    work.find_values()
    return Reworded(tuple(work.words()), tuple(work.told))


@dataclass(frozen=True)
class _Token:
    """What is compared: a part of the word with this number, as it is read."""

    key: str
    word: int


def _tokens(words: Sequence[LiveWord]) -> list[_Token]:
    return [
        _Token(as_read(part) or part, number)
        for number, word in enumerate(words)
        for part in (FRAGMENT.findall(word.printed) if word.value is not None else (word.printed,))
    ]


def _wholes(words: Sequence[LiveWord], tokens: Sequence[_Token]) -> list[tuple[int, int]]:
    """Return where each value starts and ends among the tokens."""
    found: list[tuple[int, int]] = []
    for position, token in enumerate(tokens):
        if words[token.word].value is None:
            continue
        if position and tokens[position - 1].word == token.word:
            found[-1] = (found[-1][0], position + 1)
        else:
            found.append((position, position + 1))
    return found


@dataclass(frozen=True)
class _Gap:
    """Tokens that went, from `old` to before `old_end`, and those in their place, from `new` to before `new_end`."""

    old: int
    old_end: int
    new: int
    new_end: int


@dataclass
class _Work:
    """One passage while it is worked at: both sides' words and tokens, and what has been found."""

    old: Sequence[LiveWord]
    new: Sequence[LiveWord]
    before: Sequence[_Token]
    after: Sequence[_Token]
    kept: dict[int, int] = field(default_factory=dict)
    """The tokens that stayed: the place before by the place now."""
    values: dict[int, tuple[int, int]] = field(default_factory=dict)
    """The values that stand in the new text: by their first place now, the place after them and the word's number."""
    told: list[NewValue] = field(default_factory=list)

    def keep(self) -> None:
        sides = (self._side(self.old, self.before), self._side(self.new, self.after))
        self.kept = {each.new + n: each.old + n for each in common_words(*sides) for n in range(each.length)}

    def _side(self, words: Sequence[LiveWord], tokens: Sequence[_Token]) -> Words:
        keys = [token.key for token in tokens]
        return Words(keys, keys, _wholes(words, tokens))

    def find_values(self) -> None:
        """Find where each value stands now: where it was, elsewhere as it was, or where it reads otherwise."""
        now = {was: place for place, was in self.kept.items()}
        for start, end in _wholes(self.old, self.before):
            first, length = now.get(start, -1), end - start
            if first >= 0 and all(self.kept.get(first + n) == start + n for n in range(length)):
                self.values[first] = (first + length, self.before[start].word)
                continue
            for n in range(start, end):
                if n in now:
                    del self.kept[now[n]]
            self._seek(start, end)
        for gap in list(self._gaps()):
            self._answered(gap)
            self._grown(gap)

    def _seek(self, start: int, end: int) -> None:
        """Find a value among the new words, if it can be nothing else there."""
        wanted = [token.key for token in self.before[start:end]]
        if len(wanted) == 1 and len(wanted[0]) < 2:
            return
        for first in range(len(self.after) - len(wanted) + 1):
            places = range(first, first + len(wanted))
            if [self.after[n].key for n in places] == wanted and not any(self._taken(n) for n in places):
                self.values[first] = (places.stop, self.before[start].word)
                return

    def _taken(self, place: int) -> bool:
        return place in self.kept or any(first <= place < end for first, (end, _) in self.values.items())

    def _gaps(self) -> Iterator[_Gap]:
        at_old = at_new = 0
        for place, was in sorted({**self.kept, len(self.after): len(self.before)}.items()):
            if was > at_old or place > at_new:
                yield _Gap(at_old, was, at_new, place)
            at_old, at_new = was + 1, place + 1

    def _answered(self, gap: _Gap) -> None:
        """Note the value of a gap that reads otherwise now: it alone was written over, or one number by another."""
        placed = {word for _, word in self.values.values()}
        gone = dict.fromkeys(token.word for token in self.before[gap.old : gap.old_end])
        values = [word for word in gone if self.old[word].value is not None and word not in placed]
        free = [n for n in range(gap.new, gap.new_end) if not self._taken(n)]
        if len(values) != 1 or not free or not self.old[values[0]].parameter:
            return
        word = values[0]
        numbers = [n for n in free if self.after[n].key.isdigit()]
        if self.old[word].printed.isdigit() and len(numbers) == 1:
            self._tell(word, numbers[0], numbers[0] + 1)
        elif len(gone) == 1 and len(free) == gap.new_end - gap.new:
            self._tell(word, gap.new, gap.new_end)

    def _tell(self, word: int, first: int, end: int) -> None:
        self.values[first] = (end, word)
        self.told.append(NewValue(self.old[word], self._text(first, end)))

    def _grown(self, gap: _Gap) -> None:
        """Note a name, such as a role's, that goes on now: capitals that were put in right behind it are part of it."""
        if gap.old < gap.old_end or not gap.old:
            return
        added = [self.new[token.word] for token in self.after[gap.new : gap.new_end]]
        first, (_, word) = next(
            ((first, found) for first, found in self.values.items() if found[0] == gap.new), (-1, (0, 0))
        )
        is_name = (
            first >= 0
            and self.old[word].parameter
            and self.old[word].printed.split()[-1:]
            and self.old[word].printed.split()[-1][:1].isupper()
        )
        if is_name and all(each.space and each.printed[:1].isupper() for each in added):
            del self.values[first]
            self._tell(word, first, gap.new_end)

    def _text(self, first: int, end: int) -> str:
        return printed(self.new[token.word] for token in self.after[first:end])

    # The new words ---------------------------------------------------------------------------------------

    def words(self) -> Iterator[LiveWord]:
        """Yield the words as they are now, each with its source, the space before it and the marks around it."""
        marks = self._marks()
        place, last, done = 0, -2, -1
        while place < len(self.after):
            typed = self.new[self.after[place].word]
            if place in self.values:
                end, number = self.values[place]
                word = self.old[number]
            elif place in self.kept:
                number, end = self.before[self.kept[place]].word, place + 1
                word = _relinked(self.old[number], typed)
            else:
                number, end = -2, place + 1
                word = self._typed(typed, marks.get(place, ()))
            if number < 0 and self.after[place].word == done:
                place = end
                continue  # a reference that was put in is one word, however many it reads as
            done = self.after[place].word
            beside = number >= 0 and number == last + 1 and word.space
            yield replace(word, space=(word.space if beside else " ") if typed.space else "")
            place, last = end, number

    def _typed(self, word: LiveWord, marks: tuple[Mark, ...]) -> LiveWord:
        """Return a word that was put in, with the marks of the words around it, and those of a link of its own."""
        if any(mark.before.startswith("`") for mark in marks):
            return replace(word, source=word.printed, marks=marks)
        is_linked = any(mark.before.startswith(("[", "<")) for mark in marks)
        own = () if is_linked else tuple(mark for mark in word.marks if mark.before == "[")
        return replace(word, marks=(*marks, *own))

    def _marks(self) -> Mapping[int, tuple[Mark, ...]]:
        """Return the marks for each new place: those of all words that it replaces, or of both beside it."""
        found: dict[int, tuple[Mark, ...]] = {}
        for gap in self._gaps():
            beside = (gap.old - 1, gap.old) if gap.old == gap.old_end else range(gap.old, gap.old_end)
            around = [self.old[self.before[n].word].marks if 0 <= n < len(self.before) else () for n in beside]
            common = tuple(mark for mark in around[0] if all(mark in marks for marks in around)) if around else ()
            found.update(dict.fromkeys(range(gap.new, gap.new_end), common))
        return found


def _relinked(word: LiveWord, typed: LiveWord) -> LiveWord:
    """Return a word that stayed, with its link leading where the file's does."""
    now = next((mark for mark in typed.marks if mark.before == "["), None)
    if now is None:
        return word
    marks = tuple(replace(mark, after=now.after) if mark.before == "[" else mark for mark in word.marks)
    return replace(word, marks=marks)


__all__ = ["NewValue", "Reworded", "reworded"]
