"""Help for officers: a short guide to the annual cycle, and the glossary."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from partnership.models import Term


@method_decorator(never_cache, name="dispatch")
class Help(PermissionRequiredMixin, TemplateView):
    """The short guide and the current glossary."""

    permission_required = "reports.change_report"
    template_name = "staff/help.html"

    def handle_no_permission(self):
        self.raise_exception = self.request.user.is_authenticated
        return super().handle_no_permission()

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            terms=[t for t in Term.objects.all() if t.full_version or t.meaning],
            **kwargs,
        )
