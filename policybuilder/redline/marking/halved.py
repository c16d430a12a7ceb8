"""Words of which the new document's own changes are only a half, such as the "s" put behind "tool"."""

from __future__ import annotations

from policybuilder.redline.marking.recorded import Stretch, story_of
from policybuilder.redline.package import Package
from policybuilder.redline.reading.blocks import WORD

_LONGEST = 60


def halved_words(package: Package) -> frozenset[str]:
    """Return the words, as they are when all is accepted, in the midst or at an end of which a change stops."""
    found: set[str] = set()
    for part in package.stories():
        story = story_of(package.root(part))
        for stretch in story.stretches:
            for at in {stretch.start, stretch.stop}:
                found |= _word_at(story.text, at, stretch)
    return frozenset(found)


def _word_at(text: str, at: int, stretch: Stretch) -> set[str]:
    """Return the word that a change halves here, if it does."""
    before = text[at - 1 : at] if at else ""
    after = text[at : at + 1]
    if not stretch.came:
        if before.isalnum() and stretch.words[0].isalnum():
            after = stretch.words[0]
        elif after.isalnum() and stretch.words[-1].isalnum():
            before = stretch.words[-1]
    if not (before.isalnum() and after.isalnum()):
        return set()
    low = max(0, at - _LONGEST)
    near = text[low : at + _LONGEST]
    return {match[0] for match in WORD.finditer(near) if match.start() <= at - low <= match.end() and match[0].strip()}
