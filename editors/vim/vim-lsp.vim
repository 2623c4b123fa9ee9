" vim-lsp (prabirshrestha): source this in vimrc, with this folder on the runtimepath for the file types.
if executable('bailiwick')
    autocmd User lsp_setup call lsp#register_server({
    \   'name': 'bailiwick',
    \   'cmd': {server_info -> ['bailiwick', 'lsp', '--stdio']},
    \   'root_uri': {server_info -> lsp#utils#path_to_uri(lsp#utils#find_nearest_parent_file_directory(
    \       lsp#utils#get_buffer_path(), ['bailiwick.toml', 'named.conf', '.git/']))},
    \   'allowlist': ['bindzone', 'named'],
    \   'workspace_config': {'bailiwick': {}},
    \})
endif
