"""Allauth adapters: accounts are by invitation only, and messages are our own."""

import logging

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.shortcuts import redirect

from partnership.accounts import redirects
from partnership.accounts.reauthentication import is_recent
from partnership.models import Partnership, User
from partnership.models.wording import local

logger = logging.getLogger(__name__)

MISMATCH = "The email address or password is incorrect"
TOO_MANY = (
    "You have tried too many times. Wait 5 minutes and try again, or reset your "
    "password"
)


class AccountAdapter(DefaultAccountAdapter):
    """Account adapter without sign-up: accounts are by invitation only."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account has been deactivated. Contact the "
        "partnership’s secretariat",
        "email_password_mismatch": MISMATCH,
        "enter_current_password": "Your current password is incorrect",
        "incorrect_code": "The code is incorrect. Enter the code shown in your app now",
        "incorrect_password": "The password is incorrect",
        "invalid_login": MISMATCH,
        "invalid_password_reset": "This link has expired. Request a new one",
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, request):
        return False

    def get_login_redirect_url(self, request):
        return redirects.start_page_url(request.user)

    def get_password_change_redirect_url(self, request):
        return redirects.start_page_url(request.user)

    def is_reauthentication_required(self, *, app, **kwargs):
        return not is_recent(context.request)

    def send_mail(self, template_prefix, email, context):
        """Send an email; log a failure instead of raising it.

        The response must be the same either way, or it would reveal which addresses
        have accounts.
        """
        try:
            super().send_mail(template_prefix, email, context)
        except OSError:
            logger.exception("Email not sent: %s", template_prefix)

    def render_mail(self, template_prefix, email, context, headers=None):
        context = {**context, "site_name": site_name()}
        return super().render_mail(template_prefix, email, context, headers)


class TwoStepAdapter(DefaultMFAAdapter):
    """2-step verification adapter with our own messages and site name."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "cannot_generate_recovery_codes": "Set up an authenticator app first",
    }

    def get_totp_issuer(self):
        return site_name()


class CouncilAdapter(DefaultSocialAccountAdapter):
    """Council sign-in adapter: opens existing accounts and never creates one."""

    def is_open_for_signup(self, request, sociallogin):
        return False

    def pre_social_login(self, request, sociallogin):
        """Find the account by its email address each time, and keep its password.

        Allauth would remove the password, in case someone else had signed up with
        the address first. That cannot happen here, because accounts are by
        invitation.
        """
        if not sociallogin.is_existing or not sociallogin.user.is_active:
            raise ImmediateHttpResponse(redirect("socialaccount_login_error"))
        sociallogin._did_authenticate_by_email = None

    def authenticate_by_email(self, sociallogin):
        """Return the account with an address that the council has verified, or None."""
        for address in sociallogin.email_addresses:
            if not address.verified:
                continue
            user = User.objects.filter(email__iexact=address.email).first()
            if user is not None:
                return user, address.email
        return None


def site_name():
    home = Partnership.objects.home()
    return home.name if home else local("{csp.common_start}")
