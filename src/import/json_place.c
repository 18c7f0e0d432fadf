/* A scanner over JSON that follows one path. It counts brackets instead of recursing: hostile depth costs nothing. */
#include "import/json_place.h"

#include <string.h>

struct scanner {
    const char *bytes;
    size_t length, at;
};

static bool at_end(const struct scanner *s)
{
    return s->at >= s->length;
}

static void skip_blanks(struct scanner *s)
{
    while (!at_end(s) && strchr(" \t\r\n", s->bytes[s->at]) && s->bytes[s->at])
        s->at++;
}

static bool take(struct scanner *s, char c)
{
    skip_blanks(s);
    if (at_end(s) || s->bytes[s->at] != c)
        return false;
    s->at++;
    return true;
}

static void skip_string(struct scanner *s)
{
    s->at++;
    while (!at_end(s) && s->bytes[s->at] != '"')
        s->at += s->bytes[s->at] == '\\' ? 2 : 1;
    s->at = s->at < s->length ? s->at + 1 : s->length;
}

static void skip_value(struct scanner *s)
{
    skip_blanks(s);
    size_t open = 0;
    while (!at_end(s)) {
        char c = s->bytes[s->at];
        if (c == '"') {
            skip_string(s);
        } else {
            if (c == '{' || c == '[')
                open++;
            else if (c == '}' || c == ']') {
                if (open == 0)
                    return;
                open--;
            } else if (open == 0 && (c == ',' || c == ' ' || c == '\t' || c == '\r' || c == '\n')) {
                return;
            }
            s->at++;
            if (c != '}' && c != ']')
                continue;
        }
        if (open == 0)
            return;
    }
}

/* Stands at the value of the key afterwards; [*from, *to) is the key with its quotes. */
static bool enter_key(struct scanner *s, const char *key, size_t *from, size_t *to)
{
    size_t key_length = strlen(key);
    if (!take(s, '{'))
        return false;
    do {
        skip_blanks(s);
        if (at_end(s) || s->bytes[s->at] != '"')
            return false;
        *from = s->at;
        skip_string(s);
        *to = s->at;
        if (!take(s, ':'))
            return false;
        if (*to - *from == key_length + 2 && memcmp(s->bytes + *from + 1, key, key_length) == 0)
            return true;
        skip_value(s);
    } while (take(s, ','));
    return false;
}

static bool enter_index(struct scanner *s, size_t index)
{
    if (!take(s, '['))
        return false;
    for (; index > 0; index--) {
        skip_value(s);
        if (!take(s, ','))
            return false;
    }
    return true;
}

bool json_place(const char *bytes, size_t length, const struct json_step *path, size_t depth, bool want_key, size_t *from,
                size_t *to)
{
    struct scanner s = {bytes, length, 0};
    size_t key_from = 0, key_to = 0;
    for (size_t i = 0; i < depth; i++) {
        bool found = path[i].key ? enter_key(&s, path[i].key, &key_from, &key_to) : enter_index(&s, path[i].index);
        if (!found)
            return false;
    }
    if (want_key && depth > 0 && path[depth - 1].key) {
        *from = key_from;
        *to = key_to;
        return true;
    }
    skip_blanks(&s);
    size_t start = s.at;
    skip_value(&s);
    if (s.at == start)
        return false;
    *from = start;
    *to = s.at;
    return true;
}
