"""Every id that the shipped library has is in the list of those it gave out, so that none can go without a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.library.library import Library, open_library
from policybuilder.library.strict_yaml import read_yaml
from policybuilder.library.workspace import built_in_root, built_in_workspace

HEAD = """\
# yaml-language-server: $schema=../docs/schemas/issued.schema.json
# Every id that the library ever gave out. `policybuilder check` refuses a library that has one of them no more, unless
# formerly: says what it is called now, or withdrawn.yaml since when it is gone, and why. Nothing is taken out of here
# but an id that no release had.
"""


@pytest.fixture(scope="module")
def shipped() -> Library:
    """The library as it is shipped."""
    return open_library(built_in_workspace())


@pytest.mark.parametrize("key", ["clauses", "parameters", "law"])
def test_each_id_is_in_the_list(request: pytest.FixtureRequest, shipped: Library, key: str) -> None:
    file = built_in_root() / "clauses/issued.yaml"
    there = {"clauses": shipped.clause_files, "parameters": shipped.reference.parameters, "law": shipped.reference.law}
    if request.config.getoption("--renew-golden"):
        renewed(file, {name: sorted(ids) for name, ids in there.items()})
    listed = read_yaml(file.read_text(encoding="utf-8"), file.name).plain()
    assert isinstance(listed, dict)
    missing = sorted(there[key].keys() - set(listed[key] or ()))
    assert not missing, "pytest tests/library/test_issued.py --renew-golden adds them"


def renewed(file: Path, ids: dict[str, list[str]]) -> None:
    """Write the list with the ids that are there now among those that were there before."""
    before = read_yaml(file.read_text(encoding="utf-8"), file.name).plain() if file.is_file() else {}
    assert isinstance(before, dict)
    lines = [HEAD.rstrip("\n")]
    for key, present in ids.items():
        lines += [f"{key}:", *(f"  - {id}" for id in sorted({*present, *(before.get(key) or ())}))]  # type: ignore[misc]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
