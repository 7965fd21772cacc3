"""The public page of one record, from what was published of it."""

from django.http import Http404
from django.shortcuts import render
from django.views.generic import TemplateView

from partnership.core.pages.mixins import ReaderMixin
from partnership.core.releases.queries import (
    PublicKeys,
    Withdrawn,
    draft_content,
    public_content,
)


class ReleasedPage(ReaderMixin, TemplateView):
    """The page of a record of `kind`; 410 with the reason if it was withdrawn.

    The template gets the content under the name in `context_name`.
    """

    kind = ""
    context_name = ""
    # Whether to show the draft instead of what is published, for a preview.
    is_preview = False

    def get(self, request, *args, **kwargs):
        read = draft_content if self.is_preview else public_content
        try:
            self.content = read(self.kind, self.key)
        except KeyError:
            raise Http404("This page does not exist.") from None
        except Withdrawn as error:
            context = {"release": error.release}
            return render(request, "releases/withdrawn.html", context, status=410)
        return super().get(request, *args, **kwargs)

    @property
    def key(self) -> str:
        return self.kwargs["code"]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **{self.context_name: self.content},
            public=PublicKeys(),
            shown_records=[] if self.is_preview else [(self.kind, self.key)],
            **kwargs,
        )
