"""People who sign in."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower


class UserManager(BaseUserManager):
    """Makes accounts that sign in by e-mail."""

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)

    def create_user(self, email, password=None, **fields):
        if not email:
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(
            email, password, **{"is_staff": True, "is_superuser": True, **fields}
        )


class User(AbstractBaseUser, PermissionsMixin):
    """One person who can sign in, by e-mail address; rights come from groups."""

    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField(max_length=120)
    is_staff = models.BooleanField("may open the administration", default=False)
    is_active = models.BooleanField("may sign in", default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    person = models.ForeignKey(
        "partnership.Person",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="accounts",
        help_text="Who it is among the people on record: decides which returns a "
        "contributor sends.",
    )
    partnership = models.ForeignKey(
        "partnership.Partnership",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="accounts",
        help_text="For a contributor: the partnership whose parts of reports they "
        "send.",
    )
    visit_began_at = models.DateTimeField(null=True, blank=True, editable=False)
    visit_before_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique_whatever_case",
                violation_error_message="This e-mail address has an account already.",
            )
        ]

    def __str__(self):
        return self.name or self.email

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name or self.email
