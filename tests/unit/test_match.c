/* Which components an advisory speaks of; and that nothing is ruled out by guess. */
#include "judged.h"

#include "import/match.h"

#define SYSTEM                                                                                                                    \
    "component libssl { [Language] ::= C [Origin] ::= \"pkg:generic/openssl@1.0.1\" }\n"                                        \
    "component lwip { [Language] ::= C [Origin] ::= \"pkg:npm/lwip@2.0.0\" }\n"                                                  \
    "component deb { [Language] ::= C [Origin] ::= \"pkg:deb/debian/zlib@1:1.2.3-4?upstream=zlib\" }\n"                                        \
    "component bare { [Language] ::= C [Origin] ::= \"pkg:cargo/ring\" }\n"                                                      \
    "component vault { [Region] ::= (k, OWN, 8 B) }\n"

struct asked {
    struct system s;
    struct json_input in;
    struct advisory advisory;
    struct sbom sbom;
    bool has_sbom;
    struct matching matching;
};

static struct asked ask(const char *more, const char *packages, const char *bill)
{
    struct asked q = {0};
    char text[4096], advisory[2048];
    snprintf(text, sizeof text, SYSTEM "%s", more);
    snprintf(advisory, sizeof advisory, "{\"id\": \"X\", \"affected\": [%s]}", packages);
    q.s = system_open(text);
    assert_int_equal(json_input_text(&q.in, q.s.ctx, &q.s.arena, "a", advisory, strlen(advisory), ADVISORY_MAX), MSPEC_OK);
    assert_int_equal(advisory_osv_read(&q.in, &q.advisory), MSPEC_OK);
    json_input_fini(&q.in);
    if (bill) {
        assert_int_equal(json_input_text(&q.in, q.s.ctx, &q.s.arena, "b", bill, strlen(bill), SBOM_MAX), MSPEC_OK);
        assert_int_equal(sbom_read(&q.in, &q.sbom), MSPEC_OK);
        json_input_fini(&q.in);
    }
    assert_true(match_advisory(q.s.m, &q.advisory, bill ? &q.sbom : NULL, &q.s.arena, &q.matching));
    return q;
}

#define OPENSSL "{\"package\": {\"purl\": \"pkg:generic/openssl\"}}"
#define NPM(range) "{\"package\": {\"ecosystem\": \"npm\", \"name\": \"lwip\"}, \"ranges\": [{\"type\": \"SEMVER\", \"events\": [" range "]}]}"

static void test_by_url(void **state)
{
    (void)state;
    struct asked q = ask("", OPENSSL, NULL);
    assert_int_equal(q.matching.count, 1);
    assert_int_equal(q.matching.items[0].component, 0);
    assert_int_equal(q.matching.items[0].by, MATCH_PURL);
    assert_int_equal(q.matching.items[0].affected, AFFECTED_YES);
    system_close(&q.s);
}

static void test_versions(void **state)
{
    (void)state;
    struct asked q = ask("", NPM("{\"introduced\": \"0\"}, {\"fixed\": \"2.0.0\"}"), NULL);
    assert_true(q.matching.ruled_out);
    assert_int_equal(q.matching.items[0].affected, AFFECTED_NO);
    system_close(&q.s);
    q = ask("", NPM("{\"introduced\": \"0\"}, {\"fixed\": \"2.0.1\"}"), NULL);
    assert_true(q.matching.any_affected);
    system_close(&q.s);
}

/* The name of Debian's package is upstream's, and its numbers are its own. */
static void test_by_name(void **state)
{
    (void)state;
    struct asked q = ask("", "{\"package\": {\"ecosystem\": \"npm\", \"name\": \"zlib\"}, \"ranges\": [{\"type\": \"SEMVER\", \"events\": "
                             "[{\"introduced\": \"9.0.0\"}]}]}", NULL);
    assert_int_equal(q.matching.count, 1);
    assert_int_equal(q.matching.items[0].by, MATCH_NAME);
    assert_int_equal(q.matching.items[0].affected, AFFECTED_UNKNOWN);
    system_close(&q.s);
    q = ask("", "{\"package\": {\"name\": \"libssl\", \"ecosystem\": \"Nowhere\"}}", NULL); /* the component's own name */
    assert_int_equal(q.matching.items[0].component, 0);
    assert_true(q.matching.any_affected);
    system_close(&q.s);
}

static void test_nothing_matches(void **state)
{
    (void)state;
    struct asked q = ask("", "{\"package\": {\"purl\": \"pkg:generic/curl\"}}", NULL);
    assert_int_equal(q.matching.count, 0);
    assert_true(q.matching.ruled_out); /* everybody with code says where it comes from */
    assert_string_equal(q.matching.unmatched[0], "curl");
    system_close(&q.s);
    /* Debian's libcurl4 is built from curl, and does not say so. */
    q = ask("component web { [Language] ::= C [Origin] ::= \"pkg:deb/debian/libcurl4@7.88.1-10\" }\n", "{\"package\": {\"purl\": "
            "\"pkg:generic/curl\"}}", NULL);
    assert_false(q.matching.ruled_out);
    system_close(&q.s);
    q = ask("component web { [Language] ::= C [Origin] ::= \"pkg:deb/debian/libcurl4@7.88.1-10?arch=amd64&upstream=curl%407.88.1\" }\n",
            "{\"package\": {\"purl\": \"pkg:generic/curl\"}}", NULL);
    assert_true(q.matching.any_affected);
    system_close(&q.s);
    q = ask("component two { [Language] ::= C variant a { [Origin] ::= \"pkg:generic/a\" } variant b { } }\n",
            "{\"package\": {\"purl\": \"pkg:generic/curl\"}}", NULL);
    assert_false(q.matching.ruled_out); /* one of its variants could be anything */
    system_close(&q.s);
    q = ask("component stranger { [Language] ::= C }\n", "{\"package\": {\"purl\": \"pkg:generic/curl\"}}", NULL);
    assert_false(q.matching.ruled_out);
    assert_non_null(strstr(q.matching.why, "stranger"));
    system_close(&q.s);
    q = ask("", "", NULL); /* it names no package */
    assert_false(q.matching.ruled_out);
    system_close(&q.s);
    q = ask("", "{\"versions\": [\"1\"]}", NULL); /* nor does this */
    assert_false(q.matching.ruled_out);
    system_close(&q.s);
    q = ask("", "{\"package\": {\"purl\": \"curl\", \"name\": \"curl\"}}", NULL); /* no package URL */
    assert_false(q.matching.ruled_out);
    system_close(&q.s);
}

#define BILL(packages) "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.5\", \"components\": [" packages "]}"

static void test_bill(void **state)
{
    (void)state;
    static const char curl[] = "{\"package\": {\"purl\": \"pkg:generic/curl\"}}";
    struct asked q = ask("component stranger { [Language] ::= C }\n", curl, BILL("{\"name\": \"zlib\"}"));
    assert_true(q.matching.ruled_out); /* the image does not hold it */
    system_close(&q.s);
    q = ask("component stranger { [Language] ::= C }\n", curl, BILL("{\"name\": \"zlib\"}, 7"));
    assert_false(q.matching.ruled_out); /* or does it? */
    system_close(&q.s);
    q = ask("", curl, BILL("{\"name\": \"curl\", \"version\": \"8\"}"));
    assert_false(q.matching.ruled_out); /* it does, and nobody is made of it */
    assert_false(q.matching.any_affected);
    system_close(&q.s);
    static const char ring[] = "{\"package\": {\"ecosystem\": \"crates.io\", \"name\": \"ring\"}, \"ranges\": [{\"type\": \"SEMVER\", "
                               "\"events\": [{\"introduced\": \"0\"}, {\"fixed\": \"0.17.0\"}]}]}";
    q = ask("", ring, NULL);
    assert_int_equal(q.matching.items[0].affected, AFFECTED_UNKNOWN); /* which version? */
    system_close(&q.s);
    q = ask("", ring, BILL("{\"name\": \"ring\", \"purl\": \"pkg:cargo/ring@0.17.2\"}"));
    assert_int_equal(q.matching.items[0].affected, AFFECTED_NO);
    assert_true(q.matching.ruled_out);
    system_close(&q.s);
    q = ask("", ring, BILL("{\"name\": \"ring\", \"purl\": \"pkg:cargo/ring@0.17.2\"}, {\"name\": \"ring\", \"purl\": \"pkg:cargo/ring@0.16.1\"}"));
    assert_int_equal(q.matching.items[0].affected, AFFECTED_YES); /* two of them: the worse one counts */
    system_close(&q.s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_by_url), cmocka_unit_test(test_versions), cmocka_unit_test(test_by_name),
                                       cmocka_unit_test(test_nothing_matches), cmocka_unit_test(test_bill)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
