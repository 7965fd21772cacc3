"""What this house does otherwise than allauth: nobody signs up, and plain words."""

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

logger = logging.getLogger(__name__)

MISMATCH = "The e-mail address and the password do not belong together. Check both"
TOO_MANY = "Too many tries. Wait five minutes, then try again or set a new password"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come by invitation only."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account is switched off. Ask the partnership",
        "email_password_mismatch": MISMATCH,
        "enter_current_password": "This is not the password you have now. Type it "
        "again",
        "incorrect_code": "This code is not right. Type the one the app shows now",
        "incorrect_password": "This password is not right. Type it again",
        "invalid_login": MISMATCH,
        "invalid_password_reset": "This link does not work any more. Ask for a new one",
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, request):
        return False

    def get_login_redirect_url(self, request):
        return redirects.address(request.user)

    def get_password_change_redirect_url(self, request):
        return redirects.address(request.user)

    def is_reauthentication_required(self, *, app, **kwargs):
        return not is_recent(context.request)

    def send_mail(self, template_prefix, email, context):
        """An answer is the same whether or not the mail server takes the e-mail.

        Otherwise it would tell which addresses have accounts.
        """
        try:
            super().send_mail(template_prefix, email, context)
        except OSError:
            logger.exception("An e-mail was not sent: %s", template_prefix)

    def render_mail(self, template_prefix, email, context, headers=None):
        context = {**context, "site_name": site_name()}
        return super().render_mail(template_prefix, email, context, headers)


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "cannot_generate_recovery_codes": "Set up an authenticator app first",
    }

    def get_totp_issuer(self):
        return site_name()


class CouncilAdapter(DefaultSocialAccountAdapter):
    """A council's sign-in opens an account that there is; it never makes one."""

    def is_open_for_signup(self, request, sociallogin):
        return False

    def pre_social_login(self, request, sociallogin):
        """An account is found anew by its address each time, and its password stays.

        Nobody can take an address here before its owner comes, because accounts are
        by invitation; so the library's care for that case, which would wipe the
        password, has no place.
        """
        if not sociallogin.is_existing or not sociallogin.user.is_active:
            raise ImmediateHttpResponse(redirect("socialaccount_login_error"))
        sociallogin._did_authenticate_by_email = None

    def authenticate_by_email(self, sociallogin):
        """The account with an address that the council vouches for, or None."""
        for address in sociallogin.email_addresses:
            if not address.verified:
                continue
            user = User.objects.filter(email__iexact=address.email).first()
            if user is not None:
                return user, address.email
        return None


def site_name():
    home = Partnership.objects.home()
    return home.name if home else "Community safety partnership"
