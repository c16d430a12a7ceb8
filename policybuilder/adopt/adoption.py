"""An old policy held against the library: what `adopt` reports, as one value."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any, Literal

from policybuilder.adopt.decisions import Decision, decisions
from policybuilder.adopt.gaps import Gap, Stale, contradictions, missing, nation_of, rules_elsewhere, stale
from policybuilder.adopt.index import index_of
from policybuilder.adopt.mapping import Match, mapped
from policybuilder.adopt.old_policy import OldPassage, OldPolicy, control_rows, title_line
from policybuilder.adopt.own_text import letters_of, own_text
from policybuilder.adopt.standing import selected_for
from policybuilder.adopt.tongue import is_english, is_welsh
from policybuilder.as_json import AsJson
from policybuilder.checks.word_lists import load_word_lists
from policybuilder.errors import Location, Problem, Problems, fail
from policybuilder.library.clauses import ClauseSource
from policybuilder.library.councils import RegisteredCouncil
from policybuilder.library.library import Library
from policybuilder.library.new_profile import usual_documents
from policybuilder.library.sounds_like import load_sounds_like

Standing = Literal["same", "differently", "subject", "nothing", "not English", "heading"]
"""How a passage stands to the library: as its best clause does, or that nothing in the library says it."""

REPORT = "what it says of the library, and what it lacks"
"""What the title of a report on an old policy ends with."""
_GUIDE = "guide-"
_OF_A_COMPARISON = ("Words that were taken out: ", "Words taken out are struck through")
"""How the key of a comparison's marks begins, in Word and on a page."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_BLANK = re.compile(r"_{3,}|\.{5,}|…{3,}|[☐□]|\[\s\]")
_MANY_BLANKS = 5
_BY_CHANCE = 2
"""So many headings of sections may be as a document's own by chance."""


@dataclass(frozen=True)
class Adoption(AsJson):
    """An old policy, what each of its passages says of the library, its decisions, and what is missing and stale.

    `document` is the council's document that it is held against, `nation` the one whose law counts. `matches` holds the
    clauses of each passage by its number; `titles` names them. `foreign` are the passages that are not in English.
    Of what the library printed itself, `changed` are the passages that stand otherwise now, `headings` those that the
    council gave clauses, by their ids, `functions` the functions of the council that the words tell of, and `depth` is
    how much the policy says.
    """

    policy: OldPolicy
    document: str
    document_title: str
    nation: str
    matches: Mapping[int, tuple[Match, ...]]
    decisions: tuple[Decision, ...]
    missing: tuple[Gap, ...]
    stale: tuple[Stale, ...]
    titles: Mapping[str, str]
    foreign: frozenset[int] = frozenset()
    depth: str = ""
    changed: frozenset[int] = frozenset()
    headings: Mapping[str, str] = field(default_factory=dict)
    functions: Mapping[str, bool] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def standing(self, passage: OldPassage) -> Standing:
        """Return how a passage stands to the library."""
        if not passage.says:
            return "heading"
        found = self.matches.get(passage.number, ())
        if found:
            return found[0].how
        return "not English" if passage.number in self.foreign else "nothing"

    @cached_property
    def counts(self) -> Mapping[Standing, int]:
        """How many passages stand in which way."""
        return Counter(self.standing(passage) for passage in self.policy.passages)

    @property
    def said(self) -> frozenset[str]:
        """The clauses that some passage says, the same or differently."""
        return frozenset(match.clause for found in self.matches.values() for match in found if match.how != "subject")

    def as_json(self) -> dict[str, Any]:
        """Return the report as JSON can hold it."""
        return {
            "policy": self.policy.title,
            "file": self.policy.name,
            "document": self.document,
            "nation": self.nation,
            "passages": [self._passage(passage) for passage in self.policy.passages],
            "decisions": [
                {"parameter": each.parameter, "value": each.value, "place": each.place, "passage": each.passage,
                 "words": each.words, "sure": each.sure}
                for each in self.decisions
            ],
            "missing": [
                {"clause": each.clause, "title": each.title, "level": each.level, "law": list(each.law),
                 "why": each.why, "touched": list(each.touched)}
                for each in self.missing
            ],
            "stale": [
                {"rule": each.rule, "passage": each.passage, "place": each.place, "message": each.message,
                 "hint": each.hint}
                for each in self.stale
            ],
            "left_out": [{"place": line.place, "text": line.text} for line in self.policy.left_out],
        }  # fmt: skip

    def _passage(self, passage: OldPassage) -> dict[str, Any]:
        return {
            "number": passage.number,
            "place": passage.place,
            "kind": passage.kind,
            "heading": passage.heading,
            "text": passage.text,
            "standing": self.standing(passage),
            "clauses": [
                {"id": match.clause, "how": match.how, "score": match.score, "words": list(match.words),
                 "library": match.ours, "differs": [str(each) for each in match.differs]}
                for match in self.matches.get(passage.number, ())
            ],
        }  # fmt: skip


def adopted(
    library: Library, policy: OldPolicy, document: str = "", council: RegisteredCouncil | None = None
) -> Adoption:
    """Return an old policy held against the library.

    Without a `document`, it is held against the one whose clauses it says most of. Raises PolicyBuilderError for an
    unknown document, for a library that cannot be read, and for a text that is no policy in English.
    """
    problems = Problems()
    documents = usual_documents(library)
    if document:
        library.template(document, Location("--document"))
    meant = (document,) if document else _by_title(library, policy, load_sounds_like(library, problems).documents)
    documents = tuple(dict.fromkeys((*meant, *documents)))
    ids = clauses_of(library, documents, meant)
    index = index_of(library, ids, problems)
    problems.raise_errors()
    passages = {passage.number: passage for passage in policy.passages}
    saying = [passage for passage in policy.passages if passage.says]
    read = [passage for passage in saying if is_english(passage.text, index.english)]
    _refuse_what_is_no_policy(policy, saying, read)
    index = index.among([passage.text for passage in read])
    said = cache(lambda passage: mapped(passage, index))
    own = own_text(library, policy, index, said)
    matches = {passage.number: own.matches.get(passage.number) or said(passage) for passage in read}
    named = {number: [match.clause for match in found] for number, found in matches.items()}
    elsewhere = [passage for passage in read if passage.number not in own.matches or passage.number in own.changed]
    # The first row of a control table may look like one of headings.
    heads = [
        passage
        for passage in policy.passages
        if passage.kind == "header" and passage.clause not in library.clause_files
    ]
    control = () if own.decisions else control_rows(policy)
    taken = _together(
        own.decisions, decisions((*control, title_line(policy), *elsewhere, *heads), library, named, problems)
    )
    words = load_word_lists(library.workspace, problems, library.reference)
    problems.raise_errors()
    nation = council.nation if council else nation_of(read, words)
    chosen = document or _fitting(library, policy, meant or documents, matches)
    selected = selected_for(library, chosen, council, nation, policy, taken, own.depth)
    if own.decisions and council is None:
        # What our own text lacks because of what this council does not do is not missing.
        selected = tuple(clause for clause in selected if not _depends_on_the_council(clause))
    there = rules_elsewhere(library, chosen, selected, passages, matches)
    selected = tuple(clause for clause in selected if clause.id not in there)
    found = (
        *stale(policy.name, read, words, nation),
        *contradictions(library, passages, taken, matches),
    )
    return Adoption(
        policy,
        chosen,
        library.template(chosen).front.title,
        nation,
        matches,
        taken,
        tuple(
            replace(gap, depends=council is None and _depends_on_the_council(library.clause(gap.clause)))
            for gap in missing(library, selected, matches, nation, taken)
        ),
        found,
        {id: clause.front.title for id, clause in index.clauses.items()},
        frozenset(passage.number for passage in saying) - frozenset(passage.number for passage in read),
        own.depth,
        own.changed,
        own.headings,
        own.functions,
    )


def _together(shown: Sequence[Decision], heard: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return decisions that the library's own words show, and those heard elsewhere that they leave open."""
    by_name = {each.parameter: each for each in heard if each.sure}
    surer = {
        each.parameter: by_name[each.parameter]
        for each in shown
        if each.among and each.parameter in by_name and by_name[each.parameter].value in each.among
    }
    known = {decision.parameter for decision in shown}
    return (
        *(surer.get(decision.parameter, decision) for decision in shown),
        *(decision for decision in heard if decision.parameter not in known),
    )


def _depends_on_the_council(clause: ClauseSource) -> bool:
    paths = clause.condition.paths()
    return any(path.startswith(("functions.", "structure.")) or path == "council_type" for path in paths)


def clauses_of(library: Library, documents: Iterable[str], asked: Collection[str] = ()) -> list[str]:
    """Return the clauses that an old policy may say; those of a short guide only where it is asked for."""
    found: dict[str, None] = {}
    for document in documents:
        for id in library.template(document).clause_ids():
            if document in asked or not id.startswith(_GUIDE):
                found[id] = None
    return list(found)


def _by_title(library: Library, policy: OldPolicy, known_by: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Return the documents of the library that an old policy may be by its title, or by words that stand in it."""
    said = letters_of(policy.title)
    # Of two that are alike in all the usual one is meant.
    ids = dict.fromkeys((*usual_documents(library), *sorted(library.template_files)))
    titles = [(id, letters_of(title)) for id in ids for title in _titles_of(library, id)]
    # A page's title has the name of its site before or behind it.
    found = [title for _, title in titles if said.startswith(title) or said.endswith(title)]
    if found:
        return tuple(dict.fromkeys(id for id, title in titles if title == max(found, key=len)))
    words = f" {' '.join(_WORD.findall(policy.title.lower()))} "
    return next(
        (tuple(id for id, known in known_by.items() if phrase in known)
         for phrase in dict.fromkeys(phrase for known in known_by.values() for phrase in known)
         if f" {phrase.lower()} " in words),
        (),
    )  # fmt: skip


def _titles_of(library: Library, document: str) -> Iterator[str]:
    """Yield the titles that a document can have."""
    front = library.template(document).front
    yield front.title
    if front.title_by is not None:
        yield from front.title_by.titles.values()


def _fitting(
    library: Library, policy: OldPolicy, documents: Collection[str], matches: Mapping[int, tuple[Match, ...]]
) -> str:
    """Return the document of which an old policy has the most headings of sections; of such, says the largest part."""
    said = {match.clause for found in matches.values() for match in found if match.how != "subject"}
    headings = {letters_of(section.title) for section in policy.document.sections}

    def share(document: str) -> float:
        ids = set(library.template(document).clause_ids())
        return len(said & ids) / (len(ids) or 1)

    def headed(document: str) -> int:
        titles = {letters_of(section.title) for section in library.template(document).front.sections}
        return len(titles & headings) if len(titles & headings) > _BY_CHANCE else 0

    ranked = sorted(documents, key=lambda document: (-headed(document), -share(document)))
    return ranked[0]


def _is_unfilled(passage: OldPassage) -> bool:
    """Return whether a passage is a row whose first cell asks for what belongs in the others."""
    return passage.kind == "row" and len(passage.cells) > 1 and bool(passage.cells[0]) and not any(passage.cells[1:])


def _refuse_what_is_no_policy(policy: OldPolicy, saying: Sequence[OldPassage], read: Sequence[OldPassage]) -> None:
    """Raise PolicyBuilderError for a form, a report or comparison of ours, and a text in another language."""
    where = Location(policy.name)
    if policy.title.endswith(REPORT):
        raise fail(where, "this is a report on an old policy, not the policy", "not-a-policy", "name the policy itself")
    if any(passage.text.startswith(_OF_A_COMPARISON) for passage in saying):
        message, hint = "this is a comparison of two policies, not the policy", "name the policy itself"
        raise fail(where, message, "not-a-policy", hint)
    words = sum(len(passage.text.split()) for passage in saying)
    if not words:
        raise fail(where, "the file has headings and no text below them", "no-text", "is it the right file?")
    blanks = sum(len(_BLANK.findall(passage.text)) + _is_unfilled(passage) for passage in saying)
    if blanks >= _MANY_BLANKS and blanks * 12 > words:
        hint = "name the policy itself; a form has nothing that could be adopted"
        raise fail(where, "this is a form to be filled in, not a policy", "not-a-policy", hint)
    if sum(len(passage.text.split()) for passage in read) < words / 4:
        if is_welsh(" ".join(passage.text for passage in saying)):
            message = "the policy is in Welsh and the library in English, so nothing of it was mapped"
            hint = "name the English policy, and have somebody who reads both compare the Welsh one with the draft"
            raise fail(where, message, "in-welsh", hint)
        hint = "name the English text; a policy in another language can only be read by a person"
        raise fail(where, "the policy is not in English, so nothing of it was mapped", "not-english", hint)
