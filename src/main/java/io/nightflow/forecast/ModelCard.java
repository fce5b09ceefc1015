package io.nightflow.forecast;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.nightflow.reading.Quantity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What stands beside a model file: what it was made of, what it expects, how good it was.
 *
 * @param quantity {@code flow} or {@code pressure}.
 * @param sha256 of the model file, 64 hexadecimal digits; its first 8 are the version.
 * @param layout what its inputs mean; {@link ModelInput#LAYOUT} is the only one that is served.
 * @param inputs what goes in.
 * @param output what comes out.
 * @param weights how many numbers were learnt.
 * @param training what it learnt from.
 * @param validation mean absolute error on the days held back, over that of last week's same hour, of the model and of
 *     every baseline.
 * @param data where the data came from and under which licence.
 * @param madeBy program and version.
 */
public record ModelCard(
        String quantity,
        String sha256,
        String layout,
        List<Tensor> inputs,
        Tensor output,
        long weights,
        Training training,
        List<Score> validation,
        String data,
        String madeBy) {
    private static final int VERSION_LENGTH = 8;
    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeSpecialFloatingPointValues()
            .create();

    /**
     * An input or output.
     *
     * @param name of the tensor.
     * @param shape n is how many windows go in at once.
     * @param meaning of its numbers, with units.
     */
    public record Tensor(String name, String shape, List<String> meaning) {}

    /**
     * What a model learnt from.
     *
     * @param from first local hour, as text.
     * @param to the hour after the last, as text.
     * @param heldBackFrom from there on nothing was learnt; the number of steps was chosen there.
     * @param sensors whose series these were.
     * @param windows different ones.
     * @param steps of descent, a member of the ensemble.
     * @param members networks whose mean the model is.
     * @param seed of all that was random.
     */
    public record Training(
            String from,
            String to,
            String heldBackFrom,
            List<String> sensors,
            long windows,
            List<Integer> steps,
            int members,
            long seed) {}

    /** Errors of one way to forecast, over those of last week's same hour: 1 is as bad as that, NaN is not known. */
    public record Score(String forecast, double hour1, double hours1to24, double hours25to168) {
        /** The same under another name. */
        public Score named(String name) {
            return new Score(name, hour1, hours1to24, hours25to168);
        }
    }

    /** The same card of another file, with these scores. */
    public ModelCard withFile(String sum, List<Score> scores) {
        return new ModelCard(quantity, sum, layout, inputs, output, weights, training, scores, data, madeBy);
    }

    /**
     * Reads a card.
     *
     * @throws IllegalArgumentException it is no card; the message says why.
     */
    public static ModelCard parse(String json) {
        ModelCard card;
        try {
            card = GSON.fromJson(json, ModelCard.class);
        } catch (JsonParseException e) {
            throw new IllegalArgumentException("it is not the JSON of a card: " + e.getMessage(), e);
        }
        if (card == null || missing(card.quantity) || missing(card.sha256) || missing(card.layout)) {
            throw new IllegalArgumentException("it must name quantity, sha256 and layout");
        }
        if (Quantity.find(card.quantity).isEmpty()) {
            throw new IllegalArgumentException("quantity: must be flow or pressure (got " + card.quantity + ")");
        }
        return card;
    }

    @SuppressWarnings("ConstantValue") // what JSON leaves out is null here
    private static boolean missing(String value) {
        return value == null || value.isBlank();
    }

    /** As it stands in the file. */
    public String json() {
        return GSON.toJson(this) + "\n";
    }

    /** Of what it is a model. */
    public Quantity of() {
        return Quantity.find(quantity).orElseThrow();
    }

    /** The name of the version: the first digits of the model file's check sum. */
    public String version() {
        return sha256.substring(0, Math.min(VERSION_LENGTH, sha256.length()));
    }

    /** The check sum of a model file, as a card has it. */
    public static String sha256(byte[] model) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(model));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /** The text of some bytes. */
    public static ModelCard parse(byte[] json) {
        return parse(new String(json, StandardCharsets.UTF_8));
    }
}
