"""Text of a form that could not be saved: stored in the session and shown again.

A session can end, or a page’s token expire, while someone types. What they submit then
is stored until they have signed in again, and offered on the page it came from.

It is stored for the account that was signed in when the form was shown, which every
form has as a hidden field. Without this field nothing is stored, but the response shows
the text. When someone else signs in, it is deleted.
"""

import re
from urllib.parse import urlencode, urlsplit

from allauth.core import ratelimit
from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import QueryDict
from django.shortcuts import render, resolve_url

from partnership.core.files.body_size import content_length, is_too_large
from partnership.core.request_user import signed_in_user

ACCOUNT_FIELD = "signed_in_account"
SESSION_KEY = "unsaved_text"
MAX_LENGTH = 500_000
MAX_FORMS = 5
# Fields that users do not type in; those of sign-in pages are never stored.
HIDDEN = {"csrfmiddlewaretoken", ACCOUNT_FIELD}
NEVER = {*HIDDEN, "password", "login", "code", "began", "place"}
# Buttons and places: stored, but not shown as text.
CHOICES = {"do", "what", "key", "row", "section"}
SECRET = ("password", "otp", "token", "secret", "based")


def account_of(request) -> int | None:
    """The account that is signed in; the session of other readers is not read."""
    user = request and signed_in_user(request)
    return user.pk if user else None


def account_of_form(request) -> int | None:
    """The account that was signed in when the submitted form was shown."""
    value = request.POST.get(ACCOUNT_FIELD, "")
    return int(value) if re.fullmatch("[0-9]{1,18}", value) else None


def submitted(request) -> dict[str, list[str]]:
    """The fields of a request that are not empty, if a page of this site sent it.

    Error pages show them, so a body that is too large is not read here either.
    """
    try:
        if request.method != "POST" or not _is_own(request) or not _may_read(request):
            return {}
        return {
            name: values
            for name, values in request.POST.lists()
            if any(value.strip() for value in values)
        }
    except Exception:  # a request that cannot be read has no text to store
        return {}


def keep(request) -> bool:
    """Store the text that a request submitted, for the account its form names.

    Return whether it was stored. It is not if there is no text, if the form names no
    account, if someone else is signed in, or if this visitor has sent too many.
    """
    fields = submitted(request)
    if not entered(fields):
        return False
    account = account_of_form(request)
    if account is None or account_of(request) not in {None, account}:
        return False
    if sum(len(value) for values in fields.values() for value in values) > MAX_LENGTH:
        return False
    # Anyone can send a form, and each text is stored.
    if account_of(request) is None:
        if not ratelimit.consume(request, action="unsaved_text"):
            return False
    fields = {name: values for name, values in fields.items() if name not in HIDDEN}
    forms = request.session.get(SESSION_KEY, {})
    forms.pop(request.path, None)
    forms = dict(list(forms.items())[-MAX_FORMS + 1 :])
    form = {"account": account, "fields": fields}
    request.session[SESSION_KEY] = forms | {request.path: form}
    return True


def entered(fields: dict[str, list[str]]) -> list[tuple[str, str]]:
    """The texts among a form’s fields, each with a name to show."""
    return [
        (name.replace("_", " ").replace("-", " ").capitalize(), value)
        for name, values in fields.items()
        if name not in NEVER | CHOICES and not any(part in name for part in SECRET)
        for value in values
        if value.strip() and not value.isdigit() and value not in {"on", "true"}
    ]


def texts_of(request) -> list[tuple[str, str]]:
    """The user’s unsaved texts for the page that is shown."""
    return entered(fields_of(request))


def fields_of(request) -> dict[str, list[str]]:
    """The user’s unsaved fields for the page that is shown."""
    form = request.session.get(SESSION_KEY, {}).get(request.path)
    account = account_of(request)
    if form is None or account is None or form["account"] != account:
        return {}
    return form["fields"]


def take(request) -> QueryDict | None:
    """Take the unsaved form of this page out of the session, as posted data."""
    fields = fields_of(request)
    if not fields:
        return None
    forget(request, request.path)
    data = QueryDict(mutable=True)
    for name, values in fields.items():
        data.setlist(name, values)
    return data


def forget(request, path: str) -> None:
    """Discard the unsaved text of a page."""
    forms = request.session.get(SESSION_KEY, {})
    if forms.pop(path, None) is not None:
        request.session[SESSION_KEY] = forms


def discard_others(request) -> None:
    """Discard text stored for accounts other than the one that is signed in."""
    account = account_of(request)
    if account is None or SESSION_KEY not in request.session:
        return
    forms = request.session[SESSION_KEY]
    own = {path: form for path, form in forms.items() if form["account"] == account}
    if own != forms:
        request.session[SESSION_KEY] = own


def _may_read(request) -> bool:
    try:
        return not is_too_large(request)
    except (
        DatabaseError,
        InterfaceError,
    ):  # unknown whether the visitor is signed in
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        return has_session and content_length(request) <= MAX_LENGTH


def _is_own(request) -> bool:
    """Whether a page of this site sent it; text from other sites is not stored."""
    sender = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return not sender or urlsplit(sender).netloc == request.get_host()


class UnsavedTextMiddleware:
    """Keep a submitted form if its user has to sign in first, until it is saved.

    If a form was shown to a different account from the one that is signed in, it is
    refused, so that nobody saves another person’s text as their own.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        discard_others(request)
        if request.method != "POST" or _is_script(request):
            return response
        if _asks_to_sign_in(request, response):
            is_page = _is_page(request)
            if not is_page:
                page = urlsplit(request.headers.get("Referer", "")).path or "/"
                query = urlencode({"next": page})
                response["Location"] = f"{resolve_url(settings.LOGIN_URL)}?{query}"
            is_kept = is_page and keep(request)
            if not is_kept and (texts := entered(submitted(request))):
                context = {"texts": texts, "sign_in_url": response.url}
                return render(request, "signed_out.html", context, status=401)
        elif response.status_code in {302, 303} and SESSION_KEY in request.session:
            forget(request, request.path)
        return response

    def process_view(self, request, view, args, kwargs):
        # A view without a token reads its body itself.
        if request.method != "POST" or getattr(view, "csrf_exempt", False):
            return None
        account = account_of(request)
        if account is None or ACCOUNT_FIELD not in request.POST:
            return None
        if account == account_of_form(request):
            return None
        context = {"texts": entered(submitted(request)), "is_other_account": True}
        return render(request, "403_csrf.html", context, status=403)


def _asks_to_sign_in(request, response):
    target = getattr(response, "url", "") or ""
    login = resolve_url(settings.LOGIN_URL)
    is_sign_in = request.path.startswith(login.rsplit("/", 2)[0]) or (
        request.path.endswith("/login/")
    )
    return target.startswith(login) and not is_sign_in


def _is_page(request) -> bool:
    """Whether the address can be opened after signing in, and not only be sent to."""
    view = getattr(request.resolver_match.func, "view_class", None)
    return view is None or hasattr(view, "get")


def _is_script(request):
    return "application/json" in request.headers.get("Accept", "") or (
        request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate"
    )
