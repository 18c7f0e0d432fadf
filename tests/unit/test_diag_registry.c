#include "unit.h"

#include "diag/context.h"

static void codes_are_found(void **state)
{
    (void)state;
    assert_ptr_equal(mspec_code_find("E0203"), mspec_code_at(CODE_UNKNOWN_COMPONENT));
    assert_ptr_equal(mspec_code_find("e0203"), mspec_code_at(CODE_UNKNOWN_COMPONENT));
    assert_null(mspec_code_find("E9999"));
    assert_null(mspec_code_find(""));
    assert_null(mspec_code_at(CODE_COUNT));
    assert_null(mspec_code_at(SIZE_MAX));
}

/* What the comment at the head of codes.def asks for. */
static void the_registry_is_well_formed(void **state)
{
    (void)state;
    for (size_t i = 0; i < CODE_COUNT; i++) {
        const mspec_code *c = mspec_code_at(i);
        if (strlen(c->code) != 5 || !strchr("EWNV", c->code[0]))
            fail_msg("%s: a letter of E, W, N, V and four digits", c->code);
        mspec_severity expected = c->code[0] == 'W' ? MSPEC_WARNING : c->code[0] == 'N' ? MSPEC_NOTE : MSPEC_ERROR;
        if (c->severity != expected)
            fail_msg("%s: its letter says another severity", c->code);
        const mspec_code *previous = i > 0 ? mspec_code_at(i - 1) : NULL;
        if (previous && strcmp(previous->code + 1, c->code + 1) >= 0)
            fail_msg("%s stands after %s: sorted, and each number once", c->code, previous->code);
        size_t length = strlen(c->title);
        if (length < 10 || length > 100 || c->title[length - 1] == '.' || strchr(c->title, '\n'))
            fail_msg("%s: the title is one line without a full stop", c->code);
        length = strlen(c->explanation);
        if (length < 80 || c->explanation[length - 1] == '\n')
            fail_msg("%s: the explanation explains, and ends without an end of line", c->code);
        for (const char *p = c->explanation, *start = p; *p; p++) {
            if (p[0] == '\n')
                start = p + 1;
            if (p - start >= 96 || (p[0] == ' ' && (p[1] == '\n' || p[1] == '\0')))
                fail_msg("%s: lines of at most 96 bytes, without blanks at their end", c->code);
            if ((unsigned char)*p < 0x20 && *p != '\n')
                fail_msg("%s: no control characters", c->code);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_are_found),
        cmocka_unit_test(the_registry_is_well_formed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
