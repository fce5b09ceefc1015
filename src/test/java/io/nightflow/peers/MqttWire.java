package io.nightflow.peers;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands between a client and a broker, sees each control packet of MQTT and hands it on:
 *
 * <pre>
 * type and flags   length, 7 bits a byte, lowest first   the rest
 * </pre>
 */
public final class MqttWire implements AutoCloseable {
    /** A control packet, by the number that MQTT gives it. */
    public enum Packet {
        /** 3. */
        PUBLISH,
        /** 5. */
        PUBREC,
        /** 6. */
        PUBREL,
        /** 7. */
        PUBCOMP,
        /** Any other. */
        OTHER;

        private static Packet of(int header) {
            return switch (header >> 4) {
                case 3 -> PUBLISH;
                case 5 -> PUBREC;
                case 6 -> PUBREL;
                case 7 -> PUBCOMP;
                default -> OTHER;
            };
        }
    }

    /** Sees a packet before it is handed on. */
    public interface Watcher {
        /** Of an exchange of quality 2; false: it is not handed on. */
        boolean seen(Packet packet);
    }

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final int broker;
    private final Watcher watcher;

    /** Before a broker. */
    public MqttWire(int broker, Watcher watcher) throws IOException {
        this.broker = broker;
        this.watcher = watcher;
        thread(this::accept);
    }

    /** As a setting names it. */
    public String broker() {
        return "tcp://127.0.0.1:" + listening.getLocalPort();
    }

    private void accept() throws IOException {
        while (!listening.isClosed()) {
            Socket client = listening.accept();
            open.add(client);
            try {
                Socket server = new Socket(InetAddress.getLoopbackAddress(), broker);
                open.add(server);
                thread(() -> hand(client, server));
                thread(() -> hand(server, client));
            } catch (IOException e) {
                client.close(); // the broker is away
            }
        }
    }

    private void hand(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            DataInputStream in = new DataInputStream(from.getInputStream());
            OutputStream out = to.getOutputStream();
            while (true) {
                byte[] packet = packet(in);
                boolean isOfQualityTwo = (packet[0] >> 4 & 15) != 3 || (packet[0] & 6) == 4;
                Packet kind = Packet.of(packet[0] & 255);
                if (kind == Packet.OTHER || !isOfQualityTwo || watcher.seen(kind)) {
                    out.write(packet);
                    out.flush();
                }
            }
        }
    }

    private static byte[] packet(DataInputStream in) throws IOException {
        int header = in.read();
        if (header < 0) {
            throw new EOFException();
        }
        byte[] length = new byte[4];
        int bytes = 0;
        int rest = 0;
        do {
            length[bytes] = in.readByte();
            rest |= (length[bytes] & 127) << 7 * bytes;
        } while ((length[bytes++] & 128) != 0);
        byte[] packet = new byte[1 + bytes + rest];
        packet[0] = (byte) header;
        System.arraycopy(length, 0, packet, 1, bytes);
        in.readFully(packet, 1 + bytes, rest);
        return packet;
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void thread(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                return; // one of both is gone
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
