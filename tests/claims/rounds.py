"""Score passages in wording of many kinds, and try every repair that is offered.

python -m tests.claims.rounds

`rounds.jsonl` has the form of the corpus: `verdict`, `text`, and of a fault `wrong` and
what is `right`. A few of its faults are known to be missed: they count.
"""

import json
import re
import sys
from pathlib import Path

from tests.claims import county

HERE = Path(__file__).resolve().parent
LEAST_FOUND, MOST_ACCUSED = 0.9, 0.01
TWICE = re.compile(
    r"\b(?:almost|nearly|just under|over|up to|about|more than|some) "
    r"(?:almost|nearly|just under|over|up to|about|more than|some)\b",
    re.I,
)


def records():
    for name in ("rounds.jsonl", "claims-open.jsonl"):
        for line in (HERE / name).read_text("utf-8").splitlines():
            record = json.loads(line)
            if not record.get("also"):
                yield record | {"text": _inside(record["text"])}


def _inside(html: str) -> str:
    """The text of a passage of one paragraph; a longer one is unchanged."""
    is_one = html.startswith("<p>") and html.count("<p>") == 1 and "<ul>" not in html
    return html[3:-4] if is_one else html


def problems(marlshire):
    """Faults that are missed, described wrongly or repaired badly."""
    found = accused = faults = sound = 0
    for record in records():
        mistakes = marlshire.mistakes_in(record["text"])
        if record["verdict"] == "fault":
            faults += 1
            found += is_found(record, mistakes)
            yield from wrong_repairs(record, mistakes)
        else:
            sound += 1
            accused += bool(mistakes)
        yield from bad_repairs(marlshire, record["text"])
    if found < LEAST_FOUND * faults:
        yield f"{found} of {faults} faults are found"
    if accused > MOST_ACCUSED * sound:
        yield f"{accused} of {sound} sound passages are accused"


def is_found(record, mistakes) -> bool:
    """Whether the faulty words are shown, or the right value is stated."""
    blamed = [record["wrong"], *record.get("wrong_or", [])]
    return any(
        any(words in excerpt or excerpt in words for words in blamed)
        or any(right in mistake.message for right in record["right"])
        for excerpt, mistake in mistakes
    )


def wrong_repairs(record, mistakes):
    for excerpt, mistake in mistakes:
        is_of_fault = excerpt in record["wrong"] or record["wrong"] in excerpt
        if mistake.replacement and is_of_fault:
            # Where a sentence begins, what is offered has a capital.
            prints = mistake.prints.lower()
            if not any(right.lower() in prints for right in record["right"]):
                yield f"offers {mistake.prints} for {excerpt}: {record['text']}"


def bad_repairs(marlshire, text):
    """Repairs that bring a new issue, or a second qualifier."""
    before = {mistake.message for _, mistake in marlshire.mistakes_in(text)}
    for repaired in marlshire.repaired(text):
        new = [m for _, m in marlshire.mistakes_in(repaired) if m.message not in before]
        if new:
            yield f"is worse when repaired: {repaired} ({new[0].message})"
        if twice := TWICE.search(marlshire.printed(repaired)):
            yield f"says “{twice[0]}” when repaired: {repaired}"


def main():
    county.set_up()
    from tests.claims.trying import County

    found = list(problems(County()))
    print(*found, sep="\n")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
