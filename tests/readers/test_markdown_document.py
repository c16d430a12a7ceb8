"""A whole policy in Markdown: ours and anybody's."""

from __future__ import annotations

import pytest

from policybuilder.compare import compare
from policybuilder.document import Heading, List, Paragraph, Preformatted, Quote, Table, block_text, clauses, plain_text
from policybuilder.errors import PolicyBuilderError
from policybuilder.readers.markdown.document import read_markdown_document
from policybuilder.writers.markdown import write_markdown
from tests.builders import bullets, clause, document, paragraph, section, table

FOREIGN = """\
---
title: "Use of AI"
version: 2.1
---
# Use of AI

Some words first.

## 1. Purpose

1.1 You **must** ask [first](https://a.example). ![a chart](x.png)

* one
    * below one
* two

#### A heading inside

| Role | Does |
| --- | --- |
| Owner | keeps it |

## Appendix A: Words

> Quoted words

```
code  here
```

<!-- a comment -->
<div>Raw <b>HTML</b> words</div>
<script>alert(1)</script>
"""


def test_anybodys_markdown_is_read_by_its_headings() -> None:
    found = read_markdown_document(FOREIGN.encode(), "docs/ai.md")
    assert found.title == "Use of AI"
    assert found.control_text("version") == "2.1"
    assert [(c.id, c.number, c.title) for c in clauses(found)] == [
        ("before-the-first-heading", "1", "Before the first heading"),
        ("purpose", "1", "Purpose"),
        ("words", "A", "Words"),
    ]
    purpose = list(clauses(found))[1]
    assert [type(block) for block in purpose.blocks] == [Paragraph, List, Heading, Table]
    first = purpose.blocks[0]
    assert isinstance(first, Paragraph)
    assert (first.number, plain_text(first.inlines)) == ("1.1", "You must ask first. a chart")
    words = list(clauses(found))[2]
    assert [type(block) for block in words.blocks][:2] == [Quote, Preformatted]
    assert "Raw HTML words" in "\n".join(block_text(block) for block in words.blocks)
    assert "alert" not in "\n".join(block_text(block) for block in words.blocks)


def test_our_own_markdown_reads_back_clause_by_clause() -> None:
    rows = table(["Role", "Does"], ["Owner", "keeps | it"])
    ours = document(
        section("about", clause("purpose", paragraph("You must read this.", "1.1.1"), bullets("a *b*", "c <d>"))),
        section("rules", clause("roles", rows, number="2.1"), number="2"),
        appendices=[clause("app-words", paragraph("Words to use.", "A.1"), number="A", title="Words")],
    )
    found = read_markdown_document(write_markdown(ours), "policy.md")
    assert [(c.id, c.number, c.title) for c in clauses(found)] == [(c.id, c.number, c.title) for c in clauses(ours)]
    comparison = compare(ours, found)
    assert comparison.changes == ()
    assert comparison.renumbered == ()


def test_text_without_headings_is_one_clause() -> None:
    (found,) = clauses(read_markdown_document(b"Only words.\n\nAnd more.", "a.md"))
    assert [block_text(block) for block in found.blocks] == ["Only words.", "And more."]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "markdown-empty"),
        (b"\n\n<!-- nothing -->\n", "markdown-empty"),
        (b"PK\x03\x04", "not-markdown"),
        (b"caf\xe9", "not-utf8"),
        (b"a\x00b", "not-markdown"),
        (b"> " * 400 + b"deep", "markdown-depth"),
        (b"".join(b" " * (4 * n) + b"- deep\n" for n in range(300)), "markdown-depth"),
        (b"a" * 2_000_001, "too-large"),
        (b"[" * 100_001, "too-large"),
        (b"a\n" * 50_001, "too-large"),
    ],
)
def test_what_is_no_markdown_policy_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(PolicyBuilderError) as caught:
        read_markdown_document(content, "a.md")
    (problem,) = caught.value.problems
    assert problem.code == code
    assert problem.location.path == "a.md"


def test_a_line_to_write_on_is_none_of_stress() -> None:
    found = read_markdown_document(
        b"# Form\n\nName: ______________\n\n| Role | ____ |\n| --- | --- |\n| a | b |\n", "a.md"
    )
    words = " ".join(block_text(block) for clause in clauses(found) for block in clause.blocks)
    assert "Name: ______________" in words
    assert "____" in words.partition("Role")[2]
