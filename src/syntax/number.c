#include "syntax/number.h"

#include <string.h>

#include "syntax/syntax.h"

#define DECIMALS_MAX 18

static const struct unit_row {
    const char *name;
    enum unit unit;
    int64_t num, den; /* what one of it is, in the unit that struct number keeps */
} units[] = {
    {"B", UNIT_BYTES, 1, 1},
    {"KiB", UNIT_BYTES, 1 << 10, 1},
    {"MiB", UNIT_BYTES, 1 << 20, 1},
    {"GiB", UNIT_BYTES, 1 << 30, 1},
    {"%", UNIT_PERCENT, 1, 1},
    {"cycles", UNIT_CYCLES, 1, 1},
    {"ns", UNIT_SECONDS, 1, 1000000000},
    {"us", UNIT_SECONDS, 1, 1000000},
    {"ms", UNIT_SECONDS, 1, 1000},
    {"s", UNIT_SECONDS, 1, 1},
    {"/s", UNIT_RATE, 1, 1},
    {"k/s", UNIT_RATE, 1000, 1},
    {"M/s", UNIT_RATE, 1000000, 1},
    {"G/s", UNIT_RATE, 1000000000, 1},
    {"Hz", UNIT_HERTZ, 1, 1},
    {"kHz", UNIT_HERTZ, 1000, 1},
    {"MHz", UNIT_HERTZ, 1000000, 1},
    {"GHz", UNIT_HERTZ, 1000000000, 1},
};

/* What people write instead, in lower case. */
static const struct misspelling {
    const char *written, *meant;
} misspellings[] = {
    {"b", "B"},          {"byte", "B"},          {"bytes", "B"},       {"k", "KiB"},
    {"kb", "KiB"},       {"kib", "KiB"},         {"m", "MiB"},         {"mb", "MiB"},
    {"mib", "MiB"},      {"g", "GiB"},           {"gb", "GiB"},        {"gib", "GiB"},
    {"tb", "GiB"},       {"tib", "GiB"},         {"percent", "%"},     {"pct", "%"},
    {"cycle", "cycles"}, {"cyc", "cycles"},      {"nsec", "ns"},       {"nanoseconds", "ns"},
    {"usec", "us"},      {"microseconds", "us"}, {"msec", "ms"},       {"milliseconds", "ms"},
    {"sec", "s"},        {"secs", "s"},          {"second", "s"},      {"seconds", "s"},
    {"min", "s"},        {"minutes", "s"},       {"hz", "Hz"},         {"khz", "kHz"},
    {"mhz", "MHz"},      {"ghz", "GHz"},         {"cycles", "cycles"}, {"ns", "ns"},
    {"us", "us"},        {"ms", "ms"},           {"s", "s"},
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_word(char c)
{
    return is_letter(c) || is_digit(c) || c == '_' || c == '-';
}

static int hex_digit(char c)
{
    if (is_digit(c))
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* value * base + digit, as long as it stays below 2^64 * 10^18: what fits a fraction of 128-bit integers in any unit. */
static bool shift_in(unsigned __int128 *value, unsigned base, unsigned digit)
{
    const unsigned __int128 limit = ((unsigned __int128)1 << 64) * 1000000000000000000u;
    if (*value > (limit - digit) / base)
        return false;
    *value = *value * base + digit;
    return true;
}

static enum number_fault parse_hex(const char *text, size_t length, unsigned __int128 *num, size_t *at)
{
    enum number_fault fault = NUMBER_FINE;
    size_t i = 2;
    for (int digit; i < length && (digit = hex_digit(text[i])) >= 0; i++)
        if (fault == NUMBER_FINE && !shift_in(num, 16, (unsigned)digit))
            fault = NUMBER_TOO_LARGE;
    *at = i;
    return i == 2 ? NUMBER_HEX_EMPTY : fault;
}

static enum number_fault parse_decimal(const char *text, size_t length, unsigned __int128 *num, uint64_t *den, size_t *at)
{
    enum number_fault fault = NUMBER_FINE;
    size_t i = 0;
    for (; i < length && is_digit(text[i]); i++)
        if (fault == NUMBER_FINE && !shift_in(num, 10, (unsigned)(text[i] - '0')))
            fault = NUMBER_TOO_LARGE;
    if (i + 1 < length && text[i] == '.' && is_digit(text[i + 1])) {
        size_t zeros = 0, decimals = 0; /* zeros at the end say nothing */
        for (i++; i < length && is_digit(text[i]); i++) {
            zeros++;
            if (text[i] == '0')
                continue;
            decimals += zeros;
            if (decimals > DECIMALS_MAX && fault == NUMBER_FINE)
                fault = NUMBER_TOO_FINE;
            for (; zeros > 0 && fault == NUMBER_FINE; zeros--) {
                *den *= 10;
                if (!shift_in(num, 10, zeros == 1 ? (unsigned)(text[i] - '0') : 0))
                    fault = NUMBER_TOO_LARGE;
            }
            zeros = 0;
        }
    }
    *at = i;
    return fault;
}

/* The length of the unit's word at text[0]: a word, `%`, or `/s` with an optional letter before it. */
static size_t unit_length(const char *text, size_t length)
{
    if (length > 0 && text[0] == '%')
        return 1;
    size_t n = 0;
    while (n < length && is_letter(text[n]))
        n++;
    if (n + 1 < length && text[n] == '/' && is_letter(text[n + 1])) {
        n += 2;
        while (n < length && is_letter(text[n]))
            n++;
    }
    return n;
}

static const struct unit_row *unit_find(const char *text, size_t length)
{
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strlen(units[i].name) == length && memcmp(units[i].name, text, length) == 0)
            return &units[i];
    return NULL;
}

static enum number_fault parse_unit(const char *text, size_t length, bool hexadecimal, size_t at,
                                    const struct unit_row **unit, size_t *used)
{
    size_t start = at;
    while (start < length && (text[start] == ' ' || text[start] == '\t'))
        start++;
    bool adjacent = start == at;
    size_t n = unit_length(text + start, length - start);
    const struct unit_row *row = n > 0 ? unit_find(text + start, n) : NULL;
    size_t end = start + n;
    bool ends = end == length || text[start] == '%' ||
                !(is_word(text[end]) || (text[end] == '.' && end + 1 < length && is_word(text[end + 1])) ||
                  text[end] == '(' || text[end] == '[');
    if (row != NULL && (ends || adjacent)) {
        *used = end;
        if (adjacent && hexadecimal && row->unit != UNIT_PERCENT)
            return NUMBER_HEX_UNIT;
        if (ends) {
            *unit = row;
            return NUMBER_FINE;
        }
    }
    *used = at;
    if (adjacent && start < length && (n > 0 || is_letter(text[start]) || text[start] == '_')) {
        bool letters = text[start] != '_';
        while (end < length && is_word(text[end]) && !(text[end] == '-' && end + 1 < length && text[end + 1] == '>'))
            letters &= !is_digit(text[end++]);
        *used = end;
        return hexadecimal ? NUMBER_HEX_UNIT : letters ? NUMBER_UNIT : NUMBER_FORM;
    }
    return NUMBER_FINE; /* what follows is not the number's */
}

enum number_fault number_parse(const char *text, size_t length, struct number *out, size_t *used, size_t *digits)
{
    unsigned __int128 num = 0;
    uint64_t den = 1;
    size_t at;
    *used = *digits = 0;
    *out = (struct number){RATIONAL_ZERO, UNIT_NONE, false};
    if (length == 0 || !is_digit(text[0]))
        return NUMBER_NONE;
    out->hexadecimal = length > 1 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
    enum number_fault fault = out->hexadecimal ? parse_hex(text, length, &num, &at)
                                               : parse_decimal(text, length, &num, &den, &at);
    *used = *digits = at;
    if (fault == NUMBER_HEX_EMPTY)
        while (*used < length && is_word(text[*used]))
            ++*used;
    const struct unit_row *unit = NULL;
    enum number_fault unit_fault = fault == NUMBER_HEX_EMPTY ? fault
                                                             : parse_unit(text, length, out->hexadecimal, at, &unit, used);
    if (fault == NUMBER_FINE)
        fault = unit_fault;
    if (fault != NUMBER_FINE)
        return fault;
    if (!rational_make((int128)num, (int128)den, &out->value))
        return NUMBER_TOO_LARGE;
    if (unit != NULL) {
        struct rational factor;
        out->unit = unit->unit;
        if (!rational_make(unit->num, unit->den, &factor) || !rational_mul(out->value, factor, &out->value))
            return NUMBER_TOO_LARGE;
    }
    return out->value.num / out->value.den > (int128)UINT64_MAX ? NUMBER_TOO_LARGE : NUMBER_FINE;
}

const char *number_fault_text(enum number_fault fault)
{
    switch (fault) {
    case NUMBER_FINE: return "";
    case NUMBER_NONE: return "a number begins with a digit";
    case NUMBER_TOO_LARGE: return "the number is too large: at most 2^64 - 1";
    case NUMBER_TOO_FINE: return "the number has more than 18 decimals";
    case NUMBER_HEX_EMPTY: return "no hexadecimal digit follows `0x`";
    case NUMBER_HEX_UNIT: return "a blank stands between a hexadecimal number and its unit";
    case NUMBER_UNIT: return "unknown unit";
    case NUMBER_FORM: return "this is no number";
    }
    return "";
}

const char *number_unit_meant(const char *text, size_t length)
{
    char plain[16];
    const struct unit_row *row = unit_find(text, length);
    if (row != NULL)
        return row->name;
    if (length >= sizeof plain)
        return NULL;
    for (size_t i = 0; i < length; i++)
        plain[i] = text[i] >= 'A' && text[i] <= 'Z' ? (char)(text[i] - 'A' + 'a') : text[i];
    plain[length] = '\0';
    for (size_t i = 0; i < sizeof misspellings / sizeof *misspellings; i++)
        if (strcmp(misspellings[i].written, plain) == 0)
            return misspellings[i].meant;
    return NULL;
}

bool syntax_parse_number(const char *text, size_t length, struct number *out, size_t *used, const char **error)
{
    size_t digits;
    enum number_fault fault = number_parse(text, length, out, used, &digits);
    if (error != NULL)
        *error = fault == NUMBER_FINE ? NULL : number_fault_text(fault);
    return fault == NUMBER_FINE;
}
