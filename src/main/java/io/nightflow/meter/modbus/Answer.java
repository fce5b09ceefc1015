package io.nightflow.meter.modbus;

/** What a unit has answered. */
public sealed interface Answer {
    /**
     * The registers that were asked for.
     *
     * @param bytes two a register, as they came.
     */
    record Registers(byte[] bytes) implements Answer {}

    /**
     * It will not give them.
     *
     * @param code of the exception: 1 function, 2 address, 3 count, 4 device, 5 and 6 later.
     */
    record Refused(int code) implements Answer {
        private static final int FUNCTION = 1;
        private static final int ADDRESS = 2;
        private static final int COUNT = 3;
        private static final int ACKNOWLEDGED = 5;
        private static final int BUSY = 6;

        /** Whether asking again helps. */
        public boolean isForNow() {
            return code == ACKNOWLEDGED || code == BUSY;
        }

        /** In words, of what was asked. */
        public String words(Block asked) {
            String reason = switch (code) {
                case FUNCTION -> "does not read " + asked.table().word() + " registers";
                case ADDRESS -> "has no such register";
                case COUNT -> "does not read so many registers at once (registers-max)";
                case ACKNOWLEDGED, BUSY -> "is busy";
                default -> "cannot give it now";
            };
            int last = asked.address() + asked.count() - 1;
            return reason + ": " + asked.table().word() + " " + asked.address()
                    + (asked.count() == 1 ? "" : ".." + last) + " (exception " + code + ")";
        }
    }
}
