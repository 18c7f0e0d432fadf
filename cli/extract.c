/* extract: a specification of what a build has made. */
#include <string.h>

#include "cli/output.h"
#include "extract/extract.h"

static json_t *json_names(struct json_build *b, struct extraction *x, const uint32_t *parts, uint32_t count)
{
    json_t *array = json_array();
    for (uint32_t k = 0; k < count; k++)
        json_add(b, array, json_string(x->parts.items[parts[k]]->name));
    return array;
}

static json_t *json_part(struct json_build *b, struct extraction *x, const struct part *p)
{
    json_t *part = json_object(), *objects = json_array(), *languages = json_array(), *hardened = json_array(),
           *soft = json_array();
    json_t *unresolved = json_array();
    uint32_t *depends, count;
    json_put(b, part, "name", json_string(p->name));
    for (size_t k = 0; k < p->objects.count; k++)
        json_add(b, objects, text_to_json(p->objects.items[k]->path));
    json_put(b, part, "objects", objects);
    for (unsigned k = 0; k < LANGUAGE_COUNT; k++)
        if (p->languages & 1u << k)
            json_add(b, languages, json_string(language_name((enum language_bit)k)));
    json_put(b, part, "languages", languages);
    json_put(b, part, "all_languages_known", json_boolean(!p->language_unknown));
    for (unsigned k = 0; k < MARK_COUNT; k++)
        if (p->hardened & 1u << k)
            json_add(b, hardened, json_string(mark_name((enum mark)k)));
    json_put(b, part, "hardened", hardened);
    if (extract_depends(x, p, &depends, &count))
        json_put(b, part, "depends", json_names(b, x, depends, count));
    else
        b->failed = true;
    for (size_t k = 0; k < p->soft.count; k++)
        json_add(b, soft, text_to_json(p->soft.items[k]));
    json_put(b, part, "may_ask_for", soft);
    json_put(b, part, "indirect_calls", json_integer(p->indirect_calls));
    json_put(b, part, "may_call_indirectly", json_boolean(p->may_call_indirectly));
    for (uint32_t k = 0; k < p->unresolved_count; k++)
        json_add(b, unresolved, text_to_json(names_text(x->ctx->names, p->unresolved[k])));
    json_put(b, part, "unresolved", unresolved);
    return part;
}

static int write_json(struct command *c, struct extraction *x, const char *specification)
{
    struct json_build b = {false};
    json_t *root = command_json(c, &b), *components = json_array();
    for (size_t k = 0; k < x->parts.count; k++)
        json_add(&b, components, json_part(&b, x, x->parts.items[k]));
    json_put(&b, root, "components", components);
    json_put(&b, root, "specification", specification ? text_to_json(specification) : json_null());
    return command_finish_json(c, &b, root, EXIT_YES);
}

static void summarise(struct command *c, const struct extraction *x, const char *path)
{
    size_t needs = 0, data = 0, calls = 0;
    for (size_t k = 0; k < x->parts.count; k++) {
        const struct part *p = x->parts.items[k];
        needs += p->need_count;
        calls += p->indirect_calls;
        for (uint32_t n = 0; n < p->need_count; n++)
            data += p->needs[n].kind != SYMBOL_FUNCTION;
    }
    text_printf(&c->out, "%s: %zu component%s of %zu object%s, %zu needs (%zu of data), %zu calls through pointers\n", path,
                x->parts.count, x->parts.count == 1 ? "" : "s", x->objects.count, x->objects.count == 1 ? "" : "s", needs,
                data, calls);
}

static int finish(struct command *c, struct extraction *x)
{
    const char *path = option_text(&c->options, OPT_OUTPUT);
    struct text text = {0};
    mspec_status status = extract_write(x, &text);
    int result = EXIT_YES;
    if (status != MSPEC_OK)
        result = command_failed(c, status);
    else if (path && !output_file(c->ctx, path, text.bytes ? text.bytes : "", text.length))
        result = command_failed(c, MSPEC_ERROR_IO);
    else if (c->json)
        result = write_json(c, x, path ? NULL : text.bytes);
    else if (path)
        summarise(c, x, path);
    else
        text_append(&c->out, text.bytes ? text.bytes : "", text.length);
    text_fini(&text);
    return result;
}

int run_extract(struct command *c)
{
    const struct options *o = &c->options;
    struct extract_request request = {
        .files = c->operands,
        .file_count = c->operand_count,
        .components = o->values[OPT_COMPONENT].items,
        .component_count = o->values[OPT_COMPONENT].item_count,
        .map = option_text(o, OPT_MAP),
        .clauses = o->values[OPT_CLAUSES].items,
        .clause_count = o->values[OPT_CLAUSES].item_count,
        .symvers = option_text(o, OPT_SYMVERS),
        .language = option_text(o, OPT_LANGUAGE),
        .all_api = strcmp(option_text(o, OPT_API), "all") == 0,
        .coarse = option_given(o, OPT_COARSE),
        .functions = option_given(o, OPT_FUNCTIONS),
        .each_callback = strcmp(option_text(o, OPT_CALLBACKS), "each") == 0,
        .variables = strcmp(option_text(o, OPT_DATA), "variable") == 0,
        .grant_users = strcmp(option_text(o, OPT_GRANT_NEEDS), "users") == 0,
        .grant_all = strcmp(option_text(o, OPT_GRANT_NEEDS), "all") == 0,
        .unikraft = option_given(o, OPT_UNIKRAFT),
    };
    if (!request.file_count && !request.component_count) {
        report_hint(report(c->ctx, CODE_MISSING_FILE, (struct span){0}, "`extract` needs object files"),
                    "mspec extract build/");
        return command_failed(c, MSPEC_ERROR_INPUT);
    }
    if (request.coarse && (request.functions || request.each_callback)) {
        report_hint(report(c->ctx, CODE_OPTION_CONFLICT, (struct span){0}, "`--coarse` excludes `--%s`",
                           request.functions ? "functions" : "callbacks=each"),
                    "the one is for systems of thousands of components, the other for a close look at a few");
        return command_failed(c, MSPEC_ERROR_INPUT);
    }
    struct extraction x;
    mspec_status status = extract_run(c->ctx, &request, &x);
    int result = status == MSPEC_OK ? finish(c, &x) : command_failed(c, status);
    extract_fini(&x);
    return result;
}
