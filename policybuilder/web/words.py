"""What the page says when it refuses something: what happened, that nothing is lost, and what to do."""

WORDS = {
    "stale_form": "This form is from before the program was last started",
    "stale_form_hint": "Nothing was saved. Open the page anew, and put in what you typed.",
    "refused": "That did not work",
    "refused_hint": "Nothing was changed. Open the page anew, and try again.",
    "refused_403": "This page is open to nobody but the person who started it",
    "refused_403_hint": "Nothing was changed. If the program was started again since, the address is another now: use"
    " the one in its window, which begins with http://127.0.0.1. If its window is closed, start the program again.",
    "refused_404": "There is no such page",
    "refused_404_hint": "It may be about a council, a document or a file that is no longer there, or its address is not"
    " whole. Nothing was changed.",
    "refused_405": "There is no such page",
    "refused_405_hint": "This address only takes a form. Nothing was changed.",
    "refused_413": "The file is too large",
    "refused_413_hint": "Nothing of it was read or saved. A Word file may have 60 MB: was it the right file?",
    "refused_421": "This page is asked for under another name",
    "refused_421_hint": "Nothing was changed. Use the address in the window of the program, which begins with"
    " http://127.0.0.1.",
    "refused_500": "The program itself failed",
    "refused_500_hint": "What was saved before is there still. Look whether what you did last was saved, before you do"
    " it again. If it fails again, tell whoever looks after the program; its window says more.",
}
"""By the name of what happened; `_hint` says what to do."""

TYPED = {
    "answer": "Your answer",
    "text": "The words of the clause",
    "reason": "Why",
    "by": "Who",
    "who": "Who would know",
    "minute": "Minute or decision number",
    "version": "Number of the version",
    "date": "Day",
    "effective": "From when it holds",
    "review": "Next review",
    "summary": "What changed",
    "minor_because": "Why it is a small change",
    "since_paper": "Why the words differ from the paper",
    "apart_because": "Why it is approved without the other",
    "no_paper": "Why there was no paper",
    "role": "Who read it",
    "read": "What was read",
    "owner": "Who owns the document",
    "approver": "Which body approves it",
    "review_date": "Next review",
    "until": "When to ask again",
}
"""What a person types into a form, by the name of the field; parts of an answer have names that start with it."""
