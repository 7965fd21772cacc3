"""The version of the public site, which stored pages belong to."""

from django.db import models


class SiteVersion(models.Model):
    """A random name that every publication and withdrawal replaces, in the only row."""

    name = models.CharField(max_length=32)
    frozen = models.JSONField(
        default=dict,
        help_text="What all public pages share, as it was at the last publication.",
    )

    def __str__(self):
        return self.name
