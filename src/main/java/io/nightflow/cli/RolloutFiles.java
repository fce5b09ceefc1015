package io.nightflow.cli;

import io.nightflow.rollout.RolloutBundle;
import io.nightflow.rollout.RolloutKeys;
import io.nightflow.rollout.SignedRollout;
import io.nightflow.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the commands of a roll-out read and sign. */
final class RolloutFiles {
    private RolloutFiles() {}

    /** Makes a pair of keys; none that is there is overwritten. */
    static void makeKeys(Path secret, Path open) throws UserError, IOException {
        if (Files.exists(secret) || Files.exists(open)) {
            throw UserError.failed(secret + " or " + open
                    + " is there already, and gateways may believe it. Name another folder with --out");
        }
        KeyPair pair = RolloutKeys.make();
        Files.createDirectories(Objects.requireNonNull(secret.toAbsolutePath().getParent()));
        Files.createFile(secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secret, RolloutKeys.pem(pair.getPrivate()) + RolloutKeys.pem(pair.getPublic()));
        Files.writeString(open, RolloutKeys.pem(pair.getPublic()));
    }

    static long serial() {
        return InstantSource.system().instant().getEpochSecond();
    }

    static String version(String version) throws UserError {
        if (!RolloutBundle.isVersion(version)) {
            throw UserError.usage("VERSION: must be 1 to 40 characters of A-Z a-z 0-9 _ . -, and not installed (got "
                    + version + ")");
        }
        return version;
    }

    static void requireMayGo(String path) throws UserError {
        requirePath(path);
        if (!RolloutBundle.mayGo(path)) {
            throw UserError.failed("--gone: " + path + " is changed by a roll-out and never taken away");
        }
    }

    static Set<String> gateways(List<String> names) throws UserError {
        Set<String> gateways = new TreeSet<>();
        for (String name : names) {
            if (!name.strip().matches(RolloutBundle.GATEWAY)) {
                throw UserError.usage(
                        "--gateways: must be names of gateways with commas between (got " + name + " among them)");
            }
            gateways.add(name.strip());
        }
        return gateways;
    }

    static void requirePath(String path) throws UserError {
        if (!RolloutBundle.isPath(path)) {
            throw UserError.failed(path + " is never rolled out. It may be settings, keys, config/*.csv,"
                    + " config/criteria/*.csv, config/models/*.onnx and *.json, config/meters/*.yaml,"
                    + " routes/*.camel.yaml");
        }
    }

    static Map<String, byte[]> files(Path from) throws UserError, IOException {
        if (!Files.isDirectory(from)) {
            throw UserError.usage("--from: " + from + " is no folder");
        }
        Map<String, byte[]> files = new TreeMap<>();
        List<Path> all;
        try (Stream<Path> walk = Files.walk(from)) {
            all = walk.filter(Files::isRegularFile).toList();
        }
        for (Path file : all) {
            String path = from.relativize(file).toString();
            requirePath(path);
            files.put(path, Files.readAllBytes(file));
        }
        return files;
    }

    static byte[] sign(RolloutBundle bundle, Path key) throws UserError, GeneralSecurityException {
        try {
            Path file = CommandOptions.readable("--key", key);
            PrivateKey secret = RolloutKeys.readPrivate(file);
            byte[] message =
                    SignedRollout.sign(bundle, secret, RolloutKeys.read(file).first());
            if (!bundle.faults().isEmpty()) {
                throw UserError.failed(String.join("; ", bundle.faults()));
            }
            if (message.length > RolloutBundle.BYTES_MAX) {
                throw UserError.failed("it is larger than 4 MiB, the most that is rolled out at once");
            }
            return message;
        } catch (IOException e) {
            throw UserError.failed("--key: " + e.getMessage());
        }
    }

    static RolloutBundle read(Path file, byte[] message) throws UserError {
        try {
            return SignedRollout.read(message);
        } catch (RolloutBundle.MalformedException e) {
            throw UserError.failed(file + ": " + e.getMessage() + ". Make one: ./nightflow fleet rollout make");
        }
    }
}
