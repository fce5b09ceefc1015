package io.nightflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.gateway.NightflowProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the launcher gives to Java, and what an installation needs around it. */
@Tag("slow")
class LauncherTest {
    private static final String NO_32_BITS =
            "nightflow: this is a 32-bit system, Nightflow runs on 64 bits only (amd64, arm64)."
                    + " Install the 64-bit image of your board's system";

    @TempDir
    private Path folder;

    @Test
    void jars_of_the_gateways_folder_are_on_the_class_path_and_the_data_folder_is_known() throws Exception {
        Path home = home("with blanks");
        Path data = Files.createDirectories(folder.resolve("data/ext")).getParent();
        Files.writeString(home.resolve("data-folder"), data + "\n");
        assertThat(launched(home, "check"))
                .contains("-Dnightflow.data=" + data)
                .anyMatch(argument -> argument.endsWith("lib/*:" + data + "/ext/*"));
        Path other = Files.createDirectories(folder.resolve("other/ext")).getParent();
        assertThat(launched(home, "check", "--dir", other.toString()))
                .anyMatch(argument -> argument.endsWith("lib/*:" + other + "/ext/*"));
        assertThat(launched(home, "run", "--dir=" + other))
                .anyMatch(argument -> argument.endsWith(":" + other + "/ext/*"));
        assertThat(launched(home, "check", "--dir", folder.toString()))
                .noneMatch(argument -> argument.contains("/ext/"));
    }

    @Test
    void a_gateway_that_is_out_of_memory_ends_so_that_it_is_started_again() throws Exception {
        assertThat(launched(home("nightflow"), "run")).contains("-XX:+ExitOnOutOfMemoryError");
        NightflowProcess full = NightflowProcess.startMainWith(
                List.of("-Xmx32m", "-XX:+ExitOnOutOfMemoryError"), Hungry.class.getName());
        assertThat(full.rest()).anyMatch(line -> line.contains("OutOfMemoryError"));
        assertThat(full.process().waitFor()).isEqualTo(3);
    }

    /** Takes all memory, and would go on. */
    static final class Hungry {
        public static void main(String[] args) throws InterruptedException {
            List<byte[]> kept = new ArrayList<>();
            Thread eats = new Thread(() -> {
                while (true) {
                    kept.add(new byte[1_048_576]);
                }
            });
            eats.start();
            Thread.currentThread().join();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"armv7l", "i686"})
    void a_32_bit_system_is_refused_before_anything_runs(String machine) throws Exception {
        Path home = home("nightflow");
        Path uname = Files.createDirectories(folder.resolve("bin")).resolve("uname");
        Files.writeString(uname, "#!/bin/sh\necho " + machine + "\n");
        Files.setPosixFilePermissions(uname, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(launched(home, folder + "/bin:" + System.getenv("PATH"), List.of("check")))
                .containsExactly(NO_32_BITS);
    }

    @Test
    void a_32_bit_java_on_a_64_bit_kernel_is_refused() throws Exception {
        Path home = home("nightflow");
        Files.writeString(folder.resolve("java/release"), "JAVA_VERSION=\"17.0.15\"\nOS_ARCH=\"arm\"\n");
        assertThat(launched(home, "check")).containsExactly(NO_32_BITS);
    }

    @Test
    void an_archive_is_made_of_a_start_or_not_at_all() throws Exception {
        Path home = home("with blanks");
        Files.createDirectories(home.resolve("routes"));
        Files.writeString(home.resolve("routes/own.camel.yaml"), "- route:\n    id: own\n");
        Files.writeString(home.resolve("routes/shape.camel.yaml"), "- routeTemplate:\n    id: shape\n");
        Files.writeString(home.resolve("classes-17.jsa"), "of before");
        Path java = folder.resolve("java/bin/java");
        String look = "#!/bin/sh\nfor each; do last=$each; done\nls \"$last/routes\" >" + folder + "/routes\n";
        Files.writeString(java, look + "echo sorry\nexit 1\n");
        assertThat(launched(home, "archive")).containsExactly("sorry", "nightflow: no archive of classes was made");
        assertThat(home.resolve("classes-17.jsa")).doesNotExist();
        Files.writeString(java, look + "echo classes >.classes-new.jsa\n");
        assertThat(launched(home, "archive")).isEmpty();
        assertThat(home.resolve("classes-17.jsa")).hasContent("classes");
        assertThat(folder.resolve("routes")).as("none of a site's own").hasContent("shape.camel.yaml");
        assertThat(home.toFile().list()).noneMatch(name -> name.startsWith(".classes"));
    }

    @Test
    void run_says_what_is_wrong_in_a_line_and_by_its_exit_code() throws Exception {
        Path missing = folder.resolve("missing");
        NightflowProcess nowhere = NightflowProcess.start("run", "--dir", missing.toString());
        assertThat(nowhere.rest())
                .containsExactly("nightflow: --dir: " + missing + " is not there. Name a gateway's folder");
        assertThat(nowhere.process().waitFor()).isEqualTo(2);
        NightflowProcess.folder(folder, "site.zone = Nowhere\n");
        NightflowProcess wrong = NightflowProcess.start("run", "--dir", folder.toString());
        assertThat(wrong.rest()).hasSize(1).first().asString().contains("site.zone: must be");
        assertThat(wrong.process().waitFor()).isEqualTo(78);
    }

    @Test
    void names_in_any_language_work_where_a_service_has_no_locale() throws Exception {
        Path home = home("nightflow");
        assertThat(launched(home, "check")).contains("LC_ALL=C.UTF-8");
        Path data = NightflowProcess.folder(folder.resolve("data"), "");
        String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        String korean = "d=" + folder
                + "/$(printf '\\354\\234\\240\\353\\237\\211 \\354\\247\\200\\354\\247\\221'); cp -r " + data
                + " \"$d\"; exec " + java + " -Donnxruntime.native.path="
                + System.getProperty("onnxruntime.native.path")
                + " -cp '" + System.getProperty("java.class.path") + "' io.nightflow.Nightflow check --dir \"$d\"";
        NightflowProcess check = NightflowProcess.startProgram(
                "env", "-i", "PATH=" + System.getenv("PATH"), "LC_ALL=C.UTF-8", "sh", "-c", korean);
        assertThat(check.rest())
                .anyMatch(line -> line.matches("routes +ok"))
                .noneMatch(line -> line.contains("Exception"));
    }

    @Test
    void a_component_in_a_jar_of_ext_is_one_that_routes_may_use() throws Exception {
        NightflowProcess.folder(folder, "");
        Files.writeString(
                folder.resolve("routes/mine.camel.yaml"),
                "- route:\n    id: mine\n    from:\n      uri: direct:mine\n      steps:\n        - to: hello:world\n");
        assertThat(check(""))
                .anyMatch(
                        line -> line.contains("mine.camel.yaml:6: - to: hello:world: there is no component hello here."
                                + " Put its jar and what it needs into ext/"));
        jar();
        assertThat(check(":" + folder + "/ext/*")).anyMatch(line -> line.matches("routes +ok"));
    }

    private List<String> check(String more) throws IOException {
        return NightflowProcess.startProgram(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path") + more,
                        "io.nightflow.Nightflow",
                        "check",
                        "--dir",
                        folder.toString())
                .rest();
    }

    /** A component of Camel's as an integrator would get it: one jar. */
    private void jar() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Path source = Files.writeString(folder.resolve("Hello.java"), """
                import java.util.Map;
                import org.apache.camel.Endpoint;
                import org.apache.camel.support.DefaultComponent;
                public class Hello extends DefaultComponent {
                    @Override
                    protected Endpoint createEndpoint(String uri, String rest, Map<String, Object> options) {
                        return getCamelContext().getEndpoint("log:" + rest);
                    }
                }
                """);
        int failures = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", classes.toString(), source.toString());
        assertThat(failures).isZero();
        Files.createDirectories(folder.resolve("ext"));
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(folder.resolve("ext/hello.jar")))) {
            jar.putNextEntry(new JarEntry("Hello.class"));
            jar.write(Files.readAllBytes(classes.resolve("Hello.class")));
            jar.putNextEntry(new JarEntry("META-INF/services/org/apache/camel/component/hello"));
            jar.write("class=Hello\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    @Test
    void one_gateway_runs_on_a_folder() throws Exception {
        NightflowProcess.folder(folder, "meter.port = " + folder + "/meter\ndevice.port = " + folder + "/device\n");
        NightflowProcess first = NightflowProcess.start("run", "--dir", folder.toString());
        try {
            first.waitFor("Nightflow runs");
            first.drainInBackground();
            NightflowProcess second = NightflowProcess.start("run", "--dir", folder.toString());
            assertThat(second.rest())
                    .containsExactly("nightflow: another gateway, process "
                            + first.process().pid() + ", runs on " + folder
                            + "/nightflow.db. Stop it first, or name another folder with --dir");
            assertThat(second.process().waitFor()).isEqualTo(1);
        } finally {
            first.process().destroyForcibly();
        }
    }

    /** An installation whose Java says what it was given. */
    private Path home(String name) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name));
        Files.copy(Path.of("nightflow"), home.resolve("nightflow"));
        Path java = Files.createDirectories(folder.resolve("java/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho \"LC_ALL=$LC_ALL\"\nfor each; do echo \"$each\"; done\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(folder.resolve("java/release"), "JAVA_VERSION=\"17.0.15\"\n");
        return home;
    }

    private List<String> launched(Path home, String argument, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(argument));
        arguments.addAll(List.of(more));
        return launched(home, System.getenv("PATH"), arguments);
    }

    private List<String> launched(Path home, String programs, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "env",
                "-i",
                "PATH=" + programs,
                "JAVA_HOME=" + folder.resolve("java"),
                "sh",
                home.resolve("nightflow").toString()));
        command.addAll(arguments);
        return NightflowProcess.startProgram(command.toArray(String[]::new)).rest();
    }
}
