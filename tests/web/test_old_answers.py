"""What an old policy may have decided stands beside each question until somebody has looked at it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests import workspaces
from tests.some import one_in
from tests.web.visitor import Visitor, words

BODY = """\
You must ask within {{ days }} days.

{% if tools.transcription %}
You must tell people that a meeting is transcribed.
{% endif %}

{% if tools.agents == "pilot" %}
Agents are in a pilot.
{% endif %}

{% for use in uses %}
- {{ use }}
{% endfor %}
"""
SAID = [
    ("days", 60, "60 days", 'value="60"'),
    ("tools.agents", "pilot", "A pilot", 'value="pilot" checked'),
    ("tools.transcription", True, "yes", 'value="yes" checked'),
    ("uses", ["making tea", "filing"], "making tea and filing", "making tea\nfiling</textarea>"),
]


@pytest.fixture(autouse=True)
def asking(root: Path) -> None:
    """Let the clause of the workspace ask something of most kinds."""
    workspaces.clause(root, "care", BODY, parameters="[days, tools.transcription, tools.agents, uses]")


def say(root: Path, **said: Any) -> None:
    """Keep what an old policy said, as `adopt` does."""
    kept = {
        name: {"value": value, "place": "4 Rules", "words": "for a while", "among": []} for name, value in said.items()
    }
    workspaces.write(root, "adopted/riverton/decisions.json", json.dumps(kept))


@pytest.mark.parametrize(("name", "value", "read", "field"), one_in(2, SAID))
def test_a_question_shows_what_the_old_policy_may_say_and_puts_it_into_the_form_when_asked(
    visitor: Visitor, root: Path, name: str, value: Any, read: str, field: str
) -> None:
    say(root, **{name: value})
    at = f"/c/riverton/question/{name}"
    shown = visitor.get(at).text
    assert f"That may mean: {read}" in words(shown)
    assert "“for a while” (4 Rules)" in words(shown)
    assert field not in shown, "nothing is filled in unasked"
    (link,) = re.findall(r'href="([^"]+old=yes[^"]*)"', shown)
    filled = visitor.get(link.replace("&amp;", "&")).text
    assert "#" not in link, "a browser keeps it on the next question, and scrolls what was saved out of sight"
    assert field in filled
    assert 'value="answer" checked' in filled


def test_what_somebody_has_looked_at_is_said_no_more(visitor: Visitor, root: Path) -> None:
    say(root, days=60, uses=["filing"])
    assert "2 of its decisions to look at" in visitor.text("/c/riverton/")
    assert "Your old policy may say: 60 days" in visitor.text("/c/riverton/subject/use")
    listed = visitor.text("/c/riverton/old-policy/")
    assert "How long? 60 days 4 Rules: “for a while”" in listed
    visitor.send("/c/riverton/question/days", how="keep", do="save")
    assert "Your old policy" not in visitor.text("/c/riverton/question/days")
    assert "1 of its decisions to look at" in visitor.text("/c/riverton/")
    assert "How long?" not in visitor.text("/c/riverton/old-policy/")


def test_where_the_old_policy_leaves_several_answers_none_is_filled_in(visitor: Visitor, root: Path) -> None:
    said = {"tools.agents": {"value": "pilot", "place": "4", "words": "some", "among": ["pilot", "permitted"]}}
    workspaces.write(root, "adopted/riverton/decisions.json", json.dumps(said))
    shown = visitor.get("/c/riverton/question/tools.agents").text
    assert "That leaves: A pilot or Permitted" in words(shown)
    assert "Put that into the form" not in shown


@pytest.mark.parametrize("damaged", ["", "[]", "{", '{"days": 3}', '{"days": {"value": 3}}'])
def test_a_damaged_note_of_it_stops_nothing(visitor: Visitor, root: Path, damaged: str) -> None:
    workspaces.write(root, "adopted/riverton/decisions.json", damaged)
    assert "How long?" in visitor.text("/c/riverton/question/days")
    assert "decisions to look at" not in visitor.text("/c/riverton/")


def test_who_goes_through_them_comes_from_one_to_the_next_and_back_to_the_list(visitor: Visitor, root: Path) -> None:
    say(root, days=60, uses=["filing"])
    (first, second) = re.findall(
        r'href="(/c/riverton/question/[^"]+through=old)"', visitor.get("/c/riverton/old-policy/").text
    )
    shown = visitor.get(first).text
    went = visitor.send_form(shown, first, answer="60", how="answer", do="save").headers["Location"]
    assert went == second
    went = visitor.send_form(visitor.get(second).text, second, how="later", do="save").headers["Location"]
    assert went == "/c/riverton/old-policy/"
    assert "What may staff do?" in visitor.text(went), "it was left for later"


def test_whoever_is_sent_a_question_reads_what_the_old_policy_said_of_it(visitor: Visitor, root: Path) -> None:
    say(root, uses=["filing"])
    at = "/c/riverton/hand-off/form.md?person=Head+of+Digital"
    assert "The council\u2019s old policy says: \u201cfor a while\u201d (4 Rules). That may mean: filing." in (
        visitor.get(at).text.replace("'", "\u2019")
    )
    visitor.send("/c/riverton/question/uses", how="keep", do="save")
    assert "old policy" not in visitor.get(at).text
