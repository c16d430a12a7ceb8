"""The law that a document rests on: what its clauses list and name, who signed it off, and a reader's list of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from policybuilder.document import LawEntry
from policybuilder.library.bearing import bears_on
from policybuilder.library.schema import LawModel
from policybuilder.library.template_language import Analysis
from policybuilder.resolution.answers import Answers
from policybuilder.resolution.clause_titles import Amendings
from policybuilder.resolution.selection import Selected, Selection
from policybuilder.resolution.sign_offs import given_sign_offs, holding


class DocumentLaw:
    """The law of one document: by clause (`cited`), and as the document's `entries`."""

    def __init__(self, answers: Answers, selection: Selection, amendments: Amendings) -> None:
        """Gather it from the selected clauses, and from the council's own text in them.

        `is_listed` says whether a clause lists it for readers, who see there what each day is the day of.
        """
        self._answers, self._amendments = answers, amendments
        terms = answers.library.reference.terms
        self._terms = {f"terms.{name}" for name, term in terms.items() if term.law}
        self._here = {item.source.id for item in selection.selected()}
        self._here |= {each.id for each in selection.omissions if each.why == "elsewhere"}
        self.cited = {item.source.id: self._cited(item) for item in selection.selected()}
        self._law = self._in_order()
        self._cite_listed(selection)
        self.is_listed = bool(self._lists(selection))
        self.entries = self._entries()

    def rows(self) -> tuple[dict[str, Any], ...]:
        """Return the rows of a reader's list."""
        return tuple(self._row(id) for id in self._listed())

    def _in_order(self) -> dict[str, LawModel]:
        """Return the law that the selected clauses rest on, in this nation, in title order."""
        reference = self._answers.library.reference
        found = {id for cited in self.cited.values() for id in cited}
        entries = {id: reference.law[id] for id in found}
        return dict(sorted(entries.items(), key=lambda pair: (pair[1].title, pair[0])))

    def _cite_listed(self, selection: Selection) -> None:
        """Let a clause that lists the law rest on the Acts that no other clause names: it prints their notes."""
        extra = tuple(id for id in self._listed() if id not in self._law)
        for id in self._lists(selection):
            self.cited[id] += extra
        self._law = self._in_order()

    def _lists(self, selection: Selection) -> tuple[str, ...]:
        """Return the ids of the clauses that list the law."""
        return tuple(
            item.source.id
            for item in selection.selected()
            if any(path.partition(".")[0].startswith("document_law") for path in item.source.analysis.paths())
        )

    def _entries(self) -> tuple[LawEntry, ...]:
        """Return the law for the document, each statement with the sign-offs that hold for it."""
        profile = self._answers.effective.profile
        given = given_sign_offs(self._answers.library, profile)
        return tuple(
            LawEntry(
                id,
                law.title,
                law.note,
                law.as_at.isoformat(),
                law.verified,
                law.check or "",
                law.source,
                holding(given.get(id, ()), law, profile.front.illustrative),
                law.read or "",
                self._named_by(id) if not law.verified else (),
            )
            for id, law in self._law.items()
        )

    def _named_by(self, id: str) -> tuple[str, ...]:
        """Return the words of the nation that name a law, which a note about it stands below."""
        nation, terms = self._answers.nation, self._answers.library.reference.terms
        return tuple(f"terms.{name}" for name, term in terms.items() if id in term.law.get(nation, ()))

    def _listed(self) -> Mapping[str, LawModel]:
        """Return the law for a reader's list: an Act once, or its one section where no more counts."""
        known = self._answers.library.reference.law
        whole = {id: entry.part_of or id for id, entry in self._law.items()}
        parts = Counter(whole.values())
        listed = {id if parts[act] == 1 else act for id, act in whole.items()}
        entries = {id: known[id] for id in listed if self._answers.nation in known[id].nations}
        return dict(sorted(entries.items(), key=lambda pair: (pair[1].title, pair[0])))

    def _row(self, id: str) -> dict[str, Any]:
        """Return a row of the list of law: an Act as far checked, and as at the days, as what it stands for.

        Where the council signed off what nobody read for the library, no part of it, `signed_off` is the day of that:
        the day of a text is not known then. `to_check` names the sections that nobody read, where others were read.
        """
        act = self._answers.library.reference.law[id]
        parts = [entry for entry in self.entries if entry.id == id or self._law[entry.id].part_of == id]
        unchecked = [entry for entry in parts if entry.state == "unchecked"]
        verified = not unchecked if parts else act.verified
        to_check = [entry.title for entry in unchecked if len(unchecked) < len(parts)]
        # A section that came in later was read as at a later day than the Act.
        read = [entry for entry in parts if entry.state not in ("signed off", "unchecked")]
        days = sorted([act.as_at, *(self._law[entry.id].as_at for entry in read)])
        unread = bool(parts) and all(entry.state == "signed off" for entry in parts)
        signed_off = date.fromisoformat(max(entry.sign_offs[0].date for entry in parts)) if unread else None
        days_read = {"as_at": days[0], "as_at_last": days[-1]}
        return {
            **vars(act),
            "id": id,
            "verified": verified,
            "to_check": to_check,
            **days_read,
            "signed_off": signed_off,
        }

    def _cited(self, item: Selected) -> tuple[str, ...]:
        """Return the law a clause rests on in this nation: what it and the terms that it prints here name.

        What it lists and names nowhere in its text, it rests on whatever it says. One that the council amends rests on
        what the library's words name, too, since the council's may name it as plain text.
        """
        reference, nation = self._answers.library.reference, self._answers.nation
        named = item.source.analysis.paths()
        paths = self._printed(item.source.analysis) | {f"law.{id}" for id in item.source.front.law} - named
        for amending in self._amendments.get(item.source.id, ()):
            paths |= self._printed(amending.analysis)
        cited = [id for id in item.source.front.law if f"law.{id}" in paths]
        cited += [path.partition(".")[2] for path in sorted(paths) if path.startswith("law.")]
        for path in sorted(path for path in paths if path.startswith("terms.")):
            cited += reference.terms[path.partition(".")[2]].law.get(nation, ())
        return tuple(dict.fromkeys(id for id in cited if nation in reference.law[id].nations))

    def _printed(self, text: Analysis) -> set[str]:
        """Return the law, and the terms that name law, which a text prints here: a branch not taken names none."""
        names, here = self._answers.names, self._here.__contains__
        named = {path for path in text.paths() if path.startswith("law.") or path in self._terms}
        return {path for path in named if bears_on(text, path, names, here)}
