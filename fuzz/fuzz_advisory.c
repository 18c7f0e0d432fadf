/* Any bytes as an advisory (OSV, CVE record) and as a bill of materials, matched against a system with versions and without. The
 * first byte says which. A doubt must never come out as "ruled out". */
#include <stdlib.h>
#include <string.h>

#include "import/match.h"
#include "mspec/mspec.h"

static const char specification[] =
    "component libssl { [Origin] ::= \"pkg:generic/openssl@1.0.1\" [API] ::= (f, SYMB) }\n"
    "component ring { [Origin] ::= \"pkg:cargo/ring@0.16.0\" [API] ::= (f, SYMB) }\n"
    "component zlib { [Origin] ::= \"pkg:deb/debian/zlib@1:1.2.3-4\", \"pkg:rpm/zlib@1.2-3\" [API] ::= (f, SYMB) }\n"
    "component keys { [Region] ::= (k, OWN, 16 B) }\n";

static const char bill[] =
    "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.5\", \"components\": [{\"name\": \"openssl\", \"version\": \"1.0.1\"}, "
    "{\"name\": \"ring\", \"purl\": \"pkg:cargo/ring@0.16.0\"}]}";

struct world {
    mspec_ctx *ctx;
    struct model *model;
    struct arena arena;
};

static struct world open_world(void)
{
    struct world w = {.ctx = mspec_ctx_new()};
    if (!w.ctx || mspec_ctx_set_catalog(w.ctx, "") != MSPEC_OK ||
        mspec_ctx_add_text(w.ctx, "s.mspec", specification, strlen(specification)) != MSPEC_OK ||
        model_build(w.ctx, NULL, &w.model) != MSPEC_OK)
        abort();
    arena_init(&w.arena, &w.ctx->memory);
    return w;
}

static void check(const struct world *w, mspec_status status, size_t errors)
{
    if (status == MSPEC_ERROR_INPUT ? mspec_diagnostic_errors(w->ctx) == errors : status != MSPEC_OK)
        abort();
    for (size_t i = 0; i < mspec_diagnostic_count(w->ctx); i++)
        free(mspec_diagnostic_render(w->ctx, mspec_diagnostic_get(w->ctx, i), false));
}

static void match(struct world *w, const struct advisory *advisory, const struct sbom *sbom)
{
    struct matching m;
    if (!match_advisory(w->model, advisory, sbom, &w->arena, &m))
        abort();
    if ((m.ruled_out && m.any_affected) || (!m.any_affected && !m.why) || (m.ruled_out && advisory->package_count == 0))
        abort();
    for (size_t i = 0; i < m.count; i++)
        if (m.ruled_out && m.items[i].affected != AFFECTED_NO)
            abort();
}

static void take_advisory(struct world *w, const char *bytes, size_t size, bool cve)
{
    struct json_input in;
    struct advisory advisory;
    struct sbom sbom;
    mspec_status status = json_input_text(&in, w->ctx, &w->arena, "a.json", bytes, size, ADVISORY_MAX);
    if (status == MSPEC_OK)
        status = cve ? advisory_cve_read(&in, &advisory) : advisory_osv_read(&in, &advisory);
    json_input_fini(&in);
    check(w, status, 0);
    if (status != MSPEC_OK)
        return;
    match(w, &advisory, NULL);
    if (json_input_text(&in, w->ctx, &w->arena, "b.json", bill, strlen(bill), SBOM_MAX) != MSPEC_OK || sbom_read(&in, &sbom) != MSPEC_OK)
        abort();
    json_input_fini(&in);
    match(w, &advisory, &sbom);
}

static void take_bill(struct world *w, const char *bytes, size_t size)
{
    static const char *const modules[] = {"zlib"};
    struct version_event events[] = {{EVENT_INTRODUCED, "0"}, {EVENT_FIXED, "0.17.0"}};
    struct version_statement statement = {.kind = STATES_EVENTS, .status = AFFECTED_YES, .scheme = SCHEME_SEMVER, .events = events,
                                          .event_count = 2};
    struct advisory_package package = {.has_purl = true, .purl = {"cargo", "", "ring", NULL}, .name = "ring",
                                       .modules = (const char **)modules, .module_count = 1, .statements = &statement,
                                       .statement_count = 1, .otherwise = AFFECTED_NO};
    struct advisory advisory = {.id = "X", .packages = &package, .package_count = 1};
    struct json_input in;
    struct sbom sbom;
    mspec_status status = json_input_text(&in, w->ctx, &w->arena, "b.json", bytes, size, SBOM_MAX);
    if (status == MSPEC_OK)
        status = sbom_read(&in, &sbom);
    json_input_fini(&in);
    check(w, status, 0);
    if (status == MSPEC_OK)
        match(w, &advisory, &sbom);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    struct world w = open_world();
    const char *bytes = (const char *)data + 1;
    if (data[0] % 3 == 2)
        take_bill(&w, bytes, size - 1);
    else
        take_advisory(&w, bytes, size - 1, data[0] % 3 == 1);
    arena_fini(&w.arena);
    model_free(w.model);
    mspec_ctx_free(w.ctx);
    return 0;
}
