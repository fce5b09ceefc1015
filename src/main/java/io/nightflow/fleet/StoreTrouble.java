package io.nightflow.fleet;

import io.nightflow.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the store takes rows; told once when it ceases and once when it does again. */
final class StoreTrouble {
    private static final Logger LOG = LoggerFactory.getLogger(StoreTrouble.class);

    private volatile String words = "";

    void tell(StoreException failure) {
        String reason = failure.getMessage();
        if (words.isEmpty()) {
            LOG.error("the store: {}. What is not stored is not acknowledged, and comes again", reason);
        }
        words = "the store: " + reason;
    }

    void isBack() {
        if (!words.isEmpty()) {
            LOG.info("the store takes rows again");
        }
        words = "";
    }

    /** Empty where it takes them. */
    String words() {
        return words;
    }
}
