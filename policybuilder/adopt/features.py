"""What of a passage is looked at where a clause was learnt: its words, pairs of them, and what stands above it.

A feature is a short text: an idea or word of the passage, two that follow one another, or one of the heading or of what
leads into its list or table. What is learnt and what is read must have the same features, so they are made here alone.
"""

from __future__ import annotations

from itertools import pairwise

from policybuilder.adopt.stems import Meanings, stems_of


def features_of(text: str, heading: str, lead: str, meanings: Meanings) -> frozenset[str]:
    """Return the features of a passage.

    Ideas are words as they are compared elsewhere; stems are all words, idle ones too, because who says "you must not"
    and who "the board will" speaks of different clauses.
    """
    ideas = meanings.words(text)
    stems = stems_of(text)
    return frozenset(
        (
            *ideas,
            *(f"{first}+{second}" for first, second in pairwise(ideas)),
            *(f"s:{stem}" for stem in stems),
            *(f"s:{first}+{second}" for first, second in pairwise(stems)),
            *(f"h:{idea}" for idea in meanings.words(heading)),
            *(f"l:{idea}" for idea in meanings.words(lead)),
        )
    )


def is_word(feature: str) -> bool:
    """Return whether a feature is a word of the passage itself, and no pair and nothing that stands above it."""
    return "+" not in feature and not feature.startswith(("h:", "l:"))


def is_shown(feature: str) -> bool:
    """Return whether a feature holds words that a report can show: ideas of the passage or of the heading above it."""
    return not feature.startswith(("s:", "l:"))
