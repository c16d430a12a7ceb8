"""The pairs of the corpus that are written down here: each has a name that says what it tests."""

from __future__ import annotations

from tests.redline.word import (
    anchor,
    b,
    bi,
    bookmark,
    box,
    br,
    cell,
    comment,
    control,
    docx,
    empty_simple_field,
    endnote,
    field_,
    field_begin,
    field_end,
    footnote,
    formula,
    h,
    i,
    image,
    inline_control,
    link,
    link_to,
    p,
    raw,
    red,
    row,
    section,
    simple_field,
    tab,
    table,
)  # fmt: skip

A = "The council must keep a register of the tools that it uses."
B = "You must not put personal data into a public tool without approval."
C = "Report an incident to the service desk within one working day."
D = "Each service owner reviews its entries at least once a quarter."
E = "Training is renewed every year and recorded by the learning team."
LONG = " ".join([A, B, C, D, E])


def _rows(*texts: tuple[str, ...]) -> list[object]:
    return [row(*cells) for cells in texts]


def _deep(depth: int, text: str) -> object:
    return table(row(cell(_deep(depth - 1, text), p()) if depth else cell(p(text))), columns=1)  # type: ignore[arg-type]


TERMS = table(
    row("Term", "Meaning"), row("AI", "Software that learns from data"), row("DPO", "Data protection officer")
)
# Two of a user's own styles, which Word tells apart by case.
TYPE = "".join(
    f'<w:style w:type="character" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name}"/>'
    f"<w:rPr><w:{look}/></w:rPr></w:style>"
    for key, name, look in [("Type", "Type", "b"), ("type0", "type", "i")]
)
LINK, REGISTER = "https://tools.example/register?a=1&b=2", "The register of tools"


def _typed(style: str, text: str) -> object:
    return raw(f'<w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>')


def _owners(first: str, *more: object) -> object:
    """Return a table round whose rows a bookmark stands that ends between rows, as Word writes it."""
    start = raw('<w:bookmarkStart w:id="77" w:name="Critical"/>')
    return table(
        row("System", "Owner"), row(cell(p(start, first)), "Finance"), *more, raw('<w:bookmarkEnd w:id="77"/>')
    )  # type: ignore[arg-type]


PAIRS: dict[str, tuple[bytes, bytes]] = {
    "link-that-is-a-paragraph-deleted": (docx(p(A), p(link(LINK, REGISTER)), p(B)), docx(p(A), p(B))),
    "link-deleted-among-words": (docx(p("See ", link(LINK, REGISTER), " and ", A)), docx(p("See ", A))),
    "link-to-a-bookmark-with-a-tip-deleted": (
        docx(p(A), p("See ", link_to("#one", 'a "tip" with \\', "section one"), ".")),
        docx(p(A), p("See .")),
    ),
    "link-put-round-words-that-stay": (docx(p(A)), docx(p(A[:12], link(LINK, A[12:20]), A[20:]))),
    "link-leads-elsewhere": (docx(p(link(LINK, A))), docx(p(link("https://other.example/", A)))),
    "link-without-words-deleted": (docx(p(A, link(LINK))), docx(p(A))),
    "link-moved-with-its-paragraph": (
        docx(p(link(LINK, A)), p(B), p(C), p(D)),
        docx(p(B), p(C), p(D), p(link(LINK, A))),
    ),
    "link-split-by-words": (
        docx(p(link(LINK, A + " " + B))),
        docx(p(link(LINK, A + " "), "In between. ", link(LINK, B))),
    ),
    "simple-field-in-a-paragraph-deleted": (
        docx(p(A), p(simple_field(" AUTHOR ", "Head of Digital"), " wrote this."), p(B)),
        docx(p(A), p(B)),
    ),
    "simple-field-result-changed": (
        docx(p(simple_field(" TITLE ", "The old title"), ". ", A)),
        docx(p(simple_field(" TITLE ", "The new title"), ". ", A)),
    ),
    "simple-field-put-round-words-that-stay": (
        docx(p("Head of Digital wrote this.")),
        docx(p(simple_field(" AUTHOR ", "Head of Digital"), " wrote this.")),
    ),
    "simple-field-without-a-result-added": (docx(p(A)), docx(p(A, raw(empty_simple_field(" TITLE "))))),
    "simple-field-becomes-a-complex-one": (
        docx(p(simple_field(" TITLE ", "A title"), " stands here.")),
        docx(p(field_(" TITLE ", "A title"), " stood here.")),
    ),
    "smart-tag-deleted": (
        docx(p(A, raw('<w:smartTag w:element="place"><w:r><w:t>Ashcombe</w:t></w:r></w:smartTag>'))),
        docx(p(A)),
    ),
    "story-ends-in-a-control-that-changed": (
        docx(p(A), control("clause:a", p("Last words in a control."))),
        docx(p(A), control("clause:a", p("Last words in this control."))),
    ),
    "story-ends-in-a-table-that-changed": (
        docx(p(A), table(*_rows(("Role", "Duty"), ("Clerk", "Minutes")))),  # type: ignore[arg-type]
        docx(p(A), table(*_rows(("Role", "Duty"), ("Clerk", "Agenda")))),  # type: ignore[arg-type]
    ),
    "styles-whose-names-differ-in-case": (
        docx(p(_typed("Type", "Bold words "), _typed("type0", "slanted words to go ")), p(A), styles=TYPE),  # type: ignore[arg-type]
        docx(p(_typed("Type", "Bold words ")), p(A), styles=TYPE),  # type: ignore[arg-type]
    ),
    "control-round-a-cell-that-changed": (
        docx(p(A), table(row(control("cell", cell("Owner of the policy")), "Head of Digital")), p(B)),
        docx(p(A), table(row(control("cell", cell("Keeper of the policy")), "Head of Digital")), p(B)),
    ),
    "control-added-last-in-a-cell": (
        docx(p(A), table(row(cell("Owner"), "Head of Digital")), p(B)),
        docx(p(A), table(row(cell("Owner", control("deputy", p("And deputy"))), "Head of Digital")), p(B)),
    ),
    "bookmark-that-ends-between-rows": (
        docx(p(A), _owners("Payroll"), p(B)),
        docx(p(A), _owners("Payroll and pensions"), p(B)),
    ),  # type: ignore[arg-type]
    "bookmark-that-ends-after-a-row-that-went": (
        docx(p(A), _owners("Payroll", row("Benefits", "Revenues")), p(B)),  # type: ignore[arg-type]
        docx(p(A), _owners("Payroll"), p(B)),  # type: ignore[arg-type]
    ),
    "nothing-changed": (docx(p(A), p(B)), docx(p(A), p(B))),
    "word-replaced": (docx(p(A), p(B)), docx(p(A.replace("register", "list")), p(B))),
    "word-inserted": (docx(p(A)), docx(p(A.replace("register", "public register")))),
    "word-deleted": (docx(p(A.replace("register", "public register"))), docx(p(A))),
    "punctuation-only": (docx(p(A)), docx(p(A[:-1] + "; and so on."))),
    "full-stop-becomes-exclamation": (docx(p(A)), docx(p(A[:-1] + "!"))),
    "sentence-inserted-in-the-middle": (docx(p(f"{A} {C}")), docx(p(f"{A} {B} {C}"))),
    "sentence-deleted-from-the-middle": (docx(p(f"{A} {B} {C}")), docx(p(f"{A} {C}"))),
    "sentence-rewritten": (docx(p(A), p(B), p(C)), docx(p(A), p("Nobody may upload names or addresses."), p(C))),
    "number-changed": (docx(p("Keep it for 1,250.50 days.")), docx(p("Keep it for 1,350.50 days."))),
    "apostrophe-changed": (docx(p("The council's policy")), docx(p("The council’s policy"))),
    "spaces-changed": (docx(p("The  council   must act.")), docx(p("The council must act."))),
    "capital-letter-changed": (docx(p("the Council must act")), docx(p("The council must act"))),
    "paragraph-inserted-first": (docx(p(B), p(C)), docx(p(A), p(B), p(C))),
    "paragraph-inserted-in-the-middle": (docx(p(A), p(C)), docx(p(A), p(B), p(C))),
    "paragraph-inserted-last": (docx(p(A), p(B)), docx(p(A), p(B), p(C))),
    "paragraph-deleted-first": (docx(p(A), p(B), p(C)), docx(p(B), p(C))),
    "paragraph-deleted-last": (docx(p(A), p(B), p(C, align="center")), docx(p(A), p(B))),
    "every-paragraph-replaced": (docx(p(A), p(B)), docx(p("Entirely different words."), p("Nothing alike at all."))),
    "empty-paragraphs-come-and-go": (docx(p(A), p(), p(), p(B)), docx(p(), p(A), p(B), p())),
    "from-an-empty-document": (docx(p()), docx(h("Policy"), p(A), TERMS, p(B))),
    "to-an-empty-document": (docx(h("Policy"), p(A), TERMS, p(B)), docx(p())),
    "paragraph-split-in-two": (docx(p(f"{A} {B}"), p(C)), docx(p(A), p(B), p(C))),
    "paragraph-split-in-three": (docx(p(f"{A} {B} {C}")), docx(p(A), p(B), p(C))),
    "paragraph-split-and-changed": (docx(p(f"{A} {B}")), docx(p(A), p(B.replace("public", "free")))),
    "two-paragraphs-joined": (docx(p(A), p(B), p(C)), docx(p(f"{A} {B}"), p(C))),
    "two-paragraphs-joined-at-the-end": (docx(p(C), p(A), p(B)), docx(p(C), p(f"{A} {B}"))),
    "paragraph-moved-down": (docx(p(A), p(B), p(C), p(D)), docx(p(B), p(C), p(D), p(A))),
    "paragraph-moved-up-and-changed": (
        docx(p(A), p(B), p(C), p(D)),
        docx(p(D.replace("once a quarter", "once a month")), p(A), p(B), p(C)),
    ),
    "section-of-three-paragraphs-moved": (
        docx(h("One"), p(A), p(B), h("Two"), p(C), p(D), p(E)),
        docx(h("Two"), p(C), p(D), p(E), h("One"), p(A), p(B)),
    ),
    "short-paragraph-moved-is-no-move": (docx(p("Purpose"), p(A), p(B)), docx(p(A), p(B), p("Purpose"))),
    "bold-added": (docx(p(A)), docx(p("The council ", b("must"), A[15:].replace(" must", "", 1)))),
    "formatting-only-in-one-word": (docx(p("You ", "must", " act.")), docx(p("You ", b("must"), " act."))),
    "formatting-of-half-a-word": (docx(p("unthinkable")), docx(p("un", bi("think"), "able"))),
    "formatting-and-words-changed": (
        docx(p("You ", i("must"), " act now.")),
        docx(p("You ", b("must"), " act today.")),
    ),
    "runs-split-without-a-change": (docx(p(A)), docx(p(A[:7], A[7:9], A[9:30], A[30:]))),
    "paragraph-style-changed": (docx(p("Purpose"), p(A)), docx(h("Purpose"), p(A))),
    "paragraph-centred": (docx(p(A)), docx(p(A, align="center"))),
    "paragraph-mark-formatted": (docx(p(A)), docx(p(A, mark="<w:b/>"))),
    "list-item-deleted": (docx(p(A, num=2), p(B, num=2), p(C, num=2), p(D)), docx(p(A, num=2), p(C, num=2), p(D))),
    "list-item-inserted": (docx(p(A, num=2), p(C, num=2)), docx(p(A, num=2), p(B, num=2), p(C, num=2))),
    "list-item-indented": (docx(p(A, num=1), p(B, num=1)), docx(p(A, num=1), p(B, num=1, level=1))),
    "list-renumbered-ids-only": (
        docx(p(A, num=1), p(B, num=2), lists=("bullet", "decimal")),
        docx(p(A, num=2), p(B, num=1), lists=("decimal", "bullet")),
    ),
    "bullets-become-numbers": (docx(p(A, num=1), p(B, num=1)), docx(p(A, num=2), p(B, num=2))),
    "list-only-in-the-old": (
        docx(p(A), p(B, num=3), p(C, num=3), lists=("bullet", "decimal", "lowerLetter")),
        docx(p(A), p(D)),
    ),
    "table-cell-changed": (
        docx(p(A), TERMS, p(B)),
        docx(
            p(A),
            table(
                *_rows(
                    ("Term", "Meaning"),
                    ("AI", "Software that learns from examples"),
                    ("DPO", "Data protection officer"),
                )
            ),
            p(B),
        ),
    ),  # type: ignore[arg-type]
    "table-row-inserted": (
        docx(TERMS, p(B)),
        docx(
            table(
                *_rows(
                    ("Term", "Meaning"),
                    ("AI", "Software that learns from data"),
                    ("API", "A way in for other software"),
                    ("DPO", "Data protection officer"),
                )
            ),
            p(B),
        ),
    ),  # type: ignore[arg-type]
    "table-row-deleted": (
        docx(TERMS, p(B)),
        docx(table(*_rows(("Term", "Meaning"), ("DPO", "Data protection officer"))), p(B)),
    ),  # type: ignore[arg-type]
    "table-column-inserted": (
        docx(TERMS, p(B)),
        docx(
            table(
                row("Term", "Meaning", "Owner"),
                row("AI", "Software that learns from data", "Digital"),
                row("DPO", "Data protection officer", "Legal"),
                columns=3,
            ),
            p(B),
        ),
    ),
    "table-column-deleted": (
        docx(table(row("Term", "No", "Meaning"), row("AI", "1", "Software that learns"), columns=3), p(B)),
        docx(table(row("Term", "Meaning"), row("AI", "Software that learns")), p(B)),
    ),
    "table-inserted": (docx(p(A), p(B)), docx(p(A), TERMS, p(B))),
    "table-deleted": (docx(p(A), TERMS, p(B)), docx(p(A), p(B))),
    "table-replaced-by-another": (
        docx(p(A), TERMS, p(B)),
        docx(p(A), table(row("Colour", "Shape", "Size"), row("red", "round", "small"), columns=3), p(B)),
    ),
    "table-widths-and-style-changed": (
        docx(TERMS, p(B)),
        docx(
            table(
                row("Term", "Meaning"),
                row("AI", "Software that learns from data"),
                row("DPO", "Data protection officer"),
                style="TableGrid",
                widths=(1000, 3000),
            ),
            p(B),
        ),
    ),
    "cell-shading-changed": (
        docx(table(row(cell("Red"), cell("Stop"))), p()),
        docx(table(row(cell("Red", shade="FF0000"), cell("Stop"))), p()),
    ),
    "header-row-marked": (
        docx(table(row("Term", "Meaning"), row("AI", "x")), p()),
        docx(table(row("Term", "Meaning", header=True), row("AI", "x")), p()),
    ),
    "nested-table-changed": (
        docx(table(row(cell(TERMS, p()), "x")), p()),
        docx(
            table(
                row(
                    cell(
                        table(row("Term", "Meaning"), row("AI", "Software"), row("DPO", "Data protection officer")), p()
                    ),
                    "y",
                )
            ),
            p(),
        ),
    ),
    "cell-with-several-paragraphs": (
        docx(table(row(cell(p(A), p(B)), "x")), p()),
        docx(table(row(cell(p(A), p(C), p(B), p(D)), "x")), p()),
    ),
    "merged-cells-changed": (
        docx(table(row(cell("All", span=2)), row("a", "b")), p()),
        docx(table(row("Some", "others"), row("a", "b")), p()),
    ),
    "hyperlink-text-changed": (
        docx(p("See ", link("https://a.example/", "the old guide"), ".")),
        docx(p("See ", link("https://a.example/", "the new guide"), ".")),
    ),
    "hyperlink-address-changed": (
        docx(p("See ", link("https://a.example/", "the guide"), ".")),
        docx(p("See ", link("https://b.example/", "the guide"), ".")),
    ),
    "hyperlink-added-round-words": (
        docx(p("See the guide now.")),
        docx(p("See ", link("https://a.example/", "the guide"), " now.")),
    ),
    "field-result-changed": (
        docx(p("See ", field_(" REF one \\h ", "section 7.2"), ".")),
        docx(p("See ", field_(" REF one \\h ", "section 7.3"), ".")),
    ),
    "field-code-split-over-runs": (
        docx(p("Page ", field_(" PAGEREF one \\h ", "12"), ".")),
        docx(p("Page ", field_(" PAGEREF one \\h ", "12", split=True), ".")),
    ),
    "field-replaced": (
        docx(p("On ", field_(" DATE ", "1 May"), ".")),
        docx(p("On ", field_(" REF one ", "1 May"), ".")),
    ),
    "simple-field-changed": (
        docx(p("By ", simple_field("AUTHOR", "A"), ".")),
        docx(p("By ", simple_field("AUTHOR", "B"), ".")),
    ),
    "contents-entry-added": (
        docx(
            p(field_begin(' TOC \\o "1-2" '), "1 Purpose", tab(), "1"),
            p("2 Scope", tab(), "2"),
            p(field_end()),
            h("Purpose"),
            p(A),
            h("Scope"),
            p(B),
        ),
        docx(
            p(field_begin(' TOC \\o "1-2" '), "1 Aims", tab(), "1"),
            p("2 People", tab(), "1"),
            p("3 Scope", tab(), "3"),
            p(field_end()),
            h("Aims"),
            p(A),
            h("People"),
            p(C),
            h("Scope"),
            p(B),
        ),
    ),
    "contents-removed": (
        docx(p(field_begin(' TOC \\o "1-2" '), "1 Purpose", tab(), "1"), p("2 Scope"), p(field_end()), p(A)),
        docx(p(A)),
    ),
    "bookmark-kept-while-text-changes": (
        docx(p(bookmark("one", "The council"), " acts.")),
        docx(p(bookmark("one", "The council"), " decides.")),
    ),
    "bookmark-in-a-deleted-paragraph": (docx(p(A), p(bookmark("gone", B)), p(C)), docx(p(A), p(C))),
    "bookmark-in-an-inserted-paragraph": (docx(p(A), p(C)), docx(p(A), p(bookmark("come", B)), p(C))),
    "bookmark-moved-elsewhere": (docx(p(bookmark("x", A)), p(B)), docx(p(A), p(bookmark("x", B)))),
    "cross-reference-to-a-moved-paragraph": (
        docx(p(anchor("d", "See below")), p(A), p(B), p(bookmark("d", D))),
        docx(p(anchor("d", "See below")), p(bookmark("d", D)), p(A), p(B)),
    ),
    "content-control-text-changed": (
        docx(control("clause:a", p(A)), control("clause:b", p(B)), p()),
        docx(control("clause:a", p(A.replace("register", "list"))), control("clause:b", p(B)), p()),
    ),
    "content-control-rewritten-aligns-by-tag": (
        docx(control("clause:a", p(A)), control("clause:b", p(B)), p()),
        docx(control("clause:a", p("Wholly new words here now.")), control("clause:b", p(B)), p()),
    ),
    "content-control-inserted": (
        docx(control("clause:a", p(A)), p()),
        docx(control("clause:a", p(A)), control("clause:b", h("Two", 2), p(B)), p()),
    ),
    "content-control-deleted": (
        docx(control("clause:a", p(A)), control("clause:b", h("Two", 2), p(B)), p()),
        docx(control("clause:a", p(A)), p()),
    ),
    "content-control-deleted-last-in-the-story": (
        docx(control("clause:a", p(A)), control("clause:b", p(B))),
        docx(control("clause:a", p(A))),
    ),
    "content-controls-moved": (
        docx(control("clause:a", p(A)), control("clause:b", p(B)), control("clause:c", p(C)), p()),
        docx(control("clause:b", p(B)), control("clause:c", p(C)), control("clause:a", p(A)), p()),
    ),
    "inline-content-control-changed": (
        docx(p("The ", inline_control("name", "old council"), " acts.")),
        docx(p("The ", inline_control("name", "new council"), " acts.")),
    ),
    "inline-content-control-added": (
        docx(p("The council acts.")),
        docx(p("The ", inline_control("name", "council"), " acts.")),
    ),
    "picture-replaced": (docx(p("Logo: ", image(10))), docx(p("Logo: ", image(200)))),
    "picture-deleted": (docx(p("Logo: ", image(10)), p(A)), docx(p("Logo: "), p(A))),
    "picture-alternative-text-changed": (docx(p(image(10, "A square"))), docx(p(image(10, "The council's logo")))),
    "text-box-changed": (docx(p("Note ", box(p(A)))), docx(p("Note ", box(p(A.replace("register", "list")))))),
    "text-box-inserted": (docx(p(A)), docx(p(A, box(p("Aside"))))),
    "footnote-text-changed": (
        docx(p("Act", footnote("The old Act 1998"), " now.")),
        docx(p("Act", footnote("The new Act 2018"), " now.")),
    ),
    "footnote-added": (docx(p("Act now.")), docx(p("Act", footnote("Under the Act"), " now."))),
    "footnote-deleted": (docx(p("Act", footnote("Under the Act"), " now.")), docx(p("Act now."))),
    "footnote-deleted-before-another": (
        docx(p("One", footnote("First"), " two", footnote("Second"), ".")),
        docx(p("One two", footnote("Second"), ".")),
    ),
    "endnote-text-changed": (
        docx(p("Act", endnote("The old Act"), " now.")),
        docx(p("Act", endnote("The new Act"), " now.")),
    ),
    "endnote-deleted": (docx(p("Act", endnote("The old Act"), " now.")), docx(p("Act now."))),
    "comments-kept-added-and-removed": (
        docx(p("One ", comment("Keep me", "word"), " here."), p("Two ", comment("Old only", "words"), ".")),
        docx(p("One ", comment("Keep me", "word"), " there."), p("Two ", "words", comment("New only", "."))),
    ),
    "header-and-footer-changed": (
        docx(p(A), header=("Version 1.0",), footer=("Draft",)),
        docx(p(A), header=("Version 2.0",), footer=("Approved",)),
    ),
    "header-added": (docx(p(A)), docx(p(A), header=("Riverton Council",))),
    "page-turned-to-landscape": (docx(p(A)), docx(p(A), last=section(landscape=True))),
    "section-break-inserted": (docx(p(A), p(B), p(C)), docx(p(A), p(B, sect=section(landscape=True)), p(C))),
    "section-break-deleted": (docx(p(A), p(B, sect=section(landscape=True)), p(C)), docx(p(A), p(B), p(C))),
    "formula-changed": (docx(p("Let ", formula("a+b"), ".")), docx(p("Let ", formula("a-b"), "."))),
    "line-breaks-and-tabs": (docx(p("One", tab(), "two", br(), "three")), docx(p("One", br(), "two", tab(), "three"))),
    "coloured-text-replaced": (docx(p("Status: ", red("draft"))), docx(p("Status: ", red("approved")))),
    "long-document-with-repeats": (
        docx(*[p(f"{A} {n % 7}") for n in range(120)]),
        docx(*[p(f"{A} {n % 7}") for n in range(120) if n % 11], p(B)),
    ),
    "tables-nested-six-deep": (docx(_deep(6, A), p()), docx(_deep(6, B), p())),  # type: ignore[arg-type]
    "style-defined-differently": (
        docx(p(A, style="Own"), styles='<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/></w:style>'),
        docx(
            p(A, style="Own"),
            styles='<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:rPr><w:b/></w:rPr></w:style>',
        ),
    ),
    "style-only-in-the-old": (
        docx(
            p(A, style="Own"),
            p(B),
            styles='<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:rPr><w:i/></w:rPr></w:style>',
        ),
        docx(p(A), p(B)),
    ),
    "tracked-changes-in-the-old": (
        docx(p("One ", raw('<w:ins w:id="90" w:author="A"><w:r><w:t>two</w:t></w:r></w:ins>'), " three.")),
        docx(p("One two four.")),
    ),
}
