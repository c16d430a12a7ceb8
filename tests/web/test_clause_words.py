"""A clause is amended where it prints: a paragraph, an item, a row changed, added or left out; a clause taken in."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from policybuilder import api
from policybuilder.document import block_text, clauses
from policybuilder.library import workspace
from tests import workspaces
from tests.web.visitor import Visitor, opened, words

BODY = """\
You must keep it for {{ days }} days. Ask {{ contact }}.

1. first
2. second, see {{ ref("care") }}

- one of a <b>kind</b>
- other

| Who | What |
| --- | --- |
| Ann | reads |
| Bob | writes |

{% for each in uses %}
- {{ each }}
{% endfor %}
"""
CLAUSE = "/c/riverton/clauses/policy/keeping"
WHY = {"reason": "The committee asked for it.", "by": "Cabinet", "minute": "12"}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace whose policy has a clause with a paragraph, lists, a table and a list that an answer makes."""
    root, shelf = workspaces.tiny(tmp_path / "workspace"), tmp_path / "built-in"
    workspaces.shell(shelf)
    body = BODY.replace("<b>", "").replace("</b>", "")
    workspaces.clause(root, "keeping", body, parameters="[days, contact, uses]")
    workspaces.clause(root, "deep", "You must dig.\n", level="optional")
    more = {"applies_when": "tools.agents != 'none'", "parameters": "[tools.agents]"}
    workspaces.clause(root, "agents", "You must ask.\n", **more)
    sections = "[{id: rules, title: Rules, clauses: [care, keeping, {clause: deep, from_depth: full}, agents]}]"
    workspaces.template(root, sections=sections)
    workspaces.profile(root, "parameters: {contact: the <b>AI</b> team}\n")
    monkeypatch.setattr(workspace, "built_in_root", lambda: shelf)
    return root


@pytest.fixture
def visitor(root: Path) -> Visitor:
    """Return a visitor that has entered the page of the workspace."""
    return opened(root)


def printed(root: Path) -> list[str]:
    """Return the lines of the clause as the policy prints it."""
    document = api.resolve(api.load(root), "riverton", "policy")
    found = next(each for each in clauses(document) if each.id == "keeping")
    return [line for block in found.blocks for line in block_text(block).splitlines()]


def link(visitor: Visitor, says: str, what: str = "Change this") -> str:
    """Return the address that changes the piece of the clause that starts with some words, or adds after it."""
    found = re.findall(
        r'href="([^"]+)">([^<]+)<span class="govuk-visually-hidden">: ([^<]+)<', visitor.get(CLAUSE).text
    )
    (address,) = [to for to, link, start in found if link.startswith(what) and html.unescape(start).startswith(says)]
    return html.unescape(address)


def test_a_clause_is_shown_as_it_prints_with_what_can_be_done_to_each_piece(visitor: Visitor) -> None:
    page = visitor.get(CLAUSE).text
    shown = page.partition('id="whole"')[0]
    assert "You must keep it for 30 days. Ask the <b>AI</b> team." in words(shown)
    assert "<b>AI</b>" not in shown
    assert "{{" not in shown
    assert '<ol start="2">' in shown
    kinds = re.findall(r"Change this ([a-z ]+)<", shown)
    heads = ["heads of the table"]
    assert kinds == ["paragraph", "item", "item", "item", "item", *heads, "row", "row"]
    assert "An answer makes these words: change the answer." in words(shown)


PIECES = {
    "a paragraph": ("You must keep", "You must hold it for {{ days }} days.", ["You must hold it for 30 days."]),
    "an item": ("one of a kind", "one of two kinds", ["one of two kinds"]),
    "an item with a number": ("second", "2. second", ["second"]),
    "a row": ("Bob", "| Bob | sings |", ["Bob | sings", "Bob\tsings"]),
    "a row without its lines": ("Bob", "Bob | sings", ["Bob | sings", "Bob\tsings"]),
}


@pytest.mark.parametrize("name", PIECES)
def test_one_piece_is_changed_and_the_others_stay(visitor: Visitor, root: Path, name: str) -> None:
    start, text, one_of = PIECES[name]
    path, before = link(visitor, start), printed(root)
    look = visitor.send(path, text=text, **WHY, do="preview")
    assert look.status_code == 200, words(look.text)
    assert "approves it" in words(look.text)
    assert printed(root) == before
    assert visitor.send(path, text=text, **WHY, do="save").status_code in (302, 303)
    now = printed(root)
    assert len(now) == len(before)
    (changed,) = [new for old, new in zip(before, now, strict=True) if old != new]
    assert any(each in changed for each in one_of), changed
    assert WHY["reason"] in (root / "profiles/riverton.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("start", "text"),
    [("You must keep", "Nobody may guess."), ("other", "a third"), ("first", "and a half"), ("Ann", "Cy | sings")],
)
def test_a_piece_is_added_after_another(visitor: Visitor, root: Path, start: str, text: str) -> None:
    path, before = link(visitor, start, "Add after it"), printed(root)
    assert visitor.send(path, text=text, **WHY, do="save").status_code in (302, 303)
    now = printed(root)
    added = [line for line in now if line not in before]
    assert len(added) == 1
    at = now.index(added[0])
    assert start in now[at - 1]
    assert [*now[:at], *now[at + 1 :]] == before


@pytest.mark.parametrize("start", ["You must keep", "one of a kind", "first", "Ann"])
def test_a_piece_is_left_out(visitor: Visitor, root: Path, start: str) -> None:
    path, before = link(visitor, start), printed(root)
    assert visitor.send(path, text="", **WHY, do="leave out").status_code in (302, 303)
    assert [line for line in before if line not in printed(root)] == [line for line in before if start in line]


def test_what_is_missing_or_wrong_is_said_at_its_field_and_nothing_is_lost(visitor: Visitor, root: Path) -> None:
    path, before = link(visitor, "other"), (root / "profiles/riverton.yaml").read_bytes()
    for fields, field in (({"reason": "Asked."}, "text"), ({"text": "mine", "reason": " "}, "reason")):
        answer = visitor.send(path, **{"text": "", **fields}, do="save")
        assert answer.status_code == 422 or "govuk-error-summary" in answer.text
        assert f'href="#{field}"' in answer.text
        assert "<title>Error: " in answer.text
    assert "mine" in answer.text
    assert (root / "profiles/riverton.yaml").read_bytes() == before


def test_a_piece_of_a_clause_that_changed_meanwhile_shows_both(visitor: Visitor, root: Path) -> None:
    path = link(visitor, "other")
    form = visitor.get(path).text
    visitor.send(link(visitor, "one of a kind"), text="", **WHY, do="leave out")
    before = (root / "profiles/riverton.yaml").read_bytes()
    stale = visitor.send_form(form, path, text="quite other", **WHY, do="save")
    assert "The clause reads otherwise now" in words(stale.text)
    assert "quite other" in words(stale.text)
    assert f'action="{CLAUSE}"' in stale.text
    assert (root / "profiles/riverton.yaml").read_bytes() == before


def test_there_is_no_address_for_a_piece_that_is_not_there(visitor: Visitor) -> None:
    for end in ("words/99", "words/0", "after/99", "other/1"):
        assert visitor.get(f"{CLAUSE}/{end}").status_code == 404


def test_a_clause_that_is_not_in_the_document_says_why_and_is_taken_in(visitor: Visitor, root: Path) -> None:
    listed = visitor.text("/c/riverton/clauses/policy/").partition("Not in the document")[2]
    assert "Deep It comes at a greater depth than standard." in listed
    path = "/c/riverton/clauses/policy/out/deep"
    assert visitor.send(path, do="save").text.count('href="#reason"')
    look = visitor.send(path, **WHY, do="preview")
    assert "You must dig." in words(look.text)
    assert visitor.send(path, **WHY, do="save").status_code in (302, 303)
    assert "include:" in (root / "profiles/riverton.yaml").read_text(encoding="utf-8")
    assert visitor.get(path).status_code == 404
    other = visitor.get("/c/riverton/clauses/policy/out/agents").text
    assert "Are agents used?" in other
    assert "Take the clause in" not in other
