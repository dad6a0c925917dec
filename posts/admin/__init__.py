"""The admin of posts and of what stands around them; every page shows each user only what is theirs."""

from posts.admin import images, menus, pages, people, post, series, site, subscriber, taxonomy

__all__ = ["images", "menus", "pages", "people", "post", "series", "site", "subscriber", "taxonomy"]
