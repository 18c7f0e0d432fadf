/* Notes what happened. */
#ifndef SHOP_JOURNAL_H
#define SHOP_JOURNAL_H

void journal_note(const char *what, const char *text);

#endif
