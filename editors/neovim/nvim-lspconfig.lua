-- Neovim before 0.11 with nvim-lspconfig: dofile() this in init.lua, then require('lspconfig').bailiwick.setup({}).
local configs = require('lspconfig.configs')
local util = require('lspconfig.util')

if not configs.bailiwick then
  configs.bailiwick = {
    default_config = {
      cmd = { 'bailiwick', 'lsp', '--stdio' },
      filetypes = { 'bindzone', 'named' },
      root_dir = util.root_pattern('bailiwick.toml', 'named.conf', '.git'),
      single_file_support = true,
      settings = { bailiwick = {} },
    },
    docs = { description = 'DNS zone files and named.conf: https://github.com/bailiwick-dns/bailiwick' },
  }
end
