" The fixer of ALE; the linters are found by themselves.
if exists('g:loaded_bailiwick') | finish | endif
let g:loaded_bailiwick = 1

autocmd VimEnter * silent! call ale#fix#registry#Add('bailiwick', 'bailiwick#Fix', ['bindzone', 'named'], 'Lays out zone files and named.conf')
