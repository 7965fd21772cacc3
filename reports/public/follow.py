"""Pages to follow documents: feeds, and confirming or unsubscribing from emails."""

from collections.abc import Callable

from allauth.core import ratelimit
from django import forms
from django.core.signing import BadSignature
from django.http import Http404
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from partnership.core.pages.forms import GovukForm
from partnership.core.pages.mixins import ReaderMixin
from reports.models import Subscription
from reports.publication import subscriptions, topics


class EmailForm(GovukForm):
    email = forms.EmailField(
        label="Email address",
        max_length=254,
        error_messages={"required": "Enter your email address"},
        widget=forms.EmailInput(
            attrs={"class": "govuk-input", "autocomplete": "email"}
        ),
    )


@method_decorator(csrf_exempt, name="dispatch")
class Follow(ReaderMixin, View):
    """The feed of a topic, and a form to follow it by email.

    The form sets no cookie and so has no CSRF token. It only sends an email, which its
    receiver can ignore.
    """

    http_method_names = ["get", "head", "options", "post"]

    def dispatch(self, request, *args, scope=topics.EVERYTHING, key="", **kwargs):
        self.topic = topics.topic(scope, key)
        if self.topic is None:
            raise Http404("There is nothing to follow at this address.")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return self.page(EmailForm())

    def post(self, request):
        form = EmailForm(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        if not ratelimit.consume(request, action="follow"):
            return ratelimit.respond_429(request)
        email = form.cleaned_data["email"]
        # The page is the same whether or not an email was sent.
        key = email.lower()
        if ratelimit.consume(request, action="follow_address", key=key):
            subscriptions.subscribe(email, self.topic)
        context = {"topic": self.topic, "email": email}
        return render(request, "follow/asked.html", context)

    def page(self, form, status=200):
        context = {"topic": self.topic, "form": form}
        if self.topic.scope == topics.EVERYTHING:
            context["types"] = topics.types()
            context["partnerships"] = topics.partnerships()
        return render(self.request, "follow/follow.html", context, status=status)


@method_decorator([never_cache, csrf_exempt], name="dispatch")
class SubscriptionLink(View):
    """A page that a link in an email opens, with a button.

    Opening it changes nothing, because programs that check emails open all links. The
    signed link is the only proof needed, so the form has no CSRF token: programs that
    unsubscribe with one click send none.
    """

    http_method_names = ["get", "head", "options", "post"]
    purpose = ""
    template_name = ""
    act: Callable[[Subscription], None]

    def dispatch(self, request, *args, token, **kwargs):
        try:
            self.subscription = subscriptions.find(token, self.purpose)
        except BadSignature:
            return render(request, "follow/no_link.html", status=404)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return self.page()

    def page(self, is_done=False):
        row = self.subscription
        context = {
            "subscription": row,
            "topic": row and topics.topic_with_code(row.topic),
            "is_done": is_done,
        }
        return render(self.request, self.template_name, context)

    def post(self, request):
        if self.subscription is not None:
            self.act(self.subscription)
        return self.page(is_done=True)


class Confirm(SubscriptionLink):
    purpose = subscriptions.CONFIRM
    template_name = "follow/confirm.html"
    act = staticmethod(subscriptions.confirm)


class Stop(SubscriptionLink):
    purpose = subscriptions.STOP
    template_name = "follow/stop.html"
    act = staticmethod(subscriptions.stop)
