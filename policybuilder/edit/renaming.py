"""Old ids of a person's YAML, written as they are called now; what was withdrawn is taken out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from policybuilder.edit.profile_text import lasting, without_said
from policybuilder.edit.yaml_text import moved, with_key, with_question, with_value, with_words
from policybuilder.library.given_up import IdKind, Names
from policybuilder.library.old_names import OldName
from policybuilder.library.question_places import answer_path
from policybuilder.library.strict_yaml import Node, read_yaml


def with_present_ids(text: str, old: Sequence[OldName], names: Names, name: str = "") -> str:
    """Return a profile's text with the ids of now in place of old ones; every other character stays.

    `old` are the old names as the text was read. Entries that name nothing but what was withdrawn go. Raises
    PolicyBuilderError where a line cannot be changed; see `yaml_text`.
    """
    for each in (one for one in old if one.part == "value" and not one.is_gone):
        text = with_value(text, each.path, each.new, name)
    for each in (one for one in old if one.part == "words"):
        text = with_words(text, each.path, names.words, name)
    for each in reversed([one for one in old if one.part == "key" and not one.is_gone]):
        text = _with_key(text, each, name)
    for each in reversed([one for one in old if one.is_gone]):
        text = without_said(text, each.path, name)
    return text


def with_present_questions(text: str, names: Names, name: str = "") -> str:
    """Return a profile's text with the keys of now in questions that stand as comments, where these stay in place."""
    renamed: IdKind = "parameter"
    for old, new in names.former(renamed).items():
        before, after = answer_path(old), answer_path(new)
        if before[:-1] == after[:-1]:
            text = with_question(text, before[:-1], before[-1], after[-1], name)
    return text


def _with_key(text: str, each: OldName, name: str) -> str:
    if each.new_path[:-1] == each.path[:-1]:
        return with_key(text, each.path, str(each.new_path[-1]), name)
    at = read_yaml(text, name).child(*each.path)
    assert at is not None
    return moved(text, each.path, each.new_path, _as_typed(at), name, lasting(each.path))


def _as_typed(node: Node) -> Any:
    """Return a value so that it is written as a person types it: numbers, days and truths without quotes."""
    if isinstance(node.value, list):
        return [_as_typed(item) for item in node.value]
    if isinstance(node.value, dict):
        return {key: _as_typed(item) for key, item in node.value.items()}
    text = node.value
    if text in ("true", "false"):
        return text == "true"
    if text is not None and text.isascii() and text.isdigit() and str(int(text)) == text:
        return int(text)
    try:
        return date.fromisoformat(text) if text is not None and len(text) == len("2026-11-22") else text
    except ValueError:
        return text


__all__: Sequence[str] = ["with_present_ids", "with_present_questions"]
