"""The questions of one person go out as a form, and the answers come back in it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from policybuilder.library.library import open_library
from policybuilder.library.workspace import open_workspace
from policybuilder.update.hand_off import answers_in
from tests import workspaces
from tests.some import one_in
from tests.web.visitor import HOST, Visitor, words

BODY = """\
Ask {{ contact }} within {{ days }} days. Agents: {{ tools.agents }}.

{% for use in uses %}
- {{ use }}
{% endfor %}

{% if tools.transcription %}
Meetings are transcribed.
{% endif %}
"""


@pytest.fixture(autouse=True)
def asking(root: Path) -> None:
    """Let the clause of the workspace ask something of most kinds."""
    workspaces.clause(root, "care", BODY, parameters="[contact, days, tools.transcription, tools.agents, uses]")


def form(visitor: Visitor, suffix: str, person: str = "Head+of+Digital") -> bytes:
    """Return a person's form."""
    answer = visitor.get(f"/c/riverton/hand-off/form.{suffix}?person={person}")
    assert answer.status_code == 200
    return answer.data


def filled(form: bytes, **answers: str) -> bytes:
    """Return a text form with answers typed into the last cell of their rows."""
    lines = form.decode().split("\n")
    for at, line in enumerate(lines):
        cells = line.split("|")
        name = cells[1].strip().replace("\\", "").replace(".", "_") if len(cells) > 3 else ""
        if name in answers:
            cells[3] = f" {answers[name]} "
            lines[at] = "|".join(cells)
    return "\n".join(lines).encode()


def send(visitor: Visitor, content: bytes, name: str) -> str:
    """Upload a form that came back and return the screen that follows."""
    answer = visitor.send("/c/riverton/hand-off/", form=(io.BytesIO(content), name))
    return answer.text


def text(root: Path) -> str:
    """Return the profile's text."""
    return (root / "profiles/riverton.yaml").read_text(encoding="utf-8")


def test_each_person_has_a_form_of_their_questions_alone(visitor: Visitor) -> None:
    shown = visitor.text("/c/riverton/hand-off/")
    assert "Records manager" in shown
    assert "1 question, 1 that nobody has looked at" in shown
    assert b"How long?" in form(visitor, "md", "Records+manager")
    assert b"Are agents used?" not in form(visitor, "md", "Records+manager")


@pytest.mark.parametrize("suffix", one_in(3, ["docx", "html", "md"]))
def test_a_form_that_nobody_filled_in_brings_nothing_back(visitor: Visitor, root: Path, suffix: str) -> None:
    before = text(root)
    assert "The form has no answers in it." in send(visitor, form(visitor, suffix), f"form.{suffix}")
    assert text(root) == before


def test_the_answers_are_shown_first_and_taken_when_they_are_ticked(visitor: Visitor, root: Path) -> None:
    before = text(root)
    content = filled(
        form(visitor, "md"), tools_agents="A pilot", uses="drafting; planning meals", tools_transcription="Yes"
    )
    shown = send(visitor, content, "form.md")
    assert "Came back: A pilot" in words(shown)
    assert text(root) == before
    names = ["tools.agents", "uses", "tools.transcription"]
    assert visitor.send_form(shown, "/c/riverton/hand-off/take", take=names).status_code == 302
    assert "agents: pilot" in text(root)
    assert "planning meals" in text(root)
    assert "transcription: true" in text(root)


def test_an_answer_that_is_none_is_named_and_not_taken(visitor: Visitor) -> None:
    shown = words(send(visitor, filled(form(visitor, "md"), tools_agents="perhaps"), "form.md"))
    assert "Not understood, so not taken" in shown
    assert "Are agents used?" in shown


def test_an_answer_that_somebody_changed_since_shows_both_and_is_not_ticked(visitor: Visitor, root: Path) -> None:
    content = filled(form(visitor, "md", "Records+manager"), days="90")
    visitor.send("/c/riverton/question/days", answer="60", how="answer", do="save")
    shown = send(visitor, content, "form.md")
    assert "Somebody changed this after the form was made" in words(shown)
    assert 'value="days" checked' not in shown
    visitor.send("/c/riverton/question/days", answer="45", how="answer", do="save")
    visitor.send_form(shown, "/c/riverton/hand-off/take", take=["days"])
    assert "days: 45" in text(root)
    said = visitor.text("/c/riverton/hand-off/")
    assert "Not taken, for somebody answered meanwhile" in said
    assert "came back: 90; now: 45" in said


@pytest.mark.parametrize(
    ("name", "content"),
    one_in(
        4, [("form.docx", b"no Word file"), ("form.exe", b"MZ"), ("", b""), ("form.md", b"# Another text\n\nWords.\n")]
    ),
)
def test_a_file_that_is_no_form_is_said_to_be_none(visitor: Visitor, name: str, content: bytes) -> None:
    answer = visitor.send("/c/riverton/hand-off/", form=(io.BytesIO(content), name))
    assert answer.status_code == 422
    assert 'href="#form"' in answer.text


def test_a_word_form_is_read_by_its_rows(visitor: Visitor, root: Path) -> None:
    from policybuilder.ooxml.zip import read_parts, write_parts

    parts = dict(read_parts(form(visitor, "docx", "Records+manager"), "form.docx"))
    main = parts["word/document.xml"].decode()
    at = main.index("30</w:t>")
    empty = main.index("</w:p>", main.index("<w:tc>", at))
    parts["word/document.xml"] = f"{main[:empty]}<w:r><w:t>45</w:t></w:r>{main[empty:]}".encode()
    library = open_library(open_workspace(root))
    (given,) = answers_in(library, "riverton", write_parts(parts), "form.docx").given
    assert (given.value, given.sent, given.changes, given.newer) == (45, "30", True, False)


def test_a_stranger_is_given_no_form(visitor: Visitor) -> None:
    assert visitor.get("/c/riverton/hand-off/form.docx?person=Nobody").status_code == 302
    assert "Nothing is asked of the Nobody now." in visitor.text("/c/riverton/hand-off/")
    assert "Nothing is asked of the Nobody now." in visitor.text("/c/riverton/?person=Nobody")
    assert visitor.client.get("/c/riverton/hand-off/form.docx", base_url=f"http://evil.{HOST}").status_code == 421


def test_who_is_asked_nothing_has_no_form_and_it_is_said(visitor: Visitor) -> None:
    answer = visitor.get("/c/riverton/hand-off/form.md?person=Caretaker")
    shown = visitor.text(answer.headers["Location"])
    assert "Nothing is asked of the Caretaker now." in shown


def test_an_answer_in_a_form_that_is_none_is_said_with_its_question_and_nothing_is_written(
    visitor: Visitor, root: Path
) -> None:
    before = text(root)
    shown = words(send(visitor, filled(form(visitor, "md", "Records+manager"), days="soonish"), "form.md"))
    assert "How long?" in shown
    assert "soonish" in shown
    assert text(root) == before
