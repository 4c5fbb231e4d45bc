# Completion of draftlint(1) for bash. The program knows what may stand where:
# it is asked with the words so far, and answers with one candidate on each
# line, described behind a tab; ":files N" says that the word goes on with the
# name of a file from its Nth character on, ":folders N" with that of a folder.

_draftlint()
{
	local rest=${COMP_LINE:0:COMP_POINT} breaks= joined=() action line prefix word i

	# bash splits words at "=" and ":"; what no blank separates is one word.
	for ((i = 0; i <= COMP_CWORD; i++)); do
		word=${COMP_WORDS[i]}
		if ((i == 0)) || [[ $rest == [[:blank:]]* ]]; then
			joined+=("")
			rest=${rest#"${rest%%[![:blank:]]*}"}
		fi
		((i == COMP_CWORD)) && word=$rest
		joined[${#joined[@]} - 1]+=$word
		rest=${rest#"$word"}
	done
	word=${joined[${#joined[@]} - 1]}

	# … and it is only the part behind the last of them that it replaces.
	[[ $COMP_WORDBREAKS == *:* ]] && breaks+=:
	[[ $COMP_WORDBREAKS == *=* ]] && breaks+==
	prefix=
	[[ $breaks && $word == *[$breaks]* ]] && prefix=${word%"${word##*[$breaks]}"}

	COMPREPLY=()
	while IFS= read -r line; do
		case $line in
		:files* | :folders*)
			# Where bash does not split there, its own completion of files cannot begin there.
			i=${line##* }
			if ((i > ${#prefix})); then
				[[ $line == :files* ]] && action=-f || action=-d
				while IFS= read -r line; do
					printf -v line %q "$line"
					COMPREPLY+=("${word:${#prefix}:i - ${#prefix}}$line")
				done < <(compgen $action -- "${word:i}")
			elif [[ $line == :files* ]]; then
				compopt -o default
			else
				compopt -o plusdirs
			fi
			;;
		*)
			line=${line%%$'\t'*}
			[[ $line == "$word"* ]] && COMPREPLY+=("${line#"$prefix"}")
			;;
		esac
	done < <("${COMP_WORDS[0]}" completions bash -- "${joined[@]:1}" 2>/dev/null)
}

complete -F _draftlint draftlint
