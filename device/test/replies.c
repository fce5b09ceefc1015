/*
 * The library on standard input and output, its storage in memory, for DeviceLibraryTest: one command a line in,
 * what the device answers out, then a line with the number of rows stored.
 *
 *     bytes <now ms> <hex>     bytes of the line
 *     outcome <0, 1 or 2>      what the storage says from now on: stored, busy, refused
 *     restart                  the device starts anew with what it has stored, and greets
 */
#include "../nightflow_link.h"

#include <stdio.h>
#include <string.h>

static nl_position kept[2];
static nl_outcome outcome = NL_STORED;
static unsigned rows;

static void load(void *context, char lane, nl_position *position)
{
    (void) context;
    if (kept[lane == 'A'].epoch.digits[0] != 0) {
        *position = kept[lane == 'A'];
    }
}

static nl_outcome store(void *context, char lane, const nl_position *position, const char *row)
{
    (void) context;
    if (outcome == NL_STORED) {
        kept[lane == 'A'] = *position;
        rows += row != NULL;
    }
    return outcome;
}

static void say(const nl_device *device, unsigned length)
{
    fwrite(device->reply, 1, length, stdout);
}

static void take(nl_device *device, const char *hex, unsigned now)
{
    unsigned byte;
    for (; sscanf(hex, "%2x", &byte) == 1; hex += 2) {
        say(device, nl_take(device, (uint8_t) byte, now));
    }
}

int main(void)
{
    static nl_device device;
    static const nl_storage storage = {load, store, NULL};
    static char command[1 << 17];
    unsigned value;
    int at;
    nl_start(&device, &storage, "box,1,win=10;max=160;apply=50");
    while (fgets(command, sizeof command, stdin) != NULL) {
        if (sscanf(command, "bytes %u %n", &value, &at) == 1) {
            take(&device, command + at, value);
        } else if (sscanf(command, "outcome %u", &value) == 1) {
            outcome = (nl_outcome) value;
        } else if (strncmp(command, "restart", 7) == 0) {
            nl_start(&device, &storage, "box,1,win=10;max=160;apply=50");
            say(&device, nl_welcome(&device, 'R'));
            say(&device, nl_welcome(&device, 'A'));
        }
        printf("%u\n", rows);
        fflush(stdout);
    }
    return 0;
}
