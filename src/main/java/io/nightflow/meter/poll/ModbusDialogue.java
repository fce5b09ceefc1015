package io.nightflow.meter.poll;

import io.nightflow.meter.modbus.Answer;
import io.nightflow.meter.modbus.Block;
import io.nightflow.meter.modbus.Framing;
import io.nightflow.meter.modbus.RegisterTable;
import io.nightflow.meter.profile.Look;
import io.nightflow.meter.profile.Profile;
import io.nightflow.meter.profile.ReadRegisters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Reads a unit of Modbus. An answer of RTU says unit, function and length, but not which request it is of: one that comes after its
 * time-out looks like that to the next request, of other registers. So nothing is ever asked that has the length of a request which is
 * still without an answer: another block of the meter is asked first, or the same place with a length of its own. A unit answers in
 * order: once an answer of that length is in, all older ones have come or never will, however late they were.
 *
 * <pre>
 *   ask 16 of 0  ..... time-out          16 is without an answer
 *   ask 14 of 0        an answer of 16: late, passed over;  an answer of 14: all that was asked before has been answered
 *   ask 16 of 0        an answer of 16: believed
 * </pre>
 *
 * A refusal has no length. While something is without an answer it may be of any request, and settles nothing; but where all that is
 * without one has been given at some time, it can only be of the length that was asked for the first time.
 */
public final class ModbusDialogue implements Dialogue {
    private static final int WHOLE = 2; // some meters give their floats whole only

    private final int unit;
    private final Profile profile;
    private final Framing framing;
    private final List<Block> blocks;
    private final Set<Length> without = new HashSet<>();
    private final Set<Length> given = new HashSet<>(); // with an answer, at some time
    private final Set<Integer> refusedLengths = new HashSet<>();
    private final List<String> refused = new ArrayList<>();
    private final List<Block> left = new ArrayList<>();
    private ReadRegisters read = new ReadRegisters();
    private Block asked;

    /** What an answer shows of its request. */
    private record Length(RegisterTable table, int count) {
        static Length of(Block block) {
            return new Length(block.table(), block.count());
        }
    }

    /** With a unit, 1 to 247, of this kind. */
    public ModbusDialogue(int unit, Profile profile, Framing framing) {
        this.unit = unit;
        this.profile = profile;
        this.framing = framing;
        this.blocks = ReadRegisters.requests(profile);
        this.asked = blocks.get(0);
    }

    @Override
    public void begin() {
        read = new ReadRegisters();
        refused.clear();
        left.clear();
        left.addAll(blocks);
    }

    @Override
    public byte[] ask() {
        asked = left.stream().filter(this::isFree).findFirst().orElseGet(this::ofOtherLength);
        if (!framing.isNumbered()) {
            without.add(Length.of(asked));
        }
        return framing.request(unit, asked);
    }

    private boolean isFree(Block block) {
        return !without.contains(Length.of(block));
    }

    /** Within the block where it can be, for what lies behind it may not be there. */
    private Block ofOtherLength() {
        Block block = left.get(0);
        IntStream shorter =
                IntStream.iterate((block.count() - 1) / WHOLE * WHOLE, count -> count >= WHOLE, count -> count - WHOLE);
        IntStream longer = IntStream.iterate(
                (block.count() / WHOLE + 1) * WHOLE, count -> count <= Block.COUNT_MAX, count -> count + WHOLE);
        return IntStream.concat(IntStream.concat(shorter, IntStream.of(1)), longer)
                .filter(count -> !refusedLengths.contains(count))
                .mapToObj(block::withCount)
                .filter(this::isFree)
                .findFirst()
                .orElse(block);
    }

    @Override
    public Heard heard(byte[] bytes, int length) {
        Optional<Answer> answer = framing.find(bytes, length, unit, asked);
        if (answer.isEmpty()) {
            return Heard.NOTHING;
        }
        boolean isReal = left.contains(asked);
        if (answer.get() instanceof Answer.Registers registers) {
            without.clear();
            if (isReal) {
                given.add(Length.of(asked));
                read.put(asked, registers.bytes());
                left.remove(asked);
            }
            return Heard.ANSWERED;
        }
        return refused((Answer.Refused) answer.get(), isReal);
    }

    private Heard refused(Answer.Refused answer, boolean isReal) {
        if (!isReal) {
            refusedLengths.add(asked.count());
        }
        boolean onlyAsked =
                without.stream().allMatch(length -> given.contains(length) || length.equals(Length.of(asked)));
        if (!onlyAsked || (isReal && without.size() > 1)) {
            return Heard.UNSURE;
        }
        without.clear();
        if (!isReal) {
            return Heard.ANSWERED;
        }
        left.remove(asked);
        refused.add(answer.words(asked));
        return Heard.REFUSED;
    }

    @Override
    public void unanswered() {
        // its length stays without an answer
    }

    @Override
    public boolean hasAnswer(byte[] bytes, int length) {
        return framing.hasAnswer(bytes, length, unit);
    }

    @Override
    public void longPause() {
        without.clear();
    }

    @Override
    public Optional<Look> look() {
        return left.isEmpty() ? Optional.of(read.look(profile, refused)) : Optional.empty();
    }
}
