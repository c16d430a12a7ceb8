"""The law of `take`: the draft built afterwards reads as the edited file does, or the edit is told and not taken."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import strategies as st

from policybuilder.ooxml.names import w
from tests.properties import holds_for_any
from tests.update.edited import Edited, text_of
from tests.update.edited_council import Council, after, council_in, meant, reads, take


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Council:
    return council_in(tmp_path_factory.mktemp("council"))


@dataclass(frozen=True)
class Step:
    """An edit of the nth paragraph of the policy's text, with a word that stands nowhere else."""

    kind: str
    at: int
    word: int

    def make(self, file: Edited) -> None:
        texts = [each for each in file.paragraphs() if _is_text(each)]
        paragraph = texts[self.at % len(texts)]
        words = text_of(paragraph)
        new = "zebra" + chr(97 + self.word // 8) + chr(97 + self.word % 8)
        in_cell = any(True for _ in paragraph.iterancestors(w("tc")))
        match self.kind:
            case "word":
                file.reword(paragraph, words.split()[-1], f"{new} {words.split()[-1]}")
            case "over":
                file.reword(paragraph, words.split()[self.word % len(words.split())], new)
            case "value":
                for before, now in (("30 days", f"{31 + self.word} days"), ("Head of Digital", f"Head of {new}")):
                    if before in words:
                        file.reword(paragraph, before, now)
                        return
            case "add" if not in_cell:
                file.add_after_paragraph(paragraph, f"Nobody may {new} it.")
            case "remove" if not in_cell:
                paragraph.getparent().remove(paragraph)
            case "move" if not in_cell:
                texts[(self.at + self.word) % len(texts)].addnext(paragraph)
            case "row" if in_cell:
                row = next(paragraph.iterancestors(w("tr")))
                row.getparent().remove(row)


def _is_text(paragraph: object) -> bool:
    """Return whether a paragraph is of a clause, and no heading: those are another matter."""
    control = next(paragraph.iterancestors(w("sdt")), None)  # type: ignore[attr-defined]
    if control is None or not text_of(paragraph).strip():  # type: ignore[arg-type]
        return False
    tag = control.find(f"{w('sdtPr')}/{w('tag')}")
    first = next(control.iter(w("p")))
    return tag is not None and (tag.get(w("val")) or "").startswith("clause:") and paragraph is not first


KINDS = ["word", "over", "value", "add", "remove", "move", "row"]
STEPS = st.lists(
    st.builds(Step, st.sampled_from(KINDS), st.integers(0, 40), st.integers(0, 60)), min_size=1, max_size=6
)


@holds_for_any(12, 400, steps=STEPS)
def test_a_clause_reads_as_the_file_does_and_what_is_not_taken_is_nowhere(council: Council, steps: list[Step]) -> None:
    def edit(file: Edited) -> None:
        for step in steps:
            step.make(file)

    done = take(council, edit)
    now, wanted = reads(after(council, done)), meant(done)
    left = {edit.clause for edit, _ in done.refused}
    left |= {choice.clause for edit, _ in done.refused for choice in edit.choices}
    left |= {id for edit, _ in done.refused for id in edit.at}
    for id, words in wanted.items():
        if id not in left:
            assert now[id] == words, id
    text = " ".join(each for words in now.values() for each in words)
    taken = " ".join(edit.after for edit in done.taken)
    for edit, _ in done.refused:
        for word in edit.after.split():
            assert not word.startswith("zebra") or word in taken or word not in text
