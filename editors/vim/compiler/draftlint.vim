" Vim: `:compiler draftlint`, then `:make` checks the file of the buffer and fills
" the quickfix list, each entry with its type (e, w or i). Copy the folders
" compiler and after into ~/.vim; after/ftplugin chooses this compiler for Markdown
" below a draftlint.yaml. Vim 7.4 or later.
if exists('current_compiler')
  finish
endif
let current_compiler = 'draftlint'

if exists(':CompilerSet') != 2
  command -nargs=* CompilerSet setlocal <args>
endif

let s:cpo_save = &cpo
set cpo&vim

" Vim counts columns in bytes.
CompilerSet makeprg=draftlint\ check\ --force-exclude\ --format\ concise\ --column-unit\ byte\ --color\ never\ --\ %:S
" Findings; what draftlint says of itself; nothing else, such as the summary.
CompilerSet errorformat=%f:%l:%c:\ %trror:\ %m,%f:%l:%c:\ %tarning:\ %m,%f:%l:%c:\ %tnfo:\ %m,%+Gdraftlint:\ %.%#,%-G%.%#

let &cpo = s:cpo_save
unlet s:cpo_save
