"""What the gateway knows of an OPC UA server and of the nodes it follows there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dure.floor.gateway.points import Point


@dataclass(frozen=True)
class Node:
    """A variable, by its node id as text (`ns=2;s=Press.Count`)."""

    point: Point
    node_id: str

    @property
    def mark(self) -> str:
        """The name under which a keeper remembers how far this node has been told."""
        return f"opcua/{self.point.source}/{self.node_id}"


@dataclass(frozen=True)
class Security:
    """Policy and mode as OPC UA names them, with this gateway's certificate and key, and the server's if pinned."""

    policy: str
    mode: str
    certificate: Path
    key: Path
    server_certificate: Path | None = None

    @property
    def line(self) -> str:
        parts = [self.policy, self.mode, str(self.certificate), str(self.key)]
        return ",".join(parts + ([str(self.server_certificate)] if self.server_certificate else []))


@dataclass(frozen=True)
class Server:
    """`source_times`: believe the times the server gives. `silence_s`: after this long the client is built anew."""

    source: str
    url: str
    nodes: tuple[Node, ...]
    publish_ms: int = 500
    sampling_ms: int = 100
    timeout_s: float = 4
    silence_s: float = 15
    source_times: bool = True
    history: bool = True
    user: str = ""
    password: str = ""
    security: Security | None = None
