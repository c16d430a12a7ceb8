"""What was learnt of policies of others: that it was learnt from what is taught, and that it can be learnt again."""

from __future__ import annotations

import json
from functools import cache

import pytest

from policybuilder import api
from policybuilder.adopt.adoption import adopted
from policybuilder.adopt.features import features_of
from policybuilder.adopt.learned import FILE, learned, read_learned
from policybuilder.adopt.old_policy import old_policy
from policybuilder.adopt.stems import Meanings
from policybuilder.library.library import Library
from policybuilder.library.workspace import built_in_root
from policybuilder.readers.old_policy import read_old_policy
from tests.adopt.expected import Expected, read_policy
from tests.adopt.expected import policies as measured
from tests.adopt.taught_policies import TAUGHT, made_of, said_by_the_library, taught

HOW = "run `python -m tests.adopt.learn` (docs/adopting.md)"


@cache
def library() -> Library:
    return api.load(built_in_root())


@cache
def policies() -> list[Expected]:
    return [read_policy(path) for path in sorted(TAUGHT.glob("*.yaml"))]


def test_what_ships_was_learnt_from_what_is_taught() -> None:
    assert learned().made_of == made_of(TAUGHT.glob("*.yaml")), HOW


def test_each_clause_and_each_question_of_a_taught_policy_is_one_of_the_library() -> None:
    known, asked = set(library().clause_files), set(library().reference.parameters)
    for policy in policies():
        assert {clause for said in policy.text for clause in said.allowed} <= known, policy.name
        names = {name for name in policy.decisions if not name.startswith("document.")}
        assert names <= asked, (policy.name, names - asked)


def test_no_taught_policy_is_one_of_the_benchmark() -> None:
    texts = {said.text for policy in policies() for said in policy.text if len(said.text.split()) > 12}
    assert [(each.name, said.text) for each in measured() for said in each.text if said.text in texts] == []


@pytest.mark.rest
def test_the_program_comes_to_the_margins_of_the_machine() -> None:
    pytest.importorskip("sklearn", reason="pip install -e '.[learn]'")
    from tests.adopt.learn import Weights, written

    passages = [passage for policy in policies()[:3] for passage in taught(policy, library())]
    weights = Weights(passages, said_by_the_library(library())[::40])
    kept = read_learned(written(weights, ([0.0] * 3, [0.0] * 2), ""))
    for passage, row in zip(passages, weights.margins(passages), strict=True):
        found = kept.margins(passage.features)
        assert list(found.values()) == pytest.approx(list(row), abs=0.01)
        assert list(found) == weights.clauses


def test_what_speaks_for_a_clause_are_features_that_stand_there() -> None:
    features = features_of("You must not paste names or addresses into a free chatbot.", "", "", Meanings())
    speaking = learned().speaking(features, ["public-tools-prohibited"])["public-tools-prohibited"]
    assert speaking
    assert speaking.keys() <= features


def test_a_clause_is_the_likelier_the_nearer_and_the_further_on_its_side_a_passage_is() -> None:
    known = learned()
    assert known.likelihood(0.2, -0.5) < known.likelihood(0.8, -0.5) < known.likelihood(0.8, 0.0)
    assert known.likelihood(0.2, None) < known.likelihood(0.9, None)


@pytest.mark.long
def test_the_same_is_learnt_again() -> None:
    pytest.importorskip("sklearn", reason="pip install -e '.[learn]'")
    from tests.adopt.learn import learn

    again = json.loads(learn(list(TAUGHT.glob("*.yaml"))))
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    assert again["clauses"] == kept["clauses"]
    # Another release of the machine may round otherwise.
    assert again["judge"] == pytest.approx(kept["judge"], abs=0.05)
    assert again["bases"] == pytest.approx(kept["bases"], abs=0.05)
    assert len(again["features"].keys() ^ kept["features"].keys()) < len(kept["features"]) / 100


@pytest.mark.parametrize(
    ("title", "document"),
    [("Copilot: privacy notice", "privacy-notice"), ("Use of Copilot", "generative-ai-policy")],
)
def test_a_document_is_known_by_words_of_its_title_and_read_where_every_passage_has_the_word_above_it(
    title: str, document: str
) -> None:
    lines = "\n\n".join(f"Copilot helps with {work}." for work in ("letters", "minutes", "tables", "slides"))
    text = f"# {title}\n\n## Copilot\n\n{lines}\n"
    found = adopted(library(), old_policy(read_old_policy(text.encode(), "old.md"), "old.md"))
    assert (found.document == "privacy-notice") == (document == "privacy-notice")
    assert any(each.startswith("notice-") for each in found.titles) == (document == "privacy-notice")
