"""The jars of Elasticsearch, from Maven, and a launcher for them: put together once, then kept."""

import fcntl
import hashlib
import shutil
import subprocess
import tempfile
from pathlib import Path

from scripts import tools
from scripts.console import RefusalError, step
from scripts.paths import ROOT

VERSION = "9.5.3"
SHA256 = "0a1279b8f83734b9ec21187a69c24c4d27a31b7db27a3f3ffd02aabae2e4388e"
"""Of all jars together: their names and their checksums."""
CACHE = ROOT / "var" / "tools" / f"elasticsearch-{VERSION}"
PLUGIN = "transport-netty4"
ARTIFACTS = {
    "lib": ("org.elasticsearch", "elasticsearch"),
    f"modules/{PLUGIN}": ("org.elasticsearch.plugin", PLUGIN),
}
SHARED_WITH_SERVER = ("elasticsearch-core-*.jar", "elasticsearch-entitlement-*.jar")
MAVEN_TIMEOUT = 900

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
    command = [str(jdk() / "bin" / "javac"), "--release", str(tools.OLDEST_JDK)]
    command += ["-d", str(draft / "classes")]
    command += ["-cp", str(draft / "lib" / "*"), str(source)]
    _run(command, "The launcher of Elasticsearch could not be compiled")


def jdk() -> Path:
    """The JDK to run it with. Raises RefusalError where there is none."""
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
