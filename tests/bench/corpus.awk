# Writes FILES articles of about 10 kB into FOLDER: front matter, prose with
# emphasis and links, lists, tables, quotations, code. The same every time.
# awk -v files=1000 -v folder=DIR -f corpus.awk

function pick(list, n) { return list[1 + int(rand() * n)] }

function sentence(   text, n, i) {
	n = 6 + int(rand() * 14)
	text = ""
	for (i = 0; i < n; i++) {
		word = pick(words, word_count)
		if (rand() < 0.03) word = "**" word "**"
		else if (rand() < 0.03) word = "`" word "()`"
		else if (rand() < 0.02) word = "[" word " " pick(words, word_count) "](/guides/" word ")"
		else if (rand() < 0.01) word = "*" word "*"
		text = text (i ? " " : "") word
	}
	return toupper(substr(text, 1, 1)) substr(text, 2) (rand() < 0.1 ? "?" : ".")
}

function paragraph(   text, n, i) {
	n = 3 + int(rand() * 4)
	text = ""
	for (i = 0; i < n; i++) text = text (i ? (rand() < 0.5 ? "\n" : " ") : "") sentence()
	return text "\n\n"
}

function element(   kind, text, i) {
	kind = rand()
	if (kind < 0.70) return paragraph()
	text = ""
	if (kind < 0.82) {
		for (i = 0; i < 5; i++) text = text (kind < 0.76 ? "- " : (i + 1) ". ") sentence() "\n"
	} else if (kind < 0.88) {
		text = "| what | before | after |\n|---|--:|--:|\n"
		for (i = 0; i < 6; i++)
			text = text "| " pick(words, word_count) " | " int(rand() * 900) " | " int(rand() * 90) " |\n"
	} else if (kind < 0.94) {
		text = "```python\n"
		for (i = 0; i < 8; i++) text = text "    " pick(words, word_count) " = " pick(words, word_count) "(" int(rand() * 99) ")\n"
		text = text "```\n"
	} else {
		text = "> " sentence() "\n> " sentence() "\n"
	}
	return text "\n"
}

BEGIN {
	srand(47)
	word_count = split("agent budget cost pilot production failure the a of and to in is was it that for on with " \
		"as by at from we they team engineer loop token invoice auditor compliance incident pager weekend " \
		"deploy replay trace runtime limit policy spend forecast board vendor migration seamless leverage " \
		"prove measure cut stop build ship read write test review release review question answer because " \
		"every nobody between after before while hours days weeks percent per call model prompt context " \
		"latency throughput memory cache queue retry timeout circuit breaker dashboard alert café naïve", words, " ")
	persona_count = split("alex sarah marcus elena", personas, " ")
	stage_count = split("awareness consideration decision adoption", stages, " ")
	channel_count = split("linkedin email hackernews twitter reddit devto discord youtube", channels, " ")
	cta_count = split("subscribe star-repo contact-sales calculate-roi buy read-quick-start", ctas, " ")
	pain_count = split("production-failures openai-burn incident-morale debugging compliance-blocking", pains, " ")
	for (f = 0; f < files; f++) {
		path = sprintf("%s/article-%04d.md", folder, f)
		body = ""
		while (length(body) < 9600) {
			if (rand() < 0.12) body = body "## " sentence() "\n\n"
			body = body element()
		}
		printf "---\ntitle: \"%s\"\npersona: %s\npain: %s\nstage: %s\ncta: %s\nchannels: [%s, %s]\nformat: article\ndate: 2026-0%d-1%d\n---\n\n# %s\n\n%s", \
			pick(words, word_count) " " pick(words, word_count), pick(personas, persona_count), \
			pick(pains, pain_count), pick(stages, stage_count), pick(ctas, cta_count), \
			pick(channels, channel_count), pick(channels, channel_count), 1 + f % 9, f % 10, \
			sentence(), body >path
		close(path)
	}
}
