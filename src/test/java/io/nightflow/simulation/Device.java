package io.nightflow.simulation;

import io.nightflow.link.Capabilities;
import io.nightflow.link.DeviceMachine;
import io.nightflow.link.DeviceMachine.Position;
import io.nightflow.link.Lane;
import io.nightflow.link.Message;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The embedded device: what it has stored survives its crashes. */
final class Device {
    private static final Capabilities SMALL = new Capabilities(10, 160, 50);

    private final Agenda agenda;
    private final Cable cable;
    private final Map<Lane, Position> positions = new EnumMap<>(Lane.class);
    private final Map<Lane, List<String>> rows = new EnumMap<>(Lane.class);
    private DeviceMachine machine;
    private long boots;

    Device(Agenda agenda, Cable toGateway) {
        this.agenda = agenda;
        this.cable = toGateway;
        machine = new DeviceMachine("box", 0, SMALL, Map.of());
        boot();
    }

    /** Starts, or starts again after a crash. */
    void boot() {
        boots++;
        machine = new DeviceMachine("box", boots, SMALL, positions);
        machine.greetings().forEach(greeting -> cable.send(List.of(greeting.body())));
    }

    void received(List<String> bodies) {
        for (String body : bodies) {
            for (DeviceMachine.Action action : machine.received(body, agenda.now())) {
                perform(action);
            }
        }
    }

    private void perform(DeviceMachine.Action action) {
        if (action instanceof DeviceMachine.Action.Store store) {
            positions.put(store.lane(), store.position());
            if (!(store.row() instanceof Message.VoidNumber)) {
                String[] fields = store.row().body().split(",", 4);
                rows(store.lane()).add(fields[0] + "," + fields[3]);
            }
        } else if (action instanceof DeviceMachine.Action.Adopt adopt) {
            positions.put(adopt.lane(), adopt.position());
        } else if (action instanceof DeviceMachine.Action.Reply reply) {
            cable.send(List.of(reply.message().body()));
        }
    }

    /** What it has stored on a lane, in order, without numbers. */
    List<String> rows(Lane lane) {
        return rows.computeIfAbsent(lane, any -> new ArrayList<>());
    }
}
