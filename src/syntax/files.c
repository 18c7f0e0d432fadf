#include "syntax/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What the operating system says, in our words where they are better. */
static const char *reason(int error)
{
    switch (error) {
    case ENOENT: return "it does not exist";
    case EACCES:
    case EPERM: return "no permission";
    case ENOTDIR: return "a part of its path is no folder";
    case ELOOP: return "its links go round in circles";
    case ENAMETOOLONG: return "its path is too long";
    case EISDIR: return "it is a folder";
    case EMFILE:
    case ENFILE: return "too many files are open";
    case EAGAIN: return "it would have to be waited for";
    case ENXIO: return "it is a device or a pipe";
    default: return "reading it fails";
    }
}

static mspec_status unreadable(mspec_ctx *ctx, const char *path, struct span include, const char *why)
{
    report(ctx, include.source != 0 ? CODE_INCLUDE_UNREADABLE : CODE_FILE_UNREADABLE, include, "`%s` cannot be read: %s", path, why);
    return MSPEC_ERROR_IO;
}

static mspec_status no_regular_file(mspec_ctx *ctx, const char *path, struct span include, mode_t mode)
{
    const char *what = S_ISDIR(mode)    ? "a folder"
                       : S_ISFIFO(mode) ? "a pipe"
                       : S_ISSOCK(mode) ? "a socket"
                                        : "a device";
    struct report *r = report(ctx, CODE_NOT_A_FILE, include, "`%s` is %s, and no file", path, what);
    if (include.source == 0 && S_ISFIFO(mode))
        report_hint(r, "give the specification on standard input, and `-` as its name");
    return MSPEC_ERROR_IO;
}

bool files_is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

const char *files_short_name(const char *path)
{
    while (path[0] == '.' && path[1] == '/' && path[2] != '\0')
        for (path += 2; path[0] == '/' && path[1] != '\0';)
            path++;
    return path;
}

mspec_status files_canonical(mspec_ctx *ctx, const char *path, struct span include, char **canonical)
{
    char buffer[PATH_MAX];
    if (path[0] == '\0' || realpath(path, buffer) == NULL)
        return unreadable(ctx, path, include, reason(path[0] == '\0' ? ENOENT : errno));
    *canonical = arena_copy(&ctx->arena, buffer, strlen(buffer));
    return *canonical != NULL ? MSPEC_OK : MSPEC_ERROR_MEMORY;
}

/* ---- one file ---- */

static mspec_status too_large(mspec_ctx *ctx, const char *path, size_t limit, struct span include)
{
    report(ctx, CODE_FILE_TOO_LARGE, include, "`%s` is larger than %zu bytes", path, limit);
    return MSPEC_ERROR_INPUT;
}

/* Reads to the end: the size that the system states is only where to begin (files of /proc state none). */
static mspec_status read_all(mspec_ctx *ctx, int fd, const char *path, size_t limit, struct span include, size_t size,
                             struct bytes *out)
{
    struct memory *m = &ctx->memory;
    for (;;) {
        size_t wanted = out->count == 0 ? size + 1 : out->count + out->count / 2 + 4096;
        if (wanted > limit + 1)
            wanted = limit + 1;
        if (out->count == out->capacity && !vector_reserve_(m, (void **)&out->items, &out->capacity, wanted, 1))
            return MSPEC_ERROR_MEMORY;
        ssize_t n = read(fd, out->items + out->count, out->capacity - out->count);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return unreadable(ctx, path, include, reason(errno));
        if (n == 0)
            return MSPEC_OK;
        out->count += (size_t)n;
        if (out->count > limit)
            return too_large(ctx, path, limit, include);
    }
}

mspec_status files_read(mspec_ctx *ctx, const char *path, size_t limit, struct span include, struct bytes *out)
{
    *out = (struct bytes){0};
    /* without O_NONBLOCK, a pipe would be waited for before it could be seen to be one */
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return unreadable(ctx, path, include, reason(errno));
    struct stat st;
    mspec_status status;
    if (fstat(fd, &st) != 0)
        status = unreadable(ctx, path, include, reason(errno));
    else if (!S_ISREG(st.st_mode))
        status = no_regular_file(ctx, path, include, st.st_mode);
    else if ((uint64_t)st.st_size > limit)
        status = too_large(ctx, path, limit, include);
    else
        status = read_all(ctx, fd, path, limit, include, (size_t)st.st_size, out);
    close(fd);
    if (status == MSPEC_OK && !context_note_input(ctx, path, false))
        status = MSPEC_ERROR_MEMORY;
    if (status != MSPEC_OK)
        vector_free(&ctx->memory, out);
    return status;
}

/* ---- folders ---- */

struct visited {
    dev_t device;
    ino_t inode;
};

struct search {
    mspec_ctx *ctx;
    struct path_list *out;
    const char *ending;
    struct path_list waiting; /* a stack: what comes first is on top */
    struct {
        VECTOR(struct visited);
    } visited; /* folders: links may lead to one in many ways */
    mspec_status status;
};

static bool is_wanted(const struct search *s, const char *name)
{
    size_t length = strlen(name), suffix = strlen(s->ending);
    return length > suffix && strcmp(name + length - suffix, s->ending) == 0;
}

static int compare_paths(const void *a, const void *b)
{
    return strcmp(*(const char *const *)b, *(const char *const *)a); /* the last first: the stack turns them round */
}

static bool is_visited(const struct search *s, const struct stat *st)
{
    for (size_t i = 0; i < s->visited.count; i++)
        if (s->visited.items[i].device == st->st_dev && s->visited.items[i].inode == st->st_ino)
            return true;
    return false;
}

static void read_folder(struct search *s, const char *path)
{
    DIR *dir = opendir(path);
    if (dir == NULL) {
        s->status = unreadable(s->ctx, path, (struct span){0}, reason(errno));
        return;
    }
    size_t base = s->waiting.count, length = strlen(path);
    while (length > 1 && path[length - 1] == '/')
        length--;
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        if (entry->d_name[0] == '.' || (entry->d_type == DT_REG && !is_wanted(s, entry->d_name)))
            continue;
        const char *child = arena_printf(&s->ctx->arena, "%.*s%s%s", (int)length, path, path[length - 1] == '/' ? "" : "/",
                                         entry->d_name);
        if (child == NULL || !vector_push(&s->ctx->memory, &s->waiting, child)) {
            s->status = MSPEC_ERROR_MEMORY;
            break;
        }
    }
    closedir(dir);
    if (s->waiting.count > base)
        qsort(s->waiting.items + base, s->waiting.count - base, sizeof *s->waiting.items, compare_paths);
}

/* A folder, a file that is wanted, or something that is neither. */
static void visit(struct search *s, const char *path)
{
    struct stat st;
    bool exists = stat(path, &st) == 0;
    if (exists && S_ISDIR(st.st_mode)) {
        struct visited folder = {st.st_dev, st.st_ino};
        if (is_visited(s, &st))
            return;
        if (!context_note_input(s->ctx, path, true) || !vector_push(&s->ctx->memory, &s->visited, folder))
            s->status = MSPEC_ERROR_MEMORY;
        else
            read_folder(s, path);
    } else if (is_wanted(s, path) && !vector_push(&s->ctx->memory, s->out, path)) {
        s->status = MSPEC_ERROR_MEMORY; /* what does not exist, a link to nothing, is reported when it is read */
    }
}

mspec_status files_search(mspec_ctx *ctx, const char *path, struct path_list *out)
{
    return files_search_ending(ctx, path, ".mspec", out);
}

mspec_status files_search_ending(mspec_ctx *ctx, const char *path, const char *ending, struct path_list *out)
{
    struct search s = {.ctx = ctx, .out = out, .ending = ending, .status = MSPEC_OK};
    const char *start = arena_copy(&ctx->arena, path, strlen(path));
    if (start == NULL || !vector_push(&ctx->memory, &s.waiting, start))
        s.status = MSPEC_ERROR_MEMORY;
    while (s.waiting.count > 0 && s.status != MSPEC_ERROR_MEMORY)
        visit(&s, s.waiting.items[--s.waiting.count]);
    vector_free(&ctx->memory, &s.waiting);
    vector_free(&ctx->memory, &s.visited);
    return s.status;
}

bool files_beside_program(const char *relative, char path[FILES_LONGEST_PATH])
{
    char program[FILES_LONGEST_PATH], folder[2 * FILES_LONGEST_PATH];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    if (length <= 0)
        return false;
    program[length] = '\0';
    char *slash = strrchr(program, '/');
    if (slash == NULL)
        return false;
    *slash = '\0';
    snprintf(folder, sizeof folder, "%s/%s", program, relative);
    char resolved[PATH_MAX]; /* diagnostics show it: without the dots */
    if (!files_is_folder(folder) || realpath(folder, resolved) == NULL || strlen(resolved) >= FILES_LONGEST_PATH)
        return false;
    memcpy(path, resolved, strlen(resolved) + 1);
    return true;
}

bool files_in_build(void)
{
#ifdef MSPEC_BUILD_FOLDER
    char folder[FILES_LONGEST_PATH];
    size_t length = strlen(MSPEC_BUILD_FOLDER);
    return files_beside_program(".", folder) && strncmp(folder, MSPEC_BUILD_FOLDER, length) == 0 &&
           (folder[length] == '\0' || folder[length] == '/');
#else
    return false;
#endif
}
