"""The embedded broker: kombu's folder of files, with messages that appear whole or not at all.

Kombu writes a message in place; a sender killed (or a disk full) halfway leaves a file that ends the worker that
reads it. Here a message is renamed into place, and one that cannot be read is dropped: the sweeper sends it again.
"""

import json
import logging
import os
import uuid
from pathlib import Path
from time import time_ns
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.transport.virtual import Empty

logger = logging.getLogger(__name__)


class Channel(filesystem.Channel):
    """A channel whose queue is a folder of files named ``time_random.queue.msg``."""

    def _put(self, queue: str, payload: dict[str, Any], **kwargs: Any) -> None:  # type: ignore[override]
        name = f"{time_ns():020d}_{uuid.uuid4().hex}.{queue}.msg"
        whole = Path(self.data_folder_out) / name
        partial = whole.with_name(f".{name}.new")
        try:
            partial.write_text(json.dumps(payload))
            partial.rename(whole)
        except OSError as error:
            raise ChannelError(f"cannot add a message to {self.data_folder_out}: {error}") from error

    def _get(self, queue: str, timeout: float | None = None) -> dict[str, Any]:
        folder = Path(self.data_folder_in)
        for name in sorted(os.listdir(folder)):
            if name.startswith(".") or name.partition(".")[2] != f"{queue}.msg":
                continue
            payload = self._take(folder / name)
            if payload is not None:
                return payload
        raise Empty

    def _take(self, path: Path) -> dict[str, Any] | None:
        """Read and remove one message; None when another worker was faster or it cannot be read."""
        mine = path.with_name(f".{path.name}.taken")
        try:
            path.rename(mine)
            text = mine.read_text()
            mine.unlink()
            return json.loads(text)
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            logger.warning("dropped a message that cannot be read, %s: %s", path.name, error)
            return None


class Transport(filesystem.Transport):
    """What ``broker_transport`` names."""

    Channel = Channel
