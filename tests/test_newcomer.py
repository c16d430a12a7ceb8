"""What a newcomer does who adds a type of parameter, a format or a command: in how many places, and that it works.

The tasks are done in a copy of the program, by the edits below; docs/architecture.md tells of the same places.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "policybuilder"


class Edit(NamedTuple):
    """A text that is put after the first `after` of a file, at the end where that is empty, or into a new file."""

    file: str
    after: str
    text: str


TYPE = (
    Edit(
        "library/parameters/readers.py",
        "MAX_TEXT = 2_000\n",
        '''

def read_postcode(parameter: Parameter, node: Node, problems: Problems) -> SettingValue | Invalid:
    """Return a postcode; INVALID when a problem was noted."""
    text = checked_text(node, parameter.name, problems)
    if text is None or re.fullmatch("[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}", text):
        return INVALID if text is None else text
    problems.add(node.location, f"{parameter.name}: {shown(text)} is no postcode", "wrong-postcode", "as in SW1A 1AA")
    return INVALID


''',
    ),
    Edit(
        "library/parameters/types.py",
        """        "url": ParameterType(readers.read_url, is_text=True, address="-"),\n""",
        """        "postcode": ParameterType(readers.read_postcode, is_text=True),\n""",
    ),
)

FORMAT = (
    Edit(
        "writers/words.py",
        "",
        '''"""Document -> its clauses as lines of plain text."""

from policybuilder.document import Document, block_text, clauses


def write_words(document: Document, _shell: bytes = b"") -> bytes:
    """Return the title and text of each clause as UTF-8."""
    lines = (line for clause in clauses(document) for line in (clause.title, *map(block_text, clause.blocks)))
    return "".join(f"{line}\\n" for line in lines).encode()
''',
    ),
    Edit(
        "writers/__init__.py",
        "WRITERS = {\n",
        """    "words": Writer(".txt", "policybuilder.writers.words", "write_words", "words", is_usual=False),\n""",
    ),
)

COMMAND = (
    Edit(
        "cli/titles.py",
        "",
        '''"""`policybuilder titles`: the titles of a council's documents."""

import click

from policybuilder import api


@click.command("titles")
@click.argument("profile")
@click.pass_obj
def command(folder, profile):
    """List the titles of the documents of PROFILE.

    Example: policybuilder titles riverton
    """
    for title in api.titles(api.load(folder), profile):
        click.echo(title)
''',
    ),
    Edit("cli/__init__.py", "COMMANDS = {\n", '    "titles": "List the titles of the documents of a council.",\n'),
    Edit(
        "api/listing.py",
        "",
        '''

def titles(library, profile):
    """Return the titles of a council's documents. Raises PolicyBuilderError when the profile is wrong."""
    from policybuilder.resolution import documents_of

    return tuple(library.template(id).front.title for id in documents_of(library, profile))
''',
    ),
    Edit("api/__init__.py", '"""\n\n', "from policybuilder.api.listing import titles\n"),
    Edit("api/__init__.py", "__all__ = [\n", '    "titles",\n'),
)

TRIED = """
import json, sys
from pathlib import Path
from click.testing import CliRunner
from policybuilder import api
from policybuilder.cli import main
from policybuilder.errors import PolicyBuilderError
from policybuilder.library import workspace
from tests import workspaces
root = workspaces.tiny(Path(sys.argv[1]))
workspace.built_in_root = lambda: root.parent / "no-built-in-library"
question = "{type: postcode, group: use, question: Which?, ask: Anyone, label: postcode of the office}"
workspaces.reference(root, parameters=workspaces.PARAMETERS + f"  office: {question}\\n")
workspaces.clause(root, "care", "You must write to {{ office }}.\\n", parameters="[office]")
def printed(text):
    workspaces.profile(root, f"parameters: {{office: {text}}}\\n")
    try:
        return api.write(api.resolve(api.load(root), "riverton", "policy"), "markdown").decode()
    except PolicyBuilderError as error:
        return error.problems[0].code
told = {"wrong": printed("nowhere"), "right": printed("SW1A 1AA"), "schema": api.schema("parameters")}
told["command"] = CliRunner().invoke(main, ["--workspace", str(root), "titles", "riverton"]).output
built = CliRunner().invoke(main, ["--workspace", str(root), "build", "--format", "words"])
assert built.exit_code == 0, built.output
told["words"] = (root / "output/riverton/policy/draft/policy.txt").read_text()
json.dump(told, sys.stdout)
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What the program says after the edits."""
    folder = tmp_path_factory.mktemp("newcomer")
    # With what Python compiled: a copy keeps the times of its files, by which that is known to be theirs.
    shutil.copytree(PACKAGE, folder / "policybuilder")
    for edit in (*TYPE, *FORMAT, *COMMAND):
        file = folder / "policybuilder" / edit.file
        text = file.read_text(encoding="utf-8") if file.is_file() else ""
        before, found, rest = text.partition(edit.after) if edit.after else (text, "", "")
        assert found == edit.after, f"{edit.file} is not as a newcomer finds it"
        file.write_text(before + found + edit.text + rest, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(folder), str(ROOT)))}
    done = subprocess.run(
        [sys.executable, "-c", TRIED, str(folder / "workspace")],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def places(edits: tuple[Edit, ...]) -> list[str]:
    """Return the files that a task touches, each once."""
    return list(dict.fromkeys(edit.file for edit in edits))


@pytest.mark.rest
def test_a_type_of_parameter_is_a_reader_and_a_row(told: Any) -> None:
    assert places(TYPE) == ["library/parameters/readers.py", "library/parameters/types.py"]
    assert "You must write to SW1A 1AA." in told["right"]
    assert told["wrong"] == "wrong-postcode"
    assert "postcode" in told["schema"]["$defs"]["ParameterModel"]["properties"]["type"]["enum"]


@pytest.mark.rest
def test_a_format_is_a_module_and_a_row(told: Any) -> None:
    assert places(FORMAT) == ["writers/words.py", "writers/__init__.py"]
    assert told["words"].startswith("Care\nYou must write to SW1A 1AA.\n")


def test_a_command_is_a_module_a_line_and_its_function_in_the_door(told: Any) -> None:
    assert places(COMMAND) == ["cli/titles.py", "cli/__init__.py", "api/listing.py", "api/__init__.py"]
    assert told["command"] == "AI policy\n"


@pytest.mark.parametrize(
    ("adds", "edits"), [("a type of parameter", TYPE), ("an output format", FORMAT), ("a command", COMMAND)]
)
def test_the_map_tells_a_newcomer_of_each_place(adds: str, edits: tuple[Edit, ...]) -> None:
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    (told,) = [item for item in text.split("\n- ") if item.startswith(f"{adds} = ")]
    for place in places(edits):
        folder, _, name = place.rpartition("/")
        assert f"{folder}/" in told
        assert name in told or name.startswith(("titles", "listing", "words", "__init__"))
