"""Base view for the staff pages of one document."""

from django.shortcuts import get_object_or_404
from django.views.generic import View

from partnership.core.private_pages import PrivatePageMixin
from reports.models import Report


class DocumentView(PrivatePageMixin, View):
    """A page about one document, for users who may edit it.

    Other users are asked to sign in, or get a 403, whether or not the document exists.
    """

    permission_required: str | list[str] = "reports.change_report"

    def dispatch(self, request, *args, **kwargs):
        if not self.has_permission():
            return self.handle_no_permission()
        rows = Report.objects.select_related("partnership__police_area")
        self.report = get_object_or_404(rows, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)
