"""A term is used that the document does not define, although the library has a definition for it.

A defined term means what its definition says. A document that uses "solely automated decision" without the clause
that defines it leaves every reader to guess, and two readers guess differently. The terms are the words in bold of
all clauses in the topic folder `definitions`. Only terms of two words or more are looked for: "use" and "output" are
everyday words, too.

A term that the clause itself explains where it uses it, in bold or in brackets, is left alone, and so is one in a
clause that asks itself whether the definitions are there (`{% if included("…") %}`). So is a document at the depth
`essential`, which leaves definitions out on purpose, and one that holds none at all, such as a short guide. Words
that a council fills in are its own.

A definition that stands in another policy of the council counts: the document says where.

To put it right, add the clause of definitions to the template or include it in the profile, or say it in everyday
words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policybuilder.checks.definitions import TOPIC, defined_terms, use_of
from policybuilder.checks.rule import Finding, Rule
from policybuilder.checks.subjects import DocumentSubject
from policybuilder.library.clauses import topic_of

PASSES = (
    {"definitions": "A **public tool** is one that anyone can use.", "body": "You must not use a public tool."},
    {
        "definitions": "An **approved tool** is on the list.",
        "other_definitions": "A **prompt** is what you type.",
        "body": "You must type each prompt yourself. Use an approved tool.",
    },
)
FAILS = (
    {
        "definitions": "An **approved tool** is on the list.",
        "other_definitions": "A **public tool** is one that anyone can use.",
        "body": "You must not use a public tool. Use an approved tool.",
    },
)


def look(subject: DocumentSubject) -> Iterator[Finding]:
    """Yield a finding for each library term that the document uses and does not define."""
    here = {clause.id for clause in subject.clauses}
    here |= {omission.id for omission in subject.document.omissions if omission.why == "elsewhere"}
    if subject.document.depth == "essential" or not any(clause.provenance.topic == TOPIC for clause in subject.clauses):
        return
    every = defined_terms(
        subject.library.clause(id) for id, file in subject.library.clause_files.items() if topic_of(file.name) == TOPIC
    )
    for term, ids in every.items():
        if " " not in term or here & set(ids):
            continue
        pattern = use_of(term)
        for clause, parts in subject.parts:
            found = next(
                (m for part in parts for m in [pattern.search(part.text)] if m and part.kind != "heading"), None
            )
            if found is None or not subject.authored(clause, found.group()):
                continue
            if not _explained(subject, clause.id, found.group(), ids):
                message = f'"{found.group()}" is used in "{subject.document.id}", which does not define it'
                hint = f"include {ids[0]}, or say it in everyday words"
                yield Finding(subject.place_of(clause, found.group()), message, hint)
            break


def _explained(subject: DocumentSubject, id: str, term: str, definitions: tuple[str, ...]) -> bool:
    """Return whether the clause explains the term, or says itself what holds when its definition is absent."""
    if id not in subject.library.clause_files:
        return False
    source = subject.library.clause(id)
    if any(call.function == "included" and call.clause in definitions for call in source.analysis.calls):
        return True
    word = re.escape(term)
    return re.search(rf"\*\*[^*]*{word}[^*]*\*\*|[“\"]{word}[”\"]|{word} \(", source.body) is not None


RULE = Rule("undefined-term", "Terms that are used and not defined", "warning", "document", look)
