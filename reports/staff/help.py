"""Help for officers: the round of the work in short, and what the terms mean."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from partnership.models import Term


@method_decorator(never_cache, name="dispatch")
class Help(PermissionRequiredMixin, TemplateView):
    """The short form of the guide, and the glossary as it stands now."""

    permission_required = "reports.change_report"
    template_name = "staff/help.html"

    def handle_no_permission(self):
        self.raise_exception = self.request.user.is_authenticated
        return super().handle_no_permission()

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            terms=[one for one in Term.objects.all() if one.stands_for or one.meaning],
            **kwargs,
        )
