"""The clauses of a document as they print, and the council's own words in one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from policybuilder import api
from policybuilder.document import clauses as clauses_of
from policybuilder.errors import PolicyBuilderError, Problem
from policybuilder.library.pasted import pasted_line, pasted_text, symbol_words
from policybuilder.resolution import case_of, documents_of
from policybuilder.web.clause_words import PieceShown, pieces_shown, why_out, with_piece, without_piece
from policybuilder.web.desk import desk
from policybuilder.web.fields import Field
from policybuilder.web.marks import EffectShown, effects_html
from policybuilder.web.shown import digest_of, in_sentences, typed_words

if TYPE_CHECKING:
    from policybuilder.document import Clause, Document, Omission
    from policybuilder.resolution.live import LiveClause, Piece
    from policybuilder.update.amending import Amended


screen = Blueprint("clauses", __name__, url_prefix="/c/<profile>/clauses/<document>")


PLACES = ("words", "after")
"""What can be written at a piece of a clause: its own words, or others after it."""
_SAID = {
    "clause-syntax": "A bracket of an answer is not closed, or something else stands in it than a name",
}
"""What is wrong with new words, where a problem speaks to an author of clauses or of files."""


@dataclass(frozen=True)
class _Form:
    """What was typed into the form of an amendment."""

    text: str
    reason: str = ""
    by: str = ""
    minute: str = ""


@screen.get("/")
def clauses(profile: str, document: str) -> str:
    """Show the sections and clauses of a document, each to be changed."""
    made = _made(profile, document)
    return render_template(
        "clauses.html",
        profile=profile,
        document=document,
        made=made,
        out=[(each, why_out(each, desk().library())) for each in made.omissions],
    )


@screen.get("/<clause>")
def clause(profile: str, document: str, clause: str) -> str:
    """Show a clause with its words in a field, to be changed, added to or left out."""
    return _page(profile, document, clause, _Form(_text(profile, document, clause)))


@screen.post("/<clause>")
def amend(profile: str, document: str, clause: str) -> Response | tuple[str, int]:
    """Show what new words change, or write them as an amendment; or leave the clause out."""
    form = _typed()
    leaving = request.form.get("do") == "leave out"
    came = _amended(profile, document, clause, form, lambda _: form.text, leaving=leaving)
    if isinstance(came, Response):
        return came
    return _page(profile, document, clause, form, **came.shown), came.code


@screen.get("/<clause>/<place>/<int:number>")
def piece(profile: str, document: str, clause: str, place: str, number: int) -> str:
    """Show one paragraph, item or row as it prints, with its words in a field; or an empty one for words after it."""
    found = _piece(profile, document, clause, place, number)
    return _piece_page(profile, document, clause, place, found, _Form("" if place == "after" else found.text))


@screen.post("/<clause>/<place>/<int:number>")
def amend_piece(profile: str, document: str, clause: str, place: str, number: int) -> Response | tuple[str, int]:
    """Show what other words of one piece change, or write them as an amendment; or leave the piece out."""
    form = _typed()

    def whole(pieces: Sequence[Piece]) -> str:
        if not 1 <= number <= len(pieces):
            abort(404)
        if request.form.get("do") == "leave out":
            return without_piece(pieces, number)
        return with_piece(pieces, number, form.text, after=place == "after")

    if not form.text.strip() and request.form.get("do") != "leave out":
        empty = Problem(Field("text"), "Enter the words, or leave this out with the button below", "no-words")
        found = _piece(profile, document, clause, place, number)
        return _piece_page(profile, document, clause, place, found, form, [empty]), 422
    came = _amended(profile, document, clause, form, whole)
    if isinstance(came, Response):
        return came
    if came.code == 409:  # what stands at this number may be another by now
        return _page(
            profile,
            document,
            clause,
            replace(form, text=_text(profile, document, clause)),
            lost=form.text,
            **came.shown,
        ), 409
    found = _piece(profile, document, clause, place, number)
    return _piece_page(profile, document, clause, place, found, form, **came.shown), came.code


@dataclass(frozen=True)
class _Came:
    """What a page says of words that were not written: what is wrong, or what they would change; and its code."""

    code: int
    shown: dict[str, Any]


def _typed() -> _Form:
    more = (pasted_line(request.form.get(name, "")) for name in ("reason", "by", "minute"))
    return _Form(pasted_text(request.form.get("text", "")), *more)


def _amended(
    profile: str,
    document: str,
    clause: str,
    form: _Form,
    whole: Callable[[Sequence[Piece]], str],
    *,
    leaving: bool = False,
) -> Response | _Came:
    """Write the words of a clause that `whole` makes of its pieces, or say what is wrong with them or would change."""
    from policybuilder.update.effects import effects_of

    if request.form.get("seen") != digest_of(_text(profile, document, clause)):
        return _Came(409, {"newer": True})
    if not form.reason.strip():
        wanted = Problem(Field("reason"), "Say why, in a sentence: it is printed in the comparison", "no-reason")
        return _Came(422, {"problems": [wanted]})
    if strange := symbol_words(form.text):
        return _Came(422, {"problems": [Problem(Field("text"), strange, "symbol")]})
    preview = request.form.get("do") == "preview"
    try:
        with desk().writing:
            library = desk().library()
            # Between the look above and this, another tab or an editor may have saved the profile.
            live = _live(profile, document, clause)
            if request.form.get("seen") != digest_of(live.text):
                return _Came(409, {"newer": True})
            done = api.amend(
                library,
                profile,
                clause,
                document,
                text="" if leaving else whole(live.pieces),
                exclude=leaving,
                reason=form.reason,
                by=form.by,
                minute=form.minute,
                dry_run=preview,
            )
    except PolicyBuilderError as error:
        return _Came(422, {"problems": _of_the_words(error.problems)})
    if preview:
        return _Came(200, {"done": done, "effects": effects_html(effects_of(library, done.proposal, desk().resolved))})
    flash("The clause is left out" if leaving else "The clause is amended", "done")
    return redirect(url_for("clauses.clauses", profile=profile, document=document))


def _of_the_words(problems: Sequence[Problem]) -> list[Problem]:
    """Return what is wrong with new words at their field: the file that they would stand in was not written."""
    said = (replace(each, message=_SAID.get(each.code, each.message)) for each in problems)
    return [Problem(Field("text"), in_sentences(each), each.code) for each in said]


def _piece(profile: str, document: str, clause: str, place: str, number: int) -> PieceShown:
    """Return a piece of a clause by its number; an address of one that is not there is refused."""
    if place not in PLACES:
        abort(404)
    pieces = pieces_shown(_live(profile, document, clause).pieces, desk().library())
    return pieces[number - 1] if 1 <= number <= len(pieces) else abort(404)


def _piece_page(
    profile: str,
    document: str,
    clause: str,
    place: str,
    piece: PieceShown,
    form: _Form,
    problems: Sequence[Problem] = (),
    *,
    done: Amended | None = None,
    effects: Sequence[EffectShown] | None = None,
) -> str:
    return render_template(
        "clause_piece.html",
        profile=profile,
        document=document,
        clause=_printed(profile, document, clause),
        place=place,
        piece=piece,
        form=form,
        seen=digest_of(_text(profile, document, clause)),
        problems=problems,
        done=done,
        effects=effects,
    )


@screen.get("/out/<clause>")
def missing(profile: str, document: str, clause: str) -> str:
    """Show why a clause is not in the document, and ask why it is taken in."""
    return _missing_page(profile, document, clause)


@screen.post("/out/<clause>")
def take_in(profile: str, document: str, clause: str) -> Response | tuple[str, int]:
    """Show what a clause adds to the document, or take it in, with the reason."""
    from policybuilder.update.effects import effects_of

    form = _typed()
    _missing(profile, document, clause)
    if not form.reason.strip():
        wanted = Problem(Field("reason"), "Say why, in a sentence: it is printed in the comparison", "no-reason")
        return _missing_page(profile, document, clause, form, [wanted]), 422
    preview = request.form.get("do") == "preview"
    given: dict[str, Any] = {"reason": form.reason, "by": form.by, "minute": form.minute}
    try:
        with desk().writing:
            library = desk().library()
            done = api.amend(library, profile, clause, document, include=True, dry_run=preview, **given)
    except PolicyBuilderError as error:
        return _missing_page(profile, document, clause, form, error.problems), 422
    if preview:
        made = effects_html(effects_of(library, done.proposal, desk().resolved))
        return _missing_page(profile, document, clause, form, effects=made), 200
    flash("The clause is taken in", "done")
    return redirect(url_for("clauses.clauses", profile=profile, document=document))


def _missing(profile: str, document: str, clause: str) -> Omission:
    found = _made(profile, document).omissions
    return next((each for each in found if each.id == clause), None) or abort(404)


def _missing_page(
    profile: str,
    document: str,
    clause: str,
    form: _Form | None = None,
    problems: Sequence[Problem] = (),
    *,
    effects: Sequence[EffectShown] | None = None,
) -> str:
    omission = _missing(profile, document, clause)
    return render_template(
        "clause_out.html",
        profile=profile,
        document=document,
        omission=omission,
        why=why_out(omission, desk().library()),
        form=form or _Form(""),
        problems=problems,
        effects=effects,
    )


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
    lost: str = "",
) -> str:
    live = _live(profile, document, clause)
    words = live.text
    return render_template(
        "clause.html",
        profile=profile,
        document=document,
        clause=_printed(profile, document, clause),
        pieces=pieces_shown(live.pieces, desk().library()),
        lost=lost,
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


def _printed(profile: str, document: str, clause: str) -> Clause:
    """Return a clause of a document as it prints, with its number."""
    return next(each for each in clauses_of(_made(profile, document)) if each.id == clause)


def _live(profile: str, document: str, clause: str) -> LiveClause:
    """Return a clause as it prints; where it is not in the document, the page that says so is shown."""
    from policybuilder.resolution.live import live_clause

    if clause not in {each.id for each in clauses_of(_made(profile, document))}:
        typed = typed_words(request.form)
        out = clause if clause in {each.id for each in _made(profile, document).omissions} else ""
        page = render_template("clause_gone.html", profile=profile, document=document, typed=typed, out=out)
        abort(make_response(page, 409 if typed else 404))
    return live_clause(case_of(desk().library(), profile, document), clause)


def _text(profile: str, document: str, clause: str) -> str:
    return _live(profile, document, clause).text
