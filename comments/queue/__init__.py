"""The moderators' queue at /admin/discussion/: what is listed, what one POST does, and the page that joins them."""
