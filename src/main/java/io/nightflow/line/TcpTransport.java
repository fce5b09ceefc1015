package io.nightflow.line;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A serial port behind a box on the network that passes its bytes on as they are, such as ser2net in raw mode. */
final class TcpTransport implements Transport {
    private static final Pattern ADDRESS = Pattern.compile("tcp:([^:\\s]+|\\[[0-9a-fA-F:]+]):([0-9]{1,5})");
    private static final int CONNECT_MILLIS = 5_000;
    /** How soon the owner sees that it is to close or reopen, milliseconds; each look costs. */
    private static final int READ_MILLIS = 500;

    private final Socket socket;
    private final String address;

    private TcpTransport(Socket socket, String address) {
        this.socket = socket;
        this.address = address;
    }

    /** Whether this is an address and no device file. */
    static boolean isAddress(String path) {
        return ADDRESS.matcher(path).matches();
    }

    /** Connects to {@code tcp:host:port}; keep-alive finds a box that went away in silence. */
    static Transport open(String address) throws IOException {
        Matcher matcher = ADDRESS.matcher(address);
        if (!matcher.matches()) {
            throw new IOException("connecting to " + address + ": it must be tcp:host:port");
        }
        Socket socket = new Socket();
        try {
            socket.setKeepAlive(true);
            socket.setTcpNoDelay(true);
            InetSocketAddress target = new InetSocketAddress(matcher.group(1), Integer.parseInt(matcher.group(2)));
            if (target.isUnresolved()) {
                throw new IOException("there is no such host");
            }
            socket.connect(target, CONNECT_MILLIS);
            socket.setSoTimeout(READ_MILLIS);
            return new TcpTransport(socket, address);
        } catch (IOException | IllegalArgumentException e) {
            socket.close();
            throw new IOException("connecting to " + address + ": " + e.getMessage() + ". Trying again", e);
        }
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        try {
            int count = socket.getInputStream().read(buffer);
            if (count < 0) {
                throw new IOException("reading " + address + ": the other side closed the connection");
            }
            return count;
        } catch (SocketTimeoutException e) {
            return 0;
        }
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    @Override
    public void close() {
        try {
            socket.setSoLinger(true, 0); // a write that is blocked ends at once, with what it has not sent
            socket.close();
        } catch (IOException e) {
            // it is closed all the same
        }
    }
}
