"""A real Elasticsearch without a container: assembled from its Maven artifacts, run on a JDK.

`python -m scripts.elasticsearch [nodes]` starts a node (or a cluster) on free ports of this
machine and says its addresses; Ctrl-C stops it. `make run SEARCH=elasticsearch` and the tests
start the same. It has what the project uses and no more: no security, no plugins, no scripts.
"""

import contextlib
import http.client
import json
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts import children
from scripts.console import RefusalError, complain, say
from scripts.elasticsearch_jars import assemble, ensure, jdk

HOST = "127.0.0.1"
HEAP = "512m"
PATIENCE = 120.0
STOP_PATIENCE = 20.0

LOGGING = """status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d{ISO8601}][%-5p][%c{1.}] [%node_name]%marker %m%n
rootLogger.level = warn
rootLogger.appenderRef.console.ref = console
"""


def free_ports(number: int) -> list[int]:
    """Ports of this machine that nobody holds now, all different."""
    with contextlib.ExitStack() as stack:
        trials = [stack.enter_context(socket.socket()) for _ in range(number)]
        for trial in trials:
            trial.bind((HOST, 0))
        return [int(trial.getsockname()[1]) for trial in trials]


@dataclass
class Node:
    """One node: its folder, its ports, and its process once it runs."""

    home: Path
    port: int
    transport_port: int
    process: "subprocess.Popen[str] | None" = None

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def log(self) -> Path:
        return self.home / "logs" / "console.log"

    def furnish(self, cluster: str, peers: "list[Node]") -> None:
        """Make the folder: links to the jars, and the settings."""
        server = assemble()
        for name in ("config", "plugins", "logs", "tmp"):
            (self.home / name).mkdir(parents=True, exist_ok=True)
        for name in ("lib", "modules"):
            link = self.home / name
            link.unlink(missing_ok=True)
            link.symlink_to(server / name, target_is_directory=True)
        settings: dict[str, object] = {
            "cluster.name": cluster,
            "node.name": self.home.name,
            "http.host": HOST,
            "transport.host": HOST,
            "http.port": self.port,
            "transport.port": self.transport_port,
            "action.auto_create_index": False,
            "cluster.routing.allocation.disk.threshold_enabled": False,
        }
        if len(peers) == 1:
            settings["discovery.type"] = "single-node"
        else:
            settings["discovery.seed_hosts"] = [f"{HOST}:{p.transport_port}" for p in peers]
            settings["cluster.initial_master_nodes"] = [peer.home.name for peer in peers]
        lines = [f"{name}: {json.dumps(value)}\n" for name, value in settings.items()]
        (self.home / "config" / "elasticsearch.yml").write_text("".join(lines), encoding="utf-8")
        (self.home / "config" / "log4j2.properties").write_text(LOGGING, encoding="utf-8")

    def command(self, heap: str = HEAP) -> list[str | Path]:
        """What starts it."""
        return [
            jdk() / "bin" / "java", f"-Xms{heap}", f"-Xmx{heap}",
            f"-Des.path.home={self.home}", f"-Djava.io.tmpdir={self.home / 'tmp'}",
            "--module-path", self.home / "lib",
            "--add-modules=org.elasticsearch.server,ALL-MODULE-PATH,jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED,org.apache.lucene.core",
            "-cp", assemble() / "classes", "EsNode",
        ]  # fmt: skip

    def start(self, heap: str = HEAP) -> None:
        """Start it; `wait` says when it answers."""
        with self.log.open("a", encoding="utf-8") as log:
            self.process = children.start(self.command(heap), output=log)

    def stop(self) -> None:
        """SIGTERM, and patience: it closes its files."""
        if self.process is not None:
            children.stop(self.process, STOP_PATIENCE)


def prepare_node(home: Path, cluster: str = "approdo") -> Node:
    """A single node in a folder of its own, furnished and not yet started."""
    port, transport_port = free_ports(2)
    node = Node(home, port, transport_port)
    node.furnish(cluster, [node])
    return node


def health(url: str) -> dict[str, object] | None:
    """What a node says of its cluster; None while it does not answer or has no master."""
    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=10)
    try:
        connection.request("GET", "/_cluster/health?local=true")
        response = connection.getresponse()
        found = json.loads(response.read())
        return found if response.status == 200 and isinstance(found, dict) else None
    except (OSError, http.client.HTTPException, ValueError):
        return None
    finally:
        connection.close()


def is_ready(url: str, nodes: int = 1) -> bool:
    """Whether the cluster answers, with so many nodes."""
    found = health(url)
    return found is not None and found.get("number_of_nodes") == nodes


def wait(nodes: list[Node]) -> None:
    """Wait until all nodes answer as one cluster. Raises RefusalError if they do not."""
    end = time.monotonic() + PATIENCE
    for node in nodes:
        while not is_ready(node.url, len(nodes)):
            dead = node.process is None or node.process.poll() is not None
            if dead or time.monotonic() > end:
                words = node.log.read_text(encoding="utf-8").strip().splitlines()[-5:]
                raise RefusalError("Elasticsearch did not start: " + " / ".join(words))
            time.sleep(0.1)


@contextlib.contextmanager
def running(folder: Path, count: int = 1, heap: str = HEAP) -> Iterator[list[Node]]:
    """A cluster of so many nodes below a folder, until the block ends."""
    ports = free_ports(2 * count)
    nodes = [
        Node(folder / f"node-{number}", ports[2 * number], ports[2 * number + 1])
        for number in range(count)
    ]
    cluster = f"approdo-{uuid.uuid4().hex[:12]}"
    try:
        for node in nodes:
            node.furnish(cluster, nodes)
            node.start(heap)
        wait(nodes)
        yield nodes
    finally:
        for node in nodes:
            if node.process is not None and node.process.poll() is None:
                node.process.terminate()
        for node in nodes:
            node.stop()


def main() -> int:
    """Run a cluster until stopped."""
    children.interrupt_on_signals()
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    try:
        ensure()
        with (
            tempfile.TemporaryDirectory() as folder,
            running(Path(folder), count) as nodes,
        ):
            say(" ".join(node.url for node in nodes))
            while all(node.process and node.process.poll() is None for node in nodes):
                time.sleep(0.5)
            complain("A node of Elasticsearch ended.")
            return 1
    except RefusalError as refusal:
        complain(str(refusal))
        return 1
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
