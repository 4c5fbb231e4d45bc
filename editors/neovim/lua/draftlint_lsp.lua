-- Neovim: the language server of draftlint for every draft below a draftlint.yaml:
-- diagnostics while you write, code actions, completion of front matter, hover. Copy this
-- file into ~/.config/nvim/lua and call `require('draftlint_lsp').setup()` in init.lua
-- (instead of `draftlint`, which it does more than). No other plugin is needed; Neovim 0.7
-- or later. With 0.11 the file in lsp/ and `vim.lsp.enable('draftlint')` do the same.
local M = {}

-- The folder above the draft that has the configuration, which is the workspace.
local function root_of(path)
  local folder = vim.fn.fnamemodify(path, ':p:h')
  while folder ~= '' do
    if vim.fn.filereadable(folder .. '/draftlint.yaml') == 1 then
      return folder
    end
    local above = vim.fn.fnamemodify(folder, ':h')
    if above == folder then
      return nil
    end
    folder = above
  end
end

local clients = {}

function M.attach(buffer)
  local root = root_of(vim.api.nvim_buf_get_name(buffer))
  if not root or vim.bo[buffer].buftype ~= '' then
    return
  end
  if not clients[root] then
    clients[root] = vim.lsp.start_client({
      name = 'draftlint',
      cmd = M.command,
      root_dir = root,
      on_exit = function()
        clients[root] = nil
      end,
    })
  end
  if clients[root] then
    vim.lsp.buf_attach_client(buffer, clients[root])
  end
end

-- options.command: program and arguments; options.filetypes: those of drafts, and of
-- the strategy itself, whose mistakes are shown in it.
function M.setup(options)
  options = options or {}
  M.command = options.command or { 'draftlint', 'lsp' }
  vim.api.nvim_create_autocmd('FileType', {
    group = vim.api.nvim_create_augroup('draftlint_lsp', { clear = true }),
    pattern = options.filetypes or { 'markdown', 'mdx', 'quarto', 'rmd', 'yaml' },
    callback = function(event)
      M.attach(event.buf)
    end,
  })
end

return M
