"""Drafts saved automatically, and who is viewing which page."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import View

from partnership.core.concurrency.autosave import save_draft
from partnership.core.concurrency.presence import ACTIVE_FOR, describe_viewers
from partnership.core.models import AutosavedDraft, Presence
from partnership.core.records.permissions import StaffRequiredMixin
from partnership.core.values.dates import clock

MAX_URL_LENGTH = 200


class PageView(StaffRequiredMixin, View):
    """Base view for requests that a form page's script makes."""

    http_method_names = ["post"]

    def post(self, request):
        place = request.POST.get("place", "")
        if not place.startswith("/staff/") or len(place) > MAX_URL_LENGTH:
            return HttpResponse(status=400)
        return self.respond(place)


class SaveDraft(PageView):
    """Save a draft of a form, one for each user and page."""

    def respond(self, place):
        draft = save_draft(self.request.user, place, self.request.POST)
        if draft is None:
            return HttpResponse(status=413)
        return JsonResponse({"message": f"Draft saved at {clock(draft.saved_at)}"})


class DiscardDraft(PageView):
    """Delete the user's draft of a form, and show the form as it is stored."""

    def respond(self, place):
        AutosavedDraft.objects.filter(user=self.request.user, place=place).delete()
        return redirect(place)


class RecordPresence(PageView):
    """Record that a page is open; return who else is viewing it, as text."""

    def respond(self, place):
        now = timezone.now()
        Presence.objects.filter(seen_at__lt=now - ACTIVE_FOR).delete()
        Presence.objects.update_or_create(
            user=self.request.user, place=place, defaults={"seen_at": now}
        )
        others = Presence.objects.filter(place=place).exclude(user=self.request.user)
        return JsonResponse({"others": describe_viewers(others.select_related("user"))})
