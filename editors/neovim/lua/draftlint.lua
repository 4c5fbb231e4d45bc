-- Neovim: findings as diagnostics, when a draft is read, changed in normal mode or
-- written; the text of the buffer is checked, saved or not. Copy this file into
-- ~/.config/nvim/lua and call `require('draftlint').setup()` in init.lua. No other
-- plugin is needed; Neovim 0.7 or later.
local M = {}

local namespace = vim.api.nvim_create_namespace('draftlint')
local severities = {
  error = vim.diagnostic.severity.ERROR,
  warning = vim.diagnostic.severity.WARN,
  info = vim.diagnostic.severity.INFO,
}
local jobs = {}

-- The row and column, both from 0, of a byte in LINES joined by line feeds.
local function place(lines, byte)
  for row, line in ipairs(lines) do
    if byte <= #line then
      return row - 1, byte
    end
    byte = byte - #line - 1
  end
  return #lines - 1, #lines[#lines]
end

local function to_diagnostic(finding, lines)
  local row, column = place(lines, finding.range.start.byte)
  local end_row, end_column = place(lines, finding.range['end'].byte)
  local message = finding.message
  if type(finding.help) == 'string' then
    message = message .. '\n' .. finding.help
  end
  return {
    lnum = row,
    col = column,
    end_lnum = end_row,
    end_col = end_column,
    severity = severities[finding.severity],
    source = 'draftlint',
    code = finding.rule,
    message = message,
  }
end

local function show(buffer, lines, path, output)
  local good, report = pcall(vim.json.decode, output)
  if not good then
    return
  end
  local found = {}
  for _, finding in ipairs(report.diagnostics) do
    -- Not what is wrong in the pack, and not what a comment in the draft excuses.
    if finding.path == path and finding.suppressed == vim.NIL then
      table.insert(found, to_diagnostic(finding, lines))
    end
  end
  vim.diagnostic.set(namespace, buffer, found)
end

function M.check(buffer)
  buffer = (buffer == nil or buffer == 0) and vim.api.nvim_get_current_buf() or buffer
  local path = vim.api.nvim_buf_get_name(buffer)
  if path == '' or vim.bo[buffer].buftype ~= '' then
    return
  end
  if jobs[buffer] then
    vim.fn.jobstop(jobs[buffer])
  end
  local lines = vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
  local tick = vim.api.nvim_buf_get_changedtick(buffer)
  local command = { M.command, 'check', '--force-exclude', '--format', 'json', '--stdin-filename', path, '-' }
  local job
  job = vim.fn.jobstart(command, {
    stdout_buffered = true,
    on_stdout = function(_, output)
      if
        jobs[buffer] == job
        and vim.api.nvim_buf_is_valid(buffer)
        and vim.api.nvim_buf_get_changedtick(buffer) == tick
      then
        show(buffer, lines, path, table.concat(output, '\n'))
      end
    end,
  })
  jobs[buffer] = job
  local text = table.concat(lines, '\n')
  vim.fn.chansend(job, vim.bo[buffer].endofline and text .. '\n' or text)
  vim.fn.chanclose(job, 'stdin')
end

-- options.command: the program; options.pattern: the names of drafts.
function M.setup(options)
  options = options or {}
  M.command = options.command or 'draftlint'
  vim.api.nvim_create_autocmd({ 'BufReadPost', 'BufWritePost', 'InsertLeave', 'TextChanged' }, {
    group = vim.api.nvim_create_augroup('draftlint', { clear = true }),
    pattern = options.pattern or { '*.md', '*.markdown', '*.mdx', '*.livemd' },
    callback = function(event)
      -- Not before the event is over: reading a file counts as a change of it.
      vim.schedule(function()
        if vim.api.nvim_buf_is_valid(event.buf) then
          M.check(event.buf)
        end
      end)
    end,
  })
end

M.command = 'draftlint'
return M
