"""The policies in taught/, as they are learnt from: each passage with its features and the clauses that are named."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from policybuilder.adopt.adoption import clauses_of
from policybuilder.adopt.features import features_of
from policybuilder.adopt.index import index_of
from policybuilder.adopt.likely import features, nearest
from policybuilder.adopt.nearness import units_of
from policybuilder.adopt.old_policy import old_policy
from policybuilder.adopt.tongue import is_english
from policybuilder.errors import Problems
from policybuilder.library.library import Library
from policybuilder.library.new_profile import usual_documents
from policybuilder.readers.old_policy import read_old_policy
from tests.adopt.benchmark import passages_of
from tests.adopt.expected import Expected
from tests.adopt.made import file_of

TAUGHT = Path(__file__).parent / "taught"


@dataclass(frozen=True)
class Taught:
    """A passage of a taught policy: its features, how near each clause is, and the clauses that a reader names.

    `known` are the clauses that it was held against: those of usual documents.
    """

    policy: str
    features: frozenset[str]
    near: dict[str, float]
    known: frozenset[str]
    named: frozenset[str]
    allowed: frozenset[str]


def taught(policy: Expected, library: Library) -> list[Taught]:
    """Return the passages of a policy as the program reads them, with what a careful reader finds in each."""
    content, name = file_of(policy)
    old = old_policy(read_old_policy(content, name), name)
    index = index_of(library, clauses_of(library, usual_documents(library)), Problems())
    index = index.among([each.text for each in old.passages if each.says and is_english(each.text, index.english)])
    passages = {each.number: each for each in old.passages if each.says}
    known = frozenset(index.clauses)
    found = []
    for said in policy.text:
        for number in passages_of(said, old) if said.kind != "h" else ():
            if number in passages:
                passage = passages[number]
                near = nearest(units_of(passage, index), index)
                scores = {clause: sentences[0][1].score for clause, sentences in near.items()}
                own = features(passage, index)
                found.append(Taught(policy.name, own, scores, known, said.clauses, said.allowed))
    return found


def said_by_the_library(library: Library) -> list[tuple[str, frozenset[str]]]:
    """Return the features of what the library says itself, its titles and sayings, each with its clause."""
    index = index_of(library, library.clause_files, Problems())
    return [(each.clause, features_of(each.text, "", "", index.meanings)) for each in index.sayings]


def made_of(files: Iterable[Path]) -> str:
    """Return one digest of the files that are learnt from."""
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(f"{file.name}\n".encode() + file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()
