#!/bin/sh
# The Debian packages that draftlint needs, in one place: `packages.sh build` is
# what building and running take, `test` what the tests take as well, `ci` what
# .ci/run takes. Says what is missing, then installs it; silent when nothing is.
# With --missing before the name it installs nothing, and fails when it said so.
set -eu

build='gcc libc6-dev make pkg-config libyaml-dev libcmark-dev libpcre2-dev libutf8proc-dev
	libstemmer-dev libmd-dev libjansson-dev'
# The last one is a Markdown parser in Go: its tests hold CommonMark's examples.
test="$build git libcmocka-dev libhunspell-1.7-0 mandoc pre-commit python3 python3-jsonschema python3-yaml
	strace bash zsh fish parallel libxml2-utils cmark-gfm golang-github-yuin-goldmark-dev"
ci="$test openssh-server openssh-client clang clang-format libclang-rt-14-dev nodejs vim neovim
	emacs-nox elpa-flycheck elpa-eglot"
ci="$ci chromium" # for the page of an audit
# Who has npm from elsewhere has what Debian's would be at odds with.
command -v npm >/dev/null || ci="$ci npm"

only_say=
if [ "${1:-}" = --missing ]; then
	only_say=1
	shift
fi
case ${1:-} in
build) wanted=$build ;;
test) wanted=$test ;;
ci) wanted=$ci ;;
*)
	echo "usage: packages.sh [--missing] build|test|ci" >&2
	exit 2
	;;
esac

if ! command -v apt-get >/dev/null; then
	echo "packages.sh: this is no Debian; what is needed is in Debian called:" $wanted >&2
	[ -z "$only_say" ]
	exit
fi

missing=
for package in $wanted; do
	case $(dpkg-query -W -f='${Status}' "$package" 2>/dev/null) in
	*' installed') ;;
	*) missing="$missing $package" ;;
	esac
done
[ -n "$missing" ] || exit 0
if [ -n "$only_say" ]; then
	echo "draftlint needs packages that are not installed; as root: apt-get install$missing" >&2
	exit 1
fi

root=
if [ "$(id -u)" -ne 0 ]; then
	root=sudo
	if ! command -v sudo >/dev/null; then
		echo "packages.sh: neither root nor sudo; as root, run: apt-get install$missing" >&2
		exit 1
	fi
fi
echo "Installing from Debian${root:+, through sudo}:$missing"
apt="$root env DEBIAN_FRONTEND=noninteractive apt-get -qq"
$apt update
# Status is for people who watch; the log of dpkg only for those who must read it.
log=$(mktemp)
if ! $apt install -y --no-install-recommends $missing >"$log" 2>&1; then
	cat "$log" >&2
	rm -f "$log"
	echo "packages.sh: the packages could not be installed" >&2
	exit 1
fi
rm -f "$log"
