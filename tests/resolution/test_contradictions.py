"""Decisions that do not go together: refused with the place of each, and accepted when put right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from policybuilder.errors import PolicyBuilderError
from policybuilder.library.library import Library, open_library
from policybuilder.library.workspace import Layer, Workspace, built_in_root, built_in_workspace
from policybuilder.resolution.answers import answer
from policybuilder.resolution.case import case_of
from policybuilder.resolution.contradictions import refuse_contradictions
from tests.resolution.reading import refused, resolved
from tests.saying import place_of
from tests.some import one_in
from tests.workspaces import PARAMETERS, base, clause, profile, reference, template, tiny, write

DECLARED = """\
  tools_list:
    {type: table, group: use, question: q, ask: a, label: l, default: [], rationale: r,
     columns: {name: Name, class: Class}}
contradictions:
  - id: agents
    each: tools_list
    when: tools.agents == 'none' and row.class == 'agent'
    between: [tools.agents, tools_list]
    why: nobody may use an agent.
    hint: take it out of the list.
  - id: transcripts
    when: not tools.transcription
    given: [days]
    between: [tools.transcription, days]
    why: there are no transcripts to keep
    hint: remove the days
"""
AGENT = "{name: Repairs agent, class: agent}"


def a_council(root: Path, text: str, **more: str) -> None:
    reference(tiny(root), parameters=PARAMETERS + DECLARED)
    profile(root, text, **more)


# How it is told -------------------------------------------------------------------------------------------


def test_it_is_told_at_the_first_place_and_names_the_other(tmp_path: Path) -> None:
    a_council(tmp_path, f"tools: {{agents: none}}\nparameters:\n  tools_list: [{AGENT}]\n")
    assert refused(tmp_path) == (
        'profiles/riverton.yaml:4:9: error: "tools.agents" is none, yet "tools_list" has "Repairs agent": '
        "nobody may use an agent [contradiction]\n"
        "  hint: tools_list is set at profiles/riverton.yaml:6:3; take it out of the list"
    )


def test_a_default_is_named_where_it_is_declared(tmp_path: Path) -> None:
    a_council(tmp_path, f"parameters:\n  tools_list: [{AGENT}]\n")
    assert refused(tmp_path) == (
        'profiles/riverton.yaml:5:3: error: "tools_list" has "Repairs agent", yet "tools.agents" is none: '
        "nobody may use an agent [contradiction]\n"
        "  hint: tools.agents has its default (clauses/parameters.yaml:12:3); take it out of the list"
    )


def test_every_contradiction_is_told_at_once_each_with_all_its_rows(tmp_path: Path) -> None:
    rows = f"[{AGENT}, {{name: Second agent, class: agent}}, {{name: Chat, class: chat}}]"
    a_council(tmp_path, f"parameters:\n  tools_list: {rows}\n  days: 9\n")
    found = refused(tmp_path).split("\n")
    assert [line.partition(" error: ")[2] for line in found if " error: " in line] == [
        '"tools_list" has "Repairs agent" and "Second agent", yet "tools.agents" is none: nobody may use an agent '
        "[contradiction]",
        '"days" is 9, yet "tools.transcription" is false: there are no transcripts to keep [contradiction]',
    ]


def test_what_a_base_says_counts_and_is_named_with_the_bases_file(tmp_path: Path) -> None:
    a_council(tmp_path, "extends: [alliance]\ntools: {agents: none}\n")
    base(tmp_path, f"parameters:\n  tools_list: [{AGENT}]\n")
    assert "tools_list is set at profiles/alliance.yaml:4:3" in refused(tmp_path)


def test_a_detail_from_a_base_falls_away_where_the_council_has_no_use_for_it(tmp_path: Path) -> None:
    a_council(tmp_path, "extends: [alliance]\n")
    base(tmp_path, "parameters: {days: 9}\n")
    assert resolved(tmp_path)


@pytest.mark.parametrize("text", ["", "tools: {transcription: true}\nparameters: {days: 9}\n"])
def test_what_goes_together_passes(tmp_path: Path, text: str) -> None:
    a_council(tmp_path, text)
    assert resolved(tmp_path)


def test_a_document_may_contradict_for_itself(tmp_path: Path) -> None:
    a_council(tmp_path, "", documents="{policy: {parameters: {days: 9}}}")
    assert '"days" is 9, yet "tools.transcription" is false' in refused(tmp_path)


def test_a_condition_that_makes_no_sense_for_a_value_is_told_where_it_stands(tmp_path: Path) -> None:
    odd = """\
  - {id: odd, when: tools.transcription and motto > days, between: [motto, days], why: odd, hint: odd}
"""
    reference(tiny(tmp_path), parameters=PARAMETERS + DECLARED + odd)
    profile(tmp_path, "tools: {transcription: true}\n")
    place = place_of("when: tools.transcription and motto", PARAMETERS + DECLARED + odd)
    assert refused(tmp_path).startswith(
        f'clauses/parameters.yaml:{place}: error: the contradiction "odd" cannot be worked out: '
    )


def test_an_answer_taken_from_another_is_named_with_that_one(tmp_path: Path) -> None:
    lead = """\
  roles.lead:
    {type: role, group: roles, question: Who leads?, ask: Anyone, label: lead, default_from: roles.siro,
     rationale: Often one person.}
"""
    same = "  - {id: same, when: roles.lead == roles.siro, between: [roles.lead, roles.siro], why: twice, hint: part}\n"
    reference(tiny(tmp_path), parameters=PARAMETERS + lead + DECLARED + same)
    profile(tmp_path, "roles: {siro: Chief Executive}\n")
    assert refused(tmp_path) == (
        'profiles/riverton.yaml:4:9: error: "roles.siro" is "Chief Executive", yet "roles.lead" is "Chief Executive": '
        "twice [contradiction]\n"
        "  hint: roles.lead is the same as roles.siro, profiles/riverton.yaml:4:9; part"
    )


def test_an_inclusion_that_a_choice_rules_out_names_both_places(tmp_path: Path) -> None:
    tiny(tmp_path)
    clause(tmp_path, "agent-register", applies_when="tools.agents != 'none'", parameters="[tools.agents]")
    template(tmp_path, "care", "agent-register")
    text = "tools: {agents: none}\n"
    profile(tmp_path, text, documents="{policy: {include: [agent-register]}}")
    assert refused(tmp_path) == (
        'profiles/riverton.yaml:3:32: error: "agent-register" cannot be included: '
        "it applies only when tools.agents != 'none' [include-condition]\n"
        '  hint: "tools.agents" is none (profiles/riverton.yaml:4:9); '
        "change what the condition tests, or drop the inclusion"
    )


# What ships -----------------------------------------------------------------------------------------------

TOOL = "name: {name}, class: {kind}, purposes: {purposes}, data_allowed: {data}, owner: Head of Digital"
MATRIX = "information: {information}, public: {public}, enterprise_chat: {chat}, specialist: No, agent: {agent}"


def tool(name: str = "Tool", kind: str = "specialist system", purposes: str = "Work", data: str = "Public") -> str:
    """Return the YAML of a list of approved tools that holds one."""
    return f"approved_tools: [{{{TOOL.format(name=name, kind=kind, purposes=purposes, data=data)}}}]"


def matrix(information: str = "Public", public: str = "No", chat: str = "Yes", agent: str = "No") -> str:
    row = MATRIX.format(information=information, public=public, chat=chat, agent=agent)
    return f"data_tool_matrix: [{{{row}}}]"


CASES: dict[str, tuple[str, str]] = {
    # id: what a council says, and what it says when it has put that right. "section.key: value" or "parameter: value".
    "record-of-a-tool-that-may-not-decide": ("adm_position: none; record_decides: automated", "record_decides: person"),
    "record-of-personal-information-though-never": (
        "personal_information_rule: never; record_kind: generative; record_personal: special",
        "record_kind: predictive",
    ),
    "automated-decisions-listed-but-not-allowed": (
        "adm_position: none; automated_decisions: [{decision: Fines, how: By rule, effect: You pay}]",
        "adm_position: permitted-with-safeguards",
    ),
    "agent-approved-without-agents": ("tools.agents: none; " + tool(kind="agent"), "tools.agents: pilot"),
    "agent-autonomy-without-agents": ("tools.agents: none; agent_max_autonomy: suggest", "tools.agents: pilot"),
    "agent-limits-without-agents": ("tools.agents: none; agent_action_limits: [pay]", "tools.agents: permitted"),
    "agent-information-without-agents": ("tools.agents: none; " + matrix(agent="Yes"), matrix()),
    "agents-without-their-class": ("tools.agents: pilot; tool_classes: [enterprise-chat]", "tools.agents: none"),
    "public-tool-approved-though-prohibited": (
        "tools.public_tools: prohibited; " + tool(kind="public tool"),
        "tools.public_tools: with-approval",
    ),
    "public-tool-conditions-though-prohibited": (
        "tools.public_tools: prohibited; public_tools_conditions: [ask]",
        "tools.public_tools: with-approval",
    ),
    "public-tool-information-though-prohibited": (
        "tools.public_tools: prohibited; " + matrix(public="Yes"),
        matrix(),
    ),
    "public-tools-without-their-class": (
        "tools.public_tools: with-approval; tool_classes: [enterprise-chat]",
        "tool_classes: [enterprise-chat, public]",
    ),
    "copilot-approved-without-licence": (
        "tools.copilot_m365: false; " + tool("Microsoft 365 Copilot", "enterprise assistant"),
        "tools.copilot_m365: true",
    ),
    "copilot-groups-without-licence": (
        "tools.copilot_m365: false; copilot_licence_groups: [Legal]",
        "tools.copilot_m365: true",
    ),
    "copilot-without-its-class": (
        "tools.copilot_m365: true; tool_classes: [enterprise-chat]",
        "tools.copilot_m365: false",
    ),
    "copilot-chat-approved-though-unused": ("tools.copilot_chat: false", tool()),
    "copilot-chat-without-its-class": ("tool_classes: [specialist]", "tools.copilot_chat: false; " + tool()),
    "web-search-without-copilot": (
        'tools.copilot_chat: false; copilot_web_grounding: "on"; ' + tool(),
        "tools.copilot_chat: true",
    ),
    "specialist-approved-without-its-class": ("tool_classes: [enterprise-chat]; " + tool(), tool(kind="chat")),
    "meeting-tools-without-transcription": (
        "tools.meeting_transcription: false; meeting_tools: [A]",
        "tools.meeting_transcription: true",
    ),
    "transcription-approved-though-off": (
        "tools.meeting_transcription: false; " + tool(purposes="Transcribing meetings"),
        "tools.meeting_transcription: true",
    ),
    "no-meeting-tool": ("tools.meeting_transcription: true; meeting_tools: []", "meeting_tools: [A]"),
    "meeting-bots-banned-and-allowed": (
        "external_bot_rule: allow-if-all-agree; prohibited_uses: [letting a note-taking tool into a meeting]",
        "external_bot_rule: remove",
    ),
    "chatbot-name-without-chatbot": ("tools.public_chatbot: false; chatbot_name: Ask", "tools.public_chatbot: true"),
    "chatbot-route-without-chatbot": (
        "tools.public_chatbot: false; human_handover_route: by phone",
        "tools.public_chatbot: true",
    ),
    "coding-tool-approved-though-off": (
        "tools.coding_assistants: false; " + tool("Coding assistant"),
        "tools.coding_assistants: true",
    ),
    "smart-places-without-sensors": ("tools.iot: false; smart_place_programme: Sensing", "tools.iot: true"),
    "markings-of-another-scheme": ("classification_scheme: local-3-level", matrix()),
    "tool-with-markings-of-another-scheme": (
        f"classification_scheme: local-3-level; {matrix()}; {tool(data='OFFICIAL')}",
        tool(),
    ),
    "board-name-without-board": ("governance.ai_board: false; ai_board_name: AI Group", "governance.ai_board: true"),
    "board-chair-without-board": ("governance.ai_board: false; ai_board_chair: Chief", "governance.ai_board: true"),
    "board-meetings-without-board": (
        "governance.ai_board: false; ai_board_frequency: quarterly",
        "governance.ai_board: true",
    ),
    "board-reports-without-board": (
        "governance.ai_board: false; ai_board_reports_to: Team",
        "governance.ai_board: true",
    ),
    "ethics-by-a-board-that-is-not-there": (
        "governance.ai_board: false; ethics_body: ai-board",
        "ethics_body: data-ethics-board",
    ),
    "approval-by-a-board-that-is-not-there": (
        "governance.ai_board: false; approval_matrix: [{tier: Tier 3, approver: AI board}]",
        "approval_matrix: [{tier: Tier 3, approver: Director}]",
    ),
    "facial-recognition-banned-and-allowed": (
        "frt_position: member-approval-only; prohibited_uses: [using facial recognition]",
        "prohibited_uses: [using facial recognition unless councillors have approved it]",
    ),
    "facial-recognition-without-high-risk": (
        "risk.has_high_risk_uses: false; frt_position: member-approval-only",
        "risk.has_high_risk_uses: true",
    ),
    "predictions-without-high-risk": (
        "risk.has_high_risk_uses: false; predictive_position: board-and-member-approval",
        "predictive_position: prohibited",
    ),
    "automated-decisions-without-high-risk": (
        "risk.has_high_risk_uses: false; adm_position: permitted-with-safeguards",
        "risk.has_high_risk_uses: true",
    ),
    "impact-assessment-form-without-assessment": ("aia_template: Form 7", "assessment_bundle: [dpia, aia]"),
    "records-for-no-tool": ("atrs_trigger: []", "atrs_position: not-yet"),
    "register-published-and-not": ("register_public: false", "engagement_methods: [asking a panel]"),
    "rules-for-councillors-without-councillors": (
        "structure.has_elected_members: false; covers_members: same-rules",
        'covers_members: "no"',
    ),
    "lead-councillor-without-councillors": (
        "structure.has_elected_members: false; lead_member_portfolio: Leader",
        "structure.has_elected_members: true",
    ),
    "facial-recognition-approved-by-nobody": (
        "structure.has_elected_members: false; frt_position: member-approval-only",
        "frt_position: prohibited",
    ),
    "partners-without-shared-services": ("shared_service_partners: [Next Door]", "structure.shared_services: true"),
    "companies-covered-without-companies": ("covers_council_companies: true", "structure.companies: true"),
    "net-zero-year-without-commitment": ("climate_commitment: false; netzero_year: 2040", "climate_commitment: true"),
    "merger-details-without-merger": ("lgr.vesting_date: 2028-04-01", "lgr.status: merging"),
    "care-tool-without-social-care": ("care_recording_tool: Notes", "functions.adult_social_care: true"),
    "schools-without-education": ("covers_schools: central-staff-only", "functions.education: true"),
    "social-care-in-northern-ireland": (
        "nation: northern-ireland; functions.adult_social_care: true",
        "functions.adult_social_care: false",
    ),
    "education-in-northern-ireland": (
        "nation: northern-ireland; functions.education: true",
        "functions.education: false",
    ),
    "housing-in-northern-ireland": (
        "nation: northern-ireland; functions.homelessness: true",
        "functions.homelessness: false",
    ),
    "tier-for-a-forbidden-decision": (
        "adm_position: none; risk_tiers: [{id: 4, name: Very high, meaning: Automated significant decisions}]",
        "adm_position: permitted-with-safeguards",
    ),
    "approver-for-a-forbidden-use": (
        "prohibited_uses: [spying]; approval_matrix: [{tier: Prohibited, approver: Chief Executive}]",
        "approval_matrix: [{tier: Prohibited, approver: Nobody}]",
    ),
    "personal-information-in-the-table-though-never": (
        "personal_information_rule: never; " + matrix("OFFICIAL with personal information"),
        matrix("OFFICIAL with personal information", chat="No"),
    ),
    "personal-information-in-a-tool-though-never": (
        "personal_information_rule: never; " + tool(data="OFFICIAL with personal information"),
        tool(data="OFFICIAL without personal information"),
    ),
    "meetings-recorded-though-no-personal-information": (
        "personal_information_rule: never; tools.meeting_transcription: true",
        "tools.meeting_transcription: false",
    ),
    "care-recorded-though-no-personal-information": (
        "functions.adult_social_care: true; personal_information_rule: never; care_recording_tool: Notes",
        "personal_information_rule: as-approved",
    ),
    "candidates-scored-though-no-personal-information": (
        "personal_information_rule: never; recruitment_ai_position: approved-tool-with-eia",
        "recruitment_ai_position: assist-only",
    ),
    "early-help-for-children-though-no-predictions": (
        "functions.childrens_social_care: true; early_help_position: everyone; predictive_position: prohibited",
        "predictive_position: board-and-member-approval",
    ),
    "early-help-without-adult-care": ("early_help_position: adults", "functions.adult_social_care: true"),
    "early-help-without-high-risk": (
        "functions.adult_social_care: true; risk.has_high_risk_uses: false; early_help_position: adults",
        "risk.has_high_risk_uses: true",
    ),
    "nothing-to-say-where-nothing-is-asked": ("gate: none; gate_tells: [what it is for]", "gate: tell"),
    "number-of-no-key-decision": ('key_decision: "no"; key_decision_reference: KD 7', 'key_decision: "yes"'),
    "last-day-for-comments-to-nobody": ("comments_until: 2027-01-31", "comments_to: ai@example.example"),
    "english-framework-elsewhere": (
        "nation: wales; cyber_frameworks: [caf-lg]",
        "cyber_frameworks: [cyber-essentials]",
    ),
}

SECTIONS = ("tools", "roles", "governance", "structure", "risk", "lgr")


def said_by(root: Path, decisions: str) -> str:
    """Write the profile of a council, one decision a line, and return its text. A later decision takes over."""
    found = dict(re.findall(r"(?:^|; )([a-z0-9_.]+): ((?:[^;{[]|\{[^{}]*\}|\[[^[\]]*\])+)", decisions))
    functions = {key.partition(".")[2]: found.pop(key) for key in list(found) if key.startswith("functions.")}
    nation = found.pop("nation", "england")
    council = {"name": "Example Council", "short_name": "Example", "nation": nation}
    council["type"] = {"wales": "welsh", "northern-ireland": "ni-district"}.get(nation, "district")
    lines = ["id: example", "council:", *(f"  {key}: {value}" for key, value in council.items())]
    lines += ["  functions:", *(f"    {key}: {value}" for key, value in functions.items())]
    for section in (*SECTIONS, "parameters"):
        own = {name: value for name, value in found.items() if name.partition(".")[0] == section}
        if section == "parameters":
            own = {name: value for name, value in found.items() if "." not in name}
        lines += [f"{section}:", *(f"  {name.rpartition('.')[2]}: {value}" for name, value in own.items())]
    text = "\n".join([*lines, "documents: {generative-ai-policy: {}}", ""])
    write(root, "profiles/example.yaml", text)
    return text


@pytest.fixture(scope="module")
def shipped() -> Library:
    """The built-in library, whose reference files serve every case."""
    root = built_in_root()
    return open_library(Workspace((Layer(root, ""),), root))


def contradictions(root: Path) -> list[str]:
    """Return each problem that the shipped contradictions find in the council's profile."""
    workspace = Workspace((Layer(root, ""), *built_in_workspace().layers), root)
    here = open_library(workspace)
    try:
        refuse_contradictions(answer(case_of(here, "example", "generative-ai-policy")))
    except PolicyBuilderError as error:
        return [str(problem) for problem in error.problems]
    return []


def test_every_shipped_contradiction_is_tried(shipped: Library) -> None:
    assert {each.front.id for each in shipped.reference.contradictions} == set(CASES)


@pytest.mark.parametrize("id", one_in(4, CASES))
def test_each_is_refused_with_both_places_and_passes_when_put_right(tmp_path: Path, shipped: Library, id: str) -> None:
    wrong, right = CASES[id]
    (declared,) = (each.front for each in shipped.reference.contradictions if each.front.id == id)
    text = said_by(tmp_path, wrong)
    found = [each for each in contradictions(tmp_path) if f": {declared.why} [contradiction]" in each]
    assert len(found) == 1
    first, _, hint = found[0].partition("\n  hint: ")
    assert first.startswith("profiles/example.yaml:")
    assert hint.endswith(declared.hint)
    named = [name for name in declared.between if f'"{name}" ' in first]
    assert len(named) >= 2
    for name in named:
        key = name.rpartition(".")[2]
        if re.search(rf"^ +{key}: ", text, re.MULTILINE):
            place = f"profiles/example.yaml:{place_of(f'{key}: ', text)}"
            assert place in found[0]
        else:
            default = f"{name} has its default (clauses/parameters.yaml:"
            assert default in hint or f"{name} follows from the type" in hint
    said_by(tmp_path, f"{wrong}; {right}")
    assert contradictions(tmp_path) == []


def test_a_workspace_adds_a_contradiction_of_its_own(tmp_path: Path) -> None:
    said_by(tmp_path, "review_months: 24; training_refresh_months: 36")
    own = """\
        contradictions:
          - id: training-slower-than-review
            when: training_refresh_months > review_months
            between: [training_refresh_months, review_months]
            why: people would miss a whole version
            hint: repeat the training at least as often as the policy is reviewed
        """
    write(tmp_path, "clauses/parameters.yaml", own)
    here = open_library(Workspace((Layer(tmp_path, ""), *built_in_workspace().layers), tmp_path))
    with pytest.raises(PolicyBuilderError, match="people would miss a whole version"):
        refuse_contradictions(answer(case_of(here, "example", "generative-ai-policy")))


@pytest.mark.parametrize("id", ["riverton", "millbeck", "cwm-derwen", "strathlorne", "slievebrae"])
def test_the_illustrative_councils_do_not_contradict_themselves(shipped: Library, id: str) -> None:
    refuse_contradictions(answer(case_of(shipped, id, "generative-ai-policy")))


def test_the_defaults_do_not_contradict_one_another(tmp_path: Path, shipped: Library) -> None:
    for nation, type in (
        ("england", "district"),
        ("wales", "welsh"),
        ("scotland", "scottish"),
        ("northern-ireland", "ni-district"),
    ):
        text = (
            said_by(tmp_path, "")
            .replace("nation: england", f"nation: {nation}")
            .replace("type: district", f"type: {type}")
        )
        write(tmp_path, "profiles/example.yaml", text)
        assert contradictions(tmp_path) == [], nation
