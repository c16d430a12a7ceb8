"""Every clause in every nation: no law, officer or body of another nation, whatever a council chooses.

A clause is printed as it could stand in a document of a nation: every branch that some council there could reach,
one after the other. Only tests of the nation, of functions that no council there has, and of clauses that cannot be in
a document there rule a branch out. So no combination of choices is missed, and nothing has to be built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path

import pytest
from jinja2 import nodes

from policybuilder.document import Document, block_text, clauses
from policybuilder.errors import Problems
from policybuilder.library.clauses import ClauseSource
from policybuilder.library.evaluate import expression_holds
from policybuilder.library.library import Library, open_library
from policybuilder.library.reference import Reference
from policybuilder.library.schema import NATIONS
from policybuilder.library.template_language import Analysis, dotted_path, paths_in
from policybuilder.library.values import Choice
from policybuilder.library.workspace import Layer, Workspace, built_in_root, built_in_workspace
from policybuilder.resolution import resolve
from tests.workspaces import write

TYPES = {"england": "unitary", "wales": "welsh", "scotland": "scottish", "northern-ireland": "ni-district"}

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


def foreign_words(reference: Reference, nation: str) -> re.Pattern[str]:
    """Return a pattern for what belongs to another nation: the words above, and terms that this one says otherwise."""
    own = [words for term in reference.terms.values() if (words := term.words[nation])]
    patterns = list(FOREIGN[nation])
    for id, term in reference.terms.items():
        for words in term.words.values():
            if words and id not in SHARED_TERMS and not any(words in mine for mine in own):
                patterns.append(re.escape(words.removeprefix("the ")) + r"\b")
    return re.compile("|".join(dict.fromkeys(patterns)))


def without_own(text: str, reference: Reference, nation: str) -> str:
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


@pytest.fixture(scope="module")
def shipped() -> Library:
    """The built-in library alone."""
    root = built_in_root()
    return open_library(Workspace((Layer(root, ""),), root))


@pytest.fixture(scope="module")
def of_nations(shipped: Library, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Document]]:
    """Every document of one profile with every tool and function, by nation; only the nation and type change."""
    root = tmp_path_factory.mktemp("nations")
    return {nation: documents(root, shipped, nation, "full") for nation in NATIONS}


EVERYTHING = """\
tools: {public_tools: with-approval, copilot_m365: true, copilot_chat: true, meeting_transcription: true,
  public_chatbot: true, coding_assistants: true, in_house_models: true, agents: permitted, iot: true}
structure: {has_elected_members: true, shared_services: true, companies: true}
governance: {ai_board: true}
risk: {has_high_risk_uses: true}
lgr: {status: merging}
"""


def documents(root: Path, shipped: Library, nation: str, depth: str) -> dict[str, Document]:
    """Return every document of a council of a nation, by document."""
    templates = list(shipped.template_files)
    council = f"{{name: Example Council, short_name: Example, nation: {nation}, type: {TYPES[nation]}}}"
    listed = f"documents: {{{', '.join(f'{id}: {{}}' for id in templates)}}}"
    head = f"id: {nation}\ncouncil: {council}\n{listed}\ndepth: {depth}\n"
    write(root, f"profiles/{nation}.yaml", head + EVERYTHING)
    here = open_library(Workspace((Layer(root, ""), *built_in_workspace().layers), root), shipped.contents())
    return {id: resolve(here, nation, id) for id in templates}


def words_of(made: Mapping[str, Document]) -> str:
    """Return the text of every clause of some documents."""
    texts = (block_text(block) for each in made.values() for clause in clauses(each) for block in clause.blocks)
    return " ".join(" ".join(texts).split())


# Every clause ---------------------------------------------------------------------------------------------


def test_no_clause_can_print_what_belongs_to_another_nation(shipped: Library) -> None:
    assert every_fault(shipped) == []


@pytest.mark.parametrize(
    ("body", "faulty"),
    [
        ("See {{ law.foia }}.", {"scotland: odd: prints law.foia", "scotland: odd: cites foia in words"}),
        ("{% if nation != 'scotland' %}See {{ law.foia }}.{% endif %}", set()),
        ("{% if nation == 'england' %}A{% elif roles %}{% else %}{{ law.foisa }}{% endif %}", None),
        ("{{ terms.housing_ombudsman if nation == 'england' else terms.ombudsman }} decides.", set()),
        (
            "{% if functions.adult_social_care %}{{ terms.social_care_regulators }}{% endif %}",
            set(),
        ),
        (
            "{{ terms.social_work_regulator }}",
            {"northern-ireland: odd: uses terms.social_work_regulator, which has no words there"},
        ),
        ("Ask the Monitoring Officer.", {'northern-ireland: odd: says "Monitoring Officer"'}),
        (
            "The section 151 officer agrees.",
            {
                'scotland: odd: says "section 151"',
                'northern-ireland: odd: says "section 151"',
            },
        ),
    ],
)
def test_what_a_clause_says_wrongly_is_found(
    tmp_path: Path, shipped: Library, body: str, faulty: set[str] | None
) -> None:
    if faulty is None:
        body, faulty = (
            body.replace("{% elif roles %}", "{% elif governance.ai_board %}B"),
            {
                f"{nation}: odd: {fault}"
                for nation in ("wales", "northern-ireland")
                for fault in (
                    "prints law.foisa",
                    "cites foisa in words",
                    'says "Freedom of Information (Scotland) Act 2002"',
                )
            },
        )
    front = "id: odd\ntitle: Odd\nversion: 1.0.0\nlevel: optional\n"
    names = [name for name in ("governance.ai_board",) if name in body]
    law = [name for name in ("foia", "foisa") if f"law.{name} " in body]
    front += f"parameters: [{', '.join(names)}]\nlaw: [{', '.join(law)}]\n"
    front += "changes: [{version: 1.0.0, date: 2026-11-22, kind: major, why: First version}]\n"
    write(tmp_path, "clauses/odd/odd.md", f"---\n{front}---\n{body}\n")
    here = open_library(Workspace((Layer(tmp_path, ""), *built_in_workspace().layers), tmp_path), shipped.contents())
    source = {"odd": here.clause("odd")}
    found = {
        f"{nation}: {id}: {fault}"
        for nation in NATIONS
        for id in source
        for fault in faults(InNation(here, source, nation), id)
    }
    assert faulty <= found
    assert bool(faulty) == bool(found)


# Whole documents ------------------------------------------------------------------------------------------

SWITCHES = {
    "information rights": {
        "england": "the Freedom of Information Act 2000",
        "wales": "the Freedom of Information Act 2000",
        "scotland": "the Freedom of Information (Scotland) Act 2002",
        "northern-ireland": "the Freedom of Information Act 2000",
    },
    "environmental information": {
        "england": "the Environmental Information Regulations 2004",
        "wales": "the Environmental Information Regulations 2004",
        "scotland": "the Environmental Information (Scotland) Regulations 2004",
        "northern-ireland": "the Environmental Information Regulations 2004",
    },
    "ombudsman": {
        "england": "the Local Government and Social Care Ombudsman",
        "wales": "the Public Services Ombudsman for Wales",
        "scotland": "the Scottish Public Services Ombudsman",
        "northern-ireland": "the Northern Ireland Public Services Ombudsman",
    },
    "equality duty": {
        "england": "the public sector equality duty",
        "wales": "the public sector equality duty",
        "scotland": "the public sector equality duty",
        "northern-ireland": "the section 75 equality duty",
    },
    "surveillance": {
        "england": "the Regulation of Investigatory Powers Act 2000",
        "wales": "the Regulation of Investigatory Powers Act 2000",
        "scotland": "the Regulation of Investigatory Powers (Scotland) Act 2000",
        "northern-ireland": "the Regulation of Investigatory Powers Act 2000",
    },
    "procurement": {
        "england": "the Procurement Act 2023",
        "wales": "the Procurement Act 2023",
        "scotland": "the Procurement Reform (Scotland) Act 2014",
        "northern-ireland": "the Procurement Act 2023",
    },
    "hiding information": {
        "england": "section 77 of the Freedom of Information Act 2000",
        "wales": "section 77 of the Freedom of Information Act 2000",
        "scotland": "section 65 of the Freedom of Information (Scotland) Act 2002",
        "northern-ireland": "section 77 of the Freedom of Information Act 2000",
    },
    "access to meetings": {
        "england": "the Local Government Act 1972",
        "wales": "the Local Government Act 1972",
        "scotland": "the Local Government (Scotland) Act 1973",
        "northern-ireland": "the Local Government Act (Northern Ireland) 2014",
    },
    "finance officer": {
        "england": "Section 151 Officer",
        "wales": "Section 151 Officer",
        "scotland": "Section 95 Officer",
        "northern-ireland": "Chief Financial Officer",
    },
    "lead councillor": {
        "england": "Cabinet Member for Corporate Services",
        "wales": "Cabinet Member for Corporate Services",
        "scotland": "Convener of the Corporate Services Committee",
        "northern-ireland": "Chair of the Corporate Services Committee",
    },
    "councillors' conduct": {
        "england": "Standards Committee",
        "wales": "Public Services Ombudsman for Wales",
        "scotland": "Ethical Standards Commissioner",
        "northern-ireland": "Northern Ireland Local Government Commissioner for Standards",
    },
    "surveillance officer": {
        "england": "RIPA Senior Responsible Officer",
        "wales": "RIPA Senior Responsible Officer",
        "scotland": "RIP(S)A Senior Responsible Officer",
        "northern-ireland": "RIPA Senior Responsible Officer",
    },
}
"""What one profile prints when nothing in it changes but the nation (and the type, which belongs to a nation)."""


@pytest.mark.parametrize("nation", NATIONS)
def test_law_officers_and_bodies_switch_together(
    shipped: Library, of_nations: dict[str, dict[str, Document]], nation: str
) -> None:
    words = words_of(of_nations[nation])
    bare = without_own(words, shipped.reference, nation)
    for what, by_nation in SWITCHES.items():
        own = by_nation[nation]
        assert own in words, what
        others = set(by_nation.values()) - {own}
        assert [each for each in others if each in bare] == [], what


@pytest.mark.parametrize("nation", NATIONS)
def test_no_document_says_or_lists_what_belongs_to_another_nation(
    shipped: Library, of_nations: dict[str, dict[str, Document]], nation: str
) -> None:
    reference = shipped.reference
    pattern = foreign_words(reference, nation)
    for id, document in of_nations[nation].items():
        assert [entry.id for entry in document.law if nation not in reference.law[entry.id].nations] == [], id
        cited = {law for clause in clauses(document) for law in clause.provenance.law}
        assert [law for law in cited if nation not in reference.law[law].nations] == [], id
        words = without_own(words_of({id: document}), reference, nation)
        assert {match.group() for match in pattern.finditer(words)} == set(), id


def test_wales_has_its_language_and_its_socio_economic_duty(of_nations: dict[str, dict[str, Document]]) -> None:
    for document in ("generative-ai-policy", "ai-governance-policy"):
        welsh = {each.id for each in clauses(of_nations["wales"][document])}
        english = {each.id for each in clauses(of_nations["england"][document])}
        assert "welsh-language" in welsh - english, document
    governance = {
        nation: {each.id for each in clauses(of_nations[nation]["ai-governance-policy"])} for nation in NATIONS
    }
    assert "socio-economic-duty" in governance["wales"] - governance["england"]
    assert "in Welsh and in English" in words_of(of_nations["wales"])
    assert "Welsh" not in words_of(of_nations["england"])


NOT_THERE = ("adult_social_care", "childrens_social_care", "education", "housing_landlord", "homelessness")
OTHER_BODIES_WORK = re.compile(r"[Ss]ocial care|[Ss]ocial worker|[Hh]omeless|[Cc]ouncil hous|[Cc]aldicott|[Pp]upils")


@pytest.mark.parametrize("depth", ["essential", "standard", "full"])
def test_a_northern_ireland_district_gets_nothing_on_care_education_or_housing(
    tmp_path: Path, shipped: Library, of_nations: dict[str, dict[str, Document]], depth: str
) -> None:
    nation = "northern-ireland"
    made = of_nations[nation] if depth == "full" else documents(tmp_path, shipped, nation, depth)
    for id, document in made.items():
        for each in clauses(document):
            tested = set(re.findall(r"functions\.(\w+)", each.provenance.condition))
            assert not tested or tested - set(NOT_THERE), f"{id}: {each.id}"
        found = OTHER_BODIES_WORK.search(words_of({id: document}))
        assert found is None, f"{id}: {found}"
