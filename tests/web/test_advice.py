"""What stands in the way is said in words of the page, with a link to the field or screen where it is mended."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pytest

import policybuilder
from policybuilder.cli import COMMANDS
from policybuilder.errors import Location, Problem
from policybuilder.library import workspace
from policybuilder.web.advice import _ROWS, advice
from policybuilder.web.shown import in_sentences
from tests import workspaces
from tests.lifecycle import story
from tests.some import one_in
from tests.update.edited import Edited
from tests.web.visitor import Visitor, opened, words

APPROVE = "/c/riverton/versions/approve/policy"
GIVEN = {"version": "1.0", "by": "Cabinet", "date": "8/12/2025"}
EARLY = story.DOCUMENTS.replace("2026-12-01", "2025-12-01")
OF_THE_COMMAND_LINE = re.compile(rf"(?<!\w)--[a-z]|policybuilder (?:{'|'.join(COMMANDS)})\b")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root, shelf = story.workspace(tmp_path / "workspace"), tmp_path / "built-in"
    workspaces.shell(shelf)
    monkeypatch.setattr(workspace, "built_in_root", lambda: shelf)
    story.decide(root, documents=EARLY)
    return root


@pytest.fixture
def visitor(root: Path) -> Visitor:
    return opened(root)


def build(visitor: Visitor, **fields: str) -> str:
    """Build on the page, and return the page of what came of it."""
    came = visitor.send("/c/riverton/documents/", **fields).headers["Location"]
    while "under way" in words(page := visitor.get(came).text):
        pass  # each look waits a while for what is under way
    return page


def with_paper(visitor: Visitor, root: Path) -> None:
    # The paper is made today, so the approval is of today, too.
    page = build(visitor, **{"for": "committee"})
    assert "The papers are ready" in words(page), words(page)
    assert (root / "output/riverton/policy/paper/manifest.json").is_file()


def other_words(visitor: Visitor, root: Path) -> None:
    with_paper(visitor, root)
    workspaces.clause(root, "care", "You must take great care.\n")


def nothing_decided(visitor: Visitor, root: Path) -> None:
    del visitor
    workspaces.profile(root, story.SIGNED, documents=EARLY)


def law_unread(visitor: Visitor, root: Path) -> None:
    del visitor
    workspaces.profile(root, "parameters: {contact: the AI team}\n", documents=EARLY)


def nothing(visitor: Visitor, root: Path) -> None:
    del visitor, root


TODAY = {"date": "today"}
WRONG: dict[str, tuple[Callable[[Visitor, Path], None], dict[str, str], str, str]] = {
    "no paper": (nothing, {}, "/c/riverton/documents/", "Make the paper before the meeting."),
    "a paper and a reason for none": (with_paper, {**TODAY, "no_paper": "Urgent."}, "#no_paper", "Take out why there"),
    "other words than the paper": (other_words, TODAY, "#since_paper", "say why they were changed"),
    "a reason for words that are the same": (
        with_paper, {**TODAY, "since_paper": "Asked."}, "#since_paper", "Take out why the words differ"
    ),
    "another number": (nothing, {"version": "2.0", "no_paper": "Urgent."}, "#version", "Give 1.0."),
    "no number": (nothing, {"version": "one", "no_paper": "Urgent."}, "#version", "A version has two numbers"),
    "a day to come": (nothing, {"date": "1/1/2999", "no_paper": "Urgent."}, "#date", "in the future"),
    "it holds too early": (
        nothing, {"effective": "1/12/2025", "no_paper": "Urgent."}, "#effective", "cannot bind people before"
    ),
    "an answer that is open": (nothing_decided, {"no_paper": "Urgent."}, "/c/riverton/open/", "Answer it"),
    "law that nobody read": (law_unread, {"no_paper": "Urgent."}, "/c/riverton/open/", "read it at its source"),
    "another document that is there": (
        nothing, {"apart_because": "Urgent.", "no_paper": "Urgent."}, "#apart_because", "Take out why it is approved"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", one_in(3, WRONG))
def test_a_refusal_of_an_approval_says_what_to_do_on_the_page_and_leads_there(
    visitor: Visitor, root: Path, name: str
) -> None:
    prepare, fields, href, says = WRONG[name]
    prepare(visitor, root)
    answer = visitor.send(APPROVE, **{**GIVEN, **fields}, do="check")
    assert answer.status_code == 422
    assert says in words(answer.text)
    assert f'href="{href}"' in answer.text
    assert not OF_THE_COMMAND_LINE.search(words(answer.text))
    if href.startswith("#"):
        assert f'id="{href[1:]}"' in answer.text
    else:
        assert visitor.get(href).status_code == 200


def test_no_link_of_an_error_summary_leads_nowhere(visitor: Visitor, root: Path) -> None:
    page = visitor.send(APPROVE, **GIVEN, do="check").text
    for target in re.findall(r'href="#([^"]+)"', page):
        assert f'id="{target}"' in page


def test_a_file_that_somebody_edited_is_moved_aside_on_the_page_and_the_draft_is_built(
    visitor: Visitor, root: Path
) -> None:
    build(visitor)
    draft = root / "output/riverton/policy/draft/policy.docx"
    edited = Edited(draft.read_bytes())
    edited.replace("You must take care.", "You should take care.")
    content = edited.content
    draft.write_bytes(content)
    page = build(visitor)
    assert "Not everything could be made" in words(page)
    assert "Take back what was edited first." in words(page)
    assert not OF_THE_COMMAND_LINE.search(words(page))
    again = build(visitor, edited="aside")
    assert "Moved aside, as somebody had changed it" in words(again)
    assert draft.read_bytes() != content
    assert [path.read_bytes() for path in (draft.parent / "edited").iterdir()] == [content]


def test_words_that_a_clause_cannot_have_are_said_at_the_field_of_its_words(visitor: Visitor, root: Path) -> None:
    path = "/c/riverton/clauses/policy/care"
    page = visitor.send(path, text="You must take care.", reason="Asked.", do="save")
    assert page.status_code == 422
    assert 'href="#text"' in page.text
    assert 'id="text"' in page.text


# What a hint says to the command line, and what the page says instead ----------------------------------------

ELSEWHERE = {
    "port-taken": "said before there is a page",
    "receipt": "receipts are of the command line",
    "redline-existing": "redlines are of the command line",
    "several-clauses": "the page names each clause",
    "unknown-format": "a built file that is proven by itself is of the command line",
    "unknown-parameter": "the page names each question",
    "unknown-rule": "rules are named on the command line",
    "unproven": "a built file that is proven by itself is of the command line",
    "WHICH_SECTION": "a letterhead is made ready on the command line",
    "WHICH_TEXT": "a letterhead is made ready on the command line",
}
"""The codes of problems that no screen shows, each with why."""
OF_THE_KEEPER = {
    "code": "a letterhead that is made ready",
    "no-profiles": "a workspace without councils has its first screen",
    "no-such-file": "a file that the page itself named",
    "no-workspace": "a workspace that is none has its first screen",
    "shell-active": "a letterhead",
    "shell-missing-style": "a letterhead",
    "shell-missing-tag": "a letterhead",
    "shell-no-slot": "a letterhead",
    "shell-numbering": "a letterhead",
    "unknown-profile": "an address of no council",
}
"""The codes of problems whose command is for whoever looks after the program, each with what it is about."""


def hints_of_commands() -> dict[str, list[str]]:
    """Return the hints in the program's text that name a command or an option, by the code of their problem."""
    found: dict[str, list[str]] = {}
    package = Path(policybuilder.__file__).parent
    for path in sorted(package.rglob("*.py")):
        if "cli" in path.relative_to(package).parts:
            continue
        text = path.read_text(encoding="utf-8")
        if not OF_THE_COMMAND_LINE.search(text) and "run the command" not in text:
            continue
        tree = ast.parse(text)
        for function in (each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)):
            known = [*named(tree.body), *named(ast.walk(function))]
            for call in (each for each in ast.walk(function) if isinstance(each, ast.Call) and len(each.args) > 2):
                code, hint = code_and_hint(call, known)
                if OF_THE_COMMAND_LINE.search(hint) or "run the command" in hint:
                    found.setdefault(code, []).append(hint)
    return found


Named = Sequence[tuple[int, str, ast.expr]]
"""What is given a name: on which line, the name, and the expression."""


def named(nodes: Iterable[ast.AST]) -> Named:
    """Return what is given a name among some nodes, in the order of the lines."""
    found = [
        (node.lineno, node.targets[0].id, node.value)
        for node in nodes
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    ]
    return sorted(found, key=lambda each: each[0])


def said_in(node: ast.AST, line: int, known: Named) -> str:
    """Return the words in an expression, with those of the names in it as they are at a line."""
    parts = []
    for each in ast.walk(node):
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            parts.append(each.value)
        elif isinstance(each, ast.Name):
            given = [(at, value) for at, name, value in known if name == each.id and at < line]
            parts += [said_in(value, at, known) for at, value in given[-1:]]
    return "".join(parts)


def code_and_hint(call: ast.Call, known: Named) -> tuple[str, str]:
    """Return the code and the hint of the problem that a call makes; both "" where it makes none with a hint."""
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    hints = [*call.args[3:4], *(each.value for each in call.keywords if each.arg == "hint")]
    if name not in ("fail", "Problem", "add") or not hints:
        return "", ""
    code = call.args[2]
    said = said_in(hints[0], call.lineno, known)
    return (str(code.value) if isinstance(code, ast.Constant) else ast.unparse(code)), said


@pytest.mark.rest
def test_no_problem_sends_an_officer_to_the_command_line() -> None:
    found = hints_of_commands()
    assert len(found) > 30
    told = {code for code, row in _ROWS.items() if row.words}
    assert sorted(set(found) - told - set(ELSEWHERE) - set(OF_THE_KEEPER)) == []
    assert not any(OF_THE_COMMAND_LINE.search(row.words) for row in _ROWS.values())
    assert sorted((set(ELSEWHERE) | set(OF_THE_KEEPER)) - set(found)) == [], "these are told in other words now"


@pytest.mark.rest
def test_each_problem_of_the_program_is_told_in_words_of_the_page(visitor: Visitor) -> None:
    """Every one that the program makes is shown with its own message and hint, as far as they stand in its text."""
    strange, seen = [], set()
    with visitor.client.application.test_request_context("/c/riverton/"):
        for code, message, hint in every_problem():
            seen.add(code)
            said = in_sentences(Problem(Location("profiles/riverton.yaml", 3), message or code, code, hint))
            keeper = "For whoever looks after the program" in said
            allowed = code in ELSEWHERE or (keeper and code in OF_THE_KEEPER)
            if OF_THE_COMMAND_LINE.search(said) and not allowed:
                strange.append((code, said))
            if re.search(r"[<>]lambda|Traceback|None\b", said):
                strange.append((code, said))
    assert len(seen) > 250
    assert strange == []


def every_problem() -> Iterator[tuple[str, str, str]]:
    """Yield the code, message and hint of each problem that the program's text makes outside its commands."""
    package = Path(policybuilder.__file__).parent
    for path in sorted(package.rglob("*.py")):
        if "cli" in path.relative_to(package).parts:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for function in (each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)):
            known = [*named(tree.body), *named(ast.walk(function))]
            for call in (each for each in ast.walk(function) if isinstance(each, ast.Call) and len(each.args) > 2):
                code = call.args[2]
                if isinstance(code, ast.Constant) and re.fullmatch(r"[a-z][a-z-]+", str(code.value)):
                    yield str(code.value), said_in(call.args[1], call.lineno, known), code_and_hint(call, known)[1]


def test_a_command_that_no_screen_has_is_said_to_be_for_whoever_looks_after_the_program(visitor: Visitor) -> None:
    with visitor.client.application.test_request_context("/"):
        hint = "`policybuilder shell prepare` adds it"
        shell = advice(Problem(Location("templates/word/own.docx"), "no slot", "shell-no-slot", hint))
        assert shell.words == f"For whoever looks after the program at your council: {hint}"
        meant = Problem(
            Location("x"), "unknown", "unknown-clause", 'did you mean "care"? `policybuilder clauses` lists'
        )
        assert advice(meant).words.startswith('did you mean "care"? It was left out')
        plain = Problem(Location("x"), "unknown", "unknown-clause", 'did you mean "care"?')
        assert advice(plain).words == 'did you mean "care"?'
