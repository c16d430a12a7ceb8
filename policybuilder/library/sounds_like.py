"""The file sounds_like.yaml: how other policies say what the library says. Only `adopt` and checks read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from policybuilder.errors import Location, PolicyBuilderError, Problems, did_you_mean
from policybuilder.library.library import Library
from policybuilder.library.reference import FOLDER
from policybuilder.library.schema import ImpliedModel, SoundModel
from policybuilder.library.validate import read_checked

IT = "<it>"
"""Stands in the patterns of a shape for the words of a decision."""
DAYS = ("approved_on", "next_review")
"""The facts of a document that are days: what lies between them is how often it is reviewed."""


@dataclass(frozen=True)
class SoundsLike:
    """Groups of words that mean the same, sayings and subjects by clause, and what a document's own facts sound like.

    `classes` are the words that patterns share, by the name of each class; `shapes` are patterns in which `<it>` stands
    for words of a decision. `labels` stand before a colon in what says who owns a document, and when it was approved.
    `implied` are answers that are known by others.
    `documents` are words in the titles of documents of other bodies, by the document of the library that each is.
    """

    words: tuple[tuple[str, ...], ...] = ()
    clauses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    control: Mapping[str, tuple[tuple[SoundModel, Location], ...]] = field(default_factory=dict)
    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shapes: Mapping[str, tuple[SoundModel, ...]] = field(default_factory=dict)
    labels: tuple[str, ...] = ()
    subjects: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    implied: Mapping[str, tuple[tuple[ImpliedModel, Location], ...]] = field(default_factory=dict)
    documents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def said(self, entry: SoundModel) -> tuple[SoundModel, ...]:
        """Return an entry as what is listened to: itself, or the patterns of its shape with its words in them.

        Raises ValueError, with what is wrong in a few words, for a shape that is not there.
        """
        if not entry.shape:
            return (entry,)
        if entry.shape not in self.shapes:
            raise ValueError(f'there is no shape "{entry.shape}"')
        return tuple(_shaped(entry, shape) for shape in self.shapes[entry.shape])


def load_sounds_like(library: Library, problems: Problems) -> SoundsLike:
    """Return what the workspace's files say, a workspace's own added to the built-in one; problems are noted."""
    words: list[tuple[str, ...]] = []
    clauses: dict[str, tuple[str, ...]] = {}
    control: dict[str, tuple[tuple[SoundModel, Location], ...]] = {}
    classes: dict[str, tuple[str, ...]] = {}
    shapes: dict[str, tuple[SoundModel, ...]] = {}
    labels: list[str] = []
    subjects: dict[str, tuple[str, ...]] = {}
    implied: dict[str, tuple[tuple[ImpliedModel, Location], ...]] = {}
    documents: dict[str, tuple[str, ...]] = {}
    for file in library.workspace.versions_of(f"{FOLDER}/sounds_like.yaml"):
        try:
            node, model = read_checked(file.text(), file.name, "sounds_like")
        except PolicyBuilderError as error:
            problems.extend(error.problems)
            continue
        words += (tuple(group) for group in model.words)
        for key, known, said in (("clauses", clauses, model.clauses), ("subjects", subjects, model.subjects)):
            for id, texts in said.items():
                known[id] = (*known.get(id, ()), *texts)
                if id not in library.clause_files:
                    hint = did_you_mean(id, library.clause_files, "`policybuilder clauses` lists them")
                    problems.add(node.place(key, id), f'unknown clause "{id}"', "unknown-clause", hint)
        for fact, sounds in model.control.items():
            placed = ((sound, node.place("control", fact, at)) for at, sound in enumerate(sounds))
            control[fact] = (*control.get(fact, ()), *placed)
        for name, members in model.classes.items():
            classes[name] = (*classes.get(name, ()), *members)
        for name, patterns in model.shapes.items():
            shapes[name] = (*shapes.get(name, ()), *patterns)
        for name, by in model.implied.items():
            implied[name] = (*implied.get(name, ()), *((each, node.place("implied", name)) for each in by))
        labels += model.labels
        for id, titles in model.documents.items():
            documents[id] = (*documents.get(id, ()), *titles)
            if id not in library.template_files:
                hint = did_you_mean(id, library.template_files, "templates/ holds them")
                problems.add(node.place("documents", id), f'unknown document "{id}"', "unknown-template", hint)
    return SoundsLike(tuple(words), clauses, control, classes, shapes, tuple(labels), subjects, implied, documents)


def _shaped(entry: SoundModel, shape: SoundModel) -> SoundModel:
    """Return a pattern of a shape in which the words of an entry stand for `<it>`."""
    it = f"({'|'.join((entry.says, *entry.also))})"
    return replace(
        shape,
        says=shape.says.replace(IT, it),
        also=[says.replace(IT, it) for says in shape.also],
        means=entry.means if shape.means is None else shape.means,
        of=entry.of,
        unless=[*entry.unless, *shape.unless],
        sure=entry.sure and shape.sure,
    )


def control_type(key: str) -> str:
    """Return how a fact of the document itself is said: the days of its approval and next review, or a name."""
    return "day" if key in DAYS else "text"
