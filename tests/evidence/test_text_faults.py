"""Known faults in text that a check finds: see text_faults.txt."""

import datetime as dt
from pathlib import Path

import pytest

from reports.checks import services
from reports.checks.registry import CHECKS
from tests.builders import a_group, a_partner, a_term
from tests.evidence import evidence
from tests.reports.checks.checking import draft_with, swapper_of

pytestmark = pytest.mark.django_db


def register():
    """Add bodies and terms that the faulty texts are compared with."""
    for name in [
        "Wycombe District Council",
        "Bracknell Forest Council",
        "Wokingham Borough Council",
        "South Oxfordshire District Council",
        "Vale of White Horse District Council",
        "Youth Justice Service",
        "National Probation Service",
        "Oxford Safer Communities Partnership",
        "Oxfordshire Safer Communities Partnership",
    ]:
        a_partner(name=name)
    a_partner(name="Commissioner for Testshire", also_known_as="PCC")
    a_partner(name="Police and Crime Commissioner")
    a_partner(name="The DASH charity", also_known_as="DASH")
    a_group(name="Testshire Coordination Group", short_name="Coordination Group")
    a_group(name="Testshire Safeguarding Board", short_name="CSE sub-group")
    for term, words, instead in [
        ("CSE", "Child sexual exploitation", ""),
        ("CTLP", "Counter Terrorism Local Profile", ""),
        ("BAMER", "Black, Asian, Minority Ethnic and Refugee", ""),
        ("VAWG", "Violence Against Women and Girls", ""),
        ("CSP", "Community Safety Partnership", ""),
        ("DASH", "Domestic Abuse, Stalking and Harassment", ""),
        ("Prevent", "", "prevent duty"),
        ("radicalisation", "", "radicalism"),
        ("every six months", "", "bi-annual\nbiannual"),
        ("Community Safety Fund", "", "PCC grant\nPCC funding"),
        ("Youth Justice Service", "", "Youth Offending / Early Intervention Service"),
        ("CSE sub-group", "", "child sexual exploitation subgroup\nCSE subgroup"),
        ("Workshop to Raise the Awareness", "", "Workshop to Raise Awareness"),
        ("Victims First", "", "Victim First"),
        ("Public Spaces Drug Task Force", "", "Public Spaces Drugs Task Force"),
        ("Oxford", "", "Oxford City district"),
        ("Tell MAMA", "", "Tell Mumma"),
        ("Oxford University Hospitals", "", "Oxford University Hospital Trust"),
    ]:
        a_term(term=term, full_version=words, instead_of=instead)


def _read():
    """The marks and rows of each heading: check, words and what is expected."""
    headings: dict = {}
    path = Path(__file__).with_name("text_faults.txt")
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            marks, rows = headings.setdefault(line[1:-1], ([], []))
        elif line and not line.startswith("#"):
            first, fault, text, *expected = line.split(" // ")
            number, check = first.split()
            marks.append(evidence(number, flagged=check, fault=fault))
            body = text if text.startswith("<") else f"<p>{text}</p>"
            rows.append((check, body, expected))
    return [
        pytest.param(heading, rows, marks=marks, id=heading)
        for heading, (marks, rows) in headings.items()
    ]


@pytest.mark.parametrize(("heading", "rows"), _read())
def test_fault_is_flagged_before_publication(heading, rows):
    services.load()
    day = {"dated_on": dt.date.fromisoformat(heading)} if heading[0].isdigit() else {}
    report = draft_with("<p>Words.</p>", **day)
    if heading == "names":
        register()
    swapper = swapper_of(report)
    for check, body, expected in rows:
        issues = services.issues_of(swapper.with_words(body), CHECKS[check])
        marked = {issue.excerpt.replace("’", "'") for issue in issues}
        says = " ".join(issue.message for issue in issues)
        assert issues, (check, body)
        for one in expected:
            is_said = one.startswith("says ")
            assert one[5:] in says if is_said else one in marked, (body, one)
