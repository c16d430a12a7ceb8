"""The clauses of a document as they print, and the council's own words in one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from policybuilder import api
from policybuilder.document import clauses as clauses_of
from policybuilder.errors import PolicyBuilderError, Problem
from policybuilder.library.pasted import pasted_line, pasted_text, symbol_words
from policybuilder.resolution import documents_of
from policybuilder.web.desk import desk
from policybuilder.web.fields import Field
from policybuilder.web.marks import EffectShown, effects_html
from policybuilder.web.shown import digest_of, in_sentences, typed_words

if TYPE_CHECKING:
    from policybuilder.document import Document
    from policybuilder.update.amending import Amended


screen = Blueprint("clauses", __name__, url_prefix="/c/<profile>/clauses/<document>")


_SAID = {
    "clause-syntax": "A bracket of an answer is not closed, or something else stands in it than a name",
}
"""What is wrong with new words, where a problem speaks to an author of clauses or of files."""


@dataclass(frozen=True)
class _Form:
    """What was typed into the form of an amendment."""

    text: str
    reason: str
    by: str
    minute: str


@screen.get("/")
def clauses(profile: str, document: str) -> str:
    """Show the sections and clauses of a document, each to be changed."""
    return render_template("clauses.html", profile=profile, document=document, made=_made(profile, document))


@screen.get("/<clause>")
def clause(profile: str, document: str, clause: str) -> str:
    """Show a clause with its words in a field, to be changed, added to or left out."""
    return _page(profile, document, clause, _Form(_text(profile, document, clause), "", "", ""))


@screen.post("/<clause>")
def amend(profile: str, document: str, clause: str) -> Response | tuple[str, int]:
    """Show what new words change, or write them as an amendment; or leave the clause out."""
    from policybuilder.update.effects import effects_of

    form = _Form(
        pasted_text(request.form.get("text", "")),
        *(pasted_line(request.form.get(name, "")) for name in ("reason", "by", "minute")),
    )
    leaving = request.form.get("do") == "leave out"
    if request.form.get("seen") != digest_of(_text(profile, document, clause)):
        return _page(profile, document, clause, form, newer=True), 409
    if not form.reason.strip():
        wanted = Problem(Field("reason"), "Say why, in a sentence: it is printed in the comparison", "no-reason")
        return _page(profile, document, clause, form, [wanted]), 422
    if strange := symbol_words(form.text):
        return _page(profile, document, clause, form, [Problem(Field("text"), strange, "symbol")]), 422
    preview = request.form.get("do") == "preview"
    try:
        with desk().writing:
            library = desk().library()
            # Between the look above and this, another tab or an editor may have saved the profile.
            if request.form.get("seen") != digest_of(_text(profile, document, clause)):
                return _page(profile, document, clause, form, newer=True), 409
            done = api.amend(
                library,
                profile,
                clause,
                document,
                text="" if leaving else form.text,
                exclude=leaving,
                reason=form.reason,
                by=form.by,
                minute=form.minute,
                dry_run=preview,
            )
    except PolicyBuilderError as error:
        return _page(profile, document, clause, form, _of_the_words(error.problems)), 422
    if preview:
        made = effects_html(effects_of(library, done.proposal, desk().resolved))
        return _page(profile, document, clause, form, done=done, effects=made), 200
    flash("The clause is left out" if leaving else "The clause is amended", "done")
    return redirect(url_for("clauses.clauses", profile=profile, document=document))


def _of_the_words(problems: Sequence[Problem]) -> list[Problem]:
    """Return what is wrong with new words at their field: the file that they would stand in was not written."""
    said = (replace(each, message=_SAID.get(each.code, each.message)) for each in problems)
    return [Problem(Field("text"), in_sentences(each), each.code) for each in said]


def _page(
    profile: str,
    document: str,
    clause: str,
    form: _Form,
    problems: Sequence[Problem] = (),
    *,
    newer: bool = False,
    done: Amended | None = None,
    effects: Sequence[EffectShown] | None = None,
) -> str:
    made = _made(profile, document)
    found = next(each for each in clauses_of(made) if each.id == clause)
    words = _text(profile, document, clause)
    return render_template(
        "clause.html",
        profile=profile,
        document=document,
        clause=found,
        form=form,
        words=words,
        seen=digest_of(words),
        problems=problems,
        newer=newer,
        done=done,
        effects=effects,
    )


def _made(profile: str, document: str) -> Document:
    library = desk().library()
    if document not in documents_of(library, profile):
        abort(404)
    return desk().document(profile, document)


def _text(profile: str, document: str, clause: str) -> str:
    """Return the words of a clause as they print; where it is not in the document, the page that says so is shown."""
    from policybuilder.update.amending import live_text

    if clause not in {each.id for each in clauses_of(_made(profile, document))}:
        typed = typed_words(request.form)
        page = render_template("clause_gone.html", profile=profile, document=document, typed=typed)
        abort(make_response(page, 409 if typed else 404))
    return live_text(desk().library(), profile, document, clause)
