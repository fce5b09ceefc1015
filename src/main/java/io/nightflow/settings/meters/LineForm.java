package io.nightflow.settings.meters;

import io.nightflow.line.PortSettings;
import io.nightflow.line.PortSettings.Parity;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line setting as people write it, {@code 9600 8E1}.
 *
 * @param baud bits a second.
 * @param dataBits 7 or 8.
 * @param parity N, E or O.
 * @param stopBits 1 or 2.
 */
public record LineForm(int baud, int dataBits, char parity, int stopBits) {
    /** What it must be. */
    public static final String RULE = "must be a speed and a form, such as 9600 8E1 or 2400 8E1";

    private static final Pattern FORM = Pattern.compile("\\s*([0-9]{3,6})\\s+([78])([NEO])([12])\\s*");
    private static final int BAUD_MIN = 300;
    private static final int BAUD_MAX = 921_600;

    /** Reads one; empty where it is none. */
    public static Optional<LineForm> read(String text) {
        Matcher form = FORM.matcher(text.toUpperCase(Locale.ROOT));
        if (!form.matches()) {
            return Optional.empty();
        }
        int baud = Integer.parseInt(form.group(1));
        return baud < BAUD_MIN || baud > BAUD_MAX
                ? Optional.empty()
                : Optional.of(new LineForm(
                        baud,
                        Integer.parseInt(form.group(2)),
                        form.group(3).charAt(0),
                        Integer.parseInt(form.group(4))));
    }

    /** A port with this setting. */
    public PortSettings port(String path) {
        Parity set = parity == 'N' ? Parity.NONE : parity == 'E' ? Parity.EVEN : Parity.ODD;
        return new PortSettings(path, baud, dataBits, stopBits, set);
    }

    /** Bits of a character on the wire, with its start. */
    public int characterBits() {
        return 1 + dataBits + (parity == 'N' ? 0 : 1) + stopBits;
    }
}
