#include "cli/deployed.h"

#include <string.h>

#include "export/linux.h"
#include "import/deployed.h"

bool deployed_request(struct command *c, struct pipeline_request *request)
{
    const char *from = option_text(&c->options, OPT_FROM);
    if (!option_given(&c->options, OPT_FROM) || strcmp(from, "json") == 0)
        return true;
    if (!request->config && request->file_count > 1) /* mspec verify redis.mspec --from flexos kraft.yaml */
        request->config = request->files[--request->file_count];
    if (!request->config) {
        report_hint(report(c->ctx, CODE_CONFIG_NEEDED, (struct span){0}, "`--from %s` needs a file to read", from),
                    "mspec verify %s --from %s %s", c->operands[0], from, strcmp(from, "flexos") == 0 ? "kraft.yaml" : ".config");
        return false;
    }
    if (strcmp(request->config, "-") == 0) {
        report(c->ctx, CODE_BAD_OPTION_VALUE, (struct span){0}, "`--from %s` reads a file, and not standard input", from);
        return false;
    }
    request->read = strcmp(from, "flexos") == 0 ? kraft_read : dotconfig_read;
    return option_given(&c->options, OPT_TARGET) || mspec_ctx_set_target(c->ctx, from) == MSPEC_OK;
}

static bool add(struct command *c, struct wording *findings, const char *code, struct span span, const char *message, const char *hint)
{
    mspec_diagnostic *all = arena_new_array(&c->arena, mspec_diagnostic, findings->count + 1);
    if (!all || !message)
        return false;
    if (findings->count)
        memcpy(all, findings->items, findings->count * sizeof *all);
    all[findings->count] = (mspec_diagnostic){.code = code, .severity = MSPEC_ERROR, .message = message, .hint = hint,
                                              .location = source_locate(c->ctx, span)};
    findings->items = all;
    findings->count++;
    return true;
}

static bool compare_option(struct command *c, const struct dotconfig *file, const struct plan *p, const struct plan_option *o,
                           struct deployed *d, struct wording *findings)
{
    const struct dotconfig_option *has = dotconfig_find(file, o->name);
    const char *value = has ? has->value : "n";
    if (strcmp(value, o->value) == 0)
        return true;
    d->lost++;
    const char *whose = o->mechanism == NONE ? p->title : model_mechanism_name(p->m, o->mechanism);
    const char *message = arena_printf(&c->arena, "%s=%s did not stick: the .config %s%s; `%s` counts on it", o->name, o->value,
                                       has ? strcmp(value, "n") == 0 ? "has it off" : "says " : "does not mention it",
                                       has && strcmp(value, "n") != 0 ? value : "", whose);
    return add(c, findings, "V3026", has ? has->span : (struct span){file->source, 0, 0}, message,
               "Kconfig drops without a word what other options exclude, or what the compiler or the architecture lacks");
}

static mspec_status compare_options(struct command *c, const struct pipeline *p, const char *path, struct deployed *d,
                                    struct wording *findings)
{
    struct export_input in = {.model = p->model, .configuration = p->judged[0].configuration, .judgement = &p->judged[0].judgement};
    struct plan plan;
    struct plan_options options = {0};
    struct dotconfig file;
    mspec_status status = linux_begin(&plan, &in, &options);
    if (status == MSPEC_OK)
        status = dotconfig_load(c->ctx, path, &c->arena, &file);
    for (size_t i = 0; i < options.count && status == MSPEC_OK; i++)
        if (!compare_option(c, &file, &plan, &options.items[i], d, findings))
            status = MSPEC_ERROR_MEMORY;
    vector_free(&c->ctx->memory, &options);
    plan_end(&plan);
    return status;
}

mspec_status deployed_compare(struct command *c, const struct pipeline *p, struct deployed *d, struct wording *findings)
{
    const char *path = option_text(&c->options, OPT_LINUX_CONFIG);
    *d = (struct deployed){.swallowed = p->notes.count};
    for (size_t i = 0; i < p->notes.count; i++) {
        const struct deployed_note *n = &p->notes.items[i];
        const char *message = arena_printf(&c->arena, "%s", n->message);
        if (!add(c, findings, "V3025", n->span, message, n->hint))
            return MSPEC_ERROR_MEMORY;
    }
    return path ? compare_options(c, p, path, d, findings) : MSPEC_OK;
}

void deployed_say(struct command *c, const struct deployed *d, bool first)
{
    if (d->swallowed)
        text_printf(&c->out, "%s %zu thing%s of the file %s not built", first ? ":" : ";", d->swallowed, d->swallowed == 1 ? "" : "s",
                    d->swallowed == 1 ? "is" : "are");
    if (d->lost)
        text_printf(&c->out, "%s %zu option%s did not stick", first && !d->swallowed ? ":" : ";", d->lost, d->lost == 1 ? "" : "s");
}
