/* The program: takes one order from the command line, and says whether whoever sent it may refund. */
#include <stdio.h>

#include "journal/journal.h"
#include "parser/parser.h"
#include "store/store.h"

static struct order *order;
static struct account *account;

int main(int argc, char **argv)
{
    order = parse_begin();
    account = store_open("guest");
    if (argc != 2 || !order || !account) {
        fputs("usage: shop ORDER\n", stderr);
        return 2;
    }
    parse(order, argv[1]);
    journal_note("order", order_text(order));
    puts(store_may_refund(account) ? "refund: granted" : "refund: denied");
    return 0;
}
