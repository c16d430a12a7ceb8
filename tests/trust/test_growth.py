"""What once took a time that grew squared is read in a few seconds; the long run is `python -m tests.trust.growth`."""

from __future__ import annotations

import pytest

from tests.some import one_in
from tests.trust.growth import KINDS, measured

ONCE_SLOW = {
    "markdown compare, text of '['": 12_000,
    "markdown check, text of '[a]('": 12_000,
    "yaml, lines of 'key_{}: 1\\n'": 6_000,
    "yaml, a text over lines": 2_000,
    "docx redline, namespaces": 20_000,
    "docx redline, changes": 12_000,
}
"""Kinds of input, each with a size at which it once took more than the seconds below."""


@pytest.mark.parametrize("name", one_in(6, ONCE_SLOW))
def test_what_was_made_to_be_slow_is_read_in_time(name: str) -> None:
    kind = KINDS[name]
    seconds, megabytes, _ = measured(kind, kind.make(ONCE_SLOW[name]))
    assert seconds < 10
    assert megabytes < 1_000
