#include "unit.h"

#include "diag/json.h"
#include "diag/sarif.h"

static mspec_ctx *ctx;

static int set_up(void **state)
{
    (void)state;
    ctx = mspec_ctx_new();
    uint32_t id;
    static const char text[] = "# é\ncomponent é: x {}\n";
    if (!source_add(ctx, "my file%.mspec", NULL, text, sizeof text - 1, SOURCE_USER, &id))
        return -1;
    struct report *r = report(ctx, CODE_UNKNOWN_PARENT, (struct span){id, 19, 20}, "no parent \xff");
    report_related(r, (struct span){id, 5, 14}, "of this");
    report_hint(r, "did you mean `y`?");
    report(ctx, CODE_MISSING_FILE, (struct span){0}, "nothing to read");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    mspec_ctx_free(ctx);
    return 0;
}

static const char *string_at(json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

static void diagnostics_are_values(void **state)
{
    (void)state;
    json_t *all = diagnostics_to_json(ctx);
    assert_int_equal(json_array_size(all), 2);
    json_t *first = json_array_get(all, 0), *second = json_array_get(all, 1);
    assert_string_equal(string_at(first, "code"), "E0618");
    assert_true(json_is_null(json_object_get(first, "location")));
    assert_true(json_is_null(json_object_get(first, "hint")));
    assert_int_equal(json_array_size(json_object_get(first, "related")), 0);
    assert_string_equal(string_at(second, "code"), "E0207");
    assert_string_equal(string_at(second, "severity"), "error");
    assert_string_equal(string_at(second, "message"), "no parent \xef\xbf\xbd");
    assert_string_equal(string_at(second, "hint"), "did you mean `y`?");
    json_t *location = json_object_get(second, "location");
    assert_string_equal(string_at(location, "file"), "my file%.mspec");
    assert_int_equal(json_integer_value(json_object_get(location, "line")), 2);
    assert_int_equal(json_integer_value(json_object_get(location, "column")), 15);
    assert_int_equal(json_integer_value(json_object_get(location, "end_column")), 16);
    json_t *related = json_array_get(json_object_get(second, "related"), 0);
    assert_string_equal(string_at(related, "message"), "of this");
    json_decref(all);
}

static void a_log_of_sarif_has_results_and_rules(void **state)
{
    (void)state;
    const mspec_diagnostic violations[] = {
        {.code = "V3001", .severity = MSPEC_ERROR, .message = "a may read b", .location = {"/tmp/x y.mspec", 1, 2, 1, 3}},
        {.code = "V3001", .severity = MSPEC_ERROR, .message = "a may read c"},
        {.code = "X1", .severity = MSPEC_NOTE, .message = "of no rule"},
    };
    char *text = sarif_render(ctx, violations, 3, &(struct sarif_run){"/tmp", 2});
    assert_non_null(text);
    json_t *log = json_loads(text, 0, NULL);
    assert_non_null(log);
    free(text);
    assert_string_equal(string_at(log, "version"), "2.1.0");
    json_t *run = json_array_get(json_object_get(log, "runs"), 0);
    json_t *rules = json_object_get(json_object_get(json_object_get(run, "tool"), "driver"), "rules");
    json_t *results = json_object_get(run, "results");
    assert_int_equal(json_array_size(rules), 3);
    assert_int_equal(json_array_size(results), 4);
    for (size_t i = 0; i < 3; i++) {
        json_t *result = json_array_get(results, i);
        json_t *rule = json_array_get(rules, (size_t)json_integer_value(json_object_get(result, "ruleIndex")));
        assert_string_equal(string_at(rule, "id"), string_at(result, "ruleId"));
    }
    json_t *parent = json_array_get(results, 0);
    assert_string_equal(string_at(json_object_get(parent, "message"), "text"), "no parent \xef\xbf\xbd (did you mean `y`?)");
    json_t *place = json_object_get(json_array_get(json_object_get(parent, "locations"), 0), "physicalLocation");
    assert_string_equal(string_at(json_object_get(place, "artifactLocation"), "uri"), "my%20file%25.mspec");
    json_t *region = json_object_get(place, "region"); /* in characters: the é before it is one */
    assert_int_equal(json_integer_value(json_object_get(region, "startColumn")), 14);
    assert_int_equal(json_integer_value(json_object_get(region, "endColumn")), 15);
    assert_int_equal(json_array_size(json_object_get(parent, "relatedLocations")), 1);
    place = json_object_get(json_array_get(json_object_get(json_array_get(results, 1), "locations"), 0), "physicalLocation");
    assert_string_equal(string_at(json_object_get(place, "artifactLocation"), "uri"), "x%20y.mspec"); /* below the root */
    place = json_object_get(json_array_get(json_object_get(json_array_get(results, 2), "locations"), 0), "physicalLocation");
    assert_string_equal(string_at(json_object_get(place, "artifactLocation"), "uri"), "my%20file%25.mspec"); /* a finding has a place */
    assert_null(json_object_get(json_array_get(results, 3), "ruleIndex"));
    assert_non_null(string_at(json_object_get(parent, "partialFingerprints"), "primaryLocationLineHash"));
    /* what has no place says so of the run */
    json_t *invocation = json_array_get(json_object_get(run, "invocations"), 0);
    json_t *notification = json_array_get(json_object_get(invocation, "toolConfigurationNotifications"), 0);
    assert_string_equal(string_at(json_object_get(notification, "descriptor"), "id"), "E0618");
    assert_true(json_is_false(json_object_get(invocation, "executionSuccessful")));
    json_decref(log);
}

/* Whatever allocation of the library of JSON fails: no value, and nothing left behind. */
static size_t allocations_left;

static void *failing_malloc(size_t size)
{
    return allocations_left == 0 || --allocations_left == 0 ? NULL : malloc(size);
}

static void failures_give_no_value(void **state)
{
    (void)state;
    json_set_alloc_funcs(failing_malloc, free);
    bool whole = false;
    for (size_t n = 1; !whole; n++) {
        allocations_left = n;
        json_t *all = diagnostics_to_json(ctx);
        whole = all && allocations_left > 0;
        json_decref(all);
    }
    whole = false;
    for (size_t n = 1; !whole; n++) {
        allocations_left = n;
        char *text = sarif_render(ctx, NULL, 0, &(struct sarif_run){"/tmp/folder", 0});
        whole = text && allocations_left > 0;
        free(text);
    }
    json_set_alloc_funcs(malloc, free);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(diagnostics_are_values, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_log_of_sarif_has_results_and_rules, set_up, tear_down),
        cmocka_unit_test_setup_teardown(failures_give_no_value, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
