package io.nightflow.line;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A serial port through jSerialComm, its plain blocking part only: its listeners spin at 100 % after an unplug, its
 * {@code isOpen} stays true, its writes return 0 instead of failing. So any result but the asked-for one is a lost port.
 */
final class SerialPortTransport implements Transport {
    /** How soon the owner sees that it is to close or reopen, milliseconds; each look costs. */
    private static final int READ_MILLIS = 500;

    private static final int ERRNO_PERMISSION = 13;
    private static final int ERRNO_BUSY = 11;
    private static final int CODE_OPEN_IN_THIS_PROCESS = 2;

    private final SerialPort port;
    private final String path;

    private SerialPortTransport(SerialPort port, String path) {
        this.port = port;
        this.path = path;
    }

    /** Opens the port with a fresh port object: an old one is frozen to the file that a link once pointed to. */
    static Transport open(PortSettings settings) throws IOException {
        String path = settings.path();
        if (!Files.exists(Path.of(path))) {
            throw new PortAbsentException(
                    "opening serial port " + path + ": it is not there. Waiting for it to be plugged in");
        }
        SerialPort port;
        try {
            port = SerialPort.getCommPort(path);
        } catch (SerialPortInvalidPortException e) {
            throw new IOException("opening serial port " + path + ": it went away", e);
        }
        port.setComPortParameters(settings.baud(), settings.dataBits(), stopBits(settings), parity(settings.parity()));
        port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, READ_MILLIS, 0);
        if (settings.direction() != PortSettings.Direction.AUTO) {
            port.setRs485ModeParameters(true, settings.direction() == PortSettings.Direction.RTS, 0, 0);
        }
        if (!port.openPort()) {
            throw new IOException("opening serial port " + path + ": " + reason(port.getLastErrorCode()));
        }
        return new SerialPortTransport(port, path);
    }

    private static String reason(int errno) {
        return switch (errno) {
            case ERRNO_PERMISSION -> "permission denied (errno 13). Add the user to group dialout";
            case ERRNO_BUSY -> "in use by another program (errno 11). Find it with fuser and stop it";
            case CODE_OPEN_IN_THIS_PROCESS -> "already open in this gateway. Use one serial: path for one port";
            default -> "not a serial port (errno " + errno + "). Check the path";
        };
    }

    private static int stopBits(PortSettings settings) {
        return settings.stopBits() == 2 ? SerialPort.TWO_STOP_BITS : SerialPort.ONE_STOP_BIT;
    }

    private static int parity(PortSettings.Parity parity) {
        return switch (parity) {
            case NONE -> SerialPort.NO_PARITY;
            case ODD -> SerialPort.ODD_PARITY;
            case EVEN -> SerialPort.EVEN_PARITY;
        };
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        int count = port.readBytes(buffer, buffer.length);
        if (count < 0) {
            throw new IOException("reading serial port " + path + ": it was unplugged or hung up");
        }
        return count;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        int count = port.writeBytes(bytes, bytes.length);
        if (count != bytes.length) {
            throw new IOException("writing serial port " + path + ": only " + Math.max(0, count) + " of " + bytes.length
                    + " bytes went out");
        }
    }

    @Override
    public void close() {
        port.closePort();
    }
}
