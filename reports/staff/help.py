"""Help for officers: a short guide to the annual cycle, and the glossary."""

from django.views.generic import TemplateView

from partnership.core.private_pages import PrivatePageMixin
from partnership.models import Term


class Help(PrivatePageMixin, TemplateView):
    """The short guide and the current glossary."""

    permission_required = "reports.change_report"
    template_name = "staff/help.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            terms=[t for t in Term.objects.all() if t.full_version or t.meaning],
            **kwargs,
        )
