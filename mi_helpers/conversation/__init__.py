"""A client to talk to: simulated conversations, their summary as MITI counts it, and the same for any transcript.

``from mi_helpers.conversation import converse`` and ``converse("dana")`` show a client in a notebook; ``mi converse``
and ``mi review`` do the same in a terminal.
"""

from typing import TYPE_CHECKING, Any

from mi_helpers.conversation.client import Client, ClientError, client_names, load_client
from mi_helpers.conversation.simulator import Conversation, ConversationError, replay

if TYPE_CHECKING:
    from mi_helpers.conversation.screen import converse

__all__ = [
    "Client",
    "ClientError",
    "Conversation",
    "ConversationError",
    "client_names",
    "converse",
    "load_client",
    "replay",
]


def __getattr__(name: str) -> Any:
    # The screen needs widgets, which take a second to load: the command line goes without.
    if name == "converse":
        from mi_helpers.conversation.screen import converse  # noqa: PLC0415

        return converse
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
