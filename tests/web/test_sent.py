"""A form is done once however often it is sent in a row, and what answers it has an address that can be reloaded."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from policybuilder.library import workspace
from policybuilder.web import make_app, sent
from tests import workspaces
from tests.lifecycle import story
from tests.some import one_in
from tests.web.visitor import HOST, TOKEN, Visitor, words

TEMPLATES = Path(sent.__file__).parent / "templates"
APPROVE = "/c/riverton/versions/approve/policy"
WITHDRAW = "/c/riverton/versions/withdraw/policy/1.0"
APPROVED = {"version": "1.0", "by": "Cabinet", "date": "8/12/2025", "no_paper": "It was urgent."}
WITHDRAWN = {"reason": "It was called in.", "by": "Cabinet", "date": "9/12/2025"}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace whose policy is ready to be approved, on a day that is past."""
    root, shelf = story.workspace(tmp_path / "workspace"), tmp_path / "built-in"
    workspaces.shell(shelf)
    monkeypatch.setattr(workspace, "built_in_root", lambda: shelf)
    story.decide(root, documents=story.DOCUMENTS.replace("2026-12-01", "2025-12-01"))
    return root


@pytest.fixture
def visitor(root: Path) -> Visitor:
    return Visitor(make_app(root, TOKEN, [HOST]).test_client()).enter()


def files(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


Form = tuple[str, str, dict[str, str]]
"""A form as a page shows it, where it goes, and what is typed into it."""


def answering(visitor: Visitor) -> Form:
    path = "/c/riverton/question/days"
    return visitor.get(path).text, path, {"answer": "60", "how": "answer", "do": "save"}


def handing(visitor: Visitor) -> Form:
    path = "/c/riverton/question/days"
    return visitor.get(path).text, path, {"how": "else", "who": "Head of Care", "do": "save"}


def amending(visitor: Visitor) -> Form:
    path = "/c/riverton/clauses/policy/care"
    text = "You must take care.\r\n\r\nNobody may guess.\r\n"
    return visitor.get(path).text, path, {"text": text, "reason": "Asked.", "do": "save"}


def leaving_out(visitor: Visitor) -> Form:
    path = "/c/riverton/clauses/policy/care"
    return visitor.get(path).text, path, {"text": "", "reason": "Asked.", "do": "leave out"}


def undoing(visitor: Visitor) -> Form:
    form, path, fields = answering(visitor)
    visitor.send_form(form, path, **fields)
    return visitor.get("/c/riverton/undo").text, "/c/riverton/undo", {}


def approving(visitor: Visitor) -> Form:
    return visitor.send(APPROVE, **APPROVED, do="check").text, APPROVE, {**APPROVED, "do": "approve"}


def withdrawing(visitor: Visitor) -> Form:
    form, path, fields = approving(visitor)
    visitor.send_form(form, path, **fields)
    return visitor.send(WITHDRAW, **WITHDRAWN, do="check").text, WITHDRAW, {**WITHDRAWN, "do": "withdraw"}


def taking_the_library_in(visitor: Visitor) -> Form:
    return visitor.get("/c/riverton/library/").text, "/c/riverton/library/", {}


DEEDS: tuple[Callable[[Visitor], Form], ...] = (
    answering,
    handing,
    amending,
    leaving_out,
    undoing,
    approving,
    withdrawing,
    taking_the_library_in,
)


@pytest.mark.parametrize("deed", one_in(3, DEEDS))
def test_a_form_sent_twice_is_done_once_and_leads_to_the_same(
    visitor: Visitor, root: Path, deed: Callable[[Visitor], Form]
) -> None:
    form, path, fields = deed(visitor)
    first = visitor.send_form(form, path, **fields)
    assert first.status_code in (302, 303), words(first.text)
    after = files(root)
    again = visitor.send_form(form, path, **fields)
    assert again.status_code in (302, 303), words(again.text)
    assert again.headers["Location"] == first.headers["Location"]
    assert files(root) == after
    shown = visitor.get(first.headers["Location"]).text
    assert "There is a problem" not in shown
    assert shown.count("govuk-notification-banner--success") <= 1, "what was done is said once"


def test_two_presses_at_one_moment_amend_once(visitor: Visitor, root: Path) -> None:
    form, path, fields = amending(visitor)
    tabs = [Visitor(visitor.client.application.test_client()).enter() for _ in range(2)]
    for tab in tabs:  # one browser, so one session
        tab.client._cookies.update(visitor.client._cookies)
    with ThreadPoolExecutor(2) as pool:
        came = list(pool.map(lambda tab: tab.send_form(form, path, **fields), tabs))
    assert [answer.status_code // 100 for answer in came] == [3, 3], [words(answer.text) for answer in came]
    assert (root / "profiles/riverton.yaml").read_text(encoding="utf-8").count("Nobody may guess.") == 1


def test_the_same_form_is_another_one_once_something_changed(visitor: Visitor, root: Path) -> None:
    form, path, fields = answering(visitor)
    visitor.send_form(form, path, **fields)
    profile = root / "profiles/riverton.yaml"
    profile.write_text(profile.read_text(encoding="utf-8").replace("days: 60", "days: 61"), encoding="utf-8")
    assert visitor.send_form(form, path, **fields).status_code == 409, "an editor saved another answer meanwhile"
    form, path, fields = answering(visitor)
    visitor.send_form(form, path, **fields)
    undo = "/c/riverton/undo"
    visitor.send_form(visitor.get(undo).text, undo)
    assert visitor.send_form(form, path, **fields).headers["Location"], "another form was sent between"
    assert "days: 60" in profile.read_text(encoding="utf-8"), "so it is done again"


def test_a_page_that_answers_a_form_can_be_reloaded_and_once_forgotten_shows_the_screen(visitor: Visitor) -> None:
    form = visitor.get(APPROVE).text
    came = visitor.client.post(
        APPROVE,
        base_url=f"http://{HOST}",
        data={"csrf_token": re.findall(r'csrf_token" value="([^"]+)"', form)[0], "by": "Cabinet"},
    )
    assert came.status_code == 303
    at = came.headers["Location"]
    for _ in range(2):
        shown = visitor.get(at)
        assert shown.status_code == 422
        assert 'value="Cabinet"' in shown.text
    for number in range(sent._MOST_KEPT):
        visitor.send(APPROVE, by=f"Cabinet {number}")
    assert visitor.get(at).status_code == 200, "the form, as it is now"
    other = at.replace("approve/policy", "")
    assert "Enter the number" not in visitor.get(other).text, "a page stands at its own address alone"


def test_a_form_of_before_a_new_start_says_so_and_keeps_what_was_typed(root: Path) -> None:
    before = Visitor(make_app(root, TOKEN, [HOST]).test_client()).enter()
    form, path, fields = amending(before)
    after = Visitor(make_app(root, TOKEN, [HOST]).test_client()).enter()
    profile = (root / "profiles/riverton.yaml").read_bytes()
    came = after.send_form(form, path, **fields)
    assert came.status_code == 400
    assert "Nobody may guess." in words(came.text)
    assert f'href="{path}"' in came.text
    assert (root / "profiles/riverton.yaml").read_bytes() == profile


def test_every_button_that_sends_a_form_is_pressed_once() -> None:
    for path in TEMPLATES.glob("*.html"):
        for form in re.findall(r'(?s)<form method="post".*?</form>', path.read_text(encoding="utf-8")):
            for button in re.findall(r"govukButton\(\{.*?\}\)", form):
                assert '"preventDoubleClick": true' in button, (path.name, button)
