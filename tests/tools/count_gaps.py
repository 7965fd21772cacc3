#!/usr/bin/env python3
"""Count the marks for what is missing in documents: count_gaps.py FILE.html...

A mark is a cell that holds a reason instead of a figure or a text, or words such as
“not given” in running text. Prints each file's number, and what it counted with -v.
"""

import argparse
import collections
import re
import sys
from pathlib import Path

from lxml import html

WORDS = re.compile(
    r"\b(?:not (?:yet )?(?:given|available|applicable|known|decided|due|set|stated|"
    r"recorded|reported|written|named)|n/a|none (?:given|set|stated)|"
    r"no (?:\w+ ){0,2}(?:given|reported|set|stated|recorded)|nothing (?:to report|"
    r"reported)|to be (?:agreed|confirmed|updated|decided)|unknown|"
    r"(?:does|do|did) not (?:say|give|name|state))\b",
    re.IGNORECASE,
)


def marks_in(markup: str) -> collections.Counter[str]:
    """The marks of a document and how often each is there."""
    page = html.document_fromstring(markup)
    for hidden in page.xpath("//style|//script|//head|//*[@aria-hidden='true']"):
        hidden.drop_tree()
    found: collections.Counter[str] = collections.Counter()
    for cell in page.xpath("//*[contains(concat(' ', @class, ' '), ' missing ')]"):
        found[" ".join(cell.text_content().split()).lower()] += 1
        cell.drop_tree()
    text = " ".join(page.text_content().split())
    found.update(match[0].lower() for match in WORDS.finditer(text))
    return found


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("-v", "--verbose", action="store_true")
    options.add_argument("--most", type=int, default=0, help="fail above this number")
    options.add_argument("files", nargs="+", type=Path, metavar="FILE.html")
    options = options.parse_args()
    failed = False
    for path in options.files:
        found = marks_in(path.read_text(encoding="utf-8"))
        print(f"{path.name}: {found.total()}")
        failed |= 0 < options.most < found.total()
        if options.verbose:
            for mark, count in found.most_common():
                print(f"  {count:3} {mark}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
