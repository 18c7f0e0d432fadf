/* Sets as bits, 64 to a word: of cells (a row of `words` words for each component and operation) and of pairs of components.
 * All functions take two sets of the same length. Knows nothing of what the members are. */
#ifndef MSPEC_VERIFY_SETS_H
#define MSPEC_VERIFY_SETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef uint64_t set_word;
enum { SET_WORD_BITS = 64 };

static inline size_t set_words(size_t members)
{
    return members / SET_WORD_BITS + (members % SET_WORD_BITS != 0);
}

static inline bool set_has(const set_word *set, size_t member)
{
    return set[member / SET_WORD_BITS] >> (member % SET_WORD_BITS) & 1;
}

static inline void set_put(set_word *set, size_t member)
{
    set[member / SET_WORD_BITS] |= (set_word)1 << (member % SET_WORD_BITS);
}

static inline void set_drop(set_word *set, size_t member)
{
    set[member / SET_WORD_BITS] &= ~((set_word)1 << (member % SET_WORD_BITS));
}

static inline void set_clear(set_word *set, size_t words)
{
    memset(set, 0, words * sizeof *set);
}

static inline void set_copy(set_word *to, const set_word *from, size_t words)
{
    memcpy(to, from, words * sizeof *to);
}

static inline void set_unite(set_word *to, const set_word *with, size_t words)
{
    for (size_t i = 0; i < words; i++)
        to[i] |= with[i];
}

static inline void set_intersect(set_word *to, const set_word *with, size_t words)
{
    for (size_t i = 0; i < words; i++)
        to[i] &= with[i];
}

static inline void set_remove(set_word *to, const set_word *without, size_t words)
{
    for (size_t i = 0; i < words; i++)
        to[i] &= ~without[i];
}

static inline bool set_is_empty(const set_word *set, size_t words)
{
    for (size_t i = 0; i < words; i++)
        if (set[i])
            return false;
    return true;
}

/* The members of one word that lie in [from, to). */
static inline set_word set_range_in_word(size_t word, size_t from, size_t to)
{
    size_t first = word * SET_WORD_BITS, last = first + SET_WORD_BITS; /* no overflow: members are 32-bit ids */
    if (from >= last || to <= first || from >= to)
        return 0;
    set_word bits = ~(set_word)0;
    if (from > first)
        bits &= ~(set_word)0 << (from - first);
    if (to < last)
        bits &= ~(set_word)0 >> (last - to);
    return bits;
}

static inline void set_put_range(set_word *set, size_t from, size_t to)
{
    for (size_t word = from / SET_WORD_BITS; from < to && word <= (to - 1) / SET_WORD_BITS; word++)
        set[word] |= set_range_in_word(word, from, to);
}

static inline void set_drop_range(set_word *set, size_t from, size_t to)
{
    for (size_t word = from / SET_WORD_BITS; from < to && word <= (to - 1) / SET_WORD_BITS; word++)
        set[word] &= ~set_range_in_word(word, from, to);
}

static inline bool set_meets_range(const set_word *set, size_t from, size_t to)
{
    for (size_t word = from / SET_WORD_BITS; from < to && word <= (to - 1) / SET_WORD_BITS; word++)
        if (set[word] & set_range_in_word(word, from, to))
            return true;
    return false;
}

static inline size_t set_count(set_word word)
{
    return (size_t)__builtin_popcountll(word);
}

/* The smallest member, or SIZE_MAX. */
static inline size_t set_first(const set_word *set, size_t words)
{
    for (size_t i = 0; i < words; i++)
        if (set[i])
            return i * SET_WORD_BITS + (size_t)__builtin_ctzll(set[i]);
    return SIZE_MAX;
}

#endif
