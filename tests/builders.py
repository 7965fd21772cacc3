"""Rows for tests: each builder saves one, with made-up names, from what it is given.

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


def _make(model, given, **defaults):
    number = next(numbers)
    for name, value in defaults.items():
        if name not in given:
            value = value() if callable(value) else value
            text = isinstance(value, str)
            given[name] = value.replace("{n}", str(number)) if text else value
    return model.objects.create(**given)


def _number_unless_reason(given, name, number, reason="reason"):
    """There is a default value unless a reason is given for its absence."""
    given.setdefault(name, None if given.get(reason) else Decimal(number))


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


def a_job(**kwargs):
    number = next(numbers)
    defaults = {"kind": "made-up", "key": f"job-{number}", "title": f"Job {number}"}
    return core.BackgroundJob.objects.create(**(defaults | kwargs))


def an_area(**kwargs):
    kind = partnership.Area.Kind.COUNTY
    return _make(
        partnership.Area, kwargs, code="area-{n}", name="Testshire {n}", kind=kind
    )


def a_partner(**kwargs):
    return _make(
        partnership.Partner,
        kwargs,
        code="partner-{n}",
        name="Testshire Council {n}",
        kind=partnership.Partner.Kind.COUNTY_COUNCIL,
    )


def a_partnership(**kwargs):
    return _make(
        partnership.Partnership,
        kwargs,
        code="partnership-{n}",
        name="Testshire Community Safety Partnership {n}",
        short_name="Testshire {n}",
        kind=partnership.Partnership.Kind.CSP,
        police_area=lambda: an_area(kind=partnership.Area.Kind.POLICE_AREA),
    )


def a_home_partnership(**kwargs):
    kind = partnership.Partnership.Kind.COUNTY
    return a_partnership(**{"is_home": True, "kind": kind, **kwargs})


def a_coverage(**kwargs):
    return _make(partnership.Coverage, kwargs, partnership=a_partnership, area=an_area)


def a_website(**kwargs):
    return _make(
        partnership.Website,
        kwargs,
        partnership=a_partnership,
        url="https://www.example.org/{n}/",
    )


def a_group(**kwargs):
    return _make(
        partnership.Group,
        kwargs,
        code="group-{n}",
        name="Testshire Safety Board {n}",
        kind=partnership.Group.Kind.COMMITTEE,
    )


def a_membership(**kwargs):
    return _make(partnership.Membership, kwargs, group=a_group, partner=a_partner)


def a_governance_link(**kwargs):
    return _make(
        partnership.GovernanceLink,
        kwargs,
        partnership=a_partnership,
        between=partnership.GovernanceLink.Between.DISTRICTS,
        down="money",
        up="a report",
    )


def a_person(**kwargs):
    return _make(
        partnership.Person,
        kwargs,
        code="person-{n}",
        name="Sam Example",
        namesake_note="of post {n}",
    )


def a_post(**kwargs):
    """A post in a group, unless a group or a partner is given."""
    if not {"group", "partner"} & kwargs.keys():
        kwargs["group"] = a_group()
    return _make(
        partnership.Post,
        kwargs,
        code="post-{n}",
        title="Chairman",
        kind=partnership.Post.Kind.CHAIR,
    )


def a_tenure(**kwargs):
    return _make(partnership.Tenure, kwargs, person=a_person, post=a_post)


def a_related_plan(**kwargs):
    return _make(
        partnership.RelatedPlan,
        kwargs,
        code="plan-{n}",
        title="Testshire Plan {n}",
        partnership=a_partnership,
        first_year=YEAR,
    )


def a_duty(**kwargs):
    return _make(
        partnership.Duty,
        kwargs,
        code="duty-{n}",
        title="Make a plan",
        instrument="The Testshire Act",
    )


def a_duty_evidence(**kwargs):
    if "reason" not in kwargs:
        kwargs.setdefault("evidence", "The plan was made.")
    return _make(
        partnership.DutyEvidence,
        kwargs,
        duty=a_duty,
        partnership=a_partnership,
        year=YEAR,
    )


def a_term(**kwargs):
    return _make(partnership.Term, kwargs, term="TST{n}", full_version="Testshire")


def a_population(**kwargs):
    return _make(partnership.Population, kwargs, area=an_area, year=YEAR, people=100000)


def a_local_term(**kwargs):
    return _make(
        partnership.LocalTerm,
        kwargs,
        key="assessment",
        partnership=a_partnership,
        name="Testshire Assessment {n}",
        from_on=dt.date(YEAR, 4, 1),
    )


def an_alias(**kwargs):
    if "record_code" not in kwargs:
        kwargs["record_code"] = an_area().code
    return _make(partnership.Alias, kwargs, kind="area", name="Old Testshire {n}")


def an_autosaved_draft(**kwargs):
    return _make(core.AutosavedDraft, kwargs, user=a_user, place="/staff/{n}/")


def a_presence(**kwargs):
    seen_at = dt.datetime(YEAR, 5, 17, 14, 41, tzinfo=dt.UTC)
    return _make(
        core.Presence, kwargs, user=a_user, place="/staff/{n}/", seen_at=seen_at
    )


# What was agreed, and whether it works


def a_commissioners_plan(**kwargs):
    return _make(
        priorities.CommissionersPlan,
        kwargs,
        code="commissioners-plan-{n}",
        title="Testshire Police and Crime Plan",
        area=lambda: an_area(kind=partnership.Area.Kind.POLICE_AREA),
        from_year=2013,
        to_year=2016,
    )


def an_objective(**kwargs):
    return _make(
        priorities.Objective,
        kwargs,
        code="objective-{n}",
        plan=a_commissioners_plan,
        number=1,
        text="Cut crime in Testshire",
    )


def a_priority(**kwargs):
    """A priority of one year: `to_year` is `from_year` unless given."""
    kwargs.setdefault("from_year", YEAR)
    return _make(
        priorities.Priority,
        kwargs,
        code="priority-{n}",
        partnership=a_partnership,
        to_year=kwargs["from_year"],
        number=1,
        title="Make Testshire safer",
    )


def a_priority_link(**kwargs):
    return _make(
        priorities.PriorityLink,
        kwargs,
        earlier=a_priority,
        later=a_priority,
        kind=priorities.PriorityLink.Kind.CONTINUED,
    )


def a_strand(**kwargs):
    return _make(priorities.Strand, kwargs, priority=a_priority)


def a_lead(**kwargs):
    """A lead by a partner, unless a partner, partnership or group is given."""
    if not {"partner", "partnership", "group"} & kwargs.keys():
        kwargs["partner"] = a_partner()
    return _make(priorities.Lead, kwargs, strand=a_strand)


def a_measure(**kwargs):
    return _make(
        priorities.Measure,
        kwargs,
        code="measure-{n}",
        name="Crimes in Testshire {n}",
        counted="crimes",
    )


def an_observation(**kwargs):
    _number_unless_reason(kwargs, "value", 120)
    _in_year(kwargs)
    return _make(priorities.Observation, kwargs, measure=a_measure, area=an_area)


def a_series_break(**kwargs):
    return _make(
        priorities.SeriesBreak,
        kwargs,
        measure=a_measure,
        starts_on=financial_years.first_day(YEAR),
        note="Crimes are recorded in a new way",
    )


def a_reported_change(**kwargs):
    """Up by 5% on the year before."""
    _number_unless_reason(kwargs, "amount", 5)
    _in_year(kwargs)
    return _make(
        priorities.ReportedChange,
        kwargs,
        measure=a_measure,
        area=an_area,
        base_starts_on=financial_years.first_day(YEAR - 1),
        base_ends_on=financial_years.last_day(YEAR - 1),
        direction=priorities.ReportedChange.Direction.UP,
    )


def a_comparison(**kwargs):
    _in_year(kwargs)
    return _make(
        priorities.Comparison,
        kwargs,
        measure=a_measure,
        area=an_area,
        against=an_area,
        result=priorities.Comparison.Result.BELOW,
    )


def a_target(**kwargs):
    _number_unless_reason(kwargs, "value", 100)
    _in_year(kwargs)
    return _make(priorities.Target, kwargs, measure=a_measure, area=an_area)


def an_achievement(**kwargs):
    return _make(
        priorities.Achievement,
        kwargs,
        code="achievement-{n}",
        partnership=a_partnership,
        year=YEAR,
        title="More lights in Testshire",
    )


# With what


def a_fund(**kwargs):
    return _make(
        funding.Fund,
        kwargs,
        code="fund-{n}",
        name="Testshire Safety Fund {n}",
        funder=a_partner,
    )


def a_settlement(**kwargs):
    _number_unless_reason(kwargs, "total_gbp", "1000.00")
    return _make(
        funding.Settlement, kwargs, fund=a_fund, partnership=a_partnership, year=YEAR
    )


def a_line(**kwargs):
    return _make(
        funding.FundingLine,
        kwargs,
        code="line-{n}",
        fund=a_fund,
        partnership=a_partnership,
        label="Lights {n}",
    )


def a_line_change(**kwargs):
    return _make(
        funding.FundingLineChange,
        kwargs,
        earlier=a_line,
        later=a_line,
        kind=funding.FundingLineChange.Kind.RENAMED,
        year=YEAR,
    )


def an_allocation(**kwargs):
    """An amount for a line; line and settlement share fund and partnership."""
    _number_unless_reason(kwargs, "amount_gbp", "1000.00")
    same = kwargs.get("settlement") or kwargs.get("line") or a_line()
    shared = {"fund": same.fund, "partnership": same.partnership}
    return _make(
        funding.Allocation,
        kwargs,
        settlement=lambda: a_settlement(**shared),
        line=lambda: a_line(**shared),
    )


def an_instalment(**kwargs):
    _number_unless_reason(kwargs, "amount_gbp", "800.00")
    return _make(funding.Instalment, kwargs, settlement=a_settlement, number=1)


def a_carry_forward(**kwargs):
    _number_unless_reason(kwargs, "amount_gbp", "100.00")
    return _make(
        funding.CarryForward,
        kwargs,
        code="carry-forward-{n}",
        line=a_line,
        from_year=YEAR,
        to_year=YEAR + 1,
        purpose="Lights that came late",
    )


def a_return(**kwargs):
    """A return without a figure, unless one is given."""
    if kwargs.get("spent_gbp") is not None:
        kwargs.setdefault("reason", "")
    kind = funding.MonitoringReturn.Kind.END_YEAR
    return _make(funding.MonitoringReturn, kwargs, line=a_line, year=YEAR, kind=kind)


# Documents


def a_report(**kwargs):
    """A community safety agreement; `period` is the year's label unless given."""
    kwargs.setdefault("year", YEAR)
    return _make(
        reports.Report,
        kwargs,
        document_type="community-safety-agreement",
        partnership=a_partnership,
        period=lambda: financial_years.label(kwargs["year"]),
    )


def a_document_template(**kwargs):
    """The agreement of a partnership, with the sections of the type."""
    code = f"template-{next(numbers)}"
    return _make(
        reports.DocumentTemplate,
        kwargs,
        code=code,
        name="Community Safety Agreement",
        partnership=a_partnership,
        document_type="community-safety-agreement",
        based_on="community-safety-agreement",
    )


def a_front_matter(**kwargs):
    return _make(
        reports.FrontMatter, kwargs, report=a_report, key="key-decision", value="No"
    )


def a_section_override(**kwargs):
    return _make(reports.SectionOverride, kwargs, report=a_report, key="introduction")


def a_measure_chart(**kwargs):
    return _make(
        reports.MeasureChart,
        kwargs,
        report=a_report,
        section="introduction",
        measure=a_measure,
    )


def a_passage(**kwargs):
    return _make(reports.Passage, kwargs, report=a_report, key="introduction.purpose")


def a_headline_figure(**kwargs):
    return _make(
        reports.HeadlineFigure, kwargs, report=a_report, figure="12", label="lights"
    )


@functools.cache
def an_image_file(width=60, height=40, colour="teal", format="PNG") -> bytes:
    """A picture of one colour, as a camera or program would save it."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, format)
    return out.getvalue()


def a_picture(**kwargs):
    return _make(
        reports.Picture,
        kwargs,
        report=a_report,
        key="picture-{n}",
        file=lambda: store_image(an_image_file()),
        alternative_text="" if kwargs.get("is_decorative") else "A street at night",
    )


def a_supplement(**kwargs):
    return _make(
        reports.Supplement,
        kwargs,
        report=a_report,
        title="Figures by ward",
        file=lambda: store_attachment(b"ward,crimes\n", "wards.csv"),
    )


def a_recommendation(**kwargs):
    return _make(
        reports.Recommendation, kwargs, report=a_report, text="To put up more lights."
    )


def a_contribution(**kwargs):
    return _make(
        reports.Contribution,
        kwargs,
        report=a_report,
        partnership=a_partnership,
        year=YEAR,
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


def a_search_entry(**kwargs):
    return _make(
        core.SearchEntry,
        kwargs,
        source="review/{n}",
        kind="plan",
        kind_name="Plan",
        url="/review/{n}/",
        title="Review {n}",
    )


def an_accepted_warning(**kwargs):
    return _make(
        reports.AcceptedWarning,
        kwargs,
        report=a_report,
        check_name="typed-figure",
        fingerprint="{n}",
        found="12 was typed by hand.",
        reason="It is the number of a bus.",
    )


def a_reported_warning(**kwargs):
    return _make(
        reports.ReportedWarning,
        kwargs,
        report=a_report,
        check_name="typed-figure",
        fingerprint="{n}",
    )


def a_check_setting(**kwargs):
    return _make(
        reports.CheckSetting,
        kwargs,
        check_name="typed-figure",
        warnings_as_advice=True,
        reason="Nearly all its warnings were accepted.",
    )


def a_draft_pdf(**kwargs):
    pdf = b"%PDF-1.7\n"
    return _make(
        reports.DraftPdf,
        kwargs,
        report=a_report,
        content_sha256=hashlib.sha256(str(next(numbers)).encode()).hexdigest(),
        pdf=lambda: ContentFile(pdf, "draft.pdf"),
        size=len(pdf),
        pages=1,
    )
