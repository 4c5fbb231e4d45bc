-- Neovim 0.11 or later: copy this file into ~/.config/nvim/lsp and call
-- `vim.lsp.enable('draftlint')` in init.lua. lua/draftlint_lsp.lua is for older ones.
return {
  cmd = { 'draftlint', 'lsp' },
  filetypes = { 'markdown', 'mdx', 'quarto', 'rmd', 'yaml' }, -- yaml: the strategy itself
  root_markers = { 'draftlint.yaml' },
  workspace_required = true,
}
