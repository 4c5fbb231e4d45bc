-- Opens each draft of the list in $DRAFTS and writes the diagnostics that it then
-- has to $FOUND, one JSON value on a line.
vim.o.fileformats = 'unix,dos,mac'
vim.o.swapfile = false
local draftlint = require('draftlint')
draftlint.setup()
local namespace = vim.api.nvim_create_namespace('draftlint')
local set = vim.diagnostic.set
local told = {}
vim.diagnostic.set = function(of, buffer, ...)
  told[buffer] = true
  return set(of, buffer, ...)
end
local found = {}
for path in io.lines(os.getenv('DRAFTS')) do
  vim.cmd('edit ' .. vim.fn.fnameescape(path))
  local buffer = vim.api.nvim_get_current_buf()
  vim.wait(20000, function()
    return told[buffer]
  end, 2)
  for _, diagnostic in ipairs(vim.diagnostic.get(buffer, { namespace = namespace })) do
    table.insert(found, vim.json.encode({
      file = path,
      line = diagnostic.lnum + 1,
      column = diagnostic.col + 1,
      end_line = diagnostic.end_lnum + 1,
      end_column = diagnostic.end_col + 1,
      severity = vim.diagnostic.severity[diagnostic.severity],
      rule = diagnostic.code,
      text = diagnostic.message,
    }))
  end
end
vim.fn.writefile(found, os.getenv('FOUND'))
vim.cmd('qall!')
