package io.nightflow.camel.staging;

import io.nightflow.staging.StagedBatch;
import io.nightflow.staging.StagingDirectory;
import java.io.File;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.file.FileConsumer;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.component.file.GenericFileProcessStrategy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drains the directory in the order of its numbers, a batch an exchange, under a lock that this process holds for life; a
 * second process stands by and takes over. The body is the list of rows, the property {@code NightflowBatch} the batch, and
 * {@code NightflowDrainStarts} says whether it is the first of a drain. The batch is recorded as acknowledged and then
 * removed when its exchange succeeds; a route that got only a part across sets the property {@code NightflowAcknowledged} to its last number. What fails stays and comes again at the next poll.
 */
final class StagingConsumer extends FileConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(StagingConsumer.class);
    private static final long STAND_BY_SECONDS = 2;

    private final StagingEndpoint staged;
    private final ReentrantLock polling = new ReentrantLock();
    private @Nullable ScheduledExecutorService standBy;
    private volatile @Nullable ScheduledExecutorService takeOver;
    private boolean standingBy;

    StagingConsumer(
            StagingEndpoint endpoint,
            Processor processor,
            GenericFileOperations<File> operations,
            GenericFileProcessStrategy<File> strategy) {
        super(endpoint, processor, operations, strategy);
        staged = endpoint;
    }

    @Override
    protected int poll() throws Exception {
        polling.lock();
        try {
            StagingDirectory directory = staged.open();
            return directory.tryDrainLock() && directory.backlog().rows() > 0 ? drain(directory) : 0;
        } finally {
            polling.unlock();
        }
    }

    private int drain(StagingDirectory directory) throws Exception {
        directory.beginDrain();
        int batches = 0;
        Optional<StagedBatch> batch = nextBatch(directory);
        while (batch.isPresent() && isRunAllowed() && deliver(batch.get(), batches == 0)) {
            batches++;
            batch = nextBatch(directory);
        }
        return batches;
    }

    private Optional<StagedBatch> nextBatch(StagingDirectory directory) throws IOException {
        return directory.nextBatch(staged.getBatchMinutes(), staged.getBatchBytes());
    }

    /** Whether the batch is across as a whole. */
    private boolean deliver(StagedBatch batch, boolean first) throws Exception {
        Exchange exchange = createExchange(false);
        try {
            exchange.getIn().setBody(batch.rows());
            exchange.getIn().setHeader(StagingConstants.FIRST, batch.first());
            exchange.getIn().setHeader(StagingConstants.LAST, batch.last());
            exchange.setProperty(StagingConstants.BATCH, batch);
            exchange.setProperty(StagingConstants.DRAIN_STARTS, first);
            getProcessor().process(exchange);
            long whole = exchange.isFailed() ? batch.first() - 1 : batch.last();
            long acknowledged = exchange.getProperty(StagingConstants.ACKNOWLEDGED, whole, Long.class);
            if (acknowledged >= batch.first()) {
                batch.directory().acknowledge(acknowledged);
            }
            if (exchange.getException() != null) {
                getExceptionHandler().handleException("delivering staged rows", exchange, exchange.getException());
            }
            return acknowledged >= batch.last();
        } finally {
            releaseExchange(exchange, false);
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        staged.open();
        ScheduledExecutorService watch = getEndpoint()
                .getCamelContext()
                .getExecutorServiceManager()
                .newSingleThreadScheduledExecutor(this, "StagingStandBy");
        var unused = watch.scheduleWithFixedDelay(this::standBy, 0, STAND_BY_SECONDS, TimeUnit.SECONDS);
        standBy = watch;
        takeOver = getEndpoint()
                .getCamelContext()
                .getExecutorServiceManager()
                .newSingleThreadScheduledExecutor(this, "StagingTakeOver");
    }

    /** Takes over soon after the process that drained is gone, and says so. */
    private void standBy() {
        try {
            if (!staged.open().tryDrainLock()) {
                if (!standingBy) {
                    LOG.info(
                            "another gateway drains {}, standing by",
                            staged.open().path());
                }
                standingBy = true;
            } else if (standingBy) {
                standingBy = false;
                LOG.warn("took over draining {}", staged.open().path());
                ScheduledExecutorService delivering = takeOver;
                if (delivering != null) {
                    delivering.execute(this::pollSafely); // for minutes, and this one goes on to watch
                }
            }
        } catch (Exception e) {
            LOG.warn("standing by for {}: {}", staged.getEndpointUri(), e.getMessage());
        }
    }

    private void pollSafely() {
        try {
            poll();
        } catch (Exception e) {
            LOG.warn("delivering from {}: {}", staged.getEndpointUri(), e.getMessage());
        }
    }

    @Override
    protected void doStop() throws Exception {
        ScheduledExecutorService watch = standBy;
        ScheduledExecutorService delivering = takeOver;
        standBy = null;
        takeOver = null;
        if (delivering != null) {
            getEndpoint().getCamelContext().getExecutorServiceManager().shutdownNow(delivering);
        }
        if (watch != null) {
            getEndpoint().getCamelContext().getExecutorServiceManager().shutdownNow(watch);
        }
        super.doStop();
    }
}
