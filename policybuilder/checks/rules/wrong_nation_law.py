"""Law, or a body, of another nation is named.

England, Wales, Scotland and Northern Ireland have Acts, regulators and ombudsmen of their own. A Scottish policy that
names the Freedom of Information Act 2000 sends people to the wrong law. Which nations an instrument belongs to is in
clauses/law.yaml and clauses/terms.yaml, each with its source.

A clause is looked at with its condition and the tests around the words: an Act of Scotland under `{% if nation ==
'scotland' %}` is right. A council's own words are looked at for the council's nation. (`{{ law.x }}` and `{{ terms.x
}}` are refused where they do not hold when a document is made; this rule finds names that are typed out.)

To put it right, write `{{ law.x }}` or `{{ terms.x }}`, or test the nation first.
"""

from __future__ import annotations

from collections.abc import Iterator

from policybuilder.checks.rule import Finding, Rule
from policybuilder.checks.subjects import CheckedText
from policybuilder.library.schema import NATIONS

PASSES = (
    "Requests come under {{ terms.access_act }}.",
    "{% if nation != 'scotland' %}\nThe Freedom of Information Act 2000 gives access.\n{% endif %}\n",
)
FAILS = (
    "The Freedom of Information Act 2000 gives access.",
    "{% if nation == 'wales' %}\nThe Freedom of Information (Scotland) Act 2002 gives access.\n{% endif %}\n",
)


def look(text: CheckedText) -> Iterator[Finding]:
    """Yield a finding for each name that cannot be right in a nation where it is read."""
    if text.nations is None:
        return
    known = text.words.nations
    for part in text.parts:
        for found in text.words.nations_pattern.finditer(part.text):
            holds = known[" ".join(found.group().split())]
            if len(holds) == len(NATIONS) or part.in_value(found.start()):
                continue
            wrong = [nation for nation in NATIONS if nation in text.nations(part, found.start()) - holds]
            if wrong:
                message = f'"{found.group()}" does not hold in {_listed(wrong)}'
                hint = (
                    f"it holds in {_listed([n for n in NATIONS if n in holds])}; use terms or law, or test nation first"
                )
                yield Finding(part.place(found.start()), message, hint)


def _listed(nations: list[str]) -> str:
    return ", ".join(nation.replace("-", " ").title() for nation in nations)


RULE = Rule("wrong-nation-law", "Law or bodies of another nation", "error", "text", look)
