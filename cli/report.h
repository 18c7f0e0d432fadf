/* The pieces of text that several verbs print: a configuration, its cost, its findings, what it takes for granted. */
#ifndef MSPEC_CLI_REPORT_H
#define MSPEC_CLI_REPORT_H

#include "cli/command.h"

void report_heading(struct command *c, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* One row a component: language, variant, hardening, compartments. False when out of memory. */
bool report_configuration(struct command *c, const struct model *m, const struct configuration *configuration);
void report_cost(struct command *c, const struct model *m, const struct measures *measures);
bool report_assumptions(struct command *c, const struct model *m, const struct configuration *configuration);
/* What any of them takes for granted. */
bool report_assumptions_of_all(struct command *c, const struct model *m, const struct configuration *const *all, size_t count);
/* The findings as diagnostics with their source lines. */
bool report_findings(struct command *c, const struct wording *findings);
/* Why there is no configuration: clauses that contradict each other, with their places. */
bool report_core(struct command *c, const struct core *core);
json_t *report_core_json(struct command *c, struct json_build *b, const struct core *core);
/* "runtime 7.25 %", for a line. */
void report_measure(const struct model *m, const struct measures *measures, enum measure measure, struct text *out);
/* "cfi, ssp"; "-" for none. In the command's arena; NULL when out of memory. */
const char *report_hardening(struct command *c, const struct model *m, const struct choice *choice);
const char *report_path(struct command *c, const struct model *m, const struct choice *choice);

#endif
