-- What a person does in Neovim, without a window: writes down what came, and ends.
local editors = vim.env.EDITORS
vim.opt.runtimepath:prepend(editors .. '/neovim')
vim.opt.swapfile = false
vim.opt.hidden = true
vim.cmd('runtime! ftdetect/bailiwick.lua')
vim.cmd('filetype on')
local config = dofile(editors .. '/neovim/lsp/bailiwick.lua')
local seen = {}

local function finish()
  local file = io.open(vim.env.SITE_SEEN, 'w')
  file:write(vim.fn.json_encode(seen))
  file:close()
  vim.cmd('qall!')
end

local ok, failure = pcall(function()
  vim.cmd('edit ' .. vim.fn.fnameescape(vim.env.SITE_ZONE))
  local buffer = vim.api.nvim_get_current_buf()
  seen.filetype = vim.bo[buffer].filetype
  assert(vim.tbl_contains(config.filetypes, seen.filetype), 'no file type of the configuration: ' .. seen.filetype)
  local root = vim.fn.fnamemodify(vim.fn.findfile(config.root_markers[1], vim.fn.expand('%:p:h') .. ';'), ':p:h')
  local id = vim.lsp.start_client({ name = 'bailiwick', cmd = config.cmd, root_dir = root, settings = config.settings })
  vim.lsp.buf_attach_client(buffer, id)
  local client = vim.lsp.get_client_by_id(id)

  local function ask(method, params)
    local answer, failed = client.request_sync(method, params, 60000, buffer)
    assert(answer and not answer.err, method .. ': ' .. vim.inspect(answer and answer.err or failed))
    return answer.result
  end
  local function at(line, column)
    return { textDocument = vim.lsp.util.make_text_document_params(buffer), position = { line = line - 1, character = column } }
  end
  local function text(of)
    return table.concat(vim.api.nvim_buf_get_lines(of, 0, -1, false), '\n')
  end
  local function apply(edit)
    vim.lsp.util.apply_workspace_edit(edit, client.offset_encoding)
  end

  assert(vim.wait(60000, function() return client.initialized and #vim.diagnostic.get(buffer) > 0 end), 'no diagnostics')
  ask('bailiwick/settled', vim.empty_dict())
  vim.wait(500)
  seen.diagnostics = vim.tbl_map(function(each) return tostring(each.code or (each.user_data and each.user_data.lsp.code)) end, vim.diagnostic.get(buffer))
  local hover = ask('textDocument/hover', at(6, 16))
  seen.hover = table.concat(vim.lsp.util.convert_input_to_markdown_lines(hover.contents), '\n')
  local list = ask('textDocument/completion', at(6, 7))
  seen.completion = vim.tbl_map(function(item) return item.label end, list.items)

  local where = at(6, 16)
  local range = { start = where.position, ['end'] = where.position }
  local actions = ask('textDocument/codeAction', { textDocument = where.textDocument, range = range, context = { diagnostics = {} } })
  local titles = {}
  for _, action in ipairs(actions) do
    table.insert(titles, action.title)
    local isDone = false
    if not isDone and action.edit and action.title:match('PTR') then
      apply(action.edit)
      isDone = true
      break
    end
  end
  seen.actions = titles
  seen.ptr = text(vim.fn.bufnr(vim.env.SITE_REVERSE))

  apply(ask('textDocument/rename', vim.tbl_extend('force', at(6, 1), { newName = 'portal' })))
  seen.renamed = text(buffer)
  local options = { tabSize = 8, insertSpaces = false }
  local edits = ask('textDocument/formatting', { textDocument = where.textDocument, options = options })
  vim.lsp.util.apply_text_edits(edits, buffer, client.offset_encoding)
  seen.formatted = text(buffer)
end)
if not ok then seen.failure = tostring(failure) end
finish()
