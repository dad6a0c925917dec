"""What comments tells the apps above it; sent with ``send`` inside the transaction, keyword ``comment``."""

from django.dispatch import Signal

comment_approved = Signal()
