# Completion of draftlint(1) for fish. The program knows what may stand where:
# it is asked with the words so far, and answers with one candidate on each
# line, described behind a tab; ":files N" says that the word goes on with the
# name of a file from its Nth character on, ":folders N" with that of a folder.

function __draftlint_complete
	set -l words (commandline -opc)
	set -l word (commandline -ct)
	for line in ($words[1] completions fish -- $words[2..] "$word" 2>/dev/null)
		set -l place (string match -r '^:(files|folders) ([0-9]+)$' -- $line)
		if not set -q place[1]
			printf '%s\n' $line
			continue
		end
		set -l head (string sub -l $place[3] -- "$word")
		set -l tail (string sub -s (math $place[3] + 1) -- "$word")
		if test $place[2] = files
			__fish_complete_path "$tail"
		else
			__fish_complete_directories "$tail" ''
		end | while read -l path
			printf '%s\n' "$head$path"
		end
	end
end

complete -c draftlint -f -a '(__draftlint_complete)'
