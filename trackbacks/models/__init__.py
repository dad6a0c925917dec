"""The job rows of pings: rehearsing, looking for links, telling others, and being told."""

from trackbacks.models.incoming import IncomingPing
from trackbacks.models.outgoing import LinkScan, OutgoingPing, OwnLink
from trackbacks.models.rehearsal import Rehearsal

__all__ = ["IncomingPing", "LinkScan", "OutgoingPing", "OwnLink", "Rehearsal"]
