"""`schema`: the JSON Schema of the authored files."""

from __future__ import annotations

import json

import pytest

from policybuilder.cli.schema import KINDS
from policybuilder.library.schema import SCHEMAS
from policybuilder.library.workspace import built_in_root
from tests.cli.conftest import Run


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_file_has_a_schema_that_is_the_one_in_the_docs(run: Run, kind: str) -> None:
    result = run("schema", kind)
    assert result.exit_code == 0
    schema = json.loads(result.stdout)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert kind in schema["title"]
    published = built_in_root() / f"docs/schemas/{kind}.schema.json"
    assert json.loads(published.read_text(encoding="utf-8")) == schema


def test_there_is_a_schema_for_every_kind() -> None:
    assert set(KINDS) == set(SCHEMAS)


def test_an_unknown_kind_is_told(run: Run) -> None:
    result = run("schema", "clauses")
    assert result.exit_code == 2
    assert "'clauses' is not one of" in result.stderr
