"""The app of links, discovery, protocols and pings, out and in."""

from django.apps import AppConfig


class TrackbacksConfig(AppConfig):
    name = "trackbacks"

    def ready(self) -> None:
        from comments import judging
        from posts import feeds
        from posts.admin import panels, post_columns
        from trackbacks import (  # noqa: F401 - they register themselves
            befriending,
            feed_elements,
            pingable,
            receivers,
            rehearsed,
            rehearsing,
            seeing,
            told_column,
        )
        from trackbacks.panel import pings_panel

        panels.register(pings_panel)
        panels.reads(rehearsing.request)
        panels.register_promise(rehearsed.told)
        post_columns.register(told_column.told)
        judging.register_facts(befriending.facts)
        feeds.item_elements.append(feed_elements.of_posts)
