-- What Neovim does not know by itself: names that are nearly always zone files or configurations of BIND.
if vim.filetype and vim.filetype.add then
  vim.filetype.add({
    extension = { zone = 'bindzone', zonefile = 'bindzone' },
    filename = {
      ['named.conf'] = 'named',
      ['named.root'] = 'bindzone',
      ['named.ca'] = 'bindzone',
      ['root.hints'] = 'bindzone',
      ['rndc.conf'] = 'named',
      ['rndc.key'] = 'named',
    },
    pattern = {
      ['.*/db%.[%w_%-][%w%.:_%-]*'] = 'bindzone',
      ['.*%.in%-addr%.arpa'] = 'bindzone',
      ['.*%.ip6%.arpa'] = 'bindzone',
      ['.*/named[%w_%-]*%.conf'] = 'named',
      ['.*/named%.conf%.[%w_%-]+'] = 'named',
    },
  })
end
