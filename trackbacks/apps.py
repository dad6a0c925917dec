"""The app of links, discovery, protocols and pings, out and in."""

from django.apps import AppConfig


class TrackbacksConfig(AppConfig):
    name = "trackbacks"

    def ready(self) -> None:
        from posts import feeds
        from posts.admin import panels
        from trackbacks import (  # noqa: F401 - they register themselves
            feed_elements,
            pingable,
            receivers,
            rehearsed,
            rehearsing,
            seeing,
        )
        from trackbacks.panel import pings_panel

        panels.register(pings_panel)
        panels.reads(rehearsing.request)
        panels.register_promise(rehearsed.told)
        feeds.item_elements.append(feed_elements.of_posts)
