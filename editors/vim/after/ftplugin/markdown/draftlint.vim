" Markdown below a draftlint.yaml is checked by `:make`.
if findfile('draftlint.yaml', escape(expand('%:p:h'), ' ,;\') . ';') !=# ''
  compiler draftlint
  let b:undo_ftplugin = get(b:, 'undo_ftplugin', 'execute') . ' | setlocal makeprg< errorformat<'
endif
