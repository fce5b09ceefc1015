/*
 * A device on a POSIX machine: the library, a terminal and a file. To try a gateway with, and to be killed in tests.
 *
 *     device <terminal> <folder>
 *
 * The folder gets device.csv, a record a line, appended and flushed to the disk before it is acknowledged:
 *
 *     R,1795176000,1234,dma-north,1795189560,41.25,4.8,0555,055,0,0*3EDD9A62     a row, which is its number as well
 *     P,R,1795176000,1233*0E9B5A1D                                               a position that came without a row
 *
 * A record whose check value is wrong was being written when the power went: it is cut off.
 */
#define _POSIX_C_SOURCE 200809L

#include "../nightflow_link.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#define RECORD_MAX (NL_BODY_MAX + 16)

typedef struct {
    int file;
    nl_position positions[2];
} memory;

static void fail(const char *doing, const char *object)
{
    fprintf(stderr, "%s %s: %s\n", doing, object, strerror(errno));
    exit(1);
}

/* ---- storage ---- */

static void load(void *context, char lane, nl_position *position)
{
    *position = ((memory *) context)->positions[lane == 'A'];
}

static nl_outcome store(void *context, char lane, const nl_position *position, const char *row)
{
    memory *kept = context;
    char record[RECORD_MAX];
    off_t end = lseek(kept->file, 0, SEEK_END);
    int length = row != NULL
        ? snprintf(record, sizeof record, "%s", row)
        : snprintf(record, sizeof record, "P,%c,%.15s,%.15s", lane, position->epoch.digits, position->last.digits);
    length += snprintf(record + length, sizeof record - (size_t) length, "*%08lX\n",
                       (unsigned long) nl_crc(record, (unsigned) length));
    if (write(kept->file, record, (size_t) length) != length || fdatasync(kept->file) != 0) {
        if (ftruncate(kept->file, end) != 0) {
            fail("cutting off half a record of", "device.csv");
        }
        return NL_BUSY;
    }
    return NL_STORED;
}

static void number_in(const char *field, nl_number *number)
{
    char text[NL_DIGITS + 1];
    snprintf(text, sizeof text, "%015llu", strtoull(field, NULL, 10));
    memcpy(number->digits, text, NL_DIGITS);
}

/* The position that a record leaves its lane at; 0 where the record is torn. */
static int recall(memory *kept, char *record)
{
    char *check = strrchr(record, '*');
    char lane = record[0] == 'E' ? 'A' : 'R';
    unsigned epoch = 1;
    if (check == NULL || strtoul(check + 1, NULL, 16) != nl_crc(record, (unsigned) (check - record))) {
        return 0;
    }
    if (record[0] == 'P') {
        lane = *nl_field(record, 1);
        epoch = 2;
    }
    number_in(nl_field(record, epoch), &kept->positions[lane == 'A'].epoch);
    number_in(nl_field(record, epoch + 1), &kept->positions[lane == 'A'].last);
    return 1;
}

static void open_memory(memory *kept)
{
    char record[RECORD_MAX];
    long whole = 0;
    FILE *records;
    memset(kept->positions, '0', sizeof kept->positions);
    kept->file = open("device.csv", O_RDWR | O_CREAT | O_APPEND, 0644);
    records = fopen("device.csv", "r");
    if (kept->file < 0 || records == NULL) {
        fail("opening", "device.csv");
    }
    while (fgets(record, sizeof record, records) != NULL && strchr(record, '\n') != NULL && recall(kept, record)) {
        whole = ftell(records);
    }
    fclose(records);
    if (ftruncate(kept->file, whole) != 0) {
        fail("cutting off half a record of", "device.csv");
    }
}

static unsigned count_start(void)
{
    unsigned boots = 0;
    FILE *file = fopen("device.boots", "r");
    if (file != NULL) {
        if (fscanf(file, "%u", &boots) != 1) {
            boots = 0;
        }
        fclose(file);
    }
    file = fopen("device.boots", "w");
    if (file == NULL || fprintf(file, "%u\n", ++boots) < 0 || fclose(file) != 0) {
        fail("writing", "device.boots");
    }
    return boots;
}

/* ---- line ---- */

static int open_line(const char *path)
{
    struct termios raw;
    int line = open(path, O_RDWR | O_NOCTTY);
    if (line < 0 || tcgetattr(line, &raw) != 0) {
        fail("opening", path);
    }
    raw.c_iflag = IGNBRK;
    raw.c_oflag = 0;
    raw.c_lflag = 0;
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    if (tcsetattr(line, TCSANOW, &raw) != 0) {
        fail("setting", path);
    }
    return line;
}

static uint32_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint32_t) now.tv_sec * 1000u + (uint32_t) (now.tv_nsec / 1000000);
}

static void say(int line, const nl_device *device, unsigned length)
{
    unsigned said = 0;
    while (said < length) {
        ssize_t count = write(line, device->reply + said, length - said);
        if (count < 0) {
            fail("writing", "the line");
        }
        said += (unsigned) count;
    }
}

int main(int count, char **arguments)
{
    static nl_device device;
    static memory kept;
    const nl_storage storage = {load, store, &kept};
    char introduction[NL_INTRODUCTION_MAX];
    char bytes[256];
    int line;
    ssize_t length;
    if (count != 3) {
        fprintf(stderr, "usage: device <terminal> <folder>\n");
        return 2;
    }
    line = open_line(arguments[1]);
    if (chdir(arguments[2]) != 0) {
        fail("entering", arguments[2]);
    }
    open_memory(&kept);
    snprintf(introduction, sizeof introduction, "c-device,%u,win=50;max=160;apply=5", count_start());
    nl_start(&device, &storage, introduction);
    puts("device is up");
    fflush(stdout);
    say(line, &device, nl_welcome(&device, 'R'));
    say(line, &device, nl_welcome(&device, 'A'));
    while ((length = read(line, bytes, sizeof bytes)) > 0) {
        for (ssize_t i = 0; i < length; i++) {
            say(line, &device, nl_take(&device, (uint8_t) bytes[i], now_ms()));
        }
    }
    return 0;
}
