"""Six roles, each a group with its permissions."""

from django.contrib.auth.models import Group, Permission

CONTENT = {
    "partnership": [
        *("area", "partner", "partnership", "coverage", "website", "group"),
        *("membership", "governancelink", "person", "post", "tenure", "relatedplan"),
        *("duty", "dutyevidence", "term"),
    ],
    "priorities": [
        *("commissionersplan", "objective", "priority", "succession", "strand", "lead"),
        *("measure", "observation", "statedchange", "comparison", "target"),
        "achievement",
    ],
    "funding": [
        *("fund", "settlement", "line", "linechange", "allocation", "carryforward"),
        "return",
    ],
    "reports": [
        *("report", "frontmatter", "section", "passage", "headlinefigure"),
        *("recommendation", "contribution", "acceptance"),
    ],
}
ACTIONS = ["view", "add", "change", "delete"]


def permissions(app, *models, actions=ACTIONS):
    return [f"{app}.{action}_{model}" for model in models for action in actions]


EDITING = [p for app, models in CONTENT.items() for p in permissions(app, *models)]
# An editor sees what was published; making an edition is the publisher's.
EDITIONS = permissions("reports", "publication", "rendition", actions=["view"])
PUBLISHING = permissions("reports", "publication", "rendition")
PEOPLE = [*permissions("partnership", "user"), *permissions("auth", "group")]

# A sample site has one login of each of these.
SAMPLE_ROLES = ["member", "contributor", "officer", "publisher", "admin"]
# Roles with which one works in the administration, and those whose mistakes or loss
# would touch everybody.
STAFF = {"officer", "publisher", "admin"}
GUARDED = {"publisher", "admin"}

# What readers, members and contributors see beyond the public pages is decided row by
# row, not by permissions, so they have none here.
ROLES = {
    "reader": [],
    "member": [],
    "contributor": [],
    "officer": [*EDITING, *EDITIONS],
    "publisher": [*EDITING, *PUBLISHING],
    "admin": [*EDITING, *PUBLISHING, *PEOPLE],
}

# What a role is for, as the page of people says it.
ABOUT = {
    "reader": "Sees the published pages, like everybody.",
    "member": "Sits on a board or committee of the partnership.",
    "contributor": "Sends in their own returns and their parts of documents.",
    "officer": "Keeps figures, words and documents up to date.",
    "publisher": "What an officer does, and publishes editions.",
    "admin": "What a publisher does, and manages people.",
}


def role_names(user):
    """The roles that somebody holds, from the least to the most; none for a stranger.

    Asked for once in a request: a new role counts from the next click.
    """
    if not user.is_authenticated:
        return []
    if not hasattr(user, "_role_names"):
        held = set(user.groups.values_list("name", flat=True))
        user._role_names = [role for role in ROLES if role in held]
    return user._role_names


def needs_second_factor(user):
    return user.is_superuser or not GUARDED.isdisjoint(role_names(user))


def sync():
    """Make the six groups, with exactly these permissions; the names of those changed.

    Raises ValueError for a permission that no model has, as before the migrations.
    """
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    changed = []
    for role, names in ROLES.items():
        if missing := sorted(set(names) - set(known)):
            raise ValueError(f"There is no permission {missing[0]}. Run migrate first.")
        group, made = Group.objects.get_or_create(name=role)
        wanted = {known[name] for name in names}
        if made or set(group.permissions.all()) != wanted:
            group.permissions.set(wanted)
            changed.append(role)
    return changed
