"""One value of a YAML file set, added or taken out in its text, so that every other character stays as it was typed.

Each function gives a text that is read again here and must then say exactly what was meant: everything that was there
before, and the one change. What cannot be changed so is refused, and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import yaml

from policybuilder.edit.yaml_lines import Words, as_read, entry, flow, is_scalar, keyed, scalar
from policybuilder.edit.yaml_tree import Path, Tree, is_flow, read_once
from policybuilder.errors import Location, PolicyBuilderError, fail


def with_value(text: str, path: Path, value: Any, name: str = "") -> str:
    """Return the text with a value at a path, in place of what is there; keys that are missing are made.

    A question that stands there as a comment (`# key: …`) is answered in its place. `name` is the file's, for messages.
    Raises PolicyBuilderError when the text is no YAML that is read here, or the value cannot be set in it.
    """
    tree = Tree(text, name)
    parent, known = tree.deepest(path)
    if known == len(path):
        made = _replaced(tree, path, value)
    else:
        nested = value
        for key in reversed(path[known + 1 :]):
            nested = {str(key): nested}
        made = _added(tree, path[:known], parent, str(path[known]), nested)
    return _proved(text, made, name, lambda plain: _set(plain, path, as_read(value)))


def with_entry(text: str, path: Path, value: Any, name: str = "") -> str:
    """Return the text with an entry more at the end of the list at a path, which is made where it is missing.

    Raises PolicyBuilderError like `with_value`, and when something other than a list is there.
    """
    tree = Tree(text, name)
    node = tree.node(path)
    if isinstance(node, yaml.MappingNode) or (isinstance(node, yaml.ScalarNode) and node.value):
        raise tree.refused(path, "it is no list")
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        return with_value(text, path, [value], name)
    if is_flow(node):
        end = tree.end(node.value[-1])
        made = f"{text[:end]}, {flow(value)}{text[end:]}"
    else:
        made = tree.with_lines(tree.last_line(node.value[-1]) + 1, entry(value, node.start_mark.column))
    return _proved(text, made, name, lambda plain: _set(plain, path, [*_at(plain, path), as_read(value)]))


def with_entries(text: str, path: Path, values: Sequence[Any], name: str = "") -> str:
    """Return the text with entries more at the end of the list at a path; `with_entry` says the rest."""
    tree = Tree(text, name)
    node = tree.node(path)
    if len(values) < 2 or not isinstance(node, yaml.SequenceNode) or not node.value:
        for value in values:
            text = with_entry(text, path, value, name)
        return text
    if is_flow(node):
        end = tree.end(node.value[-1])
        made = text[:end] + "".join(f", {flow(value)}" for value in values) + text[end:]
    else:
        lines = [line for value in values for line in entry(value, node.start_mark.column)]
        made = tree.with_lines(tree.last_line(node.value[-1]) + 1, lines)
    return _proved(text, made, name, lambda plain: _set(plain, path, [*_at(plain, path), *map(as_read, values)]))


def without(text: str, path: Path, name: str = "", stays: int = 0) -> str:
    """Return the text without the key or entry at a path, and without what holds nothing else. Comments stay.

    So many keys of the path, the first ones, say something by being there: they stay, though nothing is left below.
    Raises PolicyBuilderError like `with_value`, also when there is nothing at the path.
    """
    tree = Tree(text, name)
    parent = tree.node(path[:-1])
    if tree.node(path) is None or parent is None:
        raise tree.refused(path, "there is no such line")
    last_one = len(parent.value) == 1
    if last_one and len(path) - 1 > stays:
        return without(text, path[:-1], name, stays)
    if is_flow(parent):
        start, end = tree.span_in_flow(parent, path[-1])
        made = text[:start] + text[end:]
    else:
        first, last = tree.lines_of(parent, path[-1])
        made = tree.with_lines(first, tree.comments(first, last), last + 1)
        if last_one and path[:-1]:
            return _proved(text, made, name, lambda plain: _set(plain, path[:-1], None))
    return _proved(text, made, name, lambda plain: _removed(plain, path))


def with_key(text: str, path: Path, key: str, name: str = "") -> str:
    """Return the text with another key in place of the last of a path; its value, its place and its comments stay.

    Raises PolicyBuilderError like `with_value`, also when there is nothing at the path or the key is there already.
    """
    tree = Tree(text, name)
    parent = tree.node(path[:-1])
    if tree.node(path) is None or parent is None or tree.node((*path[:-1], key)) is not None:
        raise tree.refused(path, "there is no such line, or one of the new name already")
    start, end = tree.span_of_key(parent, path[-1])
    return _proved(text, text[:start] + key + text[end:], name, lambda plain: _with_key(plain, path, key))


def moved(text: str, path: Path, new_path: Path, value: Any, name: str = "", stays: int = 0) -> str:
    """Return the text with a value at another path, and its quotes and the comment at the end of its line with it.

    `value` is what stands at `path`, typed as it is to be written. Raises PolicyBuilderError like `with_value`.
    """
    tree = Tree(text, name)
    parent, node = tree.node(path[:-1]), tree.node(path)
    if parent is None or node is None:
        raise tree.refused(path, "there is no such line")
    made = with_value(without(text, path, name, stays), new_path, value, name)
    there = Tree(made, name)
    above, new = there.node(new_path[:-1]), there.node(new_path)
    if above is None or new is None or is_flow(parent) or is_flow(above) or not tree.is_on_one_line(node):
        return made
    typed = text[tree.start(node) : tree.end(node)] + tree.comment_on(tree.lines_of(parent, path[-1])[0], node)
    first, last = there.lines_of(above, new_path[-1])
    opening = there.lines[first][: there.column_of(above, new_path[-1])] + f"{new_path[-1]}: "
    return _proved(made, there.with_lines(first, [opening + typed], last + 1), name, lambda plain: plain)


def with_comments(text: str, above: Path, lines: Sequence[str], heading: str = "", name: str = "") -> str:
    """Return the text with lines of comment more among those of a mapping: below a heading of its own, else at its end.

    The lines stand as far in as the mapping's keys; they are given without that margin. A mapping that is missing is
    made at the end of the file. Raises PolicyBuilderError like `with_value`, and where braces leave no line for it.
    """
    tree = Tree(text, name)
    parent = tree.node(above)
    if parent is None:
        kept = text if not text or text.endswith("\n") else text + "\n"
        made = f"{kept}\n{above[0]}:\n"
        text = _proved(text, made, name, lambda plain: {**(plain or {}), str(above[0]): None})
        tree = Tree(text, name)
        parent = tree.node(above)
    assert parent is not None
    if is_flow(parent) or tree.in_flow(above):
        raise tree.refused(above, "it stands in braces")
    margin = " " * tree.indent_below(above, parent)
    at, missing = tree.room_below(above, parent, f"{margin}# {heading}" if heading else "")
    lines_with_heading = ["", f"# {heading}", *lines] if heading and missing else list(lines)
    made = tree.with_lines(at, [f"{margin}{line}" if line else "" for line in lines_with_heading])
    return _proved(text, made, name, lambda plain: plain)


def with_question(text: str, above: Path, key: str, new: str, name: str = "") -> str:
    """Return the text with another key in a question that stands below some keys as a comment (`# key: …`).

    It is as it was where there is no such question, and where there is one of the new key.
    """
    tree = Tree(text, name)
    parent = tree.node(above)
    if parent is None or is_flow(parent):
        return text
    indent = tree.indent_below(above, parent)
    found = tree.question(above, parent, key, indent)
    if found is None or tree.question(above, parent, new, indent) is not None:
        return text
    line = tree.lines[found[0]]
    made = tree.with_lines(found[0], [line.replace(f"{key}:", f"{new}:", 1)], found[0] + 1)
    return _proved(text, made, name, lambda plain: plain)


def with_words(text: str, path: Path, change: Callable[[str], str], name: str = "") -> str:
    """Return the text with the words at a path as a function changes them, in the lines that they stand on.

    Where the function cannot be used on the lines themselves, the words are written anew below `|`. Raises
    PolicyBuilderError like `with_value`.
    """
    tree = Tree(text, name)
    node = tree.node(path)
    if not isinstance(node, yaml.ScalarNode):
        raise tree.refused(path, "there are no words")
    wanted = change(_at(read_once(text, name).plain(), path))
    start, end = tree.start(node), tree.end(node)
    made = text[:start] + change(text[start:end]) + text[end:]
    try:
        return _proved(text, made, name, lambda plain: _set(plain, path, wanted))
    except PolicyBuilderError:
        return with_value(text, path, Words(wanted), name)


def _replaced(tree: Tree, path: Path, value: Any) -> str:
    """Return the text with another value in place of the one at a path."""
    parent, node = tree.node(path[:-1]), tree.node(path)
    assert parent is not None
    assert node is not None
    text = tree.text
    if is_flow(parent) or tree.in_flow(path):
        return text[: tree.start(node)] + flow(value) + text[tree.end(node) :]
    if is_scalar(value) and tree.is_on_one_line(node):
        start = tree.start(node)
        # After a key without a value, a space is due.
        space = "" if text[start - 1 : start] in (" ", "\n", "") else " "
        return text[:start] + space + scalar(value) + text[tree.end(node) :]
    first, last = tree.lines_of(parent, path[-1])
    if isinstance(path[-1], int):
        lines = entry(value, tree.column_of(parent, path[-1]))
    else:
        lines = keyed(str(path[-1]), value, tree.column_of(parent, path[-1]))
    comment = tree.comment_on(first, node)
    # The first key of an entry stands behind its hyphen.
    column = tree.column_of(parent, path[-1])
    opening = tree.lines[first][:column] + lines[0][column:]
    return tree.with_lines(first, [opening + comment, *lines[1:]], last + 1)


def _added(tree: Tree, above: Path, parent: yaml.Node, key: str, value: Any) -> str:
    """Return the text with a key more in a mapping, in the place of its question where there is one."""
    if isinstance(parent, yaml.SequenceNode) or (isinstance(parent, yaml.ScalarNode) and parent.value):
        raise tree.refused((*above, key), "something else is there")
    if is_flow(parent) and not parent.value and above and not tree.in_flow(above):
        # Empty braces on a key's line: what comes into them stands below the key, where a person can read it.
        return _replaced(tree, above, {key: value})
    if is_flow(parent):
        before, at = (", ", tree.end(parent.value[-1][1])) if parent.value else ("", tree.end(parent) - 1)
        return f"{tree.text[:at]}{before}{key}: {flow(value)}{tree.text[at:]}"
    indent = tree.indent_below(above, parent)
    lines = keyed(key, value, indent)
    question = tree.question(above, parent, key, indent)
    if question is None:
        return tree.with_lines(tree.line_after(above, parent, indent), lines)
    first, last = question
    # An example of several lines stays; a default is what a person would take the # from.
    kept = 0 if is_scalar(value) or (isinstance(value, list) and not isinstance(value[0], dict)) else last + 1 - first
    return tree.with_lines(first + kept, lines, last + 1)


def _proved(text: str, made: str, name: str, change: Callable[[Any], Any]) -> str:
    """Return the text that was made, when it says what was meant and nothing else."""
    wanted = change(read_once(text, name).plain())
    try:
        is_meant = _trimmed(read_once(made, name).plain()) == _trimmed(wanted)
    except PolicyBuilderError:
        is_meant = False
    if not is_meant:
        raise fail(Location(name), "this file cannot be changed line by line", "edit-refused", "edit it by hand")
    return made


def _trimmed(value: Any) -> Any:
    """Return a value without what `|` adds to words: the end of their last line."""
    if isinstance(value, dict):
        return {key: _trimmed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_trimmed(item) for item in value]
    return value.strip("\n") if isinstance(value, str) else value


def _at(plain: Any, path: Path) -> Any:
    for key in path:
        plain = plain[key]
    return plain


def _set(plain: Any, path: Path, value: Any) -> Any:
    if not path:
        return value
    if isinstance(plain, list):
        return [_set(item, path[1:], value) if n == path[0] else item for n, item in enumerate(plain)]
    key, plain = str(path[0]), plain or {}
    return {**plain, key: _set(plain.get(key), path[1:], value)}


def _with_key(plain: Any, path: Path, key: str) -> Any:
    above = _at(plain, path[:-1])
    value = {key if name == path[-1] else name: item for name, item in above.items()}
    return _set(plain, path[:-1], value)


def _removed(plain: Any, path: Path) -> Any:
    del _at(plain, path[:-1])[path[-1]]
    return plain


__all__: Sequence[str] = [
    "Path",
    "moved",
    "with_comments",
    "with_entry",
    "with_key",
    "with_question",
    "with_value",
    "with_words",
    "without",
]
