"""Nobody but the person who started the page is answered."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from policybuilder.web import make_app, start
from tests.web.visitor import HOST, TOKEN, Visitor, stranger_to


def test_without_the_token_no_screen_is_shown(root: Path) -> None:
    stranger = stranger_to(root)
    assert [stranger.get(path).status_code for path in ("/", "/c/x/", "/enter?token=guessed", "/enter")] == [403] * 4


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(root: Path) -> None:
    stranger = stranger_to(root)
    cookie = stranger.get(f"/enter?token={TOKEN}").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8700", "127.0.0.1:9999", "localhost.evil.example:8700"])
def test_another_name_for_the_loopback_address_is_refused(visitor: Visitor, host: str) -> None:
    assert visitor.client.get("/", base_url=f"http://{host}").status_code == 421


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:9999", f"http://{HOST}.evil.example"]
)
def test_a_page_of_another_site_can_change_and_read_nothing(visitor: Visitor, origin: str) -> None:
    assert visitor.get("/", Origin=origin).status_code == 403
    assert (
        visitor.client.post("/c/riverton/undo", base_url=f"http://{HOST}", headers={"Origin": origin}).status_code
        == 403
    )


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_picture_or_frame_of_another_site_gets_nothing(visitor: Visitor, site: str) -> None:
    assert visitor.get("/", **{"Sec-Fetch-Site": site}).status_code == 403


def test_a_form_without_its_token_saves_nothing(visitor: Visitor, root: Path) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    answer = visitor.client.post("/c/riverton/question/motto", base_url=f"http://{HOST}", data={"answer": "No"})
    assert visitor.get(answer.headers["Location"]).status_code == 400
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_a_screen_runs_no_script_but_the_pages_own_and_stands_in_no_frame(visitor: Visitor) -> None:
    answer = visitor.get("/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "<script>" not in answer.text
    assert "style=" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    [
        "/c/..%2f..%2fetc/",
        "/c/riverton/documents/../../passwd.docx",
        "/c/riverton/documents/..%2f..%2f..%2fpolicybuilder/draft.docx",
        "/static/../app.py",
        "/static/",
        "/c/riverton/documents/policy/..%2fdraft.docx",
    ],
)
def test_no_address_leads_out_of_the_workspace(visitor: Visitor, path: str) -> None:
    assert visitor.get(path).status_code in (404, 422)


def test_the_server_listens_on_the_loopback_address_alone(root: Path) -> None:
    serving = start(root)
    try:
        assert serving.address.startswith("http://127.0.0.1:")
        assert len(serving.address.partition("token=")[2]) >= 40
    finally:
        serving.server.close()  # type: ignore[attr-defined]


def addresses(root: Path, method: str) -> list[str]:
    """Return an address of each route that takes a method, with something in each of its parts."""
    rules = make_app(root, TOKEN, [HOST]).url_map.iter_rules()
    found = [re.sub(r"<[^>]*int:[^>]*>", "1", rule.rule) for rule in rules if rule.methods and method in rule.methods]
    return [re.sub(r"<[^>]*>", "riverton", path) for path in found]


def test_every_form_wants_its_own_token_and_its_own_page(visitor: Visitor, root: Path) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    posting = addresses(root, "POST")
    assert len(posting) > 15
    for path in posting:
        bare = visitor.client.post(path, base_url=f"http://{HOST}", headers={"Origin": f"http://{HOST}"})
        assert visitor.get(bare.headers["Location"]).status_code == 400, path
        other = visitor.client.post(path, base_url=f"http://{HOST}", headers={"Origin": "http://evil.example"})
        assert other.status_code == 403, path
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_no_screen_is_shown_to_who_holds_no_cookie(root: Path) -> None:
    stranger = stranger_to(root)
    screens = [path for path in addresses(root, "GET") if not path.startswith("/static")]
    assert len(screens) > 25
    assert {path: stranger.get(path).status_code for path in screens} == dict.fromkeys(screens, 403)


def test_no_part_of_an_address_leads_out_of_the_workspace(visitor: Visitor, root: Path) -> None:
    (root.parent / "secret.html").write_text("the secret", encoding="utf-8")
    rules = visitor.client.application.url_map.iter_rules()
    for rule in rules:
        if "GET" not in (rule.methods or ()) or not rule.arguments or rule.endpoint == "static":
            continue
        for part in ("..%2f..%2fsecret", "..", "%2fetc%2fpasswd", "a%00b", "..%5c..%5csecret", "%0d%0aSet-Cookie:x=1"):
            path = re.sub(r"<[^>]*>", part, rule.rule)
            answer = visitor.get(path)
            assert answer.status_code in (200, 302, 400, 404, 410, 422), (path, answer.status_code)
            assert "the secret" not in answer.text
            assert "root:" not in answer.text
            assert "Set-Cookie:x" not in str(answer.headers), path


def test_no_link_in_the_workspace_leads_out_of_it(visitor: Visitor, root: Path) -> None:
    outside = root.parent / "outside"
    outside.mkdir()
    (outside / "policy.docx").write_bytes(b"the secret")
    (outside / "report.html").write_bytes(b"the secret")
    (root / "output/riverton/policy").mkdir(parents=True)
    (root / "output/riverton/policy/draft").symlink_to(outside, target_is_directory=True)
    (root / "adopted").mkdir()
    (root / "adopted/riverton").symlink_to(outside, target_is_directory=True)
    assert visitor.get("/c/riverton/documents/policy/draft.docx").status_code == 404
    assert visitor.get("/c/riverton/adopted/report").status_code == 404
    assert "Not built yet" in visitor.text("/c/riverton/documents/")
    (root / ".policybuilder").mkdir(exist_ok=True)
    (root / ".policybuilder/returned").symlink_to(outside, target_is_directory=True)
    for path, field in (("/c/riverton/old-policy/", "file"), ("/c/riverton/take/", "files")):
        sent = visitor.send(path, **{field: (io.BytesIO(b"# A policy"), "old.md" if field == "file" else "a.docx")})
        assert sent.status_code == 422
    assert sorted(path.name for path in outside.iterdir()) == ["policy.docx", "report.html"]


def test_the_address_with_the_token_is_told_to_nobody(root: Path) -> None:
    stranger = stranger_to(root)
    answer = stranger.get(f"/enter?token={TOKEN}")
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert TOKEN not in answer.text


def test_two_workspaces_are_open_in_one_browser(root: Path) -> None:
    first, second = (make_app(root, token, [f"127.0.0.1:{port}"]) for token, port in (("one", 8701), ("two", 8702)))
    browser = first.test_client()
    assert browser.get("/enter?token=one", base_url="http://127.0.0.1:8701").status_code == 200
    other = second.test_client()
    other._cookies = browser._cookies  # a browser gives a cookie to every port
    assert other.get("/enter?token=two", base_url="http://127.0.0.1:8702").status_code == 200
    assert browser.get("/c/riverton/", base_url="http://127.0.0.1:8701").status_code == 200
    assert other.get("/c/riverton/", base_url="http://127.0.0.1:8702").status_code == 200
