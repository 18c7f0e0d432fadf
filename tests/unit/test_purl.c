/* Package URLs. */
#include "unit.h"

#include "import/purl.h"


static void parsed(const char *text, const char *type, const char *space, const char *name, const char *version)
{
    struct memory memory = {0};
    struct arena arena;
    struct purl p;
    arena_init(&arena, &memory);
    assert_int_equal(purl_parse(&arena, text, &p), PURL_OK);
    assert_string_equal(p.type, type);
    assert_string_equal(p.space, space);
    assert_string_equal(p.name, name);
    if (version)
        assert_string_equal(p.version, version);
    else
        assert_null(p.version);
    arena_fini(&arena);
}

static void test_parts(void **state)
{
    (void)state;
    parsed("pkg:generic/openssl@1.0.1f", "generic", "", "openssl", "1.0.1f");
    parsed("pkg:deb/debian/openssl@1.0.1e-2%2Bdeb7u4?arch=amd64&distro=wheezy#sub", "deb", "debian", "openssl", "1.0.1e-2+deb7u4");
    parsed("PKG:GitHub/Torvalds/linux", "github", "Torvalds", "linux", NULL);
    parsed("pkg:npm/%40angular/core@1.0.0", "npm", "@angular", "core", "1.0.0");
    parsed("pkg:npm/@angular/core@1.0.0", "npm", "@angular", "core", "1.0.0");
    parsed("pkg:golang/google.golang.org/genproto/googleapis@v1", "golang", "google.golang.org/genproto", "googleapis", "v1");
    parsed("pkg://generic/a/", "generic", "", "a", NULL);
    parsed("pkg:generic/a@", "generic", "", "a", NULL);
}

static void test_upstream(void **state)
{
    (void)state;
    struct memory memory = {0};
    struct arena arena;
    struct purl p;
    arena_init(&arena, &memory);
    assert_int_equal(purl_parse(&arena, "pkg:deb/debian/libssl1.1@1.1.1n?arch=amd64&upstream=openssl%401.1.1n&x=y#z", &p), PURL_OK);
    assert_string_equal(p.upstream, "openssl");
    assert_string_equal(p.version, "1.1.1n");
    assert_true(purl_is_built(&p));
    assert_int_equal(purl_parse(&arena, "pkg:generic/a?upstream=", &p), PURL_OK);
    assert_null(p.upstream);
    assert_false(purl_is_built(&p));
    assert_int_equal(purl_parse(&arena, "pkg:deb/debian/a?upstream=%zz", &p), PURL_BAD);
    arena_fini(&arena);
}

static void test_what_is_none(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "pkg:", "pkg:generic", "pkg:generic/", "pkg:/a", "openssl", "pkg:1x/a", "pkg:a b/c",
                                        "pkg:generic/a%", "pkg:generic/a%0", "pkg:generic/a%zz", "pkg:generic/a%00b",
                                        "http://generic/a", "pkg:generic/?x", "pkg:///", NULL};
    struct memory memory = {0};
    struct arena arena;
    struct purl p;
    arena_init(&arena, &memory);
    for (size_t i = 0; texts[i]; i++)
        if (purl_parse(&arena, texts[i], &p) != PURL_BAD)
            fail_msg("`%s` is taken for a package URL", texts[i]);
    arena_fini(&arena);
    memory.limit = 1;
    assert_int_equal(purl_parse(&arena, "pkg:generic/a", &p), PURL_NO_MEMORY);
    arena_fini(&arena);
}

static void test_same(void **state)
{
    (void)state;
    struct purl a = {"generic", "", "open_ssl", "1"}, b = {"generic", "", "Open-SSL", "2"}, c = {"deb", "debian", "open-ssl", "1"};
    assert_true(purl_same_package(&a, &b));
    assert_false(purl_same_package(&a, &c));
    assert_true(purl_same_name("lwIP", "lwip"));
    assert_false(purl_same_name("lwip", "lwip2"));
    assert_false(purl_same_name("lwip2", "lwip"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_parts), cmocka_unit_test(test_upstream), cmocka_unit_test(test_what_is_none),
                                       cmocka_unit_test(test_same)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
