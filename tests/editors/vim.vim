" Opens each draft of the list in $DRAFTS, runs :make and writes what the quickfix
" list then holds to $FOUND, one JSON value on a line.
set nomore
filetype plugin on
let s:found = []
for s:path in readfile($DRAFTS)
  execute 'edit' fnameescape(s:path)
  setlocal filetype=markdown
  silent make!
  for s:entry in getqflist()
    call add(s:found, json_encode({
          \ 'file': s:path,
          \ 'path': bufname(s:entry.bufnr),
          \ 'line': s:entry.lnum,
          \ 'column': s:entry.col,
          \ 'severity': s:entry.type,
          \ 'text': s:entry.text,
          \ 'valid': s:entry.valid,
          \ }))
  endfor
endfor
call writefile(s:found, $FOUND)
qall!
