-- Opens each draft of the list in $DRAFTS with the language server and writes the
-- diagnostics that it then has to $FOUND, one JSON value on a line.
vim.o.fileformats = 'unix,dos,mac'
vim.o.swapfile = false
local told = {}
local publish = vim.lsp.handlers['textDocument/publishDiagnostics']
vim.lsp.handlers['textDocument/publishDiagnostics'] = function(problem, result, ...)
  publish(problem, result, ...)
  told[vim.uri_to_bufnr(result.uri)] = true
end
local draftlint = require('draftlint_lsp')
draftlint.setup()
local found = {}
for path in io.lines(os.getenv('DRAFTS')) do
  vim.cmd('edit ' .. vim.fn.fnameescape(path))
  vim.bo.filetype = 'markdown'
  local buffer = vim.api.nvim_get_current_buf()
  vim.wait(20000, function()
    return told[buffer]
  end, 2)
  for _, diagnostic in ipairs(vim.diagnostic.get(buffer)) do
    table.insert(found, vim.json.encode({
      file = path,
      line = diagnostic.lnum + 1,
      column = diagnostic.col + 1,
      end_line = diagnostic.end_lnum + 1,
      end_column = diagnostic.end_col + 1,
      severity = vim.diagnostic.severity[diagnostic.severity],
      rule = diagnostic.code or diagnostic.user_data.lsp.code,
      text = diagnostic.message,
    }))
  end
end
vim.fn.writefile(found, os.getenv('FOUND'))

-- In the first draft: an edit in the buffer, a completion, a code action.
local asked = {}
local function ask(method, params)
  for _, answer in pairs(vim.lsp.buf_request_sync(0, method, params, 20000) or {}) do
    return answer.result
  end
end
vim.cmd('enew')
vim.cmd('file ' .. vim.fn.fnameescape(vim.fn.getcwd() .. '/new.md'))
vim.api.nvim_buf_set_lines(0, 0, -1, false, { '---', 'persona: alex', 'stage: ', '---', '', '👩 Text.' })
vim.bo.filetype = 'markdown'
vim.wait(20000, function()
  return told[vim.api.nvim_get_current_buf()]
end, 2)
local at = { textDocument = vim.lsp.util.make_text_document_params(), position = { line = 2, character = 7 } }
for _, item in ipairs(ask('textDocument/completion', at).items) do
  table.insert(asked, item.label)
end
vim.api.nvim_buf_set_text(0, 2, 7, 2, 7, { 'decison' })
local actions = ask('textDocument/codeAction', {
  textDocument = at.textDocument,
  range = { start = { line = 2, character = 8 }, ['end'] = { line = 2, character = 8 } },
  context = { diagnostics = {}, only = { 'quickfix' } },
})
vim.lsp.util.apply_workspace_edit(actions[1].edit, 'utf-16')
table.insert(asked, vim.api.nvim_buf_get_lines(0, 2, 3, false)[1])
table.insert(asked, ask('textDocument/hover', at).contents.value:match('stage:%w+'))
vim.fn.writefile(asked, os.getenv('FOUND') .. '.asked')
vim.lsp.stop_client(vim.lsp.get_active_clients())
vim.wait(2000, function()
  return #vim.lsp.get_active_clients() == 0
end, 10)
vim.cmd('qall!')
