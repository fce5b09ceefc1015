package io.nightflow.gateway;

import io.nightflow.settings.PemFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** That a certificate ends, in time for somebody to come with a new one. */
final class CertificateEnd {
    private static final Duration BEFORE = Duration.ofDays(14);

    private CertificateEnd() {}

    /** What is to be told of it; empty where it lasts. */
    static Optional<String> trouble(String setting, Path file, Instant now) {
        try {
            Instant end = PemFiles.end(new PemFiles.Named(setting, file));
            if (now.isBefore(end.minus(BEFORE))) {
                return Optional.empty();
            }
            return Optional.of(setting + ": " + file + (now.isBefore(end) ? " ends on " : " has ended on ")
                    + end.atOffset(ZoneOffset.UTC).toLocalDate()
                    + ". Put a new one and its key in their places: they are read at the next connection");
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
