package io.nightflow.port;

import io.nightflow.collect.Rejections;
import io.nightflow.line.Line;
import io.nightflow.line.LineListener;
import io.nightflow.line.PortSettings;
import io.nightflow.link.Frame;
import io.nightflow.link.LineDecoder;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** One port with all consumers and producers that name it; decodes its bytes and hands lines to whom they concern. */
public final class SharedLine implements LineListener {
    /** Hears of whole lines, on the line's owner thread. */
    public interface Subscriber {
        /** Whether a line of this kind concerns it; {@code text} starts with the type letter of a checked line. */
        boolean wants(boolean checked, String text);

        /** Whether it wants lines with a check value. */
        boolean isChecked();

        /** Takes the lines of one read, which was at this {@link System#nanoTime}. */
        void lines(List<String> lines, long arrived);

        /** The route that it is of. */
        String route();

        /** For how many seconds nothing that it wants has come; 0 where that is not too long. */
        long muteSeconds();
    }

    private static final int NEWEST = 40;

    private final PortSettings settings;
    private final Line line;
    private final LineDecoder decoder = new LineDecoder();
    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
    private final Rejections rejections;
    private final LongAdder bytes = new LongAdder();
    private final LongAdder frames = new LongAdder();
    private final LongAdder opens = new LongAdder();
    private final List<Frame> decoded = new ArrayList<>();
    private final List<HeldBytes> held = new ArrayList<>();
    private final List<GivenBack> givenBack = new ArrayList<>();
    private final ArrayDeque<Frame> newest = new ArrayDeque<>();
    private boolean holding;
    private volatile long heardAt = System.nanoTime();
    private final LineNews news;
    private int users;

    SharedLine(PortSettings settings) {
        this.settings = settings;
        this.news = new LineNews(settings.path());
        this.rejections = new Rejections("line " + settings.path());
        this.line = Line.overPort(settings, this);
    }

    PortSettings settings() {
        return settings;
    }

    /** Counts a user; the first one opens the port, unless it is to stay closed. Called under the lock of {@link SharedLines}. */
    void acquire(boolean opens) {
        users++;
        if (users == 1 && opens) {
            line.start();
        }
    }

    /** Counts a user less; whether it was the last one. Called under the lock of {@link SharedLines}. */
    boolean release() {
        users--;
        return users == 0;
    }

    /** Closes the port: may take seconds. */
    void close() {
        news.end();
        line.close();
    }

    /** What a consumer could not work off: the one that takes its place gets it. */
    public synchronized void giveBack(List<String> lines, boolean checked, long arrived) {
        if (holding) {
            givenBack.add(new GivenBack(lines, checked, arrived));
        }
    }

    /** Hands it lines from now on. */
    public void subscribe(Subscriber subscriber) {
        subscribers.add(subscriber);
    }

    /** Hands it no more. */
    public void unsubscribe(Subscriber subscriber) {
        subscribers.remove(subscriber);
    }

    /** Writes. */
    public void send(byte[] data) throws IOException {
        line.send(data);
    }

    void reopen() {
        line.reopen();
    }

    /** Whether the port is open. */
    public boolean isOpen() {
        return line.isOpen();
    }

    String state() {
        return news.state();
    }

    /** Seconds since the last whole line, or since the start where none has come. */
    long silentSeconds() {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - heardAt);
    }

    /** The consumers that read it. */
    List<Subscriber> subscribers() {
        return subscribers;
    }

    /** What was dropped. */
    public Rejections rejections() {
        return rejections;
    }

    /** Received since the start. */
    public long bytes() {
        return bytes.sum();
    }

    /** Lines received since the start, damaged ones included. */
    public long frames() {
        return frames.sum();
    }

    /** How often the port was opened. */
    public long opens() {
        return opens.sum();
    }

    @Override
    public synchronized void opened() {
        if (holding) {
            held.add(HeldBytes.ofOpening());
        } else {
            decoder.restart();
        }
        opens.increment();
        news.opened();
    }

    /** Keeps back what comes from now on. */
    synchronized void hold() {
        holding = true;
    }

    /** Goes on with what a former line of the port has kept back. */
    synchronized void inherit(SharedLine former) {
        synchronized (former) {
            holding = true;
            held.addAll(0, former.held);
            givenBack.addAll(former.givenBack);
        }
    }

    /** Hands out what was kept back, then goes on as before. */
    synchronized void letGo() {
        holding = false;
        givenBack.forEach(each -> each.handTo(subscribers));
        givenBack.clear();
        for (HeldBytes each : held) {
            if (each.opened()) {
                decoder.restart(); // the port was opened anew in between
            }
            byte[] kept = each.bytes().toByteArray();
            handOut(kept, kept.length, each.arrived());
        }
        held.clear();
    }

    /** How many use it. Called under the lock of {@link SharedLines}. */
    int users() {
        return users;
    }

    @Override
    public synchronized void received(byte[] buffer, int count) {
        bytes.add(count);
        long arrived = System.nanoTime();
        if (holding) {
            HeldBytes.keep(held, buffer, count, arrived);
        } else {
            handOut(buffer, count, arrived);
        }
    }

    private void handOut(byte[] buffer, int count, long arrived) {
        decoded.clear();
        decoder.setTextOnly(!subscribers.isEmpty() && subscribers.stream().noneMatch(Subscriber::isChecked));
        decoder.feed(buffer, count, decoded::add);
        for (Frame frame : decoded) {
            if (frame instanceof Frame.Damaged damaged) {
                rejections.count(damaged.damage().words(), damaged.beginning());
            } else if (frame instanceof Frame.Plain plain && isUnwanted(plain)) {
                rejections.count("without a check value, which no route of the port takes", plain.text());
            }
        }
        frames.add(decoded.size());
        remember();
        boolean whole = decoded.stream().anyMatch(frame -> !(frame instanceof Frame.Damaged));
        heardAt = whole ? System.nanoTime() : heardAt;
        for (Subscriber subscriber : subscribers) {
            List<String> lines = wanted(subscriber);
            if (!lines.isEmpty()) {
                rejections.accepted(lines.size());
                subscriber.lines(lines, arrived);
            }
        }
    }

    private void remember() {
        synchronized (newest) {
            newest.addAll(decoded.subList(Math.max(0, decoded.size() - NEWEST), decoded.size()));
            while (newest.size() > NEWEST) {
                newest.removeFirst();
            }
        }
    }

    /** The newest lines, the oldest first; under a lock of its own, for a line may be held back for hours. */
    List<String> heard() {
        synchronized (newest) {
            return newest.stream().map(SharedLine::words).toList();
        }
    }

    private static String words(Frame frame) {
        if (frame instanceof Frame.Valid valid) {
            return valid.body();
        }
        return frame instanceof Frame.Plain plain
                ? plain.text()
                : frame instanceof Frame.Damaged damaged
                        ? damaged.beginning() + "  (" + damaged.damage().words() + ")"
                        : "";
    }

    private boolean isUnwanted(Frame.Plain plain) {
        for (Subscriber each : subscribers) {
            if (each.wants(false, plain.text())) {
                return false;
            }
        }
        return !subscribers.isEmpty();
    }

    private List<String> wanted(Subscriber subscriber) {
        List<String> lines = new ArrayList<>(decoded.size());
        for (Frame frame : decoded) {
            if (frame instanceof Frame.Valid valid && subscriber.wants(true, valid.body())) {
                lines.add(valid.body());
            } else if (frame instanceof Frame.Plain plain && subscriber.wants(false, plain.text())) {
                lines.add(plain.text());
            }
        }
        return lines;
    }

    @Override
    public void lost(String reason) {
        news.lost(reason);
    }

    @Override
    public void unavailable(String reason) {
        news.unavailable(reason);
    }

    /** The gateway stops: what the port says from now on is no news. */
    void stopping() {
        news.end();
    }
}
