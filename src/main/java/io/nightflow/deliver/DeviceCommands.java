package io.nightflow.deliver;

import io.nightflow.link.Message;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Answers commands of the device, {@code X,id,command}. A command whose id was answered before gets the same answer and is
 * not carried out again.
 */
public final class DeviceCommands {
    private static final int ANSWERS_MAX = 64;
    private static final int ID_MAX = 32;

    private final Supplier<String> status;
    private final Map<String, Message> answers = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Message> eldest) {
            return size() > ANSWERS_MAX;
        }
    };

    /** With what {@code status} is answered with: comma fields. */
    public DeviceCommands(Supplier<String> status) {
        this.status = status;
    }

    /** What the device is answered to a command. */
    public synchronized Message answer(Message.Command command) {
        if (command.id().length() > ID_MAX) {
            return new Message.Answer(command.id().substring(0, ID_MAX), "error,id longer than " + ID_MAX);
        }
        return answers.computeIfAbsent(
                command.id(),
                id -> new Message.Answer(
                        id,
                        command.command().split(",", -1)[0].equals("status")
                                ? "ok," + status.get()
                                : "error,unknown command"));
    }
}
