package io.nightflow.meter.mbus;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The records of one answer (EN 13757-3).
 *
 * <pre>
 *   CI 72: number(4 BCD) maker(2) version medium access status signature(2), then records
 *   CI 7A: access status signature(2), then records
 *   CI 78: records alone
 *   record: DIF [DIFE..] VIF [VIFE..] data
 *           DIF: bit 7 more, bit 6 storage, bits 5-4 function (0 current), bits 3-0 length and coding
 *           DIFE: bit 7 more, bit 6 subunit, bits 5-4 tariff, bits 3-0 storage
 * </pre>
 *
 * Numbers have their low byte first.
 *
 * @param number the meter's eight digits; empty where the header has none.
 * @param status of the header; 0 where it has none.
 * @param records that could be read; what is of an unknown kind is left out.
 * @param hasMore whether another telegram follows.
 */
public record Telegram(String number, int status, List<DataRecord> records, boolean hasMore) {
    private static final int LONG_HEAD = 0x72;
    private static final int SHORT_HEAD = 0x7A;
    private static final int NO_HEAD = 0x78;
    private static final int LONG_HEAD_BYTES = 12;
    private static final int SHORT_HEAD_BYTES = 4;
    private static final int STATUS_AT = 9;
    private static final int MODE = 0x1F; // of encryption, in the high byte of the signature
    private static final int MODE_MAX = 15;
    private static final int BYTE = 0xFF;
    private static final int MORE = 0x80;
    private static final int IDLE = 0x2F;
    private static final int MAKERS_OWN = 0x0F;
    private static final int MAKERS_OWN_AND_MORE = 0x1F;
    private static final int TEXT_UNIT = 0x7C;
    private static final int WITHOUT_MORE = 0x7F;
    private static final int EXTENSIONS_MAX = 10;

    /**
     * One record.
     *
     * @param isCurrent whether it is of now: no storage, tariff or subunit, no highest or lowest.
     * @param vif what it is of, its extension bit taken off.
     * @param extensions of that; they change its meaning.
     * @param value as it stands there; NaN for none.
     */
    public record DataRecord(boolean isCurrent, int vif, List<Integer> extensions, double value) {}

    /** Reads an answer; empty where it is of another kind, such as the fixed structure of old meters, encrypted, or damaged within. */
    public static Optional<Telegram> of(MbusFrames.Response response) {
        byte[] data = response.data();
        int head = head(response.control());
        if (head < 0 || data.length < head || isEncrypted(data, head)) {
            return Optional.empty();
        }
        String number = head == LONG_HEAD_BYTES ? number(data) : "";
        int status = head == 0 ? 0 : data[head == LONG_HEAD_BYTES ? STATUS_AT : 1] & BYTE;
        return new Reader(data, head).read(number, status);
    }

    private static boolean isEncrypted(byte[] data, int head) {
        int mode = head > 0 ? data[head - 1] & MODE : 0;
        return mode > 0 && mode <= MODE_MAX; // old meters have anything there
    }

    private static int head(int control) {
        return switch (control) {
            case LONG_HEAD -> LONG_HEAD_BYTES;
            case SHORT_HEAD -> SHORT_HEAD_BYTES;
            case NO_HEAD -> 0;
            default -> -1;
        };
    }

    private static String number(byte[] data) {
        return String.format(Locale.ROOT, "%02X%02X%02X%02X", data[3], data[2], data[1], data[0]);
    }

    /** Goes through the records. */
    private static final class Reader {
        private final byte[] data;
        private int at;

        Reader(byte[] data, int at) {
            this.data = data;
            this.at = at;
        }

        Optional<Telegram> read(String number, int status) {
            List<DataRecord> records = new ArrayList<>();
            while (at < data.length) {
                int dif = data[at] & BYTE;
                if (dif == MAKERS_OWN || dif == MAKERS_OWN_AND_MORE) {
                    return Optional.of(new Telegram(number, status, records, dif == MAKERS_OWN_AND_MORE));
                }
                if (dif == IDLE) {
                    at++;
                } else if (!record(records)) {
                    return Optional.empty();
                }
            }
            return Optional.of(new Telegram(number, status, records, false));
        }

        /** False where it goes beyond the end. */
        private boolean record(List<DataRecord> records) {
            int dif = next();
            boolean current = (dif & 0x70) == 0;
            int storages = 0;
            for (int more = dif; (more & MORE) != 0; ) {
                more = next();
                storages++;
                if (more < 0 || storages > EXTENSIONS_MAX) {
                    return false;
                }
                current &= (more & WITHOUT_MORE) == 0;
            }
            int vif = next();
            if (vif < 0) {
                return false;
            }
            if ((vif & WITHOUT_MORE) == TEXT_UNIT) {
                int chars = next(); // a unit in plain text
                if (chars < 0 || at + chars > data.length) {
                    return false;
                }
                at += chars;
            }
            List<Integer> extensions = new ArrayList<>();
            for (int more = vif; (more & MORE) != 0; ) {
                more = next();
                if (more < 0 || extensions.size() >= EXTENSIONS_MAX) {
                    return false;
                }
                extensions.add(more & WITHOUT_MORE);
            }
            DataCoding coding = DataCoding.of(dif);
            int length = coding.length(data, at);
            if (length < 0 || at + length > data.length) {
                return false;
            }
            records.add(new DataRecord(current, vif & WITHOUT_MORE, extensions, coding.value(data, at, length)));
            at += length;
            return true;
        }

        private int next() {
            return at < data.length ? data[at++] & BYTE : -1;
        }
    }
}
