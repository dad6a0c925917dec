"""Every kind of page, by name: what the browser tests, the screenshots and the page-quality runs look at."""

from dataclasses import dataclass

READER, AUTHOR, MODERATOR, ADMINISTRATOR = "reader", "alice", "bob", "admin"
CHARLIE = "charlie"  # an editor who is about to turn a second factor on, and looks at pictures as a list
PASSWORD = "correct horse battery staple"
CHOSEN = "_selected_action"
DELETE = ("action", "delete_selected")
EDIT_MANY = (("action", "edit_many"), (CHOSEN, "{post_id}"))
EDIT_SURE = (*EDIT_MANY, ("_look", "1"), ("author", "{author_id}"))
MERGE = (("action", "merge"), (CHOSEN, "{category_id}"), (CHOSEN, "{other_id}"))
WHO = ("email", "{email}")
ERASE = (("email", "nobody@bob.example"), ("action", "erase"), ("mode", "delete"))


@dataclass(frozen=True)
class Kind:
    """One kind of page: its address, who looks at it, the status that it answers with; what was sent to get it."""

    name: str
    path: str
    status: int = 200
    user: str = ""
    sent: tuple[tuple[str, str], ...] = ()  # what a form there is sent with, where the page is its answer
    front: str = ""  # the page that stands at the front meanwhile


READERS = [
    Kind("home", "/"),
    Kind("home-2", "/page/2/"),
    Kind("post", "{post}"),
    Kind("post-trackbacks", "{post}?tab=trackbacks"),
    Kind("post-together", "{post}?tab=together"),
    Kind("post-hot", "{hot}"),
    Kind("post-plain", "{plain}"),
    Kind("comment-form", "{post}respond/"),
    Kind("comments-page-3", "{hot}comment-page-3/"),
    Kind("decide", "{decide}?do=approve"),
    Kind("decide-gone", "/comment/decide/x/", 404),
    Kind("subscribe", "/subscribe/"),
    Kind("subscribe-sent", "/subscribe/?sent=1"),
    Kind("subscribe-left", "/subscribe/leave/x/"),
    Kind("shared-draft", "{shared}"),
    Kind("static-page", "/about/"),
    Kind("privacy", "/privacy/"),
    Kind("category", "/category/{category}/"),
    Kind("tag", "/tag/{tag}/"),
    Kind("author", "/author/alice/"),
    Kind("series", "/series/{series}/"),
    Kind("year", "/{year}/"),
    Kind("month", "/{year}/{month}/"),
    Kind("archives", "/archives/"),
    Kind("search-empty", "/search/"),
    Kind("search-narrowed", "/search/?q=blog&author=alice&when={year}"),
    Kind("search", "/search/?q=blog"),
    Kind("search-nothing", "/search/?q=zzzzzz"),
    Kind("not-found", "/no-such-page/", 404),
    Kind("sign-in", "/admin/login/"),
    Kind("front", "/", front="about"),
    Kind("front-posts", "/blog/", front="about"),
]
ADMIN = [
    Kind("admin", "/admin/", user=ADMINISTRATOR),
    Kind("queue", "/admin/discussion/", user=ADMINISTRATOR),
    Kind("queue-pending", "/admin/discussion/?status=pending", user=ADMINISTRATOR),
    Kind("queue-spam", "/admin/discussion/?status=spam&q=online", user=ADMINISTRATOR),
    Kind("queue-narrowed", "/admin/discussion/?address=1.2.3&since=2026-13-45", user=ADMINISTRATOR),
    Kind("queue-today", "/admin/discussion/today/", user=ADMINISTRATOR),
    Kind("queue-keys", "/admin/discussion/keys/", user=ADMINISTRATOR),
    Kind("queue-reported", "/admin/discussion/?status=reported", user=ADMINISTRATOR),
    Kind("comment-reply", "/admin/discussion/{comment_id}/reply/", user=ADMINISTRATOR),
    Kind("comment-edit", "/admin/discussion/{comment_id}/edit/", user=ADMINISTRATOR),
    Kind("subscribers", "/admin/posts/subscriber/", user=ADMINISTRATOR),
    Kind("posts", "/admin/posts/post/", user=ADMINISTRATOR),
    Kind("posts-found", "/admin/posts/post/?q=blog&state=published", user=ADMINISTRATOR),
    Kind("quick-edit", "/admin/posts/post/{post_id}/quick/", user=ADMINISTRATOR),
    Kind("new-post", "/admin/posts/post/add/", user=ADMINISTRATOR),
    Kind("edit-post", "/admin/posts/post/{post_id}/change/", user=ADMINISTRATOR),
    Kind("revisions", "/admin/posts/post/{post_id}/revisions/", user=ADMINISTRATOR),
    Kind("post-history", "/admin/posts/post/{post_id}/history/", user=ADMINISTRATOR),
    Kind("post-delete", "/admin/posts/post/{post_id}/delete/", user=ADMINISTRATOR),
    Kind("bulk-edit", "/admin/posts/post/", user=ADMINISTRATOR, sent=EDIT_MANY),
    Kind("bulk-sure", "/admin/posts/post/", user=ADMINISTRATOR, sent=EDIT_SURE),
    Kind("images", "/admin/posts/image/", user=ADMINISTRATOR),
    Kind("images-list", "/admin/posts/image/", user=CHARLIE),
    Kind("image", "/admin/posts/image/{image_id}/change/", user=ADMINISTRATOR),
    Kind("image-delete", "/admin/posts/image/{image_id}/delete/", user=ADMINISTRATOR),
    Kind("images-delete", "/admin/posts/image/", user=ADMINISTRATOR, sent=(DELETE, (CHOSEN, "{image_id}"))),
    Kind("images-unsaid", "/admin/posts/image/words/", user=ADMINISTRATOR),
    Kind("categories", "/admin/posts/category/", user=ADMINISTRATOR),
    Kind("edit-category", "/admin/posts/category/{category_id}/change/", user=ADMINISTRATOR),
    Kind("category-delete", "/admin/posts/category/{category_id}/delete/", user=ADMINISTRATOR),
    Kind("merge", "/admin/posts/category/", user=ADMINISTRATOR, sent=MERGE),
    Kind("edit-tag", "/admin/posts/tag/{tag_id}/change/", user=ADMINISTRATOR),
    Kind("tags-delete", "/admin/posts/tag/", user=ADMINISTRATOR, sent=(DELETE, (CHOSEN, "{tag_id}"))),
    Kind("edit-series", "/admin/posts/series/{series_id}/change/", user=ADMINISTRATOR),
    Kind("menus", "/admin/posts/menu/", user=ADMINISTRATOR),
    Kind("edit-menu", "/admin/posts/menu/{menu_id}/change/", user=ADMINISTRATOR),
    Kind("pages", "/admin/posts/page/", user=ADMINISTRATOR),
    Kind("edit-page", "/admin/posts/page/{page_id}/change/", user=ADMINISTRATOR),
    Kind("settings", "/admin/posts/sitesettings/general/", user=ADMINISTRATOR),
    Kind("settings-reading", "/admin/posts/sitesettings/reading/", user=ADMINISTRATOR),
    Kind("settings-discussion", "/admin/posts/sitesettings/discussion/", user=ADMINISTRATOR),
    Kind("settings-pings", "/admin/posts/sitesettings/pings/", user=ADMINISTRATOR),
    Kind("settings-privacy", "/admin/posts/sitesettings/privacy/", user=ADMINISTRATOR),
    Kind(
        "settings-refused",
        "/admin/posts/sitesettings/reading/",
        user=ADMINISTRATOR,
        sent=(("posts_per_page", "x"),),
    ),
    Kind("users", "/admin/auth/user/", user=ADMINISTRATOR),
    Kind("new-user", "/admin/auth/user/add/", user=ADMINISTRATOR),
    Kind("new-user-refused", "/admin/auth/user/add/", user=ADMINISTRATOR, sent=(("username", "?"),)),
    Kind("user", "/admin/auth/user/{user_id}/change/", user=ADMINISTRATOR),
    Kind("user-removal", "/admin/auth/user/{user_id}/delete/", user=ADMINISTRATOR),
    Kind("user-second-factor", "/admin/auth/user/{user_id}/second-factor/", user=ADMINISTRATOR),
    Kind("user-password", "/admin/auth/user/{user_id}/password/", user=ADMINISTRATOR),
    Kind("roles", "/admin/auth/group/", user=ADMINISTRATOR),
    Kind("role", "/admin/auth/group/{role_id}/change/", user=ADMINISTRATOR),
    Kind("edit-author", "/admin/posts/author/{author_id}/change/", user=ADMINISTRATOR),
    Kind("password", "/admin/password_change/", user=ADMINISTRATOR),
    Kind("password-changed", "/admin/password_change/done/", user=ADMINISTRATOR),
    Kind("profile", "/admin/profile/", user=AUTHOR),
    Kind("second-factor", "/admin/profile/second-factor/", user=ADMINISTRATOR),
    Kind("second-factor-key", "/admin/profile/second-factor/", user=CHARLIE),
    Kind("pings", "/admin/pings/", user=ADMINISTRATOR),
    Kind("sent-pings", "/admin/pings/sent/", user=ADMINISTRATOR),
    Kind("received-pings", "/admin/pings/received/", user=ADMINISTRATOR),
    Kind("sent-ping", "/admin/pings/sent/{sent_id}/", user=ADMINISTRATOR),
    Kind("received-ping", "/admin/pings/received/{received_id}/", user=ADMINISTRATOR),
    Kind("post-pings", "/admin/pings/post/{post_id}/", user=ADMINISTRATOR),
    Kind(
        "answer", "/admin/answer/?url=https://bob.example/&title=A+letter&text=Well+said.", user=ADMINISTRATOR
    ),
    Kind("doctor", "/admin/doctor/", user=ADMINISTRATOR),
    Kind("personal-data", "/admin/personal-data/", user=ADMINISTRATOR),
    Kind("personal-data-refused", "/admin/personal-data/", 422, ADMINISTRATOR, (("email", "x"),)),
    Kind("personal-data-found", "/admin/personal-data/", user=ADMINISTRATOR, sent=(WHO,)),
    Kind("personal-data-sure", "/admin/personal-data/", user=ADMINISTRATOR, sent=(WHO, ("action", "delete"))),
    Kind("personal-data-erased", "/admin/personal-data/", user=ADMINISTRATOR, sent=ERASE),
    Kind("akismet", "/admin/akismet/", user=ADMINISTRATOR),
    Kind("statistics", "/admin/statistics/", user=MODERATOR),
    Kind("statistics-year", "/admin/statistics/?span=months", user=ADMINISTRATOR),
]
STYLEGUIDE = [
    Kind(f"styleguide-{state}", f"/admin/styleguide/?state={state}", user=ADMINISTRATOR)
    for state in ("open", "closed", "empty", "errors")
]
EVERY = READERS + ADMIN + STYLEGUIDE
BY_NAME = {kind.name: kind for kind in EVERY}
