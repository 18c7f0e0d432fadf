/* init: a first specification, from what a build has left or from a list of names. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/output.h"
#include "extract/extract.h"
#include "syntax/syntax.h"

struct first_specification {
    struct command *c;
    const char *system;
    struct text text;
    struct {
        VECTOR(const char *);
    } names; /* of the components */
    size_t open; /* how much is marked */
};

static void put_open(struct first_specification *f, const char *text)
{
    text_printf(&f->text, "    # TODO %s\n", text);
    f->open++;
}

static bool add_name(struct first_specification *f, const char *name)
{
    return vector_push(&f->c->ctx->memory, &f->names, name);
}

static bool is_name(const char *name, size_t length)
{
    return length > 0 && syntax_name_length(name, length) == length && !syntax_is_reserved(name, length);
}

/* ---- from a list of names ---- */

static bool bad_library(struct first_specification *f, const char *what, size_t length, const char *why)
{
    report_hint(report(f->c->ctx, CODE_BAD_OPTION_VALUE, (struct span){0}, "`--library` cannot have `%.*s`: %s", (int)length, what, why),
                "names with commas between them, such as app,net=C++");
    return false;
}

/* One `name` or `name=Language`. */
static bool put_library(struct first_specification *f, const char *item, size_t length)
{
    const char *equals = memchr(item, '=', length);
    size_t size = equals ? (size_t)(equals - item) : length;
    const char *name = arena_copy(&f->c->arena, item, size);
    if (!name)
        return false;
    if (!is_name(name, size))
        return bad_library(f, item, length, "that is no name of a component");
    if (equals && !is_name(equals + 1, length - size - 1))
        return bad_library(f, item, length, "that is no name of a language");
    for (size_t i = 0; i < f->names.count; i++) {
        if (strcmp(f->names.items[i], name) == 0)
            return bad_library(f, item, length, "it is named twice");
    }
    text_printf(&f->text, "\ncomponent %s {\n", name);
    if (equals) {
        text_printf(&f->text, "    [Language] ::= %.*s\n", (int)(length - size - 1), equals + 1);
    } else {
        put_open(f, "[Language]: what is it written in? C bounds nothing");
        text_puts(&f->text, "    [Language] ::= C\n");
    }
    put_open(f, "[Call] ::= X(other.symbol, …): what it calls, if that is known; anything, without the clause");
    put_open(f, "[API] ::= (symbol, SYMB): what others may call");
    put_open(f, "[Requires] ::= X: what others may do to it; without the clause, what its language says (C: everything)");
    text_puts(&f->text, "}\n");
    return add_name(f, name);
}

static bool put_libraries(struct first_specification *f)
{
    const struct options *o = &f->c->options;
    for (size_t i = 0; i < o->values[OPT_LIBRARY].item_count; i++) {
        for (const char *at = o->values[OPT_LIBRARY].items[i];;) {
            size_t length = strcspn(at, ",");
            if (!put_library(f, at, length))
                return false;
            if (!at[length])
                break;
            at += length + 1;
        }
    }
    return true;
}

/* ---- from what was built ---- */

static const struct part *find_part(const struct extraction *x, const char *name, size_t length)
{
    for (size_t k = 0; k < x->parts.count; k++) {
        const char *part = x->parts.items[k]->name;
        if (strlen(part) == length && memcmp(part, name, length) == 0)
            return x->parts.items[k];
    }
    return NULL;
}

/* The text of the extraction, with marks behind the head of each component. */
static bool put_extracted(struct first_specification *f, const struct extraction *x, const struct text *made)
{
    static const char head[] = "component ";
    for (const char *line = made->bytes; line && *line;) {
        size_t length = strcspn(line, "\n");
        text_append(&f->text, line, length);
        text_puts(&f->text, "\n");
        if (strncmp(line, head, sizeof head - 1) == 0) {
            const char *name = line + sizeof head - 1;
            const struct part *part = find_part(x, name, strcspn(name, " {\n"));
            /* the extraction goes before the system is written */
            const char *kept = part ? arena_copy(&f->c->arena, part->name, strlen(part->name)) : NULL;
            if (part && (!kept || !add_name(f, kept)))
                return false;
            if (part && part->language_unknown)
                put_open(f, "[Language]: not all of its code shows what it is written in; this is the worst that it may be");
            if (part && part->may_call_indirectly)
                put_open(f, "[Call]: it calls through pointers, and whom does not show");
            if (part && part->unresolved_count)
                put_open(f, "[Call]: it uses symbols that nobody among the files has");
            if (part)
                put_open(f, "[Requires]: what others may do to it; without the clause, what its language says (C: everything)");
        }
        line += length + (line[length] == '\n');
    }
    return true;
}

static mspec_status extract(struct first_specification *f)
{
    const struct options *o = &f->c->options;
    struct extract_request request = {
        .files = f->c->operands,
        .file_count = f->c->operand_count,
        .components = o->values[OPT_COMPONENT].items,
        .component_count = o->values[OPT_COMPONENT].item_count,
        .map = option_text(o, OPT_MAP),
        .language = option_text(o, OPT_LANGUAGE),
    };
    struct extraction x;
    struct text made = {0};
    mspec_status status = extract_run(f->c->ctx, &request, &x);
    if (status == MSPEC_OK)
        status = extract_write(&x, &made);
    if (status == MSPEC_OK && !put_extracted(f, &x, &made))
        status = MSPEC_ERROR_MEMORY;
    text_fini(&made);
    extract_fini(&x);
    return status;
}

/* ---- the system ---- */

static void put_system(struct first_specification *f)
{
    text_printf(&f->text, "\nsystem %s {\n", f->system);
    put_open(f, "[Components]: is that all that is linked together?");
    text_puts(&f->text, "    [Components] ::= ");
    for (size_t i = 0; i < f->names.count; i++)
        text_printf(&f->text, "%s%s", i == 0 ? "" : i % 8 ? ", " : ", \\\n                     ", f->names.items[i]);
    text_puts(&f->text, "\n");
    put_open(f, "[Mechanisms] ::= process, asan, cfi, ssp: what can be had; everything in the catalogue, without the clause");
    put_open(f, "[Platform] ::= arch x86_64; compiler gcc 12: what it is built with and runs on");
    put_open(f, "[Protect]: whose requirements must hold; everybody's, without the clause");
    put_open(f, "[Profile] and [Clock]: where the time goes, for what it will cost (mspec profile)");
    text_puts(&f->text, "}\n");
}

/* The name of the file to write, else of the first folder or file to read, as far as it can be a name. */
static const char *system_name(struct command *c)
{
    const char *given = option_text(&c->options, OPT_NAME), *path = option_text(&c->options, OPT_OUTPUT);
    if (given)
        return given;
    if (!path || strcmp(path, "-") == 0)
        path = c->operand_count ? c->operands[0] : "all";
    size_t end = strlen(path);
    while (end > 1 && path[end - 1] == '/')
        end--;
    size_t from = end;
    while (from > 0 && path[from - 1] != '/')
        from--;
    const char *dot = memchr(path + from, '.', end - from);
    size_t length = (dot ? (size_t)(dot - path) : end) - from;
    return is_name(path + from, length) ? arena_copy(&c->arena, path + from, length) : "all";
}

/* ---- the whole ---- */

static bool check(struct command *c, struct first_specification *f)
{
    const char *path = option_text(&c->options, OPT_OUTPUT);
    struct stat st;
    bool lists = option_given(&c->options, OPT_LIBRARY), objects = c->operand_count || option_given(&c->options, OPT_COMPONENT);
    if (lists == objects) {
        if (lists)
            report(c->ctx, CODE_OPTION_CONFLICT, (struct span){0}, "`--library` excludes object files: the components are those of one or the other");
        else
            report_hint(report(c->ctx, CODE_MISSING_FILE, (struct span){0}, "`init` needs object files, or a list of libraries"),
                        "mspec init build/ -o shop.mspec, or mspec init --library app,net -o shop.mspec");
        return false;
    }
    if (!is_name(f->system, strlen(f->system))) {
        report(c->ctx, CODE_BAD_OPTION_VALUE, (struct span){0}, "`--name` cannot be `%s`", f->system);
        return false;
    }
    if (path && strcmp(path, "-") != 0 && lstat(path, &st) == 0 && !option_given(&c->options, OPT_FORCE)) {
        report_hint(report(c->ctx, CODE_FILE_IN_THE_WAY, (struct span){0}, "`%s` is there already, and stays as it is", path),
                    "write to another file, or overwrite it with `--force`");
        return false;
    }
    return true;
}

static int finish(struct command *c, struct first_specification *f)
{
    const char *path = option_text(&c->options, OPT_OUTPUT);
    bool to_file = path && strcmp(path, "-") != 0;
    if (f->text.failed)
        return command_failed(c, MSPEC_ERROR_MEMORY);
    if (to_file && !output_file(c->ctx, path, f->text.bytes, f->text.length))
        return command_failed(c, MSPEC_ERROR_IO);
    if (c->json) {
        struct json_build b = {false};
        json_t *root = command_json(c, &b), *names = json_array();
        for (size_t i = 0; i < f->names.count; i++)
            json_add(&b, names, json_string(f->names.items[i]));
        json_put(&b, root, "system", json_string(f->system));
        json_put(&b, root, "components", names);
        json_put(&b, root, "open", json_integer((json_int_t)f->open));
        json_put(&b, root, "specification", to_file ? json_null() : text_to_json(f->text.bytes));
        return command_finish_json(c, &b, root, EXIT_YES);
    }
    if (to_file)
        text_printf(&c->out, "%s: %zu component%s, and %zu things to look into, marked TODO\n", path, f->names.count,
                    f->names.count == 1 ? "" : "s", f->open);
    else
        text_append(&c->out, f->text.bytes, f->text.length);
    return EXIT_YES;
}

int run_init(struct command *c)
{
    struct first_specification f = {.c = c, .system = system_name(c)};
    mspec_status status = f.system ? MSPEC_OK : MSPEC_ERROR_MEMORY;
    if (status == MSPEC_OK && !check(c, &f))
        status = MSPEC_ERROR_INPUT;
    text_puts(&f.text, "# A first specification. Where nobody knows more yet it says the worst; what to look into is marked TODO.\n");
    if (status == MSPEC_OK && option_given(&c->options, OPT_LIBRARY))
        status = put_libraries(&f) ? MSPEC_OK : context_status(c->ctx);
    else if (status == MSPEC_OK)
        status = extract(&f);
    if (status == MSPEC_OK)
        put_system(&f);
    int result = status == MSPEC_OK ? finish(c, &f) : command_failed(c, status);
    vector_free(&c->ctx->memory, &f.names);
    text_fini(&f.text);
    return result;
}
