/*
 * Nightflow Link 1, the device's side. C99, freestanding: no malloc, no printf, no library.
 *
 *     bytes from the line --> nl_take() --> the bytes to answer, mostly none
 *                                |
 *                                +--> storage.store(): a row and its number, in one atomic record
 *
 * One thread or main loop calls it; an interrupt that receives bytes puts them into a buffer of yours first.
 * docs/reference/device.md explains the protocol and has test vectors.
 */
#ifndef NIGHTFLOW_LINK_H
#define NIGHTFLOW_LINK_H

#include <stdint.h>

#define NL_LINE_MAX 160                    /* bytes of a line, "$" and CR LF included */
#define NL_BODY_MAX (NL_LINE_MAX - 12)     /* bytes between "$" and "*" */
#define NL_INTRODUCTION_MAX 104            /* what is left of a welcome for who the device is */

#define NL_DIGITS 15

/* A number as decimal digits with leading zeros, such as "000000000001234"; not terminated. */
typedef struct {
    char digits[NL_DIGITS];
} nl_number;

/* What is stored of a lane: all numbers of this epoch up to `last`. */
typedef struct {
    nl_number epoch;
    nl_number last;
} nl_position;

/* What became of a record. */
typedef enum {
    NL_STORED,  /* it is durable: after a power cut it is there */
    NL_BUSY,    /* not now; the gateway sends it again */
    NL_REFUSED  /* never: its content cannot be read; after three times the gateway sets it aside */
} nl_outcome;

/* Where rows and numbers are kept. The lanes are 'R' (result rows) and 'A' (alerts). */
typedef struct {
    /* Sets the newest position of the lane; leaves it (it is 0, 0) where nothing was ever stored. */
    void (*load)(void *context, char lane, nl_position *position);

    /*
     * Keeps position and row in ONE atomic record: after a power cut both are there or neither. `row` is the body of
     * the line, such as "R,1795176000,1234,dma-north,..", or a null pointer where the position moves without a row.
     * A row sets what is known of its sensor and minute; it never adds.
     */
    nl_outcome (*store)(void *context, char lane, const nl_position *position, const char *row);

    void *context;
} nl_storage;

/* A device. The small fields stand in front: small targets reach those with short instructions. */
typedef struct {
    /* its own */
    uint8_t state;
    uint8_t length;
    uint8_t check_digits;
    uint8_t reply_length;
    uint8_t malformed;
    uint8_t went_back;
    uint32_t went_back_at;
    uint32_t crc;
    const char *at;
    const char *introduction;
    const nl_storage *storage;
    nl_position positions[2];

    /* for you to read */
    char reply[NL_LINE_MAX];      /* what to write to the line; valid until the next call */
    char body[NL_BODY_MAX + 1];   /* the line that was answered; after an H, nl_field(body, 7) is the time, UTC seconds */
} nl_device;

/*
 * Starts a device with what it has stored. Storage and introduction must outlive it.
 *
 * introduction  "<name>,<boots>,<capabilities>", 104 characters at most: a name of A-Z a-z 0-9 _ . -; how often it has
 *               started, counted by you (a number that falls tells that its storage was lost); and what it can do, such
 *               as win=10;max=160;apply=50: lines under way, longest line, milliseconds to store one. win=1 on a
 *               half-duplex line.
 */
void nl_start(nl_device *device, const nl_storage *storage, const char *introduction);

/*
 * Makes the greeting of a lane ('R' or 'A') in device->reply and returns its length. Send both once after a start on a
 * full-duplex line; on a half-duplex line never, for there only the gateway begins to speak.
 */
unsigned nl_welcome(nl_device *device, char lane);

/*
 * Takes one byte of the line. Returns how many bytes of device->reply are to be written to the line now, mostly 0.
 * now_ms: milliseconds of any clock that only goes on; it may wrap.
 */
unsigned nl_take(nl_device *device, uint8_t byte, uint32_t now_ms);

/* The start of a field of a row, 0 being the type; a pointer to the terminating zero where the row has fewer. */
const char *nl_field(const char *row, unsigned index);

/* CRC-32 (zlib polynomial), for records of your own storage too. */
uint32_t nl_crc(const char *bytes, unsigned length);

#endif
