package io.nightflow.staging;

/**
 * What is in a staging directory.
 *
 * @param backlog what waits.
 * @param bytes what it takes on the disk.
 * @param level how near its bounds are.
 * @param dead files that were damaged and rows that the device refused, as far as they are kept.
 * @param refusals puts refused for want of room since it was opened.
 * @param device the device that was talked to last.
 */
public record StagingStatus(Backlog backlog, long bytes, Quota.Level level, long dead, long refusals, String device) {}
