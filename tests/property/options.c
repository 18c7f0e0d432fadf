#include "options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool read_number(const char *text, uint64_t *out)
{
    char *end;
    *out = text ? strtoull(text, &end, 10) : 0;
    return text && end != text && *end == '\0';
}

static bool read_size(const char *text, struct random_size *out)
{
    return text && sscanf(text, "%u,%u,%u", &out->components, &out->hardening, &out->isolation) == 3 && out->components > 0;
}

bool options_read(struct options *o, int argc, char **argv, const char *what)
{
    for (int i = 1; i < argc; i++) {
        const char *value = i + 1 < argc ? argv[i + 1] : NULL;
        uint64_t number = 0;
        bool takes = true, fine = true;
        if (strcmp(argv[i], "--seed") == 0)
            fine = read_number(value, &o->seed);
        else if (strcmp(argv[i], "--count") == 0)
            fine = read_number(value, &o->count);
        else if (strcmp(argv[i], "--space") == 0)
            fine = read_number(value, &o->most_space);
        else if (strcmp(argv[i], "--failures") == 0)
            fine = read_number(value, &o->failures);
        else if (strcmp(argv[i], "--size") == 0)
            fine = read_size(value, &o->size);
        else if (strcmp(argv[i], "--smt") == 0)
            fine = read_number(value, &o->smt);
        else if (strcmp(argv[i], "--oddities") == 0) {
            fine = read_number(value, &number) && number <= 1000;
            o->size.oddities = (unsigned)number;
        } else {
            takes = false;
            fine = strcmp(argv[i], "--verbose") == 0;
            o->verbose = true;
        }
        if (!fine) {
            fprintf(stderr,
                    "%s\nusage: %s [--seed N] [--count N] [--size COMPONENTS,HARDENING,ISOLATION] [--oddities PERCENT] "
                    "[--space N] "
                    "[--failures N] [--smt EVERY] [--verbose]\n",
                    what, argv[0]);
            return false;
        }
        i += takes;
    }
    return true;
}
