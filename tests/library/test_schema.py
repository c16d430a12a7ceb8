"""The shapes of authored files: how text becomes a value, and the JSON Schemas that editors read."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from policybuilder.cli import main
from policybuilder.library.json_schema import json_schema
from policybuilder.library.schema import SCHEMAS
from policybuilder.library.strict_yaml import read_yaml
from policybuilder.library.validate import validate
from tests.saying import said

ROOT = Path(__file__).parents[2]
SHIPPED = sorted(
    path for folder in ("clauses", "templates", "profiles") for path in (ROOT / folder).glob("**/*.yaml")
)  # fmt: skip


def profile(text: str) -> Any:
    council = "council: {name: Riverton, short_name: Riverton, nation: england, type: district}"
    return validate(read_yaml(f"id: riverton\n{council}\n{text}", "f.yaml"), "profile")


def document(text: str) -> Any:
    return profile(f"documents: {{policy: {{{text}}}}}").documents["policy"]


@pytest.mark.parametrize(
    ("typed", "value"),
    [("true", True), ("false", False), ('"true"', True), ("yes", True), ("No", False), ("TRUE", True), ("y", True)],
)
def test_yes_no_true_and_false_are_booleans_in_any_case(typed: str, value: bool) -> None:
    assert profile(f"illustrative: {typed}").illustrative is value


@pytest.mark.parametrize("typed", ["on", "1", "0", '""', "[]", "yes please", "ja"])
def test_nothing_else_is_a_boolean(typed: str) -> None:
    assert "illustrative: expected yes or no" in said(lambda: profile(f"illustrative: {typed}"))


def test_a_date_is_year_month_and_day() -> None:
    assert document("date: 2028-02-29").date == date(2028, 2, 29)


@pytest.mark.parametrize(
    "typed",
    ["2027-02-29", "2026-13-01", "0000-01-01", "2026-1-1", "20261122", "1/2/2026", "2026-11-22T00:00", "tomorrow"],
)
def test_nothing_else_is_a_date(typed: str) -> None:
    assert "date: expected a da" in said(lambda: document(f'date: "{typed}"'))
    assert "date: expected a da" in said(lambda: document("date: ٢٠٢٦-١١-٢٢"))


@pytest.mark.parametrize("typed", ["0.1", "1.0", "1.10", "12.345"])
def test_a_documents_version_stays_as_it_was_typed(typed: str) -> None:
    assert document(f"version: {typed}").version == typed
    assert document(f'version: "{typed}"').version == typed


@pytest.mark.parametrize("typed", ["1", "1.0.0", "01.0", "1.01", "v1.0", "1.٣", "-1.0", "1.1234567"])
def test_nothing_else_is_a_documents_version(typed: str) -> None:
    assert 'a version has two numbers in quotes, such as "0.3"' in said(lambda: document(f"version: {typed}"))


def amendment(paragraph: str) -> Any:
    entry = f"{{clause: care, place: after, paragraph: {paragraph}, base: 1.0.0, reason: R, text: T}}"
    return document(f"amend: [{entry}]").amend[0].paragraph


def test_a_whole_number_is_written_in_figures() -> None:
    assert amendment("12") == 12


@pytest.mark.parametrize("typed", ["1.0", "010", "+1", "1e3", "0x1", "1_0", "two", "1٣", "9" * 5000, "true"])
def test_nothing_else_is_a_whole_number(typed: str) -> None:
    assert "paragraph: expected a whole number, such as 30" in said(lambda: amendment(typed))


@pytest.mark.parametrize("typed", ["a", "ai-register", "x2-3", "a" * 80])
def test_an_id_is_lower_case_words_joined_by_hyphens(typed: str) -> None:
    assert profile(f"extends: [{typed}]").extends == [typed]


@pytest.mark.parametrize(
    "typed", ["A", "a_b", "a--b", "-a", "a-", "2a", "a b", "é", "a.b", "../a", "a/b", '""', "a" * 81]
)
def test_nothing_else_is_an_id(typed: str) -> None:
    assert "extends, entry 1: " in said(lambda: profile(f"extends: [{typed}]"))


def test_a_term_is_written_with_the_nation_as_everywhere() -> None:
    text = "act: {meaning: M, england: a, wales: b, scotland: c, northern-ireland: d}"
    assert validate(read_yaml(text, "f.yaml"), "terms")["act"].northern_ireland == "d"
    underscored = said(lambda: validate(read_yaml(text.replace("n-i", "n_i"), "f.yaml"), "terms"))
    assert 'unknown key "northern_ireland" [unknown-key]\n  hint: did you mean "northern-ireland"?' in underscored


# JSON Schema ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", SCHEMAS)
def test_the_published_schema_is_what_the_command_prints(kind: str) -> None:
    printed = CliRunner().invoke(main, ["schema", kind])
    assert printed.exit_code == 0
    published = ROOT / "docs" / "schemas" / f"{kind}.schema.json"
    assert published.read_text(encoding="utf-8") == printed.output, f"policybuilder schema {kind} > {published}"


@pytest.mark.parametrize("kind", SCHEMAS)
def test_a_schema_names_its_draft_and_refuses_unknown_keys(kind: str) -> None:
    schema = json_schema(kind)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"].startswith("policybuilder ")
    shapes = [schema, *schema.get("$defs", {}).values()]
    assert all(shape["additionalProperties"] is False for shape in shapes if "properties" in shape)
    assert json.loads(json.dumps(schema)) == schema


def test_the_schema_of_a_profile_offers_choices_and_both_forms_of_an_inclusion() -> None:
    shapes = json_schema("profile")["$defs"]
    assert shapes["CouncilModel"]["properties"]["nation"]["enum"] == [
        "england",
        "wales",
        "scotland",
        "northern-ireland",
    ]
    include = shapes["ProfileDocumentModel"]["properties"]["include"]["items"]
    assert include == {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/IncludeModel"}]}


def test_the_schema_of_law_and_terms_says_what_files_say() -> None:
    law = json_schema("law")["$defs"]["LawModel"]
    assert law["properties"]["verified"]["enum"] == ["yes", "no"]
    assert law["properties"]["as_at"]["format"] == "date"
    assert "northern-ireland" in json_schema("terms")["$defs"]["TermModel"]["required"]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_shipped_yaml_file_points_its_editor_at_a_published_schema(path: Path) -> None:
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert named, first
    schema = (path.parent / named.group(1)).resolve()
    kind = {"templates": "template", "profiles": "profile"}.get(path.parent.name, path.stem)
    assert schema == ROOT / "docs" / "schemas" / f"{kind}.schema.json"
    assert schema.is_file()


def test_a_schema_comes_from_the_shapes_alone_and_not_from_what_checks_files() -> None:
    code = "import sys, policybuilder.library.json_schema as made; made.json_schema('profile'); print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert "policybuilder.library.json_schema" in modules
    assert not [name for name in modules if name.startswith("pydantic")]


def test_the_schema_of_an_amendment_gives_the_least_number_of_a_paragraph() -> None:
    paragraph = json_schema("profile")["$defs"]["AmendModel"]["properties"]["paragraph"]
    assert paragraph["anyOf"][0] == {"minimum": 1, "type": "integer"}
