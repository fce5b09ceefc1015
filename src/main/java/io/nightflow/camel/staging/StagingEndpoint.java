package io.nightflow.camel.staging;

import io.nightflow.staging.StagingDirectory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.camel.Category;
import org.apache.camel.Processor;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.component.file.FileConsumer;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.component.file.GenericFileProducer;
import org.apache.camel.component.file.strategy.GenericFileNoOpProcessStrategy;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;

/** One staging directory; a file endpoint on its {@code ready/}. */
@ManagedResource(description = "Managed staging directory")
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "staging",
        extendsScheme = "file",
        title = "Staging",
        syntax = "staging:directoryName",
        category = {Category.FILE, Category.MESSAGING},
        headersClass = StagingConstants.class)
@Metadata(
        excludeProperties = "charset,doneFileName,fileName,delete,moveFailed,noop,preMove,preSort,recursive,"
                + "directoryMustExist,extendedAttributes,includeHiddenDirs,includeHiddenFiles,"
                + "inProgressRepository,localWorkDirectory,onCompletionExceptionHandler,pollStrategy,"
                + "probeContentType,processStrategy,startingDirectoryMustExist,startingDirectoryMustHaveAccess,"
                + "appendChars,checksumFileAlgorithm,checksumWriteFile,fileExist,flatten,"
                + "jailStartingDirectory,moveExisting,tempFileName,tempPrefix,allowNullBody,chmod,"
                + "chmodDirectory,eagerDeleteTargetFile,forceWrites,keepLastModified,moveExistingFileStrategy,"
                + "autoCreate,autoCreateStepwise,browseLimit,bufferSize,copyAndDeleteOnRenameFail,"
                + "renameUsingCopy,synchronous,antExclude,antFilterCaseSensitive,antInclude,"
                + "eagerMaxMessagesPerPoll,exclude,excludeExt,filter,filterDirectory,filterFile,idempotent,"
                + "idempotentEager,idempotentKey,idempotentRepository,include,includeExt,maxDepth,"
                + "maxMessagesPerPoll,minDepth,move,exclusiveReadLockStrategy,readLock,readLockCheckInterval,"
                + "readLockDeleteOrphanLockFiles,readLockIdempotentReleaseAsync,"
                + "readLockIdempotentReleaseAsyncPoolSize,readLockIdempotentReleaseDelay,"
                + "readLockIdempotentReleaseExecutorService,readLockLoggingLevel,readLockMarkerFile,"
                + "readLockMinAge,readLockMinLength,readLockRemoveOnCommit,readLockRemoveOnRollback,"
                + "readLockTimeout,scheduledExecutorService,shuffle,sortBy,sorter")
public final class StagingEndpoint extends FileEndpoint {
    private Path directory = Path.of("");

    @UriParam(
            label = "consumer",
            defaultValue = "10",
            description = "The most staged minutes of one exchange, 1 to 1440")
    private int batchMinutes = 10;

    @UriParam(
            label = "consumer",
            defaultValue = "65536",
            description = "The most bytes of rows of one exchange; one minute is the least")
    private long batchBytes = 65_536;

    StagingEndpoint(String uri, StagingComponent component) {
        super(uri, component);
    }

    @Override
    public GenericFileProducer<File> createProducer() throws Exception {
        return new StagingProducer(this);
    }

    @Override
    protected FileConsumer newFileConsumer(Processor processor, GenericFileOperations<File> operations) {
        return new StagingConsumer(this, processor, operations, new GenericFileNoOpProcessStrategy<>());
    }

    @Override
    public String getScheme() {
        return "staging";
    }

    void setDirectory(Path directory) {
        this.directory = directory;
    }

    /** The directory, open. */
    StagingDirectory open() throws IOException {
        return ((StagingComponent) getComponent()).directory(directory);
    }

    /** How many staged minutes are one exchange. */
    public int getBatchMinutes() {
        return batchMinutes;
    }

    /** The most staged minutes of one exchange. */
    public void setBatchMinutes(int batchMinutes) {
        this.batchMinutes = batchMinutes;
    }

    /** How many bytes of rows are one exchange. */
    public long getBatchBytes() {
        return batchBytes;
    }

    /** The most bytes of rows of one exchange; one minute is the least. */
    public void setBatchBytes(long batchBytes) {
        this.batchBytes = batchBytes;
    }

    /** Rows that wait. */
    @ManagedAttribute(description = "Rows that wait for the device")
    public long getBacklogRows() throws IOException {
        return open().backlog().rows();
    }

    /** Files that wait. */
    @ManagedAttribute(description = "Files that wait for the device")
    public long getBacklogFiles() throws IOException {
        return open().backlog().files();
    }

    /** The last acknowledged number. */
    @ManagedAttribute(description = "Last number that the device has acknowledged")
    public long getAcknowledgedNumber() throws IOException {
        return open().backlog().first() - 1;
    }

    /** The next number. */
    @ManagedAttribute(description = "Next number to be given")
    public long getNextNumber() throws IOException {
        return open().backlog().next();
    }

    /** What is set aside. */
    @ManagedAttribute(description = "Files and rows that are set aside")
    public long getDeadFiles() throws IOException {
        return open().status().dead();
    }

    /** How near the bounds are. */
    @ManagedAttribute(description = "How near the directory is to its bounds")
    public String getQuotaLevel() throws IOException {
        return open().status().level().name();
    }
}
