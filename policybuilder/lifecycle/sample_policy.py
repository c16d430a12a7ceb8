"""A small policy with all that a policy may hold, to see how it looks in a letterhead."""

from __future__ import annotations

from policybuilder.document import (
    Block,
    Cell,
    Clause,
    ControlEntry,
    Council,
    Document,
    Inline,
    Link,
    List,
    ListItem,
    Paragraph,
    Provenance,
    Quote,
    Section,
    Strong,
    Table,
    Text,
    Value,
)

_NOTHING = Provenance("1.0.0", "0" * 64, "mandatory", "sample", "template", "sample", "", (), (), (), ())
_RULE = "Check what a tool gives you before you use it. You answer for it as if you had written it yourself."
_CONTROL = (
    ("version", "Version", "0.1"),
    ("status", "Status", "Draft"),
    ("date", "Date", "1 April 2027"),
    ("owner", "Owner", "Head of Digital Services"),
    ("approver", "Approver", "Cabinet"),
    ("review_date", "Review date", "1 April 2028"),
    ("classification", "Classification", "OFFICIAL"),
)


def sample_policy() -> Document:
    """Return a draft of a policy of three sections and an appendix, of a council that there is not."""
    return Document(
        id="sample-policy",
        title="Sample policy",
        profile="sample",
        template="sample-policy",
        template_version="1.0.0",
        language="en-GB",
        depth="standard",
        council=Council("Sample Borough Council", "Sample", "england", "district", illustrative=True),
        control=tuple(ControlEntry(id, label, Value(text, f"sample.{id}")) for id, label, text in _CONTROL),
        sections=(
            _section(
                ("about", "1", "About this sample"),
                ("purpose", "What it shows", _texts("1.1")),
                ("scope", "Lists", _lists()),
            ),
            _section(
                ("rules", "2", "Rules and tables"),
                ("table", "Which tool for what", _tables()),
                ("long", "Long text", _texts("2.2", 8)),
            ),
            _section(
                ("more", "3", "What else may stand in a policy"),
                ("quote", "Words to be used", _quotes()),
                ("last", "More text", _texts("3.2", 6)),
            ),
        ),
        appendices=(Clause("wording", "A", "Wording", (_said("Use it as it stands."), *_quotes()), _NOTHING, True),),
        law=(),
        omissions=(),
        shell="",
    )


def _section(named: tuple[str, str, str], *clauses: tuple[str, str, tuple[Block, ...]]) -> Section:
    id, number, title = named
    numbered = [(f"{number}.{at}", *clause) for at, clause in enumerate(clauses, 1)]
    found = (Clause(name, shown, heading, blocks, _NOTHING) for shown, name, heading, blocks in numbered)
    return Section(id, number, title, tuple(found))


def _said(*words: str | Inline, number: str = "") -> Paragraph:
    return Paragraph(tuple(Text(word) if isinstance(word, str) else word for word in words), number)


def _texts(clause: str, count: int = 2) -> tuple[Block, ...]:
    open_value = Value("[to confirm: the role that keeps the list]", "sample.role", confirmed=False)
    first = _said("A value that nobody has confirmed looks so: ", open_value, ".", number=f"{clause}.1")
    return (first, *(_said(_RULE, number=f"{clause}.{at}") for at in range(2, count + 1)))


def _lists() -> tuple[Block, ...]:
    steps = List(True, (ListItem((_said("open the approved list"),)), ListItem((_said("find the tool on it"),))))
    items = List(
        False,
        (
            ListItem((_said("staff and agency staff, who before they use a tool"), steps)),
            ListItem((_said(Strong((Text("councillors"),)), ", when they act for the council"),)),
        ),
    )
    more = _said("More is in ", Link("https://www.gov.uk/", (Text("the guidance"),)), ".", number="1.2.2")
    return (_said("This sample is for:", number="1.2.1"), items, more)


def _tables() -> tuple[Block, ...]:
    def row(*words: str) -> tuple[Cell, ...]:
        return tuple(Cell((Text(word),)) for word in words)

    header = row("Information", "Public tool", "Council chat", "Council assistant")
    rows = (
        row("Public", "Yes", "Yes", "Yes"),
        row("Personal data", "No", "Only if the assessment says so", "Yes, within the assessment"),
        row("About a child, or sensitive", "No", "No", "Named uses only"),
    )
    return (_said("Check the table before you put information into a tool.", number="2.1.1"), Table(header, rows))


def _quotes() -> tuple[Block, ...]:
    return (Quote((_said("We used an AI tool to help to write this. An officer checked it and answers for it."),)),)
