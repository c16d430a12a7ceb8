"""How a redline looks to the committee that reads it."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from policybuilder.redline import accept_all, redline, reject_all
from tests.redline.test_pairs import redlined, sides
from tests.redline.word import b, bookmark, control, docx, field_, h, link, p, row, table

A = "The council must keep a register of the tools that it uses."
B = "You must not put personal data into a public tool without approval."
C = "Report an incident to the service desk within one working day."


def xml(content: bytes, part: str = "word/document.xml") -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read(part).decode()


def shown(content: bytes, part: str = "word/document.xml") -> str:
    """Return the text with [-deleted-], {+inserted+}, <-moved away->, >+moved here+< and ¶ for paragraph ends."""
    marks = {"del": ("[-", "-]"), "ins": ("{+", "+}"), "moveFrom": ("<-", "->"), "moveTo": (">+", "+<")}
    found: list[str] = []
    for paragraph in re.findall(r"<w:p(?: [^>]*)?/>|<w:p[ >].*?</w:p>", xml(content, part), re.DOTALL):
        properties, _, inside = paragraph.partition("</w:pPr>") if "</w:pPr>" in paragraph else ("", "", paragraph)
        pieces = re.split(
            r"(<w:(?:del|ins|moveFrom|moveTo) .*?</w:(?:del|ins|moveFrom|moveTo)>)", inside, flags=re.DOTALL
        )
        for piece in pieces:
            words = "".join(re.findall(r"<w:(?:t|delText)(?: [^>]*)?>([^<]*)<", piece))
            kind = re.match(r"<w:(del|ins|moveFrom|moveTo) ", piece)
            found.append(f"{marks[kind[1]][0]}{words}{marks[kind[1]][1]}" if kind and words else words)
        kind = re.search(r"<w:rPr><w:(del|ins|moveFrom|moveTo) ", properties)
        found.append(f"{marks[kind[1]][0]}¶{marks[kind[1]][1]}" if kind else "¶")
    return "".join(found)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("word-replaced", f"The council must keep a [-register-]{{+list+}} of the tools that it uses.¶{B}¶"),
        ("punctuation-only", "The council must keep a register of the tools that it uses{+; and so on+}.¶"),
        ("full-stop-becomes-exclamation", "The council must keep a register of the tools that it uses[-.-]{+!+}¶"),
        ("sentence-inserted-in-the-middle", f"{A} {{+{B} +}}{C}¶"),
        ("number-changed", "Keep it for [-1,250.50-]{+1,350.50+} days.¶"),
        ("paragraph-split-in-two", f"{A}[- -]{{+¶+}}{B}¶{C}¶"),
        ("two-paragraphs-joined", f"{A}[-¶-]{{+ +}}{B}¶{C}¶"),
        ("paragraph-inserted-last", f"{A}¶{B}{{+¶+}}{{+{C}+}}¶"),
        ("list-renumbered-ids-only", f"{A}¶{B}¶"),
        ("field-result-changed", "See [-section 7.2-]{+section 7.3+}.¶"),
        ("hyperlink-text-changed", "See the [-old-]{+new+} guide.¶"),
    ],
)  # fmt: skip
def test_only_what_changed_is_marked(name: str, expected: str) -> None:
    assert shown(redlined(name).content) == expected


def test_a_moved_paragraph_is_a_move_with_its_ranges() -> None:
    content = redlined("cross-reference-to-a-moved-paragraph").content
    assert redlined("cross-reference-to-a-moved-paragraph").counts.moves == 1
    body = xml(content)
    assert body.count("<w:moveFromRangeStart ") == body.count("<w:moveFromRangeEnd ") == 1
    assert body.count("<w:moveToRangeStart ") == body.count("<w:moveToRangeEnd ") == 1
    assert set(re.findall(r'w:name="(move\d+)"', body)) == {"move1"}


def test_what_changed_inside_a_moved_paragraph_is_marked_too() -> None:
    text = shown(redlined("paragraph-moved-up-and-changed").content)
    assert "{+month+}" in text
    assert "[-quarter-]" in text
    assert ">+Each service owner reviews its entries at least once a +<" in text


def test_moves_can_be_turned_off() -> None:
    old, new = sides("paragraph-moved-down")
    assert redline(old, new, moves=False).counts.moves == 0


def test_a_short_paragraph_is_not_a_move() -> None:
    assert redlined("short-paragraph-moved-is-no-move").counts.moves == 0


def test_a_heading_moves_with_the_paragraphs_below_it() -> None:
    old = docx(
        h("One"),
        p(A),
        p(B),
        h("Two"),
        p("x y z"),
        p("Different words stand in this one."),
        p("Yet others end it here."),
    )
    new = docx(
        h("Two"),
        p("x y z"),
        p("Different words stand in this one."),
        p("Yet others end it here."),
        h("One"),
        p(A),
        p(B),
    )
    result = redline(old, new)
    assert result.counts.moves == 1
    text = shown(result.content)
    # The heading and the short paragraph are too short to be found as moves of their own.
    assert ">+Two+<>+¶+<>+x y z+<>+¶+<>+Different words stand in this one.+<" in text
    assert "<-Two-><-¶-><-x y z-><-¶-><-Different words stand in this one.->" in text
    assert "{+" not in text


def test_character_granularity_marks_the_letters_that_changed() -> None:
    result = redline(docx(p("The council decides.")), docx(p("The councils decide.")), granularity="character")
    assert shown(result.content) == "The council{+s+} decide[-s-].¶"


def test_character_granularity_keeps_the_formatting_of_half_words() -> None:
    old, new = docx(p("un", b("think"), "able")), docx(p("un", b("drink"), "able"))
    result = redline(old, new, granularity="character")
    assert shown(result.content) == "un[-th-]{+dr+}inkable¶"


def test_a_table_row_is_a_row_insertion() -> None:
    body = xml(redlined("table-row-inserted").content)
    assert body.count("<w:trPr><w:ins ") == 1
    assert "<w:del " not in body


def test_a_deleted_list_item_leaves_no_paragraph_behind() -> None:
    assert xml(accept_all(redlined("list-item-deleted").content)).count("<w:numPr>") == 2


def test_formatting_alone_is_a_formatting_change() -> None:
    counts = redlined("formatting-only-in-one-word").counts
    assert (counts.insertions, counts.deletions, counts.formatting) == (0, 0, 1)


def test_changes_stay_inside_hyperlinks() -> None:
    assert "<w:ins><w:hyperlink" not in re.sub(
        r" [a-z:]+=\"[^\"]*\"", "", xml(redlined("hyperlink-text-changed").content)
    )


def test_a_text_box_changes_in_both_of_its_copies() -> None:
    body = xml(redlined("text-box-changed").content)
    assert body.count(">register</w:delText>") == 2


def test_clauses_align_by_their_control_even_when_rewritten() -> None:
    result = redlined("content-control-rewritten-aligns-by-tag")
    assert xml(result.content).count("<w:sdt>") == 2


def test_a_control_taken_away_leaves_its_text_unmarked() -> None:
    result = redline(docx(control("clause:a", p(A), p(B)), p()), docx(p(A), p(B), p()))
    assert shown(result.content) == f"{A}¶{B}¶¶"
    assert "customXmlDelRangeStart" in xml(result.content)


def test_existing_changes_are_accepted_rejected_or_refused() -> None:
    tracked = redline(docx(p("One two.")), docx(p("One three."))).content
    assert shown(redline(tracked, docx(p("One three."))).content) == "One three.¶"
    assert shown(redline(tracked, docx(p("One two.")), existing="reject").content) == "One two.¶"
    with pytest.raises(Exception, match="already holds tracked changes"):
        redline(tracked, docx(p("One two.")), existing="refuse")


def test_revision_ids_are_unique_and_the_author_and_date_are_one() -> None:
    content = redline(
        docx(p(A), header=("1.0",)), docx(p(B), header=("2.0",)), author="Clerk", date="2026-01-02T03:04:05Z"
    ).content
    marks = [
        m
        for part in ("word/document.xml", "word/header1.xml")
        for m in re.findall(r"<w:(?:ins|del) [^>]*>", xml(content, part))
    ]
    ids = [re.search(r'w:id="(\d+)"', mark)[1] for mark in marks]  # type: ignore[index]
    assert len(ids) == len(set(ids)) >= 4
    assert all('w:author="Clerk"' in mark and 'w:date="2026-01-02T03:04:05Z"' in mark for mark in marks)


def test_the_same_sources_give_the_same_bytes() -> None:
    assert redline(*sides("table-replaced-by-another")).content == redline(*sides("table-replaced-by-another")).content


def test_accept_all_and_reject_all_work_on_whole_files() -> None:
    old, new = docx(p(A), table(row("a", "b")), p()), docx(p(B), p())
    content = redline(old, new).content
    assert shown(accept_all(content)) == f"{B}¶¶"
    assert shown(reject_all(content)) == f"{A}¶a¶b¶¶"


def test_what_cannot_be_tracked_is_said() -> None:
    notes = [str(note) for note in redlined("bookmark-moved-elsewhere").notes]
    assert notes == ["bookmarks: cannot be tracked; after rejecting all, x would stand elsewhere or hold other text"]
    assert any("own are defined differently" in str(note) for note in redlined("style-defined-differently").notes)
    assert any("only the new document has it" in str(note) for note in redlined("header-added").notes)


def test_a_place_that_cannot_be_marked_finely_is_marked_as_a_whole_and_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    from policybuilder.redline.marking import mark

    def broken(old: object, new: list[object], marking: object, change_inside: object) -> list[object]:
        from copy import deepcopy

        return [deepcopy(element) for element in new]

    monkeypatch.setattr(mark, "write_paragraphs", broken)
    result = redline(docx(p("Keep."), p(A)), docx(p("Keep."), p(A + " Always.")))
    assert shown(result.content) == f"Keep.¶[-{A}-]{{+{A} Always.+}}¶"
    assert [note.message for note in result.notes] == ["a paragraph is marked as a whole"]


def test_what_fails_only_as_a_whole_is_marked_more_coarsely_and_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    from policybuilder.redline import Break, Verdict, engine

    answers = iter([Verdict((Break("accept all", "paragraph 1", "a", "b"),), (), ())] * 2)
    proven = engine.verify
    monkeypatch.setattr(engine, "verify", lambda *given: next(answers, None) or proven(*given))
    result = redline(docx(p("Keep."), p(A)), docx(p("Keep."), p(A + " Always.")))
    assert shown(result.content) == f"Keep.¶[-{A}-]{{+{A} Always.+}}¶"
    assert "marked as a whole" in result.notes[0].message


def test_a_redline_that_breaks_the_law_says_where_and_is_refused_when_strict(monkeypatch: pytest.MonkeyPatch) -> None:
    from policybuilder.errors import PolicyBuilderError
    from policybuilder.redline.marking import mark

    monkeypatch.setattr(mark, "write_plan", lambda steps, marking: [])
    monkeypatch.setattr("policybuilder.redline.engine.write_plan", lambda steps, marking: [])
    result = redline(docx(p(A)), docx(p(B)))
    assert str(result.verdict) == "not proven at paragraph 1"
    assert str(result.notes[0]).startswith("not proven at paragraph 1: accept all: should be ")
    with pytest.raises(PolicyBuilderError) as caught:
        redline(docx(p(A)), docx(p(B)), strict=True)
    assert "accept all: paragraph 1" in str(caught.value)
    assert B in str(caught.value)


def test_a_field_with_a_bookmark_inside_is_kept_whole() -> None:
    old = docx(p("See ", bookmark("x", field_(" REF a ", "one")), " and ", link("https://a.example/", "this"), "."))
    new = docx(p("See ", bookmark("x", field_(" REF a ", "one")), " or ", link("https://a.example/", "this"), "."))
    assert shown(redline(old, new).content) == "See one [-and-]{+or+} this.¶"


def test_spaces_that_do_not_count_are_not_made_to_count() -> None:
    old = _with_document(docx(p("One two.")), '<w:t xml:space="preserve">One two.</w:t>', "<w:t> One two. </w:t>")
    assert shown(redline(old, docx(p("One three."))).content) == "One [-two-]{+three+}.¶"


def _with_document(content: bytes, wanted: str, instead: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w") as target:
        for info in source.infolist():
            target.writestr(info.filename, source.read(info).decode().replace(wanted, instead))
    return buffer.getvalue()
