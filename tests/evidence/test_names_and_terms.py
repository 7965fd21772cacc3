"""Known faults in names and terms that have several forms."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from reports.assembly.build import build
from tests.builders import a_fund, a_group, a_partner, a_term
from tests.evidence import evidence
from tests.reports.checks.checking import draft_with, found

pytestmark = pytest.mark.django_db


def fault(number, check, fault, body, *excerpts):
    """One known fault: the check that finds it in words of ours, and what is marked."""
    mark = evidence(number, flagged=check, fault=fault)
    return pytest.param(check, body, excerpts, marks=mark, id=f"{number}-{check}")


def excerpts_of(report, check):
    return {issue.excerpt.replace("’", "'") for issue in found(report, check)}


def register():
    """Bodies and terms that the faulty words are measured by."""
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


FAULTS = [
    fault(
        "1.40",
        "name-unknown",
        "one group, its name written in three ways",
        "The Coordination Group met. So did the Coordinating Group.",
        "Coordinating Group",
    ),
    fault(
        "1.43",
        "name-unknown",
        "a district council that does not exist",
        "We thank the South and Vale District Council.",
        "South and Vale District Council",
    ),
    fault(
        "1.44",
        "name-unknown",
        "a short name that no partnership has",
        "Mill Vale CSP and Mill CSP share a van.",
        "Mill CSP",
    ),
    fault(
        "1.44",
        "abbreviation-wrong",
        "apostrophes in plurals, and none in what one has",
        "All four CSP’s agreed. It fits the PCCs objectives.",
        "CSP's",
        "PCCs",
    ),
    fault(
        "1.44",
        "glossary-spelling",
        "a district under two names",
        "It rose in Oxford City district.",
        "Oxford City district",
    ),
    fault(
        "1.47",
        "glossary-spelling",
        "one service under several names",
        "The Youth Offending / Early Intervention Service was paid.",
        "Youth Offending / Early Intervention Service",
    ),
    fault(
        "1.48",
        "glossary-spelling",
        "one sub-group in four forms",
        "It went to the child sexual exploitation subgroup.",
        "child sexual exploitation subgroup",
    ),
    fault(
        "1.48",
        "inconsistent-spelling",
        "sub-group with hyphen, with blank and in one word",
        "A sub-group met, a sub group wrote, and a sub-group paid.",
        "sub group",
    ),
    fault(
        "1.49",
        "name-unknown",
        "bodies under loose names",
        "The Local Prison Service takes part.",
        "Local Prison Service",
    ),
    fault(
        "1.50",
        "abbreviation-unexplained",
        "abbreviations without their words",
        "The IOM team and FGM champions met.",
        "IOM",
        "FGM",
    ),
    fault(
        "1.50",
        "abbreviation-wrong",
        "an abbreviation after one word too many",
        "A Violence Against Women and Girls Coordinator (VAWG) began.",
        "Violence Against Women and Girls Coordinator (VAWG)",
    ),
    fault(
        "1.59",
        "inconsistent-spelling",
        "reoffending in three spellings",
        "Less re/offending, and reoffending again; reoffending fell.",
        "re/offending",
    ),
    fault(
        "1.60",
        "glossary-spelling",
        "every six months called bi-annual",
        "We report in bi-annual papers.",
        "bi-annual",
    ),
    fault(
        "1.61",
        "glossary-spelling",
        "the fund under other names",
        "The PCC grant pays, and PCC funding helps.",
        "PCC grant",
        "PCC funding",
    ),
    fault(
        "1.62",
        "name-spelling",
        "a name with one capital letter lost",
        "Four Community safety Partnerships and one Community safety Partnership.",
        "Community safety Partnership",
    ),
    fault(
        "1.75",
        "inconsistent-spelling",
        "a café with and without its accent",
        "The Refresh Café is open. The Café helps; no other Cafe does.",
        "Cafe",
    ),
    fault(
        "1.83",
        "glossary-spelling",
        "a training under two titles",
        "A Workshop to Raise Awareness was held.",
        "Workshop to Raise Awareness",
    ),
    fault(
        "1.84",
        "abbreviation-wrong",
        "letters that do not fit the words",
        "The Counter Terrorism Local Report (CTLP) says so.",
        "Counter Terrorism Local Report (CTLP)",
    ),
    fault(
        "1.92",
        "name-spelling",
        "Prevent without its capital letter",
        "The Prevent strategy holds. Our prevent strategy helps.",
        "prevent strategy",
    ),
    fault(
        "1.92",
        "name-spelling",
        "half the capital letters of a service",
        "The youth Justice Service helps.",
        "youth Justice Service",
    ),
    fault(
        "1.92",
        "glossary-spelling",
        "radicalisation called radicalism",
        "We work against radicalism.",
        "radicalism",
    ),
    fault(
        "1.92",
        "inconsistent-spelling",
        "first-time with and without its hyphen",
        "First-time entrants fell. First time entrants are few. First-time ones too.",
        "First time",
    ),
    fault(
        "1.92",
        "abbreviation-wrong",
        "a plural abbreviation after one",
        "The Community Safety Partnership (CSPs) agreed.",
        "Community Safety Partnership (CSPs)",
    ),
    fault(
        "2.32",
        "name-unknown",
        "a district council called a borough council",
        "Wycombe Borough Council wrote.",
        "Wycombe Borough Council",
    ),
    fault(
        "2.33",
        "abbreviation-wrong",
        "an abbreviation with a word left out",
        "They act on Child Exploitation (CSE).",
        "Child Exploitation (CSE)",
    ),
    fault(
        "2.34",
        "abbreviation-wrong",
        "an expansion that lost a group of people",
        "Help for Black and Minority Ethnic & Refugee (BAMER) women.",
        "Black and Minority Ethnic & Refugee (BAMER)",
    ),
    fault(
        "2.35",
        "abbreviation-wrong",
        "one letter too many",
        "The Royal Berkshire Fire and Rescue Service (RBFRRS) takes part.",
        "Royal Berkshire Fire and Rescue Service (RBFRRS)",
    ),
    fault(
        "2.36",
        "name-unknown",
        "Commission for Commissioner",
        "The Police and Crime Commission is invited.",
        "Police and Crime Commission",
    ),
    fault(
        "2.37",
        "name-unknown",
        "a partnership in the plural, councils by half their name",
        "The Safer Testshire Partnerships, Bracknell Council and Wokingham Council.",
        "Safer Testshire Partnerships",
        "Bracknell Council",
        "Wokingham Council",
    ),
    fault(
        "2.38",
        "abbreviation-wrong",
        "one name for a checklist and a charity",
        "They took DASH training.",
        "DASH",
    ),
    fault(
        "2.39",
        "glossary-spelling",
        "a campaign under a wrong name",
        "The campaign Tell Mumma began.",
        "Tell Mumma",
    ),
    fault(
        "2.40",
        "abbreviation-unexplained",
        "abbreviations never spelled out",
        "WDC, YOT and OSARA are used, and so is ANPR.",
        "WDC",
        "YOT",
        "OSARA",
        "ANPR",
    ),
    fault(
        "2.41",
        "inconsistent-spelling",
        "one term with and without hyphen",
        "Anti-social acts, anti social acts; multi-agency work, multi agency work; "
        "re-offending, reoffending; cyber crime, cyber-crime. Anti-social, "
        "multi-agency, reoffending, cyber-crime.",
        "anti social",
        "multi agency",
        "re-offending",
        "cyber crime",
    ),
    fault(
        "2.41",
        "abbreviation-wrong",
        "plurals with an apostrophe",
        "The CSP’s are many, and two PCC’s were there.",
        "CSP's",
    ),
    fault(
        "2.69",
        "inconsistent-spelling",
        "antisocial and anti-social in one list",
        "Less anti-social acts. No antisocial act, nor any anti-social word.",
        "antisocial",
    ),
    fault(
        "2.70",
        "name-unknown",
        "a centre that is not known by that name",
        "The Sexual Abuse and Rape Centre helps.",
        "Sexual Abuse and Rape Centre",
    ),
    fault(
        "2.84",
        "name-unknown",
        "one service under three names",
        "Ask the Regulatory Service or the Lantern and Lamp Service.",
        "Regulatory Service",
        "Lantern and Lamp Service",
    ),
    fault(
        "2.85",
        "glossary-spelling",
        "a hospital trust under an old name",
        "Oxford University Hospital Trust is a member.",
        "Oxford University Hospital Trust",
    ),
    fault(
        "2.86",
        "glossary-spelling",
        "a service and a task force, each under two names",
        "Victim First helps. The Public Spaces Drugs Task Force began.",
        "Victim First",
        "Public Spaces Drugs Task Force",
    ),
    fault(
        "2.86",
        "abbreviation-wrong",
        "a plural with an apostrophe",
        "The OCG’s are known.",
        "OCG's",
    ),
    fault(
        "2.86",
        "abbreviation-unexplained",
        "a force by its letters only",
        "TVP began it.",
        "TVP",
    ),
    fault(
        "2.97",
        "abbreviation-wrong",
        "the same letters for the city's partnership and the county's",
        "The OSCP agreed.",
        "OSCP",
    ),
]


@pytest.mark.parametrize("check, body, excerpts", FAULTS)
def test_fault_is_flagged_before_publication(check, body, excerpts):
    register()
    report = draft_with(f"<p>{body}</p>")

    assert set(excerpts) <= excerpts_of(report, check)


@evidence("1.24", fault="appendix titles in three wordings", prevented="one title")
@evidence("1.17", fault="a misspelt heading", prevented="titles of the outline")
@evidence("2.20", fault="headings run into the words", prevented="titles are fields")
def test_a_section_has_one_title_in_contents_and_heading():
    report = draft_with("<p>See [@section districts].</p>")
    document = build(report)
    titles = [section.title for section in document.sections]

    assert [entry.title for entry in document.contents] == titles
    assert titles[0] == "Foreword"
    [vision] = [one for one in document.sections if one.key == "vision"]
    districts = next(one for one in document.sections if one.key == "districts")
    assert any(districts.label in str(block) for block in vision.blocks)


@evidence("2.43", fault="two funds of one name", prevented="a fund's name is its own")
def test_no_two_funds_have_one_name():
    fund = a_fund(name="Community Safety Fund")
    other = a_fund(name="National Community Safety Fund")
    other.name = fund.name

    with pytest.raises(ValidationError):
        other.full_clean()


@evidence(
    "2.85",
    flagged="name-of-another-time",
    fault="a body described as part of another two years too soon",
)
def test_a_body_that_had_not_begun_is_flagged():
    a_partner(name="Probation for All", from_on=dt.date(2021, 6, 26))
    report = draft_with("<p>Probation for All is a member.</p>")

    assert excerpts_of(report, "name-of-another-time") == {"Probation for All"}
