"""Words kept while somebody types, and who has which page open."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import View

from partnership.core.concurrency.autosave import keep
from partnership.core.concurrency.presence import HEARD_FOR, told
from partnership.core.models import KeptDraft, Presence
from partnership.core.records.permissions import OfficerMixin
from partnership.core.values.dates import clock

LONGEST_PLACE = 200


class Place(OfficerMixin, View):
    """Something about the address of a form; the page's script asks it."""

    http_method_names = ["post"]

    def post(self, request):
        place = request.POST.get("place", "")
        if not place.startswith("/staff/") or len(place) > LONGEST_PLACE:
            return HttpResponse(status=400)
        return self.at(place)


class KeepDraft(Place):
    """Keeps the boxes of a form as they are typed; one draft for each place."""

    def at(self, place):
        draft = keep(self.request.user, place, self.request.POST)
        if draft is None:
            return HttpResponse(status=413)
        return JsonResponse({"kept": f"Draft kept at {clock(draft.kept_at)}"})


class DropDraft(Place):
    """Throws a kept draft away."""

    def at(self, place):
        KeptDraft.objects.filter(user=self.request.user, place=place).delete()
        return redirect(place)


class Present(Place):
    """Notes that a page is open; gives who else has it open, in words."""

    def at(self, place):
        now = timezone.now()
        Presence.objects.filter(seen_at__lt=now - HEARD_FOR).delete()
        Presence.objects.update_or_create(
            user=self.request.user, place=place, defaults={"seen_at": now}
        )
        others = Presence.objects.filter(place=place).exclude(user=self.request.user)
        return JsonResponse({"others": told(others.select_related("user"))})
