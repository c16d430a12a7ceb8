"""The page about security names limits that are so and tests that are there."""

from __future__ import annotations

import importlib
import re

import pytest

from policybuilder.library.workspace import built_in_root

ROOT = built_in_root()
PAGE = (ROOT / "docs/security.md").read_text(encoding="utf-8")
LIMITS = re.findall(r"^\| [^|]+ \| ([\d,]+)( MB)?[^|]* \| `([\w.]+)\.(\w+)` \|$", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("number", "unit", "module", "name"), LIMITS, ids=lambda value: str(value))
def test_each_limit_is_as_the_page_says(number: str, unit: str, module: str, name: str) -> None:
    limit = getattr(importlib.import_module(f"policybuilder.{module}"), name)
    assert limit == int(number.replace(",", "")) * (1024 * 1024 if unit else 1)


def test_every_row_of_the_limits_is_read() -> None:
    assert len(LIMITS) == len(re.findall(r"^\| .* \| `[\w.]+` \|$", PAGE, re.MULTILINE)) > 15


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`(tests/[\w/]+\.py)`", PAGE))))
def test_each_test_that_the_page_names_is_there(path: str) -> None:
    assert (ROOT / path).is_file()


def test_the_readme_leads_to_the_page() -> None:
    assert "docs/security.md" in (ROOT / "README.md").read_text(encoding="utf-8")
