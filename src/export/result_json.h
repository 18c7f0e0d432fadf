/* Results as JSON values: one place for the keys of every output (share/mspec/schema documents them). Takes models, configurations
 * and judgements; gives Jansson values, or text. Decides nothing. */
#ifndef MSPEC_EXPORT_RESULT_JSON_H
#define MSPEC_EXPORT_RESULT_JSON_H

#include <jansson.h>

#include "diag/json.h"
#include "export/wording.h"
#include "solve/engine.h"

#define RESULT_SCHEMA 1

/* Values are built without looking back: a piece that there was no memory for sets `failed`, and json_finish refuses. */
struct json_build {
    bool failed;
};

void json_put(struct json_build *b, json_t *object, const char *key, json_t *value); /* steals the value; NULL fails */
void json_add(struct json_build *b, json_t *array, json_t *value);                    /* likewise */
json_t *json_rational(struct rational value);
json_t *json_big(struct json_build *b, struct arena *a, struct bigint value); /* a string: numbers of any size */

json_t *json_of_cost(struct json_build *b, const struct measures *measures);
json_t *json_of_bound(struct json_build *b, const struct model *m, const struct cost_bound *bound);
json_t *json_of_config(struct json_build *b, const struct model *m, const struct configuration *c, const struct judgement *j,
                       struct arena *a); /* judgement NULL: without cost */
/* Adds "violations" and "problems" to an object. */
void json_put_findings(struct json_build *b, json_t *object, const struct model *m, const struct judgement *j,
                       const struct wording *findings);

/* The value as text, indented, with a newline at its end; releases the value. False when something failed. */
bool json_finish(struct json_build *b, json_t *root, struct text *out);

#endif
