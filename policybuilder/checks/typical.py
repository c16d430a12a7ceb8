"""Typical words for what a clause prints, so that its sentences can be read before any council fills them in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from policybuilder.labels import ENGLISH
from policybuilder.library.forms import form_of
from policybuilder.library.library import Library
from policybuilder.library.parameters import Parameter, SettingValue
from policybuilder.library.values import listed

_PATH = re.compile(r"""([a-z_]\w*)(?:\.(\w+)|\[["']([\w-]+)["']\])?""")
_FACTS = {
    "council.name": "Riverton Borough Council",
    "council.in_text": "Riverton Borough Council",
    "council.short_name": "Riverton",
    "council.possessive": "Riverton's",
    "document.title": "AI policy",
    "document.review_date": "12 March 2027",
    "document.version": "1.0",
}
ANY = "example"
"""What stands for an expression of which nothing typical is known."""


class Typical:
    """Words for printed expressions: defaults of parameters, England's terms, citations, a section's number."""

    def __init__(self, library: Library) -> None:
        """Read from a library's reference files."""
        self.parameters: Mapping[str, Parameter] = library.reference.parameters
        self.terms, self.law = library.reference.terms, library.reference.law
        self.words = lru_cache(maxsize=None)(self._words)

    def _words(self, expression: str) -> str:
        if "ref(" in expression:
            word = "Appendix A" if '"app-' in expression or "'app-" in expression else "section 7.2"
            return word[:1].upper() + word[1:] if "capitalised" in expression else word
        found = _PATH.match(expression)
        if not found:
            return ANY
        family, member = found[1], found[2] or found[3] or ""
        text = self._named(family, member)
        return text[:1].upper() + text[1:] if "capitalised" in expression else text

    def _named(self, family: str, member: str) -> str:
        name = f"{family}.{member}" if member else family
        if name in self.parameters:
            return self.shown(self.parameters[name])
        if family == "terms" and member in self.terms:
            words = self.terms[member].words
            return words["england"] or next((text for text in words.values() if text), ANY)
        if family == "law" and member in self.law:
            return self.law[member].cite
        return _FACTS.get(name, ANY)

    def shown(self, parameter: Parameter) -> str:
        """Return how a parameter's default reads; its label where it has none."""
        seen: set[str] = set()
        while parameter.default_from and parameter.name not in seen:
            seen.add(parameter.name)
            parameter = self.parameters.get(parameter.default_from, parameter)
        value = parameter.default
        if value is None and parameter.default_by_nation:
            value = next(iter(parameter.default_by_nation.values()))
        return _shown(value) or ANY


def _shown(value: SettingValue) -> str:
    if isinstance(value, list):
        texts = [str(item) for item in value if isinstance(item, str)]
        return str(listed(texts)) if texts else ""
    form = form_of(value)
    return form.printed(value, ENGLISH, False) if form and form.printed else ""
