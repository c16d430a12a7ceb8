"""How long it takes to find, prove and plan the edits of a Word file that came back.

`pytest -n0 tests/benchmarks/test_take_speed.py` prints the times. Target: 25 edits in 18,000 words under 1 s, once the
library has been read; twice the words and edits take about twice as long.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from policybuilder import api
from policybuilder.document import clauses
from policybuilder.library.library import Library
from policybuilder.update.taking.taken import Taken
from tests.benchmarks.workspaces import LONG, long_workspace
from tests.update.edited import Edited, text_of

ROUNDS = 3


def edited(library: Library, root: Path, edits: int) -> Path:
    """Return the policy as a Word file with so many paragraphs reworded, evenly spread."""
    document = api.resolve(library, "long", LONG)
    file = Edited(api.write(document, "word", library))
    texts = [
        each for each in file.paragraphs() if " must " in text_of(each) and each.getparent().tag.endswith("sdtContent")
    ]
    for paragraph in texts[:: len(texts) // edits][:edits]:
        file.reword(paragraph, " must ", " must always ")
    path = root / "back.docx"
    path.write_bytes(file.content)
    return path


@pytest.mark.parametrize(("words", "edits"), [(18_000, 25), (36_000, 50)])
def test_take(tmp_path: Path, finding: Callable[[str], None], words: int, edits: int) -> None:
    root = long_workspace(tmp_path, words)
    library = api.load(root)
    path = edited(library, root, edits)

    def take() -> Taken:
        return api.take(library, [path], reason="Members asked.", by="Cabinet", dry_run=True)

    done = take()
    assert len(done.taken) == edits
    least = min(_seconds(take) for _ in range(ROUNDS))
    count = sum(1 for _ in clauses(done.found.draft.document))
    finding(f"take: {edits} edits in {words:,} words ({count} clauses): {least:.2f} s of CPU")


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
