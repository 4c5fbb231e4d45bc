/*
 * Sanitise: how text that nobody vouches for (drafts, packs, file names) is
 * shown on a terminal or in a log, one piece at a time. No state, any thread.
 *
 * Controls become "\n", "\x1b"; bytes that are not UTF-8 "\xff"; characters
 * that are invisible or turn the direction of text "<U+202E>". The joiners
 * U+200C and U+200D stay: emoji and several scripts are written with them.
 */
#ifndef CLI_SANITISE_H
#define CLI_SANITISE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SANITISED_MAX = 16 };

/*
 * Looks at the first character of BYTES (LEN > 0) and sets *SIZE to its bytes.
 * True: it is harmless as it stands. False: OUT (NUL-terminated ASCII) is to
 * be shown in its place.
 */
bool sanitise_next(const char *bytes, size_t len, size_t *size, char out[SANITISED_MAX]);

/* True for a valid code point that must never be written as it is. */
bool sanitise_is_unsafe(uint32_t code);

#endif
