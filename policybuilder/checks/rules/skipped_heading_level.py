"""A heading within a clause is not one level below the clause's own.

The clause's title is a heading already, written by the tool. A heading inside it is the next level, `### Heading`;
any other number of signs would skip a level or stand beside the title. People who use a screen reader move through a
document by its headings, and a level that is skipped sounds like a part that is missing. This is technique H42 and
advice G141 of the Web Content Accessibility Guidelines 2.2 (success criterion 1.3.1;
https://www.w3.org/WAI/WCAG22/Techniques/general/G141).

To put it right, write `###`, or leave the heading out: a clause seldom needs one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policybuilder.checks.rule import Finding, Rule
from policybuilder.checks.subjects import ClauseSubject
from policybuilder.library.strict_yaml import place_in

PASSES = ("### In meetings\n\nYou must ask first.\n",)
FAILS = ("##### In meetings\n\nYou must ask first.\n", "# In meetings\n\nYou must ask first.\n")

_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+\S", re.MULTILINE)


def look(subject: ClauseSubject) -> Iterator[Finding]:
    """Yield a finding for each heading that is not of the third level."""
    source = subject.source
    for found in _HEADING.finditer(source.body):
        if len(found[1]) != 3:
            message = f'a heading of level {len(found[1])} ("{found[1]}") in a clause; its headings are of level 3'
            yield Finding(place_in(source.body, found.start(1), source.file, source.body_line), message, "write ###")


RULE = Rule("skipped-heading-level", "Headings that skip a level", "error", "clause", look)
