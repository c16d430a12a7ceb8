"""A list would be flattened into the text around it.

Markdown takes a list for a part of the paragraph above unless a blank line parts them, and an item that is nested by
two spaces for an item of the outer list. Both look right in the file and wrong in the policy. This is how Markdown
itself is defined (https://daringfireball.net/projects/markdown/syntax, "lists": four spaces), and how the library
used here reads it.

To put it right, leave a blank line before and after the list, and indent nested items by four spaces.
"""

from __future__ import annotations

from collections.abc import Iterator

from policybuilder.checks.prose import TextOrigin, variants
from policybuilder.checks.rule import Finding, Rule
from policybuilder.checks.subjects import ClauseSubject
from policybuilder.readers.markdown.blocks import flattened_lists

PASSES = ("You must:\n\n- check the output\n    - and its sources\n",)
FAILS = ("You must:\n- check the output\n", "You must:\n\n- check the output\n  - and its sources\n")


def look(subject: ClauseSubject) -> Iterator[Finding]:
    """Yield a finding for each line that would be flattened, in any variant of the clause."""
    source = subject.source
    if (
        "\n- " not in source.body
        and "\n1" not in source.body
        and "\n* " not in source.body
        and "\n+ " not in source.body
    ):
        return
    origin = TextOrigin(source.file, source.body, source.body_line)
    for made in variants(source.body, lambda _: "x"):
        starts = [0]
        for line in made.text.split("\n"):
            starts.append(starts[-1] + len(line) + 1)
        for number, reason in flattened_lists(made.text):
            yield Finding(
                origin.location(made.source_of(starts[number - 1])), reason, "Markdown would run it into the text"
            )


RULE = Rule("flattened-list", "Lists that Markdown would flatten", "error", "clause", look)
