"""A profile and its bases: the nearest setting wins, and each knows the file and line that set it."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.errors import PolicyBuilderError
from policybuilder.library.profiles import Setting
from policybuilder.library.schema import PARAMETER_SECTIONS, AmendModel, ProfileDocumentModel, ProfileModel
from policybuilder.resolution import documents_of
from policybuilder.resolution.inheritance import NAMED, EffectiveProfile, inherit
from tests.resolution.reading import ids, refused, resolved, words
from tests.some import one_in
from tests.workspaces import PARAMETERS, base, clause, library, profile, reference, template, tiny


def inherited(root: Path, id: str = "riverton") -> EffectiveProfile:
    here = library(root)
    return inherit(here, here.profile(id))


def told(root: Path) -> str:
    with pytest.raises(PolicyBuilderError) as caught:
        inherited(root)
    return str(caught.value)


def decided(root: Path, name: str) -> Setting:
    setting = inherited(root).decision(name)
    assert setting is not None
    return setting


def days(root: Path) -> tuple[object, str, str]:
    setting = decided(root, "days")
    return setting.value, setting.profile, str(setting.location)


def test_a_setting_of_a_base_is_the_councils_too_with_the_line_of_the_base(tmp_path: Path) -> None:
    tiny(tmp_path)
    base(tmp_path, "parameters:\n  days: 10\n")
    profile(tmp_path, "extends: [alliance]\n")
    assert days(tmp_path) == (10, "alliance", "profiles/alliance.yaml:4:3")


def test_what_the_profile_says_itself_wins_over_its_base(tmp_path: Path) -> None:
    tiny(tmp_path)
    base(tmp_path, "parameters: {days: 10}\n")
    profile(tmp_path, "extends: [alliance]\nparameters: {days: 20}\n")
    assert days(tmp_path) == (20, "riverton", "profiles/riverton.yaml:5:14")


def test_in_a_chain_of_bases_the_nearest_one_wins(tmp_path: Path) -> None:
    tiny(tmp_path)
    base(tmp_path, "parameters: {days: 10, motto: Far}\n", id="country")
    base(tmp_path, "extends: [country]\nparameters: {days: 20}\n", id="region")
    profile(tmp_path, "extends: [region]\n")
    assert days(tmp_path)[:2] == (20, "region")
    assert decided(tmp_path, "motto").profile == "country"


def test_a_base_that_is_reached_by_two_ways_counts_once(tmp_path: Path) -> None:
    tiny(tmp_path)
    base(tmp_path, "parameters: {days: 10}\ndocuments: {policy: {include: [extra]}}\n", id="country")
    base(tmp_path, "extends: [country]\n", id="north")
    base(tmp_path, "extends: [country]\n", id="coast")
    profile(tmp_path, "extends: [north, coast]\n")
    effective = inherited(tmp_path)
    assert decided(tmp_path, "days").profile == "country"
    assert [entry.clause for entry, _ in effective.includes("policy")] == ["extra"]


def test_bases_that_disagree_are_refused_and_both_are_named_with_their_lines(tmp_path: Path) -> None:
    tiny(tmp_path)
    base(tmp_path, "parameters: {days: 10}\n", id="north")
    base(tmp_path, "parameters: {days: 20}\n", id="coast")
    profile(tmp_path, "extends: [north, coast]\n")
    assert told(tmp_path) == (
        'profiles/riverton.yaml:4:18: error: the bases disagree about "days": '
        'north (profiles/north.yaml:3:14) says "10", coast (profiles/coast.yaml:3:14) says "20" [bases-disagree]\n'
        "  hint: set days in the profile itself"
    )


def test_bases_that_disagree_are_no_problem_when_the_profile_decides(tmp_path: Path) -> None:
    tiny(tmp_path)
    base(tmp_path, "parameters: {days: 10}\n", id="north")
    base(tmp_path, "parameters: {days: 20}\n", id="coast")
    profile(tmp_path, "extends: [north, coast]\nparameters: {days: 15}\n")
    assert days(tmp_path)[0] == 15


def test_bases_that_say_the_same_agree(tmp_path: Path) -> None:
    tiny(tmp_path)
    base(tmp_path, "parameters: {uses: [drafting]}\n", id="north")
    base(tmp_path, "parameters: {uses: [drafting]}\n", id="coast")
    profile(tmp_path, "extends: [north, coast]\n")
    assert decided(tmp_path, "uses").value == ["drafting"]


def test_every_disagreement_is_told_at_once_in_the_words_of_the_files(tmp_path: Path) -> None:
    tiny(tmp_path)
    base(tmp_path, "tools: {transcription: true}\ndocuments: {policy: {date: 2027-01-31}}\n", id="north")
    base(tmp_path, "tools: {transcription: false}\ndocuments: {policy: {date: 2027-02-28}}\n", id="coast")
    profile(tmp_path, "extends: [north, coast]\n")
    problems = told(tmp_path)
    assert '"tools.transcription": north (profiles/north.yaml:3:9) says true' in problems
    assert '"policy.date": north (profiles/north.yaml:4:22) says 2027-01-31' in problems


def test_profiles_that_extend_one_another_in_a_circle_are_refused(tmp_path: Path) -> None:
    tiny(tmp_path)
    base(tmp_path, "extends: [region]\n", id="country")
    base(tmp_path, "extends: [country]\n", id="region")
    profile(tmp_path, "extends: [region]\n")
    assert told(tmp_path) == (
        "profiles/country.yaml:3:11: error: the profiles extend one another in a circle: region > country > region "
        "[cycle]\n  hint: remove one extends"
    )


def test_a_profile_that_extends_itself_is_refused(tmp_path: Path) -> None:
    tiny(tmp_path)
    profile(tmp_path, "extends: [riverton]\n")
    assert "in a circle: riverton > riverton" in told(tmp_path)


def test_a_base_that_does_not_exist_is_refused_with_the_nearest(tmp_path: Path) -> None:
    tiny(tmp_path)
    base(tmp_path)
    profile(tmp_path, "extends: [aliance]\n")
    assert told(tmp_path) == (
        'profiles/riverton.yaml:4:11: error: unknown profile "aliance" [unknown-profile]\n'
        '  hint: did you mean "alliance"? the profiles are alliance, riverton'
    )


def test_a_council_cannot_be_extended(tmp_path: Path) -> None:
    tiny(tmp_path)
    profile(tmp_path, id="millbeck")
    profile(tmp_path, "extends: [millbeck]\n")
    assert '"millbeck" is a council, not a base [not-a-base]' in told(tmp_path)


def test_a_base_is_no_council(tmp_path: Path) -> None:
    tiny(tmp_path)
    base(tmp_path)
    assert refused(tmp_path, "alliance").startswith(
        'profiles/alliance.yaml:1:1: error: "alliance" is a base, not a council [base-profile]\n'
    )


def test_what_is_wrong_with_a_base_is_told_where_it_stands(tmp_path: Path) -> None:
    tiny(tmp_path)
    base(tmp_path, "parameters: {dayz: 10}\n")
    profile(tmp_path, "extends: [alliance]\n")
    assert told(tmp_path).startswith('profiles/alliance.yaml:3:14: error: unknown parameter "dayz"')


def test_documents_are_those_of_the_profile_and_its_bases(tmp_path: Path) -> None:
    tiny(tmp_path)
    template(tmp_path, "care", id="strategy")
    base(tmp_path, "documents: {strategy: {}}\n")
    profile(tmp_path, "extends: [alliance]\n")
    assert set(documents_of(library(tmp_path), "riverton")) == {"policy", "strategy"}


def test_a_documents_own_parameters_count_for_that_document_alone(tmp_path: Path) -> None:
    tiny(tmp_path)
    template(tmp_path, "care", id="strategy")
    clause(tmp_path, "care", "Keep it {{ days }} days.\n", parameters="[days]")
    documents = "{policy: {parameters: {days: 7}}, strategy: {}}"
    profile(tmp_path, "parameters: {days: 90}\n", documents=documents)
    assert words(resolved(tmp_path, document="policy")) == ["Keep it 7 days."]
    assert words(resolved(tmp_path, document="strategy")) == ["Keep it 90 days."]


# Inclusions, exclusions and amendments -------------------------------------------------------------------


def with_extra(root: Path) -> None:
    tiny(root)
    clause(root, "extra", level="optional")
    template(root, "care", "extra")


def test_a_councils_exclusion_takes_the_place_of_its_bases_inclusion(tmp_path: Path) -> None:
    with_extra(tmp_path)
    base(tmp_path, "documents: {policy: {include: [extra]}}\n")
    profile(tmp_path, "extends: [alliance]\n")
    assert ids(resolved(tmp_path)) == ["care", "extra"]
    profile(tmp_path, "extends: [alliance]\n", documents="{policy: {exclude: [{clause: extra, reason: Not ours}]}}")
    assert ids(resolved(tmp_path)) == ["care"]


def test_a_councils_inclusion_takes_the_place_of_its_bases_exclusion(tmp_path: Path) -> None:
    with_extra(tmp_path)
    base(tmp_path, "documents: {policy: {exclude: [{clause: extra, reason: Too long}]}}\n")
    profile(tmp_path, "extends: [alliance]\n", documents="{policy: {include: [extra]}}")
    assert ids(resolved(tmp_path)) == ["care", "extra"]


def test_a_councils_reason_for_an_exclusion_takes_the_place_of_its_bases(tmp_path: Path) -> None:
    with_extra(tmp_path)
    base(tmp_path, "documents: {policy: {exclude: [{clause: care, reason: Far}]}}\n")
    profile(tmp_path, "extends: [alliance]\n", documents="{policy: {exclude: [{clause: care, reason: Near}]}}")
    (entry,) = inherited(tmp_path).excludes("policy")
    assert (entry[0].reason, entry[1].profile) == ("Near", "riverton")


AMEND = "documents: {policy: {amend: [{clause: care, place: append, base: 1.0.0, reason: Agreed, text: %s}]}}\n"


def test_a_councils_amendment_takes_the_place_of_its_bases_at_the_same_place(tmp_path: Path) -> None:
    tiny(tmp_path)
    base(tmp_path, AMEND % "Far.")
    profile(tmp_path, "extends: [alliance]\n")
    assert words(resolved(tmp_path)) == ["You must take care.", "Far."]
    near = "{policy: {amend: [{clause: care, place: append, base: 1.0.0, reason: Ours, text: Near.}]}}"
    profile(tmp_path, "extends: [alliance]\n", documents=near)
    assert words(resolved(tmp_path)) == ["You must take care.", "Near."]


def test_a_councils_amendment_of_another_place_stands_beside_its_bases(tmp_path: Path) -> None:
    tiny(tmp_path)
    base(tmp_path, AMEND % "Far.")
    near = "{policy: {amend: [{clause: care, place: before, paragraph: 1, base: 1.0.0, reason: Ours, text: Near.}]}}"
    profile(tmp_path, "extends: [alliance]\n", documents=near)
    assert words(resolved(tmp_path)) == ["Near.", "You must take care.", "Far."]


def test_amendments_of_two_bases_both_count(tmp_path: Path) -> None:
    tiny(tmp_path)
    base(tmp_path, AMEND % "North.", id="north")
    base(tmp_path, AMEND % "Coast.", id="coast")
    profile(tmp_path, "extends: [north, coast]\n")
    assert words(resolved(tmp_path)) == ["You must take care.", "North.", "Coast."]


@pytest.mark.parametrize(("text", "line"), [("text: Beside.", 10), ("text: |\n          Below.", 11)])
def test_the_place_of_an_amendments_text_is_its_first_line(tmp_path: Path, text: str, line: int) -> None:
    tiny(tmp_path)
    (tmp_path / "profiles/riverton.yaml").write_text(
        "id: riverton\ncouncil: {name: Riverton, short_name: Riverton, nation: england, type: district}\n"
        "documents:\n  policy:\n    amend:\n"
        f"      - clause: care\n        place: append\n        base: 1.0.0\n        reason: Asked for\n        {text}\n"
    )
    ((entry, placed),) = inherited(tmp_path).amendments("policy")
    assert isinstance(entry, AmendModel)
    assert placed.text_location.line == line


# Names that stand for more than one thing ----------------------------------------------------------------

KEYS = sorted({*ProfileModel.__dataclass_fields__, *ProfileDocumentModel.__dataclass_fields__, NAMED})
RESERVED = {"depth", "council", *PARAMETER_SECTIONS}


@pytest.mark.parametrize("name", one_in(5, [key for key in KEYS if key not in RESERVED]))
def test_a_parameter_named_like_a_key_of_profiles_takes_nothing_from_it(tmp_path: Path, name: str) -> None:
    declared = f"{{type: text, group: use, question: What?, ask: Anyone, label: {name}, default: d, rationale: Usual.}}"
    tiny(tmp_path)
    reference(tmp_path, parameters=f"{PARAMETERS}  {name}: {declared}\n")
    clause(tmp_path, "care", f"It is {{{{ {name} }}}}.\n", parameters=f"[{name}]")
    said = "based_on: own\nword_shell: word/own.docx\ndepth: full\n"
    document = "owner: Head of Digital, title: Our policy, version: '0.4', status: draft"
    profile(tmp_path, f"{said}parameters: {{{name}: PARAMETER}}\n", documents=f"{{policy: {{{document}}}}}")
    effective = inherited(tmp_path)
    assert effective.based_on == "own"
    assert effective.documents == ("policy",)
    asked = ("word_shell", "depth", "owner", "title", "version", "status", "date")
    given = {key: setting.value for key in asked if (setting := effective.field("policy", key))}
    assert given == {
        "word_shell": "word/own.docx",
        "depth": "full",
        "owner": "Head of Digital",
        "title": "Our policy",
        "version": "0.4",
        "status": "draft",
    }
    assert words(resolved(tmp_path)) == ["It is PARAMETER."]


@pytest.mark.parametrize("name", one_in(5, [key for key in KEYS if key not in RESERVED]))
def test_a_key_of_profiles_is_no_answer_to_a_parameter_of_the_same_name(tmp_path: Path, name: str) -> None:
    declared = f"{{type: text, group: use, question: What?, ask: Anyone, label: {name}, default: d, rationale: Usual.}}"
    tiny(tmp_path)
    reference(tmp_path, parameters=f"{PARAMETERS}  {name}: {declared}\n")
    clause(tmp_path, "care", f"It is {{{{ {name} }}}}.\n", parameters=f"[{name}]")
    said = "based_on: own\nword_shell: word/own.docx\ndepth: full\n"
    document = "owner: Head of Digital, title: Our policy, version: '0.4', status: draft"
    profile(tmp_path, said, documents=f"{{policy: {{{document}}}}}")
    assert words(resolved(tmp_path)) == ["It is d."]
