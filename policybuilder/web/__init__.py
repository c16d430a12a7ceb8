"""The page: the whole job in a browser, for an officer who never opens a terminal.

It is as thin as cli/: a screen reads what was typed, calls the Python door, and shows what it returns. There is no
store of its own; the workspace's files are the store, so the page and the command line can be mixed freely. It needs
the extra `web` (Flask, Flask-WTF, waitress and the GOV.UK Frontend macros).
"""

from policybuilder.web.app import make_app
from policybuilder.web.serve import Serving, start

__all__ = ["Serving", "make_app", "start"]
