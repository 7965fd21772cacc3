"""Six roles: groups and their permissions."""

from django.contrib.auth.models import Group, Permission

EDITED_MODELS = {
    "partnership": [
        *("area", "partner", "partnership", "coverage", "website", "group"),
        *("membership", "governancelink", "person", "post", "tenure", "relatedplan"),
        *("duty", "dutyevidence", "term", "alias", "localterm", "population"),
    ],
    "priorities": [
        *(
            "commissionersplan",
            "objective",
            "priority",
            "prioritylink",
            "strand",
            "lead",
        ),
        *(
            "measure",
            "observation",
            "seriesbreak",
            "reportedchange",
            "comparison",
            "target",
        ),
        "achievement",
    ],
    "funding": [
        *(
            "fund",
            "settlement",
            "fundingline",
            "fundinglinechange",
            "allocation",
            "carryforward",
            "instalment",
        ),
        "monitoringreturn",
    ],
    "reports": [
        *(
            "report",
            "documenttemplate",
            "frontmatter",
            "sectionoverride",
            "passage",
            "headlinefigure",
            "measurechart",
        ),
        *("recommendation", "contribution", "acceptedwarning"),
        *("picture", "supplement"),
    ],
}
ACTIONS = ["view", "add", "change", "delete"]


def permissions(app, *models, actions=ACTIONS):
    return [f"{app}.{action}_{model}" for model in models for action in actions]


EDITING = [
    p for app, models in EDITED_MODELS.items() for p in permissions(app, *models)
]
# Officers can view editions and published figures; only publishers create them.
EDITIONS = [
    *permissions("reports", "edition", "draftpdf", actions=["view"]),
    *permissions("core", "release", actions=["view"]),
]
PUBLISHING = [
    *permissions("reports", "edition", "draftpdf"),
    *permissions("core", "release", actions=["view", "add", "change"]),
]
# Workers, jobs, emails that were not sent, the audit log, and addresses of followers.
BACKGROUND = [
    *permissions(
        "core", "backgroundjob", "outgoingemail", "auditentry", actions=["view"]
    ),
    *permissions("reports", "subscription", actions=["view", "delete"]),
]
# Only administrators decide how checks are shown.
CHECKS = permissions("reports", "checksetting")
PEOPLE = [*permissions("partnership", "user"), *permissions("auth", "group")]

# A demonstration site has a sample user for each of these.
SAMPLE_ROLES = ["member", "contributor", "officer", "publisher", "admin"]
# Roles that work in the staff area, roles that can open Django's admin, and roles that
# need 2-step verification because misuse of such an account would affect everyone.
STAFF = {"officer", "publisher", "admin"}
ADMIN_SITE = {"admin"}
TWO_STEP_ROLES = {"publisher", "admin"}

# Readers, members and contributors have no permissions: what they can see beyond the
# public pages is decided record by record.
ROLES = {
    "reader": [],
    "member": [],
    "contributor": [],
    "officer": [*EDITING, *EDITIONS],
    "publisher": [*EDITING, *PUBLISHING],
    "admin": [*EDITING, *PUBLISHING, *CHECKS, *PEOPLE, *BACKGROUND],
}

# What each role can do, as shown on the users' pages.
DESCRIPTIONS = {
    "reader": "Can read published documents.",
    "member": "Can read drafts that are shared with them, and comment on them.",
    "contributor": "Can complete monitoring returns and contributions.",
    "officer": "Can edit data, text and documents.",
    "publisher": "Can do everything an officer can, and publish documents.",
    "admin": "Can do everything a publisher can, and manage users.",
}


def role_names(user):
    """Return the user's roles, in the order of ROLES; none for anonymous users.

    They are read once for each request, so a new role takes effect with the next one.
    """
    if not user.is_authenticated:
        return []
    if not hasattr(user, "_role_names"):
        groups = set(user.groups.values_list("name", flat=True))
        user._role_names = [role for role in ROLES if role in groups]
    return user._role_names


def label(role):
    """Return the name of a role as shown to users."""
    return "Administrator" if role == "admin" else role.capitalize()


def needs_two_step(user):
    return user.is_superuser or not TWO_STEP_ROLES.isdisjoint(role_names(user))


def sync():
    """Create or update the six groups and return the names of those that changed.

    Raises ValueError for an unknown permission, for example before migrations have run.
    """
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    changed = []
    for role, names in ROLES.items():
        if missing := sorted(set(names) - set(known)):
            raise ValueError(f"There is no permission {missing[0]}. Run migrate first.")
        group, is_new = Group.objects.get_or_create(name=role)
        granted = {known[name] for name in names}
        if is_new or set(group.permissions.all()) != granted:
            group.permissions.set(granted)
            changed.append(role)
    return changed
