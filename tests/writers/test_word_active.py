"""What a shell may not hold: each kind is named with its place, and no document that is written holds any."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import strategies as st

from policybuilder.errors import PolicyBuilderError
from policybuilder.ooxml.zip import read_parts
from policybuilder.writers.word.shell.check import check_shell, shell_brings
from policybuilder.writers.word.shell.fields import OF_THE_DOCUMENT, WHAT_THEY_DO
from policybuilder.writers.word.shell.prepare import prepare_shell
from policybuilder.writers.word.write import write_word
from tests.programs import validator
from tests.properties import holds_for_any
from tests.some import one_in
from tests.writers.sample import sample
from tests.writers.word_attacks import (
    ATTACKS,
    BLIP,
    FIELD_BY_FIELD,
    IDLE,
    MAIN,
    Attack,
    active_in,
    attacked,
    complex_field,
    link,
    paragraph,
    run,
)
from tests.writers.word_shells import SHELL, codes, letterhead, picture


@pytest.mark.rest
def test_the_second_opinion_sees_the_attacks_and_nothing_in_a_sound_document() -> None:
    assert active_in(write_word(sample(), SHELL)) == set()
    unseen = {"with a tag", "kind that is not known", "header elsewhere", "keys", "deep within one another"}
    blind = {name for name, attack in {**ATTACKS, **IDLE}.items() if not active_in(attacked(attack))}
    assert len(blind - unseen) < len(ATTACKS) / 3


# An instruction is taken out in the same way whether its field is simple or complex; each run tries one of the two.
EACH_ONCE = [*(name for name in ATTACKS if name not in FIELD_BY_FIELD), *FIELD_BY_FIELD[::2]]
TWICE = [
    *one_in(4, EACH_ONCE),
    *(pytest.param(name, marks=pytest.mark.long) for name in ATTACKS if name not in EACH_ONCE),
]


@pytest.mark.parametrize("name", one_in(4, TWICE))
def test_what_runs_or_fetches_is_named_with_its_place_and_stops_the_writing(name: str) -> None:
    attack = ATTACKS[name]
    shell = attacked(attack)
    found = [problem for problem in check_shell(shell, "corporate.docx") if problem.code == "shell-active"]
    assert any(attack.says in problem.message for problem in found), [problem.message for problem in found]
    assert all(problem.severity == "error" and "--take-out" in problem.hint for problem in found)
    if "Near here" in attack.body:
        assert any("paragraph" in problem.message and ", near " in problem.message for problem in found)
    with pytest.raises(PolicyBuilderError, match="shell-active"):
        write_word(sample(), shell, "corporate.docx")
    with pytest.raises(PolicyBuilderError, match="shell-active"):
        prepare_shell(shell, "corporate.docx")


@pytest.mark.parametrize("name", one_in(5, TWICE))
def test_what_runs_or_fetches_can_be_taken_out(name: str) -> None:
    attack = ATTACKS[name]
    prepared = prepare_shell(attacked(attack), "corporate.docx", take_out=True)
    problems = check_shell(prepared, "corporate.docx")
    assert codes(problems) == set()
    assert "shell-left-out" not in codes(problems, "warning")
    written = write_word(sample(), prepared, "corporate.docx")
    assert active_in(written) == set()
    if attack.keeps:
        text = b"".join(read_parts(prepared, "x").values())
        assert attack.keeps.encode() in text
    assert prepare_shell(prepared, "corporate.docx") == prepared


@pytest.mark.parametrize("name", one_in(3, IDLE))
def test_what_no_word_hangs_on_is_left_out_and_named(name: str) -> None:
    attack = IDLE[name]
    shell = attacked(attack)
    problems = check_shell(shell, "corporate.docx")
    assert codes(problems) == set()
    assert any(attack.says in problem.message for problem in problems), [problem.message for problem in problems]
    assert active_in(shell)
    prepared = prepare_shell(shell, "corporate.docx")
    for written in (write_word(sample(), shell), write_word(sample(), prepared), prepared):
        assert active_in(written) == set()
        if attack.keeps:
            assert attack.keeps.encode() in read_parts(written, "x")[MAIN]
    assert check_shell(prepared, "corporate.docx") == ()


# What may stay -------------------------------------------------------------------------------------------

PNG = '<Default Extension="png" ContentType="image/png"/>'


@pytest.mark.parametrize("address", ["https://t.example/x?a=b#c", "http://t.example", "mailto:a@t.example", "tel:0123"])
def test_links_that_people_follow_may_stay_and_are_listed(address: str) -> None:
    words = '<w:hyperlink r:id="rIdX"><w:r><w:t>us</w:t></w:r></w:hyperlink>'
    shell = attacked(Attack("", paragraph(words), link("hyperlink", address)))
    by_field = attacked(Attack("", paragraph(complex_field(f' HYPERLINK "{address}" \\o "tip" '))))
    for brought in (shell, by_field):
        assert check_shell(brought, "corporate.docx") == ()
        assert shell_brings(brought, "corporate.docx") == (f"a link to {address}",)
    assert (
        f'Target="{address}"'.encode() in read_parts(write_word(sample(), shell), "x")["word/_rels/document.xml.rels"]
    )


def test_an_embedded_picture_may_stay_and_is_listed() -> None:
    assert shell_brings(letterhead(), "corporate.docx") == ("a picture: word/media/image1.png",)
    assert shell_brings(SHELL, "policy.docx") == ()
    assert shell_brings(b"no Word file", "corporate.docx") == ()


@pytest.mark.parametrize("target", ["Media/P 1.PNG", "media/p%201.png", "/word/media/p%201.png", "media\\p%201.png"])
def test_a_picture_whose_name_is_written_in_another_way_is_no_orphan(target: str) -> None:
    shell = attacked(Attack("", "", link("image", target, external=False), {"word/media/p 1.png": picture()}, PNG))
    assert check_shell(shell, "corporate.docx") == ()
    assert "word/media/p 1.png" in read_parts(write_word(sample(), shell), "x")


def test_a_picture_that_is_embedded_and_linked_keeps_the_embedded_one() -> None:
    twice = run(BLIP.format("link").replace("r:link", 'r:embed="rIdY" r:link'))
    both = link("image", "http://t.example/p.png") + link("image", "p.png", external=False).replace("rIdX", "rIdY")
    shell = attacked(Attack("", paragraph(twice), both, {"word/p.png": picture()}, PNG))
    assert codes(check_shell(shell, "corporate.docx")) == {"shell-active"}
    prepared = prepare_shell(shell, "corporate.docx", take_out=True)
    assert shell_brings(prepared, "corporate.docx") == ("a picture: word/p.png",)
    assert b'r:embed="rIdY"' in read_parts(prepared, "x")[MAIN]


def test_an_object_leaves_the_picture_that_stands_for_it() -> None:
    shown = '<w:object><v:shape o:ole=""><v:imagedata r:id="rIdY"/></v:shape><o:OLEObject r:id="rIdX"/></w:object>'
    links = link("oleObject", "ole.bin", external=False) + link("image", "p.png", external=False).replace(
        "rIdX", "rIdY"
    )
    parts = {"word/ole.bin": b"x", "word/p.png": picture()}
    prepared = prepare_shell(attacked(Attack("", paragraph(run(shown)), links, parts, PNG)), "x", take_out=True)
    assert b'<w:pict><v:shape><v:imagedata r:id="rIdY"/></v:shape></w:pict>' in read_parts(prepared, "x")[MAIN]
    assert "word/ole.bin" not in read_parts(prepared, "x")


def test_a_macro_button_leaves_the_words_that_it_shows() -> None:
    button = (
        complex_field(" MACROBUTTON NoMacro [Click ", "here] ").replace("separate", "none").replace("as it was", "")
    )
    prepared = prepare_shell(attacked(Attack("", paragraph(button))), "x", take_out=True)
    assert b">[Click here]</w:t>" in read_parts(prepared, "x")[MAIN]


@pytest.mark.parametrize("name", one_in(8, sorted(OF_THE_DOCUMENT - {"HYPERLINK"})))
def test_fields_that_word_works_out_from_the_document_may_stay(name: str) -> None:
    shell = attacked(Attack("", paragraph(complex_field(f" {name.lower()} x "))))
    assert codes(check_shell(shell, "corporate.docx")) == set()


def test_no_field_is_both_allowed_and_refused() -> None:
    assert not OF_THE_DOCUMENT & set(WHAT_THEY_DO)


# Any fields at all ---------------------------------------------------------------------------------------


_CHARACTERS = [f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end")]
_WORDS = [f"<w:instrText>{word}</w:instrText>" for word in ("DDE", "AUTO", " ", " DDEAUTO x ")]
_BEGUN = [
    # Words that follow the name of a field that may stay only tell it how: these stand alone.
    f"{_CHARACTERS[0]}<w:instrText>{instruction}</w:instrText>{_CHARACTERS[1]}"
    for instruction in (" PAGE ", ' HYPERLINK "javascript:x"', ' HYPERLINK "https://t.example" \\t "_top"')
]
_RUNS = st.sampled_from(
    [
        *map(run, [*_CHARACTERS, *_CHARACTERS, *_WORDS, *_BEGUN, "<w:t>shown</w:t>"]),
        "</w:p><w:p>",
        '<w:fldSimple w:instr=" LINK x "><w:r><w:t>shown</w:t></w:r></w:fldSimple>',
    ]
)


@holds_for_any(8, 400, runs=st.lists(_RUNS, max_size=14))
def test_however_fields_are_cut_up_none_that_runs_is_left(runs: list[str]) -> None:
    shell = attacked(Attack("", f"<w:p>{''.join(runs)}</w:p>"))
    named = codes(check_shell(shell, "corporate.docx"))
    assert named <= {"shell-active"}
    prepared = prepare_shell(shell, "corporate.docx", take_out=True)
    assert check_shell(prepared, "corporate.docx") == ()
    assert active_in(prepared) == set()
    if not named:
        assert active_in(write_word(sample(), shell)) == set()


@pytest.mark.rest
@pytest.mark.timeout(120)
@pytest.mark.parametrize(("many", "seconds"), one_in(2, [(600, 8), (1500, 20)]))
def test_thousands_of_them_are_named_and_taken_out_in_time(many: int, seconds: int) -> None:
    fields = "".join(complex_field(f" DDEAUTO c:\\{at}.exe ") for at in range(many))
    shell = attacked(Attack("", paragraph(fields) + paragraph(complex_field(" DDE x ")) * many))
    started = time.process_time()
    assert sum(problem.code == "shell-active" for problem in check_shell(shell, "corporate.docx")) > many
    prepared = prepare_shell(shell, "corporate.docx", take_out=True)
    assert time.process_time() - started < seconds
    assert active_in(prepared) == set()


@pytest.mark.rest
@pytest.mark.validator
@pytest.mark.parametrize(
    "name",
    [
        "OLE",
        *(
            pytest.param(name, marks=pytest.mark.long)
            for name in ("within another", "altChunk", "javascript link", "footnotes")
        ),
    ],
)
def test_what_is_left_is_a_sound_word_file(name: str, tmp_path: Path) -> None:
    path = tmp_path / "written.docx"
    prepared = prepare_shell(attacked(ATTACKS[name], letterhead()), "corporate.docx", take_out=True)
    path.write_bytes(write_word(sample(), prepared, "corporate.docx"))
    result = validator().validate(str(path))
    assert result.is_valid, [str(error) for error in result.errors]
