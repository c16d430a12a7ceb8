"""What the library changed beneath the council's own text, where a reader of the policy sees nothing of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from policybuilder.compare.changes import Beneath
from policybuilder.document import Amendment, Clause
from policybuilder.library.wording import wording

_SAME: tuple[Callable[[Amendment, Amendment], bool], ...] = (
    lambda old, new: old.text == new.text,
    lambda old, new: bool(old.was) and wording(old.was) == wording(new.was),
    lambda old, new: old.reason == new.reason,
    lambda old, new: 0 < old.paragraph == new.paragraph,
)
"""What makes two amendments one that lived on, the surest sign first; they stand in one place of their paragraph."""


def paired(old: Sequence[Amendment], new: Sequence[Amendment]) -> tuple[tuple[Amendment | None, Amendment | None], ...]:
    """Return the amendments of a clause before and now in pairs, those that are only on one side last."""
    before, after = list(old), list(new)
    found: list[tuple[Amendment | None, Amendment | None]] = []
    for same in _SAME:
        for one in list(after):
            was = next((each for each in before if each.place == one.place and same(each, one)), None)
            if was is not None:
                before.remove(was)
                after.remove(one)
                found.append((was, one))
    return (*found, *((None, one) for one in after), *((one, None) for one in before))


def beneath(old: Clause, new: Clause) -> Iterator[Beneath]:
    """Yield where the library's words changed that the council's own text takes the place of, before and now."""
    for was, now in paired(old.provenance.amendments, new.provenance.amendments):
        if was is None or now is None or now.place != "replace":
            continue
        if was.was:
            if wording(was.was) != wording(now.was):
                yield Beneath(was.was_printed or was.was, now.was_printed or now.was, now.text_printed or now.text)
        elif old.provenance.content_hash != new.provenance.content_hash:
            # A version from before the words were kept: that the clause changed is known, and not where.
            yield Beneath("", now.was_printed or now.was, now.text_printed or now.text)
