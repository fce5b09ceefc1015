package io.nightflow;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Properties;

/** When this program was built. */
final class Build {
    private Build() {}

    /** As Maven wrote it into the jar. */
    static Instant time() {
        Properties properties = new Properties();
        try (InputStream in = Build.class.getResourceAsStream("/build.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new IllegalStateException("build.properties in the jar cannot be read", e);
        }
        return Instant.parse(properties.getProperty("time", Instant.EPOCH.toString()));
    }
}
