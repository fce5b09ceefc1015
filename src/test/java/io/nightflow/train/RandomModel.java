package io.nightflow.train;

import io.nightflow.forecast.ModelCard;
import io.nightflow.forecast.ModelInput;
import io.nightflow.train.Network.Weight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A model that has learnt nothing: well-formed, and always three spreads too high. */
public final class RandomModel {
    private RandomModel() {}

    static Map<Weight, float[]> weights(long seed) {
        Random random = new Random(seed);
        Map<Weight, float[]> weights = new EnumMap<>(Weight.class);
        for (Weight weight : Weight.values()) {
            weights.put(weight, weight.start(random));
        }
        weights.put(Weight.OUTPUT_BIAS, new float[] {2, 3, 4}); // far from the usual
        return weights;
    }

    static ModelCard card(byte[] file) {
        return new ModelCard(
                "flow",
                ModelCard.sha256(file),
                ModelInput.LAYOUT,
                List.of(),
                new ModelCard.Tensor("quantiles", "", List.of()),
                0,
                new ModelCard.Training("", "", "", List.of(), 0, List.of(), 1, 1),
                List.of(),
                "nothing",
                "test");
    }

    /** Writes flow.onnx and flow.json into a folder; gives the version. */
    public static String write(Path folder, long seed) throws IOException {
        byte[] file = OnnxExport.of(List.of(weights(seed)));
        Files.createDirectories(folder);
        Files.write(folder.resolve("flow.onnx"), file);
        Files.writeString(folder.resolve("flow.json"), card(file).json());
        return card(file).version();
    }
}
