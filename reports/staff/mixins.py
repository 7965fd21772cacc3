"""What the pages on one document share: who may open them, and which document."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import View

from reports.models import Report


@method_decorator(never_cache, name="dispatch")
class DocumentView(PermissionRequiredMixin, View):
    """A page on one report, for those who may write it.

    Others are asked to sign in, or told that they may not, whether or not there is
    such a report.
    """

    permission_required = "reports.change_report"

    def dispatch(self, request, *args, **kwargs):
        if not self.has_permission():
            return self.handle_no_permission()
        rows = Report.objects.select_related("partnership__police_area")
        self.report = get_object_or_404(rows, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)
