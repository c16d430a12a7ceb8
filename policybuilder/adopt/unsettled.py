"""Whether a sentence settles what it speaks of: it may think about it, deny it, tell of others, or have exceptions."""

from __future__ import annotations

import re

from policybuilder.adopt.hearing import Listener
from policybuilder.library.said import is_exact

_BODIES = "councils?|authorities|forces|organisations"
_TEXTS = "policy|version|rules|guidance|statement|arrangements"
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_NOT_SAID = re.compile(
    # It is only thought about, or asked for.
    r"\b(?:for example|e\.g\.|such as|might|could|(?:consider|considered|debated|discussed|asked|asks|wonder) whether"
    r"|consider whether|proposed|proposes?|proposals? (?:is|was|that)|in future|in the draft|drafts? (?:of|policy)"
    r"|asked (?:that|for)|argued|suggest(?:s|ed)?(?: that|:)|recommends? that|called for|would like|hopes? (?:to|that)"
    r"|(?:intends?|plans?) to|if (?:\w+ ){1,4}?(?:agrees?|approves?|decides?)"
    # It is another's, or was so once.
    rf"|(?:neighbouring|other|some|many|most) (?:{_BODIES})|some (?:people )?(?:say|think|argue)"
    rf"|(?:government|commissioner|centre|ico|ncsc|lga|socitm)(?:'s|’s) (?:{_TEXTS}|advice|view)"
    rf"|(?:previous|former|earlier|old|superseded|predecessor|last|interim) (?:{_TEXTS})"
    r"|(?:until|before|from) (?:last|19|20)\w*|previously|formerly|used to be|no longer"
    r"|(?:during|in) the (?:pilot|trial)|not the case|need not|not (?:have|need) to be|wrong to"
    r"|(?:no one|nobody) has|assume that|not known|yet to|by (?:the public|the ombudsman|our suppliers?)"
    rf"|until (?:{_MONTHS})|(?<!staff )in schools)\b"
    r"|^(?:in (?:19|20)\d\d|until|options? \w+|if|had|were|should|whether|under the old)\b"
    r"|\b(?:was|were) (?:refused|rejected|declined|turned down)\b"
    r"|\b(?:pilot|draft|trial) (?:policy|version)\b|\b(?:policy|guidance|rules) of (?-i:[A-Z])"
    r"|\b(?:suggested|asked|said|wrote|argued|proposed|commented)\s?:|\boptions? \w+\s*:",
    re.IGNORECASE,
)
_ONCE = re.compile(r"\b(?:was|were|had been)\b", re.IGNORECASE)
_NEGATED = re.compile(
    r"\b(?:no|not|never|neither|nor|cannot|without|nobody|none)\b"
    r"(?! (?:longer|later|more|less|earlier|fewer|exceeding)\b)|n['’]t\b",
    re.IGNORECASE,
)
_PERIOD = re.compile(r"\b(?:\d+|[a-z]+) (?:working )?(?:hour|day|week|fortnight|month|quarter|year)s\b", re.IGNORECASE)
"""Where a sentence has two of them, one of them may be of something else."""
_SAYS_NO = re.compile(
    r"<never>|<unless>|<unapproved-tool>|\b(?:no|not|never|cannot|without|nobody|don't|unless)\b", re.IGNORECASE
)
"""What in a pattern says no itself."""
_EXCEPTION = re.compile(
    r"\b(?:unless|except|save (?:where|for|if|that|with|in)|other than|apart from|subject to"
    r"|without (?:\w+ ){0,4}?(?:consent|agreement|approval|permission))\b",
    re.IGNORECASE,
)
"""With such words a rule has an exception, and may be another answer than its other words give."""


def is_unsettled(ear: Listener, above: str, sentence: str, heard: str) -> bool:
    """Return whether what was heard, some words of a sentence below others, is not surely what the policy decides.

    A period that is not exactly one in the parameter's unit is not sure, nor is one that tells how something was.
    """
    if (
        _NOT_SAID.search(sentence)
        or _NOT_SAID.search(above)
        or (_NEGATED.search(heard) and not _SAYS_NO.search(ear.entry.says))
    ):
        return True
    is_period = ear.type == "integer" and ear.entry.means is None
    if is_period and (_ONCE.search(heard) or (ear.parameter and not is_exact(heard, ear.parameter.unit))):
        return True
    if is_period and len({found.group().lower() for found in _PERIOD.finditer(sentence)}) > 1:
        return True
    may_have_one = ear.entry.means is not None or is_period or ear.parameter is None
    return may_have_one and bool(_EXCEPTION.search(sentence)) and not _EXCEPTION.search(ear.entry.says)
