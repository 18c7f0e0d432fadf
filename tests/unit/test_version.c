/* Versions: the orders that are known, and silence about all others. */
#include "unit.h"

#include "import/version.h"

static void in_order(enum version_scheme scheme, const char *const *versions)
{
    for (size_t i = 0; versions[i]; i++)
        for (size_t k = 0; versions[k]; k++) {
            int order = 9;
            if (!version_compare(scheme, versions[i], versions[k], &order))
                fail_msg("%s and %s: not known", versions[i], versions[k]);
            if (order != (i > k) - (i < k))
                fail_msg("%s and %s: %d", versions[i], versions[k], order);
        }
}

static void not_known(enum version_scheme scheme, const char *a, const char *b)
{
    int order = 9;
    assert_false(version_compare(scheme, a, b, &order));
    assert_false(version_compare(scheme, b, a, &order));
    assert_int_equal(order, 9);
}

static void test_semver(void **state)
{
    (void)state;
    static const char *const versions[] = {"0.9.0", "1.0.0-0", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta",
                                           "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.1", "1.2.0", "1.10.0",
                                           "2.0.0", "18446744073709551616.0.0", NULL};
    in_order(SCHEME_SEMVER, versions);
    int order = 9;
    assert_true(version_compare(SCHEME_SEMVER, "v1.2.3", "1.2.3+build.7", &order));
    assert_int_equal(order, 0);
}

static void test_semver_that_is_none(void **state)
{
    (void)state;
    static const char *const texts[] = {"1.0", "1", "", "1.0.0.0", "01.0.0", "1.0.1f", "1.0.0-", "1.0.0-a..b", "1.0.0-01", "1.0.0+",
                                        "1.0.0 ", "a.b.c", "-1.0.0", NULL};
    for (size_t i = 0; texts[i]; i++)
        not_known(SCHEME_SEMVER, texts[i], "1.0.0");
}

static void test_debian(void **state)
{
    (void)state;
    static const char *const versions[] = {"1.0~rc1-1", "1.0-1~bpo1", "1.0-1", "1.0-1+b1", "1.0-2", "1.0-10", "1.0a-1", "1.0+dfsg-1",
                                           "1.0.1e-2+deb7u4", "1.0.1e-2+deb7u5", "1.2-1", "1.10-1", "1:0.1-1", NULL};
    in_order(SCHEME_DEBIAN, versions);
    not_known(SCHEME_DEBIAN, "1.0-1", "");
    not_known(SCHEME_DEBIAN, "1.0-1", "a");
    not_known(SCHEME_DEBIAN, "1.0-1", "1.0 (sid)");
}

static void test_rpm(void **state)
{
    (void)state;
    static const char *const versions[] = {"1.0~rc1-1", "1.0-1", "1.0-1.el9", "1.0-2.el9", "1.0-10.el9", "1.0^git1-1", "1.0a-1",
                                           "1.0.1-1", "1.2-1", "1.10-1", "1:0.1-1", NULL};
    in_order(SCHEME_RPM, versions);
    not_known(SCHEME_RPM, "1.0-1", "1.0"); /* which release? */
    not_known(SCHEME_RPM, "1.0-1", "");
}

static void test_unknown_schemes(void **state)
{
    (void)state;
    int order = 9;
    assert_true(version_compare(SCHEME_UNKNOWN, "1.0.1f", "1.0.1f", &order));
    assert_int_equal(order, 0);
    not_known(SCHEME_UNKNOWN, "1.0.1f", "1.0.1g");
    not_known(SCHEME_UNKNOWN, "1.0.0", "2.0.0");
    not_known(SCHEME_OTHER, "1.0.0", "2.0.0");
}

static void test_names_of_schemes(void **state)
{
    (void)state;
    assert_int_equal(version_scheme_of_type("deb"), SCHEME_DEBIAN);
    assert_int_equal(version_scheme_of_type("generic"), SCHEME_UNKNOWN);
    assert_int_equal(version_scheme_of_type("pypi"), SCHEME_OTHER);
    assert_int_equal(version_scheme_of_type(""), SCHEME_OTHER);
    assert_int_equal(version_scheme_of_ecosystem("Debian:12"), SCHEME_DEBIAN);
    assert_int_equal(version_scheme_of_ecosystem("Debi"), SCHEME_UNKNOWN);
    assert_int_equal(version_scheme_of_ecosystem("PyPI"), SCHEME_UNKNOWN);
    assert_int_equal(version_scheme_of_cve("semver"), SCHEME_SEMVER);
    assert_int_equal(version_scheme_of_cve("custom"), SCHEME_UNKNOWN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_semver),          cmocka_unit_test(test_semver_that_is_none), cmocka_unit_test(test_debian),
        cmocka_unit_test(test_rpm),             cmocka_unit_test(test_unknown_schemes),     cmocka_unit_test(test_names_of_schemes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
