"""What every route answers to every role: the table that test_every_url holds the whole blog to.

A row has one status for each of world.ROLES: anonymous, reader, author (whose everything is), another author, editor,
moderator, administrator. The anonymous are sent to the sign-in page, and whoever is not given a row of somebody
else's is sent to the index (302); Readers are told 403.
"""

from tests.blogsite.world import ROLES

EVERYBODY = "200 200 200 200 200 200 200"
STAFF = "302 403 200 200 200 200 200"
WRITERS = "302 403 200 200 200 403 200"
WRITERS_OWN = "302 403 200 302 200 403 200"
WRITERS_HISTORY = "302 403 200 302 200 302 200"
EDITORS = "302 403 403 403 200 403 200"
ADMINISTRATOR = "302 403 403 403 403 403 200"
ADMINISTRATOR_DOES = "302 403 403 403 403 403 302"
NOBODY = "302 403 403 403 403 403 403"
WRITERS_VERB = "302 403 302 404 302 404 302"
WRITERS_ONE = "302 403 200 404 200 404 200"
NOT_ALLOWED = "302 403 405 405 405 405 405"

# What readers and other software ask for: status of GET, of POST; the same for everybody.
PUBLIC = {
    **dict.fromkeys(
        ["home", "home_page", "search", "archives", "post", "post_comment_page", "page"], (200, 405)
    ),
    **dict.fromkeys(["feed", "atom", "feed_json", "post_feed", "post_atom", "post_json"], (200, 405)),
    **dict.fromkeys(["comments_feed", "comments_atom", "comments_json"], (200, 405)),
    **dict.fromkeys(["sitemap", "sitemap_part", "robots", "healthz", "readyz", "ping_status"], (200, 405)),
    **{
        f"{archive}{part}": (200, 405)
        for archive in ("category", "tag", "author", "series", "year", "month")
        for part in ("", "_page", "_feed", "_atom", "_json")
    },
    "media": (404, 405),  # there is no such file
    **dict.fromkeys(["posts", "posts_page"], (404, 405)),  # they are at the front
    "shared_preview": (404, 405),  # nothing is shared
    "comment": (302, 405),
    "comment_form": (200, 422),
    "comment_own": (404, 404),  # to whoever cannot prove that it is theirs
    "comment_report": (200, 422),
    "comment_confirm": (200, 302),
    "comment_decide": (404, 404),  # no such link was sent
    "comment_mute": (200, 200),
    "subscribe": (200, 422),
    "subscribe_confirm": (200, 200),
    "subscribe_leave": (200, 200),
    "trackback": (302, 200),  # error 1 is told with 200
    "<yyyy:year>/<mm:month>/<uslug:slug>/trackback": (302, 200),
    "trackback_query": (404, 200),
    "wp-trackback.php/<number:number>": (302, 200),
    "wp-trackback.php/<number:number>/": (302, 200),
    "webmention": (405, 400),
    "pingback": (405, 200),
    "xmlrpc/": (405, 200),
}
# Models in the admin: the pages of its list, adding, changing, deleting, its history; the object is Alice's.
MODELS = {
    "posts_post": (WRITERS, WRITERS, WRITERS_OWN, WRITERS_OWN, WRITERS_HISTORY),
    "posts_image": (WRITERS, WRITERS, WRITERS_OWN, WRITERS_OWN, WRITERS_HISTORY),
    "posts_author": (WRITERS, EDITORS, WRITERS_OWN, EDITORS, WRITERS_HISTORY),
    "posts_category": (WRITERS, EDITORS, WRITERS, EDITORS, WRITERS),
    "posts_tag": (WRITERS, WRITERS, WRITERS, EDITORS, WRITERS),
    "posts_series": (WRITERS, WRITERS, WRITERS, EDITORS, WRITERS),
    "posts_page": (EDITORS,) * 5,
    "posts_menu": (EDITORS,) * 5,
    "posts_sitesettings": (
        "302 403 403 403 403 403 302",  # to the one row
        NOBODY,
        "302 403 403 403 403 403 302",  # to the first page of them
        NOBODY,
        ADMINISTRATOR,
    ),
    "auth_user": (ADMINISTRATOR,) * 5,
    "auth_group": (ADMINISTRATOR, ADMINISTRATOR, ADMINISTRATOR, NOBODY, ADMINISTRATOR),
    "posts_subscriber": (EDITORS, NOBODY, EDITORS, EDITORS, EDITORS),
}
VERBS = ("changelist", "add", "change", "delete", "history")
# The admin's other pages, by GET.
PAGES = {
    "admin:index": STAFF,
    "admin:login": "200 302 302 302 302 302 302",
    "admin:logout": "405 405 405 405 405 405 405",
    "admin:login_code": "302 302 302 302 302 302 302",  # nobody has given a password
    "admin:profile": STAFF,
    "admin:second_factor": STAFF,
    "admin:discussion": STAFF,
    "admin:discussion_today": STAFF,
    "admin:discussion_keys": STAFF,
    "admin:discussion_progress": "302 403 302 404 404 404 404",
    "admin:discussion_reply": "302 403 200 404 200 200 200",
    "admin:discussion_edit": "302 403 200 404 200 200 200",
    "admin:password_change": STAFF,
    "admin:password_change_done": STAFF,
    "admin:autocomplete": NOBODY,  # of no field; test_roles asks for the real ones
    "admin:jsi18n": STAFF,
    "admin:auth_user_password_change": ADMINISTRATOR,
    "admin:auth_user_second_factor": ADMINISTRATOR,
    "admin:posts_image_upload": NOT_ALLOWED,
    "admin:posts_image_library": WRITERS,
    "admin:posts_image_several": NOT_ALLOWED,
    "admin:posts_image_words": WRITERS,
    "admin:posts_image_layout": NOT_ALLOWED,
    "admin:doctor": ADMINISTRATOR,
    "admin:personal_data": ADMINISTRATOR,
    "admin:statistics": "302 403 403 403 200 200 200",
    "admin:styleguide": STAFF,
    "admin:posts_sitesettings_tab": ADMINISTRATOR,
    "admin:doctor_ask": NOT_ALLOWED,
    "admin:akismet": ADMINISTRATOR,
    "admin:akismet_check": NOT_ALLOWED,
    "admin:pings": STAFF,
    "admin:pings_check": NOT_ALLOWED,
    "admin:pings_sent": WRITERS,
    "admin:pings_received": STAFF,
    "admin:ping_sent": "302 403 200 404 200 403 200",
    "admin:ping_received": "302 403 200 404 200 200 200",
    "admin:ping_verb": NOT_ALLOWED,
    "admin:pings_sent_act": NOT_ALLOWED,
    "admin:post_pings": "302 403 200 404 200 403 200",
    "admin:post_pings_verb": NOT_ALLOWED,
    "admin:answer": WRITERS,
    "admin:posts_tag_suggest": WRITERS,
    "admin:posts_post_autosave": STAFF,
    "admin:posts_post_discard": NOT_ALLOWED,
    "admin:posts_post_quick": WRITERS_ONE,
    "admin:posts_post_screen": NOT_ALLOWED,
    "admin:posts_post_preview": NOT_ALLOWED,
    "admin:posts_post_previewed": "302 403 200 404 404 404 404",
    "admin:posts_post_share": NOT_ALLOWED,
    "admin:posts_post_take_back": NOT_ALLOWED,
    "admin:posts_post_revisions": "302 403 200 404 200 404 200",
    "admin:posts_post_restore": NOT_ALLOWED,
    "admin:app_list": "302 403 200 200 200 404 200",
    "admin/(?P<url>.*)$": "302 403 404 404 404 404 404",
}
# What a POST with nothing in it answers, where that is not what a GET does.
POSTS = {
    "admin:index": "302 403 422 422 422 403 422",  # a draft without a title
    "admin:personal_data": "302 403 403 403 403 403 422",
    "admin:login": EVERYBODY,  # the form once more
    "admin:logout": EVERYBODY,
    **dict.fromkeys(
        ["admin:auth_user_delete", "admin:auth_user_second_factor", "admin:auth_group_change"],
        ADMINISTRATOR_DOES,
    ),
    "admin:profile": "302 403 422 422 422 422 422",  # a name is missing
    "admin:second_factor": "302 403 400 400 400 400 400",
    "admin:discussion": "302 403 400 400 400 400 400",
    "admin:discussion_keys": "302 403 302 302 302 302 302",
    "admin:password_change_done": NOT_ALLOWED,
    "admin:autocomplete": NOT_ALLOWED,
    "admin:jsi18n": NOT_ALLOWED,
    "admin:doctor_ask": "302 403 403 403 403 403 302",
    "admin:akismet_check": "302 403 403 403 403 403 302",
    "admin:pings_check": "302 403 403 403 302 403 302",
    "admin:ping_verb": "302 403 302 404 302 403 302",
    "admin:pings_sent_act": "302 403 302 302 302 403 302",
    "admin:post_pings": "302 403 200 404 200 403 200",
    "admin:post_pings_verb": "302 403 302 404 302 403 302",
    "admin:answer": "302 403 422 422 422 403 422",
    "admin:posts_post_quick": WRITERS_ONE.replace("200", "422"),
    "admin:posts_post_screen": "302 403 302 302 302 403 302",
    "admin:posts_post_autosave": "302 403 400 400 400 403 400",
    "admin:posts_post_discard": "302 403 302 404 404 404 404",
    "admin:posts_post_preview": "302 403 400 400 400 403 400",
    "admin:posts_post_previewed": NOT_ALLOWED,
    **{f"admin:posts_post_{verb}": WRITERS_VERB for verb in ("share", "take_back", "restore")},
    "admin:posts_post_revisions": NOT_ALLOWED,
    "admin:posts_image_upload": "302 403 422 422 422 403 422",  # there is no picture in it
    "admin:posts_image_library": NOT_ALLOWED,
    "admin:posts_tag_suggest": NOT_ALLOWED,
    "admin:posts_image_several": "302 403 302 302 302 403 302",  # back to the library: no file was chosen
    "admin:posts_image_words": "302 403 302 302 302 403 302",
    "admin:posts_image_layout": "302 403 302 302 302 403 302",
    "admin:posts_image_change": "302 403 302 302 302 403 302",  # saved: nothing in it is required
    "admin:posts_category_change": EDITORS,
    "admin:posts_tag_change": EDITORS,
    "admin:posts_series_change": EDITORS,
    "admin:posts_subscriber_change": NOBODY,
}
# The other methods: in the admin most answer as GET does, elsewhere as POST does; here are the rest.
OTHERS = {
    ("admin:login", "PUT"): EVERYBODY,
    ("admin:login", "DELETE"): "405 405 405 405 405 405 405",
    ("admin:login", "OPTIONS"): EVERYBODY,
    ("admin:logout", "OPTIONS"): EVERYBODY,
    ("admin:password_change", "DELETE"): NOT_ALLOWED,
    **{(f"admin:{name}", "PUT"): NOT_ALLOWED for name in ("password_change_done", "jsi18n", "autocomplete")},
    **{
        (f"admin:{name}", "DELETE"): NOT_ALLOWED
        for name in ("password_change_done", "jsi18n", "autocomplete")
    },
    ("admin:autocomplete", "OPTIONS"): STAFF,
    **{
        (f"admin:posts_post_{page}", method): NOT_ALLOWED
        for page in ("quick", "autosave", "previewed", "revisions")
        for method in ("PUT", "DELETE", "OPTIONS")
    },
    **{
        (f"admin:posts_{page}", method): NOT_ALLOWED
        for page in ("image_library", "tag_suggest")
        for method in ("PUT", "DELETE", "OPTIONS")
    },
    **{("admin:posts_image_words", method): NOT_ALLOWED for method in ("PUT", "DELETE", "OPTIONS")},
    **{("admin:posts_image_library", method): NOT_ALLOWED for method in ("PUT", "DELETE", "OPTIONS")},
}
ASK_AS_GET = {route for route, (get, _) in PUBLIC.items() if "trackback" in route or get == 405}
WITHOUT_CSRF = {
    *("comment_mute", "subscribe_leave"),  # one-click leave, RFC 8058
    *ASK_AS_GET,  # the endpoints of TrackBack, Webmention and Pingback
}


def table():
    """Route -> (row of GET, row of POST)."""
    rows = {route: (row, POSTS.get(route, row)) for route, row in PAGES.items()}
    for label, of_verbs in MODELS.items():
        for verb, row in zip(VERBS, of_verbs, strict=True):
            route = f"admin:{label}_{verb}"
            rows[route] = (row, POSTS.get(route, row))
        old = f"admin/{label.replace('_', '/')}/<path:object_id>/"
        rows[old] = ("302 403 302 302 302 302 302",) * 2  # Django's address of old; leads to the change page
    statuses = {
        route: tuple(" ".join([str(one)] * len(ROLES)) for one in row) for route, row in PUBLIC.items()
    }
    return {**rows, **statuses}


TABLE = table()


def expected(route, method):
    """The row of a route for a method."""
    get, post = TABLE[route]
    if method in ("GET", "HEAD"):
        return get
    if method == "POST":
        return post
    as_get = route.startswith("admin") or route in ASK_AS_GET
    return OTHERS.get((route, method), get if as_get else " ".join(["405"] * len(ROLES)))
