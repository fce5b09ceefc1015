package io.nightflow.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** The package that was built, as one of another version: the same program, its launcher with a hook. */
final class AnotherVersion {
    private final Path deb;
    private final Path work;

    /** Of this package, made in a folder. */
    AnotherVersion(Path deb, Path work) throws IOException {
        this.deb = deb;
        this.work = Files.createDirectories(work);
    }

    /** The package that {@code mvn -Pdist package} has left. */
    static Optional<Path> ours() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().matches("nightflow_[0-9.]+_amd64\\.deb"))
                    .findFirst();
        }
    }

    /** With a step of the schema more where wanted. */
    void write(Path out, String version, boolean schema) throws Exception {
        Path tree = work.resolve("tree");
        Commands.run("dpkg-deb", "-R", deb.toString(), tree.toString());
        Path control = tree.resolve("DEBIAN/control");
        Files.writeString(control, Files.readString(control).replaceFirst("Version: .*", "Version: " + version));
        Path program = tree.resolve("usr/lib/nightflow/package");
        Path launcher = program.resolve("nightflow");
        Files.writeString(
                launcher,
                Files.readString(launcher)
                        .replace("\nset -eu\n", "\nset -eu\n[ ! -r /etc/nightflow-hook ] || . /etc/nightflow-hook\n"));
        Path jar = program.resolve("lib/nightflow-1.0.0.jar");
        if (schema) {
            addSchema(jar, program.resolve("lib"));
        }
        Files.move(jar, jar.resolveSibling("nightflow-" + version + ".jar"));
        Commands.run("dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "-b", tree.toString(), out.toString());
        Commands.run("rm", "-rf", tree.toString());
    }

    private void addSchema(Path jar, Path libraries) throws Exception {
        String source = Files.readString(Path.of("src/main/java/io/nightflow/store/Schema.java"));
        Path changed = Files.createDirectories(work.resolve("src")).resolve("Schema.java");
        Files.writeString(changed, source.replaceFirst("\\.sql\"\\);", ".sql\", \"0999-next.sql\");"));
        int failures = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        jar + ":" + libraries + "/*",
                        "-d",
                        work.resolve("classes").toString(),
                        changed.toString());
        assertThat(failures).isZero();
        Path sql = Files.createDirectories(work.resolve("classes/schema"));
        Files.writeString(sql.resolve("0999-next.sql"), "CREATE TABLE next (a INTEGER) STRICT;\n");
        Commands.run(
                Path.of(System.getProperty("java.home"), "bin/jar").toString(),
                "uf",
                jar.toString(),
                "-C",
                work.resolve("classes").toString(),
                ".");
        assertThat(List.of(jar)).allMatch(Files::exists);
    }
}
