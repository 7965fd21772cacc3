"""Pages of items that are due: figures by measure, and the work of one person."""

from django.utils import timezone
from django.views.generic import TemplateView

from partnership.core.models.display import whole_number
from partnership.core.private_pages import PrivatePageMixin
from partnership.models import Partnership, Person
from priorities.models import Measure
from reports.models import Report
from reports.publication.review import waiting_for
from reports.staff.due import due, figures_due
from reports.staff.year_status import working_year


class FiguresDue(PrivatePageMixin, TemplateView):
    """Figures that are overdue or due soon, with their owners."""

    permission_required = "reports.change_report"
    template_name = "staff/figures_due.html"

    def get_context_data(self, **kwargs):
        home = Partnership.objects.home()
        today = timezone.localdate()
        without = Measure.objects.exclude(frequency="").filter(
            owner=None, due_after_days__isnull=False
        )
        return super().get_context_data(
            due=figures_due(home, today) if home else [],
            without_owner=without,
            without_day=Measure.objects.exclude(frequency="").filter(
                due_after_days=None
            ),
            **kwargs,
        )


class MyWork(PrivatePageMixin, TemplateView):
    """What is due from one person, and the drafts that the person writes."""

    permission_required = "reports.change_report"
    template_name = "staff/my_work.html"

    def person(self):
        """The requested person, or the one linked to the account."""
        person_key = whole_number(self.request.GET.get("person", ""))
        if person_key is not None:
            return Person.objects.filter(pk=person_key).first()
        return self.request.user.person

    def get_context_data(self, **kwargs):
        home, today = Partnership.objects.home(), timezone.localdate()
        papers = Report.objects.filter(partnership=home)
        every = due(home, today, working_year(papers, today)) if home else []
        person = self.person()
        drafts = Report.objects.filter(
            author__person=person,
            status__in=[Report.Status.DRAFT, Report.Status.IN_REVIEW],
        )
        known = {pk for item in every for pk in item.people}
        if person:
            known.add(person.pk)
        is_own = person is not None and person == self.request.user.person
        return super().get_context_data(
            person=person,
            is_own=is_own,
            people=Person.objects.filter(pk__in=known),
            reviews=waiting_for(self.request.user) if is_own or not person else [],
            due=[item for item in every if person and person.pk in item.people],
            drafts=drafts.select_related("partnership") if person else [],
            without_person=sum(not item.people for item in every),
            **kwargs,
        )
