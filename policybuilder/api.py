"""The Python door: a function for each command, with the command's words, that returns values and prints nothing.

    from policybuilder import api

    library = api.load("my-workspace")
    for found in api.explain(library, "riverton", "6.2"):
        print(found.place, found.state)

The values are frozen dataclasses; each has `as_json()`, or is a tuple of such, and `as_json.as_json` takes either. What
goes wrong is raised as `policybuilder.errors.PolicyBuilderError`, which holds every problem with its place. Nothing is
written but by `build`, `approve`, `withdraw` and `new_profile`, and none of these asks anybody anything. A function
takes the library that `load` returns, or, where only output/ is read or most runs read nothing, the workspace's folder.

The functions are here and not in `policybuilder` itself because `policybuilder.compare` is the package of that name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from policybuilder.checks.rule import Rule
    from policybuilder.checks.search import Hits
    from policybuilder.compare import Comparison
    from policybuilder.compare.councils import Councils
    from policybuilder.coverage import Coverage
    from policybuilder.document import Document
    from policybuilder.errors import Problem
    from policybuilder.library.council_search import Found
    from policybuilder.library.councils import RegisteredCouncil
    from policybuilder.library.library import Library
    from policybuilder.library.listing import Clauses, KnownLaw, Listed
    from policybuilder.library.parameters import Parameter
    from policybuilder.lifecycle.approve import Approved
    from policybuilder.lifecycle.doctor import Finding
    from policybuilder.lifecycle.history import History
    from policybuilder.lifecycle.new_profile import Started
    from policybuilder.lifecycle.receipts import Receipt
    from policybuilder.lifecycle.review import Reviews
    from policybuilder.lifecycle.run import Outcome, Progress
    from policybuilder.lifecycle.shells import CheckedShell, PreparedShell
    from policybuilder.lifecycle.verify import Verified
    from policybuilder.lifecycle.withdraw import Withdrawn
    from policybuilder.redline.result import Redline, Verdict
    from policybuilder.resolution.explain import Explained
    from policybuilder.resolution.relied_on import ReliedOn

# The work is imported where it is used: neither `policybuilder --help` nor a program's start should wait for it.


# A new profile -------------------------------------------------------------------------------------------


def look_up_council(library: Library, words: str, *, today: date | None = None) -> Found:
    """Return what the words for a council stand for: the one meant, those it may be, or what became of it."""
    from policybuilder.library.council_search import look_up
    from policybuilder.library.councils import load_register

    return look_up(words, load_register(library.workspace, library.reference.facts, today or date.today()))


def council(
    library: Library, name: str, type: str = "", nation: str = "", *, today: date | None = None
) -> RegisteredCouncil:
    """Return the council of a name, id or register code; with a `type`, a body that the register does not hold.

    Nothing is taken on a guess: PolicyBuilderError is raised for a name that may be several councils or none, with what
    it stands for instead, and for an unknown type or a nation that has none of it.
    """
    from policybuilder.library.council_search import find_council
    from policybuilder.library.councils import load_register, unregistered

    if type:
        return unregistered(name, type, nation, library.reference.facts)
    return find_council(name, load_register(library.workspace, library.reference.facts, today or date.today()))


def questions(library: Library, documents: Iterable[str] = ()) -> tuple[Parameter, ...]:
    """Return what some documents ask of a council, what must be answered first; of all, but no variants, without any.

    Raises PolicyBuilderError for an unknown document.
    """
    from policybuilder.library.new_profile import questions as questions_of
    from policybuilder.lifecycle.new_profile import chosen_documents

    return questions_of(library, chosen_documents(library, documents))


def new_profile(
    workspace: str | Path | None,
    council: RegisteredCouncil,
    *,
    profile: str = "",
    depth: str = "standard",
    documents: Iterable[str] = (),
    answers: Mapping[str, Any] = MappingProxyType({}),
    kept: Mapping[str, Any] = MappingProxyType({}),
    owners: Mapping[str, str] = MappingProxyType({}),
    approvers: Mapping[str, str] = MappingProxyType({}),
) -> Started:
    """Write the profile of a council, with every open decision as a question, and return its file and what is open.

    Where the folder is no workspace yet, it becomes one. `profile` is the id, the council's unless given. `answers` and
    the defaults that were looked at and `kept` are values by parameter; `owners` and `approvers` are by document.

    Raises PolicyBuilderError, with nothing written, for an id that no profile can have or one has already, for an
    unknown document, and for answers with which the profile could not be read.
    """
    from policybuilder.library.new_profile import NewProfile, known_answers
    from policybuilder.lifecycle.new_profile import chosen_documents, free_path, open_start, write_profile

    root, library = open_start(None if workspace is None else Path(workspace))
    id = profile or council.id
    free_path(root, id, f"profiles/{id}.yaml")
    given = {**known_answers(library, council), **answers}
    chosen = chosen_documents(library, documents)
    return write_profile(root, library, NewProfile(id, council, depth, chosen, (), given, owners, approvers, kept))


# A workspace and its documents ---------------------------------------------------------------------------


def load(workspace: str | Path | None = None, *, or_built_in: bool = False) -> Library:
    """Return the library of a workspace folder; of the nearest one here or above when none is named.

    `or_built_in` gives the built-in library where no folder is named and none is found. Raises PolicyBuilderError when
    there is no workspace, or when its reference files have problems.
    """
    from policybuilder.errors import PolicyBuilderError
    from policybuilder.library.library import open_library
    from policybuilder.library.workspace import built_in_workspace, open_workspace

    try:
        found = open_workspace(None if workspace is None else Path(workspace))
    except PolicyBuilderError:
        if workspace is not None or not or_built_in:
            raise
        found = built_in_workspace()
    return open_library(found)


def resolve(library: Library, profile: str, document: str, *, final: bool = False) -> Document:
    """Return a council's document, complete and numbered, with the provenance of every clause.

    `profile` and `document` are ids. Raises PolicyBuilderError with every problem that stands in the way, and for a
    `final` document with every value that is still to be confirmed.
    """
    from policybuilder.resolution import resolve as resolve_document

    return resolve_document(library, profile, document, final=final)


def write(document: Document, format: str, library: Library | None = None) -> bytes:
    """Return a document as a file: "word" (.docx), "markdown", "html" (a page), "html-body" or "json".

    The Word shell is looked up in `library`, or in the built-in library when none is given. Raises PolicyBuilderError
    for a shell that is missing or lacks something, and ValueError for an unknown format.
    """
    from policybuilder.errors import Location
    from policybuilder.library.workspace import built_in_workspace
    from policybuilder.writers import WRITERS

    if format not in WRITERS:
        raise ValueError(f"unknown format {format!r}; the formats are {', '.join(WRITERS)}")
    shell = b""
    if format == "word":
        workspace = library.workspace if library else built_in_workspace()
        shell = workspace.named_file(document.shell, Location(document.profile), "templates").content()
    return WRITERS[format].write(document, shell)


def build(
    workspace: str | Path | None = None,
    profiles: Iterable[str] = (),
    *,
    document: str = "",
    formats: Collection[str] = (),
    for_committee: bool = False,
    write: bool = True,
    set_aside: bool = False,
    jobs: int = 0,
    progress: Progress | None = None,
) -> Outcome:
    """Build documents into output/ of a workspace, and return what came of each profile, every problem among it.

    Without `profiles`, every council's; without `document`, all of each. `formats` are "word", "markdown", "html" and
    "json"; the first three without any. `for_committee` makes papers in place of drafts. Without `write` nothing is
    written, and `Outcome.stale` says whether a file would change. `set_aside` moves files that somebody edited out of
    the way. `jobs` is how many processes work at once, 0 chooses; `progress` is told how far the work is.

    Raises PolicyBuilderError when the
    workspace or its library cannot be read, and for a profile that is not there.
    """
    from policybuilder.library.workspace import open_workspace
    from policybuilder.lifecycle.build import DEFAULT_FORMATS, FORMATS, Order
    from policybuilder.lifecycle.put import Making
    from policybuilder.lifecycle.run import build_workspace
    from policybuilder.version import VERSION

    found = open_workspace(None if workspace is None else Path(workspace))
    chosen = tuple(name for name in FORMATS if name in (formats or DEFAULT_FORMATS))
    paper = Making(datetime.now().astimezone(), VERSION) if for_committee else None
    order = Order(document, chosen, paper, write=write, set_aside=set_aside)
    return build_workspace(found, tuple(profiles), order, jobs, progress)


# What is wrong, and why ----------------------------------------------------------------------------------


def check(
    library: Library, profiles: Iterable[str] = (), *, rules: Collection[str] = (), today: date | None = None
) -> tuple[Problem, ...]:
    """Return every problem of a library, its templates and its profiles (or only those named), in reading order.

    `rules` are the ids of the rules whose findings alone are wanted. After `today`, where it is given, nothing can have
    been signed off yet.
    """
    from policybuilder.checks import check as check_library

    return check_library(library, profiles, rules, today)


def named_rules(names: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of rules as `check` takes them. Raises PolicyBuilderError, with the nearest, for an unknown."""
    from policybuilder.checks import named_rules as ids_of

    return ids_of(names)


def rules() -> tuple[Rule, ...]:
    """Return the rules by which texts, profiles and documents are looked at."""
    from policybuilder.checks.rules import RULES

    return tuple(RULES)


def check_file(
    file: str | Path, workspace: str | Path | None = None, *, rules: Collection[str] = ()
) -> tuple[Problem, ...]:
    """Return what is out of date or hard to read in an existing policy, a Word or Markdown file, wherever it lies.

    The word lists are those of the workspace, or of the nearest one here or above, or else the built-in ones. Raises
    PolicyBuilderError when what is named is no workspace; what keeps the file from being read is among the problems.
    """
    from policybuilder.checks.existing import check_file as check_policy
    from policybuilder.library.workspace import built_in_workspace, find_root, open_workspace

    here = find_root(Path.cwd()) if workspace is None else Path(workspace)
    return check_policy(Path(file), open_workspace(here) if here else built_in_workspace(), rules)


def explain(library: Library, profile: str, clause: str, document: str = "") -> tuple[Explained, ...]:
    """Return why a clause is in a council's documents or not, once for each document in which it is meant.

    `clause` is its id, its number or heading in the policy, or some of its words as printed. Raises PolicyBuilderError,
    with what is near, when that fits nothing or several clauses, and when the profile or a document of it is wrong.
    """
    from policybuilder.resolution.explain import explain as explain_clause

    return explain_clause(library, profile, clause, document)


def search(library: Library, words: Sequence[str], profile: str = "") -> Hits:
    """Return the clauses whose id, title or text holds all the words; of a council's documents where one is named.

    Raises PolicyBuilderError when the profile or a document of it is wrong.
    """
    from policybuilder.checks.search import search as search_clauses

    return search_clauses(library, words, profile)


def clauses(library: Library, document: str = "") -> Clauses:
    """Return the clauses of the library, or of a document in its order, and what keeps others from being read.

    Raises PolicyBuilderError for an unknown document.
    """
    from policybuilder.library.listing import clauses as listed

    return listed(library, document)


def clause(library: Library, id: str) -> Listed:
    """Return a clause with its paragraphs. Raises PolicyBuilderError, with the nearest, for an unknown or wrong one."""
    from policybuilder.library.listing import Listed

    return Listed(library.clause(id))


def parameters(library: Library) -> tuple[Parameter, ...]:
    """Return every decision that a council can make, in declared order."""
    return tuple(library.reference.parameters.values())


def parameter(library: Library, name: str) -> Parameter:
    """Return a decision by its name. Raises PolicyBuilderError, with the nearest offered, for an unknown one."""
    from policybuilder.library.listing import parameter as named

    return named(library, name)


def law(library: Library) -> tuple[KnownLaw, ...]:
    """Return every statement of law of the library, and whether it was read at its source."""
    from policybuilder.library.listing import law as known_law

    return known_law(library)


def relied_on(library: Library, profile: str, document: str = "") -> tuple[ReliedOn, ...]:
    """Return the statements of law that a council's documents rest on, where, and how far each is checked.

    Raises PolicyBuilderError when the profile or a document of it is wrong.
    """
    from policybuilder.resolution.relied_on import relied_on as relied_on_law

    return relied_on_law(library, profile, document)


def cover(library: Library, profile: str, frameworks: Sequence[str] = ()) -> Coverage:
    """Return which items of some frameworks a council's documents answer, in which clauses; of all without any named.

    Raises PolicyBuilderError for an unknown framework, for a council without documents, and for what is wrong with the
    profile, a clause or a document.
    """
    from policybuilder.coverage import cover as cover_frameworks
    from policybuilder.lifecycle.recorded_library import with_records

    return cover_frameworks(library, profile, frameworks, lambda document: with_records(library, profile, document))


# Versions ------------------------------------------------------------------------------------------------


def approve(
    library: Library,
    profile: str,
    document: str,
    *,
    version: str = "",
    by: str = "",
    date: date | None = None,
    minute: str = "",
    effective: date | None = None,
    review: date | None = None,
    summary: str = "",
    minor_because: str = "",
    since_paper: str = "",
    no_paper: str = "",
    dry_run: bool = False,
    now: datetime | None = None,
) -> Approved:
    """Freeze a document as an approved version and return what was recorded, and what changed since the one before.

    The words are those of the command's options. A dry run returns, or raises, the same and writes nothing; it needs
    no version and nobody who approves. `now` is the moment, of the clock unless given.

    Raises PolicyBuilderError, with nothing written, as `lifecycle.approve.approve` does.
    """
    from policybuilder.lifecycle.approve import Approval
    from policybuilder.lifecycle.approve import approve as approve_document
    from policybuilder.version import VERSION

    moment = now or datetime.now().astimezone()
    approval = Approval(
        version,
        by.strip(),
        date or moment.date(),
        minute,
        effective,
        review,
        summary.strip(),
        minor_because.strip(),
        since_paper.strip(),
        no_paper.strip(),
    )
    return approve_document(library, profile, document, approval, moment, VERSION, dry_run=dry_run)


def withdraw(
    workspace: str | Path | None,
    profile: str,
    document: str,
    version: str,
    *,
    by: str,
    date: date,
    reason: str,
    minute: str = "",
    dry_run: bool = False,
    now: datetime | None = None,
) -> Withdrawn:
    """Record that an approved version is withdrawn, and return the record and the version that stands now.

    A dry run returns, or raises, the same and writes nothing. Raises PolicyBuilderError, with nothing written, as
    `lifecycle.withdraw.withdraw` does.
    """
    from policybuilder.lifecycle.withdraw import Withdrawing
    from policybuilder.lifecycle.withdraw import withdraw as withdraw_version
    from policybuilder.version import VERSION

    given = Withdrawing(version, by.strip(), date, reason.strip(), minute.strip())
    moment = now or datetime.now().astimezone()
    return withdraw_version(_root(workspace), profile, document, given, moment, VERSION, dry_run=dry_run)


def history(workspace: str | Path | None, profile: str, document: str = "") -> History:
    """Return the approved versions of a council's documents, or of one, with what each is today.

    Raises PolicyBuilderError, with the nearest offered, where there are none.
    """
    from policybuilder.lifecycle.history import history as read_history

    return read_history(_root(workspace), profile, document)


def verify(
    workspace: str | Path | None = None, profile: str = "", document: str = "", *, receipt: str | Path = ""
) -> tuple[Verified, ...]:
    """Return, for each document with approved versions, whether they are what was approved: its problems say.

    All of them, or those of a profile, or one document. `receipt` is the file of a receipt, or a receipt's number, to
    hold them against. Raises PolicyBuilderError, with the nearest offered, where what is named has no versions, and for
    what is no whole receipt.
    """
    from policybuilder.lifecycle.receipt_proof import verify_against
    from policybuilder.lifecycle.verify import verify_named

    root = _root(workspace)
    return (
        verify_against(root, str(receipt), profile, document)
        if receipt
        else tuple(verify_named(root, profile, document))
    )


def receipt(workspace: str | Path | None = None, profile: str = "", document: str = "") -> tuple[Receipt, ...]:
    """Return, for each document with approved versions, the receipt that somebody keeps elsewhere.

    All of them, or those of a profile, or one document. Raises PolicyBuilderError where what is named has no versions,
    and, with every problem, unless all of it is as approved.
    """
    from policybuilder.lifecycle.receipt_proof import receipts_of

    return receipts_of(_root(workspace), profile, document)


def review(
    library: Library, profiles: Iterable[str] = (), *, within: timedelta = timedelta(days=90), today: date | None = None
) -> Reviews:
    """Return which approved policies are due for review, those due first, and what makes a review due early.

    What falls due up to `within` from `today`, by the clock unless given, is "due". Raises PolicyBuilderError for a
    profile that neither has versions nor is there.
    """
    from policybuilder.lifecycle.records import recorded
    from policybuilder.lifecycle.review import reviews

    wanted = tuple(profiles)
    kept = {profile for profile, _ in recorded(_output(library))}
    for name in wanted:
        if name not in kept:
            library.profile(name)  # an unknown one is a problem that offers the nearest
    return reviews(library, today or date.today(), within, wanted)


def compare(
    library: Library | None, old: str, new: str, *, document: str = "", tracked: Literal["accept", "reject"] = "accept"
) -> Comparison:
    """Return what changed from one side to another, why, how much it weighs and who must approve it.

    A side is written as for the command: a draft, an approved version, a library, or a file; `library` may be None when
    both are files. `document` says which document where a side names only a profile, and `tracked` how tracked changes
    in Word files are read. Raises PolicyBuilderError, with the nearest offered, for a side that stands for nothing.
    """
    from policybuilder.lifecycle.sides import compare_sides

    return compare_sides(library, old, new, document, tracked)


def compare_councils(library: Library, profiles: Iterable[str], document: str = "") -> Councils:
    """Return the decisions and clauses in which the policies of several councils differ.

    Raises PolicyBuilderError for a profile that is not there, and for one whose document is not known or is wrong.
    """
    from policybuilder.compare.councils import compare_councils as compare_documents
    from policybuilder.lifecycle.sides import open_policy

    return compare_documents([open_policy(library, name, document).document for name in dict.fromkeys(profiles)])


def redline(
    library: Library | None,
    old: str,
    new: str,
    *,
    author: str = "policybuilder",
    date: str = "2000-01-01T00:00:00Z",
    granularity: Literal["word", "character"] = "word",
    moves: bool = True,
    existing: Literal["accept", "reject", "refuse"] = "accept",
    strict: bool = False,
) -> Redline:
    """Return the changes from one Word file to another as one with tracked changes, with the verdict on it.

    A side is a Word file, a draft or an approved version, which is held against its record; `library` may be None when
    both are files. The other words are those of `redline.redline`. Raises PolicyBuilderError for a side that stands for
    nothing, cannot be read or was altered since its approval, and, where `strict`, when the redline is not proven.
    """
    from policybuilder.lifecycle.word_sides import word_side
    from policybuilder.redline import redline as redline_files

    return redline_files(
        word_side(library, old),
        word_side(library, new),
        author=author,
        date=date,
        granularity=granularity,
        moves=moves,
        existing=existing,
        names=(old, new),
        strict=strict,
    )


def verify_redline(
    library: Library | None,
    old: str,
    new: str,
    marked: str | Path,
    *,
    existing: Literal["accept", "reject", "refuse"] = "accept",
) -> Verdict:
    """Return whether accepting every change of a Word file gives `new` and rejecting every change gives `old`.

    The sides are as for `redline`; `marked` is the file, whoever made it. Raises PolicyBuilderError for a side that
    stands for nothing, and when a file cannot be read.
    """
    from policybuilder.files.read import read_input
    from policybuilder.lifecycle.word_sides import word_side
    from policybuilder.redline import verify as verify_files

    return verify_files(word_side(library, old), word_side(library, new), read_input(Path(marked)), existing)


def _root(workspace: str | Path | None) -> Path:
    """Return the folder of a workspace, of which only output/ is read: a library with faults is not in the way."""
    from policybuilder.library.workspace import open_workspace

    root = open_workspace(None if workspace is None else Path(workspace)).root
    assert root is not None
    return root


def _output(library: Library) -> Path:
    """Return the folder of a library's workspace. Raises PolicyBuilderError for the built-in library: it has none."""
    from policybuilder.errors import Location, fail

    if library.workspace.root is None:
        raise fail(Location("."), "no workspace here", "no-workspace", "`policybuilder init` makes one")
    return library.workspace.root


# Files, and this machine ---------------------------------------------------------------------------------


def built_file(workspace: str | Path | None, named: str, format: str = "") -> Path:
    """Return the file of a built policy: `named` is a path, or PROFILE, PROFILE/DOCUMENT or PROFILE/DOCUMENT@VERSION.

    It is the Word file unless `format` says which. Without a workspace only a path is found. Raises PolicyBuilderError
    when nothing of that name was built, and when the folder named is no workspace.
    """
    from policybuilder.errors import PolicyBuilderError
    from policybuilder.lifecycle.built_file import built_file as find_built

    try:
        root = _root(workspace)
    except PolicyBuilderError:
        if workspace is not None:
            raise
        root = None
    return find_built(root, named, format)


def check_shell(file: str | Path) -> CheckedShell:
    """Return what a Word file lacks to be a shell, what it holds that no shell may, and what it brings along.

    Raises PolicyBuilderError when it cannot be read.
    """
    from policybuilder.lifecycle.shells import check_word_file

    return check_word_file(Path(file))


def prepare_shell(letterhead: str | Path, *, take_out: bool = False, name: str = "shell.docx") -> PreparedShell:
    """Return a shell made of a letterhead, as bytes, and what became of what no shell may hold.

    Without `take_out`, PolicyBuilderError is raised while it holds what runs or fetches; and when it cannot be read.
    `name` is what problems call the shell.
    """
    from policybuilder.lifecycle.shells import prepare_word_file

    return prepare_word_file(Path(letterhead), take_out, name)


def doctor(workspace: str | Path | None = None, *, today: date | None = None) -> tuple[Finding, ...]:
    """Return what was looked at of the program, this machine and the workspace, and how it stands. Never raises."""
    from policybuilder.lifecycle.doctor import examine

    return examine(None if workspace is None else Path(workspace), today or date.today())


def schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of a kind of authored file, such as "profile". Raises KeyError for an unknown kind."""
    from policybuilder.library.json_schema import json_schema

    return json_schema(kind)
