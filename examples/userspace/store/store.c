#include "store/store.h"

#include <stdlib.h>
#include <string.h>

struct account {
    char may_refund; /* 'y' or 'n' */
    char name[23];
};

struct account *store_open(const char *name)
{
    struct account *account = calloc(1, sizeof *account);
    if (account) {
        account->may_refund = 'n';
        strncpy(account->name, name, sizeof account->name - 1);
    }
    return account;
}

int store_may_refund(const struct account *account)
{
    return account->may_refund == 'y';
}
