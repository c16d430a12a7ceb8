"""What is one word."""

from __future__ import annotations

ONE_WORD = r"\w+(?:[’'\-–./:@&,]+\w+)*%?"
"""A regular expression: "don't", "7.2", "1,000", "AI-assisted" and an address are one word each."""
