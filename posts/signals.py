"""What posts tells the apps above it; sent with ``send`` inside the transaction, keyword ``post``."""

from django.dispatch import Signal

post_published = Signal()
post_updated = Signal()
post_withdrawn = Signal()
post_handed_over = Signal()  # `before`: the key of who was its author
