"""A term is defined and nothing uses it.

A definition that nothing uses makes the reader look for a rule that is not there. Terms are the words in bold of a
clause in the topic folder `definitions`; a use is the term, alone or in the plural, in any other clause or
definition, in the title of a template, or in what a parameter prints. Of a term of three words the first two are
enough ("solely automated"). Documents share their definitions, so a term that one document uses may stand in another.

To put it right, delete the definition, or use the term where the text says it in other words.
"""

from __future__ import annotations

from collections.abc import Iterator

from policybuilder.checks.definitions import terms_of, use_of
from policybuilder.checks.rule import Finding, Rule
from policybuilder.checks.subjects import LibrarySubject
from policybuilder.library.strict_yaml import place_in

PASSES = ({"definitions": "A **sandbox** is a place to try things.", "body": "Sandboxes must be safe."},)
FAILS = ({"definitions": "A **sandbox** is a place to try things.", "body": "You must take care."},)


def look(subject: LibrarySubject) -> Iterator[Finding]:
    """Yield a finding for each defined term that nothing else uses."""
    defining = [(source, terms) for source in subject.clauses.values() if (terms := terms_of(source))]
    texts = [f"{source.front.title}\n{source.body}" for source in subject.clauses.values() if not terms_of(source)]
    texts += [template.front.title for template in subject.templates.values()]
    for parameter in subject.library.reference.parameters.values():
        texts += [*parameter.options.values(), *parameter.columns.values(), str(parameter.default or "")]
    everything = "\n".join(texts)
    others = {source.id: source.body for source, _ in defining}
    for source, terms in defining:
        for term, at in terms:
            words = term.split()
            pattern = use_of(" ".join(words[:2]) if len(words) == 3 else term)
            # Its own definition is one use; a second one in the same clause is another definition's.
            used_here = len(pattern.findall(source.body)) > 1
            used_there = any(pattern.search(body) for id, body in others.items() if id != source.id)
            if not used_here and not used_there and not pattern.search(everything):
                place = place_in(source.body, at, source.file, source.body_line)
                yield Finding(
                    place, f'"{term}" is defined and nothing uses it', "delete the definition, or use the term"
                )


RULE = Rule("unused-definition", "Terms that are defined and not used", "warning", "library", look)
