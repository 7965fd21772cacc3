"""Pages about the site itself."""

from django.views.generic import TemplateView

from partnership.core.pages.mixins import ReaderMixin


class Accessibility(ReaderMixin, TemplateView):
    template_name = "partnership/accessibility.html"


class Theme(ReaderMixin, TemplateView):
    """Style sheet with the home partnership's two colours."""

    template_name = "partnership/theme.css"
    content_type = "text/css"

    def get(self, request, *args, **kwargs):
        response = super().get(request, *args, **kwargs)
        response["Cache-Control"] = "public, max-age=300"
        return response
