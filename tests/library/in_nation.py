"""What the clauses of a library can print in one nation, and what of it belongs to another.

A clause is printed as it could stand in a document of a nation: every branch that some council there could reach,
one after the other. Only tests of the nation, of functions that no council there has, and of clauses that cannot be in
a document there rule a branch out. So no combination of choices is missed, and nothing has to be built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product

from jinja2 import nodes

from policybuilder.errors import Problems
from policybuilder.library.clauses import ClauseSource
from policybuilder.library.evaluate import expression_holds
from policybuilder.library.library import Library
from policybuilder.library.reference import ReferenceFiles
from policybuilder.library.schema import NATIONS
from policybuilder.library.template_language import Analysis
from policybuilder.library.tree_names import dotted_path, paths_in
from policybuilder.library.values import Choice

# What is printed ------------------------------------------------------------------------------------------

_EITHER = frozenset({True, False})

RULED_OUT = {"wales": ["caf-lg"], "scotland": ["caf-lg"], "northern-ireland": ["caf-lg"]}
"""Options that a declared contradiction refuses in a nation."""

NEVER_THERE = {
    "northern-ireland": (
        "adult_social_care",
        "childrens_social_care",
        "education",
        "housing_landlord",
        "homelessness",
    )
}
"""Functions that a declared contradiction refuses in a nation. A council may have any other, whatever its type."""


class InNation:
    """What the clauses of a library can print in one nation."""

    def __init__(self, library: Library, sources: Mapping[str, ClauseSource], nation: str) -> None:
        self.reference, self.sources, self.nation = library.reference, sources, nation
        never = NEVER_THERE.get(nation, ())
        self.names = {"nation": nation, "functions": dict.fromkeys(never, False)}
        self.fixed = {"nation", *(f"functions.{id}" for id in never)}
        self.foreign = foreign_words(self.reference, nation)
        self.possible = set(sources)
        self.possible = {id for id, source in sources.items() if self.can_stand(source)}

    def can_stand(self, source: ClauseSource) -> bool:
        """Return whether a clause's condition may hold for some council of the nation."""
        return source.condition.tree is None or True in self.outcomes(_expression(source.condition))

    def outcomes(self, node: nodes.Node) -> frozenset[bool]:
        """Return what a test may come to in the nation."""
        match node:
            case nodes.And(left=left, right=right):
                pairs = product(self.outcomes(left), self.outcomes(right))
                return frozenset(one and other for one, other in pairs)
            case nodes.Or(left=left, right=right):
                pairs = product(self.outcomes(left), self.outcomes(right))
                return frozenset(one or other for one, other in pairs)
            case nodes.Not(node=inner):
                return frozenset(not outcome for outcome in self.outcomes(inner))
            case nodes.Call(node=nodes.Name(name="included"), args=[nodes.Const(value=id)]):
                return _EITHER if id in self.possible else frozenset({False})
        if set(paths_in(node, {})) <= self.fixed and node.find(nodes.Call) is None:
            return frozenset({expression_holds(node, self.names)})
        return _EITHER

    def printed(self, id: str) -> tuple[str, frozenset[str]]:
        """Return the text of every branch of a clause that the nation can reach, and the names used there."""
        names: set[str] = set(self.sources[id].condition.paths())
        tree = self.sources[id].analysis.tree
        assert tree is not None
        return "".join(self.body(tree.body, names, {})), frozenset(names)

    def body(self, statements: list[nodes.Node], names: set[str], loops: Mapping[str, str]) -> Iterator[str]:
        for statement in statements:
            if isinstance(statement, nodes.Output):
                for child in statement.nodes:
                    if isinstance(child, nodes.TemplateData):
                        yield child.data
                    else:
                        yield from self.expression(child, names, loops)
            elif isinstance(statement, nodes.If):
                yield from self.branches(statement, names, loops)
            elif isinstance(statement, nodes.For):
                assert isinstance(statement.target, nodes.Name)
                over = dotted_path(statement.iter, loops) or ""
                names.add(over)
                yield from self.value(over, "")
                yield from self.body(statement.body, names, {**loops, statement.target.name: over})
                yield from self.body(statement.else_, names, loops)

    def branches(self, statement: nodes.If, names: set[str], loops: Mapping[str, str]) -> Iterator[str]:
        for option in (statement, *statement.elif_):
            outcomes = self.outcomes(option.test)
            names.update(paths_in(option.test, loops))
            if True in outcomes:
                yield from self.body(option.body, names, loops)
            if False not in outcomes:
                return
        yield from self.body(statement.else_, names, loops)

    def expression(self, node: nodes.Node, names: set[str], loops: Mapping[str, str]) -> Iterator[str]:
        if isinstance(node, nodes.CondExpr):
            outcomes = self.outcomes(node.test)
            for branch, when in ((node.expr1, True), (node.expr2, False)):
                if when in outcomes and branch is not None:
                    yield from self.expression(branch, names, loops)
        elif isinstance(node, nodes.Const):
            yield str(node.value)
        else:
            for path in paths_in(node, loops):
                names.add(path)
                yield from self.value(path, node.name if isinstance(node, nodes.Filter) else "")

    def value(self, path: str, filter: str) -> Iterator[str]:
        """Yield what a name prints in the nation: of a choice the words of each option, else the default's words."""
        family, _, member = path.partition(".")
        reference = self.reference
        parameter = reference.parameters.get(path.partition("[]")[0])
        if family == "law":
            yield reference.law[member].cite
        elif family == "terms":
            yield reference.terms[member].words[self.nation] or ""
        elif parameter is not None and parameter.options:
            ruled_out = RULED_OUT.get(self.nation, ())
            chosen = [Choice(id, words) for id, words in parameter.options.items() if id not in ruled_out]
            yield "; ".join(each.explanation if filter == "explanation" else each.label for each in chosen)
        elif parameter is not None:
            value = parameter.default_by_nation.get(self.nation, parameter.default)
            rows = value if isinstance(value, list) else [value]
            yield "; ".join(" ".join(map(str, row.values())) if isinstance(row, Mapping) else str(row) for row in rows)


def _expression(condition: Analysis) -> nodes.Node:
    assert condition.tree is not None
    output = condition.tree.body[0]
    assert isinstance(output, nodes.Output)
    return output.nodes[0]


# What is wrong in a nation --------------------------------------------------------------------------------

ENGLISH = (
    "Local Government and Social Care Ombudsman",
    "Housing Ombudsman",
    "Ofsted",
    "Care Quality Commission",
    "Social Work England",
    "NHS England",
    "Regulator of Social Housing",
)
WELSH = (
    "Public Services Ombudsman for Wales",
    "Welsh",
    "Senedd",
    "Estyn",
    "Audit Wales",
    "Care Inspectorate Wales",
    "Social Care Wales",
    "Future Generations",
    "socio-economic",
)
SCOTTISH = (
    "Scottish",
    r"\(Scotland\)",
    r"RIP\(S\)A",
    "[Ss]ection 95",
    "Convener",
    "Ethical Standards Commissioner",
    "Fairer Scotland",
    "Police Scotland",
)
NORTHERN_IRISH = (
    "Northern Ireland",
    "[Ss]ection 75",
    "equality screening",
    "Personal Data Guardian",
    "NIPSA",
    "NIPSO",
    "Education Authority",
    "Health and Social Care Trust",
)
GREAT_BRITISH = (
    "Monitoring Officer",
    "Caldicott",
    "Equality Act 2010",
    "public sector equality duty",
    "Equality and Human Rights Commission",
)
NOT_SCOTTISH = (
    "Freedom of Information Act 2000",
    "Environmental Information Regulations 2004",
    "Regulation of Investigatory Powers Act",
    "Procurement Act 2023",
    "Local Government Act 1972",
    r"RIPA\b",
)
ENGLISH_OR_WELSH = (
    "[Ss]ection 151",
    r"\bCabinet\b(?! Office)",
    "Police and Criminal Evidence Act",
    "Crime and Disorder",
)

FOREIGN = {
    "england": (*WELSH, *SCOTTISH, *NORTHERN_IRISH),
    "wales": (*ENGLISH, *SCOTTISH, *NORTHERN_IRISH, "equality impact assessment"),
    "scotland": (*ENGLISH, *WELSH, *NORTHERN_IRISH, *ENGLISH_OR_WELSH, *NOT_SCOTTISH, "equality impact assessment"),
    "northern-ireland": (
        *ENGLISH,
        *WELSH,
        *SCOTTISH,
        *GREAT_BRITISH,
        *ENGLISH_OR_WELSH,
        "integrated impact assessment",
        "[Ss]ocial care",
        "[Ss]ocial [Ww]orker",
        r"\b[Pp]upils?\b",
        r"(?<!365 )\b[Tt]enants?\b",
        "[Cc]ouncil housing",
        "[Hh]omeless",
    ),
}
"""Officers, bodies, duties and law that belong to another nation. Where the law allows a wider word, it is left out."""

SHARED_TERMS = frozenset({"executive", "information_request", "equality_assessment", "councillors_code"})
"""Terms whose words are plain English, or a council's own, so that they are no other nation's alone."""


def foreign_words(reference: ReferenceFiles, nation: str) -> re.Pattern[str]:
    """Return a pattern for what belongs to another nation: the words above, and terms that this one says otherwise."""
    own = [words for term in reference.terms.values() if (words := term.words[nation])]
    patterns = list(FOREIGN[nation])
    for id, term in reference.terms.items():
        for words in term.words.values():
            if words and id not in SHARED_TERMS and not any(words in mine for mine in own):
                patterns.append(re.escape(words.removeprefix("the ")) + r"\b")
    return re.compile("|".join(dict.fromkeys(patterns)))


def without_own(text: str, reference: ReferenceFiles, nation: str) -> str:
    """Return a text without the law and terms of a nation.

    Their words may hold another nation's: "England and Wales", or a note on what the law of another nation leaves out.
    """
    laws = [law for law in reference.law.values() if nation in law.nations]
    own = {words for law in laws for words in (law.cite, law.title, law.note)}
    own |= {words for term in reference.terms.values() if (words := term.words[nation])}
    for words in sorted(own, key=len, reverse=True):
        text = text.replace(words, "")
    return text


def faults(here: InNation, id: str) -> list[str]:
    """Return what a clause prints in a nation that belongs to another."""
    reference, nation = here.reference, here.nation
    text, names = here.printed(id)
    found = []
    for path in sorted(names):
        family, _, member = path.partition(".")
        if family == "law" and nation not in reference.law[member].nations:
            found.append(f"prints {path}")
        if family == "terms" and reference.terms[member].words[nation] is None:
            found.append(f"uses {path}, which has no words there")
    text = without_own(" ".join(text.split()), reference, nation)
    for law_id, law in reference.law.items():
        if nation not in law.nations and law.cite in text:
            found.append(f"cites {law_id} in words")
    said = dict.fromkeys(match.group() for match in here.foreign.finditer(text))
    return found + [f'says "{words}"' for words in said]


def every_fault(library: Library) -> list[str]:
    """Return every fault of every clause in every nation, as "nation: clause: fault"."""
    problems = Problems()
    sources = {source.id: source for source in library.every_clause(problems)}
    problems.raise_errors()
    found = []
    for nation in NATIONS:
        here = InNation(library, sources, nation)
        for id in sorted(here.possible):
            found += [f"{nation}: {id}: {fault}" for fault in faults(here, id)]
    return found
