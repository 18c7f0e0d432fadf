/* Reads an order. */
#ifndef SHOP_PARSER_H
#define SHOP_PARSER_H

struct order;

struct order *parse_begin(void);                    /* NULL when out of memory */
void parse(struct order *order, const char *text);  /* has a fault: see parser.c */
const char *order_text(const struct order *order);

#endif
