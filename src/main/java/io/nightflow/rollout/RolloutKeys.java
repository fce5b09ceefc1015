package io.nightflow.rollout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The public keys (Ed25519, PEM, one or more in a file) whose roll-outs a gateway takes; their file comes by hand. */
public final class RolloutKeys {
    private static final Pattern PUBLIC = Pattern.compile(
            "-----BEGIN PUBLIC KEY-----\\s+([A-Za-z0-9+/=\\s]+?)-----END PUBLIC KEY-----", Pattern.DOTALL);
    private static final Pattern PRIVATE = Pattern.compile(
            "-----BEGIN PRIVATE KEY-----\\s+([A-Za-z0-9+/=\\s]+?)-----END PRIVATE KEY-----", Pattern.DOTALL);
    private static final int ID_DIGITS = 16;

    private final List<PublicKey> keys;

    private RolloutKeys(List<PublicKey> keys) {
        this.keys = keys;
    }

    /**
     * Reads a file.
     *
     * @throws IOException it cannot be read, or holds no such key.
     */
    public static RolloutKeys read(Path file) throws IOException {
        return parse(file.toString(), Files.readString(file));
    }

    /** The same of a text. */
    static RolloutKeys parse(String name, String text) throws IOException {
        List<PublicKey> keys = new ArrayList<>();
        Matcher each = PUBLIC.matcher(text);
        try {
            while (each.find()) {
                keys.add(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der(each.group(1)))));
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(name + ": a public key in it is not of Ed25519", e);
        }
        if (keys.isEmpty()) {
            throw new IOException(
                    name + ": holds no -----BEGIN PUBLIC KEY-----. Make one: ./nightflow fleet rollout key");
        }
        return new RolloutKeys(keys);
    }

    /**
     * Reads a private key.
     *
     * @throws IOException it cannot be read, or holds none.
     */
    public static PrivateKey readPrivate(Path file) throws IOException {
        Matcher key = PRIVATE.matcher(Files.readString(file));
        try {
            if (key.find()) {
                return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der(key.group(1))));
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(file + ": the private key in it is not of Ed25519", e);
        }
        throw new IOException(file + ": holds no -----BEGIN PRIVATE KEY-----. Make one: ./nightflow fleet rollout key");
    }

    /** A new pair. */
    public static KeyPair make() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no Ed25519", e);
        }
    }

    /** As a file holds it. */
    public static String pem(PublicKey key) {
        return pem("PUBLIC KEY", key.getEncoded());
    }

    /** As a file holds it. */
    public static String pem(PrivateKey key) {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + kind + "-----\n";
    }

    private static byte[] der(String base64) {
        return Base64.getMimeDecoder().decode(base64.getBytes(StandardCharsets.US_ASCII));
    }

    /** By which a signature names a key: the first 8 bytes of the SHA-256 of its DER, in hexadecimal digits. */
    public static String id(PublicKey key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return HexFormat.of().formatHex(hash).substring(0, ID_DIGITS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    Optional<PublicKey> find(String id) {
        return keys.stream().filter(key -> id(key).equals(id)).findFirst();
    }

    /** The first one. */
    public PublicKey first() {
        return keys.get(0);
    }
}
