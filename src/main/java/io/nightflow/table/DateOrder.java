package io.nightflow.table;

/** In which order a date by numbers alone has its parts. */
public enum DateOrder {
    /** 03/04/2026 is the third of April. */
    DAY_FIRST,
    /** 03/04/2026 is the fourth of March. */
    MONTH_FIRST,
    /** 26/03/04 is the fourth of March: only where the year has two digits. */
    YEAR_FIRST
}
