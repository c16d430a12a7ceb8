"""A coverage as JSON, for other programs. The member `format` goes up when an older reader would misread it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from policybuilder.coverage.covering import Coverage, FrameworkCoverage

FORMAT = 1


def write_json(coverage: Coverage) -> bytes:
    """Return a coverage as UTF-8 JSON, indented, ending in a new line."""
    # A lone surrogate, which no UTF-8 can hold, is written as an escape.
    content = coverage_as_json(coverage)
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode(errors="backslashreplace")


def coverage_as_json(coverage: Coverage) -> dict[str, Any]:
    """Return a coverage as JSON can hold it."""
    return {
        "format": FORMAT,
        "profile": coverage.profile,
        "council": coverage.council,
        "based_on": coverage.based_on,
        "documents": [{"id": id, "title": title} for id, title in coverage.documents],
        "frameworks": [_framework(framework) for framework in coverage.frameworks],
    }


def _framework(framework: FrameworkCoverage) -> dict[str, Any]:
    whole = asdict(framework)
    items = whole.pop("items")
    for item, source in zip(items, framework.items, strict=True):
        item["missing"] = [part.id for part in source.missing]
    return {**whole, "counts": framework.counts(), "items": items}
