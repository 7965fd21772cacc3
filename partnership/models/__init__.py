"""Models of partners, partnerships, people, groups, plans and duties."""

from partnership.models.aliases import Alias
from partnership.models.areas import Area
from partnership.models.duties import Duty, DutyEvidence
from partnership.models.glossary import Term
from partnership.models.groups import GovernanceLink, Group, Membership
from partnership.models.local_terms import LocalTerm
from partnership.models.partners import Partner
from partnership.models.partnerships import Coverage, Partnership, Website
from partnership.models.people import Person, Post, Tenure
from partnership.models.plans import RelatedPlan
from partnership.models.populations import Population
from partnership.models.users import User

__all__ = [
    "Alias",
    "Area",
    "Coverage",
    "Duty",
    "DutyEvidence",
    "GovernanceLink",
    "Group",
    "LocalTerm",
    "Membership",
    "Partner",
    "Partnership",
    "Person",
    "Population",
    "Post",
    "RelatedPlan",
    "Tenure",
    "Term",
    "User",
    "Website",
]
