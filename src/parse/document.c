#include "parse/document.h"

struct slice block_text(const struct block *block)
{
	return slice_from(block->map.text, block->map.len);
}
