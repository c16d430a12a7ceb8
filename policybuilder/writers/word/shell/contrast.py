"""Contrast of two colours, by WCAG 2.2 (definitions of "relative luminance" and "contrast ratio")."""

from __future__ import annotations

import re


def is_colour(text: str) -> bool:
    """Return whether a text is a colour as Word writes it: six hexadecimal digits, not "auto"."""
    return re.fullmatch(r"[0-9A-Fa-f]{6}", text) is not None


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
