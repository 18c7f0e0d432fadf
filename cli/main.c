/* mspec: the command. Parses the arguments, runs the verb, and writes what it made. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/output.h"
#include "cli/progress.h"
#include "diag/sarif.h"

/* ---- results that are data ---- */

json_t *command_json(struct command *c, struct json_build *b)
{
    json_t *root = json_object();
    json_put(b, root, "mspec", json_string(MSPEC_VERSION));
    json_put(b, root, "schema", json_integer(RESULT_SCHEMA));
    json_put(b, root, "verb", c->verb ? json_string(c->verb->name) : json_null());
    return root;
}

int command_finish_json(struct command *c, struct json_build *b, json_t *root, int status)
{
    json_put(b, root, "diagnostics", diagnostics_to_json(c->ctx));
    c->out.length = 0;
    if (json_finish(b, root, &c->out))
        return status;
    c->out.failed = true;
    return EXIT_TOOL_FAILED;
}

void command_put_sarif(struct command *c, const mspec_diagnostic *further, size_t count, int status)
{
    char *folder = getcwd(NULL, 0);
    char *log = sarif_render(c->ctx, further, count, &(struct sarif_run){folder, status});
    text_puts(&c->out, log ? log : "");
    c->out.failed |= !log;
    free(log);
    free(folder);
}

static int failure_status(mspec_status status)
{
    switch (status) {
    case MSPEC_OK: return EXIT_YES;
    case MSPEC_ERROR_INPUT:
    case MSPEC_ERROR_IO: return EXIT_BAD_INPUT;
    case MSPEC_ERROR_MEMORY:
    case MSPEC_ERROR_LIMIT: return EXIT_UNKNOWN;
    case MSPEC_ERROR_ARGUMENT:
    case MSPEC_ERROR_INTERNAL: break;
    }
    return EXIT_TOOL_FAILED;
}

static void complain_of(const struct command *c, mspec_status status)
{
    if (status == MSPEC_ERROR_MEMORY)
        output_complain("out of memory (the limit is %zu bytes; --memory-limit sets another)", c->ctx->memory.limit);
    else if (status == MSPEC_ERROR_LIMIT)
        output_complain(progress_interrupted() ? "interrupted" : "the time limit is reached");
    else if (status == MSPEC_ERROR_INTERNAL || status == MSPEC_ERROR_ARGUMENT)
        output_complain("internal error: a check inside the tool failed (%s). This is a defect of mspec; the result is withheld.",
                        mspec_status_name(status));
}

int command_failed(struct command *c, mspec_status status)
{
    int result = failure_status(status);
    complain_of(c, status);
    c->out.length = 0;
    if (c->json) {
        struct json_build b = {false};
        json_t *root = command_json(c, &b);
        if (c->verb && strcmp(c->verb->name, "check") == 0)
            json_put(&b, root, "ok", json_false());
        if (result == EXIT_UNKNOWN && c->verb && strcmp(c->verb->name, "check") != 0)
            json_put(&b, root, "verdict", json_string("unknown"));
        if (result != EXIT_BAD_INPUT)
            json_put(&b, root, "error", json_string(mspec_status_name(status)));
        return command_finish_json(c, &b, root, result);
    }
    if (c->sarif)
        command_put_sarif(c, NULL, 0, result);
    return result;
}

/* ---- arguments ---- */

static bool use_colour(const struct options *o, int fd)
{
    const char *when = option_text(o, OPT_COLOUR);
    if (strcmp(when, "always") == 0)
        return true;
    const char *no_colour = getenv("NO_COLOR"), *terminal = getenv("TERM");
    if (strcmp(when, "never") == 0 || (no_colour && *no_colour) || (terminal && strcmp(terminal, "dumb") == 0))
        return false;
    return isatty(fd);
}

static const char *format_of(const struct options *o)
{
    static const enum option_id formats[] = {OPT_FORMAT, OPT_FORMAT_CATALOG, OPT_FORMAT_HELP};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (option_given(o, formats[i]))
            return option_text(o, formats[i]);
    }
    return "";
}

static void unknown_verb(mspec_ctx *ctx, const char *name)
{
    const char *names[32];
    size_t count = 0;
    for (const struct verb *v; (v = verb_at(count)) && count < 32;)
        names[count++] = v->name;
    struct report *e = report(ctx, CODE_UNKNOWN_VERB, (struct span){0}, "there is no verb `%s`", name);
    report_hint(e, "`mspec help` lists the verbs");
    report_suggest(e, name, names, count);
}

/* Reports what is wrong with the operands' number. */
static void check_operands(const struct command *c)
{
    if (c->operand_count < c->verb->least)
        report_hint(report(c->ctx, CODE_MISSING_FILE, (struct span){0}, "`%s` needs a specification", c->verb->name),
                    "mspec %s %s", c->verb->name, c->verb->operands);
    if (c->operand_count > c->verb->most)
        report_hint(report(c->ctx, CODE_TOO_MANY_ARGUMENTS, (struct span){0}, "`%s` does not take `%s`", c->verb->name,
                           c->operands[c->verb->most]),
                    "mspec %s %s", c->verb->name, c->verb->operands);
}

static void apply_options(struct command *c)
{
    const struct options *o = &c->options;
    const char *format = format_of(o);
    c->json = option_given(o, OPT_JSON) || strcmp(format, "json") == 0;
    c->sarif = strcmp(format, "sarif") == 0;
    c->silent = c->json || c->sarif;
    if (option_given(o, OPT_JSON) && *format && strcmp(format, "json") != 0) {
        c->sarif = false;
        report(c->ctx, CODE_OPTION_CONFLICT, (struct span){0}, "`--json` and `--format=%s` exclude each other", format);
    }
    c->colour = use_colour(o, STDOUT_FILENO) && !c->silent;
    c->colour_errors = use_colour(o, STDERR_FILENO);
    mspec_ctx_set_memory_limit(c->ctx, (size_t)o->values[OPT_MEMORY_LIMIT].count);
}

static int run(struct command *c, int argc, char **argv)
{
    const char *name = options_find_verb(argc, argv);
    c->verb = name ? verb_find(name) : NULL;
    options_parse(c->ctx, c->verb ? c->verb->name : "", argc, argv, &c->options, &c->operand_count);
    c->operands = (const char **)argv + 1;
    apply_options(c);
    if (name && !c->verb)
        unknown_verb(c->ctx, name);
    bool wants_help = option_given(&c->options, OPT_HELP), wants_version = option_given(&c->options, OPT_VERSION);
    if (c->verb && !wants_help && !wants_version)
        check_operands(c);
    if (mspec_diagnostic_errors(c->ctx))
        return command_failed(c, MSPEC_ERROR_INPUT);
    if (wants_version)
        return run_version(c);
    if (wants_help)
        return run_help(c);
    if (!c->verb) {
        run_help(c);
        output_stream(stderr, c->out.bytes, c->out.length);
        c->out.length = 0;
        return EXIT_BAD_INPUT;
    }
    if (option_given(&c->options, OPT_CATALOG)) {
        mspec_status status = mspec_ctx_set_catalog(c->ctx, option_text(&c->options, OPT_CATALOG));
        if (status != MSPEC_OK)
            return command_failed(c, status);
    }
    if (option_given(&c->options, OPT_TARGET)) {
        mspec_status status = mspec_ctx_set_target(c->ctx, option_text(&c->options, OPT_TARGET));
        if (status != MSPEC_OK)
            return command_failed(c, status);
    }
    progress_start(c->ctx);
    return c->verb->run(c);
}

/* Writes the result; what cannot be written is a failure of the tool, and never silent. */
static int finish(struct command *c, int status)
{
    progress_clear();
    if (!c->silent)
        output_diagnostics(c);
    if (c->out.failed) {
        output_complain("out of memory");
        return EXIT_TOOL_FAILED;
    }
    if (!output_stream(stdout, c->out.bytes ? c->out.bytes : "", c->out.length) || fclose(stdout) != 0) {
        output_complain("the result cannot be written: %s", strerror(errno));
        return EXIT_TOOL_FAILED;
    }
    return status;
}

int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is an error of writing, with a message */
    struct command c = {.ctx = mspec_ctx_new()};
    if (!c.ctx) {
        output_complain("out of memory");
        return EXIT_TOOL_FAILED;
    }
    arena_init(&c.arena, &c.ctx->memory);
    int status = finish(&c, run(&c, argc, argv));
    text_fini(&c.out);
    arena_fini(&c.arena);
    mspec_ctx_free(c.ctx);
    return status;
}
