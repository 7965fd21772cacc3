"""Put each passage of a corpus into its place, and write what the checks find.

python -m tests.claims claims.jsonl found.jsonl
"""

import json
import sys
from collections import Counter
from pathlib import Path

from tests.claims import county

REPORT = "community-safety-agreement/2018-19"
# Where a passage of the corpus stands in the document, if its key is another today.
PLACES: dict[str, str] = {}
# Checks that ask for clearer words, and do not say that something is false.
VAGUE = set(
    "trend-without-figure rank-of-what increase-from-nowhere change-without-dates "
    "percent-of-what comparison-without-figures change-told-without-base "
    "share-without-count figure-without-period statistical-claim".split()
)


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
        "issues": [one for one in new if one["about"] != "typed"],
        "links": [one for one in new if one["about"] == "typed" and one["replacement"]],
    }


def _issues(report, texts):
    """Everything that the checks find in the report with some texts in place."""
    from django.db import transaction

    from reports.checks import services

    with transaction.atomic():
        for key, body in texts.items():
            report.passages.filter(key=key).update(body=body)
        checked = services.run(report)
        transaction.set_rollback(True)
    return [_as_data(finding) for finding in checked.to_do]


def _identity(issue):
    return tuple(issue[name] for name in ("severity", "check", "message", "where"))


def _as_data(finding):
    return {
        "check": finding.check,
        "severity": "error" if finding.is_stop else "warning",
        "message": finding.what,
        "hint": finding.cure,
        "excerpt": finding.excerpt,
        "replacement": finding.offer,
        "about": _about(finding),
        "where": finding.where,
    }


def _about(finding):
    if finding.check == "typed-figure":
        return "typed"
    return "vague" if finding.check in VAGUE else "false"


if __name__ == "__main__":
    main(*sys.argv[1:3])
