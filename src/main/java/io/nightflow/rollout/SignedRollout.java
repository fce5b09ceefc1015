package io.nightflow.rollout;

import io.nightflow.rollout.RolloutBundle.MalformedException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A roll-out with its signature: nothing in it is looked at before a key that is believed has signed it. */
public final class SignedRollout {
    private static final Pattern SIGNATURE =
            Pattern.compile("#signature key=([0-9a-f]{16}) ed25519=([A-Za-z0-9+/]{86}==)\n");
    private static final int LINE_MAX = 200;

    private SignedRollout() {}

    /** Signs it. */
    public static byte[] sign(RolloutBundle bundle, PrivateKey key, PublicKey ofKey) throws GeneralSecurityException {
        byte[] body = bundle.body();
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(key);
        signature.update(body);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(body);
        message.writeBytes(("#signature key=" + RolloutKeys.id(ofKey) + " ed25519="
                        + Base64.getEncoder().encodeToString(signature.sign()) + "\n")
                .getBytes(StandardCharsets.US_ASCII));
        return message.toByteArray();
    }

    /**
     * Reads a message that one of these keys has signed.
     *
     * @throws MalformedException it is too large, of an unknown key, changed, or no roll-out.
     */
    public static RolloutBundle open(byte[] message, RolloutKeys keys) throws MalformedException {
        if (message.length > RolloutBundle.BYTES_MAX) {
            throw new MalformedException("it is larger than 4 MiB");
        }
        int cut = lastLine(message);
        Matcher line = SIGNATURE.matcher(new String(message, cut, message.length - cut, StandardCharsets.ISO_8859_1));
        if (!line.matches()) {
            throw new MalformedException("it is not signed");
        }
        PublicKey key = keys.find(line.group(1))
                .orElseThrow(() -> new MalformedException(
                        "it is signed by key " + line.group(1) + ", which this gateway does not know"));
        byte[] body = Arrays.copyOf(message, cut);
        if (!isSignedBy(body, Base64.getDecoder().decode(line.group(2)), key)) {
            throw new MalformedException("its signature is not of what it holds");
        }
        return RolloutBundle.parse(body);
    }

    /** What it says, without a look at who says it: for whoever hands it on. */
    public static RolloutBundle read(byte[] message) throws MalformedException {
        return RolloutBundle.parse(Arrays.copyOf(message, lastLine(message)));
    }

    private static boolean isSignedBy(byte[] body, byte[] signed, PublicKey key) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            signature.update(body);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false; // no signature at all
        }
    }

    private static int lastLine(byte[] message) {
        int at = message.length - 1;
        int floor = Math.max(0, message.length - LINE_MAX);
        while (at > floor && message[at - 1] != '\n') {
            at--;
        }
        return Math.max(0, at);
    }
}
