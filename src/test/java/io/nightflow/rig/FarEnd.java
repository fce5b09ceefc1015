package io.nightflow.rig;

import io.nightflow.line.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** What hangs on the far end of a cable whose port is elsewhere: socat there carries its bytes over loopback. */
final class FarEnd implements Transport {
    private static final int WAIT_MILLIS = 100;

    private final ServerSocket server;
    private volatile Socket cable = new Socket();

    FarEnd() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::accept, "far end");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket next = server.accept();
                next.setTcpNoDelay(true);
                next.setSoTimeout(WAIT_MILLIS);
                cable.close();
                cable = next;
            }
        } catch (IOException e) {
            // closed
        }
    }

    /** The command that makes a port of it. */
    String socat(String link) {
        return "socat -d pty,raw,echo=0,link=" + link + ",mode=660,group=dialout tcp:127.0.0.1:" + server.getLocalPort()
                + ",nodelay";
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        try {
            int count = cable.isConnected() ? cable.getInputStream().read(buffer) : 0;
            if (count > 0) {
                return count;
            }
        } catch (SocketTimeoutException e) {
            return 0;
        } catch (IOException e) {
            // pulled out
        }
        pause();
        return 0;
    }

    private static void pause() {
        java.util.concurrent.locks.LockSupport.parkNanos(WAIT_MILLIS * 1_000_000L);
    }

    /** What nobody hears is gone. */
    @Override
    public void write(byte[] bytes) {
        try {
            if (cable.isConnected()) {
                cable.getOutputStream().write(bytes);
            }
        } catch (IOException e) {
            // pulled out
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            cable.close();
        } catch (IOException e) {
            // nothing is to be done
        }
    }
}
