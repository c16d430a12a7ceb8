"""A clause that a council leaves out takes along what sends readers to it, and the council is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.document import block_text
from policybuilder.errors import PolicyBuilderError, Problems
from policybuilder.resolution import resolve
from tests.workspaces import clause, library, profile, shell, template, tiny

LEFT_OUT = "{policy: {exclude: [{clause: gone, reason: Not ours}]}}"


def read(root: Path, body: str, documents: str = LEFT_OUT) -> tuple[str, list[str]]:
    """Return the words of a clause that mentions another, and what the council is told."""
    shell(tiny(root))
    clause(root, "gone", "Do this.\n")
    clause(root, "kept", body)
    template(root, "gone", "kept")
    profile(root, documents=documents)
    told = Problems()
    made = resolve(library(root), "riverton", "policy", told)
    (found,) = [each for section in made.sections for each in section.clauses if each.id == "kept"]
    return "\n".join(block_text(block) for block in found.blocks), [each.message for each in told.found]


AT, OF = "{{ ref('gone') }}", "{{ ref('gone') | capitalised }}"


@pytest.mark.parametrize(
    ("body", "left", "went"),
    [
        (f"Ask first ({AT}). Then start.\n", "Ask first. Then start.", "({ref})"),
        (f"Ask first. {OF} says how. Then start.\n", "Ask first. Then start.", "{Ref} says how."),
        (f"{OF} says how. Then start.\n", "Then start.", "{Ref} says how."),
        (f"Ask a@b.example, as {AT} says.\n\nThen start.\n", "Then start.", "Ask a@b.example, as {ref} says."),
        (f"You must:\n\n- ask\n- follow {AT}\n- start\n", "You must:\nask\nstart", "follow {ref}"),
        (f"| A | B |\n| --- | --- |\n| **How** | See {AT} |\n| **Who** | You |\n", "A\tB\nWho\tYou", "See {ref}"),
    ],
    ids=["brackets", "sentence", "first-sentence", "paragraph", "item", "row"],
)
def test_what_mentions_it_goes_with_it_and_is_told(tmp_path: Path, body: str, left: str, went: str) -> None:
    text, told = read(tmp_path, body)
    assert text == left
    (message,) = told[-1:]
    assert f'goes with it: "{went.format(ref="section", Ref="Section")}' in message


def test_what_a_condition_asks_for_is_not_told(tmp_path: Path) -> None:
    body = "Ask{% if included('gone') %} ({{ ref('gone') }}){% endif %}.\n"
    text, told = read(tmp_path, body)
    assert (text, told) == ("Ask.", ['the mandatory clause "gone" is excluded: Not ours'])


def test_a_text_of_the_councils_own_may_not_mention_what_it_leaves_out(tmp_path: Path) -> None:
    own = "{clause: kept, place: append, base: 1.0.0, reason: Ours, text: \"See {{ ref('gone') }}.\"}"
    documents = LEFT_OUT.replace("}]}}", f"}}], amend: [{own}]}}}}")
    with pytest.raises(PolicyBuilderError, match="absent-clause"):
        read(tmp_path, "Ask first.\n", documents)


def test_a_clause_that_no_council_left_out_must_be_asked_for(tmp_path: Path) -> None:
    with pytest.raises(PolicyBuilderError, match="absent-clause"):
        read(tmp_path, "Ask first ({{ ref('care') }}).\n")
