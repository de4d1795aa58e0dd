"""Renders Markdown by GitHub's own cmark: markdown.py FILE; prints the HTML."""

import sys

import cmarkgfm
from cmarkgfm.cmark import Options

with open(sys.argv[1], encoding="utf-8") as file:
    sys.stdout.write(cmarkgfm.github_flavored_markdown_to_html(
        file.read(), Options.CMARK_OPT_UNSAFE))
