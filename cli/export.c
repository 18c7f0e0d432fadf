/* export: a configuration for a build system, or the question for another solver. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/depfile.h"
#include "cli/output.h"
#include "export/export.h"

static const struct exporter *find_exporter(struct command *c)
{
    const char *name = option_text(&c->options, OPT_TO);
    const struct exporter *found = name ? exporter_find(name) : NULL;
    if (found)
        return found;
    const char *names[32];
    size_t count = 0;
    struct text list = {0};
    for (const struct exporter *e; (e = exporter_at(count)) && count < 32;) {
        text_printf(&list, "%s%s", count ? ", " : "", e->about.name);
        names[count++] = e->about.name;
    }
    struct report *r = name ? report(c->ctx, CODE_UNKNOWN_FORMAT, (struct span){0}, "there is no format `%s` to export to", name)
                            : report(c->ctx, CODE_MISSING_OPTION_VALUE, (struct span){0}, "`export` needs `--to FORMAT`");
    report_hint(r, "one of %s", list.failed ? "them" : list.bytes);
    if (name)
        report_suggest(r, name, names, count);
    text_fini(&list);
    return NULL;
}

/* A configuration that is not valid is not written. */
static mspec_status refuse(struct command *c, const struct pipeline *p)
{
    struct wording findings;
    if (!wording_make(p->model, p->judged[0].configuration, &p->judged[0].judgement, &c->arena, &findings))
        return MSPEC_ERROR_MEMORY;
    struct report *r = report(c->ctx, CODE_EXPORT_IMPOSSIBLE, p->model->system_span, "the configuration is %s: %s",
                              mspec_verdict_name(p->verdict), findings.count ? findings.items[0].message : "outside the space");
    report_hint(r, "`mspec verify` says all that is wrong with it");
    return MSPEC_OK;
}

static struct export_options build_options(const struct options *o)
{
    return (struct export_options){
        .compiler = option_text(o, OPT_COMPILER),
        .arch = option_text(o, OPT_ARCH),
        .cpus = o->values[OPT_CPU].items,
        .cpu_count = o->values[OPT_CPU].item_count,
    };
}

/* Each of several files into the folder, with the folders in their names. */
static bool write_files(struct command *c, const char *folder, const struct text *text)
{
    const char *at = text->bytes, *name, *bytes;
    size_t name_length, length;
    while (export_file_next(&at, &name, &name_length, &bytes, &length)) {
        char *path = arena_printf(&c->arena, "%s/%.*s", folder, (int)name_length, name);
        char *slash = path ? strrchr(path, '/') : NULL;
        if (!slash)
            return false;
        *slash = '\0';
        bool there = mkdir(path, 0777) == 0 || errno == EEXIST;
        if (!there)
            report(c->ctx, CODE_FILE_UNWRITABLE, (struct span){0}, "`%s` cannot be made: %s", path, strerror(errno));
        *slash = '/';
        if (!there || !output_file(c->ctx, path, bytes, length))
            return false;
    }
    return true;
}

static bool write_output(struct command *c, const struct exporter *exporter, const char *path, const struct text *text)
{
    struct stat st;
    if (exporter->of_files && stat(path, &st) == 0 && S_ISDIR(st.st_mode))
        return write_files(c, path, text);
    return output_file(c->ctx, path, text->bytes, text->length);
}

static mspec_status write_export(const struct pipeline *p, void *user, struct text *out)
{
    struct command *c = user;
    const struct exporter *exporter = exporter_find(option_text(&c->options, OPT_TO));
    struct export_input input = {.model = p->model, .options = build_options(&c->options)};
    if (!exporter->of_question) {
        if (p->judged_count == 0)
            return MSPEC_OK;
        if (p->verdict != MSPEC_SAFE)
            return refuse(c, p);
        input.configuration = p->judged[0].configuration;
        input.judgement = &p->judged[0].judgement;
    }
    struct text text = {0};
    mspec_status status = exporter->write(&input, &text);
    const char *path = option_text(&c->options, OPT_OUTPUT);
    if (status == MSPEC_OK && path && strcmp(path, "-") != 0 && !write_output(c, exporter, path, &text))
        status = MSPEC_ERROR_IO;
    if (status == MSPEC_OK && path && !depfile_write(c, path))
        status = c->ctx->memory.exhausted ? MSPEC_ERROR_MEMORY : MSPEC_ERROR_IO;
    if (status == MSPEC_OK && c->json) {
        struct json_build b = {false};
        json_t *root = command_json(c, &b);
        json_put(&b, root, "to", json_string(exporter->about.name));
        json_put(&b, root, "text", text_to_json(text.bytes));
        if (input.configuration) {
            json_put(&b, root, "verdict", json_string(mspec_verdict_name(p->verdict)));
            json_put(&b, root, "configuration", json_of_config(&b, p->model, input.configuration, input.judgement, &c->arena));
        }
        if (command_finish_json(c, &b, root, EXIT_YES) != EXIT_YES)
            status = MSPEC_ERROR_MEMORY;
    } else if (status == MSPEC_OK && (!path || strcmp(path, "-") == 0)) {
        text_append(out, text.bytes, text.length);
    }
    text_fini(&text);
    return status;
}

/* There is no configuration, none was found, or the given one is not valid. */
static int nothing_to_export(struct command *c, const struct pipeline *p)
{
    int result = p->verdict == MSPEC_UNKNOWN ? EXIT_UNKNOWN : EXIT_NO;
    if (!c->silent && p->judged_count == 0)
        output_complain(result == EXIT_NO ? "there is no safe configuration to export; `mspec explain` says why"
                                          : "no safe configuration was found within the limits");
    if (c->json) {
        struct json_build b = {false};
        json_t *root = command_json(c, &b);
        json_put(&b, root, "verdict", json_string(mspec_verdict_name(p->verdict)));
        return command_finish_json(c, &b, root, result);
    }
    return result;
}

int run_export(struct command *c)
{
    struct pipeline_request request;
    bool ok = command_request(c, &request);
    const struct exporter *exporter = find_exporter(c);
    if (exporter && exporter->of_question && request.config) {
        report(c->ctx, CODE_OPTION_CONFLICT, (struct span){0}, "`%s` writes what is asked of the system, and no configuration",
               exporter->about.name);
        ok = false;
    }
    if (!exporter || !depfile_check(c) || !ok)
        return command_failed(c, MSPEC_ERROR_INPUT);
    request.write = write_export;
    request.model_only = exporter->of_question;
    struct pipeline p;
    mspec_status status = pipeline_run(c->ctx, &request, &p, &c->out);
    int result = EXIT_YES;
    if (status != MSPEC_OK)
        result = command_failed(c, status);
    else if (p.verdict != MSPEC_SAFE && !exporter->of_question)
        result = nothing_to_export(c, &p);
    pipeline_fini(&p);
    return result;
}
