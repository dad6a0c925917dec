"""Spam checks that only make sense for pings; see `comments.checks` for how they are weighed."""
