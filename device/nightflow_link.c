#include "nightflow_link.h"

#define GO_BACK_PAUSE_MS 250u
#define CHECK_DIGITS 8

/* SKIP --$--> BODY --*--> CHECK --8 digits--> END --CR or LF--> a line; anything else --> SKIP */
enum { SKIP, BODY, CHECK, END };

/* ---- check value ---- */

uint32_t nl_crc(const char *bytes, unsigned length)
{
    uint32_t crc = UINT32_MAX;
    while (length-- > 0) {
        crc ^= (uint8_t) *bytes++;
        for (int bit = 0; bit < 8; bit++) {
            crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
        }
    }
    return ~crc;
}

/* The first of the eight digits of a check value. */
static char hex_digit(uint32_t crc)
{
    return "0123456789ABCDEF"[crc >> 28];
}

/* ---- numbers: 15 decimal digits as text, so that no target needs calculations of 64 bits ---- */

/* Adds 1 (from '9' a carry to '0') or takes 1 away (from '0' a borrow to '9'). */
static void step(nl_number *number, char from, char to, int by)
{
    int i = NL_DIGITS - 1;
    while (i > 0 && number->digits[i] == from) {
        number->digits[i--] = to;
    }
    number->digits[i] = (char) (number->digits[i] + by);
}

/* Below 0, 0 or above 0 as a is before, equal to or behind b. */
static int compare(const nl_number *a, const nl_number *b)
{
    int i = 0;
    while (i < NL_DIGITS - 1 && a->digits[i] == b->digits[i]) {
        i++;
    }
    return a->digits[i] - b->digits[i];
}

/* ---- replies ---- */

static void put(nl_device *device, char c)
{
    device->reply[device->reply_length++] = c;
}

static void put_text(nl_device *device, const char *text)
{
    while (*text != 0) {
        put(device, *text++);
    }
}

static void put_number(nl_device *device, const nl_number *number)
{
    int i = 0;
    put(device, ',');
    while (i < NL_DIGITS - 1 && number->digits[i] == '0') {
        i++;
    }
    while (i < NL_DIGITS) {
        put(device, number->digits[i++]);
    }
}

static nl_position *position_of(nl_device *device, char lane)
{
    return &device->positions[lane == 'A'];
}

/* "$W,1,R,epoch,last", "$A,R,epoch,last" or "$N,R,epoch,last" */
static void begin(nl_device *device, const char *type, char lane)
{
    device->reply_length = 0;
    put_text(device, type);
    put(device, lane);
    put_number(device, &position_of(device, lane)->epoch);
    put_number(device, &position_of(device, lane)->last);
}

static unsigned finish(nl_device *device)
{
    uint32_t crc = nl_crc(device->reply + 1, device->reply_length - 1u);
    put(device, '*');
    for (int i = 0; i < CHECK_DIGITS; i++, crc <<= 4) {
        put(device, hex_digit(crc));
    }
    put_text(device, "\r\n");
    return device->reply_length;
}

static unsigned acknowledge(nl_device *device, char lane)
{
    begin(device, "$A,", lane);
    return finish(device);
}

static unsigned go_back(nl_device *device, char lane, const char *reason, uint32_t now_ms)
{
    if (device->went_back && now_ms - device->went_back_at < GO_BACK_PAUSE_MS) {
        return 0;
    }
    device->went_back = 1;
    device->went_back_at = now_ms;
    begin(device, "$N,", lane);
    put(device, ',');
    put_text(device, reason);
    return finish(device);
}

unsigned nl_welcome(nl_device *device, char lane)
{
    begin(device, "$W,1,", lane);
    put(device, ',');
    put_text(device, device->introduction);
    return finish(device);
}

/* ---- fields ---- */

const char *nl_field(const char *row, unsigned index)
{
    while (*row != 0 && index > 0) {
        index -= *row++ == ',';
    }
    return row;
}

/* Goes past the comma behind a field that has been read; a field that goes on is none of ours. */
static void end_field(nl_device *device)
{
    if (*device->at == ',') {
        device->at++;
    } else if (*device->at != 0) {
        device->malformed = 1;
    }
}

/* A field of 1 to 15 digits. */
static void take_number(nl_device *device, nl_number *number)
{
    const char *start = device->at;
    const char *digit;
    int i = NL_DIGITS;
    while (*device->at >= '0' && *device->at <= '9') {
        device->at++;
    }
    digit = device->at;
    device->malformed |= digit == start || digit - start > NL_DIGITS;
    while (i-- > 0) {
        number->digits[i] = digit > start ? *--digit : '0';
    }
    end_field(device);
}

/* A field of one letter: 'R' or 'A'. */
static char take_lane(nl_device *device)
{
    char lane = *device->at;
    if (lane == 'R' || lane == 'A') {
        device->at++;
    } else {
        device->malformed = 1;
    }
    end_field(device);
    return lane;
}

/* ---- lines ---- */

static nl_outcome store(nl_device *device, char lane, const nl_position *moved, const char *row)
{
    nl_outcome outcome = device->storage->store(device->storage->context, lane, moved, row);
    if (outcome == NL_STORED) {
        *position_of(device, lane) = *moved;
    }
    return outcome;
}

/* H,1,gateway,lane,epoch,first,next,utc: a numbering that is not ours, or a hole that cannot be filled, is adopted. */
static unsigned take_hello(nl_device *device, uint32_t now_ms)
{
    const nl_position *known;
    nl_position before_first;
    char lane;
    device->malformed |= device->at[0] != '1' || device->at[1] != ',';
    device->at = nl_field(device->body, 3);
    lane = take_lane(device);
    take_number(device, &before_first.epoch);
    take_number(device, &before_first.last);
    if (device->malformed || *nl_field(device->body, 5) == '0') {
        return go_back(device, 'R', "fmt", now_ms);
    }
    step(&before_first.last, '0', '9', -1);
    known = position_of(device, lane);
    if (compare(&before_first.epoch, &known->epoch) != 0 || compare(&before_first.last, &known->last) > 0) {
        store(device, lane, &before_first, 0);
    }
    return nl_welcome(device, lane);
}

/* R,epoch,number,.. and V,lane,epoch,number: stored where it is the next one, and acknowledged. */
static unsigned take_row(nl_device *device, char lane, const char *row, uint32_t now_ms)
{
    const char *reason = 0;
    nl_position *known = position_of(device, lane);
    nl_position sent;
    nl_number wanted = known->last;
    int ahead;
    take_number(device, &sent.epoch);
    take_number(device, &sent.last);
    step(&wanted, '9', '0', 1);
    ahead = compare(&sent.last, &wanted);
    if (device->malformed) {
        lane = 'R';
        reason = "fmt";
    } else if (compare(&sent.epoch, &known->epoch) != 0) {
        reason = "epoch";
    } else if (ahead > 0) {
        reason = "gap";
    } else if (ahead == 0) {
        nl_outcome outcome = store(device, lane, &sent, row);
        reason = outcome == NL_STORED ? 0 : outcome == NL_BUSY ? "busy" : "fmt";
    }
    return reason ? go_back(device, lane, reason, now_ms) : acknowledge(device, lane);
}

static int is_one_of(char c, const char *letters)
{
    while (*letters != 0 && *letters != c) {
        letters++;
    }
    return *letters != 0;
}

static unsigned take_line(nl_device *device, uint32_t now_ms)
{
    const char *body = device->body;
    char type = body[0];
    device->at = body + 1;
    device->malformed = 0;
    end_field(device);
    if (device->malformed) {
        type = '?';
    }
    if (type == 'H') {
        return take_hello(device, now_ms);
    }
    if (type == 'V') {
        return take_row(device, take_lane(device), 0, now_ms);
    }
    if (is_one_of(type, "RFTQE")) {
        return take_row(device, type == 'E' ? 'A' : 'R', body, now_ms);
    }
    if (is_one_of(type, "SWANXY") || body[0] < 'A' || body[0] > 'Z') {
        return 0; /* what others say on a shared line, or for people */
    }
    return go_back(device, 'R', "type", now_ms);
}

/* ---- bytes ---- */

static int is_body(uint8_t byte)
{
    return byte >= ' ' && byte <= '~';
}

static void take_body(nl_device *device, uint8_t byte)
{
    if (byte == '*' && device->length > 0) {
        device->state = CHECK;
        device->check_digits = 0;
        device->crc = nl_crc(device->body, device->length);
    } else if (byte == '*' || !is_body(byte) || device->length == NL_BODY_MAX) {
        device->state = SKIP;
    } else {
        device->body[device->length++] = (char) byte;
    }
}

static void take_check(nl_device *device, uint8_t byte)
{
    int right = byte == hex_digit(device->crc);
    device->crc <<= 4;
    device->state = !right ? SKIP : ++device->check_digits == CHECK_DIGITS ? END : CHECK;
}

unsigned nl_take(nl_device *device, uint8_t byte, uint32_t now_ms)
{
    if (byte == '$') {
        device->state = BODY;
        device->length = 0;
    } else if (device->state == BODY) {
        take_body(device, byte);
    } else if (device->state == CHECK) {
        take_check(device, byte);
    } else if (device->state == END) {
        device->state = SKIP;
        if (byte == '\r' || byte == '\n') {
            device->body[device->length] = 0;
            return take_line(device, now_ms);
        }
    }
    return 0;
}

void nl_start(nl_device *device, const nl_storage *storage, const char *introduction)
{
    device->storage = storage;
    device->introduction = introduction;
    device->state = SKIP;
    device->went_back = 0;
    for (char *c = (char *) device->positions; c != (char *) (device->positions + 2); c++) {
        *c = '0';
    }
    storage->load(storage->context, 'R', &device->positions[0]);
    storage->load(storage->context, 'A', &device->positions[1]);
}
