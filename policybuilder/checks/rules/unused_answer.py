"""An answer in a profile that none of the council's documents uses.

The council decided something, and no policy of theirs says it: a reader of the profile believes that staff are told.
The rule says why each answer is not used:

- the chosen depth leaves out the clause that prints it
- the clause is left out for another reason: its condition, or an `exclude`
- no document that the profile names has such a clause
- an amendment of the council's own stands in place of the words that print it, or that it would bring in

An answer is used when a clause that is in prints it or tests it, when a condition that let a clause in or left it out
tests it, and when it says what another answer is by default. One that is only held against another answer counts as
used, too, unless the depth leaves out the clause that prints it. What a base says is not looked at: it serves members
with other documents.

To put it right, take the answer out, name the document that prints it, choose a greater `depth`, `include` the
clause, or say it in the amendment.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from policybuilder.checks.rule import Finding, Rule
from policybuilder.checks.subjects import CouncilSubject
from policybuilder.document import Clause, Document, Omission, clauses
from policybuilder.errors import PolicyBuilderError
from policybuilder.library.clauses import ClauseSource
from policybuilder.library.library import Template
from policybuilder.library.profiles import Setting
from policybuilder.resolution.control_table import READ_HERE
from policybuilder.resolution.covered import ADOPTED

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
    used = {id: _used(subject, document) for id, document in subject.documents.items()}
    everywhere = frozenset[str]().union(*used.values())
    for about, setting in effective.settings.items():
        if about.kind != "parameter" or setting.profile != effective.profile.id or setting.value is None:
            continue
        where = [about.of] if about.of else list(subject.documents)
        if about.name in _BY_THE_PROGRAM or about.name in (used.get(about.of, ()) if about.of else everywhere):
            continue
        # What is held against another decision is not said by that: a depth that takes the words out is told.
        if about.name in tested and not any(each.why == "depth" for each in _left_out_with(subject, about.name, where)):
            continue
        yield _finding(subject, about.name, setting, where)


def _used(subject: CouncilSubject, document: Document) -> frozenset[str]:
    """Return the parameters that a document is made with, and those that they have their defaults from."""
    sources = {source.id: source for source in _readable(subject)}
    found = set[str]()
    for clause in clauses(document):
        found |= {use.name for use in clause.provenance.parameters} - _written_over(clause, sources.get(clause.id))
    found |= {use.name for omission in document.omissions for use in omission.parameters}
    found |= {sources[clause.id].front.kept_by or "" for clause in clauses(document) if clause.id in sources}
    for omission in document.omissions:
        # A condition counts also where the depth leaves the clause out.
        if omission.id in sources:
            found |= sources[omission.id].condition.paths()
    known, waiting = subject.library.reference.parameters, list(found)
    while waiting:
        parameter = known.get(waiting.pop())
        if parameter and parameter.default_from and parameter.default_from not in found:
            found.add(parameter.default_from)
            waiting.append(parameter.default_from)
    return frozenset(found)


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


def _finding(subject: CouncilSubject, name: str, setting: Setting, documents: list[str]) -> Finding:
    message = f'"{name}" is answered, and no document of yours uses it'
    if len(documents) == 1 and len(subject.documents) > 1:
        message = f'"{name}" is answered for {documents[0]}, which does not use it'
    users = [source for source in _readable(subject) if name in source.front.parameters]
    if left_out := _left_out_with(subject, name, documents):
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


def _left_out_with(subject: CouncilSubject, name: str, documents: list[str]) -> list[Omission]:
    """Return the clauses that would use an answer and are left out of some documents."""
    users = [source for source in _readable(subject) if name in source.front.parameters]
    omitted = {omission.id: omission for id in documents for omission in subject.documents[id].omissions}
    return [omitted[source.id] for source in users if source.id in omitted]


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
