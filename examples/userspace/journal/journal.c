#include "journal/journal.h"

#include <stdio.h>

void journal_note(const char *what, const char *text)
{
    char line[64];
    snprintf(line, sizeof line, "%s: %.20s", what, text);
    puts(line);
}
