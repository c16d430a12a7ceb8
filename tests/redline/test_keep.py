"""Changes that the new document holds already keep their authors, and the law holds, by a judge of its own."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import strategies as st
from lxml import etree

from policybuilder.redline import Redline, redline, verify
from policybuilder.redline.package import read_package
from tests.properties import holds_for_any
from tests.redline import generate, judge
from tests.redline.test_looks import shown
from tests.redline.word import Part, W, cell, docx, p, raw, row, table

WHEN = "2026-01-02T10:00:00Z"
_OF = 'w:author="Member {who}" w:date="2026-01-02T10:00:00Z"'


def mark(tag: str, inside: str, who: str = "A", number: int = 900) -> str:
    return f'<w:{tag} w:id="{number}" {_OF.format(who=who)}>{inside}</w:{tag}>'


def ins(text: str, who: str = "A", number: int = 901) -> Part:
    return raw(mark("ins", f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>', who, number))


def gone(text: str, who: str = "A", number: int = 902) -> Part:
    return raw(mark("del", f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>', who, number))


def bold_now(text: str) -> Part:
    record = mark("rPrChange", "<w:rPr/>")
    return raw(f"<w:r><w:rPr><w:b/>{record}</w:rPr><w:t>{text}</w:t></w:r>")


def new_row(first: str) -> Part:
    words = mark("ins", f"<w:r><w:t>{first}</w:t></w:r>", number=911)
    end = f"<w:pPr><w:rPr>{mark('ins', '', number=912)}</w:rPr></w:pPr>"
    return raw(
        f"<w:tr><w:trPr>{mark('ins', '', number=910)}</w:trPr>"
        f"<w:tc><w:tcPr><w:tcW w:w='2000' w:type='dxa'/></w:tcPr><w:p>{end}{words}</w:p></w:tc></w:tr>"
    )


KEPT = p("These words stay.")
_MARKED_END = f"<w:pPr><w:rPr>{mark('ins', '', number=920)}</w:rPr></w:pPr>"
NEW_PARAGRAPH = raw(f"<w:p>{_MARKED_END}{mark('ins', '<w:r><w:t>One more.</w:t></w:r>', number=921)}</w:p>")
LEADS = {
    "a word inserted": (docx(p("Keep a list."), KEPT), docx(p("Keep a ", ins("long "), "list."), KEPT)),
    "a word deleted": (docx(p("Keep a long list.")), docx(p("Keep a ", gone("long "), "list."))),
    "two authors in one sentence": (
        docx(p("Keep a list.")),
        docx(p("Keep a ", gone("list", "A"), ins("register", "B"), ".")),
    ),
    "a word that one inserted and another deleted": (
        docx(p("Keep a list.")),
        docx(
            p("Keep a ", raw(mark("ins", mark("del", "<w:r><w:delText>x</w:delText></w:r>", "B"), number=930)), "list.")
        ),
    ),
    "two changes with one id": (
        docx(p("Keep a list.")),
        docx(p("Keep ", gone("a ", number=7), ins("the ", number=7), "list.")),
    ),
    "a paragraph inserted": (docx(KEPT), docx(NEW_PARAGRAPH, KEPT)),
    "formatting changed": (docx(p("Loud")), docx(p(bold_now("Loud")))),
    "a row inserted": (
        docx(table(row(cell("One")), columns=1), KEPT),
        docx(table(row(cell("One")), new_row("Two"), columns=1), KEPT),
    ),
    "the same change in both": (
        docx(p("Keep a ", ins("long "), "list.")),
        docx(p("Keep a ", ins("long "), "list.")),
    ),
    "a change of the old document that the new one has rejected": (
        docx(p("Keep a ", ins("long ", "B"), "list.")),
        docx(p("Keep a list", gone("."))),
    ),
}
DIFFERS = {
    "words that stand in the old document already": (
        docx(p("Keep a long list.")),
        docx(p("Keep a ", ins("long "), "list.")),
    ),
}


def authors(result: Redline) -> set[str | None]:
    root = read_package(result.content).root("word/document.xml")
    return {element.get(f"{{{W}}}author") for element in root.iter(etree.Element)} - {None}


def kept(old: bytes, new: bytes) -> Redline:
    result = redline(old, new, author="Clerk", existing="keep")
    assert result.verdict.holds
    assert verify(old, new, result.content, "keep").holds
    assert judge.read(result.content, "new") == judge.read(new, "new")
    assert judge.read(result.content, "old") == judge.read(old, "old")
    return result


@pytest.mark.parametrize("case", LEADS)
def test_changes_that_lead_from_the_old_document_keep_their_authors(case: str) -> None:
    result = kept(*LEADS[case])
    assert "Clerk" not in authors(result)
    assert "Member A" in authors(result)
    about = [note for note in result.notes if note.about.startswith("kept: ")]
    assert any(f"by Member A, {WHEN}" in note.message for note in about)


@pytest.mark.parametrize("case", DIFFERS)
def test_changes_that_do_not_are_marked_anew_and_listed_each_with_its_place(case: str) -> None:
    result = kept(*DIFFERS[case])
    assert "Member A" not in authors(result)
    lost = [note for note in result.notes if note.about.startswith("not kept: ")]
    assert lost[0].about == "not kept: paragraph 1"
    assert f"by Member A, {WHEN}" in lost[0].message


def test_beside_words_that_changed_without_a_mark_each_change_keeps_its_author() -> None:
    old = docx(p("Keep a long list."), p("Read it."), p("Write it down."))
    new = docx(p("Keep a ", gone("long ", "B"), "list."), p("Read it often."), p("Write it down", ins(" soon"), "."))
    result = kept(old, new)
    assert authors(result) == {"Member A", "Member B", "Clerk"}
    said = [note.about for note in result.notes]
    assert said == ["kept: paragraph 1", "kept: paragraph 3"]


def whole(tag: str, text: str) -> Part:
    """Return a paragraph that came or went as a whole, with its end."""
    words = f"<w:r><w:{'t' if tag == 'ins' else 'delText'}>{text}</w:{'t' if tag == 'ins' else 'delText'}></w:r>"
    end = f"<w:pPr><w:rPr>{mark(tag, '', number=940)}</w:rPr></w:pPr>"
    return raw(f"<w:p>{end}{mark(tag, words, number=941)}</w:p>")


_READ, _READ_OFTEN = p("Read it."), p("Read it often.")
_CENTRED = f'<w:pPr><w:jc w:val="center"/>{mark("pPrChange", "<w:pPr/>", number=950)}</w:pPr>'
_ONE, _TWO = p("One tool, two tools, three tools."), p("Staff report what they found.")
_MOVED = redline(docx(_ONE, _TWO, _READ), docx(_TWO, _ONE, _READ), author="Member A", date=WHEN).content
BESIDE = {
    "a paragraph inserted": ([KEPT, _READ], [whole("ins", "One more here."), KEPT, _READ_OFTEN]),
    "a paragraph deleted": ([p("One more here."), KEPT, _READ], [whole("del", "One more here."), KEPT, _READ_OFTEN]),
    "a row inserted": (
        [table(row(cell("One")), columns=1), _READ],
        [table(row(cell("One")), new_row("Two"), columns=1), _READ_OFTEN],
    ),
    "formatting of words": ([p("Loud"), _READ], [p(bold_now("Loud")), _READ_OFTEN]),
    "formatting of a paragraph": (
        [p("Loud"), _READ], [raw(f"<w:p>{_CENTRED}<w:r><w:t>Loud</w:t></w:r></w:p>"), _READ_OFTEN],
    ),
    "a paragraph that moved": ([_ONE, _TWO, _READ_OFTEN], _MOVED),
    "words changed in one go that share some": (
        [p("Keep the old list at hand for all."), _READ],
        [p("Keep the ", gone("old list at hand"), ins("new list at home"), " for all."), _READ_OFTEN],
    ),
    "words beside others that nobody marked": (
        [p("Keep a list."), _READ], [p("Keep a ", ins("very "), "long list."), _READ_OFTEN],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BESIDE)
def test_a_change_of_any_kind_keeps_its_author_beside_words_that_changed_without_a_mark(case: str) -> None:
    old, new = (each if isinstance(each, bytes) else docx(*each) for each in BESIDE[case])
    result = kept(old, new)
    assert authors(result) == {"Member A", "Clerk"}
    said = {note.about.partition(":")[0] for note in result.notes}
    assert said == {"kept"}, [str(note) for note in result.notes]


def test_a_paragraph_is_marked_as_its_authors_did_where_that_leads_from_the_old_one() -> None:
    old, new = (docx(*side) for side in BESIDE["words changed in one go that share some"])
    assert "[-old list at hand-]{+new list at home+}" in shown(kept(old, new).content)


def test_words_side_by_side_keep_the_author_of_each() -> None:
    old = docx(p("Keep a list."), p("A wide and open room."), _READ)
    new = docx(
        p("Keep a ", ins("very "), ins("long ", "B", 903), "list."),
        p("A ", gone("wide ", "B", 904), gone("and open ", "A", 905), "room."),
        _READ_OFTEN,
    )
    result = kept(old, new)
    assert [note.about.partition(":")[0] for note in result.notes] == ["kept"] * 4
    root = read_package(result.content).root("word/document.xml")
    said = [(each.get(f"{{{W}}}author"), "".join(each.itertext())) for each in root.iter(f"{{{W}}}ins", f"{{{W}}}del")]
    assert said == [
        ("Member A", "very "), ("Member B", "long "), ("Member B", "wide "), ("Member A", "and open "),
        ("Clerk", " often"),
    ]  # fmt: skip
    assert result.counts.total == 5


def test_a_change_of_the_old_document_that_the_new_one_has_accepted_is_ours_now() -> None:
    old = docx(p("Keep a ", ins("long ", "B"), "list."))
    result = kept(old, docx(p("Keep a long list", gone("."))))
    assert authors(result) == {"Member A", "Clerk"}
    said = [note.about for note in result.notes]
    assert said == ["kept: paragraph 1", "of the old document, rejected: paragraph 1"]


PARTS: dict[str, tuple[list[Part], list[Part], str, str]] = {
    "an insertion some of whose words are in the old document": (
        [p("Keep a long list.")], [p("Keep a ", ins("very long "), "list.")], "Keep a {A:very }long list.", "“very ”",
    ),
    "an insertion with words of the old document in its middle": (
        [p("Keep a long list.")], [p("Keep a ", ins("very long and full "), "list.")],
        "Keep a {A:very }long {A:and full }list.", "“very and full ”",
    ),
    "a deletion some of whose words the old document has not": (
        [p("Keep the old list. Read it.")],
        [p("Keep the ", gone("very old and dusty "), "list. Read it at home.")],
        "Keep the [A:old ]list. Read it{Clerk: at home}.", "“old ”",
    ),
    "words put in the place of others that differ in the old document": (
        [p("Keep a short list of tools.")], [p("Keep a ", gone("tall"), ins("very long"), " list of tools.")],
        "Keep a [Clerk:short]{A:very long} list of tools.", "",
    ),
    "an insertion of two people, one of whom says what is there": (
        [p("Keep a list of all.")], [p("Keep a list", ins(" of all", "A"), ins(" tools", "B", 903), ".")],
        "Keep a list of all{B: tools}.", "",
    ),
    "the half of a word": (
        [p("Keep the cat indoors.")], [p("Keep cat", ins("s"), " indoors now.")],
        "Keep [Clerk:the ]cat{A:s} indoors{Clerk: now}.", "",
    ),
    "the end of a word that went": (
        [p("Keep the cats indoors.")], [p("Keep the cat", gone("s"), " indoors now.")],
        "Keep the cat[A:s] indoors{Clerk: now}.", "",
    ),
    "one of two equal words": (
        [p("A long list here.")], [p("A long ", ins("long "), "list there.")],
        "A long {A:long }list [Clerk:here]{Clerk:there}.", "",
    ),
    "a paragraph of which the old document has a sentence": (
        [KEPT, p("It is so. We know it well.")], [KEPT, whole("ins", "It is so. All must read it. We know it well.")],
        "These words stay.¶It is so. {A:All must read it. }We know it well.", "",
    ),
    "a row of which the old document has nothing": (
        [table(row(cell("One")), columns=1), _READ],
        [table(row(cell("One and all")), new_row("Two"), columns=1), _READ],
        "One{Clerk: and all}¶{A:Two}{A:¶}Read it.", "",
    ),
}  # fmt: skip


def signed(content: bytes) -> str:
    """Return the text with {who:inserted} and [who:deleted], the ends of paragraphs as ¶."""
    found: list[str] = []
    root = read_package(content).root("word/document.xml")
    for paragraph in root.iter(f"{{{W}}}p"):
        for run in paragraph.iter(f"{{{W}}}r"):
            words = "".join(run.itertext())
            above = run.getparent()
            assert above is not None
            tag = etree.QName(above).localname
            who = above.get(f"{{{W}}}author", "").removeprefix("Member ")
            found.append({"ins": f"{{{who}:{words}}}", "del": f"[{who}:{words}]"}.get(tag, words) if words else "")
        mark = paragraph.find(f"{{{W}}}pPr/{{{W}}}rPr/{{{W}}}ins")
        found.append("¶" if mark is None else f"{{{mark.get(f'{{{W}}}author', '').removeprefix('Member ')}:¶}}")
    return "".join(found).removesuffix("¶").replace("¶¶", "¶")


@pytest.mark.parametrize("case", PARTS)
def test_the_part_of_a_change_that_leads_from_the_old_document_keeps_its_author(case: str) -> None:
    old, new, expected, part = PARTS[case]
    result = kept(docx(*old), docx(*new))
    assert signed(result.content) == expected
    said = [note.message for note in result.notes if note.about.startswith("kept in part")]
    assert any(f": {part}; the rest is marked as by Clerk" in message for message in said) == bool(part)


def test_an_insertion_all_of_whose_words_the_old_document_has_is_said_to_be_in_both() -> None:
    result = kept(docx(p("Keep a long list."), p("Read it.")), docx(p("Keep a ", ins("long "), "list."), p("Read.")))
    lost = [note.message for note in result.notes if note.about.startswith("not kept")]
    assert lost == [f"inserted “long ” by Member A, {WHEN}: its words stand in the old document, too"]


def test_a_change_that_stands_in_both_says_so() -> None:
    notes = kept(*LEADS["the same change in both"]).notes
    assert [str(note) for note in notes if note.about.startswith("kept")] == [
        f"kept: paragraph 1: inserted “long ” by Member A, {WHEN} (it stands in the old document, too)"
    ]


def test_a_change_of_the_old_document_alone_is_listed_as_rejected() -> None:
    notes = kept(*LEADS["a change of the old document that the new one has rejected"]).notes
    assert f"of the old document, rejected: paragraph 1: inserted “long ” by Member B, {WHEN}" in map(str, notes)


def test_without_keep_every_change_is_ours_as_before() -> None:
    old, new = LEADS["a word inserted"]
    assert authors(redline(old, new, author="Clerk")) == {"Clerk"}


@st.composite
def _three(draw: st.DrawFn) -> tuple[Any, Any, Any]:
    first = draw(generate.documents)
    second = draw(generate.edited(first))
    return first, second, draw(generate.edited(second))


@holds_for_any(short=6, long=200, texts=_three(), tracked_in=st.sampled_from(["new", "old", "both"]))
def test_the_law_holds_whichever_side_holds_changes(texts: tuple[Any, Any, Any], tracked_in: str) -> None:
    first, second, third = (generate.written(each) for each in texts)
    changes = redline(second, third, author="Member A").content
    earlier = redline(first, second, author="Member B").content
    old, new = {"new": (first, changes), "old": (changes, first), "both": (earlier, changes)}[tracked_in]
    result = redline(old, new, author="Clerk", existing="keep")
    assert judge.read(result.content, "new") == judge.read(new, "new")
    assert judge.read(result.content, "old") == judge.read(old, "old")
    assert authors(result) <= {"Member A", "Member B", "Clerk"}


def _letters(content: bytes) -> list[tuple[str, str]]:
    """Return each letter that is left when all is accepted, with who put it in or moved it here."""
    found: list[tuple[str, str]] = []
    for text in read_package(content).root("word/document.xml").iter(f"{{{W}}}t"):
        around = [
            each for each in text.iterancestors() if etree.QName(each).localname in {"ins", "del", "moveTo", "moveFrom"}
        ]
        if any(etree.QName(each).localname in {"del", "moveFrom"} for each in around):
            continue
        who = f"{etree.QName(around[0]).localname} {around[0].get(f'{{{W}}}author')}" if around else ""
        found += [(letter, who) for letter in text.text or ""]
    return found


_words = st.lists(
    st.sampled_from(["the", "council", "keeps", "a", "long", "register", "of", "tools", "cats", "cat"]),
    min_size=1,
    max_size=12,
)


@st.composite
def _reworded(draw: st.DrawFn, words: list[str]) -> list[str]:
    at = draw(st.integers(0, len(words)))
    return words[:at] + draw(_words)[:3] + words[at + draw(st.integers(0, 3)) :]


@st.composite
def _two_ways(draw: st.DrawFn) -> tuple[bytes, bytes, bytes]:
    """Return an old document, what the changes of the new one were made in, and the new one, without its changes."""
    made = []
    for _ in range(draw(st.integers(1, 3))):
        base = draw(_words)
        before = draw(_reworded(base))
        made.append((draw(_reworded(base)), before, draw(_reworded(before))))
    return tuple(docx(*(p(" ".join(each[side])) for each in made)) for side in range(3))  # type: ignore[return-value]


@holds_for_any(short=8, long=300, texts=_two_ways(), granularity=st.sampled_from(["word", "character"]))
def test_what_a_member_put_in_and_the_old_document_lacks_is_the_members(
    texts: tuple[bytes, bytes, bytes], granularity: Any
) -> None:
    old, before, after = texts
    new = redline(before, after, author="Member A", granularity=granularity).content
    result = kept(old, new)
    pairs = list(zip(_letters(result.content), _letters(new), strict=True))
    assert not [letter for (letter, ours), (_, theirs) in pairs if ours == "ins Clerk" and theirs]
