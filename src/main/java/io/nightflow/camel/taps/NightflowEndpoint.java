package io.nightflow.camel.taps;

import io.nightflow.store.TapStore.Start;
import io.nightflow.tap.TapKind;
import io.nightflow.tap.TapOptions;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** What leaves the house, and readings that come in. */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "nightflow",
        title = "Nightflow",
        syntax = "nightflow:what",
        headersClass = NightflowConstants.class,
        category = {Category.IOT, Category.MESSAGING})
public final class NightflowEndpoint extends DefaultEndpoint {
    @UriPath(
            enums = "readings,results,alerts,nights,forecasts",
            description = "What is taken; only readings can be put in")
    @Metadata(required = true)
    private final String what;

    @UriParam(
            label = "consumer",
            description = "The name of the cursor, which outlives restarts: each route needs one of its own")
    private String name = "";

    @UriParam(
            label = "consumer",
            defaultValue = "1",
            description = "How many are one exchange: 1 for a single body, more for a list of up to so many (10000)")
    private int batch = 1;

    @UriParam(
            label = "consumer",
            defaultValue = "now",
            description =
                    "Where a tap begins that is new: now, beginning for all that the gateway has, or a time such as"
                            + " 2026-11-01T00:00+01:00")
    private String from = TapOptions.NOW;

    NightflowEndpoint(String uri, NightflowComponent component, String what) {
        super(uri, component);
        this.what = what;
    }

    @Override
    public Producer createProducer() {
        if (kind() != TapKind.READINGS) {
            throw new IllegalArgumentException("nightflow:" + what
                    + " can only be taken: write from. Only readings can be put" + " in: to: uri: nightflow:readings");
        }
        return new ReadingsProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (!TapOptions.isName(name)) {
            throw new IllegalArgumentException(
                    "name: must be 1 to 64 characters of A-Z a-z 0-9 _ . -, such as name: scada" + " (got "
                            + (name.isEmpty() ? "none" : name) + ")");
        }
        TapConsumer consumer = new TapConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public NightflowComponent getComponent() {
        return (NightflowComponent) super.getComponent();
    }

    /** Refuses what no tap can be, when the route is made. */
    void validate() {
        kind();
        begin();
        if (batch < 1 || batch > TapOptions.BATCH_MAX) {
            throw new IllegalArgumentException("batch: must be 1 to " + TapOptions.BATCH_MAX + " (got " + batch + ")");
        }
    }

    TapKind kind() {
        return TapKind.find(what)
                .orElseThrow(() -> new IllegalArgumentException("there is no nightflow:" + what + ". Write one of "
                        + Arrays.stream(TapKind.values()).map(TapKind::word).collect(Collectors.joining(", "))));
    }

    Start begin() {
        if (!TapOptions.isBeginning(from)) {
            throw new IllegalArgumentException(
                    "from: must be now, beginning, or a time with its offset such as 2026-11-01T00:00+01:00 (got "
                            + from + ")");
        }
        return TapOptions.beginning(from).<Start>map(Start.Since::new).orElseGet(Start.Now::new);
    }

    /** What is taken. */
    public String getWhat() {
        return what;
    }

    /** The name of the cursor. */
    public String getName() {
        return name;
    }

    /** The name of the cursor, which outlives restarts. */
    public void setName(String name) {
        this.name = name;
    }

    /** How many are one exchange. */
    public int getBatch() {
        return batch;
    }

    /** How many are one exchange: 1 for a single body, more for a list. */
    public void setBatch(int batch) {
        this.batch = batch;
    }

    /** Where a new tap begins. */
    public String getFrom() {
        return from;
    }

    /** Where a tap begins that is new: now, beginning, or a time. */
    public void setFrom(String from) {
        this.from = from;
    }
}
