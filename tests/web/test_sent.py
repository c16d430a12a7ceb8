"""A form is done once however often it is sent in a row, and what answers it has an address that can be reloaded."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from policybuilder import api
from policybuilder.library import workspace
from policybuilder.web import make_app, sent
from tests import workspaces
from tests.lifecycle import story
from tests.some import one_in
from tests.update.edited import Edited
from tests.web.visitor import HOST, TOKEN, Field, Visitor, opened, words

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
    return opened(root)


def files(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


Form = tuple[str, str, dict[str, Field]]
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


def amending_a_piece(visitor: Visitor) -> Form:
    path = "/c/riverton/clauses/policy/care/after/1"
    return visitor.get(path).text, path, {"text": "Nobody may guess.", "reason": "Asked.", "do": "save"}


def taking_a_clause_in(visitor: Visitor) -> Form:
    form, path, fields = leaving_out(visitor)
    visitor.send_form(form, path, **fields)
    path = "/c/riverton/clauses/policy/out/care"
    return visitor.get(path).text, path, {"reason": "Asked again.", "do": "save"}


def signing_law_off(visitor: Visitor) -> Form:
    path = "/c/riverton/law/foia"
    return visitor.get(path).text, path, {"role": "Monitoring Officer", "date": "today", "read": "The Act, as amended"}


def saying_who_owns(visitor: Visitor) -> Form:
    path = "/c/riverton/documents/policy/about/"
    return visitor.get(path).text, path, {"owner": "Head of IT", "approver": "Full Council", "depth": "standard"}


def taking_a_form(visitor: Visitor) -> Form:
    path = "/c/riverton/hand-off/"
    form = visitor.get(f"{path}form.md?person=Records+manager").text.replace("| days | 30 |  |", "| days | 30 | 45 |")
    page = visitor.send(path, form=(io.BytesIO(form.encode()), "form.md")).text
    values = dict(re.findall(r'name="(value-[^"]+)" value="([^"]*)"', page))
    return page, f"{path}take", {"take": "days", **values}


def word_file(visitor: Visitor) -> str:
    """Bring a Word file back, and return the address of its changes."""
    root = visitor.client.application.config["DESK"].root
    api.build(root, ["riverton"], formats=["word"])
    word = Edited((root / "output/riverton/policy/draft/policy.docx").read_bytes())
    word.replace("You must take care.", "You must take great care.")
    came = visitor.send("/c/riverton/take/", files=[(io.BytesIO(word.content), "back.docx")])
    visitor.settled(came.headers["Location"])
    return came.headers["Location"]


def deciding(visitor: Visitor) -> Form:
    path = f"{word_file(visitor)}1"
    return visitor.get(path).text, path, {"do": "take"}


def taking(visitor: Visitor) -> Form:
    form, path, fields = deciding(visitor)
    visitor.send_form(form, path, **fields)
    at = path[:-1]
    return visitor.get(at).text, at, {"reason": "Asked.", "by": "Cabinet"}


def putting_off(visitor: Visitor) -> Form:
    shown = visitor.get("/c/riverton/library/").text
    fields: dict[str, Field] = {"until": "1/4/2999", "reason": "After the elections.", "by": "", "do": "later"}
    return shown, "/c/riverton/library/later", fields


def putting_a_line_in(visitor: Visitor) -> Form:
    file = visitor.client.application.config["DESK"].root / "profiles/riverton.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("parameters: {", "parameters:{"), encoding="utf-8")
    return visitor.get("/c/riverton/").text, "/mend/riverton/", {}


DEEDS: Mapping[str, Callable[[Visitor], Form]] = {
    "questions.answer": answering,
    "questions.answer, somebody else": handing,
    "clauses.amend": amending,
    "clauses.amend, left out": leaving_out,
    "clauses.amend_piece": amending_a_piece,
    "clauses.take_in": taking_a_clause_in,
    "law.sign": signing_law_off,
    "about.save": saying_who_owns,
    "hand_off.take": taking_a_form,
    "taking.decided": deciding,
    "taking.take": taking,
    "tasks.undo": undoing,
    "versions.approve": approving,
    "versions.withdraw": withdrawing,
    "library.accept": taking_the_library_in,
    "library.later": putting_off,
    "mending.put_in": putting_a_line_in,
}
"""What leads to each form that writes something, by the name of what takes it."""
OVER_THE_LIBRARY = {
    "councils.make",
    "old_policy.take",
    "old_words.decide",
    "old_words.write",
    "adopting.decide",
    "adopting.write",
}
"""Forms of councils and policies that are new, over the whole library."""
OTHERS = {
    "library.settle": "it is the one mechanism of them all; a conflict takes long to make",
    "hand_off.read": "it writes nothing",
    "taking.read": "files are kept by what they hold",
    "old_policy.read": "files are kept by what they hold",
    "adopting.read": "files are kept by what they hold",
    "builds.build": "while one is under way, a second leads to it; else files are made that are the same",
    "builds.build_all": "while one is under way, a second leads to it; else files are made that are the same",
}
"""The other forms, each with why it is not tried here."""


def test_each_form_is_tried(visitor: Visitor) -> None:
    rules = visitor.client.application.url_map.iter_rules()
    posting = {rule.endpoint for rule in rules if "POST" in (rule.methods or ())}
    assert posting == {name.partition(",")[0] for name in DEEDS} | OVER_THE_LIBRARY | set(OTHERS)


def is_done_once(visitor: Visitor, root: Path, form: str, path: str, fields: dict[str, Field]) -> str:
    """Send a form twice in a row, and return where both led; it is done once, and nothing is said to be wrong."""
    first = visitor.send_form(form, path, **fields)
    leads = first.headers.get("Location", "")
    visitor.settled(leads) if leads else None  # what is done beside the page is over
    after = files(root)
    again = visitor.send_form(form, path, **fields)
    assert again.headers.get("Location", "") == leads
    assert files(root) == after
    shown = visitor.settled(leads).text if leads else again.text
    assert first.status_code == again.status_code or leads
    assert "There is a problem" not in shown
    assert "Nothing was saved" not in shown
    assert shown.count("govuk-notification-banner--success") <= 1, "what was done is said once"
    return leads


@pytest.mark.parametrize("name", one_in(5, DEEDS))
def test_a_form_sent_twice_is_done_once_and_leads_to_the_same(visitor: Visitor, root: Path, name: str) -> None:
    before = files(root)
    form, path, fields = DEEDS[name](visitor)
    is_done_once(visitor, root, form, path, fields)
    assert files(root) != before


@pytest.mark.rest
def test_forms_of_new_councils_and_old_policies_are_done_once(tmp_path: Path) -> None:
    visitor = opened(tmp_path)
    new = "/new/YOR"
    given = {"documents": ["staff-guide"], "depth": "standard"}
    assert is_done_once(visitor, tmp_path, visitor.get(new).text, new, given) == "/c/york/"
    old = b"# AI policy\n\nYou must check everything.\n\nIt is reviewed every six months.\n"
    at = visitor.send("/c/york/old-policy/", file=(io.BytesIO(old), "old.md")).headers["Location"]
    is_done_once(visitor, tmp_path, visitor.settled(at).text, at, {})
    for step in ("words", "written"):
        is_done_once(visitor, tmp_path, visitor.settled(f"{at}{step}").text, f"{at}{step}", {})
    at = visitor.send("/new/LDS/old-policy/", file=(io.BytesIO(old), "old.md")).headers["Location"]
    is_done_once(visitor, tmp_path, visitor.settled(at).text, at, {})
    is_done_once(visitor, tmp_path, visitor.settled(f"{at}written").text, f"{at}written", {})
    assert (tmp_path / "profiles/leeds.yaml").is_file()


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


@pytest.mark.rest
def test_a_page_that_answers_a_form_can_be_reloaded_and_once_forgotten_shows_the_screen(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sent, "_MOST_KEPT", 2)
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
    for number in range(2):
        visitor.send(APPROVE, by=f"Cabinet {number}")
    assert visitor.get(at).status_code == 200, "the form, as it is now"
    other = at.replace("approve/policy", "")
    assert "Enter the number" not in visitor.get(other).text, "a page stands at its own address alone"


def test_a_form_of_before_a_new_start_says_so_and_keeps_what_was_typed(root: Path) -> None:
    before, after = (Visitor(make_app(root, TOKEN, [HOST]).test_client()).enter() for _ in range(2))
    form, path, fields = amending(before)
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
