"""Each page that refuses something says what happened, that nothing is lost and what to do, with a link to go on by."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from policybuilder.web import make_app
from tests.some import one_in
from tests.web.visitor import HOST, TOKEN, Visitor, words

CLAUSE = "/c/riverton/clauses/policy/care"
TYPED = {"text": "You must take great care.", "reason": "The committee asked for it.", "do": "save"}


def failing(visitor: Visitor) -> TestResponse:
    """Ask for a page on which the program itself fails."""
    app = visitor.client.application
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(app.view_functions, "tasks.tasks", lambda profile: [][0])
        return visitor.get("/c/riverton/")


def broken(visitor: Visitor, root: Path) -> TestResponse:
    """Save a clause while somebody breaks the profile in an editor."""
    form = visitor.get(CLAUSE).text
    profile = root / "profiles/riverton.yaml"
    profile.write_text(profile.read_text(encoding="utf-8") + "\nroles: [1\n", encoding="utf-8")
    return visitor.send_form(form, CLAUSE, **TYPED)


def gone(visitor: Visitor) -> TestResponse:
    """Save a clause that was left out in another tab meanwhile."""
    form = visitor.get(CLAUSE).text
    visitor.send_form(form, CLAUSE, text="", reason="Asked.", do="leave out")
    return visitor.send_form(form, CLAUSE, **TYPED)


def stale(visitor: Visitor) -> TestResponse:
    """Save a clause in a tab of before the program was started again."""
    form = re.sub(r'(csrf_token" value=")[^"]+', r"\1of-before", visitor.get(CLAUSE).text)
    return visitor.send_form(form, CLAUSE, **TYPED)


PAGES: dict[str, tuple[Callable[[Visitor, Path], TestResponse], int, str, str]] = {
    "no such page": (lambda v, _: v.get("/nowhere"), 404, "Nothing was changed", "/"),
    "only a form": (lambda v, _: v.get("/build"), 405, "Nothing was changed", "/"),
    "no such council": (lambda v, _: v.get("/c/nobody/"), 404, "Unknown profile", "/"),
    "no such question": (lambda v, _: v.get("/c/riverton/question/none"), 404, "Nothing was changed", "/"),
    "no such clause": (lambda v, _: v.get(f"{CLAUSE}s"), 404, "is not in the document", "/c/riverton/clauses/policy/"),
    "no such file": (lambda v, _: v.get(f"/c/riverton/take/{'0' * 64}/"), 404, "in the profile", "/c/riverton/take/"),
    "no such build": (lambda v, _: v.get("/c/riverton/documents/built/0"), 410, "lies in", "/c/riverton/documents/"),
    "the program failed": (lambda v, _: failing(v), 500, "What was saved before is there still", "/c/riverton/"),
    "a broken file": (broken, 422, "Nothing was changed", CLAUSE),
    "a clause that went": (lambda v, _: gone(v), 409, "Nothing was saved", "/c/riverton/clauses/policy/out/care"),
    "a form of before": (lambda v, _: stale(v), 400, "Nothing was saved", CLAUSE),
}


@pytest.mark.parametrize("name", one_in(3, PAGES))
def test_a_refusal_says_what_happened_that_nothing_is_lost_and_leads_on(
    visitor: Visitor, root: Path, name: str
) -> None:
    ask, status, says, href = PAGES[name]
    before = {path: path.read_bytes() for path in root.rglob("*.yaml")}
    answer = ask(visitor, root)
    assert answer.status_code == status
    assert len(re.findall("<h1", answer.text)) == 1
    assert says in words(answer.text)
    assert f'href="{href}"' in answer.text
    assert "policybuilder open" not in answer.text
    if status in (400, 409, 422):
        assert all(typed in words(answer.text) for typed in (TYPED["text"], TYPED["reason"])), "what was typed is shown"
        assert "great care" not in (root / "profiles/riverton.yaml").read_text(encoding="utf-8")
    else:
        assert {path: path.read_bytes() for path in root.rglob("*.yaml")} == before


def test_a_tab_of_before_a_new_start_shows_what_was_typed_and_another_site_gets_nothing_shown(root: Path) -> None:
    app = make_app(root, TOKEN, [HOST])
    stranger = app.test_client()
    sent = {"base_url": f"http://{HOST}", "data": TYPED}
    ours = stranger.post(CLAUSE, headers={"Origin": f"http://{HOST}"}, **sent)
    assert ours.status_code == 403
    assert "You must take great care." in words(ours.text)
    assert "use the one in its window" in words(ours.text)
    for origin in ({"Origin": "http://evil.example"}, {"Origin": "null"}, {}):
        other = stranger.post(CLAUSE, headers=origin, **sent)
        assert other.status_code == 403
        assert "great care" not in other.text
