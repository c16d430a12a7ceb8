"""The language of a shell's tags: as small as that of clauses, and read before anything is filled.

A shell is a form, not a program. It prints a tag or a row's part, tests with `if`, and loops over the rows of the
document-control table. Each tag is first read here, letter by letter, so that what Jinja is given holds nothing that
could run long, reach out or nest without end; then the whole is read as Jinja's tree, and what each name is is looked
at: a list cannot be printed, a slot cannot be compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jinja2 import nodes

from policybuilder.errors import did_you_mean
from policybuilder.writers.word.shell.tags import ROW_PARTS, TAGS, TESTS

MAX_TAG = 300
"""How many letters a tag may have; the longest of the shipped shells has 26."""
MAX_NESTING = 10
"""How deep tests and loops may stand within one another, and brackets within a tag."""

HINT = "a shell may print a tag, test with if, and loop over control; docs/word.md lists what there is"

_OPENING = re.compile(r"\{[{%#]")
_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
_WORDS = frozenset({"if", "elif", "else", "endif", "for", "endfor"})
_OTHER_WORDS = frozenset(
    {
        "autoescape", "block", "break", "call", "cellbg", "colspan", "continue", "debug", "do", "extends", "filter",
        "from", "hm", "import", "include", "macro", "pluralize", "raw", "set", "trans", "vm", "with",
    }
)  # fmt: skip
"""What Jinja and docxtpl know beside them."""
_OTHERS = "#/^&>!@"
"""What a field of Handlebars, Mustache and their kind begins with."""
_TOKEN = re.compile(
    r"\s+|(?P<word>[A-Za-z_]\w*)|\d{1,9}(?!\w)|'[^'\\{}%<>]*'|\"[^\"\\{}%<>]*\"|==|!=|<=|>=|[<>.,]|(?P<open>[(\[])|[)\]]"
)
_QUOTES = str.maketrans("“”‘’", "\"\"''")
_REFUSED = {
    "|": "a filter (|)",
    "=": "a single =; to compare, type ==",
    ":": "a colon",
    "\\": "a backslash",
    '"': "a quotation that does not close, or that holds a bracket, % or backslash",
    "'": "a quotation that does not close, or that holds a bracket, % or backslash",
    **{sign: f"a sum ({sign})" for sign in "+-*/%~^"},
    **{brace: f"a brace ({brace})" for brace in "{}"},
}


@dataclass(frozen=True)
class Tag:
    """A tag as it stands in a text: `shown` as it was typed, `kind` its opening, `inside` without docxtpl's prefix."""

    shown: str
    kind: str
    inside: str
    closed: bool = True
    paragraph: int = 0
    """Which paragraph of its part it stands in, counted from 1; 0 where that is not known."""

    @property
    def word(self) -> str:
        """The first word of a statement, such as "if"; empty for what is printed."""
        return (self.inside.split() or [""])[0] if self.kind == "{%" else ""


@dataclass(frozen=True)
class Fault:
    """What is wrong with a tag, to follow the words `the tag … in the document`."""

    tag: str
    says: str
    hint: str = HINT
    paragraph: int = 0


def tags_in(text: str) -> Iterator[Tag]:
    """Yield the tags of a text in its order. One that is not closed before the next opens ends there."""
    at = 0
    while opening := _OPENING.search(text, at):
        start, inside = opening.start(), opening.end()
        end = text.find(_CLOSING[opening[0]], inside)
        following = _OPENING.search(text, inside) if opening[0] != "{#" else None
        if end < 0 or (following and following.start() < end):
            at = following.start() if following else len(text)
            yield Tag(_shortened(text[start:at]), opening[0], text[inside:at], closed=False)
            continue
        at = end + 2
        prefix = re.match(r"(?:tr|tc|p|r)\s", text[inside:at])
        content = text[inside + (prefix.end() if prefix else 0) : end]
        # A hyphen at either end only trims the spaces outside.
        content = content.removeprefix("-").removesuffix("-")
        yield Tag(_shortened(text[start:at]), opening[0], content.translate(_QUOTES).strip())


def _shortened(text: str, most: int = 60) -> str:
    words = " ".join(text.split())
    return words if len(words) <= most else words[: most - 1] + "…"


# Letter by letter ----------------------------------------------------------------------------------------


def tag_fault(tag: Tag) -> Fault | None:
    """Return what is wrong with a tag by itself, or None."""
    if not tag.closed:
        hint = "close it, or, if it is no tag, put a space between the two brackets"
        return Fault(tag.shown, f"is not closed with {_CLOSING[tag.kind]} in its paragraph", hint)
    if tag.kind == "{#":
        return None
    if len(tag.inside) > MAX_TAG:
        return Fault(tag.shown, f"has more than {MAX_TAG} letters")
    if tag.kind == "{%" and tag.word not in _WORDS:
        says = f'uses "{tag.word}", which a shell may not' if tag.word else "is empty"
        is_meant = not tag.word or tag.word.removeprefix("end") in _OTHER_WORDS
        return Fault(tag.shown, says, HINT if is_meant else _NO_TAG)
    if not tag.inside:
        return Fault(tag.shown, "is empty")
    if tag.kind == "{{" and tag.inside[0] in _OTHERS:
        return Fault(tag.shown, "is a field of another program, such as Handlebars", _NO_TAG)
    return _token_fault(tag)


_NO_TAG = "take it out; if it is to be printed as it is, put a space between the two brackets"


def ends_refused(tag: Tag, refused: frozenset[str]) -> bool:
    """Return whether a tag only ends one that was refused, of which nothing need be said twice."""
    word = tag.word.removeprefix("end") if tag.word.startswith("end") else ""
    if tag.kind == "{{" and tag.inside.startswith("/"):
        word = tag.inside
    return bool(word) and word in refused


def ended_by(tag: Tag) -> str:
    """Return what the tag that ends this one is known by, for `ends_refused`."""
    if tag.kind == "{{" and tag.inside[:1] in ("#", "^"):
        return "/" + (tag.inside[1:].split() or [""])[0]
    return tag.word


def _token_fault(tag: Tag) -> Fault | None:
    at, depth, before = 0, 0, ""
    while at < len(tag.inside):
        token = _TOKEN.match(tag.inside, at)
        if token is None:
            sign = tag.inside[at]
            return Fault(tag.shown, f"uses {_REFUSED.get(sign, f'“{sign}”')}, which a shell may not")
        if token["open"] or token["word"] == "not":
            depth += 1
        if token["open"] == "(" and re.fullmatch(r"[\w.]+", before) and before not in _OPERATORS:
            return Fault(tag.shown, f"uses a call ({before}(…)), which a shell may not")
        if depth > MAX_NESTING:
            return Fault(tag.shown, f"has more than {MAX_NESTING} brackets or nots")
        before = token[0] if token[0].strip() else before
        at = token.end()
    if tag.kind == "{{" and re.search(r"\sif\s", tag.inside):
        return Fault(tag.shown, "uses an if within {{ }}, which a shell may not", _IF_HINT)
    if tag.kind == "{{" and re.fullmatch(r"\w+(?:\s+\w+)+", tag.inside):
        return Fault(tag.shown, "has a space in its name, which no tag of a policy has", _unknown_hint(tag.inside))
    return None


_IF_HINT = "write {% if … %} before what is printed, and {% endif %} after it"
_OPERATORS = frozenset({"and", "or", "not", "in", "is", "if", "elif", "else"})


def _unknown_hint(words: str) -> str:
    joined = "_".join(words.lower().split())
    return did_you_mean(joined, TAGS, "the tags are " + ", ".join(sorted(TAGS)))


def pair_faults(tags: list[Tag]) -> Iterator[Fault]:
    """Yield where an if or for has no end, an end no start, or they stand too deep. `tags` are those of one part."""
    hint = "each {% if … %} needs an {% endif %}, and each {% for … %} an {% endfor %}"
    stack: list[Tag] = []
    for tag in tags:
        if tag.word in ("if", "for"):
            if tag.word == "for" and any(outer.word == "for" for outer in stack):
                yield Fault(tag.shown, "is a for within a for", "the rows of control are the one list that there is")
            stack.append(tag)
            if len(stack) > MAX_NESTING:
                yield Fault(tag.shown, f"stands more than {MAX_NESTING} deep in others")
                return
        elif tag.word in ("endif", "endfor"):
            if not stack or stack[-1].word != tag.word.removeprefix("end"):
                yield Fault(tag.shown, f"ends no {tag.word.removeprefix('end')} that is open there", hint)
                return
            stack.pop()
        elif tag.word in ("elif", "else") and not stack:
            yield Fault(tag.shown, "stands in no if", hint)
            return
    for tag in stack:
        yield Fault(tag.shown, f"has no end{tag.word}", hint)


# What each name is ---------------------------------------------------------------------------------------

_SLOTS = frozenset({"contents", "body"})
_TRUTHS = frozenset({"draft", "compact"})
_LOOP_PARTS = {"index": "number", "length": "number", "first": "truth", "last": "truth"}
_ORDERS = frozenset({"lt", "lteq", "gt", "gteq"})


def tree_faults(tree: nodes.Template) -> Iterator[str]:
    """Yield what a part's tags do that a shell may not, to follow the words `a tag in the document`.

    Unknown tags are left to the caller, which knows where each is used.
    """
    for node in tree.body:
        yield from _statement(node, {})


def unknown_names(tree: nodes.Template) -> Iterator[str]:
    """Yield the names that a part uses and no loop gives, with repeats."""
    given = {loop.target.name for loop in tree.find_all(nodes.For) if isinstance(loop.target, nodes.Name)}
    for node in tree.find_all(nodes.Name):
        if node.name not in given and node.name != "loop":
            yield node.name


def _statement(node: nodes.Node, loops: Mapping[str, str]) -> Iterator[str]:
    if isinstance(node, nodes.Output):
        for child in node.nodes:
            if not isinstance(child, nodes.TemplateData):
                yield from _printed(child, loops)
    elif isinstance(node, nodes.If):
        yield from _kind(node.test, loops)[1]
        branches: tuple[nodes.Node, ...] = (*node.body, *node.elif_, *node.else_)
        for branch in branches:
            yield from _statement(branch, loops)
    elif isinstance(node, nodes.For):
        yield from _loop(node, loops)
    else:
        yield f"uses {type(node).__name__.lower()}, which a shell may not"


def _loop(node: nodes.For, loops: Mapping[str, str]) -> Iterator[str]:
    if not isinstance(node.target, nodes.Name) or node.target.name in {*TAGS, "loop", *loops} or node.recursive:
        yield "loops with other names than one new one, such as row"
        return
    if not isinstance(node.iter, nodes.Name) or node.iter.name != "control":
        yield "loops over something else than control"
        return
    within = {**loops, node.target.name: "row", "loop": "loop"}
    if node.test is not None:
        yield from _kind(node.test, within)[1]
    for child in node.body:
        yield from _statement(child, within)
    for child in node.else_:
        yield from _statement(child, loops)


def _printed(node: nodes.Node, loops: Mapping[str, str]) -> Iterator[str]:
    kind, faults = _kind(node, loops)
    yield from faults
    if not faults and (kind not in ("text", "markup", "number", "unknown") or isinstance(node, nodes.Const)):
        yield f"prints {_SHOWN.get(kind, 'a test')}, which has no words of its own"


_SHOWN = {"rows": "control, a list: loop over it", "row": "a whole row", "loop": "loop", "text": "a fixed text"}


def _kind(node: nodes.Node, loops: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return what an expression gives (text, number, truth, rows, …), and what is wrong with it."""
    if isinstance(node, nodes.Name):
        return _kind_of_name(node.name, loops), []
    if isinstance(node, nodes.Const):
        return ("truth" if isinstance(node.value, bool) else "text" if isinstance(node.value, str) else "number"), []
    if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
        return _kind_of_part(node, loops)
    if isinstance(node, nodes.Not):
        return "truth", _kind(node.node, loops)[1]
    if isinstance(node, nodes.And | nodes.Or):
        return "truth", [*_kind(node.left, loops)[1], *_kind(node.right, loops)[1]]
    if isinstance(node, nodes.Test):
        faults = _kind(node.node, loops)[1]
        if node.name not in TESTS or node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
            faults.append(f'tests "is {node.name}", which a shell may not')
        return "truth", faults
    if isinstance(node, nodes.List | nodes.Tuple):
        fixed = all(isinstance(item, nodes.Const) for item in node.items)
        return "list", [] if fixed else ["has a list of other things than fixed texts"]
    if isinstance(node, nodes.Compare):
        return "truth", _compared(node, loops)
    word = {"getitem": "square brackets after a name", "call": "a call"}
    name = type(node).__name__.lower()
    return "nothing", [f"uses {word.get(name, name)}, which a shell may not"]


def _kind_of_name(name: str, loops: Mapping[str, str]) -> str:
    if name in loops:
        return loops[name]
    if name not in TAGS:
        return "unknown"
    if name == "control":
        return "rows"
    return "markup" if name in _SLOTS else "truth" if name in _TRUTHS else "text"


def _kind_of_part(node: nodes.Getattr, loops: Mapping[str, str]) -> tuple[str, list[str]]:
    owner, name = _kind(node.node, loops)[0], f"{getattr(node.node, 'name', '')}.{node.attr}"
    if owner == "row" and node.attr in ROW_PARTS:
        return ("markup" if node.attr == "value" else "text"), []
    if owner == "loop" and node.attr in _LOOP_PARTS:
        return _LOOP_PARTS[node.attr], []
    if owner == "row":
        return "nothing", [f'uses "{name}"; a row has {", ".join(ROW_PARTS)}']
    return "nothing", [f'uses "{name}", which a shell may not; only a row of control has parts']


def _compared(node: nodes.Compare, loops: Mapping[str, str]) -> list[str]:
    left, faults = _kind(node.expr, loops)
    for operand in node.ops:
        right, more = _kind(operand.expr, loops)
        faults += more
        if operand.op in _ORDERS and (left != right or left not in ("text", "number")):
            faults.append("compares by order what has none")
        elif operand.op in ("in", "notin") and right != "list" and not (left == right == "text"):
            faults.append("looks for something in what is no text and no list")
        elif {left, right} & {"markup", "rows", "row", "loop"}:
            faults.append("compares a slot, a list or a row; its texts can be compared")
        left = right
    return faults
