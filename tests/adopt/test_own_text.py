"""A policy that was built here, adopted from its own file, gives back what it was built from."""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path
from typing import Any

import pypdf
import pytest
from pypdf.generic import NameObject

from policybuilder import api
from policybuilder.adopt.adoption import Adoption, adopted
from policybuilder.adopt.old_policy import old_policy
from policybuilder.adopt.unify import filled
from policybuilder.document import Document, block_text, clauses
from policybuilder.library.councils import unregistered
from policybuilder.library.library import Library
from policybuilder.library.scalars import day_in_words
from policybuilder.readers.old_policy import read_old_policy
from policybuilder.resolution.answers import answer
from policybuilder.resolution.case import case_of
from policybuilder.resolution.inheritance import inherit
from policybuilder.update.adopting import chosen, taken_over
from policybuilder.update.cleaning import cleaned
from tests.programs import Office
from tests.some import one_in

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = "generative-ai-policy"
FILES = [("word", "old.docx"), ("html", "old.html"), ("markdown", "old.md")]
COUNCILS = ("slievebrae", "millbeck", "riverton", "cwm-derwen", "strathlorne")


@cache
def library() -> Library:
    return api.load(ROOT)


@cache
def round_trip(profile: str, format: str, name: str) -> Adoption:
    built = api.write(api.resolve(library(), profile, DOCUMENT), format, library())
    return adopted(library(), old_policy(read_old_policy(built, name), name), DOCUMENT)


@cache
def with_document(profile: str, document: str) -> Library:
    """Return the library with a profile that has a document, whether or not the council asked for it."""
    if document in inherit(library(), library().profile(profile)).documents:
        return library()
    name = f"profiles/{profile}.yaml"
    text = library().profile_files[profile].content().decode()
    asked = text.replace("\ndocuments:\n", f'\ndocuments:\n  {document}:\n    version: "1.0"\n', 1)
    return library().with_profile(library().read_profile(name, asked))


def untagged(content: bytes) -> bytes:
    """Return a PDF as a program prints it that knows nothing of tags: with the same words in the same places."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
    for name in ("/StructTreeRoot", "/MarkInfo"):
        writer.root_object.pop(NameObject(name), None)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


@cache
def resolved(profile: str, document: str) -> Document:
    return api.resolve(with_document(profile, document), profile, document)


@cache
def built_as(format: str, profile: str, document: str) -> bytes:
    """Return a built document; a PDF, which takes LibreOffice a second, is made once with its tags and without."""
    if format == "untagged":
        return untagged(built_as("pdf", profile, document))
    return api.write(resolved(profile, document), format, with_document(profile, document))


def gives_back(profile: str, document: str, format: str, name: str) -> None:
    """Hold what is found in a built document against the profile that it was built from."""
    known = with_document(profile, document)
    built = built_as(format, profile, document)
    bare = cleaned(built, name) if format == "word" else without_ids(built) if format == "html" else built
    adoption = adopted(known, old_policy(read_old_policy(bare, name), name))
    assert adoption.document == document
    entry = known.profile(profile).front.documents[document]
    otherwise = [each for each in adoption.policy.passages if adoption.standing(each) not in ("same", "heading")]
    given = answer(case_of(known, profile, document))
    amended = {each.clause for each, _ in given.effective.amendments(document)}
    assert {adoption.matches[each.number][0].clause for each in otherwise} == amended
    assert {each.clause for each in adoption.missing} <= {each.clause for each in entry.exclude}
    answers = given.parameters
    found = [each for each in adoption.decisions if each.sure and each.parameter in answers]
    assert [each.parameter for each in found if _plain(answers[each.parameter].value) != _plain(each.value)] == []


@pytest.mark.parametrize(
    ("profile", "document"),
    one_in(40, [(each, document) for document in sorted(library().template_files) for each in COUNCILS]),
)
@pytest.mark.parametrize(("format", "name"), one_in(2, [*FILES, ("text", "old.txt")]))
def test_every_document_gives_back_what_it_was_built_from_whoever_took_its_marks_out(
    profile: str, document: str, format: str, name: str
) -> None:
    gives_back(profile, document, format, name)


@pytest.mark.rest
@pytest.mark.office
@pytest.mark.parametrize("document", sorted(library().template_files))
def test_a_pdf_with_its_tags_gives_back_what_it_was_built_from(office: Office, document: str) -> None:
    gives_back("cwm-derwen", document, "pdf", "old.pdf")


@pytest.mark.rest
@pytest.mark.office
@pytest.mark.parametrize("document", sorted(library().template_files))
@pytest.mark.parametrize("profile", ["slievebrae", "cwm-derwen"])
def test_a_pdf_without_tags_gives_back_what_it_was_built_from(office: Office, profile: str, document: str) -> None:
    gives_back(profile, document, "untagged", "old.pdf")


def without_ids(page: bytes) -> bytes:
    """Return a page as a website's editor leaves it: without ids, classes and comments."""
    text = re.sub(r'(<\w[^<>]*?)((?: (?:id|class|data-[\w-]+|aria-[\w-]+)="[^"]*")+)', r"\1", page.decode())
    text = re.sub(r' (?:id|class)="[^"]*"', "", text)
    return re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL).encode()


@pytest.mark.parametrize(("format", "name"), one_in(3, FILES))
def test_every_clause_says_the_same_but_for_the_council_s_own_words(format: str, name: str) -> None:
    adoption = round_trip("millbeck", format, name)
    otherwise = [each for each in adoption.policy.passages if adoption.standing(each) not in ("same", "heading")]
    own = library().profile("millbeck").front.documents[DOCUMENT].amend
    assert {each.number for each in otherwise} == adoption.changed
    assert len(otherwise) == len(own)
    assert [adoption.matches[each.number][0].clause for each in otherwise] == [each.clause for each in own]
    assert adoption.missing == ()
    assert adoption.depth == "essential"


@pytest.mark.parametrize("profile", one_in(2, ["millbeck", "slievebrae"]))
def test_the_decisions_that_are_printed_are_found_as_they_were_taken(profile: str) -> None:
    adoption = round_trip(profile, "markdown", "old.md")
    answers = answer(case_of(library(), profile, DOCUMENT)).parameters
    found = [each for each in adoption.decisions if each.sure and each.parameter in answers]
    assert len(found) > 40
    wrong = [each.parameter for each in found if _plain(answers[each.parameter].value) != _plain(each.value)]
    assert wrong == []


def test_a_changed_limit_is_said_differently_and_a_changed_answer_is_only_another_answer() -> None:
    built = api.write(api.resolve(library(), "slievebrae", DOCUMENT), "markdown", library()).decode()
    assert "If you cannot check something, you must not use it." in built
    changed = built.replace(
        "If you cannot check something, you must not use it.", "If you cannot check something, ask a colleague."
    )
    adoption = adopted(library(), old_policy(read_old_policy(changed.encode(), "old.md"), "old.md"), DOCUMENT)
    (number,) = adoption.changed
    (match,) = adoption.matches[number]
    assert (match.clause, match.how) == ("accuracy-checking", "differently")


def test_a_clause_is_known_by_its_words_however_they_are_spaced_and_marked() -> None:
    clause = library().clause("review-and-versioning")
    text = "The Head of ICT must review this policy every 18  months. The next review is due 1 May 2027."
    (passage,) = old_policy(read_old_policy(f"# P\n\n## R\n\n{text}\n".encode(), "p.md"), "p.md").passages
    (found,) = filled(clause, [passage]).values()
    values = dict(found.values)
    assert values["review_months"] == "18"


def _plain(value: Any) -> Any:
    """Return a value as text; a day in a cell in ISO form, however the profile writes it."""
    if isinstance(value, list):
        return [{key: _cell(cell) for key, cell in each.items()} if hasattr(each, "items") else _plain(each)
                for each in value]  # fmt: skip
    return str(getattr(value, "id", value))


def _cell(value: Any) -> str:
    day = day_in_words(str(value))
    return day.isoformat() if day else str(value)


@pytest.mark.parametrize("profile", one_in(4, ["millbeck", "riverton", "strathlorne", "slievebrae"]))
def test_changed_clauses_come_back_as_the_same_amendments(profile: str) -> None:
    given = answer(case_of(library(), profile, DOCUMENT)).effective.amendments(DOCUMENT)
    adoption = round_trip(profile, "text", "old.txt")
    who = library().profile(profile).front.council
    assert who is not None
    council = unregistered(who.name, who.type, who.nation, library().reference.facts)
    made = taken_over(adoption, library(), "wyrefold", council, chosen(adoption, {}), "2026-11-27")
    taken = made.library.profile("wyrefold").front.documents[DOCUMENT].amend
    assert [(each.clause, each.place) for each in taken] == [(each.clause, each.place) for each, _ in given]
    # A value within the words is the council's own words now: so they are what the clause printed.
    document = api.resolve(library(), profile, DOCUMENT)
    printed = {clause.id: " ".join(block_text(block) for block in clause.blocks) for clause in clauses(document)}
    assert [each.clause for each in taken if (each.text or "").strip() not in printed[each.clause]] == []
    assert adoption.changed <= set(made.ours)


@pytest.mark.parametrize(("profile", "line"), one_in(2, [("slievebrae", "cctv: true"), ("riverton", "agents: pilot")]))
def test_a_clause_of_the_library_comes_back_as_itself_whatever_the_council_must_do_or_decide_for_it(
    profile: str, line: str
) -> None:
    document = "ai-governance-policy"
    built = api.write(api.resolve(library(), profile, document), "text", library())
    adoption = adopted(library(), old_policy(read_old_policy(built, "old.txt"), "old.txt"), document)
    who = library().profile(profile).front.council
    assert who is not None
    council = unregistered(who.name, who.type, who.nation, library().reference.facts)
    made = taken_over(adoption, library(), "wyrefold", council, chosen(adoption, {}), "2026-11-27")
    assert [each.id for each in made.own] == []
    assert line in made.text
    # What the words leave open is no answer of which anybody may be sure.
    assert [each for each in adoption.decisions if each.parameter == "tools.agents" and each.sure] == []
    assert ("leaves pilot or permitted" in " ".join(made.text.split())) == ("agents" in line)
