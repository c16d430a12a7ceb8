"""Long work is done beside the page: it can be left, come back to by its address, and says how it ended."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from policybuilder.errors import Location, PolicyBuilderError, fail
from policybuilder.web.desk import Desk
from policybuilder.web.work import Work, Works
from tests import workspaces
from tests.web.visitor import Visitor, opened, words


def desk_of(visitor: Visitor) -> Desk:
    """Return the desk of a visitor's page."""
    found = visitor.client.application.config["DESK"]
    assert isinstance(found, Desk)
    return found


def test_a_build_has_an_address_that_says_what_came_of_it(visitor: Visitor) -> None:
    answer = visitor.send("/c/riverton/documents/", **{"for": "draft"})
    assert answer.status_code == 303
    at = answer.headers["Location"]
    shown = visitor.text(at)
    assert "The drafts are ready" in shown
    assert "Written" in shown
    assert visitor.text(at) == shown
    assert "Word" in visitor.text("/c/riverton/documents/")


def test_a_draft_that_somebody_edited_is_named_with_the_way_to_take_it_back(visitor: Visitor, root: Path) -> None:
    visitor.text(visitor.send("/c/riverton/documents/", **{"for": "draft"}).headers["Location"])
    file = root / "output/riverton/policy/draft/policy.md"
    file.write_text(file.read_text(encoding="utf-8") + "Mine.\n", encoding="utf-8")
    shown = visitor.text(visitor.send("/c/riverton/documents/", **{"for": "draft"}).headers["Location"])
    assert "Not everything could be made" in shown
    assert "policy.md" in shown
    assert "Take the changes into the profile" in shown


def test_a_paper_that_cannot_be_made_says_what_is_in_the_way(visitor: Visitor, root: Path) -> None:
    workspaces.clause(root, "care", "Ask {{ contact }}.\n", parameters="[contact]")
    shown = visitor.text(visitor.send("/c/riverton/documents/", **{"for": "committee"}).headers["Location"])
    assert "Not everything could be made" in shown
    assert "What is in the way" in shown
    assert "Error:" not in shown  # the form was right; the profile is not ready


def test_every_council_is_built_from_the_first_screen_and_one_that_cannot_be_read_stops_none(
    visitor: Visitor, root: Path
) -> None:
    profile = (root / "profiles/riverton.yaml").read_text(encoding="utf-8")
    workspaces.write(root, "profiles/second.yaml", profile.replace("id: riverton", "id: second"))
    workspaces.write(root, "profiles/broken.yaml", "id: broken\ncouncil: {name: \n")
    shown = visitor.text(visitor.send("/build", "/").headers["Location"])
    assert "riverton" in shown
    assert "second" in shown
    assert "profiles/broken.yaml" in shown
    assert (root / "output/second/policy/draft/policy.docx").is_file()


def test_while_it_is_under_way_its_screen_says_how_far_it_is_and_others_lead_to_it(visitor: Visitor) -> None:
    go_on = threading.Event()

    def job(work: Work) -> str:
        with work.parts(3) as step:
            step("riverton")
            go_on.wait(10)
        return ""

    works = desk_of(visitor).works
    work = works.begin(("build", "draft"), "Building", lambda code: f"/built/{code}", job)
    shown = words(visitor.get(work.address).text)
    assert "1 of 3 done, last: riverton" in shown
    assert "You can leave this page" in shown
    assert f'href="{work.address}"' in visitor.get("/c/riverton/").text
    assert "Building : 1 of 3 done" in visitor.text("/")
    again = works.begin(("build", "draft"), "Building", lambda code: f"/built/{code}", job)
    assert again is work  # another tab is led to the one under way
    go_on.set()
    assert work.ends_within(10)
    assert "Building" not in visitor.text("/")


def test_what_stopped_a_work_is_told_wherever_it_is_asked_for() -> None:
    def job(_: Work) -> None:
        raise fail(Location("here"), "no", "no")

    work = Works().begin(("build",), "Building", str, job)
    assert work.ends_within(10)
    for _ in range(2):
        with pytest.raises(PolicyBuilderError, match="no"):
            work.came()


def test_one_of_a_kind_waits_for_the_other_and_only_the_last_are_remembered() -> None:
    works, go_on, order = Works(), threading.Event(), list[int]()
    first = works.begin(("build", "a"), "First", str, lambda _: (go_on.wait(10), order.append(1)))
    second = works.begin(("build", "b"), "Second", str, lambda _: order.append(2))
    assert "waits until other work" in second.words
    go_on.set()
    assert second.ends_within(10)
    assert order == [1, 2]
    later = [works.begin(("build", str(number)), "More", str, lambda _: None) for number in range(30)]
    assert all(each.ends_within(10) for each in later)
    assert works.find(first.code) is None
    assert works.find(later[-1].code) is later[-1]


def test_the_same_question_is_worked_out_once_until_the_files_change() -> None:
    works, counted = Works(), list[int]()
    for edition in (1, 1, 2):
        work = works.work(("compare", "a", "b"), edition, "Comparing", "/x", lambda _: counted.append(1))
        assert work.ends_within(10)
    assert len(counted) == 2


def test_a_build_of_before_the_last_start_is_said_to_be_forgotten(root: Path) -> None:
    visitor = opened(root)
    answer = visitor.get("/c/riverton/documents/built/0123456789abcdef")
    assert answer.status_code == 410
    assert "What it made lies in the documents" in words(answer.text)
