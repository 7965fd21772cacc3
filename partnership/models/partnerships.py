"""Partnerships: the county's, and the district Community Safety Partnerships."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Case, F, Q, When

from partnership.core.models.constraints import ends_after_start
from partnership.core.models.natural_keys import (
    NaturalKeyManager,
    NaturalKeyModel,
    NaturalKeyQuerySet,
    code_field,
)
from partnership.core.values import financial_years
from partnership.core.values.urls import AddressField

COLOUR = RegexValidator(r"^#[0-9A-Fa-f]{6}$", "Write a colour like #12436D.")


class PartnershipQuerySet(NaturalKeyQuerySet):
    def home(self):
        """The partnership whose installation this is, or None before set-up."""
        return self.filter(is_home=True).first()

    def named(self, slug):
        """The one that addresses call so: by its slug, or its code if it has none."""
        return self.filter(Q(slug=slug) & ~Q(slug="") | Q(slug="", code=slug))

    def active_in(self, year):
        """Those that exist on some day of a financial year."""
        return self.filter(
            Q(from_on__isnull=True) | Q(from_on__lte=financial_years.last_day(year)),
            Q(to_on__isnull=True) | Q(to_on__gte=financial_years.first_day(year)),
        )


class Partnership(NaturalKeyModel):
    """One community safety partnership, of a county or of one or more districts.

    Exactly one is the home partnership, whose addresses leave its name out.
    """

    class Kind(models.TextChoices):
        COUNTY = "county", "county partnership"
        CSP = "csp", "Community Safety Partnership"

    code = code_field()
    name = models.CharField(max_length=160, unique=True)
    short_name = models.CharField(max_length=80, help_text="Like South and Vale.")
    slug = models.SlugField(
        "name in addresses",
        max_length=80,
        blank=True,
        help_text="Like oxford, in annual-review/oxford/2018-19. Leave empty to use "
        "the code. Addresses change with it, so change it only before anything is "
        "public.",
    )
    kind = models.CharField(max_length=8, choices=Kind)
    is_home = models.BooleanField(
        "home partnership",
        default=False,
        help_text="The partnership that runs this site. There is exactly one.",
    )
    county_partnership = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="csps",
        help_text="For a CSP: the county partnership that it belongs to, if any.",
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
        help_text="For headings and bars; at least 7:1 against white.",
    )
    second_colour = models.CharField(
        max_length=7,
        default="#28A197",
        validators=[COLOUR],
        help_text="For rules and charts, never for words; at least 3:1 against white.",
    )
    from_on = models.DateField("from", null=True, blank=True)
    to_on = models.DateField("to", null=True, blank=True)
    smallest_count = models.PositiveSmallIntegerField(
        "smallest number of people to print",
        default=5,
        help_text="A count of people below this is told by the checks, because "
        "somebody could be recognised. 0 turns the check off.",
    )
    note = models.TextField(
        blank=True, help_text="What a reader should know, like a merger and its year."
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
                    "Another partnership is the home partnership. Take the mark from "
                    "it first."
                ),
            ),
            models.UniqueConstraint(
                Case(When(slug="", then=F("code")), default=F("slug")),
                name="partnership_one_an_address",
                violation_error_message=(
                    "Another partnership's addresses have this name. Choose another."
                ),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def address(self):
        """What addresses call it: its slug, or its code if it has none."""
        return self.slug or self.code


class Coverage(NaturalKeyModel):
    """One area that a partnership covers, from a day to a day (unknown if empty)."""

    natural_key_fields = ["partnership__code", "area__code"]

    partnership = models.ForeignKey(
        Partnership, models.CASCADE, related_name="coverage"
    )
    area = models.ForeignKey(
        "partnership.Area", models.PROTECT, related_name="coverage"
    )
    from_on = models.DateField("from", null=True, blank=True)
    to_on = models.DateField("to", null=True, blank=True)

    class Meta:
        ordering = ["partnership", "area__name"]
        verbose_name_plural = "coverage"
        constraints = [
            ends_after_start("coverage"),
            models.UniqueConstraint(
                fields=["partnership", "area"],
                name="coverage_once_an_area",
                violation_error_message="The partnership covers this area already.",
            ),
        ]

    def __str__(self):
        return f"{self.partnership}: {self.area}"


class Website(NaturalKeyModel):
    """One address where a partnership publishes; a joint CSP may have several."""

    natural_key_fields = ["url", "partnership__code"]

    partnership = models.ForeignKey(
        Partnership, models.CASCADE, related_name="websites"
    )
    url = AddressField("address")
    label = models.CharField(
        max_length=160,
        blank=True,
        help_text="What is there, like Community safety plan.",
    )

    class Meta:
        ordering = ["partnership", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "url"],
                name="website_once_a_partnership",
                violation_error_message="This address is listed already.",
            )
        ]

    def __str__(self):
        return self.url
