"""Approval: what is frozen, what is refused, and that nothing is ever half done."""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import resource
import signal
import socket
import time
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from policybuilder.document_json import loads
from policybuilder.errors import PolicyBuilderError
from policybuilder.lifecycle import approve as module
from policybuilder.lifecycle import lock as locks
from policybuilder.lifecycle.lock import locked
from policybuilder.lifecycle.manifests import digest_of
from policybuilder.lifecycle.records import read_records
from policybuilder.lifecycle.verify import verify_document
from policybuilder.writers import own_mark
from tests import workspaces
from tests.lifecycle import story
from tests.some import one_in


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return story.workspace(tmp_path)


def refused(root: Path, *words: object, **more: object) -> list[str]:
    """Return the messages with which an approval is refused, having checked that it left nothing behind."""
    before = sorted(path.name for path in story.folder(root).glob("*")) if story.folder(root).is_dir() else []
    with pytest.raises(PolicyBuilderError) as caught:
        story.approved(root, *words, **more)  # type: ignore[arg-type]
    after = sorted(path.name for path in story.folder(root).glob("*")) if story.folder(root).is_dir() else []
    assert after == before
    return [f"{problem.message} | {problem.hint}" for problem in caught.value.problems]


def test_an_approved_version_holds_every_format_the_sources_and_a_manifest(root: Path) -> None:
    done = story.approved(root, minute="CAB/26/114")
    kept = [
        "manifest.json",
        "policy.body.html",
        "policy.docx",
        "policy.html",
        "policy.json",
        "policy.md",
        "sources.zip",
    ]
    assert sorted(path.name for path in done.folder.iterdir()) == kept
    sources = zipfile.ZipFile(done.folder / "sources.zip")
    names = sorted(sources.namelist())
    assert sources.read("profiles/riverton.yaml") == (root / "profiles/riverton.yaml").read_bytes()
    assert names == [
        "clauses/about/care.md",
        "clauses/about/history.md",
        "clauses/about/keeping.md",
        "clauses/facts.yaml",
        "clauses/frameworks.yaml",
        "clauses/law.yaml",
        "clauses/parameters.yaml",
        "clauses/terms.yaml",
        "profiles/riverton.yaml",
        "templates/policy.yaml",
        "templates/word/policy.docx",
    ]
    manifest = json.loads((done.folder / "manifest.json").read_bytes())
    assert manifest["by"] == "Cabinet"
    assert manifest["minute"] == "CAB/26/114"
    assert manifest["tool"] == story.TOOL
    assert manifest["review"] == "2027-12-08"
    for name, digest in manifest["files"].items():
        assert digest_of((done.folder / name).read_bytes()) == digest


def test_the_documents_say_that_they_are_approved_by_whom_and_when(root: Path) -> None:
    done = story.approved(root, minute="CAB/26/114", effective=date(2027, 1, 1))
    document = loads((done.folder / "policy.json").read_bytes())
    rows = {entry.id: entry.value.text for entry in document.control}
    assert document.stage == "approved"
    assert rows["status"] == "Approved"
    assert rows["version"] == "1.0"
    assert rows["approved_by"] == "Cabinet"
    assert rows["approved_on"] == "8 December 2026"
    assert rows["minute"] == "CAB/26/114"
    assert rows["effective_date"] == "1 January 2027"
    word = zipfile.ZipFile(done.folder / "policy.docx").read("word/document.xml").decode()
    assert "CAB/26/114" in word
    assert "First approved version" in word, "the history in the text comes from the record"


def test_a_pdf_is_kept_only_where_it_is_asked_for_and_without_libreoffice_nothing_is(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    (said,) = refused(root, also=("pdf",))
    assert said.startswith("LibreOffice is not on this machine, and a PDF is made by it")
    assert "policy.pdf" not in story.approved(root).record.files


@pytest.mark.long
@pytest.mark.office
def test_a_pdf_is_frozen_with_a_version_and_proved_with_it(root: Path) -> None:
    done = story.approved(root, also=("pdf",))
    content = (root / "output/riverton/policy/1.0/policy.pdf").read_bytes()
    assert done.record.files["policy.pdf"] == digest_of(content)
    assert own_mark.is_as_built(content, ".pdf")


def test_the_same_approval_gives_the_same_bytes(tmp_path: Path) -> None:
    first = story.approved(story.workspace(tmp_path / "a"))
    second = story.approved(story.workspace(tmp_path / "b"))
    assert first.record == second.record


def test_unconfirmed_values_stop_an_approval(root: Path) -> None:
    story.decide(root, "")
    hint = "Whom may staff ask? Ask: Head of Digital. Write contact: under parameters:"
    assert refused(root) == [f'"contact" is still to be confirmed | {hint}']


def test_problems_in_the_library_stop_an_approval(root: Path) -> None:
    workspaces.clause(root, "broken", "You must ask {{ nobody }}.\n")
    assert any("nobody" in message for message in refused(root))


@pytest.mark.parametrize(
    ("version", "message"),
    [
        ("0.9", "the first approved version is 1.0, not 0.9"),
        ("1.1", "not 1.1"),
        ("2", "not a version"),
        ("1.0.0", "not a v"),
    ],
)
def test_the_first_version_is_1_0(root: Path, version: str, message: str) -> None:
    assert message in refused(root, version)[0]


def test_an_approved_version_is_never_written_again(root: Path) -> None:
    story.approved(root)
    assert "approved versions are never written again; the next is 1.1" in refused(root)[0]


@pytest.mark.parametrize(
    ("day", "message"),
    [(date(2027, 1, 5), "in the future"), (date(2026, 11, 30), "before the draft (2026-12-01)")],
)
def test_a_date_in_the_future_or_before_the_draft_is_refused(root: Path, day: date, message: str) -> None:
    assert message in refused(root, day=day)[0]


def test_a_date_before_the_version_before_is_refused(root: Path) -> None:
    story.approved(root, day=date(2026, 12, 10))
    assert "before that of version 1.0 (2026-12-10)" in refused(root, "1.1", day=date(2026, 12, 9))[0]


def test_a_minor_change_is_1_1_and_may_be_called_2_0(root: Path) -> None:
    story.approved(root)
    workspaces.clause(root, "care", "You must take care. AI can be wrong.\n")
    done = story.approved(root, "1.1", by="Head of Digital")
    assert (done.record.kind, done.record.previous) == ("minor", "1.0")
    assert "AI can be wrong" in done.record.summary
    workspaces.clause(root, "care", "You must take great care. AI can be wrong.\n")
    assert story.approved(root, "2.0").record.kind == "major"


@pytest.mark.parametrize(("new", "counted"), [(4, ""), (5, "; and 2 more changes")])
def test_a_history_counts_changes_only_where_there_are_several_more_than_it_names(
    root: Path, new: int, counted: str
) -> None:
    story.approved(root)
    for number in range(new):
        workspaces.clause(root, f"rule-{number}", f"You must keep rule {number}.\n")
    rules = [f"rule-{number}" for number in range(new)]
    workspaces.template(root, "care", "keeping", "agents", "history", *rules)
    summary = story.approved(root, "2.0", dry_run=True).record.summary
    assert summary.count("(added)") == 4 - bool(counted)
    assert summary.endswith(f"(added){counted}")


def test_a_weakened_must_cannot_be_a_minor_version_whatever_the_reason(root: Path) -> None:
    story.approved(root)
    workspaces.clause(root, "care", "You should take care.\n")
    for more in ({}, {"minor_because": "We think so"}):
        (message,) = refused(root, "1.1", **more)
        assert '"must" became "should"' in message
        assert message.endswith("approve it as 2.0 (Cabinet decides)")


def test_a_judgement_may_be_overruled_and_the_record_says_so(root: Path) -> None:
    story.approved(root)
    story.decide(root, "parameters: {contact: the AI team, days: 14}\n")
    (message,) = refused(root, "1.1")
    assert "a limit in a rule changed" in message
    assert "--minor-because" in message
    record = story.approved(root, "1.1", minor_because="Shorter protects people more").record
    assert record.overruled is not None
    assert (record.overruled.weight, record.overruled.reason) == ("major", "Shorter protects people more")


def test_a_review_date_on_the_day_of_the_approval_is_no_next_review(root: Path) -> None:
    """The profile's date must still be to come: else the next review follows from the months between reviews."""
    for day, expected in ((date(2026, 12, 8), "2027-12-08"), (date(2026, 12, 9), "2026-12-09")):
        story.decide(
            root, documents=story.DOCUMENTS.replace("date: 2026-12-01", f"date: 2026-12-01, review_date: {day}")
        )
        assert story.approved(root, dry_run=True).record.review == expected


def test_a_number_that_leaves_one_out_is_refused(root: Path) -> None:
    story.approved(root)
    assert "after 1.0 comes 1.1 or 2.0, not 1.2" in refused(root, "1.2")[0]


def test_a_review_without_changes_is_a_version_too(root: Path) -> None:
    story.approved(root)
    record = story.approved(root, "1.1").record
    assert (record.kind, record.summary) == ("editorial", "Reviewed; no change to the rules")


def test_a_conflicted_copy_stops_an_approval_and_is_named(root: Path) -> None:
    story.approved(root)
    (story.folder(root) / "1.0 (conflicted copy)").mkdir()
    (message,) = refused(root, "1.1")
    assert '"1.0 (conflicted copy)" is not a version' in message


def test_a_full_disk_leaves_nothing_behind(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert "No space left on device" in refused(root)[0]


# Two people, and a kill ----------------------------------------------------------------------------------


def _approve_slowly(root: Path, ready: str) -> None:
    original = module.put_in_place

    def slowly(folder: Path, version: str, files: dict[str, bytes]) -> None:
        temporary = folder / ".policybuilder-1.0-half"
        temporary.mkdir()
        (temporary / "policy.md").write_text("half")
        Path(ready).touch()
        time.sleep(30)
        original(folder, version, files)

    module.put_in_place = slowly
    story.approved(root)


def _started(root: Path, tmp_path: Path) -> multiprocessing.Process:
    """Start an approval in another process, and return it when it is in the middle of writing."""
    ready = tmp_path / "ready"
    process = multiprocessing.get_context("fork").Process(target=_approve_slowly, args=(root, str(ready)))
    process.start()
    deadline = time.monotonic() + 20
    while not ready.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert ready.exists()
    return process


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_two_people_cannot_approve_at_once_and_a_kill_leaves_no_half_version(root: Path, tmp_path: Path) -> None:
    process = _started(root, tmp_path)
    try:
        with pytest.raises(PolicyBuilderError) as caught:
            story.approved(root)
        (problem,) = caught.value.problems
        assert problem.code == "locked"
        assert "is being approved on" in problem.message
        assert "delete output/riverton/policy/.approving" in problem.hint
    finally:
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join()
    assert not (story.folder(root) / "1.0").exists()
    assert read_records(root, "riverton", "policy").versions == ()
    story.approved(root)
    assert sorted(path.name for path in story.folder(root).iterdir()) == ["1.0", "last.json"]
    assert verify_document(root, "riverton", "policy").problems == ()


def test_a_lock_of_another_computer_is_not_taken_over(root: Path) -> None:
    story.folder(root).mkdir(parents=True)
    lock = story.folder(root) / ".approving"
    lock.write_text('{"computer": "another", "pid": 1, "since": "2026-12-20T09:00"}')
    (message,) = refused(root)
    assert "is being approved on another since 2026-12-20T09:00" in message
    lock.unlink()
    story.approved(root)


@pytest.mark.parametrize(
    "content",
    one_in(
        4,
        [
            "",
            "\0",
            "{",
            "[" * 100_000,
            "[]",
            "7",
            '{"pid": 1}',
            '{"computer": 7, "pid": 1}',
            '{"computer": "a", "pid": "1"}',
        ],
    ),
)
def test_a_lock_that_is_empty_or_damaged_is_none(root: Path, content: str) -> None:
    story.folder(root).mkdir(parents=True)
    (story.folder(root) / ".approving").write_text(content)
    story.approved(root)
    assert sorted(path.name for path in story.folder(root).iterdir()) == ["1.0", "last.json"]


@pytest.mark.parametrize("pid", [0, -1, 10**30])
def test_a_lock_of_no_possible_process_of_this_computer_is_none(root: Path, pid: int) -> None:
    story.folder(root).mkdir(parents=True)
    lock = {"computer": socket.gethostname(), "pid": pid, "since": "2026-12-20T09:00"}
    (story.folder(root) / ".approving").write_text(json.dumps(lock))
    story.approved(root)


def _take_it_over(folder: Path, thinking: float, held: Any) -> None:
    """Take a lock over in a process of its own that thinks for some seconds once it has judged what is there."""
    judge = locks._left_behind

    def judged(path: Path) -> bool:
        found = judge(path)
        time.sleep(thinking)
        return found

    locks._left_behind = judged
    with contextlib.suppress(PolicyBuilderError), locked(folder, "output/riverton/policy", story.NOW):
        held.put(thinking)
        time.sleep(0.6)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_only_one_takes_over_a_lock_that_was_left_behind_when_two_saw_it(root: Path) -> None:
    folder = story.folder(root)
    folder.mkdir(parents=True)
    (folder / ".approving").write_text("")
    fork = multiprocessing.get_context("fork")
    held = fork.Queue()
    both = [fork.Process(target=_take_it_over, args=(folder, thinking, held)) for thinking in (0.3, 0.05)]
    for process in both:
        process.start()
    for process in both:
        process.join()
    assert held.get(timeout=5) in (0.3, 0.05)
    assert held.empty()
    assert not (folder / ".approving").exists()


def test_a_lock_that_became_anothers_stays_theirs(root: Path) -> None:
    theirs = '{"computer": "another", "pid": 1, "since": "2026-12-20T09:00"}'
    with locked(story.folder(root), "output/riverton/policy", story.NOW):
        (story.folder(root) / ".approving").write_text(theirs)
    assert (story.folder(root) / ".approving").read_text() == theirs


@pytest.mark.timeout(60)
def test_a_pipe_link_or_folder_in_place_of_the_lock_is_refused_at_once_and_left(root: Path) -> None:
    story.folder(root).mkdir(parents=True)
    lock = story.folder(root) / ".approving"
    for make in (lambda: os.mkfifo(lock), lambda: lock.symlink_to("/dev/null"), lambda: lock.mkdir()):
        make()
        (message,) = refused(root)
        assert "where a file says who is approving" in message
        assert lock.is_symlink() or lock.exists()
        lock.rmdir() if lock.is_dir() and not lock.is_symlink() else lock.unlink()
    story.approved(root)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_lock_that_cannot_be_written_leaves_none_behind(root: Path) -> None:
    story.folder(root).mkdir(parents=True)

    def on_a_full_disk() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        with contextlib.suppress(PolicyBuilderError), locked(story.folder(root), "output/riverton/policy", story.NOW):
            os._exit(1)
        os._exit(0)

    process = multiprocessing.get_context("fork").Process(target=on_a_full_disk)
    process.start()
    process.join()
    assert process.exitcode == 0
    assert list(story.folder(root).iterdir()) == []
    story.approved(root)


# Law that was signed off ----------------------------------------------------------------------------------


def test_the_manifest_lists_who_read_which_law_and_when(root: Path) -> None:
    done = story.approved(root)
    manifest = json.loads((done.folder / "manifest.json").read_bytes())
    assert manifest["law_checked"] == [
        {
            "id": "foia",
            "title": "Freedom of Information Act 2000",
            "role": "Head of Legal",
            "date": "2024-12-03",
            "read": "The Act at legislation.gov.uk",
            "note": story.NOTE,
            "profile": "riverton",
            "illustrative": "false",
        }
    ]
    assert "1 statement of law checked by the Head of Legal, 3 December 2024" in (done.folder / "policy.md").read_text()


def test_a_sign_off_that_came_or_went_is_part_of_the_record_and_no_change_to_the_rules(root: Path) -> None:
    story.approved(root)
    profile = root / "profiles/riverton.yaml"
    profile.write_text(profile.read_text().replace("Head of Legal", "Council Solicitor"))
    done = story.approved(root, "1.1", day=date(2026, 12, 9))
    assert done.comparison is not None
    assert {change.deciding.rule for change in done.comparison.every} == {"record"}
    assert (done.record.kind, done.record.summary) == ("editorial", "Reviewed; no change to the rules")


def test_nothing_is_approved_while_a_statement_of_law_is_unchecked(root: Path) -> None:
    story.decide(root)
    profile = root / "profiles/riverton.yaml"
    profile.write_text(profile.read_text().replace(story.NOTE, "0" * 12))
    (message,) = refused(root)
    assert 'the sign-off of "foia" (the Head of Legal, 3 December 2024) has lapsed' in message


def test_nothing_is_approved_on_a_sign_off_that_is_dated_in_the_future(root: Path) -> None:
    profile = root / "profiles/riverton.yaml"
    profile.write_text(profile.read_text().replace("date: 2024-12-03", "date: 2026-12-21"))
    (message,) = refused(root)
    assert message.startswith('the sign-off of "foia" is dated 21 December 2026 | today is 20 December 2026; ')


def test_nothing_is_approved_while_it_is_not_known_which_paragraph_the_council_amended(tmp_path: Path) -> None:
    root = story.workspace(tmp_path)
    body = "{% if tools.transcription %}\nRecord it.\n\n{% endif %}\nKeep it.\n\nDo not decide by AI.\n"
    workspaces.clause(root, "care", body, parameters="[tools.transcription]")
    amend = "[{clause: care, place: replace, paragraph: 2, base: 1.0.0, reason: Asked for, text: Own.}]"
    story.decide(root, documents=story.DOCUMENTS.replace("{owner", f"{{amend: {amend}, owner"))
    with pytest.raises(PolicyBuilderError, match="paragraph 2 may not be the one") as caught:
        story.approved(root)
    assert [problem.code for problem in caught.value.problems] == ["amendment-anchor"]
    assert not (story.folder(root) / "1.0").exists()


@pytest.mark.rest
def test_a_version_that_refers_to_a_policy_which_nobody_approves_needs_it_beside_it_or_a_reason(root: Path) -> None:
    sections = "[{id: rules, title: The rules, clauses: [{clause: care, rule_in: guide}, where, keeping, history]}]"
    rows = "{% for row in document_elsewhere %}\n- {{ row.headings }}\n{% endfor %}\n- the code of conduct\n"
    workspaces.clause(root, "where", rows)
    workspaces.template(root, sections=sections)
    workspaces.template(root, "care", id="guide")
    one = "{owner: Head of Digital, approver: Cabinet, date: 2026-12-01}"
    story.decide(
        root, documents=f"{{policy: {one}, guide: {{owner: Head of Digital, approver: Cabinet, title: Guide}}}}"
    )
    for dry_run in (True, False):
        (told,) = refused(root, dry_run=dry_run)
        assert told.startswith("it refers to the Guide (guide) for rules, which has neither an approved version nor a")
        assert '--apart-because "…"' in told
    apart = story.approved(root, dry_run=True, apart_because="The old guide stands")
    assert apart.record.apart == "The old guide stands"
    paper = root / "output/riverton/guide/paper"
    paper.mkdir(parents=True)
    (paper / "guide.docx").write_bytes(b"before the meeting")
    assert story.approved(root, dry_run=True).record.apart == ""
    (told,) = refused(root, apart_because="No need")
    assert told.startswith("it refers to no policy that nobody has approved")
    assert b"apart" not in (story.approved(root).folder / "manifest.json").read_bytes()
