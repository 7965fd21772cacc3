"""Models of partners, partnerships, people, groups, plans and duties."""

from partnership.models.areas import Area
from partnership.models.duties import Duty, DutyEvidence
from partnership.models.glossary import Term
from partnership.models.groups import GovernanceLink, Group, Membership
from partnership.models.partners import Partner
from partnership.models.partnerships import Coverage, Partnership, Website
from partnership.models.people import Person, Post, Tenure
from partnership.models.plans import RelatedPlan
from partnership.models.users import User

__all__ = [
    "Area",
    "Coverage",
    "Duty",
    "DutyEvidence",
    "GovernanceLink",
    "Group",
    "Membership",
    "Partner",
    "Partnership",
    "Person",
    "Post",
    "RelatedPlan",
    "Tenure",
    "Term",
    "User",
    "Website",
]
