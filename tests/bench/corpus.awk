# Writes FILES articles of about 10 kB into FOLDER, the same every time: front
# matter, hard-wrapped and long paragraphs, links, lists, tables, quotations,
# code. Words are invented or function words, their frequencies as in prose
# (Zipf): what is learned about a word counts as often as in real text.
#
# An article is kept content: what its front matter says fits, and a few things
# are wrong with it. HEAVY=1: much is wrong with each. PHRASES=N, instead: a prose
# rule of N phrases of those words, most of which no article has, goes to
# standard output.
#
#     awk -v files=1000 -v folder=DIR [-v heavy=1] -f corpus.awk
#     awk -v phrases=5000 -f corpus.awk

function pick(list, n) { return list[1 + int(rand() * n)] }

function word(   rank) {
	rank = int(exp(rand() * log(word_count + 1)))
	return words[rank > word_count ? word_count : rank]
}

# Content words alone, for titles, links and cells.
function term() { return words[function_words + 1 + int(rand() * rand() * invented)] }

# The word of rank N: common words are short.
function invent(n,   syllables, text, i) {
	syllables = 1 + (n > 100 && rand() < 0.5) + (n > 800 && rand() < 0.5)
	text = ""
	for (i = 0; i < syllables; i++)
		text = text pick(onsets, onset_count) pick(nuclei, nucleus_count) pick(codas, coda_count)
	return text pick(endings, ending_count)
}

function inline(   kind) {
	kind = rand()
	if (kind < 0.3) return "**" term() "**"
	if (kind < 0.6) return "`" term() "()`"
	if (kind < 0.85) return "[" term() " " term() "](/guides/" term() ")"
	if (kind < 0.95) return "*" term() "*"
	return "[" term() "](https://example.org/" term() "/" term() ".html)"
}

function sentence(   text, n, i) {
	n = 8 + int(rand() * 14)
	text = ""
	for (i = 0; i < n; i++)
		text = text (i ? " " : "") (rand() < 0.02 ? inline() : word()) (rand() < 0.06 && i < n - 1 ? "," : "")
	if (heavy && rand() < 0.12) text = text " " pick(sales, sales_count)
	if (rand() < 0.02) text = text " in " (1 + int(rand() * 90)) " days"
	return toupper(substr(text, 1, 1)) substr(text, 2) (rand() < 0.06 ? "?" : ".")
}

# TEXT in lines of about 80 columns, each with PREFIX from the second on.
function wrap(text, prefix,   out, at) {
	out = ""
	while (length(text) > 80) {
		for (at = 80; at > 1 && substr(text, at, 1) != " "; at--)
			;
		if (at == 1) break
		out = out substr(text, 1, at - 1) "\n" prefix
		text = substr(text, at + 1)
	}
	return out text
}

function prose(n, prefix,   text, i) {
	text = sentence()
	for (i = 1; i < n; i++) text = text " " sentence()
	return wrapped ? wrap(text, prefix) : text
}

function list(   text, i, ordered) {
	ordered = rand() < 0.4
	text = ""
	for (i = 1; i <= 5; i++) text = text (ordered ? i ". " : "- ") prose(1, ordered ? "   " : "  ") "\n"
	return text
}

function table(   text, i) {
	text = "| what | before | after |\n|---|--:|--:|\n"
	for (i = 0; i < 6; i++)
		text = text "| " term() " " term() " | " int(rand() * 900) " | " int(rand() * 90) " |\n"
	return text
}

function code(   text, i) {
	text = "```python\n"
	for (i = 0; i < 8; i++) text = text "    " term() " = " term() "(" int(rand() * 99) ")\n"
	return text "```\n"
}

function element(   kind) {
	kind = rand()
	if (kind < 0.74) return prose(3 + int(rand() * 4), "") "\n\n"
	if (kind < 0.86) return list() "\n"
	if (kind < 0.90) return table() "\n"
	if (kind < 0.96) return code() "\n"
	return "> " prose(2, "> ") "\n\n"
}

function article(f,   persona, stage, asks, pains, channels, places, n, body) {
	n = 1 + f % persona_count
	persona = personas[n]
	stage = heavy ? pick(stages, stage_count) : "consideration"
	asks = heavy ? pick(all_asks, ask_count) : ask_of[persona]
	split(heavy ? pain_of[personas[1 + (f + 1) % persona_count]] : pain_of[persona], pains, "/")
	split(heavy ? "reddit email devto" : channels_of[persona], channels, " ")
	wrapped = f % 2
	body = prose(2, "") " " (rand() < 0.9 ? pains[2] : "") " It took 14 days.\n\n"
	if (rand() < 0.8) body = body code() "\n"
	while (length(body) < 9300) {
		if (rand() < 0.12) body = body "## " term() " " term() " and " term() "\n\n"
		body = body element()
	}
	if (rand() < 0.8) body = body pick(fluff, fluff_count) "\n\n"
	if (rand() < 0.7) body = body "## " term() " " term() "\n\n" ask_text[asks] "\n"
	places = channels[1] (rand() < 0.4 ? ", conference" : ", " channels[2])
	return "---\ntitle: \"" term() " " term() " and " term() "\"\ndescription: " word() " " word() " " term() " " word() " " term() "\npersona: " \
		persona "\npain: " pains[1] "\nstage: " stage "\ncta: " asks "\nchannels: [" places "]\nformat: " \
		(rand() < 0.7 ? "article" : "quick-post") "\nkind: " kind_of[persona] (rand() < 0.5 ? "\nreviewer: " term() : "") \
		"\ndate: 2026-0" (1 + f % 9) "-1" (f % 10) "\n---\n\n# " term() " " term() " and " term() "\n\n" body
}


# Names are those of rules/iron-cage.
function names() {
	persona_count = split("alex sarah marcus elena", personas, " ")
	stage_count = split("awareness consideration decision adoption", stages, " ")
	ask_count = split("calculate-roi star-repo read-quick-start compare-architectures", all_asks, " ")
	pain_of["alex"] = "production-failures/The agent failed in production."
	pain_of["sarah"] = "openai-burn/The OpenAI bill doubled."
	pain_of["marcus"] = "incident-morale/The pager rang at night, and morale went with the incidents."
	pain_of["elena"] = "debugging/Debugging the agent took a week."
	channels_of["alex"] = "linkedin email"
	channels_of["sarah"] = "hackernews twitter"
	channels_of["marcus"] = "linkedin youtube"
	channels_of["elena"] = "hackernews devto"
	ask_of["alex"] = "compare-architectures"
	ask_of["sarah"] = "read-quick-start"
	ask_of["marcus"] = "compare-architectures"
	ask_of["elena"] = "read-quick-start"
	kind_of["alex"] = "architecture-comparison"
	kind_of["sarah"] = "technical-guide"
	kind_of["marcus"] = "architecture-deep-dive"
	kind_of["elena"] = "technical-guide"
	ask_text["calculate-roi"] = "[Run your own numbers](/roi-calculator)."
	ask_text["star-repo"] = "Star the repository."
	ask_text["read-quick-start"] = "[Follow the quick start](/quick-start) on a free evening."
	ask_text["compare-architectures"] = "[Read the architecture comparison](/architecture-comparison)."
	fluff_count = split("It is a seamless change.|A revolutionary idea it was not.|There is no cutting-edge part in it.", fluff, "|")
	sales_count = split("with seamless peace of mind|and a revolutionary, cutting-edge platform|" \
		"that unlocks the full potential of it|trusted by thousands of teams", sales, "|")
}

function vocabulary(   i) {
	onset_count = split("b c d f g h j l m n p r s t v w br cl cr dr fl gr pl pr sh sl sp st th tr", onsets, " ")
	nucleus_count = split("a e i o u a e i o ea ou ai", nuclei, " ")
	coda_count = split("n r l s t m d ck nd st . . .", codas, " ")
	for (i in codas) sub(/\./, "", codas[i])
	ending_count = split("s ed ing er tion ment ly able ness . . . .", endings, " ")
	for (i in endings) sub(/\./, "", endings[i])
	function_words = split("the of and to a in is that it for was on are as with they at be this from have or by one had " \
		"not but what all were when we there can an your which their said if do will each about how up out them then " \
		"many some so these would other into has more her two like him see time could no make than first been its who " \
		"now people my made over did down only way find use may long little very after words just where most know " \
		"café naïve doesn't it’s", words, " ")
	invented = 3000
	for (i = 1; i <= invented; i++) words[function_words + i] = invent(i)
	word_count = function_words + invented
}

BEGIN {
	srand(47)
	names()
	vocabulary()
	if (phrases) print "extends: existence\nmessage: \"`%s` is on the list\"\nlevel: warning\nignorecase: true\ntokens:"
	for (f = 0; f < phrases; f++)
		print "  - " term() " " term() (rand() < 0.5 ? " " term() : "")
	for (f = 0; f < files; f++) {
		path = sprintf("%s/article-%05d.md", folder, f)
		printf "%s", article(f) >path
		close(path)
	}
}
