/* Who may do what. */
#ifndef SHOP_STORE_H
#define SHOP_STORE_H

struct account;

struct account *store_open(const char *name);       /* NULL when out of memory */
int store_may_refund(const struct account *account);

#endif
