"""One value of a person's YAML is changed, and every other character stays as it was typed."""

from __future__ import annotations

import difflib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policybuilder.edit.yaml_lines import Words, entry, keyed
from policybuilder.edit.yaml_text import Path, with_entries, with_entry, with_value, without
from policybuilder.errors import PolicyBuilderError
from policybuilder.library.strict_yaml import read_yaml

PROFILE = """\
# What Riverton decides.
id: riverton   # never changes

roles:
  # Who is the data protection officer?
  # dpo: Data Protection Officer
  siro: "Director of Resources"  # until May

# The defaults that you kept.
# kept:
#   roles.dpo: Data Protection Officer

parameters:
  # Which unions?
  # unions:
  #   - UNISON
  #   - GMB
  people: [employees, agency workers]
  note: |
    Two lines
    # of words, not a comment

documents:
  policy:
    owner: Head of Digital
    amend:
      - clause: first
        text: |
          Some words.

          More of them.
        # said by scrutiny
      # the next one is of June
      - {clause: second, text: short}
  guide: {owner: Head of People, exclude: [{clause: old, reason: 'Not ours: theirs'}]}
"""


def test_what_comes_into_empty_braces_stands_below_their_key_with_the_comment_of_its_line() -> None:
    text = "documents:\n  policy: {}  # ours\n  guide: {}\n"
    assert with_value(text, ("documents", "policy", "amend"), [{"clause": "care", "text": Words("Two.\nLines.")}]) == (
        "documents:\n  policy:  # ours\n    amend:\n      - clause: care\n        text: |\n"
        "          Two.\n          Lines.\n  guide: {}\n"
    )
    assert "{policy: {owner: Us}}" in with_value("documents: {policy: {}}\n", ("documents", "policy", "owner"), "Us")


def test_entries_that_are_added_together_are_what_they_are_one_by_one() -> None:
    entries = [{"clause": "a", "text": Words("One.")}, {"clause": "b", "text": Words("Two.\n\nThree.")}]
    for path in (("documents", "policy", "amend"), ("documents", "guide", "exclude"), ("documents", "guide", "amend")):
        one_by_one = PROFILE
        for each in entries:
            one_by_one = with_entry(one_by_one, path, each)
        assert with_entries(PROFILE, path, entries) == one_by_one


def changed(before: str, after: str) -> tuple[list[str], list[str]]:
    """Return the lines that went and those that came."""
    lines = list(difflib.ndiff(before.split("\n"), after.split("\n")))
    return [line[2:] for line in lines if line[0] == "-"], [line[2:] for line in lines if line[0] == "+"]


CASES: list[tuple[Path, Any, list[str], list[str]]] = [
    (("id",), "stowbridge", ["id: riverton   # never changes"], ["id: stowbridge   # never changes"]),
    (
        ("roles", "siro"),
        "Director: Finance",
        ['  siro: "Director of Resources"  # until May'],
        ["  siro: 'Director: Finance'  # until May"],
    ),
    (("roles", "dpo"), "Head of Law", ["  # dpo: Data Protection Officer"], ["  dpo: Head of Law"]),
    (("kept",), {"roles.dpo": "DPO"}, [], ["kept:", "  roles.dpo: DPO"]),
    (("kept", "roles.dpo"), "DPO", [], ["kept:", "  roles.dpo: DPO"]),
    (
        ("parameters", "unions"),
        ["UNISON", "Unite"],
        ["  # unions:", "  #   - UNISON", "  #   - GMB"],
        ["  unions:", "    - UNISON", "    - Unite"],
    ),
    (
        ("parameters", "people"),
        ["all"],
        ["  people: [employees, agency workers]"],
        ["  people:", "    - all"],
    ),
    (("parameters", "days"), 28, [], ["  days: 28"]),
    (
        ("documents", "policy", "amend", 0, "text"),
        Words("Other.\n\nWords."),
        ["          Some words.", "          More of them."],
        ["          Other.", "          Words."],
    ),
    (
        ("documents", "guide", "owner"),
        "Head of Law, interim",
        ["  guide: {owner: Head of People, exclude: [{clause: old, reason: 'Not ours: theirs'}]}"],
        ["  guide: {owner: 'Head of Law, interim', exclude: [{clause: old, reason: 'Not ours: theirs'}]}"],
    ),
]


@pytest.mark.parametrize(("path", "value", "went", "came"), CASES, ids=lambda value: str(value)[:30])
def test_a_value_is_set_and_no_other_line_changes(path: Path, value: Any, went: list[str], came: list[str]) -> None:
    after = with_value(PROFILE, path, value)
    assert changed(PROFILE, after) == (went, came)


def test_what_is_an_example_in_the_file_stays_and_the_answer_comes_after_it() -> None:
    after = with_value(PROFILE, ("kept", "roles.dpo"), "DPO")
    assert "#   roles.dpo: Data Protection Officer\nkept:\n  roles.dpo: DPO\n\nparameters:" in after


def test_an_entry_is_added_below_the_last_one() -> None:
    after = with_entry(PROFILE, ("documents", "policy", "amend"), {"clause": "third", "text": Words("New\nwords")})
    assert after.partition("text: short}\n")[2].startswith(
        "      - clause: third\n        text: |\n          New\n          words\n  guide: {"
    )
    assert changed(PROFILE, with_entry(PROFILE, ("documents", "policy", "include"), "more")) == (
        [],
        ["    include:", "      - more"],
    )
    assert "[employees, agency workers, 'a, b']" in with_entry(PROFILE, ("parameters", "people"), "a, b")


def test_an_entry_is_taken_out_and_comments_stay() -> None:
    after = without(PROFILE, ("documents", "policy", "amend", 0))
    assert "# said by scrutiny" in after
    assert "# the next one is of June" in after
    assert "Some words" not in after
    assert "exclude" not in without(PROFILE, ("documents", "guide", "exclude", 0))
    assert "amend:" not in without(
        without(PROFILE, ("documents", "policy", "amend", 0)), ("documents", "policy", "amend", 0)
    )


@pytest.mark.parametrize(
    ("path", "why"), [(("id", "more"), "something else"), (("parameters", "people", 0, "x"), "something else")]
)
def test_what_cannot_be_set_is_refused_at_its_line(path: Path, why: str) -> None:
    with pytest.raises(PolicyBuilderError) as caught:
        with_value(PROFILE, path, "x", "profiles/riverton.yaml")
    assert why in caught.value.problems[0].message
    assert caught.value.problems[0].location.path == "profiles/riverton.yaml"


def test_the_first_key_of_an_entry_stays_behind_its_hyphen() -> None:
    assert with_value("a:\n  - b: 1  # why\n    c: 2\n", ("a", 0, "b"), ["x"]) == (
        "a:\n  - b:  # why\n      - x\n    c: 2\n"
    )


def test_a_file_that_does_not_end_in_a_new_line_and_an_empty_one_are_changed_too() -> None:
    assert with_value("id: a", ("roles", "dpo"), "X") == "id: a\nroles:\n  dpo: X"
    assert with_value("", ("id",), "a") == "id: a\n"
    assert with_value("# only this\n", ("id",), "a") == "# only this\nid: a\n"


# Laws ----------------------------------------------------------------------------------------------------

WORDS = st.text(st.sampled_from("ab: #,'\"-[]{}|>%&*!?é\\"), min_size=1, max_size=12).map(str.strip).filter(bool)
KEYS = st.sampled_from(["a", "bee", "c-d", "e.f"])
SCALARS = WORDS | st.integers(0, 99) | st.booleans()
LINES = st.lists(WORDS | st.just(""), min_size=1, max_size=4).map("\n".join).map(str.strip).filter(bool)
VALUES: st.SearchStrategy[Any] = st.recursive(
    SCALARS | LINES.map(Words),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(KEYS, below, max_size=3),
    max_leaves=6,
)
COMMENTS = st.sampled_from(["", "# a comment", "  # within", "      # deep: too", "# a: question"])


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Draw a file: mappings of values in block style, comments and empty lines between any two lines of keys."""
    content = draw(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4))
    lines: list[str] = []
    for key, value in content.items():
        lines += [draw(COMMENTS), *keyed(key, value, 0)]
    return "\n".join(lines) + draw(st.sampled_from(["", "\n", "\n\n# the end\n"]))


def paths(value: Any, above: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every value."""
    if isinstance(value, dict):
        return [path for key, item in value.items() for path in [(*above, key), *paths(item, (*above, key))]]
    if isinstance(value, list):
        return [path for n, item in enumerate(value) for path in [(*above, n), *paths(item, (*above, n))]]
    return []


def comments(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.lstrip().startswith("#")]


@given(texts(), VALUES, st.data())
def test_a_value_anywhere_is_replaced_and_the_lines_around_it_are_the_same(
    text: str, value: Any, data: st.DataObject
) -> None:
    """What is read is checked by the function itself, which refuses what it cannot do."""
    where = data.draw(st.sampled_from(paths(read_yaml(text, "").plain())))
    try:
        after = with_value(text, where, value)
    except PolicyBuilderError as refused:
        assert {problem.code for problem in refused.problems} <= {"edit-refused"}  # noqa: PT017
        return
    matcher = difflib.SequenceMatcher(None, text.split("\n"), after.split("\n"), autojunk=False)
    kept = sum(block.size for block in matcher.get_matching_blocks())
    first = read_yaml(text, "").place(*where).line
    assert text.split("\n")[: first - 1] == after.split("\n")[: first - 1]
    assert kept >= first - 1


@pytest.mark.rest
@given(texts(), KEYS, VALUES)
def test_a_key_is_added_and_nothing_that_was_there_is_gone(text: str, key: str, value: Any) -> None:
    new = f"new-{key}"
    after = with_value(text, (new,), value)
    lines = iter(after.split("\n"))
    assert all(any(line == other for other in lines) for line in text.rstrip("\n").split("\n"))
    assert without(after, (new,)).split() == text.split()


def test_lines_are_what_a_person_would_type() -> None:
    assert keyed("was", Words("One line."), 2) == ["  was: |", "    One line."]
    assert entry({"clause": "a", "reason": "b: c"}, 0) == ["- clause: a", "  reason: 'b: c'"]
