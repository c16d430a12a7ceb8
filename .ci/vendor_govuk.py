"""Write the style sheet and script of GOV.UK Frontend that the page ships, without crown, crest or GDS's font.

    npm pack govuk-frontend@6.3.0 && tar xzf govuk-frontend-*.tgz
    python .ci/vendor_govuk.py package

The font and the crest may be used on GOV.UK alone; everything else is MIT.
"""

import re
import sys
from pathlib import Path

STATIC = Path(__file__).parent.parent / "policybuilder" / "web" / "static"


def unbranded(css: str) -> str:
    """Return the style sheet with the system's own sans serif, and without what shows the crest."""
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = re.sub(r"GDS Transport\s*,\s*", "", css)
    css = re.sub(r"[^{}]*\{[^{}]*url\([^)]*govuk-crest[^)]*\)[^{}]*\}", "", css)
    css = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css)
    left = re.findall(r"url\((?!data:)[^)]*\)|GDS|crest", css)
    assert not left, left
    return css.strip() + "\n"


def main() -> None:
    """Write the two files."""
    package = Path(sys.argv[1]) / "dist" / "govuk"
    (STATIC / "govuk-frontend.min.css").write_text(unbranded((package / "govuk-frontend.min.css").read_text()))
    script = re.sub(r"\n?//# sourceMappingURL=.*", "", (package / "govuk-frontend.min.js").read_text())
    (STATIC / "govuk-frontend.min.js").write_text(script.strip() + "\n")


if __name__ == "__main__":
    main()
