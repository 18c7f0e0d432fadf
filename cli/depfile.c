#include "cli/depfile.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/output.h"

static const char stamp_text[] = "mspec: safe\n";

/* ---- the stamp ---- */

/* Nothing, an empty file, or a stamp: anything else is somebody's file. */
static bool is_stamp(const char *path)
{
    char bytes[sizeof stamp_text] = {0};
    struct stat st;
    if (stat(path, &st) != 0)
        return errno == ENOENT;
    FILE *f = S_ISREG(st.st_mode) ? fopen(path, "rb") : NULL;
    if (!f)
        return false;
    size_t got = fread(bytes, 1, sizeof bytes - 1, f);
    fclose(f);
    return st.st_size == 0 || ((size_t)st.st_size == got && strcmp(bytes, stamp_text) == 0);
}

bool depfile_check(struct command *c)
{
    const char *stamp = option_text(&c->options, OPT_STAMP), *depfile = option_text(&c->options, OPT_DEPFILE);
    const char *output = option_text(&c->options, OPT_OUTPUT);
    bool is_verify = strcmp(c->verb->name, "verify") == 0;
    const char *target = is_verify ? stamp : output && strcmp(output, "-") != 0 ? output : NULL;
    if (depfile && !target) {
        report_hint(report(c->ctx, CODE_OPTION_CONFLICT, (struct span){0}, "`--depfile` without a file that depends on anything"),
                    "name that file with `--%s`", is_verify ? "stamp" : "output");
        return false;
    }
    if (depfile && target && strcmp(depfile, target) == 0) {
        report(c->ctx, CODE_OPTION_CONFLICT, (struct span){0}, "`%s` cannot be both the result and the list of what it depends on", target);
        return false;
    }
    if (stamp && !is_stamp(stamp)) {
        report_hint(report(c->ctx, CODE_FILE_IN_THE_WAY, (struct span){0}, "`%s` is no stamp, and is not overwritten by one", stamp),
                    "name a file that is not there yet");
        return false;
    }
    return true;
}

bool stamp_write(struct command *c, bool is_safe)
{
    const char *path = option_text(&c->options, OPT_STAMP);
    if (!path)
        return true;
    if (is_safe)
        return output_file(c->ctx, path, stamp_text, sizeof stamp_text - 1);
    if (unlink(path) == 0 || errno == ENOENT)
        return true;
    report(c->ctx, CODE_FILE_UNWRITABLE, (struct span){0}, "`%s` cannot be removed: %s", path, strerror(errno));
    return false;
}

/* ---- the dependencies ---- */

/* As compilers do: blanks and `#` are escaped with a backslash, with those before them doubled, and `$` is doubled. */
static void put_path(const char *path, struct text *out)
{
    for (const char *p = path; *p; p++) {
        if (*p == ' ' || *p == '\t' || *p == '#') {
            for (const char *q = p; *p != '#' && q > path && q[-1] == '\\'; q--)
                text_puts(out, "\\");
            text_puts(out, "\\");
        } else if (*p == '$') {
            text_puts(out, "$");
        }
        text_append(out, p, 1);
    }
}

static int compare_inputs(const void *a, const void *b)
{
    return strcmp(((const struct input *)a)->path, ((const struct input *)b)->path);
}

/* Is the file directly in the folder? */
static bool is_in(const char *file, const char *folder)
{
    const char *slash = strrchr(file, '/');
    char *parent = slash ? strndup(file, slash == file ? 1 : (size_t)(slash - file)) : strdup(".");
    struct stat a, b;
    bool same = parent && stat(parent, &a) == 0 && stat(folder, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
    free(parent);
    return same;
}

/* What the run itself writes must not change what it has read. */
static bool check_inputs(struct command *c, const char *target, const char *depfile)
{
    const char *results[] = {target, depfile};
    for (size_t i = 0; i < c->ctx->inputs.count; i++) {
        const struct input *input = &c->ctx->inputs.items[i];
        if (strchr(input->path, '\n')) {
            report(c->ctx, CODE_FILE_UNWRITABLE, (struct span){0}, "`%s` cannot be named in a file of dependencies", input->path);
            return false;
        }
        for (size_t k = 0; k < 2 && input->is_folder; k++) {
            if (!is_in(results[k], input->path))
                continue;
            report_hint(report(c->ctx, CODE_STAMP_AMONG_INPUTS, (struct span){0},
                               "`%s` would be written into `%s`, which was searched for input", results[k], input->path),
                        "write it into another folder");
            return false;
        }
    }
    return true;
}

bool depfile_write(struct command *c, const char *target)
{
    const char *path = option_text(&c->options, OPT_DEPFILE);
    if (!path)
        return true;
    if (!check_inputs(c, target, path))
        return false;
    size_t count = c->ctx->inputs.count;
    struct input *inputs = arena_copy_array_(&c->arena, c->ctx->inputs.items, count, sizeof *inputs);
    struct text text = {0};
    if (!inputs)
        return false;
    qsort(inputs, count, sizeof *inputs, compare_inputs);
    put_path(target, &text);
    text_puts(&text, ":");
    for (size_t i = 0; i < count; i++) {
        if (i && strcmp(inputs[i - 1].path, inputs[i].path) == 0)
            continue;
        text_puts(&text, " \\\n  ");
        put_path(inputs[i].path, &text);
    }
    text_puts(&text, "\n");
    for (size_t i = 0; i < count; i++) { /* one that is gone is no error, but a reason to run again */
        if (i && strcmp(inputs[i - 1].path, inputs[i].path) == 0)
            continue;
        text_puts(&text, "\n");
        put_path(inputs[i].path, &text);
        text_puts(&text, ":\n");
    }
    bool ok = !text.failed && output_file(c->ctx, path, text.bytes, text.length);
    c->ctx->memory.exhausted |= text.failed;
    text_fini(&text);
    return ok;
}
