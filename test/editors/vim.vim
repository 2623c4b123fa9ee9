" What a person does in Vim with ALE, without a window: writes down what came, and ends.
set nocompatible noswapfile hidden nomore
let g:ale_lint_on_enter = 1
let g:ale_hover_to_preview = 1
let g:ale_fixers = {'bindzone': ['bailiwick'], 'named': ['bailiwick']}
execute 'set runtimepath^=' . fnameescape($EDITORS . '/vim')
execute 'set runtimepath+=' . fnameescape($ALE)
filetype plugin on
runtime! plugin/*.vim
runtime! ftdetect/bailiwick.vim
call ale#fix#registry#Add('bailiwick', 'bailiwick#Fix', ['bindzone', 'named'], 'Lays out zone files and named.conf')

let s:seen = {}

function! s:Until(condition) abort
    let l:end = localtime() + 60
    while !eval(a:condition)
        if localtime() > l:end
            throw 'waited in vain for ' . a:condition
        endif
        sleep 50m
    endwhile
endfunction

" Who is asked for the new name types it.
runtime autoload/ale/util.vim
function! ale#util#Input(message, value, ...) abort
    return 'portal'
endfunction

" Completions are for who is typing, which a script cannot be.
let s:mode = 'n'
function! ale#util#Mode(...) abort
    return s:mode
endfunction

function! s:Complete(results) abort
    let s:seen.completion = map(copy(a:results), 'v:val.word')
endfunction

let s:applied = 0
function! s:Choose(data, items) abort
    let s:seen.actions = map(copy(a:items), 'v:val[1].title')
    for [l:kind, l:item] in a:items
        if l:item.title =~# 'PTR' && has_key(l:item, 'edit')
            call ale#codefix#ApplyLSPCodeAction(a:data, l:item)
            break
        endif
    endfor
    let s:applied = 1
endfunction

function! s:Preview() abort
    for l:window in range(1, winnr('$'))
        if getbufvar(winbufnr(l:window), '&filetype') =~# '^ale-preview'
            return join(getbufline(winbufnr(l:window), 1, '$'), "\n")
        endif
    endfor

    return ''
endfunction

function! s:Text(buffer) abort
    return join(getbufline(a:buffer, 1, '$'), "\n")
endfunction

try
    execute 'edit ' . fnameescape($SITE_ZONE)
    let s:zone = bufnr('')
    let s:seen.filetype = &filetype
    call ale#Queue(0, 'lint_file')
    call s:Until('!empty(ale#engine#GetLoclist(' . s:zone . '))')
    sleep 500m
    let s:seen.diagnostics = map(copy(ale#engine#GetLoclist(s:zone)), 'get(v:val, "code", "") . " " . v:val.text')

    call cursor(6, 17)
    call ale#hover#ShowAtCursor()
    call s:Until('!empty(s:Preview())')
    let s:seen.hover = s:Preview()

    call cursor(6, 8)
    let s:mode = 'i'
    call ale#completion#GetCompletions('ale-callback', {'callback': function('s:Complete'), 'prefix': ''})
    call s:Until('has_key(s:seen, "completion")')
    let s:mode = 'n'

    call cursor(6, 17)
    call ale#codefix#Execute(0, function('s:Choose'))
    call s:Until('s:applied')
    " ALE writes files that are not open.
    let s:seen.ptr = bufloaded($SITE_REVERSE) ? s:Text($SITE_REVERSE) : join(readfile($SITE_REVERSE), "\n")

    execute 'buffer ' . s:zone
    call cursor(6, 1)
    call ale#rename#Execute()
    call s:Until('s:Text(s:zone) =~# "portal"')
    let s:seen.renamed = s:Text(s:zone)

    call ale#fix#Fix(s:zone, '')
    call s:Until('s:Text(s:zone) !~# "portal    "')
    let s:seen.formatted = s:Text(s:zone)
catch
    let s:seen.failure = v:exception . ' at ' . v:throwpoint
endtry
call writefile([json_encode(s:seen)], $SITE_SEEN)
qall!
