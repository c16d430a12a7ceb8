"""One run of `check`: reads everything, resolves every document, and shows each rule what it looks at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial

from policybuilder.checks.given_up import given_up_problems
from policybuilder.checks.known import ClauseFindings
from policybuilder.checks.put_off import put_off_problems
from policybuilder.checks.rule import LooksAt, Rule
from policybuilder.checks.slips import file_slips
from policybuilder.checks.subjects import (
    CheckedText,
    ClauseSubject,
    CouncilSubject,
    DocumentSubject,
    LibrarySubject,
    clause_text,
    profile_parts,
    roles_of,
)
from policybuilder.checks.typical import Typical
from policybuilder.checks.vesting import vesting_problems
from policybuilder.checks.word_lists import load_word_lists
from policybuilder.document import Document
from policybuilder.errors import PolicyBuilderError, Problem, Problems
from policybuilder.library.clauses import ClauseSource
from policybuilder.library.conditions import Conditions
from policybuilder.library.library import Library, Template
from policybuilder.library.profiles import Profile
from policybuilder.library.strays import stray_files
from policybuilder.resolution import check_bases, resolve_case
from policybuilder.resolution.case import Case, case_from
from policybuilder.resolution.inheritance import inherit
from policybuilder.resolution.sign_offs import sign_off_problems
from policybuilder.writers.word.shell.opened import checked_shell


class CheckRun:
    """Collects the problems of one library and its councils."""

    def __init__(self, library: Library, rules: Iterable[Rule], today: date | None = None) -> None:
        """Read the word lists; what is wrong with them is noted. `today` is for what may not be in the future."""
        self.library, self.today = library, today
        self.problems = Problems()
        self.cases: list[Case] = []
        self.words = load_word_lists(library.workspace, self.problems, library.reference)
        self.typical, self.conditions = Typical(library), Conditions(library.reference)
        self.rules = {kind: [rule for rule in rules if rule.looks_at == kind] for kind in _KINDS}

    def everything(self, profiles: Sequence[str]) -> None:
        """Check the library and some profiles, all of them unless named."""
        library, problems = self.library, self.problems
        wanted = list(profiles or library.profile_files)
        problems.extend(stray_files(library.workspace))
        clauses = {clause.id: clause for clause in library.every_clause(problems)}
        problems.extend(file_slips(library, clauses.values()))
        templates = {}
        for id in library.template_files:
            try:
                templates[id] = library.template(id)
                library.check_template(templates[id], problems)
            except PolicyBuilderError as error:
                problems.extend(error.problems)
        problems.extend(given_up_problems(library, clauses, templates.values()))
        for id in wanted:
            self.profile(id)
        self.look_at_clauses(clauses.values())
        self.look_at_library(clauses, templates)
        problems.extend(shell_problems(self.cases))
        problems.found = _without_vaguer(problems.found)

    # Clauses -------------------------------------------------------------------------------------------------

    def look_at_clauses(self, clauses: Iterable[ClauseSource]) -> None:
        """Show each clause to the rules about clauses and about texts."""
        rules = [*self.rules["text"], *self.rules["clause"]]
        known = ClauseFindings(self.library, rules)
        for source in clauses if rules else ():
            self.problems.extend(known.of(source, partial(self._in_clause, source)))

    def _in_clause(self, source: ClauseSource) -> Iterator[Problem]:
        text = clause_text(source, self.typical, self.words, self.conditions)
        for rule in self.rules["text"]:
            yield from rule.problems((text,))
        for rule in self.rules["clause"]:
            yield from rule.problems((ClauseSubject(source, text, self.library, self.conditions),))

    def look_at_library(self, clauses: dict[str, ClauseSource], templates: dict[str, Template]) -> None:
        """Show the library to the rules about it; they need every profile, not only those asked for."""
        library, profiles = self.library, {}
        for id in library.profile_files if self.rules["library"] else ():
            try:
                profiles[id] = library.profile(id)
            except PolicyBuilderError:
                return  # what nothing uses may be used by what could not be read, and that is told
        if len(clauses) < len(library.clause_files) or len(templates) < len(library.template_files):
            return
        self.show("library", LibrarySubject(self.library, clauses, templates, profiles))

    def show(self, kind: LooksAt, subject: object) -> None:
        """Show a subject to the rules of a kind."""
        for rule in self.rules[kind]:
            self.problems.extend(rule.problems((subject,)))

    # Profiles ------------------------------------------------------------------------------------------------

    def profile(self, id: str) -> None:
        """Check a profile and each document it names."""
        library, problems = self.library, self.problems
        try:
            profile = library.profile(id)
            problems.extend(sign_off_problems(library, profile, self.today))
            problems.extend(profile.warnings)
            own = profile_parts(profile, library, self.typical)
            if profile.front.base:
                self.show("text", CheckedText(own, self.words))
                self.base(profile)
                return
            effective = inherit(library, profile)
            problems.extend(vesting_problems(effective, self.today))
            problems.extend(put_off_problems(profile, self.today))
        except PolicyBuilderError as error:
            problems.extend(error.problems)
            return
        here, roles = frozenset({effective.council.nation}), roles_of(library, effective, own)
        self.show("text", CheckedText(own, self.words, roles, lambda _part, _offset: here))
        resolved: dict[str, Document] = {}
        for document in effective.documents:
            try:
                case = case_from(library, effective, document)
                self.cases.append(case)
                resolved[document] = resolve_case(case, problems)
            except PolicyBuilderError as error:
                problems.extend(error.problems)
        for made in resolved.values():
            place = profile.place("documents", made.id)
            self.show("document", DocumentSubject(made, library, self.words, place))
        self.show("council", CouncilSubject(effective, library, self.words, own, resolved))

    def base(self, profile: Profile) -> None:
        """Note what is wrong with a base that shows before any council extends it."""
        check_bases(self.library, profile, self.problems)
        for document in profile.front.documents:
            try:
                self.library.template(document, profile.place("documents", document))
            except PolicyBuilderError as error:
                self.problems.extend(error.problems)


def _without_vaguer(problems: list[Problem]) -> list[Problem]:
    """Return the problems without those that a rule tells more exactly.

    Of a flattened list, resolution knows only the clause.
    """
    exact = {problem.location.path for problem in problems if problem.code == _FLATTENED and problem.location.column}
    return [
        problem
        for problem in problems
        if problem.code != _FLATTENED or problem.location.column or problem.location.path not in exact
    ]


_FLATTENED = "flattened-list"


def shell_problems(cases: Iterable[Case]) -> list[Problem]:
    """Return what is wrong with the Word shells of some documents, each shell looked at once."""
    problems, seen = Problems(), set()
    for case in cases:
        try:
            shell = case.shell_file()
            if shell.name not in seen:
                seen.add(shell.name)
                problems.extend(checked_shell(shell.content(), shell.name))
        except PolicyBuilderError as error:
            problems.extend(error.problems)
    return problems.found


_KINDS: tuple[LooksAt, ...] = ("text", "clause", "document", "council", "library")
