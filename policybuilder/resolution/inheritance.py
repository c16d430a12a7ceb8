"""Phase 1: a profile and the bases it extends become one effective profile.

The nearest setting wins: what the profile says itself, then its bases. Two bases that say different things are an
error that names both, unless the profile decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal, NamedTuple

from policybuilder.errors import Location, PolicyBuilderError, Problem, Problems
from policybuilder.library.library import Library
from policybuilder.library.profiles import Profile, Setting
from policybuilder.library.schema import AmendModel, CouncilModel, ExcludeModel, IncludeModel
from policybuilder.library.wording import wording

DOCUMENT_FIELDS = (
    "title",
    "owner",
    "approver",
    "version",
    "status",
    "date",
    "effective_date",
    "review_date",
    "classification",
    "depth",
    "word_shell",
)


class About(NamedTuple):
    """What a setting is about: its kind, its name, and the document or appendix that it is for ("" for all).

    The kind keeps apart what a workspace may call alike, such as a parameter named depth and the profile's own depth.
    """

    kind: Literal["profile", "parameter", "document", "appendix"]
    name: str
    of: str = ""

    def __str__(self) -> str:
        """Return where the setting stands in a profile, in short, as messages name it."""
        below = {"profile": "", "parameter": f"{self.of}.parameters." if self.of else "", "document": f"{self.of}."}
        return f"{below.get(self.kind, f'appendices.{self.of}.')}{self.name}"


SECTION_ORDER, CLAUSE_ORDER = "order.sections", "order.clauses."
"""What the settings are called that hold the order of sections, and, with a section's id behind it, of its clauses."""

NAMED = "named"
"""The name of the setting that says that a profile has a document at all."""


@dataclass(frozen=True)
class Placed:
    """An include, exclude or amend entry with the profile and place that it comes from.

    `on_one_line` says whether it is written as `{clause: …, …}`.
    """

    entry: IncludeModel | ExcludeModel | AmendModel
    location: Location
    profile: str
    text_location: Location
    on_one_line: bool = False


@dataclass(frozen=True)
class EffectiveProfile:
    """A council's profile with everything it inherits. Each setting knows its file, line and profile."""

    profile: Profile
    council: CouncilModel
    settings: Mapping[About, Setting]
    entries: Mapping[str, tuple[Placed, ...]]
    documents: tuple[str, ...]
    defaults_kept: Mapping[About, tuple[Setting, ...]] = field(default_factory=dict)
    extends: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Every base that each profile extends, itself or through another."""
    worked_out: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What follows from it for each document, kept by whoever works it out (see `answers`)."""

    @cached_property
    def said_apart(self) -> frozenset[str]:
        """The documents for which a parameter is answered, or its default kept, otherwise than for all."""
        return frozenset(about.of for about in (*self.settings, *self.defaults_kept) if about.kind == "parameter")

    @property
    def chain(self) -> tuple[str, ...]:
        """The ids of the profile and of every base that it extends, itself or through another."""
        return (self.profile.id, *sorted(self.extends.get(self.profile.id, ())))

    @property
    def shells(self) -> tuple[str, ...]:
        """The paths of the Word shells that the profile or a base names, as they are written."""
        own = ("profile", "document")
        named = (about for about in self.settings if about.name == "word_shell" and about.kind in own)
        return tuple(str(self.settings[about].value) for about in named)

    @property
    def based_on(self) -> str:
        """What the council's policy started from: socitm-v1, socitm-v2, own, or none."""
        setting = self.settings.get(About("profile", "based_on"))
        return str(setting.value) if setting else "none"

    def field(self, document: str, name: str) -> Setting | None:
        """Return what the profile says of a document (its title, owner, depth …), or None."""
        return self.settings.get(About("document", name, document)) or self.settings.get(About("profile", name))

    def parameter(self, document: str, name: str) -> Setting | None:
        """Return a parameter's setting for a document: the document's own before the profile's."""
        own = self.settings.get(About("parameter", name, document)) if document else None
        return own or self.decision(name)

    def decision(self, name: str) -> Setting | None:
        """Return a parameter's setting for all documents, or None."""
        return self.settings.get(About("parameter", name))

    def kept(self, document: str, name: str) -> tuple[Setting, ...]:
        """Return the default of a parameter that was kept for a document: by the profile, else by each base."""
        return self.defaults_kept.get(About("parameter", name, document), ()) or self.defaults_kept.get(
            About("parameter", name), ()
        )

    def appendix(self, id: str, name: str) -> Setting | None:
        """Return the version or date that the profile gives an appendix, or None."""
        return self.settings.get(About("appendix", name, id))

    def appendices(self) -> dict[str, Location]:
        """Return the appendices that the profile, or a base, gives a version, each with its place."""
        settings = [(about.of, setting) for about, setting in self.settings.items() if about.kind == "appendix"]
        return {id: setting.location for id, setting in reversed(settings)}

    def includes(self, document: str) -> list[tuple[IncludeModel, Placed]]:
        """Return the inclusions for a document."""
        entries = self.entries.get(f"{document}.include", ())
        return [(placed.entry, placed) for placed in entries if isinstance(placed.entry, IncludeModel)]

    def excludes(self, document: str) -> list[tuple[ExcludeModel, Placed]]:
        """Return the exclusions for a document."""
        entries = self.entries.get(f"{document}.exclude", ())
        return [(placed.entry, placed) for placed in entries if isinstance(placed.entry, ExcludeModel)]

    def amendments(self, document: str) -> list[tuple[AmendModel, Placed]]:
        """Return the amendments for a document."""
        entries = self.entries.get(f"{document}.amend", ())
        return [(placed.entry, placed) for placed in entries if isinstance(placed.entry, AmendModel)]


def inherit(library: Library, profile: Profile) -> EffectiveProfile:
    """Return the effective profile of a council.

    Raises PolicyBuilderError for a cycle of bases, an unknown base, a base that is a council, bases that disagree, and
    for a profile that is itself a base.
    """
    # Every document of a council asks for it, and a library with another profile is another library.
    known: dict[str, EffectiveProfile] = vars(library).setdefault("_inherited", {})
    found = known.get(profile.id)
    if found is None or found.profile is not profile:
        found = known[profile.id] = _inherited(library, profile)
    return found


def _inherited(library: Library, profile: Profile) -> EffectiveProfile:
    problems = Problems()
    settings, entries, kept = _merge(library, profile, (), problems)
    problems.raise_errors()
    council = profile.front.council
    if council is None:
        hint = "name a council that extends it"
        problems.add(profile.place("id"), f'"{profile.id}" is a base, not a council', "base-profile", hint)
        problems.raise_errors()
    assert council is not None
    documents = {about.of: None for about in settings if about.kind == "document" and about.name == NAMED}
    return EffectiveProfile(profile, council, settings, entries, tuple(documents), kept, _extended(library, profile))


def _extended(library: Library, profile: Profile) -> dict[str, frozenset[str]]:
    """Return the bases of a profile and of each of its bases, those of bases included. There is no circle."""
    found: dict[str, frozenset[str]] = {}
    for id in profile.front.extends:
        found.update(_extended(library, library.profile(id)))
    own = (frozenset({id}) | found[id] for id in profile.front.extends)
    found[profile.id] = frozenset().union(*own)
    return found


def check_bases(library: Library, profile: Profile, problems: Problems) -> None:
    """Note what is wrong with what a profile extends. For a base, which is never resolved on its own."""
    _merge(library, profile, (), problems)


def doubtful(library: Library, profile: Profile, seen: frozenset[str] = frozenset()) -> list[Problem]:
    """Return the warnings about what a profile, and each base it extends, says: answers that may not be as meant."""
    found = list(profile.warnings)
    for id in profile.front.extends:
        if id not in seen and id in library.profile_files:
            found += doubtful(library, library.profile(id), seen | {profile.id, id})
    return found


Settings = dict[About, Setting]
Entries = dict[str, tuple[Placed, ...]]
Kept = dict[About, tuple[Setting, ...]]


def _merge(
    library: Library, profile: Profile, below: tuple[str, ...], problems: Problems
) -> tuple[Settings, Entries, Kept]:
    """Return the settings, entries and kept defaults of a profile over those of its bases."""
    settings: Settings = {}
    entries: Entries = {}
    kept: Kept = {}
    own = _own_settings(profile)
    for index, base_id in enumerate(profile.front.extends):
        place = profile.place("extends", index)
        base = _base(library, base_id, (*below, profile.id), place, problems)
        if base is None:
            continue
        base_settings, base_entries, base_kept = _merge(library, base, (*below, profile.id), problems)
        for about, setting in base_settings.items():
            _add(settings, about, setting, own, place, problems)
        for key, placed in base_entries.items():
            entries[key] = _joined(entries.get(key, ()), placed)
        for about, found in base_kept.items():
            kept[about] = tuple({one.location: one for one in (*kept.get(about, ()), *found)}.values())
    own_kept = _own_kept(profile)
    _check_kept(own_kept, kept, settings, own, profile, problems)
    kept = {about: found for about, found in kept.items() if _decision(about, own) is None}
    return {**settings, **own}, _over(_own_entries(profile), entries), {**kept, **own_kept}


def _decision(about: About, settings: Settings) -> Setting | None:
    """Return what decides a parameter of a document, or of all documents, whatever default is kept for it."""
    return settings.get(about) or settings.get(about._replace(of=""))


def _own_kept(profile: Profile) -> Kept:
    own: Kept = {About("parameter", name): (setting,) for name, setting in profile.kept.items()}
    for document, listed in profile.document_kept.items():
        own.update({About("parameter", name, document): (setting,) for name, setting in listed.items()})
    return own


def _check_kept(
    own_kept: Kept, kept: Kept, inherited: Settings, own: Settings, profile: Profile, problems: Problems
) -> None:
    """Note the defaults that a profile keeps though a base decides, and those on which its bases disagree."""
    for about, (setting,) in own_kept.items():
        if decided := _decision(about, inherited):
            message = f'"{about}" is kept here, and {decided.profile} decides it ({decided.location})'
            hint = f"take it out to share what {decided.profile} says, or decide it here"
            problems.add(setting.location, message, "kept-and-decided", hint)
    for about, found in kept.items():
        decided = None if about in own_kept or _decision(about, own) else _decision(about, inherited)
        keeping = next((one for one in found if decided and one.value != decided.value), None)
        if decided and keeping:
            message = (
                f'the bases disagree about "{about}": {decided.profile} ({decided.location}) says '
                f"{_shown(decided.value)}, {keeping.profile} ({keeping.location}) keeps {_shown(keeping.value)}"
            )
            problems.add(profile.place("extends"), message, "bases-disagree", f"set {about} in the profile itself")


def _base(library: Library, id: str, below: tuple[str, ...], place: Location, problems: Problems) -> Profile | None:
    if id in below:
        chain = " > ".join((*below[below.index(id) :], id))
        problems.add(place, f"the profiles extend one another in a circle: {chain}", "cycle", "remove one extends")
        return None
    try:
        base = library.profile(id, place)
    except PolicyBuilderError as error:
        problems.extend(error.problems)
        return None
    if not base.front.base:
        hint = "councils extend bases; move what they share into a profile with base: true"
        problems.add(place, f'"{id}" is a council, not a base', "not-a-base", hint)
        return None
    return base


def _add(
    settings: Settings, about: About, setting: Setting, own: Settings, place: Location, problems: Problems
) -> None:
    other = settings.get(about)
    if other is None or about in own:
        settings[about] = setting
    elif other.value != setting.value:
        message = (
            f'the bases disagree about "{about}": {other.profile} ({other.location}) says {_shown(other.value)}, '
            f"{setting.profile} ({setting.location}) says {_shown(setting.value)}"
        )
        problems.add(place, message, "bases-disagree", f"set {about} in the profile itself")


def _shown(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return {True: "true", False: "false"}.get(value, f'"{value}"') if not isinstance(value, list) else str(value)


def _own_settings(profile: Profile) -> Settings:
    front, own = profile.front, Settings()

    def given(about: About, value: Any, *path: str) -> None:
        if value is not None:
            own[about] = Setting(value, profile.place(*path), profile.id)

    own.update({About("parameter", name): setting for name, setting in profile.settings.items()})
    for name in ("based_on", "depth", "word_shell"):
        given(About("profile", name), getattr(front, name), name)
    for id, appendix in front.appendices.items():
        for name in ("version", "date"):
            given(About("appendix", name, id), getattr(appendix, name), "appendices", id, name)
    for document, model in front.documents.items():
        given(About("document", NAMED, document), True, "documents", document)
        for name in DOCUMENT_FIELDS:
            given(About("document", name, document), getattr(model, name), "documents", document, name)
        listed = model.order.sections or None
        given(About("document", SECTION_ORDER, document), listed, "documents", document, "order", "sections")
        for section, ids in model.order.clauses.items():
            path = ("documents", document, "order", "clauses", section)
            given(About("document", CLAUSE_ORDER + section, document), ids, *path)
        for name, setting in profile.document_settings[document].items():
            own[About("parameter", name, document)] = setting
    return own


def _own_entries(profile: Profile) -> Entries:
    own: Entries = {}
    for document, model in profile.front.documents.items():
        kinds: dict[str, Sequence[IncludeModel | ExcludeModel | AmendModel]] = {
            "include": model.include,
            "exclude": model.exclude,
            "amend": model.amend,
        }
        for kind, listed in kinds.items():
            placed = []
            for index, entry in enumerate(listed):
                path = ("documents", document, kind, index)
                place = profile.place(*path)
                text = _text_place(profile, path) or place
                placed.append(Placed(entry, place, profile.id, text, text.line == place.line))
            if placed:
                own[f"{document}.{kind}"] = tuple(placed)
    return own


def _text_place(profile: Profile, path: tuple[str | int, ...]) -> Location | None:
    """Return the place of the first line of an amendment's text: below `text: |`, or beside `text:`."""
    text = profile.node.child(*path, "text")
    if text is None:
        return None
    at = text.location
    return Location(at.path, at.line + 1) if isinstance(text.value, str) and "\n" in text.value else at


def entries_of(profile: Profile, document: str, kind: str) -> tuple[Placed, ...]:
    """Return what a profile itself includes, excludes or amends in a document; `kind` says which."""
    return _own_entries(profile).get(f"{document}.{kind}", ())


_OPPOSITES = {"include": "exclude", "exclude": "include"}


def _over(own: Entries, inherited: Entries) -> Entries:
    """Return a profile's entries and those inherited that it does not decide anew, by the same or the opposite."""
    joined: Entries = {}
    for key in dict.fromkeys((*inherited, *own)):
        document, _, kind = key.rpartition(".")
        opposite = own.get(f"{document}.{_OPPOSITES.get(kind, '')}", ())
        decided = {target(placed) for placed in (*own.get(key, ()), *opposite)}
        kept = (placed for placed in inherited.get(key, ()) if target(placed) not in decided)
        joined[key] = (*kept, *own.get(key, ()))
    return joined


def target(placed: Placed) -> tuple[str, str, str]:
    """Return what an entry is about: a nearer profile's entry about the same takes its place.

    Amendments that name one paragraph in two ways are found to be about the same where they land (see `anchors`).
    """
    entry = placed.entry
    if not isinstance(entry, AmendModel):
        return (entry.clause, "", "")
    # The number tells two alike apart.
    number = f"paragraph {entry.paragraph or ''}"
    return (entry.clause, entry.place, f"{number}: {wording(entry.was)}" if entry.was else number)


def _joined(first: Iterable[Placed], second: Iterable[Placed]) -> tuple[Placed, ...]:
    """Return two bases' entries without repeats of one line reached by two ways."""
    return tuple({placed.location: placed for placed in (*first, *second)}.values())
