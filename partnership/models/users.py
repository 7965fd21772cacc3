"""User accounts."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower

from partnership.core.models.constraints import UniqueConstraint
from partnership.core.values.names import NameField


class UserManager(BaseUserManager):
    """Manager for users, who sign in with an email address."""

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)

    def create_user(self, email, password=None, **fields):
        if not email:
            raise ValueError("Users must have an email address")
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(
            email, password, **{"is_staff": True, "is_superuser": True, **fields}
        )


class User(AbstractBaseUser, PermissionsMixin):
    """A user account; permissions come from groups."""

    email = models.EmailField("email address", unique=True)
    name = NameField(max_length=120)
    is_staff = models.BooleanField("can use the admin site", default=False)
    is_active = models.BooleanField("active", default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    person = models.ForeignKey(
        "partnership.Person",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="accounts",
        help_text="The person record linked to this account. Sets which monitoring "
        "returns a contributor completes.",
    )
    partnership = models.ForeignKey(
        "partnership.Partnership",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="accounts",
        help_text="The partnership a contributor writes for.",
    )
    visit_began_at = models.DateTimeField(null=True, blank=True, editable=False)
    visit_before_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["email"]
        constraints = [
            UniqueConstraint(
                Lower("email"),
                error_fields=["email"],
                name="user_email_unique_whatever_case",
                violation_error_message=(
                    "There is already an account for this email address"
                ),
            )
        ]

    def __str__(self):
        return self.name or self.email

    def save(self, *args, **kwargs):
        """Store the address in lower case, as sign-in looks it up."""
        self.email = self.email.lower()
        super().save(*args, **kwargs)

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name or self.email
