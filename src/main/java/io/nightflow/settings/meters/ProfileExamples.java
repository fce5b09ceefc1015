package io.nightflow.settings.meters;

import io.nightflow.meter.profile.Profile.Example;
import io.nightflow.meter.profile.Role;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the examples of a profile: what came over the wire, and what it says. */
final class ProfileExamples {
    private static final List<String> KEYS = List.of("answers", "values", "status");

    private ProfileExamples() {}

    static List<Example> read(YamlNode root) {
        List<Example> examples = new ArrayList<>();
        root.child("examples").ifPresent(list -> list.elements().forEach(each -> examples.add(example(each))));
        return examples;
    }

    private static Example example(YamlNode node) {
        node.onlyKeys(KEYS);
        List<byte[]> frames = new ArrayList<>();
        Optional<YamlNode> answers = node.child("answers");
        answers.ifPresent(list -> list.elements().forEach(each -> frames.add(bytes(each))));
        if (frames.isEmpty()) {
            node.fault("answers", "must have the bytes of each answer, such as [\"01 03 02 00 07 F9 86\"]", "");
        }
        Map<Role, Double> values = new EnumMap<>(Role.class);
        node.child("values")
                .ifPresent(all -> all.entries()
                        .forEach((word, value) -> Role.find(word)
                                .ifPresentOrElse(
                                        role -> values.put(role, value.number()),
                                        () -> value.fault("must be one of " + Role.words(), word))));
        List<String> status = node.child("status")
                .map(list -> list.elements().stream().map(YamlNode::text).toList())
                .orElse(List.of());
        return new Example(frames, values, status, node.lineNumber());
    }

    private static byte[] bytes(YamlNode node) {
        try {
            return HexFormat.of().parseHex(node.text().replaceAll("\\s+", ""));
        } catch (IllegalArgumentException e) {
            node.fault("must be bytes in hex, such as 01 03 02 00 07", node.text());
            return new byte[0];
        }
    }
}
