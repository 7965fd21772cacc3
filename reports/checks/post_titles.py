"""People with the wrong post, or a post of the wrong organisation."""

from reports.checks.comparators.posts import holder_of
from reports.checks.issue import warning
from reports.checks.name_register import name_register
from reports.checks.registry import check
from reports.text.full_text import folded, plain, whole_text
from reports.text.phrases import shape
from reports.text.shared_queries import tenures_of

OFFICE = shape("post-titles.office")
BEFORE, AFTER = 40, 110
STOPS = (". ", ";", "\n")


@check("post-contradicted", gives_way=True)
def text_names_correct_post(draft):
    whole = whole_text(draft)
    people = sorted(
        place for name in _posts(draft) for place in whole.places(name, exact=True)
    )
    for name, posts in _posts(draft).items():
        for start, end in whole.places(name, exact=True):
            first = max(whole.typed.rfind(sign, 0, start) for sign in STOPS)
            stop = min([*_stops(whole.typed, end), end + AFTER])
            near = [place for place in people if first < place[0] < stop]
            wrong = _wrong_post_title(whole, posts, near, (start, end), stop) or (
                len(near) == 1 and _wrong_body(draft, whole.typed[start:stop], posts)
            )
            if wrong:
                titles = "; ".join(dict.fromkeys(post.full_title for post in posts))
                yield warning(
                    f"{name} is called “{wrong}”. Recorded posts: {titles}.",
                    "Use the recorded post, or correct the record.",
                    **whole.at(start, end),
                )


def _posts(draft):
    def read():
        posts: dict[str, list] = {}
        for row in tenures_of(draft):
            posts.setdefault(plain(row.person.name), []).append(row.post)
        return posts

    return draft.shared("posts by person", read)


def _stops(typed, end):
    return [place for sign in STOPS if (place := typed.find(sign, end)) >= 0]


def _wrong_post_title(whole, posts, people, own, stop):
    """A post title in the text that is not one of the person's posts."""
    titles = " | ".join(folded(post.full_title) for post in posts)
    begin = max(whole.typed.rfind("\n", 0, own[0]), own[0] - BEFORE, 0)
    for match in OFFICE.finditer(whole.typed, begin, stop):
        if len(people) > 1 and holder_of(whole.lower, people, *match.span()) != own:
            continue
        office = folded(match[0])
        if office not in titles and _chair(office) not in titles:
            return match[0]
    return ""


def _chair(office):
    return shape("post-titles.of-person").sub("", office)


def _wrong_body(draft, typed, posts):
    """An organisation right after the person's post that is not the post's own."""
    match = OFFICE.search(typed)
    after = folded(typed[match.start() :]) if match else ""
    if not after or any(name in after for name in _own_names(posts)):
        return ""
    for body in name_register(draft).bodies:
        for name in body.names:
            place = after.find(f" of the {folded(name)}")
            if len(name) > 6 and 0 <= place < 40:
                return f"{match[0]} of the {name}"
    return ""


def _own_names(posts) -> set[str]:
    """The names of the groups and partners of some posts."""
    owners = [
        row
        for post in posts
        for row in (post.group, post.partner, getattr(post.partner, "parent", None))
        if row
    ]
    names = [name for row in owners for name in (row.name, row.short_name)]
    return {folded(name) for name in names if name}
