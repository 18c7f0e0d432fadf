/* One character of UTF-8, for renderings. Knows nothing of MSpec. */
#ifndef MSPEC_DIAG_UTF8_H
#define MSPEC_DIAG_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decodes the character at bytes[0..length), length > 0. Returns its length in bytes, or 0 when the bytes are not UTF-8
 * (overlong forms, surrogates and what lies beyond U+10FFFF are not). */
size_t utf8_decode(const char *bytes, size_t length, uint32_t *character);
/* Terminal columns: 0 for combining marks, 2 for wide characters, else 1. For printable characters. */
unsigned utf8_width(uint32_t character);
/* Control characters, invisible ones, and those that change the direction of writing. */
bool utf8_is_unsafe(uint32_t character);

#endif
