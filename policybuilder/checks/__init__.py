"""Everything that can be wrong with a workspace, or doubtful, found in one run.

The rules are imported when a check runs: a build measures readability, and needs nothing else of this package.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from policybuilder.errors import Location, Problem, did_you_mean, fail, in_reading_order
from policybuilder.library.library import Library


def named_rules(names: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of the rules that a person names, who may write them as their files are named.

    Raises PolicyBuilderError, with the nearest offered, for an unknown one.
    """
    from policybuilder.checks.rules import RULES

    known, wanted = [rule.id for rule in RULES], tuple(names)
    for name in wanted:
        if name.replace("_", "-") not in known:
            hint = did_you_mean(name, known, "`policybuilder check --rules` lists them")
            raise fail(Location("--rule"), f'unknown rule "{name}"', "unknown-rule", hint)
    return tuple(name.replace("_", "-") for name in wanted)


def check(
    library: Library, profiles: Iterable[str] = (), only: Collection[str] = (), today: date | None = None
) -> tuple[Problem, ...]:
    """Return every problem of a library, its templates, and some profiles (all of them unless named), in reading order.

    Each clause, template, profile and Word shell is read, each document of each council is resolved, and every rule
    looks at them; nothing is written. `only` names the rules whose findings alone are wanted; `today`
    is the day after which nothing can have been signed off yet.
    """
    from policybuilder.checks.rules import RULES
    from policybuilder.checks.run import CheckRun

    run = CheckRun(library, [rule for rule in RULES if not only or rule.id in only], today)
    run.everything(tuple(dict.fromkeys(profiles)))
    found = (problem for problem in run.problems.found if not only or problem.code in only)
    return tuple(in_reading_order(found))
