"""The dotted names in the tree of a clause's body or condition: what an expression is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jinja2 import nodes


def children(node: nodes.Node) -> list[nodes.Node]:
    """Return the nodes right below a node, in reading order."""
    found: list[nodes.Node] = []
    for name in node.fields:
        value = getattr(node, name, None)
        if isinstance(value, nodes.Node):
            found.append(value)
        elif isinstance(value, list):
            found += [each for each in value if isinstance(each, nodes.Node)]
    return found


def dotted_path(node: nodes.Node, loops: Mapping[str, str]) -> str | None:
    """Return the dotted name of a plain name, a loop variable standing for "list[]", or None for anything else."""
    if isinstance(node, nodes.Name):
        return f"{loops[node.name]}[]" if node.name in loops else node.name
    if isinstance(node, nodes.Getattr):
        parent = dotted_path(node.node, loops)
        return None if parent is None else f"{parent}.{node.attr}"
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
        # Ids of laws hold hyphens, so they are written law["ukgdpr-33"].
        parent = dotted_path(node.node, loops)
        return None if parent is None else f"{parent}.{node.arg.value}"
    return None


def written_path(node: nodes.Node) -> str:
    """Return a plain name as it stands in the text."""
    if isinstance(node, nodes.Getattr):
        return f"{written_path(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem):
        return written_path(node.node)
    return node.name if isinstance(node, nodes.Name) else ""


def paths_in(node: nodes.Node, loops: Mapping[str, str]) -> Iterator[str]:
    """Yield the dotted names that an expression uses."""
    path = dotted_path(node, loops)
    if path is not None:
        yield path
        return
    if isinstance(node, nodes.Call):
        return
    for child in children(node):
        yield from paths_in(child, loops)
