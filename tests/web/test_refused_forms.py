"""What a form cannot be saved with is said at its field, in words of the page, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import workspaces
from tests.web.visitor import Visitor, opened, words

REFUSED = [
    (
        "/c/riverton/documents/policy/about/",
        {"owner": "Head of Digital", "approver": "Cabinet", "review_date": "soonish", "depth": "full"},
        "review_date",
        '"soonish": write a date as',
    ),
    (
        "/c/riverton/clauses/policy/care",
        {"text": "You must \uf0e0 take care.", "reason": "Asked.", "do": "save"},
        "text",
        "A sign of a symbol font",
    ),
    ("/c/riverton/question/days", {"how": "else", "who": " ", "do": "save"}, "who", "Enter who would know"),
]


def files(root: Path) -> dict[Path, bytes]:
    """Return every file that the council has."""
    return {
        path: path.read_bytes() for path in root.rglob("*") if path.is_file() and ".policybuilder" not in path.parts
    }


@pytest.mark.parametrize(("path", "fields", "field", "says"), REFUSED)
def test_it_is_said_at_its_field_and_nothing_is_written(
    visitor: Visitor, root: Path, path: str, fields: dict[str, str | list[str]], field: str, says: str
) -> None:
    workspaces.clause(root, "care", "You must keep it for {{ days }} days.\n", parameters="[days]")
    before = files(root)
    answer = visitor.send(path, **fields)
    assert answer.status_code == 422, words(answer.text)
    assert f'href="#{field}"' in answer.text
    assert f'id="{field}"' in answer.text
    assert says in words(answer.text)
    assert files(root) == before


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        ({"documents": ["staff-guide"], "depth": ""}, "depth", "Choose how much the policies say"),
        ({"depth": "full"}, "documents", "Choose at least one document"),
    ],
)
def test_a_council_without_what_it_needs_is_not_made(
    tmp_path: Path, fields: dict[str, str | list[str]], field: str, says: str
) -> None:
    visitor = opened(tmp_path)
    answer = visitor.send("/new/YOR", **fields)
    assert answer.status_code == 422
    assert says in words(answer.text)
    assert f'href="#{field}"' in answer.text
    assert f'id="{field}"' in answer.text
    assert not (tmp_path / "profiles").exists()
