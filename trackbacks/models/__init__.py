"""The job rows of pings: looking for links, telling others, and being told."""

from trackbacks.models.incoming import IncomingPing
from trackbacks.models.outgoing import LinkScan, OutgoingPing, OwnLink

__all__ = ["IncomingPing", "LinkScan", "OutgoingPing", "OwnLink"]
