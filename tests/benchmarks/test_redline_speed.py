"""How long a redline takes, and how much memory; beside LibreOffice and python-redlines on the same pairs.

`pytest -n0 tests/benchmarks/test_redline_speed.py` prints the times. Targets, on one core of a small machine: 25 edits
in 18,000 words under 0.6 s, half the text changed under 3 s, 300 pages under 500 MB.
"""

from __future__ import annotations

import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from policybuilder.redline import redline, verify
from tests.redline import long


@cache
def pair(name: str) -> tuple[bytes, bytes]:
    words, edits = {"25 edits": (18_000, 25), "half changed": (18_000, 0), "double length": (36_000, 25)}[name]
    source = long.parts(words)
    changed = long.edited(source, edits) if edits else long.half_changed(source)
    return long.written(source), long.written(changed)


@pytest.mark.parametrize("name", ["25 edits", "half changed", "double length"])
def test_redline(benchmark: Any, name: str) -> None:
    old, new = pair(name)
    result = benchmark.pedantic(redline, (old, new), warmup_rounds=1, rounds=5)
    benchmark.extra_info["changes"] = result.counts.total


HARD = {
    "words of one paragraph": 100_000,
    "words of one paragraph rewritten": 100_000,
    "equal paragraphs": 25_000,
    "paragraphs permuted": 25_000,
}


@pytest.mark.parametrize("name", list(long.hard_cases(0)))
def test_the_cost_grows_with_the_length(name: str) -> None:
    size = HARD.get(name, 5_000)
    spent = []
    for times in (1, 2):
        old, new = long.hard_cases(size * times)[name]
        start = time.process_time()
        assert redline(old, new).verdict.word == "proven"
        spent.append(time.process_time() - start)
    print(f"\n{size:,} {name}: {spent[0]:.2f} s of the processor; twice as many: {spent[1]:.2f} s")
    assert spent[1] < 3 * spent[0]


def test_five_hundred_pages_with_two_thousand_changes() -> None:
    source = long.parts(500 * 400)
    old, new = long.written(source), long.written(long.edited(source, 2_000))
    start = time.process_time()
    assert redline(old, new).verdict.holds
    spent = time.process_time() - start
    print(f"\n500 pages, 2,000 changes: {spent:.2f} s of the processor")
    assert spent < 10


@pytest.mark.parametrize(("pages", "edits"), [(300, 100), (500, 2_000)])
def test_memory(tmp_path: Path, pages: int, edits: int) -> None:
    source = long.parts(pages * 400)
    (tmp_path / "old.docx").write_bytes(long.written(source))
    (tmp_path / "new.docx").write_bytes(long.written(long.edited(source, edits)))
    # What a process says of its children, or inherits as its own peak, counts the process that started it, too.
    code = (
        "import sys; from pathlib import Path; from policybuilder.redline import redline\n"
        "redline(*(Path(name).read_bytes() for name in sys.argv[1:]))\n"
        "print(*(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "old.docx"), str(tmp_path / "new.docx")]
    megabytes = int(subprocess.run(command, capture_output=True, text=True, check=True).stdout) / 1024
    print(f"\n{pages} pages, {edits:,} edits: {megabytes:.0f} MB at most")
    assert megabytes < 500


@pytest.mark.parametrize("name", ["25 edits", "half changed"])
def test_python_redlines(benchmark: Any, name: str) -> None:
    engines = pytest.importorskip("python_redlines.engines")
    old, new = pair(name)
    engine = engines.DocxodusEngine() if hasattr(engines, "DocxodusEngine") else engines.XmlPowerToolsEngine()
    content = benchmark.pedantic(lambda: engine.run_redline("Author", old, new)[0], rounds=2)
    benchmark.extra_info["law"] = _law(old, new, content)


@pytest.mark.office
@pytest.mark.parametrize("name", ["25 edits", "half changed"])
def test_libreoffice(name: str, tmp_path: Path) -> None:
    old, new = pair(name)
    (tmp_path / "old.docx").write_bytes(old)
    (tmp_path / "new.docx").write_bytes(new)
    script = Path(__file__).parents[1] / "redline" / "office_compare.py"
    line = "\t".join(str(tmp_path / f"{part}.docx") for part in ("old", "new", "out"))
    answer = subprocess.run(
        ["/usr/bin/python3", str(script)], input=line + "\n", capture_output=True, text=True, check=True
    )
    law = _law(old, new, (tmp_path / "out.docx").read_bytes())
    print(f"\nLibreOffice, {name}: {float(answer.stdout):.2f} s; {law}")


def _law(old: bytes, new: bytes, content: bytes) -> str:
    verdict = verify(old, new, content)
    return "the law holds" if verdict.holds else f"the law is broken: {[*verdict.breaks, *verdict.faults][0]}"
