# draftlint: GNU make, one rule for each thing a person does. `make help` lists them.
#
# FLAVOUR names a build folder and its flags: release, debug, asan, tsan, fuzz.

FLAVOUR ?= release
BUILD    = build/$(FLAVOUR)
PREFIX  ?= /usr/local
DESTDIR ?=

VERSION = 0.1.0

CC         ?= cc
PKG_CONFIG ?= pkg-config
PACKAGES    = yaml-0.1 libcmark libpcre2-8 libutf8proc libmd
# The language server's, which the library does not need.
JSON        = jansson

WARNINGS = -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla \
           -Wformat=2 -Werror
HARDENING = -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
CPPFLAGS += -D_XOPEN_SOURCE=700 -Iinclude -Isrc -DDRAFTLINT_VERSION='"$(VERSION)"' \
            -DDRAFTLINT_PACKS='"$(PREFIX)/share/draftlint/rules"'

OPTIMISE.release = -O3 -g $(HARDENING)
OPTIMISE.debug   = -O0 -g3
OPTIMISE.asan    = -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
OPTIMISE.tsan    = -O1 -g -fsanitize=thread
OPTIMISE.fuzz    = -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
LINK.release     = -pie -Wl,-z,relro,-z,now
LINK.asan        = -fsanitize=address,undefined
LINK.tsan        = -fsanitize=thread
LINK.fuzz        = -fsanitize=address,undefined

ALL_CFLAGS = -std=c11 $(WARNINGS) $(OPTIMISE.$(FLAVOUR)) $(shell $(PKG_CONFIG) --cflags $(PACKAGES) $(JSON)) \
             -pthread $(CFLAGS)
ALL_LIBS   = $(shell $(PKG_CONFIG) --libs $(PACKAGES)) -lstemmer -lm -pthread

LIBRARY_SOURCES = $(wildcard src/base/*.c src/parse/*.c src/rules/*.c src/checks/*.c src/lint/*.c src/audit/*.c src/*.c)
SERVER_SOURCES  = $(wildcard src/lsp/*.c)
PROGRAM_SOURCES = $(wildcard src/cli/*.c)
TEST_SOURCES    = $(wildcard tests/unit/test_*.c)
FUZZ_SOURCES    = $(wildcard tests/fuzz/fuzz_*.c)
ASSETS          = $(sort $(wildcard share/*.json share/*/*))
HEADERS         = $(wildcard include/*.h src/*/*.h)
CHECKS          = $(sort $(wildcard src/checks/check_*.c src/audit/check_*.c))

LIBRARY_OBJECTS = $(LIBRARY_SOURCES:%.c=$(BUILD)/%.o) $(BUILD)/registry.o
PROGRAM_OBJECTS = $(PROGRAM_SOURCES:%.c=$(BUILD)/%.o) $(BUILD)/assets.o
SERVER_OBJECTS  = $(SERVER_SOURCES:%.c=$(BUILD)/%.o)
LIBRARY  = $(BUILD)/libdraftlint.a
SERVER   = $(BUILD)/liblsp.a
JSON_LIBS = $(shell $(PKG_CONFIG) --libs $(JSON))
PROGRAM  = $(BUILD)/draftlint
TESTS    = $(TEST_SOURCES:tests/unit/%.c=$(BUILD)/tests/%)
UNIT_RUNS = $(TESTS:%=%.run)
CLI_RUNS  = $(patsubst %.sh,%.run,$(wildcard tests/cli/*.sh))
SPEC     = build/spec/spec.txt
FUZZERS  = $(FUZZ_SOURCES:tests/fuzz/%.c=$(BUILD)/fuzz/%)

# V=1 shows the commands.
ifeq ($(V),)
say = @echo '  $(1)'; 
else
say =
endif

.PHONY: $(UNIT_RUNS) $(CLI_RUNS)
.PHONY: all help check unit cli demo install dist asan tsan fuzz fuzzers bench bench-record layers metrics format headers clean
.DELETE_ON_ERROR:

all: $(PROGRAM) $(LIBRARY)

help:
	@echo 'all       the program and the library (build/$(FLAVOUR)/)'
	@echo 'check     every test; UPDATE=1 rewrites the golden files'
	@echo 'demo      draftlint check on the sample drafts'
	@echo 'install   into DESTDIR and PREFIX'
	@echo 'asan tsan the tests under the sanitizers'
	@echo 'fuzz      each fuzz target for SECONDS (60)'
	@echo 'bench     ratios to cmark alone, instruction counts; bench-record keeps the counts'
	@echo 'layers headers format metrics   the rules of the house'

$(PROGRAM): $(PROGRAM_OBJECTS) $(SERVER) $(LIBRARY)
	$(call say,LINK $@)$(CC) $(LINK.$(FLAVOUR)) $(LDFLAGS) -o $@ $^ $(JSON_LIBS) $(ALL_LIBS)

$(LIBRARY): $(LIBRARY_OBJECTS)
$(SERVER): $(SERVER_OBJECTS)
$(LIBRARY) $(SERVER):
	@rm -f $@
	$(call say,AR   $@)$(AR) rcs $@ $(filter %.o,$^)

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(call say,CC   $<)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# The registry of checks is the list of files check_*.c, in their order.
$(BUILD)/registry.c: $(CHECKS) src/checks/generate_registry.sh
	@mkdir -p $(@D)
	sh src/checks/generate_registry.sh $(CHECKS) > $@

# What the program carries of share/.
$(BUILD)/assets.c: $(ASSETS) src/cli/generate_assets.sh
	@mkdir -p $(@D)
	sh src/cli/generate_assets.sh $(ASSETS) > $@

$(BUILD)/registry.o $(BUILD)/assets.o: %.o: %.c
	$(call say,CC   $<)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -c -o $@ $<

$(BUILD)/tests/%: tests/unit/%.c $(SERVER) $(LIBRARY)
	@mkdir -p $(@D)
	$(call say,TEST $<)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -Itests/unit $(LINK.$(FLAVOUR)) $(LDFLAGS) -MMD -MP -MF $@.d \
	    -o $@ $< $(SERVER) $(LIBRARY) -lcmocka $(JSON_LIBS) $(ALL_LIBS)

$(BUILD)/fuzz/%: tests/fuzz/%.c $(SERVER) $(LIBRARY)
	@mkdir -p $(@D)
	$(call say,FUZZ $<)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -fsanitize=fuzzer $(LINK.$(FLAVOUR)) -o $@ $< $(SERVER) $(LIBRARY) $(JSON_LIBS) $(ALL_LIBS)

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)

check: unit cli layers

# Each test is a target, so that -j runs them side by side and -k runs them all.
unit: $(UNIT_RUNS)
cli: $(CLI_RUNS)

$(UNIT_RUNS): %.run: % $(PROGRAM) $(SPEC)
	@echo '== $(notdir $*)'
	@DRAFTLINT=$(abspath $(PROGRAM)) SPEC=$(abspath $(SPEC)) $*

$(CLI_RUNS): %.run: %.sh $(PROGRAM)
	@DRAFTLINT=$(abspath $(PROGRAM)) FLAVOUR=$(FLAVOUR) MAKEFLAGS= sh $<

# CommonMark's examples are not ours to keep: a Debian package has them, or the tests fetch them.
$(SPEC): tests/fetch-spec.sh
	@mkdir -p $(@D)
	@python3 tests/spec-from-debian.py $@ || sh tests/fetch-spec.sh $(@D)
	@touch $@

# The samples have mistakes on purpose: status 1 is what a demonstration is for.
demo: $(PROGRAM)
	@$(PROGRAM) check samples || [ $$? -eq 1 ]

asan tsan:
	$(MAKE) FLAVOUR=$@ check

# Clang's libFuzzer, whatever CC is.
fuzz:
	$(MAKE) FLAVOUR=fuzz CC=clang fuzzers
	sh tests/fuzz/run.sh

fuzzers: $(FUZZERS)

layers:
	sh tests/layers.sh

# Every header compiles alone.
headers:
	@set -e; for h in $(HEADERS); do \
	    $(CC) $(CPPFLAGS) $(ALL_CFLAGS) -fsyntax-only -x c $$h; done

format:
	clang-format --dry-run --Werror $(shell find include src tests -name '*.[ch]')

metrics:
	sh tests/metrics.sh

bench: $(PROGRAM)
	python3 tests/bench/bench.py $(PROGRAM)

bench-record: $(PROGRAM)
	python3 tests/bench/bench.py $(PROGRAM) --record

install: $(PROGRAM)
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/draftlint \
	    $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/man/man5 \
	    $(DESTDIR)$(PREFIX)/share/bash-completion/completions \
	    $(DESTDIR)$(PREFIX)/share/zsh/site-functions \
	    $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	install -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/draftlint
	install -m 644 man/*.1 $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 man/*.5 $(DESTDIR)$(PREFIX)/share/man/man5
	install -m 644 share/*.json $(DESTDIR)$(PREFIX)/share/draftlint
	install -m 644 share/completions/draftlint.bash \
	    $(DESTDIR)$(PREFIX)/share/bash-completion/completions/draftlint
	install -m 644 share/completions/draftlint.zsh \
	    $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_draftlint
	install -m 644 share/completions/draftlint.fish \
	    $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/vim/vimfiles/compiler editors/vim/compiler/*
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/vim/vimfiles/after/ftplugin/markdown \
	    editors/vim/after/ftplugin/markdown/*
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/nvim/site/lua editors/neovim/lua/*
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/nvim/site/lsp editors/neovim/lsp/*
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/emacs/site-lisp editors/emacs/*
	cp -R rules editors $(DESTDIR)$(PREFIX)/share/draftlint/
	chmod -R u=rwX,go=rX $(DESTDIR)$(PREFIX)/share/draftlint

dist:
	@mkdir -p build
	git archive --prefix=draftlint-$(VERSION)/ -o build/draftlint-$(VERSION).tar.gz HEAD

clean:
	rm -rf build
