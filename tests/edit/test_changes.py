"""Changes of a profile's text: what is said no more goes, and what the profile still says stays."""

from __future__ import annotations

import pytest
import yaml

from policybuilder.edit.changes import Change, Drop, Exclude, Include, changed_profile

BLOCK = """\
id: riverton
# What we make
documents:
  policy:
    # said at the meeting
    {kind}:
      - clause: care
        reason: Ours   # for now
  guide: {{}}
"""
FLOW = "id: riverton\ndocuments: {{policy: {{{kind}: [{{clause: care, reason: Ours}}]}}, guide: {{}}}}\n"
ALONE = "id: riverton\ndocuments:\n  policy:\n    {kind}: [{{clause: care, reason: Ours}}]\n"


def documents(text: str) -> object:
    return yaml.safe_load(text)["documents"]


@pytest.mark.parametrize("shape", [BLOCK, FLOW, ALONE], ids=["block", "flow", "the only document"])
@pytest.mark.parametrize("kind", ["amend", "exclude", "include"])
def test_a_document_stays_named_when_the_last_that_was_said_of_it_goes(shape: str, kind: str) -> None:
    text = shape.format(kind=kind)
    made = changed_profile(text, [Drop("policy", kind, 0)])
    assert list(yaml.safe_load(made)["documents"]) == list(yaml.safe_load(text)["documents"])
    assert not yaml.safe_load(made)["documents"]["policy"]
    assert [line for line in text.split("\n") if line.strip().startswith("#")] == [
        line for line in made.split("\n") if line.strip().startswith("#")
    ]


@pytest.mark.parametrize("shape", [BLOCK, FLOW, ALONE], ids=["block", "flow", "the only document"])
@pytest.mark.parametrize(
    ("was", "change", "now"),
    [
        ("exclude", Include("policy", "care"), {"include": ["care"]}),
        ("include", Exclude("policy", "care", "Theirs"), {"exclude": [{"clause": "care", "reason": "Theirs"}]}),
    ],
)
def test_what_is_taken_out_of_one_list_comes_into_the_other(shape: str, was: str, change: Change, now: object) -> None:
    made = changed_profile(shape.format(kind=was), [change])
    assert yaml.safe_load(made)["documents"]["policy"] == now


def test_what_is_said_again_below_a_document_of_which_nothing_was_left_stands_there() -> None:
    text = changed_profile(BLOCK.format(kind="amend"), [Drop("policy", "amend", 0)])
    made = changed_profile(text, [Exclude("policy", "care", "Theirs")])
    assert documents(made) == {"policy": {"exclude": [{"clause": "care", "reason": "Theirs"}]}, "guide": {}}
