package io.nightflow.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.link.DeviceMachine.Position;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Both state machines against each other over a line that loses, damages and delays, with crashes of either side. What
 * survives a crash is what each side had stored. One thread, one seed, a simulated clock.
 */
@Tag("slow")
class LaneSimulationTest {
    private static final int ROWS = 200;
    private static final int SEEDS = 300;
    private static final long STEP_MILLIS = 50;
    private static final long STEPS_MAX = 1_000_000;

    @Test
    void every_row_reaches_the_device_once_and_in_order() {
        for (long seed = Long.getLong("seed", 1); seed <= SEEDS; seed++) {
            House house = new House(seed, true, false);
            house.run();
            assertThat(house.applied)
                    .as("seed %d", seed)
                    .isEqualTo(LongStream.rangeClosed(1, ROWS).boxed().toList());
        }
    }

    /** The checker would notice: a device that stores the row but not its number with it applies rows twice. */
    @Test
    void a_device_that_forgets_its_number_is_found_out() {
        long found = LongStream.rangeClosed(1, 50)
                .filter(seed -> {
                    House house = new House(seed, false, false);
                    house.run();
                    return house.applied.size() > ROWS;
                })
                .count();
        assertThat(found).isPositive();
    }

    /** The checker would notice: a gateway that after a crash gives a number to another row loses rows. */
    @Test
    void a_gateway_that_gives_a_number_twice_is_found_out() {
        long cycles = 1;
        boolean found = false;
        for (long seed = 1; seed <= 50 && !found; seed++, cycles++) {
            House house = new House(seed, true, true);
            house.run();
            found = !house.applied.equals(
                    LongStream.rangeClosed(1, ROWS).boxed().toList());
        }
        assertThat(found).as("found after %d runs", cycles).isTrue();
    }

    private static final class House {
        private final Random random;
        private final boolean deviceRemembers;
        private final boolean gatewayReusesNumbers;
        private final double lossShare;
        private final double crashShare;
        private final Deque<String> toDevice = new ArrayDeque<>();
        private final Deque<String> toGateway = new ArrayDeque<>();
        private final List<Long> applied = new ArrayList<>();
        private final Map<Lane, Position> deviceStore = new EnumMap<>(Lane.class);
        private long epoch = 1;
        private long acknowledged;
        private long shift;
        private long now;
        private LaneMachine gateway;
        private DeviceMachine device;

        House(long seed, boolean deviceRemembers, boolean gatewayReusesNumbers) {
            random = new Random(seed);
            this.gatewayReusesNumbers = gatewayReusesNumbers;
            this.deviceRemembers = deviceRemembers;
            lossShare = random.nextDouble() * 0.3;
            crashShare = random.nextDouble() * 0.02;
            startDevice();
            startGateway();
        }

        void run() {
            for (long step = 0; step < STEPS_MAX && acknowledged < ROWS; step++) {
                now += STEP_MILLIS;
                if (random.nextDouble() < crashShare) {
                    startDevice();
                }
                if (random.nextDouble() < crashShare) {
                    startGateway();
                }
                while (!toDevice.isEmpty()) {
                    perform(device.received(toDevice.poll(), now));
                }
                while (!toGateway.isEmpty()) {
                    String body = toGateway.poll();
                    if (MessageParser.parse(body) instanceof Parsed.Understood understood) {
                        carryOut(gateway.received(understood.message(), now));
                    }
                }
                carryOut(gateway.tick(now));
            }
        }

        private void startDevice() {
            toDevice.clear();
            device = new DeviceMachine(
                    "box", 1, new Capabilities(10, 160, 50), deviceRemembers ? deviceStore : Map.of());
            device.greetings().forEach(message -> send(toGateway, message.body()));
        }

        private void startGateway() {
            toGateway.clear();
            shift += gatewayReusesNumbers && acknowledged > 0 ? 1 : 0;
            gateway = new LaneMachine(Lane.RESULTS, "gw", 9_600, Duplex.FULL, () -> 0, new RefusedRows());
            carryOut(gateway.open(epoch, acknowledged + 1, ROWS + 1, ROWS, ROWS + 1, now));
        }

        private void carryOut(List<LaneAction> actions) {
            for (LaneAction action : actions) {
                if (action instanceof LaneAction.Say say) {
                    send(toDevice, say.message().body());
                } else if (action instanceof LaneAction.SendRows rows) {
                    for (long n = rows.first(); n <= rows.last(); n++) {
                        send(toDevice, "R," + epoch + "," + n + ",s" + (n + shift) + ",60,1,1,0555,055,0,0");
                    }
                } else if (action instanceof LaneAction.Stored stored) {
                    acknowledged = stored.last();
                } else if (action instanceof LaneAction.NewEpoch) {
                    epoch++;
                    carryOut(gateway.renumbered(epoch, now));
                }
            }
        }

        private void perform(List<DeviceMachine.Action> actions) {
            for (DeviceMachine.Action action : actions) {
                if (action instanceof DeviceMachine.Action.Store store) {
                    Message.Result row = (Message.Result) store.row();
                    applied.add(Long.valueOf(row.content().sensor().text().substring(1)));
                    deviceStore.put(store.lane(), store.position());
                } else if (action instanceof DeviceMachine.Action.Adopt adopt) {
                    deviceStore.put(adopt.lane(), adopt.position());
                } else if (action instanceof DeviceMachine.Action.Reply reply) {
                    send(toGateway, reply.message().body());
                }
            }
        }

        private void send(Deque<String> line, String body) {
            if (random.nextDouble() >= lossShare) {
                line.add(body);
            }
        }
    }
}
