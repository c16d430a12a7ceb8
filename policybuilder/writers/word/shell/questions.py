"""What a letterhead leaves open that only a person can say: which section takes the policy, and what of it stays."""

from __future__ import annotations

from dataclasses import dataclass

from policybuilder.ooxml.package import open_word_file
from policybuilder.writers.word.shell.own_text import own_text
from policybuilder.writers.word.shell.own_words import OwnWords
from policybuilder.writers.word.shell.sections import SectionSeen, section_faults, sections_in, sections_seen, slot_of


@dataclass(frozen=True)
class Questions:
    """What is asked of a letterhead.

    `sections` are those to choose from, none where the policy's is known; `text` are the words of its own that may be
    left out, and they are to be decided on while it `is_open`: in a file with a slot, somebody put them there.
    """

    sections: tuple[SectionSeen, ...]
    text: tuple[OwnWords, ...]
    is_open: bool


def questions_of(letterhead: bytes, name: str, section: int = 0) -> Questions:
    """Return what is asked of a letterhead, when the policy goes into the section of a number, 0 where none is named.

    While the section is to be chosen, the words are those of all that could be. Raises PolicyBuilderError, located at
    `name`, for what is no Word document.
    """
    file = open_word_file(letterhead, name)
    main = file.seen(file.main)
    has_slot, count = slot_of(main) is not None, len(sections_in(main))
    if next(section_faults(file, section), None):
        return Questions((), (), False)  # preparing says what is wrong
    sections = sections_seen(main) if count > 1 and not has_slot and not section else ()
    numbers = [each.number for each in sections] or [section]
    text = tuple(own for number in numbers for own in own_text(file, number))
    return Questions(sections, text, bool(text) and not has_slot)
