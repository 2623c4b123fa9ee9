" What the linters of ALE share.

" The folder that the server takes for that of the workspace.
function! bailiwick#Root(buffer) abort
    for l:name in ['bailiwick.toml', 'named.conf', '.git']
        let l:found = ale#path#FindNearestFile(a:buffer, l:name)
        if empty(l:found)
            let l:found = substitute(ale#path#FindNearestDirectory(a:buffer, l:name), '[\\/]$', '', '')
        endif
        if !empty(l:found)
            return fnamemodify(l:found, ':h')
        endif
    endfor

    return fnamemodify(bufname(a:buffer), ':p:h')
endfunction

function! bailiwick#DefineLinter(filetype) abort
    call ale#linter#Define(a:filetype, {
    \   'name': 'bailiwick',
    \   'lsp': 'stdio',
    \   'executable': {b -> get(g:, 'ale_bailiwick_executable', 'bailiwick')},
    \   'command': '%e lsp --stdio',
    \   'language': a:filetype,
    \   'project_root': function('bailiwick#Root'),
    \   'initialization_options': {b -> get(g:, 'ale_bailiwick_settings', {})},
    \})
endfunction

" For g:ale_fixers, as :ALEFix lays files out: {'bindzone': ['bailiwick'], 'named': ['bailiwick']}.
function! bailiwick#Fix(buffer) abort
    return {'command': ale#Escape(get(g:, 'ale_bailiwick_executable', 'bailiwick')) . ' fmt -'}
endfunction
