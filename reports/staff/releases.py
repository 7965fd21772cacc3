"""Publishing the figures of a year, a measure or a priority on their own."""

from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import resolve
from django.views.generic import View

from partnership.accounts.reauthentication import require_reauthentication
from partnership.core.models import Release
from partnership.core.pages.actions import ActionsMixin
from partnership.core.private_pages import PrivatePageMixin
from partnership.core.records.lists.action_forms import ActionForm
from partnership.core.releases import services
from partnership.core.releases.kinds import KINDS, ReleaseKind
from reports.publication.data_fingerprint import data_fingerprint

FIRST = "funding-year"
DAY_SECONDS = 24 * 60 * 60


class WithdrawalForm(ActionForm):
    why = forms.CharField(
        label="Why are you withdrawing them?",
        help_text="The page will show this reason and the date.",
        max_length=300,
        error_messages={"required": "Enter a reason for withdrawing the figures"},
    )


class ReleaseView(PrivatePageMixin, View):
    permission_required = "core.view_release"


def kind_named(name: str) -> ReleaseKind:
    if name not in KINDS:
        raise Http404("These figures do not exist.")
    return KINDS[name]


class ReleaseList(ReleaseView):
    """The records of one kind, each with what the public sees of it."""

    def get(self, request):
        kind = kind_named(request.GET.get("kind", FIRST))
        context = {"kind": kind, "kinds": KINDS.values(), "rows": list(_rows(kind))}
        return render(request, "staff/releases.html", context)


def _rows(kind: ReleaseKind):
    releases = Release.objects.filter(kind=kind.name).defer("content", "row")
    latest = {row.key: row for row in releases[::-1]}
    digests = _digests(kind, [key for key, row in latest.items() if row.is_current])
    for key, title in sorted(kind.titles().items(), key=lambda pair: pair[1]):
        release = latest.get(key)
        yield {
            "key": key,
            "title": title,
            "release": release,
            "status": status_of(release, digests.get(key)),
        }


def _digests(kind: ReleaseKind, keys: list[str]) -> dict[str, str]:
    """Return the current SHA-256 of records, from the cache if nothing has changed."""
    name = f"release-digests:{kind.name}:{data_fingerprint()}"
    if (found := cache.get(name)) is None:
        found = {
            key: services.Frozen(kind.name, key, content).sha256
            for key, content in kind.contents(keys).items()
        }
        cache.set(name, found, DAY_SECONDS)
    return found


def status_of(release: Release | None, digest: str | None) -> dict:
    """Return the status of a record's latest release, and the colour of its tag.

    `digest` is the SHA-256 of the record as it is now.
    """
    if release is None:
        return {"name": "Not published", "tone": "grey"}
    if not release.is_current:
        return {"name": "Withdrawn", "tone": "red"}
    if digest == release.content_sha256:
        return {"name": "Up to date", "tone": "green"}
    return {"name": "Changed since", "tone": "yellow"}


class ReleaseDetail(ActionsMixin, ReleaseView):
    """One record: what is published, what has changed, and the actions."""

    def get_permission_required(self):
        if self.request.method == "POST":
            return ["core.add_release", "core.change_release"]
        return super().get_permission_required()

    def dispatch(self, request, *args, **kwargs):
        if self.has_permission():
            self.kind, self.key = kind_named(kwargs["kind"]), kwargs["key"]
            self.title = self.kind.titles().get(self.key)
            if self.title is None:
                raise Http404("These figures do not exist.")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, kind, key):
        return self.page()

    def page(self, form=None, status=200):
        releases = Release.objects.filter(kind=self.kind.name, key=self.key)
        releases = list(
            releases.defer("content", "row").select_related(
                "released_by", "withdrawn_by"
            )
        )
        latest = releases[0] if releases else None
        context = {
            "kind": self.kind,
            "key": self.key,
            "title": self.title,
            "latest": latest,
            "status": status_of(
                latest, services.freeze(self.kind.name, self.key).sha256
            ),
            "differences": services.differences(self.kind.name, self.key),
            "releases": releases,
            "url": self.kind.url(self.key),
            "form": form or WithdrawalForm(),
        }
        return render(self.request, "staff/release.html", context, status=status)

    def run_action(self, action, method):
        require_reauthentication(self.request)
        return method()

    def do_publish(self):
        _, is_new = services.release(self.kind.name, self.key, self.request.user)
        return self.redirect_with(
            "Figures published." if is_new else "Already up to date."
        )

    def do_withdraw(self):
        form = WithdrawalForm(self.request.POST)
        if form.is_valid():
            user, reason = self.request.user, form.cleaned_data["why"]
            try:
                services.withdraw(self.kind.name, self.key, user, reason)
            except ValueError as error:
                form.add_error("why", str(error))
            else:
                return self.redirect_with(
                    "Figures withdrawn. The public can no longer see them."
                )
        return self.page(form, status=422)

    def redirect_with(self, message):
        messages.success(self.request, message)
        return redirect("staff:release", self.kind.name, self.key)


class ReleasePreview(ReleaseView):
    """The public page of a record with its draft figures."""

    def get(self, request, kind, key):
        page = kind_named(kind)
        if key not in page.titles():
            raise Http404("These figures do not exist.")
        match = resolve(page.url(key))
        view_class = match.func.view_class
        options = (
            {"is_preview": True}
            if hasattr(view_class, "is_preview")
            else {"preview_key": key}
        )
        return view_class.as_view(**options)(request, **match.kwargs)
