"""Cleaning of pasted text for the editor."""

from django.http import HttpResponse, JsonResponse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import View

from partnership.core.text.pasting.plain import from_plain
from partnership.core.text.pasting.read import read_pasted

# The most that is read at once: Word’s own styles alone can be 100 KB.
MAX_LENGTH = 2_000_000


@method_decorator(never_cache, name="dispatch")
class CleanPaste(View):
    """Return what is on a clipboard as clean rich text, and what was left out.

    Nothing is stored. Everyone with an account may write somewhere, so it is enough to
    be signed in.
    """

    http_method_names = ["post", "options"]

    def post(self, request):
        if not request.user.is_authenticated:
            return HttpResponse(status=403)
        html, text = request.POST.get("html", ""), request.POST.get("text", "")
        if len(html) + len(text) > MAX_LENGTH:
            return HttpResponse(status=413)
        pasted = read_pasted(html if html.strip() else from_plain(text))
        return JsonResponse({"html": pasted.html, "message": pasted.message})
