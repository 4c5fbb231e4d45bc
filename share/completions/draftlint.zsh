#compdef draftlint
# Completion of draftlint(1) for zsh. The program knows what may stand where:
# it is asked with the words so far, and answers with one candidate on each
# line, described behind a tab; ":files N" says that the word goes on with the
# name of a file from its Nth character on, ":folders N" with that of a folder.

_draftlint() {
	local line files=
	integer at
	local -a candidates

	for line in "${(@f)$(_call_program draftlint $words[1] completions zsh -- \
			"${(@q)${(@Q)words[2,CURRENT-1]}}" ${(q)${(Q)PREFIX}} 2>/dev/null)}"; do
		case $line in
			'') ;;
			:files\ *) files=_files at=${line##* } ;;
			:folders\ *) files='_files -/' at=${line##* } ;;
			*$'\t'*) candidates+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}") ;;
			*) candidates+=("${line//:/\\:}") ;;
		esac
	done
	(( $#candidates )) && _describe -t values value candidates
	if [[ -n $files ]]; then
		compset -p $at
		${=files}
	fi
}

if [[ $funcstack[1] == _draftlint ]]; then
	_draftlint "$@"
else
	compdef _draftlint draftlint
fi
