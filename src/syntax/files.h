/* Files and folders of the operating system, read without trust: only regular files, never a device or a pipe that could wait for
 * ever, never more than a limit, and no folder twice, whatever links there are. Takes paths; gives bytes, lists of paths, and
 * diagnostics. Knows nothing of the notation. */
#ifndef MSPEC_SYNTAX_FILES_H
#define MSPEC_SYNTAX_FILES_H

#include "diag/context.h"

enum { FILES_LARGEST = 64 << 20 /* bytes */, FILES_LONGEST_PATH = 4096 };

struct bytes {
    VECTOR(char);
};

struct path_list {
    VECTOR(const char *); /* in the context's arena */
};

bool files_is_folder(const char *path);
/* The path without links and dots, in the context's arena. `include` is where the file was asked for; source 0: by the user. */
mspec_status files_canonical(mspec_ctx *ctx, const char *path, struct span include, char **canonical);
/* All of a regular file. The caller frees the vector; on failure there is nothing to free. */
mspec_status files_read(mspec_ctx *ctx, const char *path, size_t limit, struct span include, struct bytes *out);
/* The .mspec files of a folder and the folders in it, each folder's in the order of the names. Hidden ones are left out. */
mspec_status files_search(mspec_ctx *ctx, const char *path, struct path_list *out);
/* The same, for files whose names end in something else. */
mspec_status files_search_ending(mspec_ctx *ctx, const char *path, const char *ending, struct path_list *out);
/* The folder at `relative` from the one that the running program is in; false when it is none. */
bool files_beside_program(const char *relative, char path[FILES_LONGEST_PATH]);
/* Is the running program one of a build folder, and not installed? */
bool files_in_build(void);
/* The path as diagnostics show it: without `./` before it. */
const char *files_short_name(const char *path);

#endif
