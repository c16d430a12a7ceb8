"""The XML of Word files: limits of our own, and the same words whatever the parser says."""

from __future__ import annotations

import pytest

from policybuilder.strict_xml import MAX_DEPTH, UnreadableXmlError, read_xml
from tests.some import one_in


def nested(levels: int, inside: str = "") -> bytes:
    return ("<a>" * levels + inside + "</a>" * levels).encode()


def refused(content: bytes) -> tuple[str, str]:
    with pytest.raises(UnreadableXmlError) as error:
        read_xml(content)
    return error.value.fault, str(error.value)


def test_as_many_levels_are_read_as_are_allowed_and_no_more() -> None:
    assert read_xml(nested(MAX_DEPTH)).tag == "a"
    assert refused(nested(MAX_DEPTH + 1))[0] == "deep"


@pytest.mark.parametrize("levels", [201, 256, 257, 300, 2_049, 50_000])
def test_deep_nesting_is_said_in_the_same_words_on_either_side_of_the_parsers_own_limit(levels: int) -> None:
    said = ("deep", "its XML is nested more than 200 deep, which no real document is")
    assert refused(nested(levels)) == said
    assert refused(nested(levels, "<!-- </a> --><![CDATA[</a>]]><b/>")) == said


def test_many_elements_side_by_side_are_not_nested() -> None:
    assert len(read_xml(b"<a>" + b"<b><c/></b>" * 5_000 + b"</a>")) == 5_000


@pytest.mark.parametrize(
    "content",
    one_in(
        4,
        [
            b"<a>" + b"<b/>" * 450_000 + b"</a>",
            b"<a>" + b"<!---->" * 450_000 + b"</a>",
            b"<a>" + b"<?b?>" * 450_000 + b"</a>",
            b"<a " + b" ".join(b'b%d=""' % number for number in range(1_001)) + b"/>",
        ],
    ),
)
def test_more_than_any_policy_has_is_refused_with_the_limits(content: bytes) -> None:
    said = "it has more than 400,000 elements, or more than 1,000 attributes in one of them, which no policy has"
    assert refused(content) == ("large", said)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"x",
        b"<a>",
        b"<a></b>",
        b"<a b></a>",
        b"<a>&nothing;</a>",
        b"<a>\x01</a>",
        b"<x:a/>",
        b"<a><b/></a>trailing",
    ],
)
def test_what_is_not_well_formed_is_said_without_the_parsers_words(content: bytes) -> None:
    assert refused(content) == ("malformed", "its XML breaks off or is not well formed")


def test_a_doctype_is_refused_and_what_it_names_is_never_read() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'
    assert refused(bomb) == ("doctype", "it has a DOCTYPE, which Word never writes")
    assert refused(b"<!DOCTYPE a><a/>")[0] == "doctype"


def test_comments_are_left_out_where_that_is_asked_for() -> None:
    assert len(read_xml(b"<a><!-- x --></a>")) == 1
    assert len(read_xml(b"<a><!-- x --></a>", remove_comments=True)) == 0
