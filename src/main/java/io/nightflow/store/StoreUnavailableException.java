package io.nightflow.store;

import java.sql.SQLException;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;

/** It is the disk or another program, not what was to be done: the same will do once there is room again. */
public final class StoreUnavailableException extends StoreException {
    private static final int PRIMARY = 0xff; // the rest of a code says which kind of it
    private static final Set<Integer> OF_THE_DISK = Set.of(
            SQLiteErrorCode.SQLITE_FULL.code,
            SQLiteErrorCode.SQLITE_IOERR.code,
            SQLiteErrorCode.SQLITE_READONLY.code,
            SQLiteErrorCode.SQLITE_CANTOPEN.code,
            SQLiteErrorCode.SQLITE_BUSY.code,
            SQLiteErrorCode.SQLITE_LOCKED.code);

    private StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    /** This one, or a {@link StoreException} where the cause is another. */
    static StoreException or(String message, Throwable cause) {
        boolean ofTheDisk = cause instanceof SQLException sql && OF_THE_DISK.contains(sql.getErrorCode() & PRIMARY);
        return ofTheDisk || cause instanceof StoreUnavailableException
                ? new StoreUnavailableException(message, cause)
                : new StoreException(message, cause);
    }
}
