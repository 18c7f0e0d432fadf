/* mspec-random: prints a random system, the one that the property test makes from the same seed and size. */
#include <stdio.h>
#include <stdlib.h>

#include "options.h"

int main(int argc, char **argv)
{
    struct options o = {.count = 1, .size = RANDOM_SMALL};
    if (!options_read(&o, argc, argv, "mspec-random: prints random systems as MSpec text"))
        return 2;
    for (uint64_t i = 0; i < o.count; i++) {
        struct text text = {0};
        generate_system(o.seed + i, o.size, &text);
        char *bytes = text_take(&text);
        if (!bytes)
            return 4;
        fputs(bytes, stdout);
        free(bytes);
    }
    return 0;
}
