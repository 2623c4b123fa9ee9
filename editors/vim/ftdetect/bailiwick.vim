" What Vim does not know by itself: names that are nearly always zone files or configurations of BIND.
autocmd BufNewFile,BufRead *.zone,*.zonefile,db.*,*.in-addr.arpa,*.ip6.arpa,named.root,named.ca,root.hints setfiletype bindzone
autocmd BufNewFile,BufRead named*.conf,named.conf.*,rndc.conf,rndc.key setfiletype named
