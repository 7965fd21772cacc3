"""Try sentences about the made-up county, and print each with an unexpected result.

python -m tests.claims.statements [trials | examples | corpus]
"""

import json
import sys
from pathlib import Path

from tests.claims import county

HERE = Path(__file__).resolve().parent
# Differ only in meaning; see the corpus.
TOO_HARD = {"open-contradiction-07"}
# Text, the words in which the error is, and what the message has to say.
ERRORS = [
    ("There were 1,198 burglaries in 2016-17.", "1,198", "1,260"),
    ("In 2016 Brackwell had 1,512 anti-social behaviour incidents.", "1,512", "1,404"),
    ("Of 13,310 offences, 2,662 (25 %) were at night.", "25 %", "20%"),
    ("Of 240 callers, 60 (30%) lived in villages.", "30%", "25%"),
    (
        "Crime went from 44,520 in 2023-24 to 42,310 in 2024-25, a fall of 9 %.",
        "9 %",
        "5%",
    ),
    (
        "Fires rose from 200 in 2015-16 to 250 in 2016-17, an increase of 20%.",
        "20%",
        "25%",
    ),
    ("The Youth Justice Service gets £284,000 for the year.", "£284,000", "£248,000"),
    ("Brackwell recorded 286 burglaries.", "286", "268"),
    ("Councillor Martin Osgood chairs the Board.", "Martin Osgood", "Ruth Penhale"),
    ("The working group meets on 31 November.", "31 November", "30 days"),
    ("The next meeting is on Tuesday 13 June 2018.", "Tuesday", "Wednesday"),
    ("The Crime and Disorder Act 1989 applies.", "1989", "1998"),
]
NOTHING = [
    "The Commissioner’s plan has seven priorities.",
    "Marl Valley Police and Adult Social Care lead on burglary together.",
    "A conference will be held on 28 November 2018.",
    "The twelve CSPs of Kent and Medway meet each year.",
    "The fund comes to £1.205 million in 2018-19.",
    "The fund comes to £1.2m in 2018-19.",
    "Up to 1,000 champions will be trained.",
    "Two of the five priorities are new.",
]
NO_LINK = [
    "There are (2) police officers in the team.",
    "Table 1: Domestic burglaries in Marlshire",
    "Dunmere’s library lent 884 books.",
    "Room 240 at County Hall is where we meet.",
    "Write to the Community Safety Manager, County Hall, Marlborough Road.",
    "The helpline took 2,101 calls about anti-social behaviour in 2016.",
]
LINKS = {
    "In 2016 Castlehythe had 2,101 anti-social behaviour incidents.": (
        "2,101",
        "[=value asb castlehythe 2016]",
    ),
    # A qualifier that the data has is kept once.
    "We carried almost £9,000 forward for a summer programme.": (
        "almost £9,000",
        "[=carried youth-from-2017-18]",
    ),
    "In 2017-18 more than 180 champions were trained.": (
        "more than 180",
        "[=value champions marlshire 2017-18]",
    ),
}


def examples(letter):
    lines = (HERE / "examples.txt").read_text(encoding="utf-8").splitlines()
    return [line[2:] for line in lines if line.startswith(f"{letter} ")]


def trials(marlshire):
    """Each sentence of the lists above with an unexpected result."""
    for text, wrong, right in ERRORS:
        found = marlshire.found(text)
        if [excerpt for excerpt, _ in found] != [wrong] or right not in found[0][1]:
            yield f"should find {wrong} ({right}), finds {found}: {text}"
    yield from accused(marlshire, NOTHING)
    yield from linked(marlshire, NO_LINK)
    for text, link in LINKS.items():
        if (links := marlshire.links(text)) != [link]:
            yield f"should suggest {link}, suggests {links}: {text}"


def accused(marlshire, texts):
    for text in texts:
        if found := marlshire.found(text):
            yield f"should find nothing, finds {found}: {text}"


def linked(marlshire, texts):
    for text in texts:
        if links := marlshire.links(text):
            yield f"should suggest no link, suggests {links}: {text}"


def of_examples(marlshire):
    """Each sentence of the file of examples with an unexpected result."""
    yield from accused(marlshire, [*examples("S"), *examples("N")])
    yield from linked(marlshire, examples("N"))
    for text in examples("F"):
        if not marlshire.found(text):
            yield f"should find a fault: {text}"
    for text in examples("L"):
        if not marlshire.links(text):
            yield f"should suggest a link: {text}"
    for text in [*examples("F"), *examples("L")]:
        before = len(marlshire.found(text))
        for repaired in marlshire.repaired(text):
            if len(marlshire.found(repaired)) > before:
                yield f"is worse when repaired: {repaired}"


def corpus(marlshire):
    """The open half of the corpus: no fault missed, nothing correct reported."""
    for line in (HERE / "claims-open.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        if record.get("also") or record["id"] in TOO_HARD:
            continue
        text = record["text"].removeprefix("<p>").removesuffix("</p>")
        found = marlshire.found(text)
        if bool(found) != (record["verdict"] == "fault"):
            yield f"{record['id']} comes to {found}: {text}"


PARTS = {"trials": trials, "examples": of_examples, "corpus": corpus}


def main(names):
    county.set_up()
    from tests.claims.trying import County

    marlshire = County()
    found = [line for name in names or PARTS for line in PARTS[name](marlshire)]
    print(*found, sep="\n")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
