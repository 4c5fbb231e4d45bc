/* The HTML and JSX tokenizer: tags, braces, and the blocks of HTML blocks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/text.h"
#include "markdown_generator.h"
#include "parse/html.h"

/* The length of the tag at the start of TEXT. */
static size_t tag_length(const char *text, bool jsx, struct html_tag *tag)
{
	return html_read_tag(slice_of(text), 0, jsx, tag);
}

static void tags(void **state)
{
	struct html_tag tag;

	(void)state;
	assert_int_equal(tag_length("<a>b", false, &tag), 3);
	assert_int_equal(tag_length("</a >b", false, &tag), 5);
	assert_true(tag.closing);
	assert_int_equal(tag_length("<br/>", false, &tag), 5);
	assert_true(tag.empty);
	assert_int_equal(tag_length("<a b='>' c=\">\" d>", false, &tag), 17);
	assert_int_equal(tag_length("<a href=/x/ y>", false, &tag), 14);
	assert_true(tag.has_target);
	assert_int_equal(tag.target.start, 8);
	assert_int_equal(tag.target.end, 11);
	assert_int_equal(tag_length("<Nav.Link to=\"u\" url='v'>", false, &tag), 25);
	assert_true(slice_is(tag.name, "Nav.Link"));
	assert_int_equal(tag.target.start, 14);
	assert_int_equal(tag_length("<a class=\"x Btn-y\">", false, &tag), 19);
	assert_true(tag.acts_as_button);
	assert_int_equal(tag_length("<a <b>", false, &tag), 0);
	assert_int_equal(tag_length("<a b=\"c>", false, &tag), 0);
	assert_int_equal(tag_length("<a", false, &tag), 0);
	assert_int_equal(tag_length("<", false, &tag), 0);
	assert_int_equal(tag_length("<1>", false, &tag), 0);
	assert_int_equal(tag_length("<>", false, &tag), 0);
}

static void jsx(void **state)
{
	struct html_tag tag;

	(void)state;
	assert_int_equal(tag_length("<>", true, &tag), 2);
	assert_int_equal(tag_length("<A b={c > '}' && `}`} {...d}>", true, &tag), 29);
	assert_int_equal(tag_length("<A href={u}/>", true, &tag), 13);
	assert_true(tag.has_target && tag.empty);
	assert_int_equal(tag.target.end, 0);
	assert_int_equal(tag_length("<A b={c>", true, &tag), 0);
	assert_int_equal(html_read_braces(slice_of("{a{b}c}d"), 0), 7);
	assert_int_equal(html_read_braces(slice_of("{/* } */}"), 0), 9);
	assert_int_equal(html_read_braces(slice_of("{'}'}"), 0), 5);
	assert_int_equal(html_read_braces(slice_of("{don't}"), 0), 7);
	assert_int_equal(html_read_braces(slice_of("{a"), 0), 0);
	assert_int_equal(html_read_braces(slice_of("{/* a }"), 0), 0);
}

static void assert_blocks(const char *markdown, const char *expected)
{
	struct parsed parsed = parse_string(markdown);
	const char *wrong = wrong_document(&parsed);
	struct builder text = {NULL, 0, 0};

	if (wrong)
		fail_msg("%s: %s", wrong, markdown);
	for (size_t i = 0; i < parsed.document.block_count; i++)
		builder_printf(&text, "%s%.*s", i ? "|" : "",
		               SLICE_ARG(block_text(&parsed.document.blocks[i])));
	for (size_t i = 0; i < parsed.document.link_count; i++) {
		const struct link *link = &parsed.document.links[i];
		struct slice whole = block_text(&parsed.document.blocks[link->block]);

		builder_printf(&text, " %s(%.*s)%.*s",
		               link->kind == LINK_BUTTON  ? "button"
		               : link->kind == LINK_IMAGE ? "image"
		                                          : "link",
		               SLICE_ARG(slice_sub(whole, link->start, link->end)),
		               SLICE_ARG(link->destination));
	}
	assert_string_equal(text.bytes ? text.bytes : "", expected);
	builder_release(&text);
	arena_free(parsed.arena);
}

static void blocks(void **state)
{
	(void)state;
	assert_blocks("<div>\n  <h2>One</h2>\n  <p>two <b>bold</b>\n  three</p>\n</div>",
	              "One|two bold three");
	assert_blocks("<div>a &amp; b<br>c <code>d</code> &#x2014;</div>",
	              "a & b c * \xE2\x80\x94");
	assert_blocks("<div><script>x = '<p>no</p>'</script>yes<style>p{}</style></div>", "yes");
	assert_blocks("<pre>no\n</pre>\nafter", "after");
	assert_blocks("<div></div>", "");
	assert_blocks("> <div>\n> a\n> b</div>", "a b");
	assert_blocks("<div>a < b and 1<2</div>", "a < b and 1<2");
}

static void links(void **state)
{
	(void)state;
	assert_blocks("<p>See <a href=\"/x\">the <i>docs</i></a>.</p>",
	              "See the docs. link(the docs)/x");
	assert_blocks("<div><a href='/x'>\n<h3>Title</h3>\n<p>Text</p></a></div>",
	              "Title|Text link(Title)/x");
	assert_blocks("<div><a name=x>no</a></div>", "no");
	assert_blocks("<div><button>Go</button> <Button to='/y'>There</Button></div>",
	              "Go There button(Go) button(There)/y");
	assert_blocks("<div><CtaCard url='/z' /></div>", " button()/z");
	assert_blocks("<div><a href=/a>one<a href=/b>two</a></div>",
	              "onetwo link(one)/a link(two)/b");
	assert_blocks("<div><a href=/a>never closed</div>", "never closed link(never closed)/a");
	assert_blocks("<head><link rel=x href=y></head>", "");
}

static void images(void **state)
{
	(void)state;
	assert_blocks("<div><img src=\"/i\" alt=\"a &quot;b&quot;\"></div>",
	              "a \"b\" image(a \"b\")/i");
	assert_blocks("<p>x<img alt='y' src=z>w</p>", "x w|y image(y)z");
	assert_blocks("<p><a href=u><img alt='y' src=z></a></p>", "|y link()u image(y)z");
	assert_blocks("text <img alt='y' src=z> more", "text  more|y image(y)z");
}

int main(void)
{
	const struct CMUnitTest test_list[] = {
	    cmocka_unit_test(tags),  cmocka_unit_test(jsx),    cmocka_unit_test(blocks),
	    cmocka_unit_test(links), cmocka_unit_test(images),
	};

	return cmocka_run_group_tests(test_list, NULL, NULL);
}
