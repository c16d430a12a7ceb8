"""An answer in a profile that none of the council's documents uses.

The council decided something, and no policy of theirs says it: a reader of the profile believes that staff are told.
The rule says why each answer is not used:

- the chosen depth leaves out the clause that prints it, or the words of the clause that do
- a clause that is in would print it, and another answer decides what stands there
- the clause is left out for another reason: its condition, or an `exclude`
- no document that the profile names has such a clause
- an amendment of the council's own stands in place of the words that print it, or that it would bring in

An answer is used when a clause that is in prints it, or says something else for another answer; when a condition that
let a clause in or left it out tests it; and when it says what another answer is by default. One that is only held
against another answer counts as used, too, unless the depth leaves out the clause that prints it. What a base says is
not looked at: it serves members with other documents.

To put it right, take the answer out, name the document that prints it, choose a greater `depth`, `include` the
clause, or say it in the amendment.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from policybuilder.checks.prose import enclosing_tests
from policybuilder.checks.rule import Finding, Rule
from policybuilder.checks.subjects import CouncilSubject, test_of
from policybuilder.document import Clause, Document, Omission, clauses
from policybuilder.errors import PolicyBuilderError
from policybuilder.library.bearing import bears_on
from policybuilder.library.clauses import ClauseSource
from policybuilder.library.evaluate import expression_holds
from policybuilder.library.library import Template
from policybuilder.library.profiles import Setting
from policybuilder.library.schema import DEPTHS
from policybuilder.library.template_language import analyse_condition
from policybuilder.library.values import UnansweredError
from policybuilder.library.vocabulary import DOCUMENT_LISTS
from policybuilder.resolution.answers import Answers, answer
from policybuilder.resolution.case import case_from
from policybuilder.resolution.control_table import READ_HERE
from policybuilder.resolution.covered import ADOPTED
from policybuilder.resolution.following import with_following

PASSES = ({"body": "Ask the {{ roles.siro }}.", "profile": "roles: {siro: Director of Finance}\n"}, "depth: full\n")
FAILS = ("roles: {siro: Director of Finance}\n", {"document": "{parameters: {roles.siro: Director of Finance}}"})

_BY_THE_PROGRAM = frozenset({"review_months", ADOPTED, *READ_HERE})
"""What the program itself works with: the next review, the frameworks of `coverage` and the control table."""

_TAG = re.compile(r"\{[{%].*?[%}]\}")
_NAME = re.compile(r"[a-z_]\w*(?:\.\w+)*")


def look(subject: CouncilSubject) -> Iterator[Finding]:
    """Yield a finding for each answer of the council itself that nothing uses."""
    effective = subject.effective
    if set(subject.documents) != set(effective.documents):
        return  # what a document that cannot be made would use is not known
    reference = subject.library.reference
    tested = _BY_THE_PROGRAM.union(
        *(each.parameters() for each in reference.contradictions), *(each.parameters() for each in reference.following)
    )
    sources = {source.id: source for source in _readable(subject)}
    made = [_Made(subject, document, sources) for document in subject.documents.values()]
    for about, setting in effective.settings.items():
        if about.kind != "parameter" or setting.profile != effective.profile.id or setting.value is None:
            continue
        where = [each for each in made if about.of in ("", each.document.id)]
        if about.name in _BY_THE_PROGRAM or any(each.uses(about.name) for each in where):
            continue
        ids = [each.document.id for each in where]
        # What is held against another decision is not said by that: a depth that takes the words out is told.
        if about.name in tested and not _for_depth(subject, about.name, ids, where):
            continue
        yield _finding(subject, about.name, setting, where)


class _Made:
    """A document of the council, and which answers it is made with."""

    def __init__(self, subject: CouncilSubject, document: Document, sources: Mapping[str, ClauseSource]) -> None:
        self.subject, self.document, self.sources = subject, document, sources
        self.printed = {clause.id: clause for clause in clauses(document)}
        # A rule that stands in another document of the council counts as being here.
        self.here = {*self.printed, *(each.id for each in document.omissions if each.why == "elsewhere")}

    @cached_property
    def answers(self) -> Answers:
        return with_following(answer(case_from(self.subject.library, self.subject.effective, self.document.id)))

    @cached_property
    def names(self) -> Mapping[str, Any]:
        return {**dict.fromkeys(DOCUMENT_LISTS, ()), **self.answers.names}

    @cached_property
    def conditions(self) -> frozenset[str]:
        """The answers that decided which clauses are in; a condition counts also where the depth leaves one out."""
        found = {use.name for omission in self.document.omissions for use in omission.parameters}
        for id in (*self.printed, *(each.id for each in self.document.omissions)):
            if source := self.sources.get(id):
                found |= source.condition.paths() | ({source.front.kept_by or ""} if id in self.printed else set())
        return frozenset(found)

    @cached_property
    def users(self) -> Mapping[str, list[Clause]]:
        """The clauses that say they were made with an answer."""
        found: dict[str, list[Clause]] = {}
        for clause in self.printed.values():
            for name in {use.name for use in clause.provenance.parameters}:
                found.setdefault(name, []).append(clause)
        return found

    def uses(self, name: str) -> bool:
        """Return whether another answer to a decision would make another document, here or through its default."""
        followers = [each for each, given in self.answers.parameters.items() if given.same_as == name]
        return name in self.conditions or bool(self.clause_with(name)) or any(map(self.uses, followers))

    def clause_with(self, name: str) -> Clause | None:
        """Return the first clause whose words an answer bears on, the council's own words among them."""
        return next((each for each in self.users.get(name, ()) if self.bears(each, name)), None)

    def bears(self, clause: Clause, name: str) -> bool:
        source = self.sources.get(clause.id)
        if source is None or any(name in _names(each.text) for each in clause.provenance.amendments):
            return True
        if name in _written_over(clause, source):
            return False
        return bears_on(source.analysis, name, self.names, self.here.__contains__)

    def silent_with(self, name: str) -> _Silent | None:
        """Return a clause that is in and has other words for an answer, or None."""
        for clause in self.printed.values():
            source = self.sources.get(clause.id)
            if source is None or name not in source.front.parameters or name in _written_over(clause, source):
                continue
            for depth in tuple(DEPTHS)[DEPTHS[self.document.depth] + 1 :]:
                if bears_on(source.analysis, name, {**self.names, "depth": depth}, self.here.__contains__):
                    return _Silent(clause, depth)
            return _Silent(clause, "", self.when(source, name))
        return None

    def when(self, source: ClauseSource, name: str) -> str:
        """Return in words which tests keep out the first words of a clause that print or test an answer."""
        for tag in _TAG.finditer(source.body):
            if name not in _names(tag[0]):
                continue
            around = [(test, held) for test, held in enclosing_tests(source.body, tag.start()) if name not in test]
            wrong = [_said(test, held) for test, held in around if not self.stands(source, test, held)]
            if wrong:
                return f"when {' and '.join(wrong)}"
        return "beside other answers"

    def stands(self, source: ClauseSource, test: str, held: bool) -> bool:
        tree = analyse_condition(test, source.place()).tree
        try:
            return tree is None or expression_holds(test_of(tree), self.names, self.here.__contains__) == held
        except (UnansweredError, TypeError):
            return False


@dataclass(frozen=True)
class _Silent:
    """A clause that would use an answer: at which greater depth, or when."""

    clause: Clause
    depth: str
    when: str = ""

    @property
    def words(self) -> str:
        return f'"{self.clause.title}" ({self.clause.id})'


def _said(test: str, held: bool) -> str:
    return test if held else f"not ({test})" if " " in test else f"not {test}"


def _written_over(clause: Clause, source: ClauseSource | None) -> frozenset[str]:
    """Return the names that a clause has only in words of the library that the council's own stand in place of."""
    amendments = [each for each in clause.provenance.amendments if each.place in ("replace", "remove")]
    if source is None or not amendments:
        return frozenset()
    gone = Counter[str]()
    for amendment in amendments:
        gone.update(_names(amendment.was))
    own = {name for amendment in clause.provenance.amendments for name in _names(amendment.text)}
    still = own | source.condition.paths()
    return frozenset(name for name, times in _names(source.body).items() if gone[name] >= times and name not in still)


def _names(text: str) -> Counter[str]:
    """Return the names that the tags of a text hold, with how often."""
    return Counter(name for tag in _TAG.findall(text) for name in _NAME.findall(tag))


def _finding(subject: CouncilSubject, name: str, setting: Setting, made: list[_Made]) -> Finding:
    documents = [each.document.id for each in made]
    message = f'"{name}" is answered, and no document of yours uses it'
    if len(documents) == 1 and len(subject.documents) > 1:
        message = f'"{name}" is answered for {documents[0]}, which does not use it'
    users = [source for source in _readable(subject) if name in source.front.parameters]
    silent = _silent(made, name)
    if silent and silent.depth:
        hint = f"choose the depth {silent.depth}, or take the answer out"
        return Finding(setting.location, f"{message}: {silent.words} does at the depth {silent.depth} only", hint)
    left_out = _left_out_with(subject, name, documents)
    if silent and not any(each.why == "depth" for each in left_out):
        hint = "take the answer out, or change what that tests"
        return Finding(setting.location, f"{message}: {silent.words} does only {silent.when}", hint)
    if left_out:
        why, hint = _left_out(left_out[0])
        return Finding(setting.location, f"{message}: {why}", hint)
    sources = {source.id: source for source in users}
    for clause in (clause for id in documents for clause in clauses(subject.documents[id])):
        if name in _written_over(clause, sources.get(clause.id)):
            why = f'your own words in "{clause.title}" ({clause.id}) stand in place of those that do'
            return Finding(setting.location, f"{message}: {why}", "say it in the amendment, or take the answer out")
    ids = set(sources)
    others = [template.id for template in _templates(subject) if ids & set(template.clause_ids())]
    if named := [id for id in others if id in subject.documents]:
        return Finding(setting.location, f"{message}: {', '.join(named)} does", f"set it for {named[0]}, or for all")
    if others:
        why = f"the clause that does is in {', '.join(others)}, which the profile does not name"
        return Finding(setting.location, f"{message}: {why}", "take the answer out, or add the document")
    if users:
        why = f'the clause "{users[0].id}", which does, is in no template'
        return Finding(setting.location, f"{message}: {why}", f'take the answer out, or include "{users[0].id}"')
    return Finding(setting.location, message, "take the answer out: no clause of the library uses it")


def _silent(made: list[_Made], name: str) -> _Silent | None:
    """Return a clause that uses an answer at a greater depth, or else one that does beside other answers."""
    found = [silent for each in made if (silent := each.silent_with(name))]
    return next((each for each in found if each.depth), found[0] if found else None)


def _for_depth(subject: CouncilSubject, name: str, documents: list[str], made: list[_Made]) -> bool:
    """Return whether a greater depth would print an answer or act on it."""
    silent = _silent(made, name)
    left_out = _left_out_with(subject, name, documents)
    return bool(silent and silent.depth) or any(each.why == "depth" for each in left_out)


def _left_out_with(subject: CouncilSubject, name: str, documents: list[str]) -> list[Omission]:
    """Return the clauses that would use an answer and are left out of some documents."""
    users = [source for source in _readable(subject) if name in source.front.parameters]
    omitted = {omission.id: omission for id in documents for omission in subject.documents[id].omissions}
    found = [omitted[source.id] for source in users if source.id in omitted]
    # A depth is what a council can choose otherwise.
    return sorted(found, key=lambda omission: omission.why != "depth")


def _left_out(omission: Omission) -> tuple[str, str]:
    """Return why a clause that would use an answer is not there, and what to do."""
    clause = f'"{omission.title}" ({omission.id})'
    if omission.why == "depth":
        hint = f"choose a greater depth, include {omission.id}, or take the answer out"
        return f"{clause} does, and the depth {omission.detail} leaves it out", hint
    if omission.why == "elsewhere":
        return f"{clause} does, and stands in the {omission.detail}", "answer it for that document, or for all"
    if omission.why == "excluded":
        return f"{clause} does, and you exclude it", "take the answer out, or drop the exclusion"
    return f"{clause} does, and applies only when {omission.detail}", "take the answer out, or change what that tests"


def _readable(subject: CouncilSubject) -> Iterator[ClauseSource]:
    for id in subject.library.clause_files:
        try:
            yield subject.library.clause(id)
        except PolicyBuilderError:
            continue  # told with the clause


def _templates(subject: CouncilSubject) -> Iterator[Template]:
    for id in subject.library.template_files:
        try:
            yield subject.library.template(id)
        except PolicyBuilderError:
            continue  # told with the template


RULE = Rule("unused-answer", "Answers that no document of the council uses", "warning", "council", look)
