package io.nightflow.bus;

import static org.assertj.core.api.Assertions.assertThat;

import com.digitalpetri.modbus.server.ModbusRtuServer;
import com.digitalpetri.modbus.server.ModbusTcpServer;
import com.digitalpetri.modbus.server.ProcessImage;
import com.digitalpetri.modbus.server.ReadWriteModbusServices;
import com.digitalpetri.modbus.tcp.server.NettyRtuServerTransport;
import com.digitalpetri.modbus.tcp.server.NettyTcpServerTransport;
import com.fazecast.jSerialComm.SerialPort;
import com.ghgande.j2mod.modbus.procimg.SimpleProcessImage;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import com.ghgande.j2mod.modbus.slave.ModbusSlave;
import com.ghgande.j2mod.modbus.slave.ModbusSlaveFactory;
import com.ghgande.j2mod.modbus.util.SerialParameters;
import io.nightflow.line.Transport;
import io.nightflow.meter.modbus.Mbap;
import io.nightflow.meter.modbus.Rtu;
import io.nightflow.settings.meters.LineForm;
import io.nightflow.simulator.PseudoTerminal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Slaves that are not ours: j2mod and digitalpetri, a hundredth of the forms whose figures stand in docs/how-to/meters.md. */
@Tag("long")
class RealSlavesTest {
    private static final LineForm LINE = new LineForm(19_200, 8, 'N', 1);
    private static final Duration TIMEOUT = Duration.ofMillis(250);
    private static final long LATE_MILLIS = 450;
    private static final int READS = Integer.getInteger("meter.reads", 100);
    private static final double LINE_SECONDS = 0.6 * READS;

    @TempDir
    private Path folder;

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static SimpleProcessImage image(int unit) {
        SimpleProcessImage image = new SimpleProcessImage(unit);
        for (int register = 0; register < 200; register++) {
            image.addRegister(register, new SimpleRegister(unit * 256 + register));
        }
        return image;
    }

    private static ModbusSlave j2mod(int port, boolean rtu) throws Exception {
        ModbusSlave slave = ModbusSlaveFactory.createTCPSlave(InetAddress.getLoopbackAddress(), port, 5, rtu);
        for (int unit = 1; unit <= 10; unit++) {
            slave.addProcessImage(unit, image(unit));
        }
        slave.open();
        return slave;
    }

    private static ReadWriteModbusServices petri() {
        Map<Integer, ProcessImage> images = new HashMap<>();
        for (int unit = 1; unit <= 10; unit++) {
            ProcessImage image = new ProcessImage();
            for (int register = 0; register < 200; register++) {
                int at = register;
                int value = unit * 256 + register;
                byte[] bytes = {(byte) (value >> 8), (byte) value};
                image.with(change -> change.writeHoldingRegisters(all -> all.put(at, bytes)));
            }
            images.put(unit, image);
        }
        return new ReadWriteModbusServices() {
            @Override
            protected Optional<ProcessImage> getProcessImage(int unit) {
                return Optional.ofNullable(images.get(unit));
            }
        };
    }

    private static void allRight(BusRig rig) {
        assertThat(rig.reads).isGreaterThanOrEqualTo(READS);
        assertThat(rig.wrong).isZero();
        assertThat(rig.missed()).isZero();
    }

    @Test
    void j2mod_is_read_by_both_framings_over_tcp() throws Exception {
        int port = freePort();
        ModbusSlave slave = j2mod(port, false);
        try {
            allRight(new BusRig("tcp:127.0.0.1:" + port, LINE, 10, 2, new Mbap()).run(20, READS));
        } finally {
            ModbusSlaveFactory.close(slave);
        }
        slave = j2mod(port, true);
        try {
            allRight(new BusRig("tcp:127.0.0.1:" + port, LINE, 10, 2, new Rtu()).run(20, READS));
        } finally {
            ModbusSlaveFactory.close(slave);
        }
    }

    @Test
    void digitalpetri_is_read_by_both_framings_over_tcp() throws Exception {
        int port = freePort();
        ModbusTcpServer tcp = ModbusTcpServer.create(
                NettyTcpServerTransport.create(config -> {
                    config.setBindAddress("127.0.0.1");
                    config.setPort(port);
                }),
                petri());
        tcp.start();
        try {
            allRight(new BusRig("tcp:127.0.0.1:" + port, LINE, 10, 2, new Mbap()).run(20, READS));
        } finally {
            tcp.stop();
        }
        int other = freePort();
        ModbusRtuServer rtu = ModbusRtuServer.create(
                NettyRtuServerTransport.create(config -> {
                    config.setBindAddress("127.0.0.1");
                    config.setPort(other);
                }),
                petri());
        rtu.start();
        try {
            allRight(new BusRig("tcp:127.0.0.1:" + other, LINE, 10, 2, new Rtu()).run(20, READS));
        } finally {
            rtu.stop();
        }
    }

    /** Late by the time-out and 200 ms, flipped, lost: what is believed is right, with one unit and with ten. */
    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    void faults_between_never_give_a_wrong_value(int units) throws Exception {
        int port = freePort();
        ModbusSlave slave = j2mod(port, true);
        try (FaultyProxy proxy = new FaultyProxy(port, LATE_MILLIS)) {
            BusRig rig = new BusRig(proxy.address(), LINE, units, 3, new Rtu(), TIMEOUT).run(LINE_SECONDS, READS);
            assertThat(rig.reads).isGreaterThanOrEqualTo(READS);
            assertThat(rig.missed()).as("faults were there").isGreaterThan(5);
            assertThat(rig.wrong).isZero();
        } finally {
            ModbusSlaveFactory.close(slave);
        }
    }

    @Test
    void j2mod_is_read_over_a_serial_line() throws Exception {
        try (PseudoTerminal near = PseudoTerminal.open(folder.resolve("near"));
                PseudoTerminal far = PseudoTerminal.open(folder.resolve("far"))) {
            join(near, far);
            join(far, near);
            ModbusSlave slave = ModbusSlaveFactory.createSerialSlave(
                    serial(folder.resolve("far").toString()));
            slave.addProcessImage(1, image(1));
            slave.open();
            try {
                BusRig rig = new BusRig(folder.resolve("near").toString(), LINE, 1, 2, new Rtu()).run(20, READS);
                assertThat(rig.reads).isGreaterThanOrEqualTo(READS);
                assertThat(rig.wrong).isZero();
            } finally {
                ModbusSlaveFactory.close(slave);
            }
        }
    }

    private static SerialParameters serial(String path) {
        SerialParameters serial = new SerialParameters();
        serial.setPortName(path);
        serial.setBaudRate(19_200);
        serial.setDatabits(8);
        serial.setParity(SerialPort.NO_PARITY);
        serial.setStopbits(SerialPort.ONE_STOP_BIT);
        serial.setEncoding("rtu");
        serial.setEcho(false);
        serial.disableRs485Control();
        return serial;
    }

    private static void join(Transport from, Transport to) {
        Thread thread = new Thread(() -> {
            byte[] buffer = new byte[4_096];
            try {
                while (true) {
                    int count = from.read(buffer);
                    if (count > 0) {
                        to.write(Arrays.copyOf(buffer, count));
                    }
                }
            } catch (IOException e) {
                // the test has closed it
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
