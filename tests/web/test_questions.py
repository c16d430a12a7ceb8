"""An officer answers questions on the page: each lands in the profile at once, and nobody's answer is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import workspaces
from tests.some import one_in
from tests.web.visitor import Visitor, words

BODY = """\
You must ask {{ contact }} within {{ days }} days.

{% if tools.transcription %}
You must tell people that a meeting is transcribed.
{% endif %}

{% if tools.agents == "pilot" %}
Agents are in a pilot.
{% endif %}

{% for use in uses %}
- {{ use }}
{% endfor %}

The {{ roles.siro }} decides.
"""


@pytest.fixture(autouse=True)
def asking(root: Path) -> None:
    """Let the clause of the workspace ask something of most kinds."""
    listed = "[contact, days, tools.transcription, tools.agents, uses, roles.siro]"
    workspaces.clause(root, "care", BODY, parameters=listed)


def text(root: Path) -> str:
    """Return the profile's text."""
    (path,) = (root / "profiles").glob("*.yaml")
    return path.read_text(encoding="utf-8")


def test_the_tasks_say_in_words_how_far_each_subject_is(visitor: Visitor) -> None:
    shown = visitor.text("/c/riverton/")
    assert "Using AI" in shown
    assert "Not started" in shown


def test_an_answer_lands_in_the_profile_and_the_next_question_follows(visitor: Visitor, root: Path) -> None:
    answer = visitor.send("/c/riverton/question/days", answer="60", how="answer", do="save")
    assert answer.status_code == 302
    assert "days: 60" in text(root)
    assert "Saved: retention period" in visitor.text(answer.headers["Location"])


def test_a_kept_default_is_noted_as_looked_at(visitor: Visitor, root: Path) -> None:
    visitor.send("/c/riverton/question/days", how="keep", do="save")
    assert "kept:" in text(root)
    assert "days: 30" in text(root)
    assert "Looked at, and the default kept" in visitor.text("/c/riverton/subject/use")


def test_what_is_decided_later_changes_no_byte(visitor: Visitor, root: Path) -> None:
    before = text(root)
    assert visitor.send("/c/riverton/question/days", answer="60", how="later", do="save").status_code == 302
    assert text(root) == before


@pytest.mark.parametrize(
    ("question", "typed", "said"),
    one_in(
        2,
        [
            ("days", "soon", "Error:"),
            ("days", "1000", "Error:"),
            ("tools.agents", "", "Enter an answer"),
            ("contact", "", "Enter an answer"),
        ],
    ),
)
def test_a_wrong_answer_is_said_at_its_field_and_nothing_is_written(
    visitor: Visitor, root: Path, question: str, typed: str, said: str
) -> None:
    before = text(root)
    answer = visitor.send(f"/c/riverton/question/{question}", answer=typed, how="answer", do="save")
    assert answer.status_code == 422
    assert "<title>Error: " in answer.text
    assert 'href="#answer"' in answer.text
    assert said in words(answer.text)
    assert typed in answer.text
    assert text(root) == before


def test_each_kind_of_answer_is_taken_as_it_is_typed(visitor: Visitor, root: Path) -> None:
    visitor.send("/c/riverton/question/tools.transcription", answer="yes", how="answer", do="save")
    visitor.send("/c/riverton/question/tools.agents", answer="pilot", how="answer", do="save")
    visitor.send("/c/riverton/question/uses", answer="drafting\n\n  planning:  meals \n", how="answer", do="save")
    visitor.send("/c/riverton/question/contact", answer='"Ask" <b>us</b> # or me', how="answer", do="save")
    shown = visitor.text("/c/riverton/subject/use")
    for words_typed in ("drafting planning: meals", "A pilot", '"Ask" <b>us</b> # or me'):
        assert words_typed in shown
    assert "<b>us</b>" not in visitor.get("/c/riverton/subject/use").text


def test_an_answer_that_was_typed_is_not_dropped_for_the_default(visitor: Visitor, root: Path) -> None:
    before = text(root)
    answer = visitor.send("/c/riverton/question/days", answer="60", how="keep", do="save")
    assert answer.status_code == 422
    assert "You entered another answer, and chose not to save it" in words(answer.text)
    assert 'value="60"' in answer.text
    assert text(root) == before
    assert visitor.send("/c/riverton/question/days", answer="30", how="keep", do="save").status_code == 302


def test_what_is_typed_beside_a_kept_default_can_be_looked_at_before_anything_is_chosen(
    visitor: Visitor, root: Path
) -> None:
    visitor.send("/c/riverton/question/days", how="keep", do="save")
    before = text(root)
    look = visitor.send("/c/riverton/question/days", answer="60", how="keep", do="preview")
    assert "inserted: 60" in words(look.text)
    assert 'id="how-answer" name="how" type="radio" value="answer" checked' in look.text
    assert text(root) == before


def test_what_an_answer_would_change_is_shown_and_nothing_written(visitor: Visitor, root: Path) -> None:
    before = text(root)
    answer = visitor.send("/c/riverton/question/tools.transcription", answer="yes", how="answer", do="preview")
    assert "You must tell people that a meeting is transcribed." in words(answer.text)
    assert "<ins>" in answer.text
    assert text(root) == before


def test_each_mark_in_a_clause_that_changes_is_said_in_words_too(visitor: Visitor) -> None:
    visitor.send("/c/riverton/question/contact", answer="the office", how="answer", do="save")
    answer = visitor.send("/c/riverton/question/contact", answer="<ins> & Co", how="answer", do="preview")
    said = words(answer.text)
    assert "deleted: the office end of deletion" in said
    assert "inserted: <ins> & Co end of insertion" in said  # what somebody typed is no mark


def test_a_clause_that_is_new_is_said_to_be_and_not_every_word_of_it(visitor: Visitor, root: Path) -> None:
    workspaces.clause(root, "agents", "You must ask before you use an agent.\n", applies_when="tools.agents != 'none'",
                      parameters="[tools.agents]")  # fmt: skip
    workspaces.template(root, "agents", "care")
    new = visitor.send("/c/riverton/question/tools.agents", answer="pilot", how="answer", do="preview")
    said = words(new.text)
    assert "Agents new. " in said
    assert "inserted: You must ask" not in said


def test_an_answer_that_changes_no_word_says_so(visitor: Visitor) -> None:
    answer = visitor.send("/c/riverton/question/days", answer="30", how="answer", do="preview")
    assert "No word of any document." in words(answer.text)


def test_two_tabs_never_lose_each_others_answer(visitor: Visitor, root: Path) -> None:
    form = visitor.get("/c/riverton/question/days").text
    visitor.send("/c/riverton/question/days", answer="60", how="answer", do="save")
    answer = visitor.send_form(form, "/c/riverton/question/days", answer="90", how="answer", do="save")
    assert answer.status_code == 409
    assert "Somebody saved something else" in words(answer.text)
    assert 'value="90"' in answer.text
    assert "Saved now: 60" in words(answer.text)
    assert "days: 60" in text(root)


def test_an_edit_in_an_editor_is_seen_at_once_and_kept(visitor: Visitor, root: Path) -> None:
    (path,) = (root / "profiles").glob("*.yaml")
    path.write_text(path.read_text(encoding="utf-8") + "# a note of mine\n", encoding="utf-8")
    visitor.send("/c/riverton/question/days", answer="60", how="answer", do="save")
    assert "# a note of mine" in text(root)


def test_undo_takes_the_last_answer_back(visitor: Visitor, root: Path) -> None:
    before = text(root)
    visitor.send("/c/riverton/question/days", answer="60", how="answer", do="save")
    form = visitor.get("/c/riverton/undo")
    assert "days: 60" in words(form.text)
    assert "an answer: retention period" in words(form.text)
    done = visitor.send_form(form.text, "/c/riverton/undo")
    assert "Taken back: an answer: retention period" in visitor.text(done.headers["Location"])
    assert text(root) == before
    visitor.send_form(form.text, "/c/riverton/undo", pressed="again")
    assert "There are no noted changes" in visitor.text("/c/riverton/")


def test_a_profile_that_cannot_be_read_is_shown_with_its_place_and_others_still_open(
    visitor: Visitor, root: Path
) -> None:
    workspaces.write(root, "profiles/broken.yaml", "id: broken\ncouncil: {name: \n")
    shown = visitor.text("/")
    assert "Its file cannot be read" in shown
    assert "profiles/broken.yaml" in shown
    answer = visitor.get("/c/broken/")
    assert answer.status_code == 422
    assert "Something in the files is wrong" in answer.text


def test_a_question_that_nobody_asks_is_not_found(visitor: Visitor) -> None:
    assert [visitor.get(path).status_code for path in ("/c/riverton/question/none", "/c/riverton/subject/none")] == [
        404,
        404,
    ]


def test_the_filter_shows_the_questions_of_one_person(visitor: Visitor) -> None:
    shown = visitor.text("/c/riverton/?person=Chief+Executive")
    assert "Who does what" in shown
    assert "Using AI Not started" not in shown


def test_a_question_that_somebody_else_knows_goes_on_their_form_and_is_said_to_wait(
    visitor: Visitor, root: Path
) -> None:
    before = text(root)
    nobody = visitor.send("/c/riverton/question/days", answer="60", how="else", who=" ", do="save")
    assert nobody.status_code == 422
    assert 'href="#who"' in nobody.text
    assert visitor.send("/c/riverton/question/days", how="else", who="Head of  Care", do="save").status_code == 302
    assert text(root) == before
    assert "waiting for: Head of Care" in visitor.text("/c/riverton/")
    assert "Head of Care" in visitor.text("/c/riverton/hand-off/")
    assert "How long?" in visitor.get("/c/riverton/hand-off/form.md?person=Head+of+Care").text
    assert "Using AI" in visitor.text("/c/riverton/?person=Head+of+Care")
    visitor.send("/c/riverton/question/days", answer="60", how="answer", do="save")
    assert "Head of Care" not in visitor.text("/c/riverton/")


@pytest.mark.parametrize("damaged", one_in(3, ["{", '["riverton"]', '{"riverton": {"days": {"to": "Head of Care"}}}']))
def test_a_damaged_note_of_who_was_asked_is_never_written_over(visitor: Visitor, root: Path, damaged: str) -> None:
    note = root / ".policybuilder" / "handed.json"
    note.parent.mkdir(exist_ok=True)
    note.write_text(damaged, encoding="utf-8")
    assert "waiting for" not in visitor.text("/c/riverton/")
    sent = visitor.send("/c/riverton/question/contact", how="else", who="Head of Care", do="save")
    assert sent.status_code >= 400
    assert "cannot be read, so nothing is written over it" in sent.text
    assert note.read_text(encoding="utf-8") == damaged


def test_every_question_can_be_decided_later_or_handed_on_though_it_has_no_default(visitor: Visitor) -> None:
    shown = visitor.text("/c/riverton/question/contact")
    assert "Decide later" in shown
    assert "Somebody else knows" in shown
    assert "Keep the default" not in shown


def test_on_a_phone_what_an_answer_would_change_has_a_page_of_its_own(visitor: Visitor, root: Path) -> None:
    path = "/c/riverton/question/tools.transcription"
    alone = visitor.send(path, answer="yes", how="answer", do="preview alone")
    assert "You must tell people that a meeting is transcribed." in words(alone.text)
    assert "Is this the answer?" not in alone.text
    again = visitor.send_form(alone.text, path, do="edit")
    assert 'value="yes" checked' in again.text
    assert visitor.send_form(alone.text, path, do="save").status_code == 302
    assert "transcription: true" in text(root)


def test_what_is_wrong_in_a_file_is_shown_as_it_is_typed_with_what_helps(visitor: Visitor, root: Path) -> None:
    profile = root / "profiles/riverton.yaml"
    profile.write_text(f"{text(root)}\n\tdays: <b>30</b>\n", encoding="utf-8")
    answer = visitor.get("/c/riverton/")
    assert answer.status_code == 422
    line = text(root).split("\n").index("\tdays: <b>30</b>") + 1
    said = words(answer.text)
    assert "Error: something in the files is wrong" in said
    assert "Indent with spaces, not tabs" in said
    assert f"In profiles/riverton.yaml, line {line}, which reads: days: <b>30</b>" in said
    assert "<b>30</b>" not in answer.text
    home = visitor.text("/")
    assert "Indent with spaces, not tabs" in home
    assert visitor.get("/new").status_code == 200


def test_no_line_is_shown_of_a_file_outside_the_workspace(visitor: Visitor, root: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("the password: [\n", encoding="utf-8")
    (root / "profiles/link.yaml").symlink_to(secret)
    for path in ("/", "/c/link/", "/c/riverton/"):
        assert "the password" not in visitor.get(path).text
