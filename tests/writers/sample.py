"""A policy with every kind of node, short enough to read as a golden file and like enough to be looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from policybuilder.document import (
    Block,
    Clause,
    Code,
    Council,
    Document,
    Emphasis,
    Heading,
    LineBreak,
    Link,
    OpenQuestion,
    Paragraph,
    Preformatted,
    Quote,
    Reference,
    Section,
    Strong,
    Text,
    Value,
)
from tests.builders import (
    bullets,
    clause,
    control,
    document,
    inlines,
    item,
    law,
    paragraph,
    section,
    table,
    to_confirm,
)

COUNCIL = Council("Riverton Borough Council", "Riverton", "england", "district", illustrative=True)

OWNER = to_confirm("the role that owns the tools list", "roles.digital")
DAYS = Value("30", "retention_transcripts_days")
MAILBOX = Value("ai_questions@riverton.example", "ai_contact_email")

CONTROL = control(
    version="0.3",
    status="Draft",
    date=date(2026, 11, 22),
    review_date=date(2027, 11, 22),
    owner="Head of Digital and Customer Services",
    approver=to_confirm("the body that approves this policy", "document.approver"),
    classification="OFFICIAL",
)

ABOUT = (
    clause(
        "purpose",
        paragraph(["This policy says how ", Value("Riverton", "council.short_name"), " uses generative AI."]),
        paragraph(["You must read it with the rules on records (see ", Reference("records", "section 3.1"), ")."]),
        title="Why we have this policy",
    ),
    clause(
        "scope",
        paragraph("This policy applies to everyone who works for the council:"),
        bullets(
            "employees, apprentices and agency staff",
            item(
                paragraph("contractors and consultants, when they"),
                bullets("use a council device or account", "handle council information", ordered=True),
            ),
            "councillors, when they act for the council",
        ),
        paragraph(["If you are not sure, write to ", MAILBOX, " before you start."]),
        title="Who must follow it",
    ),
)

WORDS = (
    clause(
        "definitions",
        table(
            ["Word", "What it means here"],
            [
                Strong(inlines("Generative AI")),
                "Software that makes text, pictures, sound or code when it is asked to.",
            ],
            [Strong(inlines("Prompt")), ["What you type, paste, say or upload.", LineBreak(), "It is a record."]],
            [Strong(inlines("Tool")), ["A product on the approved list, kept by the ", OWNER, "."]],
        ),
        title="Words we use",
    ),
)

RULES = (
    clause(
        "records",
        paragraph(["Keep a transcript for ", DAYS, " days, then delete it. The ", OWNER, " checks that this is done."]),
        paragraph(
            [
                "A prompt can be asked for under the law. ",
                Emphasis(inlines("Write it as if it will be read.")),
                " The council's ",
                Link("https://www.riverton.example/foi", inlines("guide to requests")),
                " explains how.",
            ]
        ),
        title="Keeping and deleting",
    ),
    clause(
        "data-rules",
        paragraph("Check the table before you put information into a tool."),
        table(
            ["Information", "Public tool", "Council chat", "Council assistant", "Agent"],
            ["Public", "Yes", "Yes", "Yes", "Ask first"],
            ["Internal, no personal data", "No", "Yes", "Yes", "Ask first"],
            ["Personal data", "No", "Only if the DPIA says so", "Yes, within the DPIA", "No, unless approved"],
            ["Sensitive, or about a child", "No", "No", "Named uses only", "No"],
        ),
        paragraph(["In a file name, write ", Code("AI_draft"), " until a person has checked it."]),
        title="Which information may go into which tool",
    ),
)


def _numbered(found: Clause, number: str) -> Clause:
    """Return a clause with its number, and with numbers on its paragraphs."""
    blocks: list[Block] = []
    count = 0
    for block in found.blocks:
        if isinstance(block, Paragraph):
            count += 1
            blocks.append(replace(block, number=f"{number}.{count}"))
        else:
            blocks.append(block)
    return replace(found, number=number, blocks=tuple(blocks))


def _section(number: int, id: str, title: str, clauses: tuple[Clause, ...]) -> Section:
    numbered = (_numbered(found, f"{number}.{place}") for place, found in enumerate(clauses, 1))
    return section(id, *numbered, number=str(number), title=title)


APPENDICES = (
    clause(
        "app-wording",
        paragraph("Use this wording as it stands."),
        Heading(inlines("In a report")),
        Quote(
            (
                paragraph(["We used ", to_confirm("Copilot Chat?", "tool_name"), " to help to write this report."]),
                paragraph("An officer checked it & answers for it."),
            )
        ),
        Heading(inlines("In an email")),
        Preformatted("Drafted with AI <checked by a person>\n\n    Name:\n    Role:"),
        number="A",
        title="Disclosure wording",
    ),
    clause("app-list", bullets("First", "Then", ordered=True), number="B", title="Steps"),
)

LAW = (
    law("dpa", "Data Protection Act 2018", as_at="2026-11-22"),
    law("foia", "Freedom of Information Act 2000", as_at="2026-11-20", check="whether prompts are held for the Act"),
)


QUESTIONS = (
    OpenQuestion("document.approver", "Which body approves it?", "Monitoring Officer or Head of Legal Services"),
    OpenQuestion("roles.digital", "Which role keeps the list of approved AI tools?", "Director of Digital"),
    OpenQuestion("tool_name", "What is the tool called?", "Head of Communications", guess=True),
)


def sample() -> Document:
    """Return the short policy: every kind of node, values open in it, law to be checked, an invented council."""
    made = document(
        _section(1, "about", "About this policy", ABOUT),
        _section(2, "words", "Words", WORDS),
        _section(3, "rules", "Rules", RULES),
        appendices=APPENDICES,
        control=CONTROL,
        law=LAW,
        council=COUNCIL,
    )
    return replace(made, questions=QUESTIONS)


def long_sample(sections: int) -> Document:
    """Return the policy with the rules repeated in as many sections as asked, each clause with its own id."""
    repeated = tuple(
        _section(
            number,
            f"part-{number}",
            f"Rules for part {number}",
            tuple(
                replace(found, id=f"{found.id}-{number}-{turn}")
                for turn in range(3)
                for found in (*ABOUT, *WORDS, *RULES)
            ),
        )
        for number in range(1, sections + 1)
    )
    body = tuple(Text(f"{name}; ") for name in ("one", "two"))
    extra = clause("app-more", paragraph(body), number="C", title="More")
    return replace(sample(), sections=repeated, appendices=(*APPENDICES, extra))
