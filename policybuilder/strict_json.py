"""JSON from a file that may be damaged, with limits and words of our own: no version of Python changes what is said."""

from __future__ import annotations

import json
import re
from typing import Any

MAX_DEPTH = 100
"""How many lists and objects may stand within one another; a document has about twenty."""

_MORE_THAN_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*"|[^][{}"]+')


class UnreadableJsonError(ValueError):
    """A file that is not JSON, with the reason; `line` and `column` say where, or are 0."""

    def __init__(self, reason: str, line: int = 0, column: int = 0) -> None:
        """Keep the reason and the place."""
        super().__init__(reason)
        self.line, self.column = line, column


def read_json(content: bytes) -> Any:
    """Return what UTF-8 JSON says. Raises UnreadableJsonError."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise UnreadableJsonError("not UTF-8 text") from None
    if _too_deep(text):
        raise UnreadableJsonError("the JSON is nested too deep")
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableJsonError("not JSON", error.lineno, error.colno) from None
    except ValueError:
        # Python reads no number of more than some thousand digits; no file of ours holds one.
        raise UnreadableJsonError("not JSON: a number with too many digits") from None


def _too_deep(text: str) -> bool:
    depth = 0
    for bracket in _MORE_THAN_BRACKETS.sub("", text):
        depth += 1 if bracket in "[{" else -1
        if depth > MAX_DEPTH:
            return True
    return False
