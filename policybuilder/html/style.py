"""What every page of ours looks like: colours, type, links, the way past what stands before the text.

Colours meet WCAG 2.2 AA (text 4.5:1, outlines and marks 3:1), and no meaning rests on colour alone. The type is the
reader's own system face: nothing is fetched.
"""

BASE = """\
:root {
  --ink: #1c2833;
  --quiet: #4b5a66;
  --deep: #143d4c;
  --link: #0b5378;
  --line: #c5d0d6;
  --tint: #eef3f4;
  --focus: #a34700;
  color-scheme: light;
}
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1rem; }
body {
  margin: 0;
  background: #fff;
  color: var(--ink);
  font: 1.0625rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  overflow-wrap: break-word;
}
a { color: var(--link); text-underline-offset: 0.15em; }
a:hover { text-decoration-thickness: 0.15em; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
main:focus { outline: none; }
.skip { position: absolute; left: -100vw; z-index: 2; padding: 0.75rem 1rem; background: #fff; }
.skip:focus { left: 0.5rem; top: 0.5rem; }
"""
"""The first rules of each page's style sheet."""
