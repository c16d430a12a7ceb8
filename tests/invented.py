"""An invented language, whose every word is an English one with strange vowels, to see that no word is in code."""

from __future__ import annotations

import json
import re
from typing import Any

from policybuilder.labels import FOLDER, Labels, read_labels

LANGUAGE = "xq"
_STRANGE = str.maketrans("aeiouAEIOU", "àèìòùÀÈÌÒÙ")


def strange(words: str) -> str:
    """Return words in the invented language; what is filled in stays as it is."""
    return "".join(part if part.startswith("{") else part.translate(_STRANGE) for part in re.split(r"(\{\w*\})", words))


def table(**changed: Any) -> bytes:
    """Return the file of the invented language, some members in other words or, where None, not there."""
    words = {**_translated(json.loads((FOLDER / "en.json").read_bytes())), **changed}
    return json.dumps({name: value for name, value in words.items() if value is not None}).encode()


def labels() -> Labels:
    """Return the labels of the invented language."""
    return read_labels(table(), "labels/xq.json")


def english_words() -> list[str]:
    """Return every word of the English labels that reads otherwise in the invented language, longest first."""
    words: set[str] = set()
    for text in _texts(json.loads((FOLDER / "en.json").read_bytes())):
        words |= {word for word in re.findall(r"[A-Za-z]{4,}", re.sub(r"\{\w*\}", " ", text)) if strange(word) != word}
    return sorted(words, key=len, reverse=True)


def _translated(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _translated(each) for key, each in value.items()}
    return [_translated(each) for each in value] if isinstance(value, list) else strange(value)


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for each in value.values() for text in _texts(each)]
    return [text for each in value for text in _texts(each)] if isinstance(value, list) else [value]
