#include "rules/symbols.h"

#include "base/text.h"

void symbols_put_character(struct symbols *set, uint32_t code, bool caseless)
{
	enum { LONG_S = 0x17F, KELVIN = 0x212A }; /* "s" and "k" have kin beyond ASCII */
	unsigned char c = code < SYMBOL_FOREIGN ? (unsigned char)code : 0x80;

	symbols_put(set, symbol_of(c));
	if (caseless && char_is_alpha(c)) {
		symbols_put(set, (unsigned)c ^ 0x20);
		if (char_lower((char)c) == 's' || char_lower((char)c) == 'k')
			symbols_put(set, SYMBOL_FOREIGN);
	}
	if (caseless && (code == LONG_S || code == KELVIN)) {
		symbols_put(set, code == LONG_S ? 's' : 'k');
		symbols_put(set, code == LONG_S ? 'S' : 'K');
	}
}

static bool in_class(char name, unsigned char c)
{
	switch (name) {
	case 'd':
		return char_is_digit(c);
	case 's':
		return char_is_space(c);
	default:
		return char_is_alnum(c) || c == '_';
	}
}

struct symbols symbols_of_class(char name)
{
	char small = char_lower(name);
	struct symbols set = {{0, 0}};

	for (unsigned c = 1; c < SYMBOL_FOREIGN; c++)
		if (in_class(small, (unsigned char)c) == (name == small))
			symbols_put(&set, c);
	symbols_put(&set, SYMBOL_FOREIGN);
	return set;
}

/* How many of a hundred thousand characters of English prose are this letter, and
 * how many words begin and end with it. */
static const unsigned short letters[26] = {6500, 1200, 2200, 3300, 10000, 1800, 1600, 4500, 5600,
                                           120,  650,  3200, 2000, 5600,  6100, 1600, 80,   4800,
                                           5100, 7400, 2300, 800,  1700,  150,  1600, 60};
static const unsigned short initials[26] = {1900, 700,  800, 500, 400,  650,  300, 900, 1200,
                                            90,   100,  400, 650, 350,  1100, 700, 30,  450,
                                            1100, 2700, 250, 120, 1000, 5,    250, 5};
static const unsigned short finals[26] = {500,  20,   100, 1600, 3300, 700, 450,  500, 25,
                                          2,    130,  650, 300,  1600, 800, 120,  2,   1000,
                                          2100, 1600, 130, 10,   150,  40,  1000, 8};

double symbol_frequency(unsigned c)
{
	if (char_is_alpha((int)c))
		return letters[(c | 0x20) - 'a'] * (c & 0x20 ? 1.0 : 0.04);
	switch (c) {
	case ' ':
		return 16500;
	case '.':
	case ',':
		return 1000;
	case '\'':
	case '-':
		return 300;
	case SYMBOL_FOREIGN:
		return 400;
	case SYMBOL_END:
		return 200;
	default:
		return char_is_digit((int)c) ? 100 : 60;
	}
}

double symbols_frequency(const struct symbols *set)
{
	double sum = 0;

	for (unsigned c = 0; c < SYMBOL_COUNT; c++)
		if (symbols_has(set, c))
			sum += symbol_frequency(c);
	return sum;
}

double symbol_pair_frequency(unsigned a, unsigned b)
{
	if (a == ' ' && char_is_alpha((int)b))
		return initials[(b | 0x20) - 'a'] * (b & 0x20 ? 1.0 : 0.1);
	if (b == ' ' && char_is_alpha((int)a))
		return finals[(a | 0x20) - 'a'] * (a & 0x20 ? 1.0 : 0.05);
	if (a == ' ' && b == ' ')
		return 20;
	if (char_is_alpha((int)b) && (a == '.' || a == ',' || a == '!' || a == '?'))
		return 2;
	return symbol_frequency(a) * symbol_frequency(b) / 1e5;
}
