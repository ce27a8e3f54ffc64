"""A real Elasticsearch without a container: assembled from its Maven artifacts, run on a JDK.

`python -m scripts.elasticsearch [nodes]` starts a node (or a cluster) on free ports of this
machine and says its addresses; Ctrl-C stops it. `make run SEARCH=elasticsearch` and the tests
start the same. It has what the project uses and no more: no security, no plugins, no scripts.
"""

import contextlib
import fcntl
import hashlib
import http.client
import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts import children, tools
from scripts.console import RefusalError, complain, say, step
from scripts.paths import ROOT

VERSION = "9.5.3"
SHA256 = "0a1279b8f83734b9ec21187a69c24c4d27a31b7db27a3f3ffd02aabae2e4388e"
"""Of all jars together: their names and their checksums."""
HOST = "127.0.0.1"
CACHE = ROOT / "var" / "tools" / f"elasticsearch-{VERSION}"
PLUGIN = "transport-netty4"
ARTIFACTS = {
    "lib": ("org.elasticsearch", "elasticsearch"),
    f"modules/{PLUGIN}": ("org.elasticsearch.plugin", PLUGIN),
}
SHARED_WITH_SERVER = ("elasticsearch-core-*.jar", "elasticsearch-entitlement-*.jar")
HEAP = "512m"
MAVEN_TIMEOUT = 900
PATIENCE = 120.0
STOP_PATIENCE = 20.0

POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>approdo</groupId><artifactId>{name}-home</artifactId><version>1</version>
  <dependencies><dependency>
    <groupId>{group}</groupId><artifactId>{name}</artifactId><version>{version}</version>
  </dependency></dependencies>
</project>
"""

LAUNCHER = """
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

public class EsNode {
    public static void main(String[] args) throws Exception {
        LogConfigurator.configureESLogging();
        Path home = Path.of(System.getProperty("es.path.home"));
        Settings settings = Settings.builder().put("path.home", home).build();
        Environment env = InternalSettingsPreparer.prepareEnvironment(
            settings, Map.of(), home.resolve("config"), () -> "node");
        LogConfigurator.setNodeName(home.getFileName().toString());
        LogConfigurator.registerErrorListener();
        LogConfigurator.configure(env, true);
        var loader = PluginsLoader.createPluginsLoader(
            PluginsLoader.loadModulesBundles(env.modulesDir(), false), Set.of(), Map.of());
        Node node = new Node(env, loader);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try { node.close(); } catch (IOException e) { e.printStackTrace(); }
        }));
        node.start();
        System.out.println("ready");
        Thread.currentThread().join();
    }
}
"""

LOGGING = """status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d{ISO8601}][%-5p][%c{1.}] [%node_name]%marker %m%n
rootLogger.level = warn
rootLogger.appenderRef.console.ref = console
"""


def why_not() -> str:
    """What is missing on this machine to run Elasticsearch, in plain words; or nothing."""
    missing = [] if tools.jdk() else [f"a JDK of version {tools.OLDEST_JDK} or newer"]
    missing += [] if tools.maven() or _is_whole() else ["Maven"]
    return " and ".join(missing)


def ensure() -> None:
    """Install what is missing where this user may. Raises RefusalError where she may not."""
    if why_not():
        reason = tools.install(tools.ELASTICSEARCH_PACKAGES)
        tools.jdk.cache_clear()
        if missing := why_not():
            raise RefusalError(f"Elasticsearch needs {missing}. {reason}".strip())


def _is_whole() -> bool:
    return (CACHE / "classes" / "EsNode.class").exists()


def assemble() -> Path:
    """The folder with the server's jars and its launcher; put together once, then kept.

    Raises RefusalError where that is not possible.
    """
    CACHE.parent.mkdir(parents=True, exist_ok=True)
    with (CACHE.parent / f".{CACHE.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _is_whole():
            draft = Path(tempfile.mkdtemp(prefix=f"{CACHE.name}-", dir=CACHE.parent))
            try:
                with step(f"Putting Elasticsearch {VERSION} together"):
                    _fetch(draft)
                    _compile(draft)
                shutil.rmtree(CACHE, ignore_errors=True)
                draft.rename(CACHE)
            finally:
                shutil.rmtree(draft, ignore_errors=True)
    return CACHE


def _fetch(draft: Path) -> None:
    """Have Maven copy the jars, and see that they are those we know."""
    maven = tools.maven()
    if maven is None:
        raise RefusalError("Elasticsearch needs Maven: apt install maven")
    for place, (group, name) in ARTIFACTS.items():
        pom = draft / f"{name}.xml"
        pom.write_text(POM.format(group=group, name=name, version=VERSION), encoding="utf-8")
        goal = ["dependency:copy-dependencies", f"-DoutputDirectory={draft / place}"]
        _run([maven, "-q", "-B", "-f", str(pom), *goal], "Maven could not fetch Elasticsearch")
    folder = draft / "modules" / PLUGIN
    for pattern in SHARED_WITH_SERVER:
        for jar in folder.glob(pattern):
            jar.unlink()
    found = _digest(draft)
    if found != SHA256:
        raise RefusalError(f"The jars of Elasticsearch are not those expected: {found}")
    inside = f"META-INF/es-plugins/{PLUGIN}/"
    shutil.unpack_archive(folder / f"{PLUGIN}-{VERSION}.jar", draft / "unpacked", "zip")
    for file in ("plugin-descriptor.properties", "entitlement-policy.yaml"):
        shutil.move(draft / "unpacked" / inside / file, folder / file)
    shutil.rmtree(draft / "unpacked")


def _digest(draft: Path) -> str:
    total = hashlib.sha256()
    for jar in sorted(draft.rglob("*.jar")):
        content = hashlib.sha256(jar.read_bytes()).hexdigest()
        total.update(f"{jar.relative_to(draft)} {content}\n".encode())
    return total.hexdigest()


def _compile(draft: Path) -> None:
    source = draft / "EsNode.java"
    source.write_text(LAUNCHER, encoding="utf-8")
    command = [str(_jdk() / "bin" / "javac"), "--release", str(tools.OLDEST_JDK)]
    command += ["-d", str(draft / "classes")]
    command += ["-cp", str(draft / "lib" / "*"), str(source)]
    _run(command, "The launcher of Elasticsearch could not be compiled")


def _jdk() -> Path:
    found = tools.jdk()
    if found is None:
        raise RefusalError(
            f"Elasticsearch needs a JDK of version {tools.OLDEST_JDK} or newer (JAVA_HOME)."
        )
    return found


def _run(command: list[str], complaint: str) -> None:
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, timeout=MAVEN_TIMEOUT
    )
    if done.returncode:
        lines = (done.stdout + done.stderr).strip().splitlines() or ["no reason given"]
        reason = next((line for line in lines if "ERROR" in line or "error:" in line), lines[-1])
        raise RefusalError(f"{complaint}: {reason}")


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
            _jdk() / "bin" / "java", f"-Xms{heap}", f"-Xmx{heap}",
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
