"""What an old policy calls people: the word that it uses most, where that is not the library's own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from policybuilder.adopt.old_policy import OldPassage
from policybuilder.library.library import Library

_FEWEST = 2
"""So often is a word said that is the policy's own, and more often than every other one."""


def words_used(
    passages: Sequence[OldPassage], library: Library, words: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, str, OldPassage]]:
    """Yield parameters of which one of the words is said most often and is not the default: name, word, first passage.

    `words` are classes of words: one with a parameter's name, in hyphens, holds those that may be its answer.
    """
    for key, known in words.items():
        name = key.replace("-", "_")
        parameter = library.reference.parameters.get(name)
        if parameter is None:
            continue
        pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, known))})\b", re.IGNORECASE)
        said = [(found.group().lower(), passage) for passage in passages for found in pattern.finditer(passage.text)]
        most = Counter(word for word, _ in said).most_common(2)
        if not most or most[0][1] < _FEWEST or (len(most) > 1 and most[0][1] == most[1][1]):
            continue
        word = most[0][0]
        if word != parameter.default:
            yield name, word, next(passage for each, passage in said if each == word)
