"""Which item of each framework a council's documents answer, in which clause, and what they leave open."""

from __future__ import annotations

from policybuilder.coverage.covering import (
    Answered,
    Coverage,
    FrameworkCoverage,
    ItemCoverage,
    LeftOutAnswer,
    PartCoverage,
    cover,
)

__all__ = ["Answered", "Coverage", "FrameworkCoverage", "ItemCoverage", "LeftOutAnswer", "PartCoverage", "cover"]
