"""Whatever is added to a clause, taken out or switched off: an amendment lands on its words, or is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import assume
from hypothesis import strategies as st

from policybuilder.document import block_text
from policybuilder.errors import PolicyBuilderError
from policybuilder.library.body import read_body
from tests.properties import holds_for_any
from tests.resolution.anchoring import amended, clause, entry
from tests.resolution.reading import clause_of, resolved
from tests.workspaces import profile, tiny

WORDS = ("ant", "bee", "cow", "dog", "elk", "fox", "gnu", "hen", "ibex", "jay", "kite", "lynx")
REFUSALS = {"amendment-gone", "amendment-absent", "amendment-place", "amendment-twice"}
TEST = "tools.transcription"


@st.composite
def unit(draw: st.DrawFn, word: str) -> str:
    """Return a paragraph, perhaps with a list or a table below it, every piece of it with words of its own."""
    text = draw(st.sampled_from([f"The {word} sleeps.", f"**The {word}**{{% if {TEST} %}} often{{% endif %}} sleeps."]))
    below = draw(st.sampled_from(["", "list", "nested", "table", "switched"]))
    items = [f"- {word} one", f"- {word} two"]
    if below == "nested":
        items.insert(1, f"    - {word} within")
    if below == "switched":
        items = [items[0], f"{{% if {TEST} %}}", f"- {word} at times", "{% endif %}", items[1]]
    if below == "table":
        items = [f"| {word} | of |", "| --- | --- |", f"| {word} here | 1 |", f"| {word} there | 2 |"]
    return "\n".join([text, "", *items]) if below else text


@st.composite
def body(draw: st.DrawFn, units: list[str]) -> str:
    """Return some units in this order, some of them within a condition, and not always with an empty line between."""
    parts: list[str] = []
    for text in units:
        way = draw(st.sampled_from(["plain", "plain", "if", "if not", "tight", "branches"]))
        if way == "plain":
            parts.append(text)
        elif way == "tight":
            # The lines after the test go on with the paragraph when it prints nothing that ends in an empty line.
            parts.append(f"{{% if {TEST} %}}\n{text}\n{{% endif %}}")
        elif way == "branches":
            parts.append(f"{{% if {TEST} %}}\n{text}\n\n{{% else %}}\nElse {len(parts)}.\n\n{{% endif %}}")
        else:
            negated = "not " if way == "if not" else ""
            parts.append(f"{{% if {negated}{TEST} %}}\n{text}\n\n{{% endif %}}")
    joined = ""
    for part in parts:
        joined += part + ("\n" if part.endswith("endif %}") and draw(st.booleans()) else "\n\n")
    return joined


@st.composite
def story(draw: st.DrawFn) -> tuple[str, str, str, str, bool, bool]:
    """Return a body, the source of something in it, the body after a change elsewhere, the place, and two answers."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4, unique=True))
    units = {word: draw(unit(word)) for word in words}
    before = draw(body([units[word] for word in words]))
    wanted = draw(st.sampled_from(read_body(before).stretches)).source
    kept = [word for word in words if word in wanted or draw(st.booleans())]
    for word in draw(st.lists(st.sampled_from([each for each in WORDS if each not in words]), max_size=3, unique=True)):
        units[word] = draw(unit(word))
        kept.insert(draw(st.integers(0, len(kept))), word)
    after = draw(body([units[word] for word in kept]))
    place = draw(st.sampled_from(["replace", "before", "after"]))
    return before, wanted, after, place, draw(st.booleans()), draw(st.booleans())


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny(tmp_path_factory.mktemp("law"))


def lines(root: Path) -> list[str]:
    """Return what a clause prints, a line for each paragraph, item and row."""
    return [line for block in clause_of(resolved(root), "care").blocks for line in block_text(block).split("\n")]


@holds_for_any(short=20, long=600, story=story())
def test_an_amendment_lands_on_its_words_or_is_refused(
    root: Path, story: tuple[str, str, str, str, bool, bool]
) -> None:
    before, wanted, after, place, first, second = story
    row = wanted.lstrip().startswith("|") and "\n\n" not in wanted and wanted.count("\n") < 2
    own = entry(place, "| Own. | |" if row else "Own.", was=wanted)
    for text, answer in ((before, first), (before, not first), (after, second)):
        clause(root, "care", text)
        more = f"tools: {{transcription: {'true' if answer else 'false'}}}\n"
        profile(root, more)
        try:
            plain = lines(root)
        except PolicyBuilderError:
            assume(False)  # the two halves do not make a clause that can be read at all
        amended(root, own, more=more)
        try:
            with_own = lines(root)
        except PolicyBuilderError as error:
            if not {problem.code for problem in error.problems} <= REFUSALS:
                raise
            continue
        at = [index for index, line in enumerate(with_own) if line.startswith("Own.")]
        assert len(at) == 1
        rest = [line for line in with_own if not line.startswith("Own.")]
        here = at[0]
        if place != "replace":
            assert rest == plain
            beside = plain[here] if place == "before" else plain[here - 1]
            assert _words(beside) & _words(wanted) & {*WORDS, "Else"}
            continue
        taken = plain[here : here + len(plain) - len(rest)]
        assert plain[:here] + plain[here + len(taken) :] == rest
        assert taken
        assert all(_words(line) <= _words(wanted) for line in taken)


def _words(text: str) -> set[str]:
    """Return the words of a text without its tags."""
    return set(re.findall(r"\w+", re.sub(r"{%.*?%}", " ", text)))
