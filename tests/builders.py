"""Rows for tests: each builder saves one, with made-up defaults for missing values.

A default that is itself a builder runs only where the test does not give the row.
Nothing is validated here: a test that asks for a bad row gets the database's answer.
"""

# One module, because a builder calls those of the records that its own one needs.

import dataclasses
import datetime as dt
import functools
import hashlib
import io
import itertools
from decimal import Decimal

from django.core.files.base import ContentFile
from PIL import Image

from funding import models as funding
from partnership import models as partnership
from partnership.core import models as core
from partnership.core.files.storage import store_attachment, store_image
from partnership.core.values import financial_years
from priorities import models as priorities
from reports import models as reports
from reports.publication.listings import listing_of
from reports.publication.verification import content_sha256

YEAR = 2016
numbers = itertools.count(1)


def _builder(model, *preparations, **defaults):
    """A function that saves a row of a model with the fields that it is given.

    Each preparation may change these first. A default fills a field that is still
    missing; “{n}” in it is a unique number.
    """

    def build(**given):
        for prepare in preparations:
            prepare(given)
        return _make(model, given, **defaults)

    build.__name__ = model.__name__
    return build


def _make(model, given, **defaults):
    number = next(numbers)
    for name, value in defaults.items():
        if name not in given:
            value = value() if callable(value) else value
            text = isinstance(value, str)
            given[name] = value.replace("{n}", str(number)) if text else value
    return model.objects.create(**given)


def _number_unless_reason(name, number):
    """There is a default value unless a reason is given for its absence."""

    def prepare(given):
        given.setdefault(name, None if given.get("reason") else Decimal(number))

    return prepare


def _unless_given(*others, **default):
    """There is a default row unless one of the other fields is given."""
    [(name, build)] = default.items()

    def prepare(given):
        if not {name, *others} & given.keys():
            given[name] = build()

    return prepare


def _in_year(given):
    """Dates of the year, or those of `period` and, for a change, of `base`."""
    for prefix, name in (("", "period"), ("base_", "base")):
        if period := given.pop(name, None):
            given[f"{prefix}period_kind"] = period.kind
            given[f"{prefix}starts_on"] = period.start
            given[f"{prefix}ends_on"] = period.end
    given.setdefault("starts_on", financial_years.first_day(YEAR))
    given.setdefault("ends_on", financial_years.last_day(YEAR))


# Who is in the partnership


def a_user(**kwargs):
    password = kwargs.pop("password", "a made-up passphrase")
    kwargs.setdefault("email", f"officer{next(numbers)}@example.org")
    kwargs.setdefault("name", "Alex Example")
    return partnership.User.objects.create_user(password=password, **kwargs)


a_job = _builder(core.BackgroundJob, kind="made-up", key="job-{n}", title="Job {n}")

an_area = _builder(
    partnership.Area,
    code="area-{n}",
    name="Testshire {n}",
    kind=partnership.Area.Kind.COUNTY,
)

a_police_area = functools.partial(an_area, kind=partnership.Area.Kind.POLICE_AREA)

a_partner = _builder(
    partnership.Partner,
    code="partner-{n}",
    name="Testshire Council {n}",
    kind=partnership.Partner.Kind.COUNTY_COUNCIL,
)

a_partnership = _builder(
    partnership.Partnership,
    code="partnership-{n}",
    name="Testshire Community Safety Partnership {n}",
    short_name="Testshire {n}",
    kind=partnership.Partnership.Kind.CSP,
    police_area=a_police_area,
)

a_home_partnership = functools.partial(
    a_partnership, is_home=True, kind=partnership.Partnership.Kind.COUNTY
)

a_coverage = _builder(partnership.Coverage, partnership=a_partnership, area=an_area)

a_website = _builder(
    partnership.Website, partnership=a_partnership, url="https://www.example.org/{n}/"
)

a_group = _builder(
    partnership.Group,
    code="group-{n}",
    name="Testshire Safety Board {n}",
    kind=partnership.Group.Kind.COMMITTEE,
)

a_membership = _builder(partnership.Membership, group=a_group, partner=a_partner)

a_governance_link = _builder(
    partnership.GovernanceLink,
    partnership=a_partnership,
    between=partnership.GovernanceLink.Between.DISTRICTS,
    down="money",
    up="a report",
)

a_person = _builder(
    partnership.Person,
    code="person-{n}",
    name="Sam Example",
    namesake_note="of post {n}",
)

a_post = _builder(
    partnership.Post,
    _unless_given("partner", group=a_group),
    code="post-{n}",
    title="Chairman",
    kind=partnership.Post.Kind.CHAIR,
)

a_tenure = _builder(partnership.Tenure, person=a_person, post=a_post)

a_related_plan = _builder(
    partnership.RelatedPlan,
    code="plan-{n}",
    title="Testshire Plan {n}",
    partnership=a_partnership,
    first_year=YEAR,
)

a_duty = _builder(
    partnership.Duty,
    code="duty-{n}",
    title="Make a plan",
    instrument="The Testshire Act",
)

a_duty_evidence = _builder(
    partnership.DutyEvidence,
    _unless_given("reason", evidence=lambda: "The plan was made."),
    duty=a_duty,
    partnership=a_partnership,
    year=YEAR,
)

a_term = _builder(partnership.Term, term="TST{n}", full_version="Testshire")

a_population = _builder(partnership.Population, area=an_area, year=YEAR, people=100000)

a_local_term = _builder(
    partnership.LocalTerm,
    key="assessment",
    partnership=a_partnership,
    name="Testshire Assessment {n}",
    from_on=dt.date(YEAR, 4, 1),
)

an_alias = _builder(
    partnership.Alias,
    record_code=lambda: an_area().code,
    kind="area",
    name="Old Testshire {n}",
)

an_autosaved_draft = _builder(core.AutosavedDraft, user=a_user, place="/staff/{n}/")

a_presence = _builder(
    core.Presence,
    user=a_user,
    place="/staff/{n}/",
    seen_at=dt.datetime(YEAR, 5, 17, 14, 41, tzinfo=dt.UTC),
)

# What was agreed, and whether it works

a_commissioners_plan = _builder(
    priorities.CommissionersPlan,
    code="commissioners-plan-{n}",
    title="Testshire Police and Crime Plan",
    area=a_police_area,
    from_year=2013,
    to_year=2016,
)

an_objective = _builder(
    priorities.Objective,
    code="objective-{n}",
    plan=a_commissioners_plan,
    number=1,
    text="Cut crime in Testshire",
)


def _of_one_year(given):
    """`to_year` is `from_year` unless given."""
    given.setdefault("from_year", YEAR)
    given.setdefault("to_year", given["from_year"])


a_priority = _builder(
    priorities.Priority,
    _of_one_year,
    code="priority-{n}",
    partnership=a_partnership,
    number=1,
    title="Make Testshire safer",
)

a_priority_link = _builder(
    priorities.PriorityLink,
    earlier=a_priority,
    later=a_priority,
    kind=priorities.PriorityLink.Kind.CONTINUED,
)

a_strand = _builder(priorities.Strand, priority=a_priority)

a_lead = _builder(
    priorities.Lead,
    _unless_given("partnership", "group", partner=a_partner),
    strand=a_strand,
)

a_measure = _builder(
    priorities.Measure,
    code="measure-{n}",
    name="Crimes in Testshire {n}",
    counted="crimes",
)

an_observation = _builder(
    priorities.Observation,
    _number_unless_reason("value", 120),
    _in_year,
    measure=a_measure,
    area=an_area,
)

a_series_break = _builder(
    priorities.SeriesBreak,
    measure=a_measure,
    starts_on=financial_years.first_day(YEAR),
    note="Crimes are recorded in a new way",
)

# Up by 5% on the year before.
a_reported_change = _builder(
    priorities.ReportedChange,
    _number_unless_reason("amount", 5),
    _in_year,
    measure=a_measure,
    area=an_area,
    base_starts_on=financial_years.first_day(YEAR - 1),
    base_ends_on=financial_years.last_day(YEAR - 1),
    direction=priorities.ReportedChange.Direction.UP,
)

a_comparison = _builder(
    priorities.Comparison,
    _in_year,
    measure=a_measure,
    area=an_area,
    against=an_area,
    result=priorities.Comparison.Result.BELOW,
)

a_target = _builder(
    priorities.Target,
    _number_unless_reason("value", 100),
    _in_year,
    measure=a_measure,
    area=an_area,
)

an_achievement = _builder(
    priorities.Achievement,
    code="achievement-{n}",
    partnership=a_partnership,
    year=YEAR,
    title="More lights in Testshire",
)

# With what

a_fund = _builder(
    funding.Fund, code="fund-{n}", name="Testshire Safety Fund {n}", funder=a_partner
)

a_settlement = _builder(
    funding.Settlement,
    _number_unless_reason("total_gbp", "1000.00"),
    fund=a_fund,
    partnership=a_partnership,
    year=YEAR,
)

a_line = _builder(
    funding.FundingLine,
    code="line-{n}",
    fund=a_fund,
    partnership=a_partnership,
    label="Lights {n}",
)

a_line_change = _builder(
    funding.FundingLineChange,
    earlier=a_line,
    later=a_line,
    kind=funding.FundingLineChange.Kind.RENAMED,
    year=YEAR,
)


def _of_one_fund(given):
    """Line and settlement share fund and partnership."""
    same = given.get("settlement") or given.get("line") or a_line()
    shared = {"fund": same.fund, "partnership": same.partnership}
    for name, build in (("settlement", a_settlement), ("line", a_line)):
        if name not in given:
            given[name] = build(**shared)


an_allocation = _builder(
    funding.Allocation, _number_unless_reason("amount_gbp", "1000.00"), _of_one_fund
)

an_instalment = _builder(
    funding.Instalment,
    _number_unless_reason("amount_gbp", "800.00"),
    settlement=a_settlement,
    number=1,
)

a_carry_forward = _builder(
    funding.CarryForward,
    _number_unless_reason("amount_gbp", "100.00"),
    code="carry-forward-{n}",
    line=a_line,
    from_year=YEAR,
    to_year=YEAR + 1,
    purpose="Lights that came late",
)


def _without_reason_if_spent(given):
    """A return has no figure, unless one is given."""
    if given.get("spent_gbp") is not None:
        given.setdefault("reason", "")


a_return = _builder(
    funding.MonitoringReturn,
    _without_reason_if_spent,
    line=a_line,
    year=YEAR,
    kind=funding.MonitoringReturn.Kind.END_YEAR,
)

# Documents


def _of_its_year(given):
    """`period` is the year's label unless given."""
    given.setdefault("year", YEAR)
    given.setdefault("period", financial_years.label(given["year"]))


a_report = _builder(
    reports.Report,
    _of_its_year,
    document_type="community-safety-agreement",
    partnership=a_partnership,
)

# The agreement of a partnership, with the sections of the type.
a_document_template = _builder(
    reports.DocumentTemplate,
    code="template-{n}",
    name="Community Safety Agreement",
    partnership=a_partnership,
    document_type="community-safety-agreement",
    based_on="community-safety-agreement",
)

a_front_matter = _builder(
    reports.FrontMatter, report=a_report, key="key-decision", value="No"
)

a_section_override = _builder(
    reports.SectionOverride, report=a_report, key="introduction"
)

a_measure_chart = _builder(
    reports.MeasureChart, report=a_report, section="introduction", measure=a_measure
)

a_passage = _builder(reports.Passage, report=a_report, key="introduction.purpose")

a_headline_figure = _builder(
    reports.HeadlineFigure, report=a_report, figure="12", label="lights"
)


@functools.cache
def an_image_file(width=60, height=40, colour="teal", format="PNG") -> bytes:
    """A picture of one colour, as a camera or program would save it."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, format)
    return out.getvalue()


def _with_words(given):
    text = "" if given.get("is_decorative") else "A street at night"
    given.setdefault("alternative_text", text)


a_picture = _builder(
    reports.Picture,
    _with_words,
    report=a_report,
    key="picture-{n}",
    file=lambda: store_image(an_image_file()),
)

a_supplement = _builder(
    reports.Supplement,
    report=a_report,
    title="Figures by ward",
    file=lambda: store_attachment(b"ward,crimes\n", "wards.csv"),
)

a_recommendation = _builder(
    reports.Recommendation, report=a_report, text="To put up more lights."
)

a_contribution = _builder(
    reports.Contribution, report=a_report, partnership=a_partnership, year=YEAR
)


def an_edition(**kwargs):
    """An edition whose files are a few bytes, with their true hashes."""
    html, pdf = b"<!DOCTYPE html><title>Testshire</title>", b"%PDF-1.7\n"
    kwargs.setdefault("content", {"title": "Testshire"})
    if "report" not in kwargs:
        kwargs["report"] = a_report()
    listing = dataclasses.replace(listing_of(kwargs["report"]), state="Published")
    return _make(
        reports.Edition,
        kwargs,
        path=kwargs["report"].path,
        listing=listing.as_json,
        number=1,
        json=lambda: ContentFile(b"{}\n", "edition.json"),
        json_sha256=hashlib.sha256(b"{}\n").hexdigest(),
        content_sha256=content_sha256(kwargs["content"]),
        software_version="0.0",
        template_version="0" * 64,
        html=lambda: ContentFile(html, "edition.html"),
        pdf=lambda: ContentFile(pdf, "edition.pdf"),
        html_sha256=hashlib.sha256(html).hexdigest(),
        pdf_sha256=hashlib.sha256(pdf).hexdigest(),
        published_at=dt.datetime(2017, 4, 3, 9, tzinfo=dt.UTC),
        published_by=a_user,
    )


def a_reviewer(**kwargs):
    user = kwargs.pop("user", None) or a_user()
    return reports.Reviewer.objects.create(
        report=kwargs.pop("report", None) or a_report(),
        user=user,
        **({"name": user.name, "email": user.email} | kwargs),
    )


a_search_entry = _builder(
    core.SearchEntry,
    source="review/{n}",
    kind="plan",
    kind_name="Plan",
    url="/review/{n}/",
    title="Review {n}",
)

an_accepted_warning = _builder(
    reports.AcceptedWarning,
    report=a_report,
    check_name="typed-figure",
    fingerprint="{n}",
    found="12 was typed by hand.",
    reason="It is the number of a bus.",
)

a_reported_warning = _builder(
    reports.ReportedWarning,
    report=a_report,
    check_name="typed-figure",
    fingerprint="{n}",
)

a_check_setting = _builder(
    reports.CheckSetting,
    check_name="typed-figure",
    warnings_as_advice=True,
    reason="Nearly all its warnings were accepted.",
)

a_draft_pdf = _builder(
    reports.DraftPdf,
    report=a_report,
    content_sha256=lambda: hashlib.sha256(str(next(numbers)).encode()).hexdigest(),
    pdf=lambda: ContentFile(b"%PDF-1.7\n", "draft.pdf"),
    size=9,
    pages=1,
)
