"""The officers' dashboard: the progress of the year, and what is due next."""

import datetime as dt

from django.utils import timezone
from django.views.generic import TemplateView

from funding.queries.ledger import read_ledgers
from funding.rollover.services import last_year
from partnership.core.background import emails, workers
from partnership.core.history import recent
from partnership.core.private_pages import PrivatePageMixin
from partnership.core.values import financial_years
from partnership.core.values.money import pounds
from partnership.models import Area, Partner, Partnership
from priorities.models import CommissionersPlan
from reports.checks import check_settings
from reports.models import Report
from reports.publication.review import waiting_for
from reports.staff import year_status
from reports.staff.check_summary import last_summaries, summaries
from reports.staff.due import due

# How many drafts the dashboard shows the issues of.
DRAFTS = 6
OPEN = {Report.Status.DRAFT, Report.Status.IN_REVIEW}
WEEK = dt.timedelta(days=7)


class Dashboard(PrivatePageMixin, TemplateView):
    """The dashboard; each item on it links to the page where it is dealt with."""

    permission_required = "reports.change_report"
    template_name = "staff/dashboard.html"

    def get_context_data(self, **kwargs):
        home = Partnership.objects.home()
        today = timezone.localdate()
        papers = list(Report.objects.select_related("partnership", "presented_to"))
        if home is None or not papers:
            return super().get_context_data(
                started=first_steps(),
                home_partnership=home,
                **self.background_work(),
                **kwargs,
            )
        year = self.year(
            [paper for paper in papers if paper.partnership_id == home.pk], today
        )
        found = sorted(read_ledgers(home).values(), key=lambda ledger: ledger.fund.name)
        ledgers = [ledger for ledger in found if year in ledger.settlements]
        drafts, items = self.drafts(papers, year), due(home, today, year)
        return super().get_context_data(
            home=home,
            today=today,
            year=financial_years.label(year),
            agreement=year_status.agreement_of(home, year, papers),
            agreement_name=year_status.agreement_term(home).short,
            next_year=following(home, year),
            chosen_year=year,
            years=self.years_of(papers, year),
            steps=year_status.steps(home, year, ledgers, papers, items),
            due=items,
            reviews=waiting_for(self.request.user),
            **self.counts(drafts[:DRAFTS]),
            more_drafts=len(drafts[DRAFTS:]),
            money=[(ledger.fund, money(ledger, year)) for ledger in ledgers],
            meetings=year_status.meetings(papers, today),
            since=self.request.user.visit_before_at,
            changes=self.changes(),
            advice_suggestions=self.advice_suggestions(),
            **self.background_work(),
            **kwargs,
        )

    def counts(self, drafts):
        """The issues of drafts as last counted, or now if the page's script asks."""
        if self.request.GET.get("counts") == "now":
            return {"drafts": summaries(drafts), "is_counted": True}
        found, is_current = last_summaries(drafts)
        return {"drafts": found, "is_counted": is_current}

    def advice_suggestions(self):
        """How many checks an administrator may show as advice."""
        if not self.request.user.has_perm("reports.change_checksetting"):
            return 0
        return len(check_settings.advice_suggestions())

    def background_work(self):
        """What an administrator must know: no worker, or emails that were not sent."""
        if not self.request.user.has_perm("core.view_backgroundjob"):
            return {}
        return {
            "no_worker": not workers.is_running(),
            "unsent_emails": emails.problems().count(),
        }

    def year(self, papers, today):
        """The year asked for, else the one chosen before, else the working year."""
        session, asked = self.request.session, self.request.GET.get("year", "")
        try:
            if asked:
                session[year_status.CHOSEN_YEAR] = financial_years.parse(asked)
        except ValueError:
            pass  # Ignore anything that is not a year.
        if year_status.CHOSEN_YEAR in session:
            return session[year_status.CHOSEN_YEAR]
        return year_status.working_year(papers, today)

    def years_of(self, papers, year):
        known = sorted({paper.year for paper in papers} | {year}, reverse=True)
        return [financial_years.label(known_year) for known_year in known]

    def drafts(self, papers, year):
        """Drafts nearest to the year first, newer before older."""
        drafts = [paper for paper in papers if paper.status in OPEN]
        near = sorted(drafts, key=lambda draft: (abs(draft.year - year), -draft.pk))
        return near

    def changes(self):
        user = self.request.user
        since = user.visit_before_at or timezone.now() - WEEK
        return recent.changes_since(user, since, limit=8)


def first_steps() -> dict[str, bool]:
    """The first steps on a new site, and which of them are done."""
    kinds = set(Area.objects.values_list("kind", flat=True))
    return {
        "areas": Area.Kind.POLICE_AREA in kinds
        and bool(kinds & {Area.Kind.COUNTY, Area.Kind.UNITARY}),
        "partners": Partner.objects.exists(),
        "partnership": Partnership.objects.home() is not None,
        "plan": CommissionersPlan.objects.exists(),
    }


def following(home, year) -> str:
    """The year that can be set up next: the one after the last with any data."""
    last = last_year(home)
    return financial_years.label((year if last is None else last) + 1)


def money(ledger, year) -> dict[str, str]:
    """A fund's settlement, the total allocated so far and what is left, in pounds."""
    total, shared = ledger.total(year), ledger.sum_of_lines(year)
    amounts = {"Settlement total": total.words, "Allocated": shared.words}
    if total.gbp is not None and shared.gbp is not None:
        amounts["Left to allocate"] = pounds(total.gbp - shared.gbp)
    return amounts
