package io.nightflow.line;

/** Opens a port once and prints why it cannot; to be run with fewer rights. */
final class PortProbe {
    private PortProbe() {}

    public static void main(String[] args) {
        try (Transport port =
                SerialPortTransport.open(new PortSettings(args[0], 9_600, 8, 1, PortSettings.Parity.NONE))) {
            System.out.println("opening serial port " + args[0] + ": it is open, " + port);
        } catch (java.io.IOException e) {
            System.out.println(e.getMessage());
        }
    }
}
