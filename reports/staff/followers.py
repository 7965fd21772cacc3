"""How many readers follow each topic by email, and erasing an address on request."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.generic import View

from partnership.accounts import personal_data
from partnership.core.private_pages import PrivatePageMixin
from reports.models import Announcement
from reports.public.follow import EmailForm
from reports.publication import subscriptions

SHOWN = 20
LARGE = ["edition__content", "release__content", "release__row"]


class Followers(PrivatePageMixin, View):
    """Show counts only, because who follows what is private."""

    permission_required = "reports.view_subscription"

    def get(self, request):
        return self.page(EmailForm())

    def page(self, form, status=200):
        announcements = Announcement.objects.select_related(
            "edition", "withdrawal", "release"
        )
        context = {
            "followers": subscriptions.followers(),
            "announcements": announcements.defer(*LARGE)[:SHOWN],
            "together_since": timezone.now() - subscriptions.TOGETHER,
            "form": form,
        }
        return render(self.request, "staff/followers.html", context, status=status)

    def post(self, request):
        if not request.user.has_perm("reports.delete_subscription"):
            raise PermissionDenied
        form = EmailForm(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        email = form.cleaned_data["email"]
        if personal_data.erase_address(email, request.user):
            messages.success(request, f"Everything about {email} has been erased.")
        else:
            messages.info(request, f"Nothing is stored about {email}.")
        return redirect("staff:followers")
