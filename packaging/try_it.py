"""Try an installed policybuilder as an officer would: `python packaging/try_it.py PATH/TO/policybuilder`.

A workspace is made in a folder of its own, built, checked and opened in the page; the first failure ends it. With
`--no-network` everything runs where there is no network but the machine's own loopback (Linux, as root or with user
namespaces).
"""

from __future__ import annotations

import argparse
import http.cookiejar
import os
import re
import shlex
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

SCREEN = "Councils"


def main() -> None:
    """Try each thing in turn, and say how long it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("--no-network", action="store_true")
    asked = parser.parse_args()
    if asked.no_network:
        again = [sys.executable, str(Path(__file__).resolve()), str(Path(asked.program).resolve())]
        # The new network has a loopback that is down, and nothing else.
        start = f"ip link set lo up && exec {shlex.join(again)}"
        sys.exit(subprocess.run(["unshare", "--net", "sh", "-c", start]).returncode)
    with tempfile.TemporaryDirectory() as folder:
        tried(str(Path(asked.program).resolve()), Path(folder))
    print("all of it works")


def tried(program: str, folder: Path) -> None:
    """Run the program through an officer's first hour."""
    os.environ["POLICYBUILDER_CACHE"] = str(folder / "cache")
    council = folder / "a council's files"
    council.mkdir()
    said(program, council, "--version")
    if "not installed" in said(program, council, "doctor"):
        sys.exit("doctor misses a package")
    said(program, council, "init", "--council", "hounslow", "--yes")
    said(program, council, "build")
    said(program, council, "check")
    word = sorted(council.glob("output/hounslow/*/draft/*.docx"))
    if len(word) < 2:
        sys.exit("no Word files were built")
    said(program, council, "compare", str(word[0]), str(word[1]), "-o", "differences.html")
    said(program, council, "redline", str(word[0]), str(word[1]), "-o", "redline.docx")
    said(program, council, "take", str(word[0]), "--dry-run", "--yes", "--reason", "Tried", "--as", "Cabinet")
    said(program, council, "adopt", str(word[0]), "-o", "report.html")
    opened(program, council)


def said(program: str, folder: Path, *words: str) -> str:
    """Return what a command prints, or end with what went wrong."""
    begun = time.perf_counter()
    done = subprocess.run([program, *words], cwd=folder, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        sys.exit(f"{' '.join(words)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    print(f"{time.perf_counter() - begun:5.1f} s  {' '.join(words)[:70]}", flush=True)
    return done.stdout


def opened(program: str, folder: Path) -> None:
    """Open the page, read its first screen as a browser does, and close it again."""
    begun = time.perf_counter()
    words = [program, "open", "--no-browser", "--port", "0"]
    page = subprocess.Popen(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        assert page.stdout is not None
        address = next((found[0] for line in page.stdout if (found := re.search(r"http://127\.0\.0\.1\S+", line))), "")
        if not address:
            sys.exit("the page told no address")
        jar = http.cookiejar.CookieJar()
        visitor = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(jar))
        visitor.open(address, timeout=30).read()  # it lets the visitor in, and leads on to the first screen
        shown = visitor.open(re.sub(r"(//[^/]+/).*", r"\1", address), timeout=30).read().decode()
        if SCREEN not in shown or "Hounslow" not in shown:
            sys.exit(f"the first screen does not show the council:\n{shown[:500]}")
        print(f"{time.perf_counter() - begun:5.1f} s  open, and its first screen", flush=True)
    finally:
        page.terminate()
        page.wait(timeout=20)


if __name__ == "__main__":
    main()
