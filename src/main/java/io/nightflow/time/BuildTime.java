package io.nightflow.time;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Properties;

/** When this program was built. */
public final class BuildTime {
    private BuildTime() {}

    /** As Maven wrote it into the jar. */
    public static Instant time() {
        Properties properties = new Properties();
        try (InputStream in = BuildTime.class.getResourceAsStream("/build.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new IllegalStateException("build.properties in the jar cannot be read", e);
        }
        return Instant.parse(properties.getProperty("time", Instant.EPOCH.toString()));
    }
}
