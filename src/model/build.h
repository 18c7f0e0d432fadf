/* From drafts to the model of one system: names become ids, functions are placed, defaults applied, atoms cut. Takes drafts,
 * all of which may have errors that are reported already; gives a model, which is thrown away when there are any.
 *
 * Functions that return bool are false only when memory has run out. */
#ifndef MSPEC_MODEL_BUILD_H
#define MSPEC_MODEL_BUILD_H

#include "model/draft.h"
#include "model/build_target.h"
#include "model/question.h"

/* A declared component of the system, and what it is in the model: one component; or, when its functions are placed, its
 * vault and one component for each of them, in that order. */
struct system_unit {
    const struct draft_component *draft;
    uint32_t first, count;
    bool split;
};

struct builder {
    struct declarations *d;
    mspec_ctx *ctx;
    struct model *m;
    struct arena scratch;
    const struct declaration *system;  /* NULL: there is none, and all components form one */
    const struct clause_list *clauses; /* its; empty when there is none */
    struct system_unit *units;
    uint32_t unit_count;
    struct lookup unit_of; /* name of a declared component → unit */
    uint32_t *unit_of_component;
    const struct draft_form **draft_of_form;
    struct lookup mechanism_of, language_of; /* name → id */
    const struct draft_mechanism **draft_of_mechanism;
    bool *built_in; /* by mechanism: in some component of the system */
    struct model_question *question; /* question.h; NULL for none */
    struct platform_group *platform;
    uint32_t platform_count;
    struct target *target;           /* build_target.h; NULL for none */
};

/* units.c: [Components] and [Place by]; m->components, without their forms. */
bool units_build(struct builder *b);
const struct system_unit *unit_find(const struct builder *b, name_id name); /* NULL: not in this system */
/* The component of a function of a split unit; NONE when it has none of that name. */
uint32_t unit_function(const struct builder *b, const struct system_unit *unit, name_id function);
/* Components that a constraint names: [first, first + count), the vault of a split unit first. */
struct named {
    uint32_t first, count;
    bool has_vault; /* the first one is what is left of a split component: data only */
};
/* Reports, and is false, when the name is not that of a component of the system. */
bool unit_need(struct builder *b, const struct term *term, struct named *out);

/* forms.c: m->forms; access.c, grant.c: their intent and grants. */
bool forms_build(struct builder *b);
struct model_accesses {
    VECTOR(struct access);
};
struct model_grants {
    VECTOR(struct grant);
};
/* What a clause of a component says, with ids. `self`: of which component it is the access. */
bool access_place(struct builder *b, uint32_t self, const struct draft_form *form, const struct draft_access *access,
                  struct model_accesses *out);
bool intent_build(struct builder *b, uint32_t component, const struct draft_form *draft,
                  const struct draft_function *function, struct form *form);
/* [Requires] of a whole component, of the vault, or of one function of a split one. */
bool grants_place(struct builder *b, uint32_t component, const struct draft_form *draft, struct form *form);
bool grants_place_vault(struct builder *b, uint32_t component, const struct draft_form *draft, struct form *form);
bool grants_place_function(struct builder *b, uint32_t component, const struct draft_form *draft,
                           const struct draft_function *function, struct form *form);

bool mechanisms_build(struct builder *b);                            /* arsenal.c: m->languages, m->mechanisms */
bool mechanisms_check(struct builder *b);                            /* once there are forms */
uint32_t mechanism_need(struct builder *b, const struct term *term); /* NONE, and reported, when nobody declares it */
bool mechanism_fits(const struct builder *b, uint32_t mechanism, const struct form *form); /* it applies there */
bool is_built_in(const struct form *form, uint32_t mechanism);
bool ids_contain(const uint32_t *ids, uint32_t count, uint32_t id); /* ascending */

bool cells_build(struct builder *b);           /* cells.c */
bool needs_check(struct builder *b);           /* needs.c */
bool vulnerabilities_build(struct builder *b); /* weakness.c */
/* The components and mechanisms of this system that one affects. */
bool vulnerability_place(struct builder *b, const struct draft_vulnerability *draft, struct vulnerability *v);
bool question_build(struct builder *b);        /* question.c: what is asked beyond the clauses */
bool question_keep(struct model *m, const struct configuration *keep); /* once there is a model */
bool settings_build(struct builder *b);        /* settings.c: [Strategy], [Hardening], [Place by], [Platform] */
bool protection_build(struct builder *b);      /* [Protect] */
bool constraints_build(struct builder *b);     /* constraint.c, group.c */
bool groups_build(struct builder *b);
bool contradictions_check(struct builder *b);  /* contradiction.c */
bool profile_build(struct builder *b);         /* profile.c: [Profile], [Clock] */
bool objective_build(struct builder *b);       /* objective.c: [Minimise], [Budget] */
bool remarks_make(struct builder *b);          /* remarks.c: notes */
void contracts_remark(struct declarations *d); /* once a check */

#endif
