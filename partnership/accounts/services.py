"""Invite users, set their roles, and deactivate or reactivate accounts."""

import logging
from collections.abc import Iterable
from functools import partial

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from partnership.accounts import roles, two_step
from partnership.core.history.audit import current_user
from partnership.core.models import AuditEntry
from partnership.core.models.audit import record
from partnership.models import Partnership, Person, User

logger = logging.getLogger(__name__)
Action = AuditEntry.Action
LINK_SENT = {"password link sent": True}


class AccountError(Exception):
    """An account could not be changed; the message says why."""


def list_users() -> QuerySet[User]:
    """Return all users, with their roles and whether 2-step verification is on."""
    authenticators = two_step.of(OuterRef("pk"))
    return (
        User.objects.annotate(has_two_step=Exists(authenticators))
        .prefetch_related("groups")
        .select_related("person", "partnership")
        .order_by("name", "email")
    )


def invite(
    *,
    email: str,
    name: str,
    role_names: Iterable[str],
    partnership: Partnership | None = None,
    person: Person | None = None,
    root: str = "",
) -> User:
    """Create an account without a password and email the user a link to set one."""
    with transaction.atomic():
        user = User.objects.create_user(
            email, None, name=name, partnership=partnership, person=person
        )
        give_roles(user, role_names)
    logger.info("Account %s was invited", user.pk)
    send_invitation(user, root=root)
    return user


def send_invitation(user: User, *, root: str = "") -> None:
    """Email a link to set a password, once the transaction is committed.

    The link works once, for PASSWORD_RESET_TIMEOUT, and expires when a password is set.
    """
    context = {
        "user": user,
        "link": password_link(user, root=root),
        "days": settings.PASSWORD_RESET_TIMEOUT // 86400,
    }
    record(Action.ACCOUNT, current_user(), f"account {user.pk}", **LINK_SENT)
    prefix = "account/email/invitation"
    message = get_adapter().render_mail(prefix, user.email, context)
    transaction.on_commit(partial(send, message))


def send(message: EmailMessage) -> None:
    try:
        message.send()
    except OSError as error:
        logger.exception("Invitation not sent")
        raise AccountError(
            "The email could not be sent. Go to the user’s page and try again later."
        ) from error


def password_link(user: User, *, root: str = "") -> str:
    path = reverse(
        "account_reset_password_from_key",
        kwargs={
            "uidb36": user_pk_to_url_str(user),
            "key": default_token_generator.make_token(user),
        },
    )
    return f"{(root or settings.SITE_URL).rstrip('/')}{path}"


@transaction.atomic
def give_roles(user: User, names: Iterable[str]) -> None:
    """Set exactly these roles, and whether the user can open Django's admin."""
    chosen = set(names)
    user.groups.set(Group.objects.filter(name__in=chosen))
    user.is_staff = user.is_superuser or not roles.ADMIN_SITE.isdisjoint(chosen)
    user.save(update_fields=["is_staff"])


def check_permission(user: User, *, by: User) -> None:
    """Raise NotDone if the account has more permissions than the user `by`."""
    if user.is_superuser and not by.is_superuser:
        raise AccountError(
            "You cannot change an account with more permissions than yours."
        )


@transaction.atomic
def set_active(user: User, *, on: bool, by: User) -> None:
    """Reactivate or deactivate an account; deactivating it ends its sessions."""
    check_permission(user, by=by)
    if user == by and not on:
        raise AccountError(
            "You cannot deactivate your own account. Ask another administrator."
        )
    user.is_active = on
    user.save(update_fields=["is_active"])
    action = "reactivated" if on else "deactivated"
    record(Action.ACCOUNT, by, f"account {user.pk}", **{action: True})
    logger.info("Account %s was %s", user.pk, action)


@transaction.atomic
def reset_two_step(user: User, *, by: User) -> None:
    check_permission(user, by=by)
    two_step.remove(user)
    detail = {"2-step verification reset": True}
    record(Action.ACCOUNT, by, f"account {user.pk}", **detail)
    logger.info("2-step verification of account %s was reset", user.pk)
