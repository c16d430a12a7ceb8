"""Clause texts as rules meet them: every branch once, values filled in, and each character's place."""

from __future__ import annotations

from policybuilder.checks.prose import Part, TextOrigin, clause_parts, enclosing_tests, sentences_of, words_of


def parts(body: str) -> tuple[Part, ...]:
    return clause_parts(body, TextOrigin("a.md", body, 10), lambda expression: f"<{expression}>")


def texts(body: str) -> list[str]:
    return [part.text for part in parts(body)]


def test_paragraphs_items_cells_and_headings_are_parts() -> None:
    body = "### First\n\nYou must:\n\n- check it\n- keep it\n  for long\n\n| A | B |\n| --- | --- |\n| **c** | d |\n"
    assert [(part.kind, part.text) for part in parts(body)] == [
        ("heading", "First"),
        ("paragraph", "You must:"),
        ("item", "check it"),
        ("item", "keep it   for long"),
        ("cell", "A"),
        ("cell", "B"),
        ("cell", "c"),
        ("cell", "d"),
    ]


def test_an_item_knows_the_line_that_leads_into_its_list() -> None:
    assert [part.lead for part in parts("You must:\n\n- check it\n")] == ["", "You must:"]


def test_every_branch_is_read_once() -> None:
    body = "{% if a %}\nOne.\n{% elif b %}\nTwo.\n{% else %}\nThree.\n{% endif %}\n"
    assert sorted(texts(body)) == ["One.", "Three.", "Two."]


def test_a_branch_within_a_later_branch_is_read_too() -> None:
    body = "{% if a %}\nOne.\n{% else %}\n{% if b %}\nTwo.\n{% else %}\nThree.\n{% endif %}\n{% endif %}\n"
    assert sorted(texts(body)) == ["One.", "Three.", "Two."]


def test_the_same_test_takes_the_same_branch_in_one_reading() -> None:
    body = "{% if a %}One{% else %}Two{% endif %} and {% if a %}one{% else %}two{% endif %}.\n"
    assert sorted(texts(body)) == ["One and one.", "Two and two."]


def test_values_stand_where_they_are_printed_and_take_the_place_of_their_tag() -> None:
    (part,) = parts("Ask the {{ roles.siro }} first.\n")
    assert part.text == "Ask the <roles.siro> first."
    assert str(part.place(part.text.index("roles"))) == "a.md:10:9"
    assert part.in_value(part.text.index("roles"))
    assert str(part.place(part.text.index("first"))) == "a.md:10:26"
    assert not part.in_value(part.text.index("first"))


def test_places_are_right_after_tags_on_lines_of_their_own() -> None:
    body = "One.\n{% if a %}\nTwo three.\n{% endif %}\n"
    part = next(part for part in parts(body) if "three" in part.text)
    assert str(part.place(part.text.index("three"))) == "a.md:12:5"


def test_sentences_end_before_capitals_and_not_after_shortened_words() -> None:
    text = "Use it, e.g. Word. See No. 5 (Scotland). “Ask first” means ask. Done"
    assert [sentence.text for sentence in sentences_of(text)] == [
        "Use it, e.g. Word.",
        "See No. 5 (Scotland).",
        "“Ask first” means ask.",
        "Done",
    ]


def test_a_hyphenated_word_and_an_address_are_one_word() -> None:
    assert words_of("A case-by-case check of ai@riverton.example, don't skip.") == [
        "A", "case-by-case", "check", "of", "ai@riverton.example", "don't", "skip",
    ]  # fmt: skip


def test_the_enclosing_tests_a_place_are_known_with_their_outcome() -> None:
    body = "{% if a %}\nOne.\n{% else %}\n{% if b %}\nTwo.\n{% endif %}\n{% endif %}\nThree.\n"
    assert enclosing_tests(body, body.index("Two")) == [("a", False), ("b", True)]
    assert enclosing_tests(body, body.index("Three")) == []
