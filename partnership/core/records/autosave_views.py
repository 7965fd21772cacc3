"""Drafts saved automatically, and who is viewing which page."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import View

from partnership.core.concurrency.autosave import keep
from partnership.core.concurrency.presence import HEARD_FOR, told
from partnership.core.models import AutosavedDraft, Presence
from partnership.core.records.permissions import OfficerMixin
from partnership.core.values.dates import clock

LONGEST_PLACE = 200


class Place(OfficerMixin, View):
    """Base view for requests that a form page's script makes."""

    http_method_names = ["post"]

    def post(self, request):
        place = request.POST.get("place", "")
        if not place.startswith("/staff/") or len(place) > LONGEST_PLACE:
            return HttpResponse(status=400)
        return self.at(place)


class SaveDraft(Place):
    """Save a draft of a form, one for each user and page."""

    def at(self, place):
        draft = keep(self.request.user, place, self.request.POST)
        if draft is None:
            return HttpResponse(status=413)
        return JsonResponse({"kept": f"Draft saved at {clock(draft.saved_at)}"})


class DiscardDraft(Place):
    """Discard a draft."""

    def at(self, place):
        AutosavedDraft.objects.filter(user=self.request.user, place=place).delete()
        return redirect(place)


class Present(Place):
    """Record that a page is open; return who else is viewing it, as text."""

    def at(self, place):
        now = timezone.now()
        Presence.objects.filter(seen_at__lt=now - HEARD_FOR).delete()
        Presence.objects.update_or_create(
            user=self.request.user, place=place, defaults={"seen_at": now}
        )
        others = Presence.objects.filter(place=place).exclude(user=self.request.user)
        return JsonResponse({"others": told(others.select_related("user"))})
