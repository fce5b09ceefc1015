package io.nightflow.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file with one line {@code <user> = <password>}.
 *
 * @param user empty where there is no file.
 */
public record LoginFile(String user, String password) {
    /**
     * Reads it.
     *
     * @param setting by which it is named.
     * @throws IOException it cannot be read, or holds something else; the message names it.
     */
    public static LoginFile read(String setting, Optional<Path> file) throws IOException {
        if (file.isEmpty()) {
            return new LoginFile("", "");
        }
        String[] login = Files.readString(file.get()).strip().split("\\s*=\\s*", 2);
        if (login.length != 2 || login[1].contains("\n")) {
            throw new IOException(setting + ": " + file.get() + " must hold one line <user> = <password>");
        }
        return new LoginFile(login[0], login[1]);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return user;
    }
}
