"""The library of a workspace: clauses, templates and reference files, read when asked for and checked as read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from policybuilder.errors import Location, PolicyBuilderError, Problem, Problems, did_you_mean, fail
from policybuilder.library.clauses import MAX_CLAUSE_BYTES, ClauseSource, clause_of, read_clause, with_names_of_now
from policybuilder.library.copies import copy_of, name_of_file, told_as
from policybuilder.library.given_up import IdKind, Names
from policybuilder.library.old_names import OldName, old_names_in_template, with_present_names
from policybuilder.library.profiles import FOLDER, Profile, read_profile
from policybuilder.library.reference import ReferenceFiles, load_reference
from policybuilder.library.schema import ListedClauseModel, TemplateModel
from policybuilder.library.strays import misnamed
from policybuilder.library.strict_yaml import Node
from policybuilder.library.validate import read_checked, validate
from policybuilder.library.vocabulary import Vocabulary, unguarded_references
from policybuilder.library.workspace import AuthoredFile, Workspace

APPENDICES = "appendices"
"""The section id under which appendices are listed, and to which a profile's `include` may add one."""
_OF_NO_PROFILE = ("vocabulary", "names", "_former_clauses")
"""What a library has made, once it was asked for, of its clauses and reference files alone."""


@dataclass(frozen=True)
class Template:
    """A document type: its sections and clauses in order; `old_names` are clauses that it lists by an earlier id."""

    front: TemplateModel
    file: str
    node: Node
    old_names: tuple[OldName, ...] = ()

    @property
    def id(self) -> str:
        """The template's id, which is the document's."""
        return self.front.id

    def place(self, *path: str | int) -> Location:
        """Return the place of a key or item of the file."""
        return self.node.place(*path)

    def clause_ids(self) -> tuple[str, ...]:
        """Return every clause of the template, appendices last."""
        return tuple(entry.clause for _, entry, _ in self.listed)

    @cached_property
    def listed(self) -> tuple[tuple[str, ListedClauseModel, Location], ...]:
        """Each clause of the template with the id of its section and its place in the file, appendices last."""
        return tuple(self._listed())

    def _listed(self) -> Iterator[tuple[str, ListedClauseModel, Location]]:
        for number, section in enumerate(self.front.sections):
            for index, entry in enumerate(section.clauses):
                yield section.id, entry, self.place("sections", number, "clauses", index)
        for index, entry in enumerate(self.front.appendices):
            yield APPENDICES, entry, self.place("appendices", index)


@dataclass(frozen=True)
class Library:
    """What a workspace holds, by id. Files are read on first use; each raises its own located problems."""

    workspace: Workspace
    reference: ReferenceFiles
    clause_files: Mapping[str, AuthoredFile]
    template_files: Mapping[str, AuthoredFile]
    profile_files: Mapping[str, AuthoredFile]
    _clauses: dict[str, ClauseSource] = field(default_factory=dict, repr=False, compare=False)
    _clause_texts: dict[str, str] = field(default_factory=dict, repr=False, compare=False)
    _templates: dict[str, Template] = field(default_factory=dict, repr=False, compare=False)
    _profiles: dict[str, Profile] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The names that clauses of this library may use."""
        return Vocabulary(self.reference, self.clause_files.keys(), self.template_files.keys())

    @cached_property
    def names(self) -> Names:
        """What ids that this library gave up are called now."""
        known = {"clause": self.clause_files, "parameter": self.reference.parameters, "law": self.reference.law}
        return Names(known, self._former, self.reference.withdrawn)  # type: ignore[arg-type]

    def _former(self, kind: IdKind) -> Mapping[str, str]:
        return self._former_clauses if kind == "clause" else self.reference.former(kind)

    @cached_property
    def _former_clauses(self) -> Mapping[str, str]:
        """The present id of each id that a clause had; the few that had another are read, and no other."""
        found: dict[str, str] = {}
        for id, file in self.clause_files.items():
            try:
                if b"\nformerly:" in file.content():
                    found |= dict.fromkeys(read_clause(file).front.formerly, id)
            except PolicyBuilderError:
                continue  # told where the clause is read
        return found

    def clause(self, id: str, asked_at: Location | None = None) -> ClauseSource:
        """Return a clause, checked.

        Raises PolicyBuilderError, at `asked_at` for an id that does not exist, else in the clause's own file.
        """
        if id not in self._clauses:
            if id not in self.clause_files:
                raise self._unknown_clause(id, asked_at or Location(id))
            _refuse_copy(self.clause_files[id])
            text = self.clause_files[id].text(MAX_CLAUSE_BYTES)
            clause = with_names_of_now(clause_of(self.clause_files[id], text), self.names)
            problems = Problems()
            self.vocabulary.check_clause(clause, problems)
            problems.raise_errors()
            self._clause_texts[id] = text
            self._clauses[id] = clause
        return self._clauses[id]

    def clause_text(self, id: str) -> str:
        """Return the text of a clause's file as it was when the clause was read. Raises as `clause` does."""
        self.clause(id)
        return self._clause_texts[id] if id in self._clause_texts else self.clause_files[id].text()

    def _unknown_clause(self, id: str, where: Location) -> PolicyBuilderError:
        now, gone = self.names.now("clause", id), self.names.gone("clause", id)
        if gone is not None:
            return fail(where, f'"{id}" {gone.told}', "withdrawn", gone.advice)
        near = did_you_mean(id, self.clause_files, "`policybuilder clauses` lists them")
        hint = near if now == id else f'it is called "{now}" now'
        return fail(where, f'unknown clause "{id}"', "unknown-clause", hint)

    def template(self, id: str, asked_at: Location | None = None) -> Template:
        """Return a template, checked. Raises PolicyBuilderError like `clause`."""
        if id not in self._templates:
            if id not in self.template_files:
                known = f"the templates are {', '.join(sorted(self.template_files))}"
                hint = did_you_mean(id, self.template_files, known)
                raise fail(asked_at or Location(id), f'unknown document "{id}"', "unknown-template", hint)
            _refuse_copy(self.template_files[id])
            self._templates[id] = self._read_template(self.template_files[id])
        return self._templates[id]

    def profile(self, id: str, asked_at: Location | None = None) -> Profile:
        """Return a profile, checked on its own. Raises PolicyBuilderError like `clause`."""
        if id not in self._profiles:
            if id not in self.profile_files:
                meant = f"{FOLDER}/{id}."
                if stray := [one for one in misnamed(self.workspace, FOLDER) if one.location.path.startswith(meant)]:
                    raise PolicyBuilderError(stray)
                there = f"the profiles are {', '.join(sorted(self.profile_files))}" if self.profile_files else ""
                raise fail(
                    asked_at or Location("profiles"),
                    f'unknown profile "{id}"',
                    "unknown-profile",
                    did_you_mean(id, self.profile_files, there),
                )
            file = self.profile_files[id]
            _refuse_copy(file)
            self._profiles[id] = self.read_profile(file.name, file.text())
        return self._profiles[id]

    def read_profile(self, name: str, text: str) -> Profile:
        """Return the profile of a text as a file of this library; `profiles.read_profile` says what is raised."""
        return read_profile(name, text, self.reference, self.template_files, self.names)

    def with_profile(self, profile: Profile) -> Library:
        """Return the library with a profile as it is in memory, in place of its file."""
        return replace(self, _profiles={**self._profiles, profile.id: profile})

    def with_profiles_unread(self, ids: Collection[str]) -> Library:
        """Return the library with some profiles to be read again: their files changed, and no other file did."""
        read = {**self._profiles}  # another thread may read one meanwhile
        made = replace(self, _profiles={id: each for id, each in read.items() if id not in ids})
        # What was made of the other files stands: no clause is read again because somebody answered a question.
        made.__dict__.update({name: self.__dict__[name] for name in _OF_NO_PROFILE if name in self.__dict__})
        return made

    def with_clause(self, clause: ClauseSource, file: AuthoredFile) -> Library:
        """Return the library with a clause as it is in memory, in place of its file or beside the others."""
        files = dict(sorted({**self.clause_files, clause.id: file}.items()))
        texts = {id: text for id, text in self._clause_texts.items() if id != clause.id}
        return replace(self, clause_files=files, _clauses={**self._clauses, clause.id: clause}, _clause_texts=texts)

    def every_clause(self, problems: Problems) -> Iterator[ClauseSource]:
        """Yield every clause; what is wrong with the others is noted."""
        for id in sorted(self.clause_files):
            try:
                yield self.clause(id)
            except PolicyBuilderError as error:
                problems.extend(error.problems)

    def _read_template(self, file: AuthoredFile) -> Template:
        front: TemplateModel
        node, front = read_checked(file.text(), file.name, "template")
        problems = Problems()
        old = old_names_in_template(node, self.names)
        if old:
            node = with_present_names(node, old, problems)
            front = validate(node, "template")
        template = Template(front, file.name, node, old)
        if front.id != file.path.stem:
            hint = name_of_file(front.id, file.path.stem, ".yaml", "template")
            problems.add(node.place("id"), f'the template "{front.id}" is in a file of another name', "file-name", hint)
        seen: dict[str, Location] = {}
        for _, entry, place in template.listed:
            id = entry.clause
            if id in seen:
                hint = f"it is first on line {seen[id].line}; keep one of them"
                problems.add(place, f'the clause "{id}" stands in the template twice', "listed-twice", hint)
            elif id not in self.clause_files:
                hint = did_you_mean(id, self.clause_files, "`policybuilder clauses` lists them")
                problems.add(place, f'unknown clause "{id}"', "unknown-clause", hint)
            seen[id] = place
        sections: set[str] = {APPENDICES}
        for number, section in enumerate(front.sections):
            if section.id in sections:
                message = f'the section id "{section.id}" is taken'
                problems.add(node.place("sections", number, "id"), message, "listed-twice", "give it another id")
            sections.add(section.id)
        variant = front.variant_of
        if variant and variant not in self.template_files:
            hint = did_you_mean(variant, self.template_files)
            problems.add(node.place("variant_of"), f'unknown document "{variant}"', "unknown-template", hint)
        problems.raise_errors()
        return template

    def check_template(self, template: Template, problems: Problems) -> None:
        """Note requirements and references of a template's clauses that it cannot meet, and titles by no choice."""
        if by := template.front.title_by:
            options = getattr(self.reference.parameters.get(by.parameter), "options", {})
            for choice in (choice for choice in by.titles if choice not in options):
                message = f'"{by.parameter}" has no choice "{choice}"'
                place, hint = (
                    template.place("title_by", "titles", choice),
                    did_you_mean(choice, options, "use the id of an option"),
                )
                problems.add(place, message, "wrong-choice", hint)
        listed: dict[str, Location] = {}
        clauses: dict[str, ClauseSource] = {}
        for _, entry, place in template.listed:
            listed[entry.clause] = place
            try:
                clauses[entry.clause] = self.clause(entry.clause, place)
            except PolicyBuilderError as error:
                problems.extend(error.problems)
                continue
            if entry.from_depth and clauses[entry.clause].front.level == "mandatory":
                message = f'the clause "{entry.clause}" is mandatory, so it is in at every depth'
                problems.add(place, message, "mandatory-depth", "drop from_depth, or make the clause recommended")

        def always_there(id: str) -> bool:
            clause = clauses.get(id)
            if clause is None and id in listed:
                return True  # it could not be read, which is told where it stands; it may well be mandatory
            return clause is not None and clause.front.level == "mandatory" and clause.front.applies_when is None

        requires = {id: clause.front.requires for id, clause in clauses.items()}
        for id, clause in clauses.items():
            for index, required in enumerate(clause.front.requires):
                if required not in listed:
                    hint = f"add it to {template.file}, or drop the requirement"
                    message = f'"{id}" requires "{required}", which is not in the template {template.id}'
                    problems.add(clause.place("requires", index), message, "required-clause", hint)
            for place in unguarded_references(clause, always_there, requires):
                hint = 'put {% if included("…") %} around it, or name the clause under requires:'
                message = f"refers to a clause that may be absent from {template.id}"
                problems.add(place, message, "unguarded-reference", hint)


def open_library(workspace: Workspace) -> Library:
    """Return the library of a workspace, its reference files read and checked.

    Raises PolicyBuilderError with every problem of the reference files, and for an id that two files of one layer
    share.
    """
    problems = Problems()
    reference = load_reference(workspace, problems)
    library = Library(
        workspace,
        reference,
        _by_stem(workspace, "clauses", ".md", problems, deep=True),
        _by_stem(workspace, "templates", ".yaml", problems),
        _by_stem(workspace, "profiles", ".yaml", problems) if workspace.root else {},
    )
    if not problems.errors:
        library.vocabulary.check_contradictions(problems)
        library.vocabulary.check_following(problems)
    problems.raise_errors()
    return library


def _refuse_copy(file: AuthoredFile) -> None:
    """Raise PolicyBuilderError for a file that is a copy of another: which of the two is right, only a person knows."""
    copy = copy_of(file.path.name)
    if copy is not None and file.path.with_name(copy.of).exists():
        raise PolicyBuilderError([Problem(Location(file.name), *told_as(copy))])


def _by_stem(
    workspace: Workspace, folder: str, suffix: str, problems: Problems, deep: bool = False
) -> dict[str, AuthoredFile]:
    """Return the files of a folder by name without suffix, the nearest layer first."""
    found: dict[str, AuthoredFile] = {}
    for file in workspace.files(folder, suffix, deep):
        id = file.path.stem
        if deep and file.path.parent == file.layer.root / folder:
            continue  # clauses live in topic folders; clauses/README.md and the like are not clauses
        if folder == "profiles" and file.layer.root != workspace.root:
            continue  # the built-in illustrative councils are not the user's
        if id not in found:
            found[id] = file
        elif found[id].layer == file.layer:
            hint = f"the other is {found[id].name}"
            problems.add(Location(file.name), f'a second clause "{id}"', "listed-twice", hint)
    return dict(sorted(found.items()))
