#!/bin/sh
# A library that is audited in shards by the real GNU parallel: a shard that breaks off
# is done again, one that comes twice counts once, and the merge says the same, byte for
# byte, as one run. PARALLEL_SSH=1 does it again over ssh, by an sshd that is started
# here with keys of its own and stopped at the end.
set -u
. "$(dirname "$0")/scratch.inc"
unset SOURCE_DATE_EPOCH
pack=$root/rules/iron-cage
export DRAFTLINT

stop() {
	[ ! -f "$work/sshd.pid" ] || kill "$(cat "$work/sshd.pid")" 2>/dev/null
	rm -rf "$work"
}
trap stop EXIT

command -v parallel >/dev/null || {
	echo "parallel: no GNU parallel (tools/packages.sh test)" >&2
	exit 2
}

mkdir -p "$work/site/posts" "$work/home"
cd "$work/site" || exit 2
LC_ALL=C.UTF-8 awk -v files=40 -v folder=posts -f "$root/tests/bench/corpus.awk"
printf 'pack: %s\n' "$pack" >draftlint.yaml
whole=$work/whole.json
"$DRAFTLINT" audit --today 2026-06-01 --format json posts >"$whole"
posts=$(find posts -name '*.md' | wc -l)

# One shard. The first try of the third leaves half a file behind and fails.
cat >"$work/shard" <<'SHARD'
#!/bin/sh
folder=$1 number=$2
shift 2
echo "$number" >>"$folder/tries"
if [ "$number" = 3 ] && [ ! -e "$folder/failed" ]; then
	: >"$folder/failed"
	"$DRAFTLINT" audit --emit - "$@" | head -c 2500 >"$folder/$number.ndjson"
	exit 1
fi
exec "$DRAFTLINT" audit --emit "$folder/$number.ndjson" "$@"
SHARD
chmod +x "$work/shard"

# shards NAME OPTION...: the facts of the library, by parallel.
shards() {
	facts=$work/$1
	shift
	mkdir "$facts"
	find posts -name '*.md' -print0 |
		HOME=$work/home parallel --will-cite -0 -N 7 -j 3 --retries 3 --env DRAFTLINT "$@" \
			"$work/shard" "$facts" '{#}' '{}' >"$work/out" 2>&1 || {
		complain "$*"
		cat "$work/out"
	}
}

# same FILE...: a merge of these is what one run says.
same() {
	cases=$((cases + 1))
	"$DRAFTLINT" audit --today 2026-06-01 --format json --merge "$@" >"$work/merged.json"
	cmp -s "$whole" "$work/merged.json" || complain "--merge $*: other bytes than one run"
}

# proven FOLDER: nothing is lost, nothing is there twice, and a shard was done again.
proven() {
	cases=$((cases + 3))
	[ "$(cat "$work/$1"/*.ndjson | grep -c '^{"path"')" -eq "$posts" ] || complain "$1: records"
	[ "$(grep -c '^3$' "$work/$1/tries")" -eq 2 ] || complain "$1: shard 3 was not done again"
	[ "$(sort -u "$work/$1/tries" | wc -l)" -eq $(((posts + 6) / 7)) ] || complain "$1: shards"
	same "$work/$1"/*.ndjson
	same "$work/$1"/*.ndjson "$work/$1/2.ndjson"
}

shards local
proven local
rm "$work/local/4.ndjson"
cases=$((cases + 1))
"$DRAFTLINT" audit --today 2026-06-01 --format json --merge "$work"/local/*.ndjson >"$work/merged.json"
cmp -s "$whole" "$work/merged.json" && complain "a shard less is the same"

if [ "${PARALLEL_SSH:-}" ]; then
	sshd=$(command -v sshd || echo /usr/sbin/sshd)
	port=$((20000 + $$ % 20000))
	ssh-keygen -q -t ed25519 -N '' -f "$work/host"
	ssh-keygen -q -t ed25519 -N '' -f "$work/key"
	[ "$(id -u)" -ne 0 ] || mkdir -p /run/sshd
	"$sshd" -f /dev/null -h "$work/host" -p $port -E "$work/sshd.log" \
		-o ListenAddress=127.0.0.1 -o PidFile="$work/sshd.pid" -o StrictModes=no -o UsePAM=no \
		-o AuthorizedKeysFile="$work/key.pub" -o PasswordAuthentication=no || exit 2
	cat >"$work/ssh_config" <<CONFIG
Host shard-*
	HostName 127.0.0.1
	Port $port
	User $(id -un)
	IdentityFile $work/key
	IdentitiesOnly yes
	StrictHostKeyChecking no
	UserKnownHostsFile $work/known
	LogLevel ERROR
CONFIG
	printf '#!/bin/sh\nexec ssh -F %s/ssh_config "$@"\n' "$work" >"$work/ssh"
	chmod +x "$work/ssh"
	shards remote --ssh "$work/ssh" --sshlogin 2/shard-a,2/shard-b --workdir "$work/site"
	proven remote
	cases=$((cases + 1))
	grep -q 'Accepted publickey' "$work/sshd.log" || complain "nobody came by ssh"
fi

echo "parallel: $cases cases, $failed failed"
[ $failed -eq 0 ]
