"""How long the page takes: from the command to the first screen, each screen, and what an answer would change."""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from policybuilder import api
from policybuilder.library.library import Library
from policybuilder.library.workspace import built_in_root
from policybuilder.web import make_app
from tests.benchmarks.served import Served, another, served
from tests.web.visitor import HOST, TOKEN, Visitor

Finding = Callable[[str], None]
POLICY = "generative-ai-policy"

COUNCILS = 30
ASKED = "incident_notice_hours"
SCREENS = (
    "/",
    "/c/c1/",
    "/c/c1/subject/procurement",
    f"/c/c1/question/{ASKED}",
    "/c/c1/documents/",
    "/c/c1/versions/",
)
ALL_SCREENS = (
    "/",
    "/new?name=york",
    "/new/YOR",
    "/c/{council}/",
    "/c/{council}/subject/procurement",
    "/c/{council}/open/",
    "/c/{council}/open/check",
    "/c/{council}/hand-off/",
    "/c/{council}/documents/",
    "/c/{council}/clauses/{policy}/",
    "/c/{council}/clauses/{policy}/accuracy-checking",
    "/c/{council}/take/",
    "/c/{council}/old-policy/",
    "/c/{council}/versions/",
    "/c/{council}/versions/approve/{policy}",
    "/c/{council}/compare/",
    "/c/{council}/library/",
    "/c/{council}/coverage",
)
READS = 0.15
"""How many seconds a person at least reads a question before asking what an answer would change."""
ENOUGH = 0.3
TRIES = 3
SHARES = 10
"""Of the other councils, whose questions are the same, every tenth is looked at, another tenth of each."""
MEMORY = 200
"""How many MB the program may have (the aim; 30 councils, every question and screen)."""


def workspace(root: Path) -> Path:
    """Write a workspace with thirty councils, each with the answers of an illustrative one, and return it."""
    (root / "profiles").mkdir(parents=True)
    for base in (built_in_root() / "profiles").glob("*.yaml"):
        shutil.copy(base, root / "profiles")
    text = (root / "profiles/riverton.yaml").read_text(encoding="utf-8")
    for number in range(1, COUNCILS + 1):
        copy = re.sub("^id: .*", f"id: c{number}", text, count=1, flags=re.MULTILINE)
        (root / f"profiles/c{number}.yaml").write_text(copy, encoding="utf-8")
    return root


def fresh(root: Path) -> str:
    """Make a council that nobody decided anything for, with every document there is at full depth; return its id."""
    library = api.load(root)
    council = api.council(library, "YOR")
    return api.new_profile(root, council, depth="full", documents=list(library.template_files)).profile


def ninety_fifth(times: list[float]) -> float:
    """Return the 95th percentile of some times, in milliseconds."""
    return 1000 * statistics.quantiles(times, n=20)[-1]


def test_from_the_command_to_the_first_screen(tmp_path: Path, finding: Finding) -> None:
    command = [sys.executable, "-m", "policybuilder", "open", "--no-browser", "--workspace", str(workspace(tmp_path))]
    took = []
    for _ in range(5):
        start = time.perf_counter()
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            address = process.stdout.readline().split()[-1]
            opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
            opener.open(address).read()
            assert b"Councils" in opener.open(address.partition("/enter")[0] + "/").read()
            took.append(time.perf_counter() - start)
            process.terminate()
    finding(f"page: the first screen {statistics.median(took):.2f} s after the command, {COUNCILS} councils, warm")


def test_each_screen_and_a_preview(tmp_path: Path, finding: Finding) -> None:
    visitor = Visitor(make_app(workspace(tmp_path), TOKEN, [HOST]).test_client()).enter()
    took: list[float] = []
    for path in SCREENS:
        visitor.get(path)
        for _ in range(20):
            start = time.perf_counter()
            assert visitor.get(path).status_code == 200
            took.append(time.perf_counter() - start)
    previews: list[float] = []
    page = visitor.get(f"/c/c1/question/{ASKED}")
    form = page.text
    page.close()  # as a server does once it is sent
    for answer in map(str, range(30, 50)):  # each another, so that none was made before
        start = time.perf_counter()
        made = visitor.send_form(form, f"/c/c1/question/{ASKED}", answer=answer, how="answer", do="preview")
        previews.append(time.perf_counter() - start)
        assert made.status_code == 200
    finding(f"page: screens {ninety_fifth(took):.0f} ms, a preview {ninety_fifth(previews):.0f} ms (95th percentiles)")


@pytest.mark.timeout(1800)
def test_what_each_question_would_change_and_the_memory_of_the_program(tmp_path: Path, finding: Finding) -> None:
    root = workspace(tmp_path)
    profile = root / "profiles/c1.yaml"
    profile.write_text(profile.read_text(encoding="utf-8").replace("depth: standard", "depth: full"), encoding="utf-8")
    councils = ("c1", fresh(root))
    library = api.load(root)
    with served(root) as page:
        for council in councils:
            asked = api.asked(library, council)
            took: list[tuple[float, float, str]] = []
            for each in asked:
                path = f"/c/{council}/question/{each.parameter.name}"
                tries = []
                for number in range(TRIES):  # a busy machine disturbs one, not each
                    form = page.get(path)
                    time.sleep(READS)
                    worked, start = page.processor_time(), time.perf_counter()
                    page.send(form, path, {**another(each, number), "how": "answer", "do": "preview"})
                    tries.append((time.perf_counter() - start, page.processor_time() - worked))
                    if tries[-1][0] < ENOUGH:
                        break
                took.append((*min(tries), each.parameter.name))
            walls, slowest = [wall for wall, _, _ in took], max(took)
            finding(
                f"page: each of {len(took)} questions of {council}: {ninety_fifth(walls):.0f} ms (95th percentile), "
                f"{sum(wall > ENOUGH for wall in walls)} over 300 ms; the slowest, {slowest[2]}: "
                f"{1000 * slowest[0]:.0f} ms, {1000 * slowest[1]:.0f} ms of a processor"
            )
            for screen in ALL_SCREENS:
                page.settled(screen.format(council=council, policy=POLICY))
        for number in range(2, COUNCILS + 1):
            _look_through(page, library, f"c{number}", number)
        now, most = page.megabytes()
    finding(f"page: the program has {now} MB, at most {most} MB, after every question and screen, {COUNCILS} councils")
    assert most <= MEMORY


def _look_through(page: Served, library: Library, council: str, number: int) -> None:
    """Look at each screen of a council and at a share of its questions, another share for each number."""
    for screen in ALL_SCREENS:
        page.settled(screen.format(council=council, policy=POLICY))
    for each in api.asked(library, council)[number % SHARES :: SHARES]:
        path = f"/c/{council}/question/{each.parameter.name}"
        page.send(page.get(path), path, {**another(each, number), "how": "answer", "do": "preview"})


def test_eight_requests_at_once_lose_no_write(tmp_path: Path, finding: Finding) -> None:
    root = workspace(tmp_path)
    app = make_app(root, TOKEN, [HOST])
    start = time.perf_counter()

    def write(number: int) -> int:
        visitor = Visitor(app.test_client()).enter()
        path = f"/c/c{number}/question/{ASKED}"
        return visitor.send(path, answer="36", how="answer", do="save").status_code

    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(write, range(1, 9)))
    assert codes == [302] * 8
    for number in range(1, 9):
        text = (root / f"profiles/c{number}.yaml").read_text(encoding="utf-8")
        assert "incident_notice_hours: 36" in text
    finding(f"page: eight answers at once, each written, in {time.perf_counter() - start:.2f} s")
