"""The passages of an edited Word file, with who changed what, and the comments."""

from __future__ import annotations

import io

import docx
import pytest

from policybuilder.errors import PolicyBuilderError
from policybuilder.ooxml.zip import read_parts, write_parts
from policybuilder.readers.word.rows import WordRows, read_rows

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BY = 'w:author="Cllr A. Member" w:date="2026-11-20T10:00:00Z"'
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"


def word(body: str, comments: str = "", threads: str = "") -> bytes:
    """Return a Word file with this body and these comments."""
    made = docx.Document()
    made.add_comment(made.add_paragraph("x").runs, text="x")
    stream = io.BytesIO()
    made.save(stream)
    parts = read_parts(stream.getvalue(), "a.docx")
    parts["word/document.xml"] = f"<w:document {W}><w:body>{body}</w:body></w:document>".encode()
    parts["word/comments.xml"] = f'<w:comments {W} xmlns:w14="{W14}">{comments}</w:comments>'.encode()
    if threads:
        parts["word/commentsExtended.xml"] = f'<w15:commentsEx xmlns:w15="{W15}">{threads}</w15:commentsEx>'.encode()
    return write_parts(parts)


def rows(body: str, comments: str = "", threads: str = "") -> WordRows:
    return read_rows(
        word(f"<w:p><w:pPr><w:outlineLvl w:val='0'/></w:pPr>{run('Rules')}</w:p>{body}", comments, threads), "a.docx"
    )


def run(text: str, kind: str = "t") -> str:
    return f'<w:r><w:{kind} xml:space="preserve">{text}</w:{kind}></w:r>'


def paragraph(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def ins(text: str) -> str:
    return f'<w:ins w:id="1" {BY}>{run(text)}</w:ins>'


def gone(text: str) -> str:
    return f'<w:del w:id="2" {BY}>{run(text, "delText")}</w:del>'


END_GONE = f'<w:rPr><w:del w:id="3" {BY}/></w:rPr>'
END_NEW = f'<w:rPr><w:ins w:id="3" {BY}/></w:rPr>'


def marks(found: WordRows, at: int) -> list[tuple[str, str]]:
    return [(each.kind, each.text) for each in found.rows[at].tracked]


def test_words_put_in_and_taken_out_are_accepted_and_kept_with_their_author() -> None:
    found = rows(paragraph(run("Keep it ") + gone("30") + ins("90") + run(" days.")))
    assert found.rows[1].passage.words == "Keep it 90 days."
    assert marks(found, 1) == [("deleted", "30"), ("inserted", "90")]
    assert {(each.author, each.date) for each in found.rows[1].tracked} == {("Cllr A. Member", "2026-11-20T10:00:00Z")}


def test_a_paragraph_taken_out_whole_stands_behind_the_one_before_it() -> None:
    found = rows(paragraph(run("Keep it.")) + paragraph(gone("Sell it."), END_GONE) + paragraph(run("Ask.")))
    assert [row.passage.words for row in found.rows] == ["Rules", "Keep it.", "Ask."]
    assert [(each.kind, each.text) for each in found.rows[1].gone] == [("deleted", "Sell it.")]
    assert found.rows[2].tracked == ()


def test_a_paragraph_whose_end_was_taken_out_joins_the_next() -> None:
    found = rows(paragraph(run("Keep it. "), END_GONE) + paragraph(run("Ask.")))
    assert [row.passage.words for row in found.rows] == ["Rules", "Keep it. Ask."]
    assert marks(found, 1) == [("deleted", "")]


def test_a_paragraph_put_in_is_marked_once() -> None:
    found = rows(paragraph(ins("Ask first."), END_NEW))
    assert marks(found, 1) == [("inserted", "Ask first.")]


def test_moves_are_told_on_both_sides() -> None:
    there = f'<w:moveFromRangeStart w:id="5" w:name="m"/><w:moveFrom w:id="6" {BY}>{run("Ask.")}</w:moveFrom>'
    here = f'<w:moveToRangeStart w:id="7" w:name="m"/><w:moveTo w:id="8" {BY}>{run("Ask.")}</w:moveTo>'
    body = paragraph(there + '<w:moveFromRangeEnd w:id="5"/>' + run("Keep it.")) + paragraph(
        here + '<w:moveToRangeEnd w:id="7"/>'
    )
    found = rows(body)
    assert [row.passage.words for row in found.rows] == ["Rules", "Keep it.", "Ask."]
    assert marks(found, 1) == [("moved away", "Ask.")]
    assert marks(found, 2) == [("moved here", "Ask.")]
    with pytest.raises(PolicyBuilderError, match="a tracked move begins and does not end"):
        rows(body.replace('<w:moveToRangeEnd w:id="7"/>', ""))


def test_what_is_only_set_otherwise_is_formatting() -> None:
    bold = f'<w:r><w:rPr><w:b/><w:rPrChange w:id="9" {BY}><w:rPr/></w:rPrChange></w:rPr><w:t>must</w:t></w:r>'
    found = rows(paragraph(run("You ") + bold + run(" ask.")))
    assert marks(found, 1) == [("formatting", "must")]


def test_rows_of_tables_are_put_in_and_taken_out() -> None:
    def row(words: str, mark: str = "", kind: str = "t") -> str:
        text = f'<w:del w:id="4" {BY}>{run(words, kind)}</w:del>' if kind == "delText" else run(words)
        return f"<w:tr><w:trPr>{mark}</w:trPr><w:tc>{paragraph(text)}</w:tc></w:tr>"

    new, old = f'<w:ins w:id="1" {BY}/>', f'<w:del w:id="2" {BY}/>'
    found = rows(
        f"<w:tbl>{row('What')}{row('Notes', new)}{row('Minutes', old, 'delText')}</w:tbl>{paragraph(run('End.'))}"
    )
    assert [(row.passage.kind, row.passage.words) for row in found.rows[1:]] == [
        ("header", "What"),
        ("row", "Notes"),
        ("paragraph", "End."),
    ]
    assert ("inserted", "Notes") in marks(found, 2)
    assert [(each.kind, each.text) for each in found.rows[2].gone] == [("deleted", "Minutes")]


def comment(number: int, words: str, paragraph_id: str) -> str:
    return (
        f'<w:comment w:id="{number}" w:author="Monitoring Officer" w:date="2026-11-21T09:00:00Z">'
        f'<w:p w14:paraId="{paragraph_id}">{run(words)}</w:p></w:comment>'
    )


def test_comments_stand_at_their_paragraph_with_the_words_that_they_are_on_and_what_they_answer() -> None:
    start, end = '<w:commentRangeStart w:id="{0}"/>', '<w:commentRangeEnd w:id="{0}"/>'
    first = run("Keep it ") + start.format(0) + start.format(1) + run("for 30 days.")
    second = run("Ask") + end.format(0) + end.format(1) + run(" first.")
    found = rows(
        paragraph(first) + paragraph(second) + paragraph(run("End.") + '<w:r><w:commentReference w:id="2"/></w:r>'),
        comment(0, "Why 30?", "0A") + comment(1, "See the schedule.", "0B") + comment(2, "Fine.", "0C"),
        '<w15:commentEx w15:paraId="0A" w15:done="1"/><w15:commentEx w15:paraId="0B" w15:paraIdParent="0A"/>',
    )
    asked, answer, last = found.comments
    assert found.rows[1].comments == (asked, answer)
    assert (asked.author, asked.text, asked.on, asked.resolved) == (
        "Monitoring Officer",
        "Why 30?",
        "for 30 days. Ask",
        True,
    )
    assert (answer.replies_to, asked.replies_to) == (0, -1)
    assert found.rows[3].comments == (last,)
    assert last.on == ""
