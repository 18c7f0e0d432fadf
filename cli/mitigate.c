/* mitigate: is a vulnerability contained, and if not, what contains it. */
#include <string.h>

#include "cli/advisories.h"
#include "cli/mitigation.h"

/* "a,b.function": the names of --affects. */
static bool split_names(struct command *c, const char *text, const char ***out, size_t *count)
{
    char *copy = text ? arena_copy(&c->arena, text, strlen(text)) : NULL;
    *count = 0;
    if (!text)
        return true;
    *out = arena_new_array(&c->arena, const char *, strlen(text) + 1);
    if (!copy || !*out)
        return false;
    for (char *at = copy; at;) {
        char *comma = strchr(at, ',');
        if (comma)
            *comma = '\0';
        while (*at == ' ')
            at++;
        if (*at)
            (*out)[(*count)++] = at;
        at = comma ? comma + 1 : NULL;
    }
    return true;
}

static int mitigate_one(struct command *c, const struct pipeline_request *request)
{
    const char *name = option_text(&c->options, OPT_VULN), **affects = NULL;
    struct asked_vulnerability asked = {.name = name, .entries = &name, .entry_count = 1};
    struct mitigation m;
    if (!split_names(c, option_text(&c->options, OPT_AFFECTS), &affects, &asked.affect_count))
        return command_failed(c, MSPEC_ERROR_MEMORY);
    asked.affects = affects;
    mspec_status status = mitigation_find(c, request, option_text(&c->options, OPT_DEPLOYED), &asked, 1, true, &m);
    int result = EXIT_TOOL_FAILED;
    if (status == MSPEC_OK) {
        const struct vulnerability *v = m.vulnerability == NONE ? NULL : &m.model->vulnerabilities[m.vulnerability];
        status = mitigation_say(c, request, &m, &asked, 1, name, v && v->title ? model_name(m.model, v->title) : NULL, NULL);
        result = mitigate_status(m.verdict);
    }
    if (status != MSPEC_OK)
        result = command_failed(c, status);
    mitigation_fini(&m);
    return result;
}

int run_mitigate(struct command *c)
{
    struct pipeline_request request;
    const struct options *o = &c->options;
    bool ok = command_request(c, &request);
    size_t asked = option_given(o, OPT_VULN) + (option_given(o, OPT_OSV) || option_given(o, OPT_CVE));
    if (asked != 1) {
        report_hint(report(c->ctx, asked ? CODE_OPTION_CONFLICT : CODE_VULNERABILITY_NEEDED, (struct span){0},
                           asked ? "`--vuln` and advisories exclude each other" : "`mitigate` needs a vulnerability"),
                    "either `--vuln NAME`, or `--osv PATH` and `--cve PATH`");
        ok = false;
    }
    if (option_given(o, OPT_AFFECTS) && !option_given(o, OPT_VULN)) {
        report_hint(report(c->ctx, CODE_OPTION_CONFLICT, (struct span){0}, "`--affects` is for `--vuln`, and not for advisories"),
                    "declare a vulnerability under the advisory's name, with whom it affects");
        ok = false;
    }
    if (option_given(o, OPT_SBOM) && option_given(o, OPT_VULN)) {
        report(c->ctx, CODE_OPTION_CONFLICT, (struct span){0}, "`--sbom` is for advisories, and not for `--vuln`");
        ok = false;
    }
    if (!ok)
        return command_failed(c, MSPEC_ERROR_INPUT);
    mspec_status status = pipeline_read(c->ctx, request.files, request.file_count);
    if (status != MSPEC_OK)
        return command_failed(c, status);
    return option_given(o, OPT_VULN) ? mitigate_one(c, &request) : mitigate_advisories(c, &request);
}
