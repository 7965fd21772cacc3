"""The county partnership and the district community safety partnerships."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Case, F, Q, When

from partnership.core.models import dated
from partnership.core.models.constraints import UniqueConstraint, ends_after_start
from partnership.core.models.natural_keys import (
    NaturalKeyManager,
    NaturalKeyModel,
    NaturalKeyQuerySet,
    code_field,
)
from partnership.core.values.names import NameField
from partnership.core.values.urls import AddressField
from partnership.models.dated_names import DatedNameModel
from partnership.models.wording import local

COLOUR = RegexValidator(
    r"^#[0-9A-Fa-f]{6}$", "Enter a colour code, for example #12436D"
)


class PartnershipQuerySet(NaturalKeyQuerySet):
    def home(self):
        """Return the partnership that owns the site, or None before set-up."""
        return self.filter(is_home=True).first()

    def named(self, slug):
        """Partnerships with this slug, or with this code and no slug."""
        return self.filter(Q(slug=slug) & ~Q(slug="") | Q(slug="", code=slug))

    def active_in(self, year):
        """Partnerships that exist on any day of a financial year."""
        return self.filter(dated.in_year(year))


class Partnership(DatedNameModel):
    """A community safety partnership of a county or of one or more districts.

    Exactly one is the home partnership, which owns the site. Its web addresses do not
    contain its name.
    """

    class Kind(models.TextChoices):
        COUNTY = "county", local("{county_partnership}")
        CSP = "csp", local("{csp.common}")

    code = code_field()
    name = NameField(max_length=160, unique=True)
    short_name = NameField(max_length=80, help_text="For example, South and Vale.")
    slug = models.SlugField(
        "name in web addresses",
        max_length=80,
        blank=True,
        help_text="For example, oxford in annual-review/oxford/2018-19. Leave blank to "
        "use the code. Changing this changes web addresses, so do not change it after "
        "you publish.",
    )
    kind = models.CharField("type", max_length=8, choices=Kind)
    is_home = models.BooleanField(
        "home partnership",
        default=False,
        help_text=(
            "The partnership that owns this site. Only one can be the home partnership."
        ),
    )
    county_partnership = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="csps",
        verbose_name=local("{county_partnership}"),
        help_text=local(
            "For {csp.short_a}, the {county_partnership} it belongs to, if any."
        ),
    )
    police_area = models.ForeignKey(
        "partnership.Area", models.PROTECT, related_name="policed_partnerships"
    )
    areas = models.ManyToManyField(
        "partnership.Area", through="Coverage", related_name="partnerships"
    )
    secretariat = models.ForeignKey(
        "partnership.Partner", models.PROTECT, null=True, blank=True, related_name="+"
    )
    vision = models.CharField(max_length=300, blank=True)
    brand_colour = models.CharField(
        max_length=7,
        default="#12436D",
        validators=[COLOUR],
        help_text="For headings and bars. Needs a contrast of at least 7:1 with white.",
    )
    second_colour = models.CharField(
        max_length=7,
        default="#28A197",
        validators=[COLOUR],
        help_text=(
            "For lines and charts, not text. Needs a contrast of at least 3:1 with "
            "white."
        ),
    )
    from_on = models.DateField("start date", null=True, blank=True)
    to_on = models.DateField("end date", null=True, blank=True)
    smallest_count = models.PositiveSmallIntegerField(
        "smallest number of people to show",
        default=5,
        help_text="The checks warn you about counts of people below this number, "
        "because someone could be identified. Enter 0 to switch this off.",
    )
    note = models.TextField(
        blank=True,
        help_text="Useful context, for example a merger and when it happened.",
    )

    objects = NaturalKeyManager.from_queryset(PartnershipQuerySet)()

    class Meta:
        ordering = ["name"]
        constraints = [
            ends_after_start("partnership"),
            models.UniqueConstraint(
                fields=["is_home"],
                name="partnership_one_home",
                condition=Q(is_home=True),
                violation_error_message=(
                    "Another partnership is already the home partnership. Change "
                    "that one first"
                ),
            ),
            UniqueConstraint(
                Case(When(slug="", then=F("code")), default=F("slug")),
                error_fields=["slug", "code"],
                name="partnership_one_an_address",
                violation_error_message=(
                    "Another partnership uses this name in web addresses. Enter a "
                    "different one"
                ),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def address(self):
        """Its name in web addresses: the slug, or the code if there is none."""
        return self.slug or self.code


class CoverageQuerySet(NaturalKeyQuerySet):
    def with_larger_areas(self):
        """Read each area with those it is in, from its county to the nation."""
        return self.select_related("area__parent__parent__parent__parent__parent")


class Coverage(NaturalKeyModel):
    """An area that a partnership covers; blank dates are not known."""

    natural_key_fields = ["partnership__code", "area__code"]

    partnership = models.ForeignKey(
        Partnership, models.CASCADE, related_name="coverage"
    )
    area = models.ForeignKey(
        "partnership.Area", models.PROTECT, related_name="coverage"
    )
    from_on = models.DateField("start date", null=True, blank=True)
    to_on = models.DateField("end date", null=True, blank=True)

    objects = NaturalKeyManager.from_queryset(CoverageQuerySet)()

    class Meta:
        ordering = ["partnership", "area__name"]
        verbose_name_plural = "coverage"
        constraints = [
            ends_after_start("coverage"),
            models.UniqueConstraint(
                fields=["partnership", "area"],
                name="coverage_once_an_area",
                violation_error_message="The partnership already covers this area",
            ),
        ]

    def __str__(self):
        return f"{self.partnership}: {self.area}"


class Website(NaturalKeyModel):
    """A website of a partnership; a joint CSP may have several."""

    natural_key_fields = ["url", "partnership__code"]

    partnership = models.ForeignKey(
        Partnership, models.CASCADE, related_name="websites"
    )
    url = AddressField("web address")
    label = models.CharField(
        max_length=160,
        blank=True,
        help_text=local(
            "What it contains, for example {partnership_plan.common_start}."
        ),
    )

    class Meta:
        ordering = ["partnership", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "url"],
                name="website_once_a_partnership",
                violation_error_message="This web address has already been added",
            )
        ]

    def __str__(self):
        return self.url
