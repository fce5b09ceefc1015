package io.nightflow.staging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** File systems on which an fsync or a lock does not mean what the staging directory needs. */
public final class FileSystemRule {
    private static final Set<String> REFUSED =
            Set.of("nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse", "fuse.sshfs", "tmpfs", "ramfs", "overlay", "9p");

    private FileSystemRule() {}

    static void check(Path directory) throws IOException {
        Optional<String> refusal = refusal(directory);
        if (refusal.isPresent()) {
            throw new IOException(refusal.get());
        }
    }

    /** Why a directory must not lie where it does; empty where it may, or where it cannot be told. */
    public static Optional<String> refusal(Path directory) {
        String type;
        try {
            type = Files.getFileStore(directory).type();
        } catch (IOException e) {
            return Optional.empty(); // in a changed root the mount may not be known
        }
        return REFUSED.contains(type)
                ? Optional.of("it lies on " + type + ", where a power cut or a second gateway can lose rows. Use a "
                        + "local disk (ext4, xfs), or set staging.any-file-system = true where that does not matter")
                : Optional.empty();
    }
}
