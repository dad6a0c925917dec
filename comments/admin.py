"""Comments have no forms of Django's: the moderators' queue is their place (comments.queue)."""
