package io.nightflow.forecast;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * One model in ONNX Runtime, for all sensors of a quantity: one thread, no arena, every tensor closed, so that memory does
 * not grow over the years. One that is opened again while it is open is the same one.
 */
public final class LstmModel implements AutoCloseable {
    /** Windows that go in at once, at most. */
    public static final int BATCH_MAX = 64;

    /** Those that are open, by their cards: gateways of a fleet's demo and sites of a fleet run the same one, for all in one memory. */
    private static final Map<ModelCard, LstmModel> OPEN = new HashMap<>();

    private final ModelCard card;
    private int users = 1;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final FloatBuffer history = room(ModelInput.HISTORY_SIZE);
    private final FloatBuffer ahead = room(ModelInput.AHEAD_SIZE);

    private LstmModel(ModelCard card, OrtEnvironment environment, OrtSession session) {
        this.card = card;
        this.environment = environment;
        this.session = session;
    }

    /**
     * Opens a model file that has just been read, and tries it on a window.
     *
     * @throws IllegalArgumentException it does not fit its card or this program; the message says why.
     */
    public static LstmModel open(byte[] file, ModelCard card) {
        String sum = ModelCard.sha256(file);
        if (!sum.equals(card.sha256())) {
            throw new IllegalArgumentException(
                    "its sha256 must be that of its card, " + card.sha256() + " (got " + sum + ")");
        }
        if (!card.layout().equals(ModelInput.LAYOUT)) {
            throw new IllegalArgumentException(
                    "its layout must be " + ModelInput.LAYOUT + " (got " + card.layout() + ")");
        }
        synchronized (OPEN) {
            LstmModel model = OPEN.get(card);
            if (model != null) {
                model.users++;
                return model;
            }
            LstmModel fresh = load(file, card);
            OPEN.put(card, fresh);
            return fresh;
        }
    }

    private static LstmModel load(byte[] file, ModelCard card) {
        LstmModel model = null;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setCPUArenaAllocator(false);
            options.setMemoryPatternOptimization(false);
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            model = new LstmModel(card, environment, environment.createSession(file, options));
            model.check();
            return model;
        } catch (OrtException | RuntimeException e) {
            if (model != null) {
                model.end();
            }
            throw new IllegalArgumentException("ONNX Runtime does not take it: " + e.getMessage(), e);
        }
    }

    /** Whether a model was not opened because the process is being stopped: that says nothing of the model. */
    public static boolean isStopping(IllegalArgumentException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains("Shutdown in progress")) {
                return true;
            }
        }
        return false;
    }

    private void check() throws OrtException {
        checkShape("input", session.getInputInfo(), ModelInput.HISTORY, ModelInput.HISTORY_SIZE);
        checkShape("input", session.getInputInfo(), ModelInput.AHEAD, ModelInput.AHEAD_SIZE);
        ModelInput.Batch two = ModelInput.testWindows();
        float[] quantiles = run(two);
        if (quantiles.length != two.windows() * WeekAhead.NUMBERS) {
            throw new IllegalArgumentException("it must give " + WeekAhead.NUMBERS + " numbers for each of "
                    + two.windows() + " windows (got " + quantiles.length + " in all)");
        }
        for (float number : quantiles) {
            if (!Float.isFinite(number)) {
                throw new IllegalArgumentException("it must give finite numbers on a test window (got " + number + ")");
            }
        }
    }

    private static void checkShape(String what, Map<String, NodeInfo> infos, String name, int size) {
        NodeInfo info = infos.get(name);
        long[] shape = info != null && info.getInfo() instanceof TensorInfo tensor ? tensor.getShape() : new long[0];
        if (shape.length != 2 || shape[0] >= 0 || shape[1] != size) {
            throw new IllegalArgumentException("its " + what + " " + name + " must have the shape [n, " + size
                    + "] (got " + (info == null ? "none" : Arrays.toString(shape)) + ")");
        }
    }

    /** Its card. */
    public ModelCard card() {
        return card;
    }

    /** The name under which its forecasts are stored. */
    public String word() {
        return ForecasterRanking.MODEL_PREFIX + card.version();
    }

    /**
     * What it says of each window; {@link WeekAhead#UNKNOWN} of those of which too little is known. While one batch is
     * forecast the next is made.
     */
    public List<WeekAhead> forecast(List<Window> windows, HourCalendar calendar) {
        List<WeekAhead> forecasts = new ArrayList<>(Collections.nCopies(windows.size(), WeekAhead.UNKNOWN));
        List<Integer> enough = IntStream.range(0, windows.size())
                .filter(i -> windows.get(i).isEnough())
                .boxed()
                .toList();
        CompletableFuture<ModelInput.Batch> next = batch(windows, enough, 0, calendar);
        for (int from = 0; from < enough.size(); from += BATCH_MAX) {
            ModelInput.Batch batch = next.join();
            next = batch(windows, enough, from + BATCH_MAX, calendar);
            float[] numbers = run(batch);
            for (int i = 0; i < batch.windows(); i++) {
                int window = enough.get(from + i);
                forecasts.set(window, WeekAhead.ofModel(windows.get(window), numbers, i * WeekAhead.NUMBERS));
            }
        }
        return forecasts;
    }

    private static CompletableFuture<ModelInput.Batch> batch(
            List<Window> windows, List<Integer> enough, int from, HourCalendar calendar) {
        List<Integer> turn = enough.subList(Math.min(from, enough.size()), Math.min(from + BATCH_MAX, enough.size()));
        return CompletableFuture.supplyAsync(() -> {
            ModelInput.Batch batch = new ModelInput.Batch(turn.size());
            turn.forEach(window -> batch.add(windows.get(window), calendar));
            return batch;
        });
    }

    /** Memory that ONNX Runtime reads itself; one for all runs, for it would be given back only when Java collects it. */
    private static FloatBuffer room(int numbers) {
        return ByteBuffer.allocateDirect(BATCH_MAX * numbers * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private OnnxTensor tensor(FloatBuffer room, float[] numbers, long windows, int size) throws OrtException {
        room.clear().put(numbers).flip();
        return OnnxTensor.createTensor(environment, room, new long[] {windows, size});
    }

    /** The quantiles of each window of a batch, one after the other; the batch holds {@link #BATCH_MAX} at most. */
    public synchronized float[] run(ModelInput.Batch batch) {
        long windows = batch.windows();
        try (OnnxTensor before = tensor(history, batch.history(), windows, ModelInput.HISTORY_SIZE);
                OnnxTensor after = tensor(ahead, batch.ahead(), windows, ModelInput.AHEAD_SIZE);
                OrtSession.Result result = session.run(Map.of(ModelInput.HISTORY, before, ModelInput.AHEAD, after))) {
            FloatBuffer numbers = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] quantiles = new float[numbers.remaining()];
            numbers.get(quantiles);
            return quantiles;
        } catch (OrtException e) {
            throw new IllegalStateException("forecasting with model " + card.version() + ": " + e.getMessage(), e);
        }
    }

    /** Ends with the last one that has opened it. */
    @Override
    public void close() {
        synchronized (OPEN) {
            if (--users == 0) {
                OPEN.remove(card);
                end();
            }
        }
    }

    private synchronized void end() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("closing model " + card.version() + ": " + e.getMessage(), e);
        }
    }
}
