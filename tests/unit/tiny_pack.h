/*
 * A pack small enough to know by heart, for tests that need one: two personas,
 * three stages, a prose rule.
 */
#ifndef TINY_PACK_H
#define TINY_PACK_H

#include "support.h"

/* The same lines in each test: places in them are part of what is expected. */
static const char tiny_pack_yaml[] = "pack: tiny\n"                      /* 1 */
                                     "title: A tiny pack\n"              /* 2 */
                                     "language: english\n"               /* 3 */
                                     "authorities: [none, pilot, buy]\n" /* 4 */
                                     "top: 2\n"                          /* 5 */
                                     "questions:\n"                      /* 6 */
                                     "  - {id: persona, ask: Who is it for?}\n"
                                     "  - {id: stage, ask: Which stage?}\n"
                                     "rules:\n" /* 9 */
                                     "  persona-missing: error\n"
                                     "  stage-missing: error\n"
                                     "  pain-missing: off\n"
                                     "  cta-missing: off\n"
                                     "  channel-missing: off\n"
                                     "  pain-not-addressed: off\n"
                                     "  cta-absent: off\n"
                                     "  proof-missing: off\n";

static const char tiny_personas_yaml[] =
    "groups:\n"                                                             /* 1 */
    "  - {id: buyers, share: 70, knows: [business]}\n"                      /* 2 */
    "  - {id: builders, name: Builders, share: 30, knows: [code]}\n"        /* 3 */
    "personas:\n"                                                           /* 4 */
    "  - id: alex\n"                                                        /* 5 */
    "    name: Alex Chen\n"                                                 /* 6 */
    "    aliases: [CTO, Head of Research/Development, \"Chen, Alex\"]\n"    /* 7 */
    "    group: buyers\n"                                                   /* 8 */
    "    authority: buy\n"                                                  /* 9 */
    "    proof: [roi, [code, table]]\n"                                     /* 10 */
    "    pains:\n"                                                          /* 11 */
    "      - {id: costs, name: Costs run away, keywords: [runaway cost]}\n" /* 12 */
    "      - {id: outages, keywords: outage}\n"                             /* 13 */
    "      - {id: audits}\n"                                                /* 14 */
    "    objections:\n"                                                     /* 15 */
    "      - {id: price, counter: It pays, keywords: [too expensive]}\n"    /* 16 */
    "  - id: sarah\n"                                                       /* 17 */
    "    group: builders\n"                                                 /* 18 */
    "    knows: [code, ops]\n"                                              /* 19 */
    "    top: 1\n"                                                          /* 20 */
    "    pains:\n"                                                          /* 21 */
    "      - {id: toil, aliases: [busywork]}\n"                             /* 22 */
    "      - {id: costs, name: Bills}\n" /* 23 */;

static const char tiny_strategy_yaml[] =
    "stages:\n"                                                                  /* 1 */
    "  - {id: awareness, name: Awareness, aliases: [tofu, top of funnel]}\n"     /* 2 */
    "  - {id: consideration, aliases: mofu, proof: [table]}\n"                   /* 3 */
    "  - id: decision\n"                                                         /* 4 */
    "    kinds: {alex: [case, howto], sarah: howto}\n"                           /* 5 */
    "proof:\n"                                                                   /* 6 */
    "  roi: {pattern: '\\d+%', note: a return}\n"                                /* 7 */
    "  code: {element: code-block}\n"                                            /* 8 */
    "  table: {element: table, link: ['/compare/**']}\n"                         /* 9 */
    "channels:\n"                                                                /* 10 */
    "  - {id: linkedin, name: LinkedIn, fit: {alex: {stars: 3, note: first}}}\n" /* 11 */
    "  - {id: hackernews, name: Hacker News, aliases: [HN], fit: {sarah: {stars: 2}, alex: {stars: "
    "0}}}\n"
    "  - {id: email, name: Mail (weekly), fit: {}}\n"                                       /* 13 */
    "ctas:\n"                                                                               /* 14 */
    "  - {id: subscribe, name: Subscribe, match: [subscribe]}\n"                            /* 15 */
    "  - {id: buy, stages: [decision], personas: alex, authority: buy, links: ['/buy*']}\n" /* 16 */
    "formats:\n"                                                                            /* 17 */
    "  - {id: post, words: {min: 100, max: 200}}\n"                                         /* 18 */
    "  - {id: clip, minutes: {max: 3}, personas: {sarah: [howto], alex: }}\n"               /* 19 */
    "kinds: [{id: case, name: Case study}, {id: howto}]\n"                                  /* 20 */
    "goals:\n"                                                                              /* 21 */
    "  - {id: leads, mix: {alex: 60, sarah: 40}}\n"                                         /* 22 */
    "  - {id: reach}\n";                                                                    /* 23 */

static const char tiny_prose_yaml[] = "extends: existence\n"
                                      "message: \"`%s` is hype\"\n"
                                      "level: warning\n"
                                      "ignorecase: true\n"
                                      "tokens: [seamless, synergy]\n";

/* Writes the pack into FOLDER, and MORE (unless NULL) as one of its files. */
static inline void write_tiny_pack(const char *folder, const char *more)
{
	const struct {
		const char *name;
		const char *text;
	} files[] = {{"pack.yaml", tiny_pack_yaml},
	             {"personas.yaml", tiny_personas_yaml},
	             {"strategy.yml", tiny_strategy_yaml},
	             {"prose/hype.yml", tiny_prose_yaml},
	             {"zz-more.yaml", more}};

	for (size_t i = 0; i < SUPPORT_COUNT(files); i++) {
		char path[512];

		snprintf(path, sizeof(path), "%s/%s", folder, files[i].name);
		if (files[i].text)
			write_file(path, files[i].text);
	}
}

#endif
