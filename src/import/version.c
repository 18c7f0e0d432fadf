#include "import/version.h"

#include <stddef.h>
#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int sign(int value)
{
    return (value > 0) - (value < 0);
}

/* Numbers of any length, without leading zeros counting. */
static int compare_digits(const char *a, size_t a_length, const char *b, size_t b_length)
{
    while (a_length > 0 && *a == '0')
        a++, a_length--;
    while (b_length > 0 && *b == '0')
        b++, b_length--;
    if (a_length != b_length)
        return a_length < b_length ? -1 : 1;
    return a_length ? sign(memcmp(a, b, a_length)) : 0;
}

static size_t span_of(const char *text, bool (*is)(char))
{
    size_t n = 0;
    while (text[n] && is(text[n]))
        n++;
    return n;
}

/* ---- SemVer ---- */

struct semver {
    const char *number[3];
    size_t digits[3];
    const char *before; /* the pre-release; NULL for none */
    size_t before_length;
};

static bool is_identifier(char c)
{
    return is_digit(c) || is_letter(c) || c == '-';
}

/* Identifiers between dots, none empty; numeric ones without leading zeros where `strict`. */
static bool read_identifiers(const char **text, bool strict, size_t *length)
{
    const char *at = *text;
    for (;;) {
        size_t n = span_of(at, is_identifier);
        if (n == 0 || (strict && n > 1 && at[0] == '0' && span_of(at, is_digit) == n))
            return false;
        at += n;
        if (*at != '.')
            break;
        at++;
    }
    *length = (size_t)(at - *text);
    *text = at;
    return true;
}

static bool read_semver(const char *text, struct semver *out)
{
    size_t build;
    *out = (struct semver){0};
    if (*text == 'v') /* Go writes it */
        text++;
    for (int i = 0; i < 3; i++) {
        out->number[i] = text;
        out->digits[i] = span_of(text, is_digit);
        if (out->digits[i] == 0 || (out->digits[i] > 1 && text[0] == '0'))
            return false;
        text += out->digits[i];
        if (i < 2 && *text++ != '.')
            return false;
    }
    if (*text == '-') {
        out->before = ++text;
        if (!read_identifiers(&text, true, &out->before_length))
            return false;
    }
    if (*text == '+') {
        text++;
        if (!read_identifiers(&text, false, &build))
            return false;
    }
    return *text == '\0';
}

static size_t identifier_length(const char *text, const char *end)
{
    size_t n = 0;
    while (text + n < end && text[n] != '.')
        n++;
    return n;
}

static bool is_number(const char *text, size_t length)
{
    return span_of(text, is_digit) >= length;
}

static int compare_identifiers(const char *a, size_t n, const char *b, size_t k)
{
    bool a_number = is_number(a, n), b_number = is_number(b, k);
    if (a_number && b_number)
        return compare_digits(a, n, b, k);
    if (a_number != b_number)
        return a_number ? -1 : 1;
    int order = memcmp(a, b, n < k ? n : k);
    return order ? sign(order) : (n > k) - (n < k);
}

static int compare_before(const struct semver *a, const struct semver *b)
{
    if (!a->before || !b->before)
        return (a->before == NULL) - (b->before == NULL); /* a release comes after what leads to it */
    const char *x = a->before, *y = b->before, *x_end = x + a->before_length, *y_end = y + b->before_length;
    while (x < x_end && y < y_end) {
        size_t n = identifier_length(x, x_end), k = identifier_length(y, y_end);
        int order = compare_identifiers(x, n, y, k);
        if (order)
            return order;
        x += n + (x + n < x_end);
        y += k + (y + k < y_end);
    }
    return (x < x_end) - (y < y_end);
}

static bool compare_semver(const char *a, const char *b, int *order)
{
    struct semver x, y;
    if (!read_semver(a, &x) || !read_semver(b, &y))
        return false;
    *order = 0;
    for (int i = 0; i < 3 && *order == 0; i++)
        *order = compare_digits(x.number[i], x.digits[i], y.number[i], y.digits[i]);
    if (*order == 0)
        *order = compare_before(&x, &y);
    return true;
}

/* ---- epochs, for both packagers ---- */

/* [from, to) of the epoch, and where the rest begins. An absent epoch is 0. */
static const char *after_epoch(const char *text, size_t *digits)
{
    *digits = span_of(text, is_digit);
    if (*digits > 0 && text[*digits] == ':')
        return text + *digits + 1;
    *digits = 0;
    return text;
}

/* ---- Debian ---- */

/* `~` before the end, the end before letters, letters before the rest. */
static int debian_weight(const char *at, const char *end)
{
    if (at >= end || is_digit(*at))
        return 0;
    return *at == '~' ? -1 : is_letter(*at) ? (unsigned char)*at : (unsigned char)*at + 256;
}

static int compare_debian_part(const char *a, const char *a_end, const char *b, const char *b_end)
{
    while (a < a_end || b < b_end) {
        while ((a < a_end && !is_digit(*a)) || (b < b_end && !is_digit(*b))) {
            int x = debian_weight(a, a_end), y = debian_weight(b, b_end);
            if (x != y)
                return x < y ? -1 : 1;
            a += a < a_end;
            b += b < b_end;
        }
        const char *x = a, *y = b;
        while (a < a_end && is_digit(*a))
            a++;
        while (b < b_end && is_digit(*b))
            b++;
        int order = compare_digits(x, (size_t)(a - x), y, (size_t)(b - y));
        if (order)
            return order;
    }
    return 0;
}

static bool is_debian(const char *rest)
{
    if (!is_digit(*rest))
        return false;
    for (; *rest; rest++)
        if (!is_digit(*rest) && !is_letter(*rest) && !strchr(".+-~:", *rest))
            return false;
    return true;
}

static bool compare_debian(const char *a, const char *b, int *order)
{
    size_t a_epoch, b_epoch;
    const char *x = after_epoch(a, &a_epoch), *y = after_epoch(b, &b_epoch);
    if (!is_debian(x) || !is_debian(y))
        return false;
    *order = compare_digits(a, a_epoch, b, b_epoch);
    if (*order)
        return true;
    const char *x_end = x + strlen(x), *y_end = y + strlen(y), *x_dash = strrchr(x, '-'), *y_dash = strrchr(y, '-');
    *order = compare_debian_part(x, x_dash ? x_dash : x_end, y, y_dash ? y_dash : y_end);
    if (*order == 0)
        *order = compare_debian_part(x_dash ? x_dash + 1 : x_end, x_end, y_dash ? y_dash + 1 : y_end, y_end);
    return true;
}

/* ---- RPM ---- */

static bool is_rpm_part(char c)
{
    return is_digit(c) || is_letter(c) || c == '~' || c == '^';
}

static int compare_rpm_part(const char *a, const char *a_end, const char *b, const char *b_end)
{
    for (;;) {
        while (a < a_end && !is_rpm_part(*a))
            a++;
        while (b < b_end && !is_rpm_part(*b))
            b++;
        bool x_tilde = a < a_end && *a == '~', y_tilde = b < b_end && *b == '~';
        if (x_tilde || y_tilde) {
            if (x_tilde != y_tilde)
                return x_tilde ? -1 : 1;
            a++, b++;
            continue;
        }
        bool x_caret = a < a_end && *a == '^', y_caret = b < b_end && *b == '^';
        if (x_caret || y_caret) {
            if (a >= a_end || b >= b_end)
                return a >= a_end ? -1 : 1;
            if (x_caret != y_caret)
                return x_caret ? -1 : 1;
            a++, b++;
            continue;
        }
        if (a >= a_end || b >= b_end)
            return (a < a_end) - (b < b_end);
        bool digits = is_digit(*a);
        if (digits != is_digit(*b))
            return digits ? 1 : -1; /* numbers are newer than letters */
        const char *x = a, *y = b;
        while (a < a_end && (digits ? is_digit(*a) : is_letter(*a)))
            a++;
        while (b < b_end && (digits ? is_digit(*b) : is_letter(*b)))
            b++;
        size_t n = (size_t)(a - x), k = (size_t)(b - y);
        int order = digits ? compare_digits(x, n, y, k) : memcmp(x, y, n < k ? n : k);
        if (order == 0 && !digits)
            order = (n > k) - (n < k);
        if (order)
            return sign(order);
    }
}

static bool compare_rpm(const char *a, const char *b, int *order)
{
    size_t a_epoch, b_epoch;
    const char *x = after_epoch(a, &a_epoch), *y = after_epoch(b, &b_epoch);
    if (!*x || !*y)
        return false;
    const char *x_end = x + strlen(x), *y_end = y + strlen(y), *x_dash = strrchr(x, '-'), *y_dash = strrchr(y, '-');
    *order = compare_digits(a, a_epoch, b, b_epoch);
    if (*order == 0)
        *order = compare_rpm_part(x, x_dash ? x_dash : x_end, y, y_dash ? y_dash : y_end);
    if (*order)
        return true;
    if (!x_dash != !y_dash)
        return false; /* one says no release: it could be any */
    if (x_dash)
        *order = compare_rpm_part(x_dash + 1, x_end, y_dash + 1, y_end);
    return true;
}

/* ---- the whole ---- */

bool version_compare(enum version_scheme scheme, const char *a, const char *b, int *order)
{
    int found = 0;
    bool known = strcmp(a, b) == 0;
    if (!known && scheme == SCHEME_SEMVER)
        known = compare_semver(a, b, &found);
    else if (!known && scheme == SCHEME_DEBIAN)
        known = compare_debian(a, b, &found);
    else if (!known && scheme == SCHEME_RPM)
        known = compare_rpm(a, b, &found);
    if (known)
        *order = found;
    return known;
}

struct named_scheme {
    const char *name;
    enum version_scheme scheme;
};

static enum version_scheme find(const struct named_scheme *table, const char *name, size_t length, enum version_scheme other)
{
    for (; table->name; table++)
        if (strlen(table->name) == length && strncmp(table->name, name, length) == 0)
            return table->scheme;
    return other;
}

enum version_scheme version_scheme_of_type(const char *type)
{
    static const struct named_scheme table[] = {{"npm", SCHEME_SEMVER}, {"cargo", SCHEME_SEMVER},  {"golang", SCHEME_SEMVER},
                                                {"hex", SCHEME_SEMVER}, {"pub", SCHEME_SEMVER},    {"swift", SCHEME_SEMVER},
                                                {"deb", SCHEME_DEBIAN}, {"rpm", SCHEME_RPM},       {"generic", SCHEME_UNKNOWN},
                                                {"github", SCHEME_UNKNOWN}, {"gitlab", SCHEME_UNKNOWN},
                                                {"bitbucket", SCHEME_UNKNOWN}, {0}};
    return find(table, type, strlen(type), SCHEME_OTHER);
}

enum version_scheme version_scheme_of_ecosystem(const char *ecosystem)
{
    static const struct named_scheme table[] = {
        {"npm", SCHEME_SEMVER},       {"crates.io", SCHEME_SEMVER},    {"Go", SCHEME_SEMVER},      {"Hex", SCHEME_SEMVER},
        {"Pub", SCHEME_SEMVER},       {"SwiftURL", SCHEME_SEMVER},     {"Debian", SCHEME_DEBIAN},  {"Ubuntu", SCHEME_DEBIAN},
        {"Red Hat", SCHEME_RPM},      {"Rocky Linux", SCHEME_RPM},     {"AlmaLinux", SCHEME_RPM},  {"SUSE", SCHEME_RPM},
        {"openSUSE", SCHEME_RPM},     {"openEuler", SCHEME_RPM},       {"Mageia", SCHEME_RPM},     {0}};
    const char *colon = strchr(ecosystem, ':'); /* "Debian:12" */
    return find(table, ecosystem, colon ? (size_t)(colon - ecosystem) : strlen(ecosystem), SCHEME_UNKNOWN);
}

enum version_scheme version_scheme_of_cve(const char *type)
{
    static const struct named_scheme table[] = {{"semver", SCHEME_SEMVER}, {"rpm", SCHEME_RPM}, {"dpkg", SCHEME_DEBIAN},
                                                {"deb", SCHEME_DEBIAN},    {0}};
    return find(table, type, strlen(type), SCHEME_UNKNOWN);
}
