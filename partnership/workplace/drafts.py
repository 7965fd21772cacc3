"""Words kept while somebody types, and who has which page open."""

import datetime as dt

from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import View

from partnership.days import clock
from partnership.models import KeptDraft, Presence
from partnership.workplace.access import OfficerMixin
from partnership.workplace.state import mark

# A page that was not heard of for so long is closed.
HEARD_FOR = dt.timedelta(seconds=50)
KEPT_FOR = dt.timedelta(days=30)
LONGEST_PLACE = 200
MOST_LETTERS = 500_000
NOT_KEPT = {"csrfmiddlewaretoken", "place"}


def kept_words(request):
    """What the person typed at this address and did not save, if anything."""
    since = timezone.now() - KEPT_FOR
    return KeptDraft.objects.filter(
        user=request.user, place=request.path, kept_at__gte=since
    ).first()


def forget(request) -> None:
    KeptDraft.objects.filter(user=request.user, place=request.path).delete()


def keep(user, place, posted):
    """Keep what was typed at a place; None where it is too long to be kept."""
    data = {n: values for n, values in posted.lists() if n not in NOT_KEPT}
    if sum(len(v) for values in data.values() for v in values) > MOST_LETTERS:
        return None
    draft, _ = KeptDraft.objects.update_or_create(
        user=user,
        place=place,
        defaults={"data": data, "based_on": mark(posted.get("began", ""))},
    )
    return draft


def as_posted(draft) -> QueryDict:
    """A kept draft as its form would be sent."""
    data = QueryDict(mutable=True)
    for name, values in draft.data.items():
        data.setlist(name, values)
    return data


class Place(OfficerMixin, View):
    """Something about the address of a form; the page's script asks it."""

    http_method_names = ["post"]

    def post(self, request):
        place = request.POST.get("place", "")
        if not place.startswith("/office/") or len(place) > LONGEST_PLACE:
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


def told(others) -> str:
    """“Dan Example (last seen at 2:41pm) has this page open too.” or nothing."""
    if not others:
        return ""
    *first, last = [f"{one.user} (last seen at {clock(one.seen_at)})" for one in others]
    who = f"{', '.join(first)} and {last}" if first else last
    return f"{who} {'have' if first else 'has'} this page open too."
