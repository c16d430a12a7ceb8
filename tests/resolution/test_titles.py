"""Titles that hold commas read as one title in a sentence and in a list."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.labels import ENGLISH
from tests.resolution.reading import resolved, words
from tests.workspaces import clause, profile, tiny

BODY = """\
The {{ roles.siro }} must agree. Ask the {{ roles.siro }}, or the {{ roles.siro }}'s deputy, or the {{ roles.siro }}.

| Who | What |
| --- | --- |
| {{ roles.siro }} | x |
"""


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("Assistant Director, Digital", "The Assistant Director, Digital, must agree."),
        ("Director of Law, Governance and HR", "The Director of Law, Governance and HR must agree."),
        ("Director (Law, HR)", "The Director (Law, HR) must agree."),
        ("Clerk", "The Clerk must agree."),
    ],
)
def test_a_title_with_a_comma_within_it_has_one_after_it_where_the_sentence_goes_on(
    tmp_path: Path, title: str, first: str
) -> None:
    tiny(tmp_path)
    clause(tmp_path, "care", BODY, parameters="[roles.siro]")
    profile(tmp_path, f'roles: {{siro: "{title}"}}\n')
    said, table = words(resolved(tmp_path))[:2]
    assert said == f"{first} Ask the {title}, or the {title}'s deputy, or the {title}."
    assert ",," not in said
    assert f"{title}\tx" in table


def test_a_list_whose_items_have_commas_is_parted_by_semicolons() -> None:
    assert ENGLISH.all(["the Clerk", "the Director, Digital", "HR"]) == "the Clerk; the Director, Digital; and HR"
    assert ENGLISH.any(["the Director, Digital", "HR"]) == "the Director, Digital; or HR"
    assert ENGLISH.all(["a", "b", "c"]) == "a, b and c"
