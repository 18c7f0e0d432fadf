#include "parser/parser.h"

#include <stdlib.h>

struct order {
    char text[24];
};

struct order *parse_begin(void)
{
    return calloc(1, sizeof(struct order));
}

/* The planted fault: nobody looks at how long the text is. What follows the order in memory is overwritten by a long one. */
void parse(struct order *order, const char *text)
{
    char *to = (char *)order;
    while (*text)
        *to++ = *text++;
}

const char *order_text(const struct order *order)
{
    return order->text;
}
