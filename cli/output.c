#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool output_stream(FILE *stream, const char *bytes, size_t length)
{
    return fwrite(bytes, 1, length, stream) == length && fflush(stream) == 0 && !ferror(stream);
}

void output_complain(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("mspec: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
}

static bool write_all(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t wrote = write(fd, bytes, length);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return false;
        bytes += wrote;
        length -= (size_t)wrote;
    }
    return true;
}

/* Into a new file beside the target, which then takes its place. */
static bool replace(const char *target, const struct stat *old, const char *bytes, size_t length)
{
    size_t room = strlen(target) + sizeof ".XXXXXX";
    char *temporary = malloc(room);
    if (!temporary)
        return false;
    snprintf(temporary, room, "%s.XXXXXX", target);
    int fd = mkstemp(temporary);
    bool ok = fd >= 0;
    if (ok) {
        mode_t mask = umask(0);
        umask(mask);
        mode_t mode = old ? old->st_mode & 07777 : 0666 & ~mask;
        ok = write_all(fd, bytes, length) && fchmod(fd, mode) == 0 && fsync(fd) == 0;
        ok = close(fd) == 0 && ok;
        ok = ok && rename(temporary, target) == 0;
        int error = errno;
        if (!ok)
            unlink(temporary);
        errno = error;
    }
    free(temporary);
    return ok;
}

static bool write_directly(const char *path, const char *bytes, size_t length)
{
    int fd = open(path, O_WRONLY);
    if (fd < 0)
        return false;
    bool ok = write_all(fd, bytes, length);
    return close(fd) == 0 && ok;
}

bool output_file(mspec_ctx *ctx, const char *path, const char *bytes, size_t length)
{
    struct stat old;
    bool exists = stat(path, &old) == 0, ok;
    if (exists && !S_ISREG(old.st_mode)) {
        ok = write_directly(path, bytes, length);
    } else {
        char *target = exists ? realpath(path, NULL) : NULL; /* where a link leads to */
        ok = (target || !exists) && replace(target ? target : path, exists ? &old : NULL, bytes, length);
        free(target);
    }
    if (!ok)
        report(ctx, CODE_FILE_UNWRITABLE, (struct span){0}, "`%s` cannot be written: %s", path, strerror(errno));
    return ok;
}

void output_diagnostics(const struct command *c)
{
    size_t count = mspec_diagnostic_count(c->ctx), errors = 0, warnings = 0;
    struct text text = {0};
    for (size_t i = 0; i < count; i++) {
        const mspec_diagnostic *d = mspec_diagnostic_get(c->ctx, i);
        errors += d->severity == MSPEC_ERROR;
        warnings += d->severity == MSPEC_WARNING;
        char *rendered = mspec_diagnostic_render(c->ctx, d, c->colour_errors);
        if (rendered)
            text_puts(&text, rendered);
        free(rendered);
    }
    if (errors + warnings > 1) {
        if (errors)
            text_printf(&text, "%zu error%s%s", errors, errors == 1 ? "" : "s", warnings ? ", " : "\n");
        if (warnings)
            text_printf(&text, "%zu warning%s\n", warnings, warnings == 1 ? "" : "s");
    }
    if (text.length)
        output_stream(stderr, text.bytes, text.length);
    text_fini(&text);
}
