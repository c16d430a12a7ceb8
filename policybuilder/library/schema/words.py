"""The words that several kinds of file choose from."""

from __future__ import annotations

from typing import Literal

NATIONS = ("england", "wales", "scotland", "northern-ireland")
Nation = Literal["england", "wales", "scotland", "northern-ireland"]
LEVELS = ("mandatory", "recommended", "optional")
Level = Literal["mandatory", "recommended", "optional"]
DEPTHS = {"essential": 0, "standard": 1, "full": 2}
"""How deep a policy goes; depth n takes the clauses of the first n + 1 levels."""
Depth = Literal["essential", "standard", "full"]
ChangeKind = Literal["editorial", "minor", "major"]
BasedOn = Literal["socitm-v1", "socitm-v2", "own", "none"]
Opening = Literal["full", "compact"]
