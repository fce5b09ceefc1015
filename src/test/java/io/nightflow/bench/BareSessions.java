package io.nightflow.bench;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Connections of MQTT 5 by hand: a library's client each would take the memory that is to be measured elsewhere. */
final class BareSessions implements AutoCloseable {
    private static final int CONNACK = 0x20;

    private final int port;
    private final List<Socket> sockets = new ArrayList<>();

    BareSessions(int port) {
        this.port = port;
    }

    /** Opens so many; gives how many the broker has taken. */
    int open(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            sockets.add(socket);
            String id = "gw-" + i;
            socket.getOutputStream().write(packet(0x10, connect(id)));
            socket.getOutputStream().write(packet(0x82, subscribe("nf/v1/" + id + "/ack")));
            if (socket.getInputStream().read() != CONNACK) {
                return i;
            }
        }
        return count;
    }

    private static byte[] connect(String id) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeUTF("MQTT");
        out.writeByte(5);
        out.writeByte(0x04 | 0x20 | 0x08); // a will, retained, QoS 1
        out.writeShort(600);
        out.writeByte(5); // properties: session expiry
        out.writeByte(0x11);
        out.writeInt(604_800);
        out.writeUTF(id);
        out.writeByte(0);
        out.writeUTF("nf/v1/" + id + "/state");
        out.writeUTF("boot=1\nonline=0\n");
        return bytes.toByteArray();
    }

    private static byte[] subscribe(String topic) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(1);
        out.writeByte(0);
        out.writeUTF(topic);
        out.writeByte(0);
        return bytes.toByteArray();
    }

    private static byte[] packet(int type, byte[] body) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(type);
        packet.write(body.length); // below 128
        packet.writeBytes(body);
        return packet.toByteArray();
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
