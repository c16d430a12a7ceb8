"""A PDF without tags is read by its looks: tables by the lines round their rows, heads and feet by where they stand."""

from __future__ import annotations

from policybuilder.document import Document, Paragraph, Table, block_text, clauses, plain_text
from policybuilder.readers.pdf.read import read_pdf_file
from tests.adopt.pdf_made import pdf

LEFT, RIGHT = 60, 540


def shown(left: float, height: float, text: str, font: str = "F1", size: int = 10) -> str:
    escaped = text.replace("(", "\\(").replace(")", "\\)")
    return f"BT /{font} {size} Tf 1 0 0 1 {left} {height} Tm ({escaped}) Tj ET"


def bold(left: float, height: float, text: str, size: int = 10) -> str:
    return shown(left, height, text, "F2", size)


def rule(height: float) -> str:
    return f"{LEFT} {height} m {RIGHT} {height} l S"


def read(*pages: list[str]) -> Document:
    return read_pdf_file(pdf(["\n".join(page) for page in pages]), "old.pdf")[0]


def rows(document: Document) -> list[list[str]]:
    (table,) = [block for clause in clauses(document) for block in clause.blocks if isinstance(block, Table)]
    return [[plain_text(cell.inlines) for cell in row] for row in (table.header, *table.rows)]


def texts(document: Document) -> list[str]:
    return [block_text(block) for clause in clauses(document) for block in clause.blocks]


HEAD = [
    bold(LEFT, 780, "Use"),
    shown(LEFT, 760, "The table says what may go where, and whoever is in doubt must ask before they"),
    shown(LEFT, 748, "use a tool for anything that it does not name, whatever the hurry is about it."),
]


def table(top: float) -> list[str]:
    return [
        rule(top),
        bold(66, top - 14, "Tool"),
        bold(200, top - 14, "Who may use it"),
        rule(top - 20),
        # The words of a cell go on below one another, and a cell may be empty.
        shown(66, top - 34, "The assistant of the"),
        shown(200, top - 34, "Everybody who has a licence, and nobody"),
        shown(66, top - 46, "office programs"),
        shown(200, top - 46, "else"),
        rule(top - 52),
        shown(66, top - 66, "Agents"),
        rule(top - 72),
    ]


WANTED = [
    ["Tool", "Who may use it"],
    ["The assistant of the office programs", "Everybody who has a licence, and nobody else"],
    ["Agents", ""],
]


def test_lines_round_rows_make_a_table_however_its_cells_are_wrapped() -> None:
    assert rows(read([*HEAD, *table(720)])) == WANTED


def test_a_table_that_goes_on_below_its_header_again_is_one_table() -> None:
    again = [rule(800), bold(66, 786, "Tool"), bold(200, 786, "Who may use it"), rule(780)]
    more = [*again, shown(66, 766, "Chat"), shown(200, 766, "All staff"), rule(760)]
    assert rows(read([*HEAD, *table(120)], more)) == [*WANTED, ["Chat", "All staff"]]


def test_a_row_that_goes_on_on_the_next_page_is_one_and_the_header_that_stands_again_is_named_once() -> None:
    again = [rule(800), bold(66, 786, "Tool"), bold(200, 786, "Who may use it"), rule(780)]
    rest = [
        shown(200, 766, "for it, and nobody else"),
        rule(760),
        shown(66, 746, "Chat"),
        shown(200, 746, "All"),
        rule(740),
    ]
    cut = [shown(66, 34, "Maps"), shown(200, 34, "Whoever has asked"), rule(28)]
    file = pdf(["\n".join(page) for page in ([*HEAD, *table(120), *cut], [*again, *rest])])
    document, printed = read_pdf_file(file, "old.pdf")
    assert rows(document) == [*WANTED, ["Maps", "Whoever has asked for it, and nobody else"], ["Chat", "All"]]
    assert [line.text for line in printed.left_out if "Tool" in line.text] == ["Tool | Who may use it"]


def test_a_table_without_lines_has_its_rows_by_the_room_between_them_and_its_columns_by_where_words_begin() -> None:
    page = [*HEAD, bold(LEFT, 700, "Use"), bold(180, 700, "What is allowed"), bold(400, 700, "Who approves it")]
    for row in range(5):
        top = 676 - 46 * row
        # The words of a cell come close to those of the next.
        page += [
            shown(LEFT, top, f"Use number {row} of AI in"),
            shown(180, top, f"Drafting of kind {row} is allowed where a person,"),
        ]
        page += [shown(400, top, "Head of the service")]
        page += [shown(LEFT, top - 12, "the service"), shown(180, top - 12, "who knows the case, reads all of it")]
        page += [shown(180, top - 24, "before it is sent.")]
    allowed = "Drafting of kind {} is allowed where a person, who knows the case, reads all of it before it is sent."
    assert rows(read(page)) == [
        ["Use", "What is allowed", "Who approves it"],
        *([f"Use number {row} of AI in the service", allowed.format(row), "Head of the service"] for row in range(5)),
    ]


def test_the_rows_of_a_table_without_lines_that_stand_close_are_rows_each() -> None:
    page = [*HEAD, bold(LEFT, 700, "Role"), bold(250, 700, "Who it is")]
    for row in range(6):
        page += [shown(LEFT, 680 - 13 * row, f"Owner of tool {row}"), shown(250, 680 - 13 * row, f"Manager {row}")]
    assert len(rows(read(page))) == 7


def test_the_line_under_a_link_parts_no_row() -> None:
    last = [shown(66, 634, "Others"), shown(200, 634, "Write to"), shown(240, 634, "digital@wyrefold.example first")]
    link = "240 632.5 m 371 632.5 l S"
    assert rows(read([*HEAD, *table(720), *last, link, rule(628)])) == [
        *WANTED,
        ["Others", "Write to digital@wyrefold.example first"],
    ]


def test_a_line_below_a_heading_makes_no_table() -> None:
    page = [bold(LEFT, 780, "Use"), rule(776), *HEAD[1:], rule(740), shown(LEFT, 728, "Ask first."), rule(720)]
    assert not [block for clause in clauses(read(page)) for block in clause.blocks if isinstance(block, Table)]


def test_a_reference_at_the_beginning_of_a_line_goes_on_with_its_paragraph() -> None:
    lines = [
        "You may use an approved tool for a purpose that it is approved for, as the list in",
        "5.6. says, and you may put in only what the regulations let you put in, by regulation 3",
        "(da) of them. You must keep what is a record, and say that AI helped in making it, too.",
    ]
    page = [bold(LEFT, 780, "Use"), *(shown(LEFT, 760 - 12 * at, line) for at, line in enumerate(lines))]
    (paragraph,) = [block for clause in clauses(read(page)) for block in clause.blocks]
    assert isinstance(paragraph, Paragraph)
    assert block_text(paragraph) == " ".join(lines)


def test_a_title_that_stands_above_every_page_too_is_the_title() -> None:
    head = shown(LEFT, 815, "Our AI policy")
    first = [head, bold(LEFT, 795, "Our AI policy", 20), *HEAD]
    assert read(first, [head, bold(LEFT, 780, "Rules"), shown(LEFT, 760, "Ask first.")]).title == "Our AI policy"


def test_paragraphs_of_one_line_are_parted_by_the_room_between_them() -> None:
    wrapped = ["We will ask for help, and we will say at once what went wrong with the tool, whoever", "is to blame."]
    lines = [shown(LEFT, 700 - 24 * at, f"We will keep promise {at}.") for at in range(8)]
    long = [shown(LEFT, top - 13 * at, line) for top in (480, 443, 406) for at, line in enumerate(wrapped)]
    said = texts(read([bold(LEFT, 780, "Promises"), *lines, *long]))
    assert said[:8] == [f"We will keep promise {at}." for at in range(8)]
    assert said[8:] == [" ".join(wrapped)] * 3


def numbered(height: float, number: str, *lines: str) -> list[str]:
    first = shown(LEFT, height, number)
    return [first, *(shown(90, height - 12 * at, line) for at, line in enumerate(lines))]


def test_a_reference_below_the_words_of_a_numbered_paragraph_goes_on_with_it() -> None:
    page = [
        bold(LEFT, 780, "Use"),
        *numbered(
            760, "2.1", "Use a tool only where the person who decides has met the test that is in section", "9.2."
        ),
        *numbered(730, "2.2", "Ask if in doubt, before you use it and not a day later, whoever wants you to do so."),
    ]
    said = [block_text(block) for clause in clauses(read(page)) for block in clause.blocks]
    assert said == [
        "Use a tool only where the person who decides has met the test that is in section 9.2.",
        "Ask if in doubt, before you use it and not a day later, whoever wants you to do so.",
    ]


def test_a_numbered_paragraph_goes_on_over_a_page_where_the_next_word_had_no_room() -> None:
    full = "Read the whole draft before you save it, and look for what is wrong with it as well."
    short = "Read the whole draft before you save it."
    above = [bold(LEFT, 780, "Use"), *numbered(760, "2.1", "You write the record, and you must say who", full)]
    next_page = [shown(90, 780, "The record must show who read it."), *numbered(750, "2.2", "Ask if in doubt.")]
    assert texts(read(above, next_page))[0].endswith("as well. The record must show who read it.")
    above[-1] = shown(90, 748, short)
    assert texts(read(above, next_page))[1] == "The record must show who read it."


def test_a_long_foot_on_every_page_and_the_title_at_the_head_of_later_ones_are_no_text() -> None:
    said = ("Owner: the Head of Digital,", "who may be asked,", "also about this foot,", "by anybody,", "at any time.")
    foot = [shown(LEFT, 90 - 12 * at, text) for at, text in enumerate(said)]
    first = [bold(LEFT, 800, "Our AI policy", 20), *HEAD, *foot]
    second = [shown(LEFT, 810, "Draft: Our AI policy", size=8), bold(LEFT, 780, "Rules"), shown(LEFT, 760, "Ask.")]
    document = read(first, [*second, *foot])
    assert document.title == "Our AI policy"
    assert [text for text in texts(document) if "Owner" in text or "Draft" in text or "anybody" in text] == []
    assert texts(document)[-1] == "Ask."
