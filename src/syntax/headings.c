#include "syntax/headings.h"

#include <string.h>

static const struct row {
    const char *text;
    const char *blocks;
    uint8_t length;
} rows[HEADING_COUNT] = {{"?", "", 1},
#define X(id, text, blocks) {text, blocks, sizeof text - 1},
                         MSPEC_HEADINGS(X)
#undef X
};

const char *heading_text(enum heading h)
{
    return h < HEADING_COUNT ? rows[h].text : rows[0].text;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool same(const char *text, size_t length, const struct row *row)
{
    if (length != row->length)
        return false;
    for (size_t i = 0; i < length; i++)
        if (text[i] != lower(row->text[i]))
            return false;
    return true;
}

enum heading heading_find(const char *text, size_t length)
{
    char plain[24]; /* lower case, one blank between words; longer than any heading is unknown */
    size_t used = 0;
    bool blank = false;
    for (size_t i = 0; i < length; i++) {
        if (text[i] == ' ' || text[i] == '\t') {
            blank = used > 0;
            continue;
        }
        if (used + 2 > sizeof plain)
            return HEADING_UNKNOWN;
        if (blank)
            plain[used++] = ' ';
        blank = false;
        plain[used++] = lower(text[i]);
    }
    if (used == strlen("minimize") && memcmp(plain, "minimize", used) == 0)
        return HEADING_MINIMISE;
    for (int h = HEADING_UNKNOWN + 1; h < HEADING_COUNT; h++)
        if (same(plain, used, &rows[h]))
            return (enum heading)h;
    return HEADING_UNKNOWN;
}

bool heading_allowed(enum heading h, char block_letter)
{
    return h < HEADING_COUNT && block_letter != '\0' && strchr(rows[h].blocks, block_letter) != NULL;
}
