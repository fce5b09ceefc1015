package io.nightflow.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** An authority of a test's own (openssl), whose certificates lie in a folder: {@code ca.pem}, and NAME.pem with NAME.key of each. */
public final class TestAuthority {
    private final Path folder;

    /** Makes it. */
    public TestAuthority(Path folder) throws IOException {
        this.folder = folder;
        openssl("req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 9 -subj /CN=ca");
    }

    /** Gives out a certificate of this subject, which is its host name too. */
    public void certify(String name, String subject) throws IOException {
        certify(name, subject, 9);
    }

    /** One that lasts so many days; one of -1 has ended yesterday. */
    public void certify(String name, String subject, int days) throws IOException {
        openssl("req -newkey rsa:2048 -nodes -keyout %1$s.key -out %1$s.csr -subj /CN=%2$s".formatted(name, subject));
        Files.writeString(folder.resolve(name + ".ext"), "subjectAltName=DNS:" + subject + "\n");
        openssl(("x509 -req -in %1$s.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days %2$d -out %1$s.pem"
                        + " -extfile %1$s.ext")
                .formatted(name, days));
    }

    private void openssl(String arguments) throws IOException {
        Process process = new ProcessBuilder(("openssl " + arguments).split(" ", -1))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.onExit().join().exitValue()).as(said).isZero();
    }
}
