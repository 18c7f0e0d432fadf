// Every public header compiles as C++, alone and before all others, and what it declares links.
#include <mspec/export.h>
#include <mspec/solve.h>
#include <mspec/verify.h>
#include <mspec/config.h>
#include <mspec/model.h>
#include <mspec/context.h>
#include <mspec/diagnostic.h>
#include <mspec/status.h>
#include <mspec/mspec.h>

#include <cstring>

static const char specification[] = "component a { [Language] ::= C }\n"
                                    "language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }\n";

int main()
{
    mspec_ctx *ctx = mspec_ctx_new();
    if (!ctx || mspec_ctx_set_catalog(ctx, "") != MSPEC_OK)
        return 1;
    mspec_model *model = nullptr;
    mspec_result *result = nullptr;
    bool good = mspec_ctx_add_text(ctx, "a.mspec", specification, std::strlen(specification)) == MSPEC_OK &&
                mspec_model_new(ctx, nullptr, &model) == MSPEC_OK && mspec_solve(model, nullptr, &result) == MSPEC_OK &&
                mspec_result_verdict(result) == MSPEC_SAFE && mspec_result_bound_count(result) == 2 && std::strcmp(mspec_version(), "") != 0;
    mspec_result_free(result);
    mspec_model_free(model);
    mspec_ctx_free(ctx);
    return good ? 0 : 1;
}
