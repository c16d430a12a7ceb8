"""Library + template + profile -> Document, one module a phase: inherit, select, amend, fill, read, number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from policybuilder.document import (
    Amendment,
    Block,
    Change,
    Clause,
    Council,
    Document,
    Provenance,
    Section,
    block_text,
    clauses,
)
from policybuilder.errors import Location, PolicyBuilderError, Problems
from policybuilder.library.clauses import ClauseSource
from policybuilder.library.library import APPENDICES, Library
from policybuilder.resolution.amendments import Amending, amend, outdated
from policybuilder.resolution.anchors import Anchored, Known, amended_clause, anchor
from policybuilder.resolution.answers import Answers, answer, origins, title_in
from policybuilder.resolution.case import Case, case_from, case_of
from policybuilder.resolution.clause_titles import Amendings, parted, title_record
from policybuilder.resolution.contradictions import refuse_contradictions
from policybuilder.resolution.control_table import control, law_days
from policybuilder.resolution.covered import COVERAGE, coverage_rows
from policybuilder.resolution.editions import check_editions, edition
from policybuilder.resolution.elsewhere import elsewhere_rows, rules_elsewhere, without_elsewhere
from policybuilder.resolution.fill import Filler
from policybuilder.resolution.following import with_following
from policybuilder.resolution.inheritance import EffectiveProfile, check_bases, doubtful, inherit
from policybuilder.resolution.law import DocumentLaw
from policybuilder.resolution.mentions import without_mentions
from policybuilder.resolution.numbering import number, places_of, read_as, refer
from policybuilder.resolution.order import ordered_in_vain
from policybuilder.resolution.passages import PrintedBody
from policybuilder.resolution.place import marked_conflict, place_texts, read_text
from policybuilder.resolution.points import amendments_to_settle, open_points, open_questions
from policybuilder.resolution.reading import read
from policybuilder.resolution.selection import Selected, Selection, select


def documents_of(library: Library, profile_id: str) -> tuple[str, ...]:
    """Return the ids of the documents that a profile, or a base it extends, names.

    Raises PolicyBuilderError when the profile or a base is wrong.
    """
    return inherit(library, library.profile(profile_id)).documents


def titles_of(library: Library, profile_id: str) -> dict[str, str]:
    """Return what a council's documents are called, by their ids, in the order of its profile.

    Raises PolicyBuilderError when the profile or a base is wrong, and for a document that no template has.
    """
    effective = inherit(library, library.profile(profile_id))
    return {id: title_in(case_from(library, effective, id)) for id in effective.documents}


def resolve(
    library: Library,
    profile_id: str,
    document_id: str,
    warnings: Problems | None = None,
    *,
    final: bool = False,
    known: Known = None,
) -> Document:
    """Return the document of a council, complete and numbered.

    Raises PolicyBuilderError with every problem of the phase that fails first, and when `final` for everything that is
    still open (see `open_points`). What is doubtful and does not stop the work is noted in `warnings`.

    `known` is for showing what another library would change, never for a draft: the words that amendments stand by now,
    by the place of each (see `amended_words`). One whose words that library changed stands at the nearest paragraph,
    which is noted in `warnings`.
    """
    return resolve_case(case_of(library, profile_id, document_id), warnings, final=final, known=known)


def resolve_case(case: Case, warnings: Problems | None = None, *, final: bool = False, known: Known = None) -> Document:
    """Return the document of a case, complete and numbered; `resolve` says the rest."""
    assembly = assembled(case, warnings, known)
    document = assembly.document()
    document = replace(document, questions=open_questions(document, assembly.answers))
    if warnings is not None:
        warnings.extend(assembly.problems.found)
        # What is final is refused for them below.
        settled = () if final else amendments_to_settle(document, assembly.answers)
        warnings.extend(replace(each, severity="warning") for each in settled)
    if final:
        if points := open_points(document, assembly.answers):
            raise PolicyBuilderError(points)
        return replace(document, stage="paper")
    return document


def assembled(case: Case, warnings: Problems | None = None, known: Known = None) -> Assembly:
    """Return what fills, reads and numbers the clauses of a case, selected and with the amendments that count.

    Raises PolicyBuilderError like `resolve`.
    """
    answers = with_following(answer(case))
    refuse_contradictions(answers)
    selection = select(answers)
    titles, amendments = parted(amend(answers, selection), answers.effective.profile.id)
    if warnings is not None:
        warnings.extend(doubtful(case.library, case.effective.profile))
        warnings.extend(selection.doubtful)
        outdated(amendments, selection, warnings)
        _excluded_mandatory(selection, warnings)
    assembly = Assembly(answers, selection, amendments, known, titles)
    made = assembly.made()
    if made != amendments:
        # What a base amends and this council does not have counts for nothing, also not for the law that is relied on.
        assembly = Assembly(answers, selection, made, known, titles)
    if warnings is not None:
        printed = {id for id, _, items in assembly.selection.sections if items}
        warnings.extend(ordered_in_vain(answers, printed, assembly.selection.omissions))
    return assembly


def amended_words(document: Document) -> dict[str, str]:
    """Return the library's words that each amendment of a document stands by, by the amendment's place."""
    every = (amendment for clause in clauses(document) for amendment in clause.provenance.amendments)
    return {amendment.source: amendment.was for amendment in every if amendment.was}


def _excluded_mandatory(selection: Selection, warnings: Problems) -> None:
    for omission in selection.omissions:
        if omission.why == "excluded" and omission.level == "mandatory":
            message = f'the mandatory clause "{omission.id}" is excluded: {omission.detail}'
            place = Location.parse(omission.source)
            warnings.add(place, message, "mandatory-excluded", "the approving body should be told", "warning")


def _ask_for_coverage(selection: Selection, amendments: Amendings) -> bool:
    """Return whether a text prints how far the document answers frameworks, which is long to work out and rare."""
    bodies = (item.source.body for item in selection.selected())
    own = (amending.entry.text for each in amendments.values() for amending in each)
    return any(COVERAGE in text for text in (*bodies, *own) if text)


class Assembly:
    """Fills, reads and numbers the selected clauses of one document."""

    def __init__(
        self,
        answers: Answers,
        selection: Selection,
        amendments: Amendings,
        known: Known,
        titles: Mapping[str, Amending],
    ) -> None:
        self.answers, self.whole, self.amendments, self.known = answers, selection, amendments, known
        self.titles = titles
        self.problems = Problems()
        homes = self.homes = rules_elsewhere(answers, selection)
        self.elsewhere = {id: home.read_as(answers.labels) for id, home in homes.items()}
        self.selection = selection = without_elsewhere(selection, homes)
        self.law = DocumentLaw(answers, selection, amendments)
        self.law_as_at = law_days(self.law.entries)
        ids = {item.source.id for item in self.whole.selected()}
        listed_ids = {id: [item.source.id for item in items] for id, _, items in selection.sections}
        appendices = listed_ids.pop(APPENDICES, [])
        self.references = read_as(places_of(listed_ids.values(), appendices), answers.labels)
        self.left_out = {each.id for each in selection.omissions if each.why == "excluded"}
        self.filler = Filler(
            answers,
            ids,
            self.law.rows(),
            self.law_as_at.first,
            self.problems,
            coverage_rows(answers, self.whole, homes) if _ask_for_coverage(selection, amendments) else (),
            self.left_out,
            elsewhere_rows(self.whole, homes, answers.labels),
        )

    def document(self) -> Document:
        """Return the document. Raises PolicyBuilderError with every problem of filling, reading and numbering."""
        answers, effective, template = self.answers, self.answers.effective, self.answers.template
        sections: list[Section] = []
        appendices: tuple[Clause, ...] = ()
        for id, title, selected in self.selection.sections:
            clauses = tuple(self.clause(item) for item in selected)
            if id == APPENDICES:
                appendices = clauses
            else:
                sections.append(Section(id, "", title, clauses))
        self._check_table((*sections, Section(APPENDICES, "", "", appendices)))
        check_editions(answers, self.problems)
        self.problems.raise_errors()
        numbered = number(sections, appendices, template.front.numbered_paragraphs, answers.labels, self.elsewhere)
        council = effective.council
        return Document(
            id=template.id,
            title=str(answers.names["document"]["title"]),
            profile=effective.profile.id,
            template=template.id,
            template_version=template.front.version,
            language=answers.library.reference.facts.nations[council.nation].language,
            depth=answers.depth,
            council=Council(
                council.name,
                council.short_name,
                council.nation,
                council.type,
                effective.profile.front.illustrative,
            ),
            control=control(answers, self.law_as_at, self.law),
            sections=numbered[0],
            appendices=numbered[1],
            law=self.law.entries,
            omissions=tuple(self.selection.omissions),
            shell=answers.case.shell,
            opening=template.front.opening,
        )

    def _check_table(self, sections: Iterable[Section]) -> None:
        """Warn of each rule that another document has and that the council's own text no longer says to be there."""
        every = (block_text(block) for each in sections for clause in each.clauses for block in clause.blocks)
        said = "\n".join(every) if self.homes else ""
        for id, home in self.homes.items():
            if home.heading not in said:
                message = f'"{id}" stands in the {home.document}, and nothing says so here'
                hint = "an amendment takes the table away that says it; keep the table, or include the clause"
                place = self.answers.effective.profile.place("documents", self.answers.template.id, "amend")
                self.problems.add(place, message, "rule-elsewhere-untold", hint, "warning")

    def _used(self, item: Selected) -> tuple[str, ...]:
        """Return the parameters that a clause uses, then those that only the council's own text in it uses."""
        used = dict.fromkeys(item.source.front.parameters)
        for amending in self.amendments.get(item.source.id, ()):
            # A column of a table is written as a part of each row: approved_tools[].name.
            used.update(dict.fromkeys(sorted(path.partition("[]")[0] for path in amending.analysis.paths())))
        return tuple(name for name in used if name in self.answers.parameters)

    def made(self) -> Mapping[str, tuple[Amending, ...]]:
        """Return the amendments that count here.

        One of a base does not where its paragraph is not printed, or where a nearer profile decides the same anew.
        """
        council = self.answers.effective.profile.id
        made = dict(self.amendments)
        for item in self.selection.selected():
            amendments = self.amendments.get(item.source.id, ())
            if all(each.placed.profile == council for each in amendments):
                continue
            # What is wrong is told when the clause is made.
            quiet = Problems()
            source, filler = item.source, replace(self.filler, problems=quiet)
            blocks = read(filler.fill(source.analysis, source.file, source.body_line), source.file, 0, quiet)
            _, anchored = self.anchored(source, blocks, amendments, quiet)
            if not quiet.errors:
                made[source.id] = tuple(each.amending for each in anchored)
        return made

    def anchored(
        self, source: ClauseSource, blocks: tuple[Block, ...], amendments: tuple[Amending, ...], problems: Problems
    ) -> tuple[PrintedBody, tuple[Anchored, ...]]:
        """Return a clause's blocks with the places of its passages, and its amendments at theirs."""
        if all(each.entry.place == "append" for each in amendments):
            # The end of a clause needs no looking for.
            return PrintedBody(blocks, {}), tuple(Anchored(each, None) for each in amendments)
        clause = amended_clause(source, self.filler, blocks)
        if clause is None:
            message = f'the paragraphs of "{source.id}" cannot be told apart'
            hint = "give each paragraph, list and table of the clause empty lines around it"
            problems.add(amendments[0].placed.location, message, "amendment-place", hint)
            return PrintedBody(blocks, {}), ()
        effective = self.answers.effective
        found, wrong = anchor(clause, amendments, effective.extends, effective.profile.id, self.known)
        problems.extend(wrong.found)
        return clause.printed, found

    def amended(
        self, source: ClauseSource, blocks: tuple[Block, ...], amendments: tuple[Amending, ...]
    ) -> tuple[tuple[Block, ...], tuple[Amendment, ...]]:
        """Return a clause's blocks with the council's text in them, and the records of its amendments."""
        printed, anchored = self.anchored(source, blocks, amendments, self.problems)
        texts = []
        for each in anchored:
            place = each.amending.placed.text_location
            own = self.filler.fill(each.analysis, place.path, place.line, own=True)
            texts.append(
                (each, marked_conflict(each, read_text(each, own, printed, self.problems), self.answers.labels))
            )
        records = []
        for each, text in texts:
            was = printed.texts(each.stretch.passages) if each.stretch else ()
            records.append(each.record(self.referred(was), self.referred(text)))
        # What the library says by now is printed as the library has it.
        placed = [(each, text) for each, text in texts if each.state != "adopted"]
        return place_texts(printed, placed), tuple(records)

    def referred(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """Return blocks whose references read the numbers that clauses have in this document."""
        return refer(blocks, self.references, self.elsewhere)

    def without_left_out(self, blocks: tuple[Block, ...], source: ClauseSource) -> tuple[Block, ...]:
        """Return a clause's blocks without what sends readers to a clause that the council leaves out; each is told."""
        if not self.left_out:
            return blocks
        made, gone = without_mentions(blocks, self.left_out)
        for words in gone:
            message = f'"{source.id}" sends readers to a clause that is left out, and this goes with it: "{words}"'
            place = self.answers.effective.profile.place("documents", self.answers.template.id, "exclude")
            self.problems.add(place, message, "mention-left-out", "read that clause as it is now", "warning")
        return made

    def clause(self, item: Selected) -> Clause:
        """Return a selected clause, filled in and amended, without a number; what is wrong is noted."""
        source, front = item.source, item.source.front
        told = len(self.problems.errors)
        amendments: tuple[Amendment, ...] = ()
        filled = self.filler.fill(source.analysis, source.file, source.body_line)
        blocks = read(filled, source.file, source.body_line, self.problems)
        if source.id in self.amendments and len(self.problems.errors) == told:
            blocks, amendments = self.amended(source, blocks, self.amendments[source.id])
        blocks = self.without_left_out(blocks, source)
        titled = title_record(self.titles[source.id], front.title) if source.id in self.titles else None
        if kept := edition(self.answers, source):
            blocks = (kept.line, *blocks)
        provenance = Provenance(
            version=front.version,
            content_hash=source.content_hash,
            level=front.level,
            source=source.file,
            origin=item.origin,
            origin_source=str(item.location),
            condition=front.applies_when or "",
            parameters=origins(self.answers, self._used(item)),
            amendments=(titled, *amendments) if titled else amendments,
            law=self.law.cited[source.id],
            changes=tuple(Change(c.version, c.date.isoformat(), c.kind, c.why) for c in front.changes),
            kept_by=kept.keeper if kept else "",
            edition=kept.version if kept else "",
            topic=source.topic,
            placed_by=item.placed_by,
            formerly=tuple(front.formerly),
            **item.mover,
        )
        return Clause(source.id, "", titled.text if titled else front.title, blocks, provenance)


__all__ = [
    "Assembly",
    "Case",
    "EffectiveProfile",
    "amended_words",
    "assembled",
    "case_of",
    "check_bases",
    "documents_of",
    "resolve",
    "resolve_case",
    "titles_of",
]
