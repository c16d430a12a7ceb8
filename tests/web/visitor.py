"""What a person without scripts does with the page: gets addresses, reads them, fills in forms."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import BinaryIO

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from policybuilder.web.app import make_app, show_workspace
from policybuilder.web.sent import SHOWN

Field = str | list[str] | tuple[BinaryIO, str] | list[tuple[BinaryIO, str]]
HOST = "127.0.0.1:8700"
TOKEN = "a-token-of-this-test"
REFUSED = (403, 413, 421)
"""What is answered to who may not ask, and to files that are too large."""


@dataclass
class Visitor:
    """A person whose browser runs no scripts. The cookies that it was given are kept."""

    client: FlaskClient

    def enter(self) -> Visitor:
        """Open the address that the program printed."""
        assert self.get(f"/enter?token={TOKEN}").status_code == 200
        return self

    def get(self, path: str, **headers: str) -> TestResponse:
        """Get an address of the page."""
        return self.client.get(path, base_url=f"http://{HOST}", headers=headers)

    def settled(self, path: str) -> TestResponse:
        """Get an address, and reload it for as long as it says that its work is under way."""
        for _ in range(600):
            answer = self.get(path)
            if 'id="progress"' not in answer.text:
                return answer
        raise AssertionError(f"{path} never ends")

    def text(self, path: str) -> str:
        """Return the words of a screen, without its tags."""
        answer = self.settled(path)
        assert answer.status_code == 200, answer.text
        return words(answer.text)

    def send(self, path: str, on: str = "", /, **fields: Field) -> TestResponse:
        """Fill in the form of a screen (`on`, else the one sent to) and send it; what the form hides goes with it."""
        return self.send_form(self.get(on or path).text, path, **fields)

    def send_form(self, form: str, path: str, /, **fields: Field) -> TestResponse:
        """Fill in a form that was got before, and send it; return the page that answers it, or where it leads."""
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form))
        data = {**{name: html.unescape(value) for name, value in hidden.items()}, **fields}
        answer = self.client.post(path, base_url=f"http://{HOST}", data=data, headers={"Origin": f"http://{HOST}"})
        if answer.status_code in REFUSED:
            return answer
        # No screen answers a form itself: a browser would ask on each reload whether to send it again.
        assert answer.status_code in (302, 303), words(answer.text)
        location = answer.headers["Location"]
        if f"?{SHOWN}=" not in location:
            return answer
        shown = self.get(location)
        assert self.get(location).text == shown.text, "reloaded, it shows the same"
        return shown


def words(page: str) -> str:
    """Return the words of a page."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", re.sub(r"(?s)<(script|style).*?</\1>", " ", page))).split())


@cache
def _app() -> Flask:
    """Return the app that each test of this process has show its own workspace: making one takes longer than asking."""
    return make_app(Path(), TOKEN, [HOST])


def stranger_to(root: Path) -> Visitor:
    """Return a visitor of a workspace's page, opened now, that has not entered it. One page is open at a time."""
    show_workspace(_app(), root, TOKEN, [HOST])
    return Visitor(_app().test_client())


def opened(root: Path) -> Visitor:
    """Return a visitor that has entered a workspace's page, opened now. One page is open at a time."""
    return stranger_to(root).enter()
