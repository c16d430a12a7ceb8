"""A council's own Word file: checked (`check`), made a shell (`prepare`), and a shell ready to be filled (`ready`).

`tags`, `tag_language` and `tag_check` know the tags; `active`, `fields`, `links` and `take_out` what runs or fetches;
`style_sheet`, `look`, `numbering`, `settings` and `contrast` how the file looks and what it says about itself.
"""
