"""``dure serve`` and ``dure demo``: the product itself."""

import argparse
import errno
import os
import signal
import socket
import subprocess
import sys
import warnings
from typing import Any

from dure.commands.setup import check_production, start_django
from dure.commands.terminal import complain, say

Subparsers = Any
DEFAULT_PORT = 8000


def add_parsers(subparsers: Subparsers) -> None:
    """Add ``serve``, ``demo`` and ``assets``."""
    serve = subparsers.add_parser("serve", help="serve the web application and its worker")
    serve.add_argument("--port", type=port_number, default=DEFAULT_PORT, help="where to listen")
    serve.add_argument("--host", default="127.0.0.1", help="the address to listen on; keep it local behind a proxy")
    serve.set_defaults(run=run_serve)
    demo = subparsers.add_parser("demo", help="build the demo year (once), then serve it")
    demo.add_argument("--port", type=port_number, default=DEFAULT_PORT, help="where to listen")
    demo.add_argument("--host", default="127.0.0.1", help="the address to listen on; keep it local behind a proxy")
    demo.add_argument("--fresh", action="store_true", help="remove what is there and build the demo year anew")
    demo.add_argument("--no-serve", action="store_true", help="only build it")
    demo.set_defaults(run=run_demo)
    worker = subparsers.add_parser("worker", help="run jobs and send mail (`dure serve` starts one itself)")
    worker.set_defaults(run=run_worker)
    door = subparsers.add_parser("door", help="write what factories tell (`dure serve` starts one itself)")
    door.set_defaults(run=run_ingest_door)


def port_number(text: str) -> int:
    """A TCP port as argparse reads it."""
    port = int(text)
    if not 1 <= port <= 65535:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return port


def run_serve(arguments: argparse.Namespace) -> int:
    """Serve until stopped; exit 2 when the port is taken or the settings are unsafe."""
    if not port_is_free(arguments.host, arguments.port):
        return 2
    start_django(migrate=True)
    if not check_production():
        return 2
    return serve(arguments.host, arguments.port)


def run_worker(arguments: argparse.Namespace) -> int:
    """Run jobs until stopped: for a site that runs the web application and its worker apart."""
    start_django()
    from dure.foundation.installation.running import hold_home
    from dure.foundation.jobs.worker import run_worker as work

    hold_home()
    work()
    return 0


def run_ingest_door(arguments: argparse.Namespace) -> int:
    """Own the factories' event files until stopped; 1 when another process owns them."""
    start_django()
    from django.utils import timezone

    from dure.floor.events.door import run_door
    from dure.floor.events.owner import arrival_time
    from dure.foundation.installation.running import hold_home

    hold_home()
    ahead = arrival_time() - timezone.now()
    try:
        run_door(lambda: timezone.now() + ahead)
    except BlockingIOError:
        complain(say("another process writes the factories' events", "다른 프로세스가 공장 기록을 쓰고 있습니다"))
        return 1
    return 0


def run_demo(arguments: argparse.Namespace) -> int:
    """Build the demo year unless it is there, then serve it; a home with real work in it is refused."""
    if not arguments.no_serve and not port_is_free(arguments.host, arguments.port):
        return 2
    start_django(migrate=True)
    from dure.demo.build import HomeInUse, build_demo

    try:
        build_demo(fresh=arguments.fresh)
    except HomeInUse as error:
        print(error, file=sys.stderr)
        return 2
    return 0 if arguments.no_serve else serve(arguments.host, arguments.port)


def port_is_free(host: str, port: int) -> bool:
    """Whether the address can be bound; says in one line what to do if not."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            taken = error.errno == errno.EADDRINUSE
            why = "is taken by another program" if taken else f"cannot be used ({error.strerror})"
            print(f"Port {port} on {host} {why}. Choose another with --port.", file=sys.stderr)
            return False
    return True


def first_page() -> str:
    """Where to begin: on an empty home the set-up page with the key that lets one in from another machine."""
    from dure.foundation.installation.home import secret
    from dure.foundation.installation.queries import installation

    return "" if installation() is not None else f"first-run/?key={secret('first-run')}"


def serve(host: str, port: int) -> int:
    """Run the web application here, the worker and the factories' ingest door in child processes that end with it."""
    import uvicorn

    # Static files and downloads are small and read at once; Django's advice to stream them does not apply.
    warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
    # uvicorn gives a signal back to whoever had it before: the children must be ended then too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    children = [
        subprocess.Popen([sys.executable, "-m", "dure.cli", name], env=os.environ.copy()) for name in ("worker", "door")
    ]
    try:
        print(f"Dure: http://{host}:{port}/{first_page()}", flush=True)
        uvicorn.run(
            "dure.config.asgi:application",
            host=host,
            port=port,
            log_level="warning",
            lifespan="off",
            server_header=False,
        )
    finally:
        for child in children:
            child.terminate()
        for child in children:
            try:
                child.wait(timeout=5)
            except subprocess.TimeoutExpired:
                child.kill()
    return 0
