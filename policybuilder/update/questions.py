"""What a newer library asks and an older profile has no line for: added as `init` would have written it."""

from __future__ import annotations

from collections.abc import Iterator

from policybuilder.edit.changes import Ask
from policybuilder.library.library import Library
from policybuilder.library.new_profile import group_heading, question_lines
from policybuilder.library.parameters import Parameter
from policybuilder.library.profiles import Profile
from policybuilder.library.question_places import answer_path, is_asked
from policybuilder.lifecycle.library_seen import Seen


def new_questions(library: Library, profile: Profile, text: str, before: Seen, now: Seen) -> Iterator[Ask]:
    """Yield the questions that a council's documents ask now and did not before, and that its profile has no line for.

    `text` is the profile's. A section in braces has no room for comments: what is asked there is told, and not written.
    """
    assert profile.front.council is not None
    nation = profile.front.council.nation
    for name in now.parameters:
        parameter = library.reference.parameters[name]
        names = (name, *parameter.formerly)
        if before.parameters.keys() & set(names) or _is_known(profile, text, names):
            continue
        path = answer_path(name)
        if not _is_in_braces(profile, text, path[0]):
            group = "" if path[0] != "parameters" else _heading(library, parameter)
            yield Ask(name, tuple(question_lines(parameter, nation)), group)


def _heading(library: Library, parameter: Parameter) -> str:
    return "" if parameter.required else group_heading(library.reference.groups[parameter.group])


def _is_known(profile: Profile, text: str, names: tuple[str, ...]) -> bool:
    """Return whether a profile has an answer, a kept default or a question under one of some names."""
    own = {*profile.settings, *profile.kept}
    for more in (profile.document_settings, profile.document_kept):
        own |= {name for listed in more.values() for name in listed}
    return any(name in own or is_asked(profile, text, answer_path(name)) for name in names)


def _is_in_braces(profile: Profile, text: str, section: str) -> bool:
    at = profile.node.child(section)
    if at is None or not isinstance(at.value, dict):
        return False
    line = text.split("\n")[profile.place(section).line - 1]
    return line.partition(":")[2].lstrip().startswith("{")


__all__ = ["new_questions"]
