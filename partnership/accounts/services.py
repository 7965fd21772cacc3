"""Inviting people, giving them roles, switching accounts off and on."""

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
from partnership.models import Partnership, Person, User

logger = logging.getLogger(__name__)


class NotDone(Exception):
    """Something was not done to an account; the message says why."""


def people() -> QuerySet[User]:
    """Everybody with an account, with `has_second_factor` and their roles."""
    authenticators = two_step.of(OuterRef("pk"))
    return (
        User.objects.annotate(has_second_factor=Exists(authenticators))
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
    """Make an account without a password and send its owner a link to set one."""
    with transaction.atomic():
        user = User.objects.create_user(
            email, None, name=name, partnership=partnership, person=person
        )
        give_roles(user, role_names)
    logger.info("Account %s was invited", user.pk)
    send_invitation(user, root=root)
    return user


def send_invitation(user: User, *, root: str = "") -> None:
    """Send a link to set a password, once what was saved is safe.

    The link works once, for some days, and dies as soon as a password is set.
    """
    context = {
        "user": user,
        "link": password_link(user, root=root),
        "days": settings.PASSWORD_RESET_TIMEOUT // 86400,
    }
    prefix = "account/email/invitation"
    message = get_adapter().render_mail(prefix, user.email, context)
    transaction.on_commit(partial(send, message))


def send(message: EmailMessage) -> None:
    try:
        message.send()
    except OSError as error:
        logger.exception("An invitation was not sent")
        raise NotDone(
            "The e-mail could not be sent. Send the link again from the page of the "
            "person, a little later."
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
    """Exactly these roles; who works in the administration may open it."""
    chosen = set(names)
    user.groups.set(Group.objects.filter(name__in=chosen))
    user.is_staff = user.is_superuser or not roles.STAFF.isdisjoint(chosen)
    user.save(update_fields=["is_staff"])


def guard(user: User, *, by: User) -> None:
    """Nobody touches an account that may do more than their own."""
    if user.is_superuser and not by.is_superuser:
        raise NotDone("This account may do more than yours.")


def switch(user: User, *, on: bool, by: User) -> None:
    """Let somebody sign in or not; who is signed in is out with the next click."""
    guard(user, by=by)
    if user == by and not on:
        raise NotDone("You cannot switch off your own account. Ask another admin.")
    user.is_active = on
    user.save(update_fields=["is_active"])
    logger.info("Account %s was switched %s", user.pk, "on" if on else "off")


def remove_second_factor(user: User, *, by: User) -> None:
    guard(user, by=by)
    two_step.remove(user)
    logger.info("The second factor of account %s was removed", user.pk)
