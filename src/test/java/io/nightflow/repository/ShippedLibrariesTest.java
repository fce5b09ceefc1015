package io.nightflow.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What ships beside our own classes tells nobody of the site that it is used on. */
class ShippedLibrariesTest {
    private static final Path NATIVE = Path.of("target/nightflow/native");

    /** ONNX Runtime 1.29.0 was seen to keep a device's number in its user's home, and has an HTTP client to send it. */
    @Test
    void the_native_parts_can_speak_to_no_server() throws IOException {
        List<Path> libraries;
        try (Stream<Path> files = Files.walk(NATIVE)) {
            libraries = files.filter(file -> file.toString().endsWith(".so")).toList();
        }
        assertThat(libraries).hasSizeGreaterThanOrEqualTo(10);
        for (Path library : libraries) {
            String text = Files.readString(library, StandardCharsets.ISO_8859_1);
            assertThat(List.of("HTTP/1.1", "HTTP/2", "libcurl", "OneCollector"))
                    .as(library.toString())
                    .noneMatch(text::contains);
        }
    }
}
