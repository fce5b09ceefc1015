package io.nightflow.bus;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A box between master and slaves: every 9th answer comes late, every 13th has a flipped bit, every 17th is lost. It keeps their order, as
 * one line does.
 */
final class FaultyProxy implements AutoCloseable {
    private final ServerSocket server;
    private final int slavePort;
    private final long lateMillis;
    private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();
    private final Random random = new Random(17);
    private int answers;

    FaultyProxy(int slavePort, long lateMillis) throws IOException {
        this.slavePort = slavePort;
        this.lateMillis = lateMillis;
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        start(this::accept);
        start(this::send);
    }

    private static void start(Running running) {
        Thread thread = new Thread(() -> {
            try {
                running.run();
            } catch (IOException e) {
                // the test has closed it
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private record Waiting(long at, OutputStream out, byte[] answer) {}

    private interface Running {
        void run() throws IOException;
    }

    String address() {
        return "tcp:127.0.0.1:" + server.getLocalPort();
    }

    private void accept() throws IOException {
        while (true) {
            Socket master = server.accept();
            Socket slave = new Socket(InetAddress.getLoopbackAddress(), slavePort);
            slave.setTcpNoDelay(true);
            start(() -> copy(master.getInputStream(), slave.getOutputStream()));
            start(() -> answer(slave.getInputStream(), master.getOutputStream()));
        }
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[4_096];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            out.write(buffer, 0, count);
        }
    }

    /** One read is one answer: the slave writes it whole. */
    private void answer(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[4_096];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            answers++;
            byte[] answer = Arrays.copyOf(buffer, count);
            if (answers % 13 == 0) {
                answer[random.nextInt(count)] ^= (byte) (1 << random.nextInt(8));
            }
            if (answers % 17 != 0) {
                long late = answers % 9 == 0 ? lateMillis : 0;
                waiting.add(new Waiting(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(late), out, answer));
            }
        }
    }

    private void send() throws IOException {
        try {
            while (true) {
                Waiting next = waiting.take();
                TimeUnit.NANOSECONDS.sleep(next.at - System.nanoTime());
                next.out.write(next.answer);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
