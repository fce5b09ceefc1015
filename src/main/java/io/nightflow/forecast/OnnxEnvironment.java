package io.nightflow.forecast;

import ai.onnxruntime.OrtEnvironment;
import java.util.concurrent.CompletableFuture;

/**
 * ONNX Runtime's environment, made once. Where it is made, version 1.29.0 reads the command line of the process with a
 * regular expression that calls itself for each character: one of 10,000 characters (a long class path) overflows the stack
 * of a usual thread and kills the process without a word. So it is made on a thread with room for the longest there can be.
 */
final class OnnxEnvironment {
    private static final long STACK_BYTES = 256L << 20; // address space; only what is used becomes memory

    private OnnxEnvironment() {}

    /** The one of this process. */
    static OrtEnvironment get() {
        CompletableFuture<OrtEnvironment> made = new CompletableFuture<>();
        Runnable work = () -> {
            try {
                made.complete(OrtEnvironment.getEnvironment());
            } catch (RuntimeException | LinkageError e) {
                made.completeExceptionally(e);
            }
        };
        new Thread(null, work, "onnx-environment", STACK_BYTES).start();
        return made.join();
    }
}
