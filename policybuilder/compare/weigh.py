"""How much a change weighs, editorial, minor or major, and the rule that says so.

The rules are those that the policies themselves print under "Review and changes": editorial is spelling, layout,
links and job titles; minor is clearer words, an extra safeguard, or new law; major is a rule added, removed or
weakened, or a wider scope or permission. To take out a mandatory clause or to weaken a "must" is always major. An
appendix that a role keeps has its own version: what changes there is minor at most, unless a "must" is weakened.
Where words alone cannot tell, the heavier weight is taken, and a person may overrule it with a reason (see
`Finding.fixed`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from policybuilder.compare.changes import RECORDS, Edit, Weighing, Weight
from policybuilder.compare.marked import MarkedClause
from policybuilder.compare.spelling import same_words_spelled
from policybuilder.compare.strong_words import DUTY, EXCEPTION, MODAL, STRENGTH, is_rule, reach, restrictions
from policybuilder.document import Block, Change, Clause, List, Paragraph, block_text

RULES: dict[str, str] = {
    "mandatory-clause-removed": "a mandatory clause was taken out",
    "must-weakened": 'a "must" was weakened or taken out',
    "rule-weakened": "a ban or a limit was weakened or taken out",
    "clause-removed": "a clause with rules was taken out",
    "clause-added": "a clause with rules was added",
    "exception-added": "an exception was added to a rule",
    "permission-widened": "a permission was added",
    "limit-changed": "a limit in a rule changed",
    "reach-changed": "what a ban, a limit or an exception covers changed",
    "scope-changed": "the scope changed",
    "library-says": "the clause library says so",
    "changed-beneath": "the library changed words that the council's own text takes the place of",
    "safeguard-added": "a safeguard was added",
    "permission-narrowed": "a permission was narrowed",
    "law-changed": "the law that is named changed",
    "text-added": "text without a rule was added",
    "text-removed": "text without a rule was taken out",
    "reworded": "the words changed",
    "retitled": "a title changed",
    "name-changed": "a name changed",
    "decision-changed": "who decides about the policy changed",
    "spelling": "only spelling or signs changed",
    "marking": "only how the words are set changed",
    "paragraphs": "only where paragraphs begin and end changed",
    "job-title": "only a job title or an address changed",
    "cross-reference": "only a cross-reference changed",
    "draft-notes": "only what a draft says of itself changed, which no version prints",
    "record": "only the record of versions and dates changed",
    "moved": "only the place changed",
}
"""Every rule with what it finds, heaviest first."""

_NUMBER = re.compile(
    r"\b(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|twelve|hour|day|week|month|year)s?\b",
    re.IGNORECASE,
)
_BANS = frozenset({"never", "forbidden", "prohibited", "banned", "do not", "don't"})
"""Words for a ban that say the same, so that one may take another's place."""
_ADDRESS = re.compile(r"^(?:https?://\S+|\S+@\S+\.\S+)$")
_TITLES = ("roles.",)


def finding(rule: str, weight: Weight, more: str = "", fixed: bool = False) -> Weighing:
    """Return what a rule found: in its own words, or in those that say what it found here."""
    return Weighing(rule, weight, more or RULES[rule], fixed)


def weigh_clause(
    marked: MarkedClause, edits: Sequence[Edit], retitled: bool, history: Sequence[Change], beneath: bool = False
) -> Iterator[Weighing]:
    """Yield what the rules find in the changes of a clause.

    `history` are the library's entries between the two versions; `beneath` is whether one of them changed words that
    the council's own text takes the place of.
    """
    if marked.new is None and marked.old is not None:
        yield from _removed(marked.old, edits)
        return
    if marked.old is None and marked.new is not None:
        yield from _added(marked.new, edits)
        return
    found: list[Weighing] = []
    for edit in edits:
        found.extend(_edit(edit))
    found.extend(_rewritten(edits))
    found.extend(_turned(marked) if edits else ())
    found.extend(_scope(marked.clause, found))
    if edits:
        found.extend(_library(history))
    if beneath:
        found.append(_beneath(history))
    if retitled:
        found.append(finding("retitled", "minor"))
    if marked.moved:
        found.append(finding("moved", "editorial"))
    if keeper_of(marked):
        found = [_kept(one, keeper_of(marked)) for one in found]
    yield from dict.fromkeys(found)


def keeper_of(marked: MarkedClause) -> str:
    """Return the role that keeps an appendix on both sides, and so may change it by itself; "" where none does."""
    if marked.old is None or marked.new is None or not marked.old.provenance.kept_by:
        return ""
    return marked.new.provenance.kept_by


def _kept(one: Weighing, keeper: str) -> Weighing:
    if one.weight != "major" or one.fixed:
        return one
    return finding(one.rule, "minor", f"{one.text}, in an appendix that the {keeper} keeps")


def _library(history: Iterable[Change]) -> Iterator[Weighing]:
    for entry in history:
        if entry.kind in ("minor", "major"):
            weight: Weight = "major" if entry.kind == "major" else "minor"
            yield finding(
                "library-says", weight, f"the library says that its version {entry.version} is a {weight} change"
            )


def _beneath(history: Iterable[Change]) -> Weighing:
    """Weigh a change beneath the council's text as the library does; without its word, as the heaviest."""
    kinds: tuple[Weight, ...] = ("editorial", "minor", "major")
    entries = [(kinds.index(entry.kind), entry) for entry in history if entry.kind in kinds]
    if not entries:
        return finding("changed-beneath", "major")
    at, heaviest = max(entries, key=lambda pair: pair[0])
    article = "an" if kinds[at] == "editorial" else "a"
    said = f"it says that its version {heaviest.version} is {article} {kinds[at]} change"
    return finding("changed-beneath", kinds[at], f"{RULES['changed-beneath']}; {said}")


def _removed(clause: Clause, edits: Sequence[Edit]) -> Iterator[Weighing]:
    if edits and all(edit.kind == "moved" for edit in edits):
        # Its words stand elsewhere now; only the heading is gone.
        yield finding("moved", "editorial")
        return
    if clause.provenance.rule_in:
        # Only a line that named the document with the rule stood here. Where that one loses it, it says so.
        yield finding("moved", "editorial")
        return
    if clause.provenance.level == "mandatory":
        yield finding("mandatory-clause-removed", "major", fixed=True)
    text = "\n".join(edit.old for edit in edits if edit.kind != "moved")
    musts = _duties(text)
    if musts:
        yield finding("must-weakened", "major", f"{musts} went with the clause", fixed=True)
    elif is_rule(text):
        yield finding("clause-removed", "major")
    else:
        yield finding("text-removed", "minor")


def _added(clause: Clause, edits: Sequence[Edit]) -> Iterator[Weighing]:
    if edits and all(edit.kind == "moved" for edit in edits):
        yield finding("moved", "editorial")
        return
    text = "\n".join(block_text(block) for block in clause.blocks)
    if is_rule(text):
        yield finding("clause-added", "major")
    else:
        yield finding("text-added", "minor")


def _turned(marked: MarkedClause) -> Iterator[Weighing]:
    """Weigh items that stayed while the sentence before their list changed: a ban can become a permission."""
    if marked.old is None or marked.new is None:
        return
    before, after = _governed(marked.old.blocks), _governed(marked.new.blocks)
    for item, was in before.items():
        now = after.get(item, was)
        if was == now:
            continue
        if was in DUTY:
            more = f'items of a list went from "{was}" to "{now or "no rule"}"'
            yield finding("must-weakened", "major", more, fixed=True)
        elif now == "may":
            yield finding("permission-widened", "major")


def _governed(blocks: Sequence[Block]) -> dict[str, str]:
    """Return each list item with the last strong word of the sentence before its list."""
    found: dict[str, str] = {}
    lead = ""
    for block in blocks:
        if isinstance(block, Paragraph):
            modals = MODAL.findall(block_text(block))
            lead = modals[-1].lower() if modals else ""
        elif isinstance(block, List):
            for item in block.items:
                found["\n".join(block_text(part) for part in item.blocks)] = lead
    return found


def _scope(clause: Clause, found: Sequence[Weighing]) -> Iterator[Weighing]:
    """Weigh a change of words in a clause of the topic "scope": it may widen the policy, and words cannot tell."""
    if clause.provenance.topic == "scope" and any(one.weight != "editorial" for one in found):
        yield finding("scope-changed", "major")


# One edit ------------------------------------------------------------------------------------------------


def _edit(edit: Edit) -> Iterator[Weighing]:
    if edit.kind == "marked" and edit.part == "paragraph":
        yield finding("paragraphs", "editorial")
    elif edit.kind == "marked":
        yield finding("marking", "editorial")
    elif edit.kind == "moved":
        yield finding("moved", "editorial")
    elif edit.parameters and edit.only_values:
        yield from _values(edit)
    else:
        yield from _by_part(edit)


def _by_part(edit: Edit) -> Iterator[Weighing]:
    if edit.part == "item":
        yield from _item(edit)
    elif edit.part != "words":
        yield from _unit(edit)
    else:
        yield from _words(edit)


def _values(edit: Edit) -> Iterator[Weighing]:
    names = edit.parameters
    if all(name.startswith(RECORDS) for name in names):
        yield finding("record", "editorial")
    elif all(name.startswith(_TITLES) for name in names) or (_is_address(edit.old) and _is_address(edit.new)):
        yield finding("job-title", "editorial")
    elif all(name.startswith(("law.", "terms.")) for name in names):
        yield finding("law-changed", "minor")
    elif all(name.startswith("council.") for name in names):
        yield finding("name-changed", "minor")
    else:
        yield from _by_part(edit)


def _is_address(text: str) -> bool:
    return all(_ADDRESS.match(word) for word in text.split()) if text else False


def _unit(edit: Edit) -> Iterator[Weighing]:
    """Weigh a paragraph or row on one side alone, but for its duties: they are weighed for the clause as a whole."""
    if all(name.startswith(RECORDS) for name in edit.parameters) and edit.parameters:
        yield finding("record", "editorial")
    elif edit.part == "list":
        yield from _item(edit)
    elif not is_rule(edit.old) and not is_rule(edit.new):
        yield finding("text-added" if edit.kind == "added" else "text-removed", "minor")


def _rewritten(edits: Sequence[Edit]) -> Iterator[Weighing]:
    """Weigh the paragraphs that went and came in a clause together: one may have taken another's place."""
    one_sided = ("added", "removed")
    units = [edit for edit in edits if edit.kind in one_sided and edit.part not in ("words", "item", "list")]
    units = [edit for edit in units if not (edit.parameters and all(n.startswith(RECORDS) for n in edit.parameters))]
    old, new = "\n".join(edit.old for edit in units), "\n".join(edit.new for edit in units)
    if old or new:
        yield from _strengths(old, new)


def _item(edit: Edit) -> Iterator[Weighing]:
    """Weigh an item of a list by the sentence that it completes: "You may use AI to:" makes it a permission."""
    modals = [modal.lower() for modal in MODAL.findall(edit.lead)]
    if is_rule(edit.old) or is_rule(edit.new):
        yield from _strengths(edit.old, edit.new)
    elif modals and modals[-1] in DUTY:
        if edit.kind == "removed":
            yield finding("must-weakened", "major", "an item of a list of duties was taken out", fixed=True)
        else:
            yield finding("safeguard-added", "minor")
    elif not modals and restrictions(edit.lead):
        if edit.kind == "removed":
            yield finding("rule-weakened", "major", "an item of a list of bans was taken out")
        else:
            yield finding("safeguard-added", "minor")
    elif modals and modals[-1] == "may":
        if edit.kind == "added":
            yield finding("permission-widened", "major")
        else:
            yield finding("permission-narrowed", "minor")
    else:
        yield finding("text-added" if edit.kind == "added" else "text-removed", "minor")


def _words(edit: Edit) -> Iterator[Weighing]:
    old, new = edit.old, edit.new
    if STRENGTH.search(f"{old} {new}"):
        # A single "not" that went is seen only in the whole paragraph.
        strengths = list(_strengths(edit.old_whole, edit.new_whole))
        if strengths:
            yield from strengths
            return
    elif restrictions(edit.old_whole) != restrictions(edit.new_whole):
        # Half of "at least" or "no longer than" is no strong word by itself.
        yield from _strengths(edit.old_whole, edit.new_whole)
    if edit.references and not _plain(old) and not _plain(new):
        yield finding("cross-reference", "editorial")
        return
    in_duty = any(modal.lower() in DUTY for modal in MODAL.findall(f"{edit.old_whole} {edit.new_whole}"))
    limits = in_duty or bool(edit.lead) or (edit.only_values and bool(edit.parameters))
    if limits and _NUMBER.findall(old) != _NUMBER.findall(new) and (_NUMBER.search(old) or _NUMBER.search(new)):
        yield finding(
            "limit-changed",
            "major",
            f"a limit in a rule changed: {_quoted(old)} became {_quoted(new)}" if old and new else "",
        )
        return
    lead = [modal.lower() for modal in MODAL.findall(edit.lead)]
    covered = reach(edit.old_whole, edit.new_whole, old, new)
    if same_words_spelled(old, new):
        yield finding("spelling", "editorial")
    elif covered:
        yield finding("reach-changed", "major", f'what "{covered}" covers changed')
    elif lead and lead[-1] == "may" and not old:
        yield finding("permission-widened", "major")
    else:
        yield finding("reworded", "minor")


def _plain(text: str) -> str:
    """Return a text without the words that only lead to another clause."""
    return re.sub(r"(?i)\b(section|appendix|see|and|or|\d+(\.\d+)*|[A-Z]{1,2})\b|[^\w\s]", "", text).strip()


def _strengths(old: str, new: str) -> Iterator[Weighing]:
    """Compare the duties, permissions and exceptions of two versions of a text."""
    before, after = _count(old), _count(new)
    if _weakened(before, after):
        yield finding("must-weakened", "major", _what_became(old, new), fixed=True)
        return
    held, holds = restrictions(old), restrictions(new)
    fewer = _all_duties(after) + holds.total() < _all_duties(before) + held.total()
    if fewer:
        gone = next(iter(held - holds), "")
        yield finding("rule-weakened", "major", f'"{gone}" was taken out' if gone else "")
        return
    if len(EXCEPTION.findall(new)) > len(EXCEPTION.findall(old)):
        yield finding("exception-added", "major")
    if after["may"] > before["may"]:
        yield finding("permission-widened", "major")
    if _all_duties(after) + holds.total() > _all_duties(before) + held.total():
        yield finding("safeguard-added", "minor")
    elif after["may"] < before["may"]:
        yield finding("permission-narrowed", "minor")
    elif held != holds and not (held.keys() | holds.keys()) <= _BANS:
        yield finding("limit-changed", "major")
    elif held != holds or after != before or len(EXCEPTION.findall(new)) < len(EXCEPTION.findall(old)):
        yield finding("reworded", "minor")


def _all_duties(counts: dict[str, int]) -> int:
    return sum(counts[modal] for modal in DUTY)


def _weakened(before: dict[str, int], after: dict[str, int]) -> bool:
    fewer_duties = _all_duties(after) < _all_duties(before)
    fewer_bans = after["must not"] + after["may not"] < before["must not"] + before["may not"]
    return fewer_duties or (fewer_bans and after["must"] <= before["must"] + before["must not"])


def _count(text: str) -> dict[str, int]:
    counts = dict.fromkeys(("must", "must not", "should", "should not", "may", "may not", "cannot"), 0)
    for modal in MODAL.findall(text):
        counts[modal.lower()] += 1
    return counts


def _duties(text: str) -> str:
    count = sum(_count(text)[modal] for modal in DUTY)
    return f"{count} {'duty' if count == 1 else 'duties'}" if count else ""


def _what_became(old: str, new: str) -> str:
    was = Counter(modal.lower() for modal in MODAL.findall(old))
    now = Counter(modal.lower() for modal in MODAL.findall(new))
    gone = next((modal for modal in was - now if modal in DUTY), "")
    come = next(iter(now - was), "")
    if gone and come:
        return f'"{gone}" became "{come}"'
    return f'a "{gone}" was taken out' if gone else ""


def _quoted(text: str) -> str:
    return f'"{text if len(text) <= 60 else text[:59] + "…"}"'
