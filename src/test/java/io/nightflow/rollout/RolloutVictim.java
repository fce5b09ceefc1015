package io.nightflow.rollout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A gateway that takes what lies in a folder, one after another, until it is killed; it says what it has begun. */
public final class RolloutVictim {
    private RolloutVictim() {}

    /** The gateway's folder, and that of the messages. */
    public static void main(String... arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Optional<Path> keys = Optional.of(folder.resolve("config/k.pub"));
        RolloutRescue.beforeStart(folder, keys);
        GatewayRollout gateway = new GatewayRollout(new GatewayRollout.Rules("north", folder, keys, true), new Quiet());
        List<Path> messages;
        try (Stream<Path> files = Files.list(Path.of(arguments[1]))) {
            messages = files.sorted().toList();
        }
        System.out.println("ready");
        for (Path each : messages) {
            gateway.take(Files.readAllBytes(each));
            for (int i = 0; i < 10; i++) {
                gateway.minute();
            }
        }
        System.out.println("done");
    }

    /** All is well, always. */
    private static final class Quiet implements GatewayRollout.House {
        private int taken;

        @Override
        public List<String> faults(Path folder) {
            return List.of();
        }

        @Override
        public List<String> troubles() {
            return List.of();
        }

        @Override
        public List<String> modelsInUse() {
            return List.of();
        }

        @Override
        public Optional<String> modelRefusal(String model) {
            return Optional.empty();
        }

        @Override
        public void useModel(String model) {}

        @Override
        public void restart(String why) {
            taken++;
            System.out.println("taken-" + taken + ";");
        }
    }
}
