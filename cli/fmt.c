/* fmt: canonical text; printed, compared (--check), or written back (-i). */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/output.h"
#include "syntax/syntax.h"

#define FILE_MAX ((size_t)64 << 20)
#define FOLDERS_MAX 64 /* deep: links may make a circle */

struct formatter {
    struct command *c;
    json_t *files; /* those that are not formatted */
    struct json_build *b;
    size_t changed;
    mspec_status status; /* of the first failure */
};

static void fail(struct formatter *f, mspec_status status)
{
    if (f->status == MSPEC_OK || status == MSPEC_ERROR_MEMORY)
        f->status = status;
}

/* `path` NULL: the bytes came from standard input. */
static void format_bytes(struct formatter *f, const char *path, const char *name, const char *bytes, size_t length)
{
    struct command *c = f->c;
    char *formatted = NULL;
    mspec_status status = mspec_format(c->ctx, name, bytes, length, &formatted);
    if (status != MSPEC_OK) {
        fail(f, status);
        return;
    }
    bool differs = strlen(formatted) != length || memcmp(formatted, bytes, length) != 0;
    f->changed += differs;
    if (differs)
        json_add(f->b, f->files, text_to_json(name));
    if (option_given(&c->options, OPT_CHECK)) {
        if (differs)
            text_printf(&c->out, "%s: not formatted\n", name);
    } else if (option_given(&c->options, OPT_IN_PLACE) && path) {
        if (differs && !output_file(c->ctx, path, formatted, strlen(formatted)))
            fail(f, MSPEC_ERROR_IO);
    } else {
        text_puts(&c->out, formatted);
    }
    free(formatted);
}

static void format_file(struct formatter *f, const char *path)
{
    const char *bytes;
    size_t length;
    mspec_status status = syntax_read_file(f->c->ctx, path, FILE_MAX, &bytes, &length);
    if (status == MSPEC_OK)
        format_bytes(f, path, path, bytes, length);
    else
        fail(f, status);
}

static void format_stdin(struct formatter *f)
{
    struct text bytes = {0};
    char block[65536];
    size_t got;
    while (bytes.length <= FILE_MAX && (got = fread(block, 1, sizeof block, stdin)) > 0)
        text_append(&bytes, block, got);
    if (bytes.failed)
        fail(f, MSPEC_ERROR_MEMORY);
    else if (bytes.length > FILE_MAX) {
        report(f->c->ctx, CODE_FILE_TOO_LARGE, (struct span){0}, "standard input holds more than %zu MiB", FILE_MAX >> 20);
        fail(f, MSPEC_ERROR_INPUT);
    } else {
        format_bytes(f, NULL, "stdin", bytes.bytes ? bytes.bytes : "", bytes.length);
    }
    text_fini(&bytes);
}

static int is_wanted(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static bool ends_in_mspec(const char *name)
{
    size_t length = strlen(name);
    return length > 6 && strcmp(name + length - 6, ".mspec") == 0;
}

static void format_path(struct formatter *f, const char *path, unsigned depth, bool named)
{
    struct stat about;
    if (stat(path, &about) != 0 || !S_ISDIR(about.st_mode)) {
        if (named || ends_in_mspec(path))
            format_file(f, path);
        return;
    }
    struct dirent **entries = NULL;
    int count = depth < FOLDERS_MAX ? scandir(path, &entries, is_wanted, alphasort) : 0;
    if (count < 0) {
        report(f->c->ctx, CODE_FILE_UNREADABLE, (struct span){0}, "the folder `%s` cannot be read", path);
        fail(f, MSPEC_ERROR_IO);
    }
    for (int i = 0; i < count; i++) {
        const char *inner = arena_printf(&f->c->arena, "%s/%s", path, entries[i]->d_name);
        if (inner)
            format_path(f, inner, depth + 1, false);
        else
            fail(f, MSPEC_ERROR_MEMORY);
        free(entries[i]);
    }
    free(entries);
}

int run_fmt(struct command *c)
{
    if (option_given(&c->options, OPT_CHECK) && option_given(&c->options, OPT_IN_PLACE)) {
        report(c->ctx, CODE_OPTION_CONFLICT, (struct span){0}, "`--check` and `--in-place` exclude each other");
        return command_failed(c, MSPEC_ERROR_INPUT);
    }
    struct json_build b = {false};
    struct formatter f = {.c = c, .files = json_array(), .b = &b};
    for (size_t i = 0; i < c->operand_count && f.status != MSPEC_ERROR_MEMORY; i++) {
        if (strcmp(c->operands[i], "-") == 0)
            format_stdin(&f);
        else
            format_path(&f, c->operands[i], 0, true);
    }
    if (f.status != MSPEC_OK) {
        json_decref(f.files);
        return command_failed(c, f.status);
    }
    int result = option_given(&c->options, OPT_CHECK) && f.changed ? EXIT_NO : EXIT_YES;
    if (!c->json) {
        json_decref(f.files);
        return result;
    }
    json_t *root = command_json(c, &b);
    json_put(&b, root, "ok", json_boolean(f.changed == 0));
    json_put(&b, root, "changed", f.files);
    if (!option_given(&c->options, OPT_CHECK) && !option_given(&c->options, OPT_IN_PLACE))
        json_put(&b, root, "text", text_to_json(c->out.bytes ? c->out.bytes : ""));
    return command_finish_json(c, &b, root, result);
}
