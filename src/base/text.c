/* Growable text. On the C library's heap, and not under a budget: what it builds is handed to callers who free() it. */
#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Room for `more` bytes and a NUL. */
static bool make_room(struct text *t, size_t more)
{
    if (t->failed)
        return false;
    if (more < t->capacity - t->length)
        return true;
    if (more >= SIZE_MAX / 2 - t->length) {
        t->failed = true;
        return false;
    }
    size_t capacity = t->capacity < 64 ? 64 : t->capacity * 2;
    if (capacity <= t->length + more)
        capacity = t->length + more + 1;
    char *bytes = realloc(t->bytes, capacity);
    if (!bytes) {
        t->failed = true;
        return false;
    }
    t->bytes = bytes;
    t->capacity = capacity;
    return true;
}

void text_append(struct text *t, const char *bytes, size_t length)
{
    if (!make_room(t, length))
        return;
    if (length)
        memcpy(t->bytes + t->length, bytes, length);
    t->length += length;
    t->bytes[t->length] = '\0';
}

void text_puts(struct text *t, const char *string)
{
    text_append(t, string, strlen(string));
}

void text_printf(struct text *t, const char *format, ...)
{
    if (t->failed)
        return;
    va_list args;
    va_start(args, format);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length < 0) {
        t->failed = true;
        return;
    }
    if (!make_room(t, (size_t)length))
        return;
    va_start(args, format);
    vsnprintf(t->bytes + t->length, (size_t)length + 1, format, args);
    va_end(args);
    t->length += (size_t)length;
}

void text_pad(struct text *t, size_t column_start, size_t width)
{
    do
        text_append(t, " ", 1);
    while (!t->failed && t->length - column_start < width);
}

void text_fini(struct text *t)
{
    free(t->bytes);
    *t = (struct text){0};
}

char *text_take(struct text *t)
{
    text_append(t, "", 0); /* so that an empty text is a string too */
    char *bytes = t->bytes;
    if (t->failed) {
        free(bytes);
        bytes = NULL;
    }
    *t = (struct text){0};
    return bytes;
}
