/* Several files in one text. */
#include "export/export.h"

#include <string.h>

static const char mark[] = "# ==> ";

void export_file_mark(struct text *out, const char *name, const char *ending)
{
    text_printf(out, "%s%s%s\n", mark, name, ending);
}

bool export_file_next(const char **at, const char **name, size_t *name_length, const char **bytes, size_t *length)
{
    const size_t size = sizeof mark - 1;
    if (strncmp(*at, mark, size) != 0)
        return false;
    *name = *at + size;
    *name_length = strcspn(*name, "\n");
    *bytes = *name + *name_length + ((*name)[*name_length] == '\n');
    const char *end = *bytes;
    while (*end && strncmp(end, mark, size) != 0)
        end += strcspn(end, "\n") + (end[strcspn(end, "\n")] == '\n');
    *length = (size_t)(end - *bytes);
    *at = end;
    return true;
}
