" ALE: this folder on the runtimepath is enough. :ALEHover, :ALEGoToDefinition, :ALECodeAction and :ALERename ask the server.
call bailiwick#DefineLinter('named')
