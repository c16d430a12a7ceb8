"""A text for a council's document with its tests decided; what stands in `{{ … }}` stays as it was authored."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from policybuilder.errors import Problems
from policybuilder.library.template_language import analyse_body
from policybuilder.resolution.fill import Filler

PRINT = re.compile(r"\{\{.*?\}\}", re.DOTALL)
"""What prints a value."""
TOKEN = re.compile("\ue004([0-9]+)\ue005")
"""What stands for a stretch of a text while its tests are decided: its number among those that were set aside."""


@dataclass(frozen=True)
class Decider:
    """Decides the tests of texts as one document of a council does."""

    filler: Filler

    def tokens(self, text: str, aside: Sequence[tuple[int, int]], file: str = "", line: int = 1) -> str:
        """Return a text as its tests decide, a token for each stretch in `aside` (its start and end).

        What cannot be decided is noted as a problem of the filler, at `file` from `line` on, and gives no words.
        """
        parts, at = [], 0
        for number, (start, end) in enumerate(aside):
            parts += [text[at:start], f"\ue004{number}\ue005"]
            at = end
        body = analyse_body("".join([*parts, text[at:]]), "")
        self.filler.problems.extend(body.problems)
        return "" if body.problems else self.filler.fill(body, file, line).text

    def known(self, text: str, aside: Sequence[tuple[int, int]]) -> str | None:
        """Return what `tokens` does, None for a text that cannot be decided; nothing is noted."""
        alone = Decider(replace(self.filler, problems=Problems()))
        tokens = alone.tokens(text, aside)
        return None if alone.filler.problems.found else tokens

    def decided(self, text: str) -> str | None:
        """Return a text as its tests decide, its values live; None where they cannot be decided."""
        if "{%" not in text:
            return text
        prints = [found.span() for found in PRINT.finditer(text)]
        tokens = self.known(text, prints)
        if tokens is None:
            return None
        return TOKEN.sub(lambda token: text[slice(*prints[int(token[1])])], tokens)


__all__ = ["PRINT", "TOKEN", "Decider"]
