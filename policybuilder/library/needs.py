"""The least version of the program that a workspace needs, so that an older one says "update first" and nothing else.

A workspace may hold a file policybuilder.yaml with `needs: "0.2"`. It is read before any other file of the workspace:
what a newer program understands, an older one would otherwise report as unknown.
"""

from __future__ import annotations

import re

from policybuilder.errors import fail
from policybuilder.library.shapes import PROGRAM_VERSION
from policybuilder.library.strict_yaml import Node, read_yaml
from policybuilder.version import LEAST, VERSION

_LINE = re.compile(r"""^(needs:[ ]*)["']?[0-9.]+["']?""", re.MULTILINE)


def check_needs(text: str, name: str, program: str = VERSION) -> None:
    """Return when the version `program` is new enough for a workspace whose policybuilder.yaml is `text`.

    Raises PolicyBuilderError in the file `name` that says, when the program is too old, that alone; else what is wrong
    with the file.
    """
    node = read_yaml(text, name)
    needed = _needed(node)
    if needed and _numbers(needed) > _numbers(program):
        message = f"update first: this workspace needs policybuilder {needed} or later, and this is {program}"
        hint = "install the newer policybuilder, then run the command again; nothing is wrong with your files"
        raise fail(node.place("needs"), message, "update-first", hint)
    if not node.plain():
        raise fail(node.location, "the file says nothing", "missing-key", f'write needs: "{LEAST}"')
    if not needed or len(node.plain()) > 1:  # type: ignore[arg-type]
        from policybuilder.library.validate import validate

        validate(node, "workspace")


def with_needs(text: str, name: str) -> str:
    """Return the text of policybuilder.yaml so that it asks for what a profile needs that this program writes.

    An empty text is a file that is not there yet. A text that asks for as much already is returned as it is. Raises
    PolicyBuilderError like `check_needs`.
    """
    if not text.strip():
        return (
            "# The least version of policybuilder that reads these files. An older one says so and does nothing else.\n"
            f'needs: "{LEAST}"\n'
        )
    check_needs(text, name)
    needed = _needed(read_yaml(text, name))
    if _numbers(needed) >= _numbers(LEAST):
        return text
    return _LINE.sub(rf'\g<1>"{LEAST}"', text, count=1)


def _needed(node: Node) -> str:
    """Return the version that a file asks for, or an empty text where none can be read."""
    found = node.child("needs")
    value = found.value if found else None
    return value if isinstance(value, str) and re.fullmatch(PROGRAM_VERSION, value) else ""


def _numbers(version: str) -> tuple[int, ...]:
    """Return what versions compare by: 0.2 is 0.2.0."""
    parts = tuple(int(part) for part in version.split("."))
    return (*parts, 0)[:3]
