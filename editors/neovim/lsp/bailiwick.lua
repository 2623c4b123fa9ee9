-- Neovim 0.11 and newer: this folder on the runtimepath, then vim.lsp.enable('bailiwick').
-- Settings of the project stand in bailiwick.toml; what is set here comes before it.
return {
  cmd = { 'bailiwick', 'lsp', '--stdio' },
  filetypes = { 'bindzone', 'named' },
  root_markers = { 'bailiwick.toml', 'named.conf', '.git' },
  settings = { bailiwick = {} },
}
