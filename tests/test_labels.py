"""What documents say around their clauses: a table for each language, and not a word of it in code."""

from __future__ import annotations

import io
import json
import re
import runpy
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import policybuilder
from policybuilder.document import Document, clauses, inlines_of
from policybuilder.document_json import dumps, loads
from policybuilder.errors import PolicyBuilderError
from policybuilder.labels import ENGLISH, FOLDER, Labels, labels_for, languages, read_labels
from policybuilder.library.library import Library
from policybuilder.lifecycle.frozen import frozen_document
from policybuilder.lifecycle.records import read_records
from policybuilder.lifecycle.verify import verify
from policybuilder.printed import END_SHEET, NOTE
from policybuilder.readers import outline, own_front
from policybuilder.readers.html.page import read_html_file
from policybuilder.readers.markdown.document import read_markdown_file
from policybuilder.readers.word.read import read_word_file
from policybuilder.writers.html import write_html
from policybuilder.writers.markdown import write_markdown
from policybuilder.writers.word.shell.check import check_shell
from policybuilder.writers.word.shell.prepare import prepare_shell
from policybuilder.writers.word.write import write_word
from tests import invented, workspaces
from tests.builders import illustrative, law
from tests.invented import LANGUAGE, strange
from tests.lifecycle import story
from tests.saying import said
from tests.writers.sample import sample
from tests.writers.word_shells import plain

MAKE_SHELL = runpy.run_path("templates/word/make_shell.py")


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> Iterator[Labels]:
    """The invented language, known as if its file stood beside en.json, whatever was read before and is after."""
    monkeypatch.setitem(languages(), LANGUAGE, invented.labels())
    kept = (own_front._front_headings, own_front._row_ids, outline._appendix)
    for each in kept:
        each.cache_clear()
    yield labels_for(LANGUAGE)
    for each in kept:
        each.cache_clear()


# The table -----------------------------------------------------------------------------------------------


def test_every_word_of_a_table_is_asked_for_and_told_of_in_the_manual() -> None:
    members = json.loads((FOLDER / "en.json").read_bytes())
    assert list(members) == [item.name for item in fields(Labels)]
    manual = Path("docs/languages.md").read_text(encoding="utf-8")
    assert [name for name in members if f"`{name}`" not in manual] == []


@pytest.mark.parametrize("language", ["en-GB", "en", "EN-us", "tlh", "", "cy-GB"])
def test_a_language_without_a_table_speaks_english(language: str) -> None:
    assert labels_for(language) is ENGLISH


def test_a_language_with_a_table_has_it_in_any_country(known: Labels) -> None:
    assert labels_for("xq-GB") is labels_for("xq") is known


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"skip": None}, 'missing: "skip"'),
        ({"tooltip": "x"}, 'unknown: "tooltip"'),
        ({"months": ["A"]}, '"months" has not the shape of the English'),
        ({"contents": " "}, '"contents" has not the shape of the English'),
        ({"statuses": {"draft": "D"}}, 'missing: "statuses.approved"'),
        ({"invented": "It is invented."}, '"invented" fills in something else than {council}'),
        ({"skip": "Skip {it}"}, '"skip" fills in something else than nothing'),
        ({"appendix": "{number}. Appendix"}, '"appendix" does not end in " {number}"'),
    ],
)
def test_a_table_that_is_not_whole_is_refused(changed: dict[str, Any], told: str) -> None:
    assert f"labels/xq.json: error: {told} [labels]" in said(
        lambda: read_labels(invented.table(**changed), "labels/xq.json")
    )


def test_a_file_that_is_no_table_is_refused() -> None:
    for content in (b"", b"[]", b'"words"'):
        with pytest.raises(PolicyBuilderError):
            read_labels(content, "labels/xq.json")


@pytest.mark.parametrize(
    ("items", "every", "either"),
    [(["a"], "a", "a"), (["a", "b"], "a and b", "a or b"), (["a", "b", "{last}"], "a, b and {last}", "a, b or {last}")],
)
def test_lists_are_joined_whatever_their_items_hold(items: list[str], every: str, either: str) -> None:
    assert (ENGLISH.all(items), ENGLISH.any(items)) == (every, either)


def test_days_and_names_are_said_as_people_write_them() -> None:
    first, last = date(2027, 3, 2), date(2027, 4, 1)
    assert (ENGLISH.days(first, first), ENGLISH.days(first, last)) == ("2 March 2027", "2 March 2027 to 1 April 2027")
    assert [ENGLISH.the(role) for role in ("SIRO", "The Mayor")] == ["the SIRO", "The Mayor"]
    assert [ENGLISH.possessive_of(name) for name in ("Riverton", "St Albans")] == ["Riverton's", "St Albans'"]


# A second language: a table, and nothing else --------------------------------------------------------------


def translated(original: Document, labels: Labels) -> Document:
    """Return a draft of the invented language, its control table labelled by the table, with open points and law."""
    rows = tuple(replace(row, label=labels.control[row.id]) for row in original.control)
    every = [*original.law, law("foia", "FOI Act", check="x")]
    made = replace(original, language="en-GB" if labels is ENGLISH else LANGUAGE, control=rows, law=tuple(every))
    first, *others = made.sections
    clause, *rest = first.clauses
    resting = replace(clause, provenance=replace(clause.provenance, law=("foia",)))
    return illustrative(replace(made, sections=(replace(first, clauses=(resting, *rest)), *others)))


def shell(labels: Labels) -> bytes:
    made: bytes = MAKE_SHELL["make_shell"]("en-GB" if labels is ENGLISH else LANGUAGE)
    return made


def word_text(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if re.match(r"word/(doc|head|foot)", name)]
    return " ".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", "".join(parts)))


def html_text(content: bytes) -> str:
    body = re.sub(r"<style>.*?</style>", "", content.decode(), flags=re.DOTALL)
    return re.sub(r"<[^>]*>", " ", re.sub(r'aria-label="([^"]*)"', r">\1<", body))


FORMATS: dict[str, Callable[[Document, Labels], str]] = {
    "word": lambda made, labels: word_text(write_word(made, shell(labels))),
    "guide": lambda made, labels: word_text(write_word(made, MAKE_SHELL["make_guide_shell"](made.language))),
    "markdown": lambda made, _: write_markdown(made).decode().partition("\n---\n")[2],
    "html": lambda made, _: html_text(write_html(made)),
}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_speaks_the_language_of_its_table_and_no_english(name: str, known: Labels) -> None:
    english = FORMATS[name](translated(sample(), ENGLISH), ENGLISH)
    made = FORMATS[name](translated(sample(), known), known)
    own = FORMATS[name](replace(translated(sample(), known), sections=(), appendices=()), known)
    for part in ("document_control", "contents", "before_approval", "illustrative", "check_law"):
        if getattr(ENGLISH, part) in english:
            assert getattr(known, part) in made, part
    left = [word for word in invented.english_words() if re.search(rf"\b{word}\b", own)]
    assert set(left) <= set(re.findall(r"\w+", " ".join(said_by_people(sample())))), "an English word is left in code"


def said_by_people(made: Document) -> list[str]:
    """Return what a document says around its clauses in the words of its authors, not of a table."""
    texts = [made.title, made.council.name, "What FOI Act is relied on for. own knowledge"]
    texts += [row.value.text for row in made.control]
    texts += [text for each in made.questions for text in (each.parameter, each.question, each.ask)]
    return [*texts, *(text for each in made.law for text in (each.title, each.note, each.check, each.source))]


def test_word_numbers_appendices_in_the_language_and_refuses_a_shell_of_another(known: Labels) -> None:
    made = translated(sample(), known)
    assert 'w:lvlText w:val="Àppèndìx %1"' in numbering(write_word(made, shell(known)))
    with pytest.raises(PolicyBuilderError, match='its numbers read "Appendix %1", not "Àppèndìx %1"'):
        write_word(made, shell(ENGLISH))


def test_a_shell_in_the_language_is_faultless(known: Labels) -> None:
    for make in ("make_shell", "make_guide_shell"):
        assert check_shell(MAKE_SHELL[make](LANGUAGE), f"{make}.docx") == ()


def numbering(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("word/numbering.xml").decode()


def test_a_letterhead_marked_with_the_language_is_prepared_in_it(known: Labels) -> None:
    english = prepare_shell(plain(), "corporate.docx")
    marked = with_language(plain(), LANGUAGE)
    prepared = prepare_shell(marked, "corporate.docx")
    assert 'w:lvlText w:val="Àppèndìx %1"' in numbering(prepared)
    assert "Dòcùmènt còntròl" in word_text(prepared)
    assert "Document control" in word_text(english)
    assert [each for each in check_shell(prepared, "c.docx") if each.severity == "error"] == []


def with_language(content: bytes, language: str) -> bytes:
    """Return a Word file whose text is marked with a language."""
    found = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(found, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/styles.xml":
                part = re.sub(rb'(<w:lang [^>]*w:val=")[^"]*', rb"\g<1>" + language.encode(), part)
            new.writestr(name, part)
    return found.getvalue()


READERS: dict[str, Callable[[Document, Labels], Any]] = {
    "word": lambda made, labels: read_word_file(write_word(made, shell(labels)), "a.docx"),
    "markdown": lambda made, _: read_markdown_file(write_markdown(made), "a.md"),
    "html": lambda made, _: read_html_file(write_html(made), "a.html"),
}


@pytest.mark.parametrize("name", READERS)
def test_every_reader_knows_its_own_files_in_the_language(name: str, known: Labels) -> None:
    english, before = READERS[name](translated(sample(), ENGLISH), ENGLISH)
    made, printed = READERS[name](translated(sample(), known), known)
    assert [row.id for row in made.control] == [row.id for row in english.control]
    assert [each.id for each in clauses(made)] == [each.id for each in clauses(english)]
    assert [each.is_appendix for each in clauses(made)] == [each.is_appendix for each in clauses(english)]
    for place in (END_SHEET, NOTE):
        assert [line.place for line in printed.around].count(place) == [line.place for line in before.around].count(
            place
        )
    assert strange("Drafting note: check with Legal: ") in " ".join(
        line.text for line in printed.around if line.place == NOTE
    )


def test_the_json_of_the_language_comes_back(known: Labels) -> None:
    made = translated(sample(), known)
    assert loads(dumps(made)) == made


# Resolving in the language ---------------------------------------------------------------------------------


def library_in_the_language(root: Path) -> Library:
    """Write a small library whose England speaks the invented language."""
    workspaces.tiny(root)
    facts = workspaces.FACTS.replace("{label: England, language: en-GB}", f"{{label: England, language: {LANGUAGE}}}")
    parameters = workspaces.PARAMETERS.replace("maximum: 365", "maximum: 9000")
    workspaces.reference(root, facts=facts, parameters=parameters)
    body = (
        "Keep it {{ days }} days, for {{ uses | listed }} or for {{ uses | listed_or }}, says {{ council.in_text }}. "
        '{{ ref("care") | capitalised }} and {{ ref("app-list") }} say {{ council.possessive }} rules.\n'
    )
    workspaces.clause(root, "keeping", body, parameters="[days, uses]")
    workspaces.clause(root, "app-list", "A list.\n", kept_by="roles.siro")
    workspaces.template(root, "care", "keeping", appendices="[app-list]")
    workspaces.profile(
        root,
        "parameters: {days: 1200}\nroles: {siro: Director}\nappendices: {app-list: {version: 2.0, date: 2026-03-02}}\n",
        documents="{policy: {approver: Cabinet, date: 2026-12-01}}",
    )
    return workspaces.library(root)


def test_a_document_is_resolved_in_the_language_of_its_nation(tmp_path: Path, known: Labels) -> None:
    made = policybuilder.resolve(library_in_the_language(tmp_path), "riverton", "policy")
    rows = {row.id: (row.label, row.value.text, row.iso) for row in made.control}
    assert rows["approver"] == ("Tò bè àppròvèd by", "Cabinet", "")
    assert rows["owner"] == ("Òwnèr", "[tò cònfìrm: ròlè thàt òwns thìs dòcùmènt]", "")
    assert rows["date"] == ("Dàtè òf thìs dràft", "1 Dècèmbèr 2026", "2026-12-01")
    assert rows["status"][1] == "Dràft"
    texts = {each.id: "".join(said_in(each.blocks)) for each in clauses(made)}
    assert "Keep it 1,200 days, for drafting ànd summarising or for drafting òr summarising" in texts["keeping"]
    assert "Sèctìòn 1.1 and Àppèndìx A say Riverton's rules." in texts["keeping"]
    assert texts["app-list"].startswith("Vèrsìòn 2.0, 2 Màrch 2026. Thè Director kèèps thìs àppèndìx")


def said_in(blocks: Any) -> list[str]:
    return [getattr(inline, "text", "") for block in blocks for inline in inlines_of(block)]


def test_a_page_in_the_language_holds_no_markup_of_its_table(monkeypatch: pytest.MonkeyPatch) -> None:
    words = {"contents": "<b>C</b> & {{ x }}", "skip": '"><script>', "document_control": "| *x* |"}
    monkeypatch.setitem(languages(), LANGUAGE, read_labels(invented.table(**words), "labels/xq.json"))
    made = replace(sample(), language=LANGUAGE)
    page = write_html(made).decode()
    assert "<script>" not in page
    assert "<b>C</b>" not in page
    assert "<b>" not in write_markdown(made).decode()
    held = word_text(write_word(made, shell(labels_for(LANGUAGE))))
    assert "&lt;b&gt;C&lt;/b&gt;" in held or "&lt;b>C&lt;/b>" in held


# Approving in the language ---------------------------------------------------------------------------------


def test_a_version_is_approved_proven_and_continued_in_the_language(tmp_path: Path, known: Labels) -> None:
    story.workspace(tmp_path)
    facts = workspaces.FACTS.replace("{label: England, language: en-GB}", f"{{label: England, language: {LANGUAGE}}}")
    workspaces.write(tmp_path, "clauses/facts.yaml", facts)
    workspaces.write(tmp_path, "templates/word/policy.docx", shell(known))
    made = story.approved(tmp_path)
    assert made.notes == ()
    records = read_records(tmp_path, "riverton", "policy")
    document = frozen_document(records, records.versions[-1])
    rows = {row.id: (row.label, row.value.text) for row in document.control}
    assert rows["status"] == ("Stàtùs", "Àppròvèd")
    assert rows["approver"][0] == "Àppròvìng bòdy"
    assert rows["approved_on"][0] == "Àppròvèd òn"
    assert rows["check_number"][0] == "Chèck nùmbèr òf thè tèxt"
    assert [problem for found in verify(tmp_path) for problem in found.problems] == []
    story.decide(tmp_path, "parameters: {contact: the digital team}\n")
    again = story.approved(tmp_path, "1.1", date(2026, 12, 15))
    assert again.comparison is not None
    assert [change.id for change in again.comparison.changes] == ["keeping"]
    second = read_records(tmp_path, "riverton", "policy").versions[-1]
    receipt = frozen_document(records, second).control_text("receipt_before")
    assert receipt.endswith("(vèrsìòn 1.0)")
