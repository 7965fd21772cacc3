"""Put each passage of a corpus into its place, and write what the checks find.

python -m tests.claims claims.jsonl found.jsonl
"""

import json
import sys
from collections import Counter
from pathlib import Path

from tests.claims import county

REPORT = "community-safety-agreement/2018-19"
# Keys of texts in corpora made with earlier versions.
PLACES = {
    f"{section}.words": f"{section}.text"
    for section in "delivery districts foreword membership plans prevent resourcing "
    "vision".split()
}
# Checks of clarity, form or house style, which do not say that something is false.
VAGUE = {
    "abbreviation-unexplained",
    "claim-without-figures",
    "claim-without-source",
    "list-structure",
    "spelling",
    "table-structure",
    "time-unclear",
    "year-format",
}


def main(source, target):
    county.set_up()
    from reports.assembly.build import find

    report = find(REPORT)
    usual = Counter(map(_identity, _issues(report, {})))
    with Path(source).open(encoding="utf-8") as file:
        records = [json.loads(line) for line in file if line.strip()]
    with Path(target).open("w", encoding="utf-8") as file:
        for record in records:
            found = _found(report, record, usual)
            file.write(json.dumps(found, ensure_ascii=False) + "\n")


def _found(report, record, usual):
    texts = {record["place"]: record["text"], **record.get("also", {})}
    texts = {PLACES.get(place, place): text for place, text in texts.items()}
    rest, new = Counter(usual), []
    for issue in _issues(report, texts):
        identity = _identity(issue)
        if rest[identity]:
            rest[identity] -= 1
        else:
            new.append(issue)
    return {
        "id": record["id"],
        "issues": [one for one in new if one["about"] != "link"],
        "links": [one for one in new if one["about"] == "link"],
    }


def _issues(report, texts):
    """Everything that the checks find in the report with some texts in place."""
    from django.db import transaction

    from reports.checks import services

    with transaction.atomic():
        for key, body in texts.items():
            report.passages.filter(key=key).update(body=body)
        checked = services.run(report)
        links = [_as_link(link) for link in checked.links]
        transaction.set_rollback(True)
    return [_as_data(issue) for issue in checked.open_issues] + links


def _identity(issue):
    return tuple(issue[name] for name in ("severity", "check", "message", "where"))


def _as_data(issue):
    return {
        "check": issue.check,
        "severity": "error" if issue.is_error else "warning",
        "message": issue.message,
        "hint": issue.hint,
        "excerpt": issue.excerpt,
        "replacement": issue.replacement,
        "about": _about(issue),
        "where": issue.where,
    }


def _as_link(link):
    return {
        "check": "link",
        "severity": "link",
        "message": f"{link.excerpt} is {link.description}",
        "hint": "Link it to your data.",
        "excerpt": link.excerpt,
        "replacement": link.token,
        "about": "link",
        "where": link.words.place,
    }


def _about(issue):
    if issue.check == "typed-figure":
        return "typed"
    is_compared = issue.about.startswith(f"{issue.check}: ")
    return "vague" if issue.check in VAGUE and not is_compared else "false"


if __name__ == "__main__":
    main(*sys.argv[1:3])
