package io.nightflow.meter.poll;

import io.nightflow.meter.mbus.MbusFrames;
import io.nightflow.meter.mbus.Telegram;
import io.nightflow.meter.mbus.WaterRecord;
import io.nightflow.meter.profile.Look;
import io.nightflow.meter.profile.Profile;
import io.nightflow.meter.profile.Role;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a meter of M-Bus, all telegrams of its answer. Its address stands in each, or the number by which it was selected: what
 * another one answers late is passed over.
 *
 * <pre>
 *   primary:    reset(address), then request(address) until there is no more
 *   secondary:  select(number), then request(FD); the number in the answer must be that one
 * </pre>
 */
public final class MbusDialogue implements Dialogue {
    private static final int DIGITS = 8;
    private static final int TELEGRAMS_MAX = 16;
    private static final int POWER_LOW = 0x04;
    private static final int PERMANENT = 0x08;
    private static final int TEMPORARY = 0x10;

    private final String address;
    private final Profile profile;
    private final List<Telegram> telegrams = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private boolean isReady; // it was selected, or reset
    private boolean countBit;
    private boolean isOver;

    /** With the meter of this primary address, or of these eight digits. */
    public MbusDialogue(String address, Profile profile) {
        this.address = address;
        this.profile = profile;
    }

    private boolean isSelected() {
        return address.length() == DIGITS;
    }

    private int link() {
        return isSelected() ? MbusFrames.SELECTED : Integer.parseInt(address);
    }

    @Override
    public void begin() {
        telegrams.clear();
        refused.clear();
        isOver = false;
        isReady &= !isSelected(); // another one may have been selected since
    }

    @Override
    public byte[] ask() {
        if (isReady) {
            return MbusFrames.request(link(), countBit);
        }
        return isSelected() ? MbusFrames.select(address) : MbusFrames.reset(link());
    }

    @Override
    public Heard heard(byte[] bytes, int length) {
        if (!isReady) {
            isReady = MbusFrames.isAcknowledged(bytes, length);
            countBit = true;
            return isReady ? Heard.ANSWERED : Heard.NOTHING;
        }
        Optional<MbusFrames.Response> response = MbusFrames.find(bytes, length, link());
        if (response.isEmpty()) {
            return Heard.NOTHING;
        }
        Optional<Telegram> telegram = Telegram.of(response.get());
        if (telegram.isEmpty()) {
            return refuse("answers in a form that is not read: CI "
                    + Integer.toHexString(response.get().control())
                    + ", of the fixed structure, encrypted or damaged within");
        }
        if (isSelected() && !telegram.get().number().equals(address)) {
            return Heard.NOTHING;
        }
        countBit = !countBit;
        telegrams.add(telegram.get());
        isOver = !telegram.get().hasMore() || telegrams.size() >= TELEGRAMS_MAX;
        return Heard.ANSWERED;
    }

    private Heard refuse(String words) {
        refused.add(words);
        isOver = true;
        return Heard.REFUSED;
    }

    @Override
    public void unanswered() {
        if (telegrams.isEmpty()) {
            isReady = false; // it may have lost its selection, or its count bit
        }
    }

    @Override
    public boolean hasAnswer(byte[] bytes, int length) {
        return MbusFrames.find(bytes, length, link()).isPresent();
    }

    @Override
    public void longPause() {
        isReady = false;
    }

    @Override
    public Optional<Look> look() {
        if (!isOver) {
            return Optional.empty();
        }
        Map<Role, Double> values = values();
        List<String> words = new ArrayList<>(refused);
        if (values.isEmpty() && words.isEmpty()) {
            words.add("says no volume and no flow of now");
        }
        return Optional.of(new Look(values, status(), words));
    }

    /** The first record of a kind counts. */
    private Map<Role, Double> values() {
        Map<WaterRecord, Double> found = new EnumMap<>(WaterRecord.class);
        telegrams.stream()
                .flatMap(telegram -> telegram.records().stream())
                .flatMap(record -> WaterRecord.of(record).stream())
                .forEach(value -> found.putIfAbsent(value.kind(), value.value()));
        Map<Role, Double> values = new EnumMap<>(Role.class);
        profile.values().forEach((role, value) -> {
            if (value instanceof Profile.TelegramValue wanted && found.containsKey(wanted.record())) {
                values.put(role, found.get(wanted.record()));
            }
        });
        return values;
    }

    private List<String> status() {
        int status = telegrams.stream().mapToInt(Telegram::status).reduce(0, (one, other) -> one | other);
        List<String> words = new ArrayList<>();
        if ((status & POWER_LOW) != 0) {
            words.add("battery-low");
        }
        if ((status & PERMANENT) != 0) {
            words.add("fault");
        }
        if ((status & TEMPORARY) != 0) {
            words.add("fault-for-now");
        }
        return words;
    }
}
