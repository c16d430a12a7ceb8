"""SmartArt: the part that holds its words names the part that it is drawn from by a relationship of the story.

So that name means something else in another story, and says nothing about the words.
"""

from __future__ import annotations

import re

DATA = "/diagramData"
"""How the type of the relationship to the part with the words ends."""

_DRAWN_FROM = re.compile(rb"(<(?:\w+:)?dataModelExt\s(?:[^<>]*?\s)?relId\s*=\s*)([\"'])([^\"'<>]*)\2")


def drawing_id(data: bytes) -> str | None:
    """Return the id of the relationship to the part that SmartArt is drawn from, or None where it names none."""
    found = _DRAWN_FROM.search(data)
    return None if found is None else found[3].decode("utf-8", "replace")


def with_drawing_id(data: bytes, rel_id: str) -> bytes:
    """Return SmartArt's words with another relationship to the part that it is drawn from."""
    return _DRAWN_FROM.sub(lambda found: found[1] + b'"' + rel_id.encode() + b'"', data)
