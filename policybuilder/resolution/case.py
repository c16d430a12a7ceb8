"""A council's document, about to be resolved: what is looked up once and each phase works on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policybuilder.errors import Location
from policybuilder.library.library import Library, Template
from policybuilder.library.workspace import AuthoredFile
from policybuilder.resolution.inheritance import EffectiveProfile, inherit


@dataclass(frozen=True)
class Case:
    """A library, what a council's profile says with all that it inherits, and the template of one document."""

    library: Library
    effective: EffectiveProfile
    template: Template

    @property
    def profile(self) -> str:
        """The id of the council's profile."""
        return self.effective.profile.id

    @property
    def document(self) -> str:
        """The id of the document."""
        return self.template.id

    @property
    def shell(self) -> str:
        """The path of the Word shell as it is written: the document's own, the profile's, or the template's."""
        return self._shell[0]

    @property
    def _shell(self) -> tuple[str, Location]:
        setting = self.effective.field(self.document, "word_shell")
        if setting is None:
            return self.template.front.shell, self.template.place("shell")
        return str(setting.value), setting.location

    def shell_file(self) -> AuthoredFile:
        """Return the Word shell.

        Raises PolicyBuilderError, at the line that names it, for a path that leaves the workspace or names nothing.
        """
        path, place = self._shell
        return self.library.workspace.named_file(path, place, "templates")

    def files(self) -> Iterator[AuthoredFile]:
        """Yield the profile and its bases, the template and the shell. Raises PolicyBuilderError as `shell_file`."""
        yield from (self.library.profile_files[id] for id in self.effective.chain)
        # What another document of the council is called, and which clauses it has, is printed here, too.
        for id in dict.fromkeys((self.document, *self.effective.documents)):
            if id in self.library.template_files:
                yield self.library.template_files[id]
        yield self.shell_file()


def case_of(library: Library, profile_id: str, document_id: str) -> Case:
    """Return the case of a council's document. Raises PolicyBuilderError for what is wrong with either."""
    return case_from(library, inherit(library, library.profile(profile_id)), document_id)


def case_from(library: Library, effective: EffectiveProfile, document_id: str) -> Case:
    """Return the case of a document of a council whose profile is known. Raises PolicyBuilderError for the template."""
    place = effective.profile.place("documents", document_id)
    return Case(library, effective, library.template(document_id, place))
