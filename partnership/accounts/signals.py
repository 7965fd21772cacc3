"""Signal receivers for signing in, email addresses and migrations."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.core.management import call_command
from django.db.models.signals import post_migrate, post_save
from django.dispatch import receiver

from partnership.accounts import sessions
from partnership.models import User


@receiver(user_logged_in)
def begin_session(request, **kwargs):
    if request is not None:
        sessions.begin_session(request.session)


@receiver(post_save, sender=User)
def delete_former_addresses(instance, **kwargs):
    """Delete addresses other than the account's, which could be used to sign in."""
    EmailAddress.objects.filter(user=instance).exclude(email=instance.email).delete()


@receiver(post_migrate)
def make_cache_table(app_config, using, **kwargs):
    """Create the cache table, which counts sign-in attempts, with the other tables."""
    in_database = settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")
    if app_config.name == "partnership" and in_database:
        call_command("createcachetable", database=using, verbosity=0)
