"""What helps against a problem, for somebody on the page: the hint of a problem speaks to the command line.

It is told by the code of the problem, and leads to the field or the screen where it is mended.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flask import request, url_for

from policybuilder.errors import Problem


@dataclass(frozen=True)
class Advice:
    """What helps, in a sentence, and where: the address of a screen or field, with what the link says."""

    words: str
    href: str = ""
    link: str = ""


@dataclass(frozen=True)
class _Row:
    """What helps against one kind of problem. `words` are "" where its own hint says it; `to` is a screen or field.

    Where the same code has hints that help here, the words stand `instead` of those alone that name a command.
    """

    words: str = ""
    to: str = ""
    link: str = ""
    instead: bool = False


COMMAND = re.compile(r"(?<![\w<])--[a-z]|policybuilder [a-z]|run the command")
"""What a hint says that is for the command line."""
_MEANT = re.compile(r"did you mean [^?]*\?")
_KEEPER = "For whoever looks after the program at your council: "
"""What stands before a command that no screen has."""


def _instead(words: str, to: str = "", link: str = "") -> _Row:
    return _Row(words, to, link, instead=True)


_APPROVAL, _CLAUSE = ("versions.approval", "versions.approve"), ("clauses.clause", "clauses.amend")
"""The screens that have a form on which a problem may be mended."""
_FORMS = {"#text": _CLAUSE}
_PAPER = "documents.documents"
_NEWS = "library.news"
_ROWS: Mapping[str, _Row] = {
    # An approval
    "version": _Row("", "#version", "Number of the version"),
    "version-exists": _Row("", "#version", "Number of the version"),
    "version-rule": _Row(
        "Give it the next whole number. Where it is a matter of judgement, you may say why it is a small change.",
        "#minor_because",
        "Why it is a small change",
    ),
    "nothing-overruled": _Row(
        "Take out why it is a small change, or give it the number of one.",
        "#minor_because",
        "Why it is a small change",
    ),
    "approval-date": _Row("", "#date", "On which day"),
    "effective-date": _Row("", "#effective", "From when it holds"),
    "review-date": _Row("", "#review", "When it is reviewed next"),
    "no-paper": _Row(
        "Make the paper before the meeting. Where there was none, say why on this page.", _PAPER, "Make the paper"
    ),
    "paper-was-made": _Row("Take out why there was no paper.", "#no_paper", "Why there was no paper"),
    "since-paper": _Row(
        "Put the words back as they were, or say why they were changed. The record keeps the list.",
        "#since_paper",
        "Why the words differ from the paper",
    ),
    "nothing-since-paper": _Row(
        "Take out why the words differ. If something was to change, change it first.",
        "#since_paper",
        "Why the words differ from the paper",
    ),
    "paper": _Row("Make the paper again, or put the file back as it was.", _PAPER, "Make the paper"),
    "apart": _Row(
        "Take both to the meeting together, or say why not.", "#apart_because", "Why it is approved without the other"
    ),
    "not-apart": _Row(
        "Take out why it is approved without another.", "#apart_because", "Why it is approved without the other"
    ),
    "never-looked-at": _Row("Answer it, or keep its default.", "open_points.points", "What is still open"),
    "unconfirmed": _Row("Answer it.", "open_points.points", "What is still open"),
    "law-unchecked": _Row(
        "Somebody must read it at its source and sign it off.", "open_points.points", "The law to check"
    ),
    "withdrawn-already": _Row("No version can be withdrawn twice.", "versions.versions", "What stands"),
    "no-versions": _instead("The first approval makes one."),
    "unknown-version": _instead("Choose one that is there.", "versions.versions", "The versions"),
    "all-withdrawn": _instead("Choose one that was withdrawn, or the draft.", "versions.versions", "The versions"),
    # Words of the council's own
    "amendment-carried": _Row("Read the draft, then take in the newer library.", _NEWS, "The newer library"),
    "amendment-adopted": _Row("Take in the newer library.", _NEWS, "The newer library"),
    "amendment-conflict": _Row("Say whose words stand.", _NEWS, "The newer library"),
    "amendment-withdrawn": _Row("Put its words elsewhere, then take it out.", _NEWS, "The newer library"),
    "no-place": _Row("Take out what you mean in the clause itself, or let the library’s words stand."),
    "withdrawn": _Row("Put them into a clause of your own or into another; then let the library’s words stand."),
    "not-as-promised": _Row(
        "Change the paragraph beside it instead, or leave the clause out and add one of your own in the Word file.",
        "#text",
        "The words of the clause",
    ),
    "not-taken": _Row(
        "Change the paragraph beside it, or what the words come from; or leave the clause out, with the reason.",
        "#text",
        "The words of the clause",
    ),
    "nothing-changed": _Row("Change its words, or go on to another clause.", "#text", "The words of the clause"),
    "amendment-base": _Row("Read what the library changed there, and take it in.", _NEWS, "The newer library"),
    "amendment-gone": _Row(
        "Read what has become of the clause, and say whose words stand.", _NEWS, "The newer library"
    ),
    "amendment-place": _instead("In an editor, take the entry out; then change the clause on its own screen."),
    "unknown-clause": _instead("It was left out, or an answer leaves it out; or it never had that name."),
    "no-conflict": _instead("Look again: somebody may have settled it.", _NEWS, "The newer library"),
    # The last change
    "changed-since": _Row("Somebody changed it again since: change it back where it stands."),
    "nothing-to-undo": _Row("What is changed on these screens is noted; what is changed in an editor is not."),
    "html": _Row("Take out the < and the >: an address or a name stands without them."),
    "clause-syntax": _Row("An answer looks like {{ days }}: two brackets before it and two after it, and a name."),
    "unknown-filter": _Row("Take out the | and what stands behind it."),
    "empty-clause": _Row(
        "To leave the clause out, choose that on this page, with the reason.", "#text", "The words of the clause"
    ),
    # Files
    "edited-since": _Row(
        "Take back what was edited first. Then move the edited file aside, and build again.",
        "taking.choose",
        "Take it back",
    ),
    "not-ours": _Row("Was it built here? A copy that lost its marks is known by its title and its council’s name."),
    "other-council": _Row("It belongs to another workspace, or another council of this one."),
    "other-document": _Row("Choose another file."),
    "which-document": _Row("Its title says which it is: ask for a copy that has one."),
    "cleaned": _Row("Ask for the copy from before its styles were taken out, or type the changes into the clauses."),
    "altered": _Row("Put the file back from a copy."),
    "unreadable": _instead("Put the file back from a copy."),
    "unknown-document": _instead("Choose one that the council has."),
    "unknown-law": _instead("In an editor, put the name right, or take the line out."),
    "cannot-write": _instead(
        "Is the file open in Word, or is OneDrive bringing it together? Close it, and try again. Nothing was changed."
    ),
    "saved-meanwhile": _Row("Somebody saved the file at the same moment. Nothing was changed: try again."),
    "edit-refused": _Row("Open the file in an editor, and change it there."),
    "update-first": _Row(
        "Nothing is wrong with your files. Ask for the newer policybuilder to be installed, and open them with it."
    ),
    "library-put-off": _Row("Look at what it brings, or let it wait until then.", _NEWS, "The newer library"),
    "not-put-off": _Row("Look again: somebody may have taken it back.", _NEWS, "The newer library"),
    "past-day": _Row("Give the day on which to ask again."),
    "review-after-due": _Row("Give an earlier day for the next review, or another number of months."),
    # A council
    "council-ended": _instead("Look for the council that took its place."),
    "vesting-day-past": _instead(
        "Where the new council has taken over, make that council here. Where the day was put off, change it."
    ),
}


def advice(problem: Problem) -> Advice:
    """Return what helps against a problem, and where, on the page that shows it."""
    row = _ROWS.get(problem.code)
    commands = bool(COMMAND.search(problem.hint))
    if row is None or (row.instead and not commands):
        return Advice(f"{_KEEPER}{problem.hint}" if commands else problem.hint)
    words = row.words or problem.hint
    if row.instead and (meant := _MEANT.match(problem.hint)):
        words = f"{meant[0]} {words}"
    if row.to.startswith("#"):
        here = request.endpoint in _FORMS.get(row.to, _APPROVAL)
        return Advice(words, row.to, row.link) if here else Advice(words)
    profile = (request.view_args or {}).get("profile", "")
    if not row.to or not profile:
        return Advice(words)
    return Advice(words, url_for(row.to, profile=profile), row.link)
