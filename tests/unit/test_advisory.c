/* Advisories: what they say of versions and weaknesses, and what hostile ones do not make anybody believe. */
#include "unit.h"

#include <stdio.h>

#include "import/advisory.h"
#include "import/sbom.h"

struct world {
    mspec_ctx *ctx;
    struct arena arena;
    struct json_input in;
    struct advisory advisory;
};

static struct world open_world(void)
{
    struct world w = {.ctx = mspec_ctx_new()};
    assert_non_null(w.ctx);
    assert_int_equal(mspec_ctx_set_catalog(w.ctx, ""), MSPEC_OK);
    arena_init(&w.arena, &w.ctx->memory);
    return w;
}

static void close_world(struct world *w)
{
    arena_fini(&w->arena);
    mspec_ctx_free(w->ctx);
}

typedef mspec_status read_fn(const struct json_input *in, struct advisory *out);

static mspec_status read_text(struct world *w, read_fn *read, const char *text)
{
    mspec_status status = json_input_text(&w->in, w->ctx, &w->arena, "a.json", text, strlen(text), ADVISORY_MAX);
    if (status == MSPEC_OK)
        status = read(&w->in, &w->advisory);
    json_input_fini(&w->in);
    return status;
}

/* ---- OSV ---- */

static enum affected osv(const char *package, const char *version, enum version_scheme own)
{
    struct world w = open_world();
    char text[2048];
    snprintf(text, sizeof text, "{\"id\": \"X-1\", \"affected\": [ %s ]}", package);
    assert_int_equal(read_text(&w, advisory_osv_read, text), MSPEC_OK);
    assert_int_equal(w.advisory.package_count, 1);
    enum affected affected = advisory_affects(&w.advisory.packages[0], version, own);
    close_world(&w);
    return affected;
}

#define SEMVER_RANGE                                                                                                              \
    "{\"package\": {\"ecosystem\": \"npm\", \"name\": \"x\"}, \"ranges\": [{\"type\": \"SEMVER\", \"events\": "                  \
    "[{\"introduced\": \"1.0.0\"}, {\"fixed\": \"1.4.2\"}, {\"introduced\": \"2.0.0\"}, {\"last_affected\": \"2.3.0\"}]}]}"

static void test_osv_ranges(void **state)
{
    (void)state;
    static const struct {
        const char *version;
        enum affected affected;
    } cases[] = {{"0.9.0", AFFECTED_NO},  {"1.0.0", AFFECTED_YES},      {"1.4.1", AFFECTED_YES},    {"1.4.2", AFFECTED_NO},
                 {"1.9.9", AFFECTED_NO},  {"2.0.0-rc.1", AFFECTED_NO},  {"2.0.0", AFFECTED_YES},    {"2.3.0", AFFECTED_YES},
                 {"2.3.1", AFFECTED_NO},  {"two", AFFECTED_UNKNOWN},    {NULL, AFFECTED_UNKNOWN}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(osv(SEMVER_RANGE, cases[i].version, SCHEME_SEMVER), cases[i].affected);
    /* Whoever numbers otherwise is not told to be safe. */
    assert_int_equal(osv(SEMVER_RANGE, "1.9.9", SCHEME_DEBIAN), AFFECTED_UNKNOWN);
    assert_int_equal(osv(SEMVER_RANGE, "1.9.9", SCHEME_OTHER), AFFECTED_UNKNOWN);
    assert_int_equal(osv(SEMVER_RANGE, "1.9.9", SCHEME_UNKNOWN), AFFECTED_NO);
}

static void test_osv_unknown_order(void **state)
{
    (void)state;
    static const char range[] = "{\"package\": {\"ecosystem\": \"Nowhere\", \"name\": \"x\"}, \"ranges\": [{\"type\": \"ECOSYSTEM\", "
                                "\"events\": [{\"introduced\": \"0\"}, {\"fixed\": \"1.4.2\"}]}], \"versions\": [\"1.4.0\", \"1.4.1\"]}";
    assert_int_equal(osv(range, "1.4.1", SCHEME_UNKNOWN), AFFECTED_YES);
    assert_int_equal(osv(range, "1.4.2", SCHEME_UNKNOWN), AFFECTED_UNKNOWN);
    assert_int_equal(osv(range, "9.0", SCHEME_UNKNOWN), AFFECTED_UNKNOWN);
    static const char git[] = "{\"package\": {\"purl\": \"pkg:generic/x\"}, \"ranges\": [{\"type\": \"GIT\", \"events\": "
                              "[{\"introduced\": \"0\"}, {\"fixed\": \"abc\"}]}]}";
    assert_int_equal(osv(git, "1.0", SCHEME_UNKNOWN), AFFECTED_UNKNOWN);
}

static void test_osv_shapes_that_let_nobody_off(void **state)
{
    (void)state;
    static const char *const packages[] = {
        "{\"package\": {\"ecosystem\": \"npm\", \"name\": \"x\"}}",
        "{\"package\": {\"ecosystem\": \"npm\", \"name\": \"x\"}, \"versions\": \"1.0.0\"}",
        "{\"package\": {\"ecosystem\": \"npm\", \"name\": \"x\"}, \"versions\": [7]}",
        "{\"package\": {\"ecosystem\": \"npm\", \"name\": \"x\"}, \"ranges\": [{\"type\": \"SEMVER\", \"events\": []}]}",
        "{\"package\": {\"ecosystem\": \"npm\", \"name\": \"x\"}, \"ranges\": [{\"type\": \"SEMVER\", \"events\": [{\"fixed\": \"1.0.0\"}]}]}",
        "{\"package\": {\"ecosystem\": \"npm\", \"name\": \"x\"}, \"ranges\": [{\"type\": \"SEMVER\", \"events\": [{\"introduced\": 0}]}]}",
        ("{\"package\": {\"ecosystem\": \"npm\", \"name\": \"x\"}, \"ranges\": [{\"type\": \"SEMVER\", \"events\": "
        "[{\"introduced\": \"3.0.0\", \"fixed\": \"4.0.0\"}]}]}"),
        "{\"package\": {\"ecosystem\": \"npm\", \"name\": \"x\"}, \"ranges\": [{\"type\": \"NEWER\", \"events\": [{\"introduced\": \"3.0.0\"}]}]}",
        "{\"package\": {\"ecosystem\": \"npm\", \"name\": \"x\"}, \"ranges\": [7], \"versions\": [\"3.0.0\"]}",
        "{\"package\": {\"ecosystem\": \"npm\", \"name\": 7}, \"versions\": [\"3.0.0\"]}",
        "7",
    };
    for (size_t i = 0; i < sizeof packages / sizeof *packages; i++)
        if (osv(packages[i], "2.0.0", SCHEME_SEMVER) == AFFECTED_NO)
            fail_msg("not affected: %s", packages[i]);
}

static void test_osv_weaknesses(void **state)
{
    (void)state;
    struct world w = open_world();
    assert_int_equal(read_text(&w, advisory_osv_read,
                               "{\"id\": \"X-1\", \"schema_version\": \"1.6.0\", \"aliases\": [\"CVE-1-1\"], \"summary\": \"s\", "
                               "\"affected\": [{\"package\": {\"purl\": \"pkg:generic/x\"}, \"database_specific\": {\"cwes\": "
                               "[{\"cweId\": \"CWE-787\"}]}}], \"database_specific\": {\"cwe_ids\": [\"CWE-125\", \"cwe-787\"]}}"),
                     MSPEC_OK);
    assert_int_equal(w.advisory.weakness_count, 2);
    assert_string_equal(w.advisory.weaknesses[0], "CWE-787");
    assert_string_equal(w.advisory.weaknesses[1], "CWE-125");
    assert_string_equal(w.advisory.aliases[0], "CVE-1-1");
    assert_null(w.advisory.doubt);
    close_world(&w);
}

static void doubted(read_fn *read, const char *text)
{
    struct world w = open_world();
    if (read_text(&w, read, text) != MSPEC_OK || !w.advisory.doubt)
        fail_msg("no doubt about %s", text);
    close_world(&w);
}

static void refused(read_fn *read, const char *text, const char *code)
{
    struct world w = open_world();
    assert_int_equal(read_text(&w, read, text), MSPEC_ERROR_INPUT);
    assert_int_equal(mspec_diagnostic_count(w.ctx), 1);
    assert_string_equal(mspec_diagnostic_get(w.ctx, 0)->code, code);
    close_world(&w);
}

static void test_osv_doubts(void **state)
{
    (void)state;
    doubted(advisory_osv_read, "{\"id\": \"X\", \"schema_version\": \"2.0.0\", \"affected\": []}");
    doubted(advisory_osv_read, "{\"id\": \"X\", \"schema_version\": 1, \"affected\": []}");
    doubted(advisory_osv_read, "{\"id\": \"X\", \"withdrawn\": \"perhaps\", \"affected\": []}");
    doubted(advisory_osv_read, "{\"id\": \"X\", \"withdrawn\": true, \"affected\": []}");
    doubted(advisory_osv_read, "{\"id\": \"X\", \"aliases\": [1], \"affected\": []}");
    doubted(advisory_osv_read, "{\"id\": \"X\", \"database_specific\": {\"cwe_ids\": \"CWE-1\"}, \"affected\": []}");
    refused(advisory_osv_read, "{\"id\": 7}", "E0905");
    refused(advisory_osv_read, "{}", "E0905");
    refused(advisory_osv_read, "[]", "E0905");
    refused(advisory_osv_read, "null", "E0905");
    refused(advisory_osv_read, "{\"id\": \"X\", \"affected\": {}}", "E0905");
    refused(advisory_osv_read, "{\"id\": \"X\", \"affected\": [", "E0601");
    refused(advisory_osv_read, "{\"id\": \"X\", \"id\": \"Y\"}", "E0601");
    refused(advisory_osv_read, "", "E0601");
    refused(advisory_osv_read, "{\"id\": \"a\\u0000b\"}", "E0601");
}

static void test_depth(void **state)
{
    (void)state;
    static char deep[200001];
    memset(deep, '[', 200000);
    refused(advisory_osv_read, deep, "E0601");
    refused(advisory_cve_read, deep, "E0601");
}

/* ---- CVE ---- */

#define RECORD(affected, rest)                                                                                                    \
    "{\"dataType\": \"CVE_RECORD\", \"dataVersion\": \"5.1\", \"cveMetadata\": {\"cveId\": \"CVE-1-1\", \"state\": \"PUBLISHED\"}, " \
    "\"containers\": {\"cna\": {\"affected\": [" affected "]" rest "}}}"

static enum affected cve(const char *package, const char *version, enum version_scheme own)
{
    struct world w = open_world();
    char text[2048];
    snprintf(text, sizeof text, RECORD("%s", ""), package);
    assert_int_equal(read_text(&w, advisory_cve_read, text), MSPEC_OK);
    assert_int_equal(w.advisory.package_count, 1);
    enum affected affected = advisory_affects(&w.advisory.packages[0], version, own);
    close_world(&w);
    return affected;
}

static void test_cve_versions(void **state)
{
    (void)state;
    static const char range[] = "{\"product\": \"x\", \"defaultStatus\": \"unaffected\", \"versions\": [{\"version\": \"1.0.0\", "
                                "\"lessThan\": \"1.4.0\", \"status\": \"affected\", \"versionType\": \"semver\", \"changes\": "
                                "[{\"at\": \"1.3.5\", \"status\": \"unaffected\"}]}]}";
    assert_int_equal(cve(range, "0.9.0", SCHEME_UNKNOWN), AFFECTED_NO);
    assert_int_equal(cve(range, "1.0.0", SCHEME_UNKNOWN), AFFECTED_YES);
    assert_int_equal(cve(range, "1.3.4", SCHEME_SEMVER), AFFECTED_YES);
    assert_int_equal(cve(range, "1.3.5", SCHEME_SEMVER), AFFECTED_NO);
    assert_int_equal(cve(range, "1.4.0", SCHEME_SEMVER), AFFECTED_NO);
    assert_int_equal(cve(range, "1.4", SCHEME_SEMVER), AFFECTED_UNKNOWN);
    assert_int_equal(cve(range, "1.4.0", SCHEME_RPM), AFFECTED_UNKNOWN);
    static const char up_to[] = "{\"product\": \"x\", \"defaultStatus\": \"unaffected\", \"versions\": [{\"version\": \"0\", "
                                "\"lessThanOrEqual\": \"1.4.0\", \"status\": \"affected\", \"versionType\": \"semver\"}]}";
    assert_int_equal(cve(up_to, "1.4.0", SCHEME_SEMVER), AFFECTED_YES);
    assert_int_equal(cve(up_to, "1.4.1", SCHEME_SEMVER), AFFECTED_NO);
}

static void test_cve_shapes_that_let_nobody_off(void **state)
{
    (void)state;
    static const char *const packages[] = {
        "{\"product\": \"x\"}",
        "{\"product\": \"x\", \"versions\": []}",
        "{\"product\": \"x\", \"defaultStatus\": \"unaffected\", \"versions\": [{\"version\": \"n/a\", \"status\": \"affected\"}]}",
        "{\"product\": \"x\", \"defaultStatus\": \"unaffected\", \"versions\": [{\"version\": \"< 1.0\", \"status\": \"affected\"}]}",
        "{\"product\": \"x\", \"defaultStatus\": \"unaffected\", \"versions\": [{\"version\": \"0\", \"status\": \"affected\"}]}",
        ("{\"product\": \"x\", \"defaultStatus\": \"unaffected\", \"versions\": [{\"version\": \"1.0.0\", \"lessThan\": \"1.5.0\", "
        "\"status\": \"affected\", \"versionType\": \"custom\"}]}"),
        ("{\"product\": \"x\", \"defaultStatus\": \"unaffected\", \"versions\": [{\"version\": \"1\", \"lessThan\": \"2\", \"lessThanOrEqual\": "
        "\"3\", \"status\": \"affected\", \"versionType\": \"semver\"}]}"),
        ("{\"product\": \"x\", \"defaultStatus\": \"unaffected\", \"versions\": [{\"version\": \"abc\", \"lessThan\": \"def\", \"status\": "
        "\"affected\", \"versionType\": \"git\"}]}"),
        "{\"product\": \"x\", \"defaultStatus\": \"unaffected\", \"versions\": [7]}",
        "{\"product\": \"x\", \"defaultStatus\": \"unaffected\", \"versions\": {}}",
        "{\"product\": \"x\", \"defaultStatus\": 7}",
        "{\"product\": \"x\", \"defaultStatus\": \"Unaffected\"}",
        ("{\"product\": \"x\", \"defaultStatus\": \"unaffected\", \"versions\": [{\"version\": \"0\", \"lessThan\": \"*\", \"status\": "
        "\"affected\", \"versionType\": \"semver\"}]}"),
        ("{\"product\": \"x\", \"defaultStatus\": \"unaffected\", \"versions\": [{\"version\": \"1.0.0\", \"lessThan\": \"1.1.0\", \"status\": "
        "\"affected\", \"versionType\": \"semver\", \"changes\": 7}]}"),
    };
    for (size_t i = 0; i < sizeof packages / sizeof *packages; i++)
        if (cve(packages[i], "2.0.0", SCHEME_SEMVER) == AFFECTED_NO)
            fail_msg("not affected: %s", packages[i]);
}

static void test_cve_record(void **state)
{
    (void)state;
    struct world w = open_world();
    assert_int_equal(
        read_text(&w, advisory_cve_read,
                  RECORD("{\"vendor\": \"v\", \"product\": \"p\", \"packageName\": \"q\", \"modules\": [\"libssl\"], \"programFiles\": "
                         "[\"ssl/d1_both.c\"]}",
                         ", \"title\": \"t\", \"problemTypes\": [{\"descriptions\": [{\"cweId\": \"CWE-125\", \"description\": \"x\"}, "
                         "{\"description\": \"CWE-787: Out-of-bounds Write\"}, {\"description\": \"n/a\"}]}]")),
        MSPEC_OK);
    assert_int_equal(w.advisory.weakness_count, 2);
    assert_string_equal(w.advisory.weaknesses[1], "CWE-787");
    assert_string_equal(w.advisory.title, "t");
    const struct advisory_package *p = &w.advisory.packages[0];
    assert_string_equal(p->name, "q");
    assert_int_equal(p->module_count, 3);
    assert_string_equal(p->modules[0], "libssl");
    assert_string_equal(p->modules[1], "d1_both");
    assert_string_equal(p->modules[2], "p");
    assert_null(w.advisory.doubt);
    close_world(&w);
}

static void test_cve_doubts(void **state)
{
    (void)state;
    doubted(advisory_cve_read, "{\"dataType\": \"CVE_RECORD\", \"dataVersion\": \"6.0\", \"cveMetadata\": {\"cveId\": \"C\", \"state\": "
                               "\"PUBLISHED\"}, \"containers\": {\"cna\": {}}}");
    doubted(advisory_cve_read, "{\"dataType\": \"CVE_RECORD\", \"dataVersion\": \"5.0\", \"cveMetadata\": {\"cveId\": \"C\", \"state\": "
                               "\"RESERVED\"}, \"containers\": {\"cna\": {}}}");
    doubted(advisory_cve_read, RECORD("", ", \"problemTypes\": [7]"));
    refused(advisory_cve_read, "{\"dataType\": \"CVE_RECORD\"}", "E0905");
    refused(advisory_cve_read, "{\"dataType\": \"CVE\", \"cveMetadata\": {}}", "E0905");
    refused(advisory_cve_read, "{\"dataType\": \"CVE_RECORD\", \"cveMetadata\": {\"cveId\": 7}}", "E0905");
    refused(advisory_cve_read, "{\"dataType\": \"CVE_RECORD\", \"cveMetadata\": {\"cveId\": \"C\"}, \"containers\": []}", "E0905");
    refused(advisory_cve_read, "\"CVE_RECORD\"", "E0905");
}

/* ---- memory ---- */

static void runs_out_of_memory(read_fn *read, const char *text)
{
    bool done = false;
    for (size_t after = 1; after < 400 && !done; after++) {
        struct world w = open_world();
        w.ctx->memory.fail_after = after;
        mspec_status status = read_text(&w, read, text);
        assert_true(status == MSPEC_OK || status == MSPEC_ERROR_MEMORY);
        done = status == MSPEC_OK && w.ctx->memory.fail_after != 0;
        w.ctx->memory.fail_after = 0;
        close_world(&w);
    }
    assert_true(done);
}

static void test_memory(void **state)
{
    (void)state;
    runs_out_of_memory(advisory_osv_read, "{\"id\": \"X\", \"aliases\": [\"a\"], \"affected\": [" SEMVER_RANGE
                                          "], \"database_specific\": {\"cwe_ids\": [\"CWE-1\"]}}");
    runs_out_of_memory(advisory_cve_read,
                       RECORD("{\"product\": \"x\", \"modules\": [\"m\"], \"versions\": [{\"version\": \"1\", \"status\": \"affected\"}]}",
                              ", \"problemTypes\": [{\"descriptions\": [{\"cweId\": \"CWE-1\"}]}]"));
}

/* ---- bills of materials ---- */

static mspec_status read_bill(struct world *w, const char *text, struct sbom *out)
{
    mspec_status status = json_input_text(&w->in, w->ctx, &w->arena, "s.json", text, strlen(text), SBOM_MAX);
    if (status == MSPEC_OK)
        status = sbom_read(&w->in, out);
    json_input_fini(&w->in);
    return status;
}

static void test_bills(void **state)
{
    (void)state;
    struct world w = open_world();
    struct sbom s;
    assert_int_equal(read_bill(&w, "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.5\", \"components\": [{\"name\": \"a\", \"version\": "
                                   "\"1\", \"components\": [{\"name\": \"b\", \"purl\": \"pkg:deb/debian/b@2-1\"}]}, {\"name\": \"c\"}]}", &s),
                     MSPEC_OK);
    assert_int_equal(s.count, 3);
    assert_string_equal(s.packages[1].version, "2-1");
    assert_false(s.doubt);
    assert_int_equal(read_bill(&w, "{\"spdxVersion\": \"SPDX-2.3\", \"packages\": [{\"name\": \"a\", \"versionInfo\": \"1\", \"externalRefs\": "
                                   "[{\"referenceType\": \"purl\", \"referenceLocator\": \"pkg:generic/a@1.0\"}]}, {}]}", &s),
                     MSPEC_OK);
    assert_int_equal(s.count, 1);
    assert_true(s.packages[0].has_purl);
    assert_true(s.doubt);
    static const char *const bad[] = {"{}", "[]", "7", "{\"bomFormat\": \"CycloneDX\"}", "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"2\"}",
                                      "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.4\", \"components\": {}}",
                                      "{\"spdxVersion\": \"SPDX-3.0\"}", "{\"spdxVersion\": \"SPDX-2.3\", \"packages\": 1}"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(read_bill(&w, bad[i], &s), MSPEC_ERROR_INPUT);
    close_world(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_osv_ranges),     cmocka_unit_test(test_osv_unknown_order),
        cmocka_unit_test(test_osv_shapes_that_let_nobody_off),
        cmocka_unit_test(test_osv_weaknesses), cmocka_unit_test(test_osv_doubts),
        cmocka_unit_test(test_depth),          cmocka_unit_test(test_cve_versions),
        cmocka_unit_test(test_cve_shapes_that_let_nobody_off),
        cmocka_unit_test(test_cve_record),     cmocka_unit_test(test_cve_doubts),
        cmocka_unit_test(test_memory),         cmocka_unit_test(test_bills),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
