package io.nightflow.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** The SQL files of the jar. */
public final class SchemaText {
    private SchemaText() {}

    /** The statements of a file; each ends with a semicolon at the end of a line. */
    public static List<String> statements(String file) {
        try (InputStream in = SchemaText.class.getResourceAsStream("/schema/" + file)) {
            if (in == null) {
                throw new IllegalStateException("schema file " + file + " is not in the jar");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(text.split(";\\s*\\n", -1))
                    .filter(sql -> !sql.replaceAll("--[^\\n]*", "").isBlank())
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("schema file " + file + " cannot be read", e);
        }
    }
}
