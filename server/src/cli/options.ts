/**
 * The commands and their options: ONE table, from which words are read, and help, the manual page, completions and docs/command-line.md are made.
 * A command more is a row here, and its reader in parse.ts.
 */
import { BIND_VERSIONS, DEFAULT_BIND_VERSION } from '../dns/versions.ts';
import { SEVERITIES } from '../rules/rule.ts';
import { PTR_ACTIONS } from '../services/reverse/ptrChange.ts';
import { DEFAULT_ZONE_STYLE } from '../services/zone/format/style.ts';

export interface OptionRow {
  readonly name: string;
  readonly short?: string;
  /** How its value is called in help; absent where it takes none. */
  readonly value?: string;
  /** The values that it takes, where these are few. */
  readonly values?: readonly string[];
  /** True where it may be given again. */
  readonly many?: true;
  /** What a shell completes its value with. */
  readonly completes?: 'file' | 'folder' | 'rule';
  /** What it does, in a line or two. */
  readonly help: string;
}

export interface CommandRow {
  readonly name: string;
  /** What it does, as an entry of a list. */
  readonly title: string;
  /** What stands behind its name. */
  readonly synopsis: readonly string[];
  readonly about: string;
  readonly options: readonly OptionRow[];
  /** What its other words are. */
  readonly operands: 'files' | 'rules' | 'words' | 'names' | 'none';
  readonly status: string;
}

/** Keeps the names of options as types. */
function command<const C extends CommandRow>(row: C): C {
  return row;
}

export const FORMATS = ['text', 'concise', 'json', 'sarif', 'github', 'gitlab', 'checkstyle'] as const;
export type Format = (typeof FORMATS)[number];
export const COLORS = ['auto', 'always', 'never'] as const;

const ROOT = {
  name: 'root',
  value: 'DIR',
  completes: 'folder',
  help: 'the folder that is / for the server: absolute paths start in it, as with named-checkconf -t',
} as const;

const SKIP_OTHERS = {
  name: 'skip-others',
  help: 'of the files named, pass over what is neither zone file nor named.conf, as in a folder',
} as const;

/** Every command has these. */
export const COMMON: readonly OptionRow[] = [
  { name: 'help', short: 'h', help: 'tell what the command does' },
  { name: 'version', short: 'V', help: 'tell the version' },
];

export const CHECK = command({
  name: 'check',
  title: 'check zone files and named.conf files',
  synopsis: ['[OPTION]... [FILE|DIR]...'],
  about:
    'Checks DNS zone files and named.conf files, and what they include: those named, or those of the folder you are in. A file "-" is standard input. In a folder, what git ignores is left out, and so is what is no zone file and no named.conf.',
  operands: 'files',
  options: [
    {
      name: 'origin',
      value: '[FILE=]NAME',
      many: true,
      help: "the zone's name, for the zone files named, or for one of them",
    },
    { name: 'conf', value: 'FILE', completes: 'file', help: 'the named.conf that loads the zone files named' },
    ROOT,
    { name: 'zones', help: 'check the zones that a named.conf loads, too' },
    {
      name: 'config',
      value: 'FILE',
      completes: 'file',
      help: 'the settings (bailiwick.toml in the folder of what is named first or above it, where not given)',
    },
    { name: 'no-config', help: 'look for no bailiwick.toml' },
    {
      name: 'bind-version',
      value: 'VERSION',
      values: BIND_VERSIONS,
      help: `the release that is judged for (where not given ${DEFAULT_BIND_VERSION}, and what others take is a warning at most)`,
    },
    {
      name: 'prefixes',
      value: 'LIST',
      help: 'your networks, such as 192.0.2.0/24,2001:db8::/48: addresses outside of them are told',
    },
    {
      name: 'time',
      value: 'TIME',
      help: 'judge signatures as of then: 2026-12-31, 2026-12-31T23:59:59Z, 20261231235959 (now where not given)',
    },
    {
      name: 'select',
      value: 'RULES',
      many: true,
      completes: 'rule',
      help: 'only these rules: ids, "zone", "conf", or patterns such as zone/rrsig-*, with commas between them',
    },
    { name: 'ignore', value: 'RULES', many: true, completes: 'rule', help: 'all rules but these' },
    {
      name: 'severity',
      value: 'RULE=SEVERITY',
      many: true,
      completes: 'rule',
      help: `a rule's weight: ${SEVERITIES.join(', ')}, off`,
    },
    {
      name: 'exclude',
      value: 'PATTERN',
      many: true,
      help: 'leave out files and folders: a name, or a path from here with *, ?, [a-z] and ** for any folders',
    },
    SKIP_OTHERS,
    {
      name: 'min-severity',
      value: 'SEVERITY',
      values: SEVERITIES,
      help: 'the mildest that is told (hint where not given)',
    },
    {
      name: 'fail-on',
      value: 'SEVERITY',
      values: [...SEVERITIES, 'never'],
      help: 'the mildest that makes the exit status 1 (error where not given)',
    },
    {
      name: 'since',
      value: 'REVISION',
      help: 'compare zones with a revision of git: serials that were not raised are told',
    },
    { name: 'changed', help: 'tell only what was not found at the revision (HEAD where --since is not given)' },
    {
      name: 'baseline',
      value: 'FILE',
      completes: 'file',
      help: 'leave out what an earlier run with --format json found',
    },
    {
      name: 'stdin-filename',
      value: 'NAME',
      completes: 'file',
      help: 'what standard input is called, and where its includes start',
    },
    {
      name: 'fix',
      help: 'mend what is mended safely, in the files, and tell what is left; what makes more errors is taken back',
    },
    { name: 'unsafe-fixes', help: 'with --fix or --diff: also make fixes that should be looked at' },
    { name: 'diff', help: 'print what --fix would change instead of findings; exit status 1 if anything' },
    { name: 'format', value: 'FORMAT', values: FORMATS, help: 'how findings are written (text where not given)' },
    { name: 'color', value: 'WHEN', values: COLORS, help: 'colours in text (auto: on a terminal without NO_COLOR)' },
    { name: 'statistics', help: 'the number of findings of each rule instead of the findings' },
    { name: 'watch', short: 'w', help: 'check again whenever one of the files changes, until it is stopped' },
    { name: 'quiet', short: 'q', help: 'findings and failures only: no counts, no notes' },
    { name: 'trace', help: 'tell on standard error what was read and checked, and how long it took' },
  ],
  status:
    '0 no problem at or above the severity of --fail-on, 1 some, 2 something that was named was not checked (a file is not there, a folder has no file of either kind), or nothing was.',
});

export const FMT = command({
  name: 'fmt',
  title: 'lay out zone files and named.conf files',
  synopsis: ['[OPTION]... FILE|DIR...'],
  about:
    'Lays out zone files and named.conf files in place and prints the names of those that changed. A file "-" is standard input, formatted to standard output. Only white space changes.',
  operands: 'files',
  options: [
    { name: 'check', help: 'change nothing; print the names of the files that would change' },
    { name: 'diff', help: 'change nothing; print what would change' },
    { name: 'stdout', help: 'print the formatted text of the one file instead of writing it' },
    {
      name: 'canonical',
      help: 'print the zone of the one file as servers have it: a record a line, absolute names in small letters, in the order of DNSSEC, without comments',
    },
    { name: 'origin', value: 'NAME', help: "with --canonical: the zone's name, where the file does not say it" },
    SKIP_OTHERS,
    ROOT,
    {
      name: 'indent',
      value: 'STYLE',
      values: ['tabs', 'spaces'],
      help: `what indents (${DEFAULT_ZONE_STYLE.indentStyle} where not given)`,
    },
    {
      name: 'columns',
      value: 'WHICH',
      values: ['file', 'block', 'none'],
      help: `which records of a zone file share columns (${DEFAULT_ZONE_STYLE.columns} where not given)`,
    },
    {
      name: 'soa',
      value: 'STYLE',
      values: ['multi', 'keep'],
      help: `multi: an SOA in parentheses has a field a line (${DEFAULT_ZONE_STYLE.soa} where not given)`,
    },
    { name: 'upper-case', help: 'write classes and types in capitals' },
  ],
  status: '0 done, 1 with --check or --diff some files would change, 2 some could not be formatted.',
});

export const MIGRATE = command({
  name: 'migrate',
  title: 'take a named.conf over to a release of BIND',
  synopsis: ['--to VERSION [OPTION]... FILE'],
  about:
    'Takes a named.conf with its includes over to a release of BIND: what that release refuses or ignores is deleted or written anew, comments stay. Prints the change as a diff, for "patch -p0" in the same folder; the secrets of keys are not shown. What was not looked at is said on standard error, and what is left to do.',
  operands: 'files',
  options: [
    { name: 'to', value: 'VERSION', values: BIND_VERSIONS, help: 'the release' },
    ROOT,
    { name: 'write', help: 'change the files instead of printing what would change' },
  ],
  status: '0 nothing is left to do, 1 something is (it is named on standard error), 2 it could not run.',
});

export const PTR = command({
  name: 'ptr',
  title: 'how forward and reverse zones agree, and what brings them to',
  synopsis: ['[OPTION]... FILE|DIR...'],
  about:
    'Compares the addresses of forward zones with the PTR records of reverse zones, over all zones of the named.conf files, zone files and folders named, and prints each address with its names, its PTR records and why none is possible where none is.',
  operands: 'files',
  options: [
    {
      name: 'change',
      value: 'WHICH',
      values: PTR_ACTIONS,
      help: 'print what brings them to agree, as a diff: create what is missing, correct names of hosts that do not have the address, remove PTR records that nothing backs, or give their hosts the addresses. Hosts whose zones are not here stay as they are',
    },
    {
      name: 'names',
      value: 'WHICH',
      values: ['one', 'several'],
      help: 'what an address with several names gets: one PTR record (where not given), or several',
    },
    {
      name: 'ttl',
      value: 'TTL',
      help: 'the TTL on PTR records that are made: a time such as 1h, or inherited for none; as the record beside them has it where not given',
    },
    ROOT,
    { name: 'write', help: 'make the change instead of printing it; create where --change is not given' },
  ],
  status: '0 they agree or the change is made, 1 there is something to be looked at or to change, 2 it could not run.',
});

export const DIFF = command({
  name: 'diff',
  title: 'compare two zone files, or one with what it was, by what they mean',
  synopsis: [
    '[--origin NAME] FILE FILE',
    '[--origin NAME] --since REVISION FILE',
    '--conf NAMED.CONF NAMED.CONF',
    '--conf --since REVISION NAMED.CONF',
  ],
  about:
    'Compares two zone files, or a zone file with what it and its includes were at a revision of git: RRset by RRset, by what is meant and not by how it is written. The order of records, comments and the serial make no difference. With --conf the files are configurations, and each zone that one of them loads is compared with the one of the same name and view of the other.',
  operands: 'files',
  options: [
    { name: 'conf', help: 'the files are configurations: compare the zones that they load' },
    { name: 'origin', value: 'NAME', help: "the zone's name, where the files do not say it" },
    { name: 'since', value: 'REVISION', help: 'a commit, a branch or a tag, such as HEAD or v1.2' },
  ],
  status: '0 they say the same, 1 they differ, 2 they could not be compared.',
});

export const COMPARE = command({
  name: 'compare',
  title: 'compare a zone file with what its servers serve',
  synopsis: ['[OPTION]... FILE [@SERVER]... [WORD]...'],
  about:
    "Compares a zone file with what servers have of the zone: those named as dig takes them (@192.0.2.53, @[2001:db8::53]:5353, @tls://dns.example, @https://dns.example), else the name servers of the file at every address. +tcp, +tls, +tls-ca=FILE, +tls-hostname=NAME, +https and +https-get mean what they do for query. By a transfer where one is allowed, over TLS where that is asked for, else RRset by RRset: then names that the file does not have are not seen. What a signing server adds is left out, and another serial is said as the cause of what differs. Nothing else is sent, and to nobody else; names of servers outside of the file's zones are looked up by the system.",
  operands: 'files',
  options: [
    { name: 'origin', value: 'NAME', help: "the zone's name, where the file does not say it" },
    {
      name: 'conf',
      value: 'FILE',
      completes: 'file',
      help: 'the named.conf that loads the zone: its views and their keys, and what signs or changes the zone',
    },
    ROOT,
    { name: 'view', value: 'NAME', help: 'the view, where the named.conf loads the file for several' },
    {
      name: 'key',
      short: 'k',
      value: 'FILE',
      completes: 'file',
      help: 'the file of a key (TSIG) that signs what is asked, as tsig-keygen prints it, or a named.conf',
    },
    { name: 'key-name', short: 'y', value: 'NAME', help: 'which key of that file (its first where not given)' },
    {
      name: 'port',
      short: 'p',
      value: 'PORT',
      help: 'the port of the servers (53 where not given, 853 over TLS, 443 over HTTPS)',
    },
    { name: 'source', short: 'b', value: 'ADDRESS', help: 'the address of this machine to ask from, and #PORT' },
    { name: 'ipv4', short: '4', help: 'only IPv4 addresses of the servers' },
    { name: 'ipv6', short: '6', help: 'only IPv6 addresses of the servers' },
    {
      name: 'by',
      value: 'WAY',
      values: ['transfer', 'questions'],
      help: 'only by a transfer, or only RRset by RRset',
    },
    { name: 'questions', value: 'COUNT', help: 'how many questions a server is asked at most (1000 where not given)' },
    {
      name: 'before-delegation',
      help: 'whether the name servers of the file are ready: authority, serial, NS records and their addresses, UDP and TCP',
    },
    { name: 'targets', help: "also ask the system's resolver whether the names exist that records point to" },
    {
      name: 'format',
      value: 'FORMAT',
      values: ['text', 'concise', 'json'],
      help: 'how it is written (text where not given); concise has a line for each place of the file',
    },
  ],
  status: '0 the servers serve what the file says, 1 something differs, 2 not all could be asked.',
});

export const QUERY = command({
  name: 'query',
  title: 'ask live name servers, in the words of dig',
  synopsis: ['[@SERVER]... NAME... [TYPE]... [WORD]...'],
  about:
    "Asks name servers and says what the answers mean. The words are those of dig, such as -x ADDRESS, -p PORT, -b ADDRESS, -k FILE, -4, +tcp, +tls, +https, +dnssec, +norecurse, +short, +json, +yaml, +multiline, +trace, +nssearch, AXFR and IXFR=SERIAL; docs/query-words.md has them all, done or refused with what to write instead. Where no server is named, the system's resolvers are asked. -k takes the file of a key or a named.conf, and -y the name of the key in it; a secret on the line is refused.",
  operands: 'words',
  options: [],
  status:
    '0 the servers answered, whatever they say, 1 the words are no query, 9 no server answered, 10 something else failed: as dig has it.',
});

export const DELEGATION = command({
  name: 'delegation',
  title: 'check the delegation of a zone, and its name servers',
  synopsis: ['[OPTION]... ZONE', '[OPTION]... --file FILE [ZONE]'],
  about:
    'Walks from the root to the zone, asks the servers of its parent and all of its own over UDP and TCP, IPv4 and IPv6, and tells what is wrong with the delegation, by the links of the chain, and what to do about it. Asks the network; what it asks is listed in docs/delegation.md.',
  operands: 'names',
  options: [
    {
      name: 'ns',
      value: 'NAME[/ADDRESS]',
      many: true,
      help: 'test this delegation instead of the one that the parent has; a name outside of the zone may stand alone, and is looked up',
    },
    {
      name: 'ds',
      value: 'TAG,ALG,TYPE,DIGEST',
      many: true,
      help: 'test with this DS record instead of those that the parent has',
    },
    {
      name: 'file',
      value: 'FILE',
      completes: 'file',
      help: 'test the delegation that this zone file is to have: its NS records and their addresses in the zone, and DS records of its keys',
    },
    { name: 'hints', value: 'FILE', completes: 'file', help: "begin at these root servers (IANA's where not given)" },
    {
      name: 'parent',
      value: '[ZONE=]NAME/ADDRESS',
      many: true,
      help: 'begin at this server of the zone above, instead of at the root (the name above ZONE is meant where it is not given)',
    },
    {
      name: 'test',
      value: 'CASES',
      many: true,
      help: 'run only these test cases, such as BASIC01 or ZONE, with commas between them; those that are run only then, too',
    },
    { name: 'ignore', value: 'CASES', many: true, help: 'run all test cases but these' },
    { name: 'no-ipv4', help: 'ask no server over IPv4' },
    { name: 'no-ipv6', help: 'ask no server over IPv6' },
    { name: 'port', value: 'N', help: 'ask all servers at this port (53 where not given)' },
    { name: 'timeout', value: 'SECONDS', help: 'how long to wait for an answer (2 where not given, 4 over TCP)' },
    {
      name: 'format',
      value: 'FORMAT',
      values: ['text', 'json'],
      help: 'how what was found is written (text where not given)',
    },
    { name: 'tags', help: 'a line for each finding instead: level, tag and arguments, with tabs between them' },
    {
      name: 'svg',
      value: 'FILE',
      completes: 'file',
      help: 'write a picture of the delegation to this file, too: zones, servers, addresses and keys, with what is broken beside its arrow',
    },
    { name: 'quiet', short: 'q', help: 'do not tell how far it is' },
  ],
  status: '0 no error was found, 1 some, 2 it could not run.',
});

export const DIAGNOSE = command({
  name: 'diagnose',
  title: 'tell why a name does not resolve',
  synopsis: ['[OPTION]... NAME [TYPE] [@RESOLVER]'],
  about:
    'Asks the resolver for the name with and without validation, over UDP and TCP, for IPv4 and IPv6 addresses; walks from the root to its zone, asks every server of the zone, validates the answer, and tells the first cause of what is seen, by its evidence, with what was ruled out and what to do. Where the evidence does not decide, it says between what. The type is A where none is given.',
  operands: 'names',
  options: [
    { name: 'no-resolver', help: "ask no resolver; the system's are asked where none is named" },
    { name: 'hints', value: 'FILE', completes: 'file', help: "begin at these root servers (IANA's where not given)" },
    {
      name: 'anchors',
      value: 'FILE',
      completes: 'file',
      help: "validate from these trust anchors: a named.conf with trust-anchors and what named keeps of them (managed-keys.bind), or DS and DNSKEY records (the root's where not given)",
    },
    { name: 'view', value: 'NAME', help: 'the view of that named.conf that validates' },
    {
      name: 'output',
      value: 'FILE',
      completes: 'file',
      many: true,
      help: 'read what a program printed on a name server, too: ss, netstat, ip6tables, iptables, nft, or dig (- is standard input)',
    },
    {
      name: 'no-hosts',
      help: 'open no TCP connections to the addresses of the name; where it has several, port 443 or 80 of each is tried, and nothing is sent',
    },
    { name: 'without-sha1', help: 'take RSA with SHA-1 and digests with SHA-1 as not signed, as RFC 9905 wants it' },
    { name: 'time', value: 'TIME', help: 'judge signatures as of then (now where not given)' },
    { name: 'no-ipv4', help: 'ask no name server over IPv4' },
    { name: 'no-ipv6', help: 'ask no name server over IPv6' },
    { name: 'port', value: 'N', help: 'ask the name servers at this port (53 where not given)' },
    { name: 'timeout', value: 'SECONDS', help: 'how long to wait for an answer (2 where not given, 4 over TCP)' },
    {
      name: 'format',
      value: 'FORMAT',
      values: ['text', 'json'],
      help: 'how the diagnosis is written (text where not given)',
    },
    { name: 'quiet', short: 'q', help: 'do not tell how far it is' },
  ],
  status: '0 nothing is wrong, 1 something is, 2 it could not run.',
});

export const RULE = command({
  name: 'rule',
  title: 'tell what a rule finds, why that hurts, and how it is mended',
  synopsis: ['RULE...'],
  about: 'Prints the documentation of rules, such as zone/lost-dot or lost-dot.',
  operands: 'rules',
  options: [],
  status: '0 it was printed, 2 there is no such rule.',
});

export const RULES = command({
  name: 'rules',
  title: 'list the rules',
  synopsis: ['[--format FORMAT] [RULES]...'],
  about:
    'Lists the rules, or those that patterns such as zone/rrsig-* name: id, severity, whether there is a fix, title.',
  operands: 'rules',
  options: [
    { name: 'format', value: 'FORMAT', values: ['text', 'json'], help: 'how they are written (text where not given)' },
  ],
  status: '0 they were printed, 2 a pattern names no rule.',
});

export const MCP = command({
  name: 'mcp',
  title: 'tools for agents, by the Model Context Protocol',
  synopsis: ['[--allow-queries]'],
  about:
    'Serves one agent by the Model Context Protocol, on standard input and output: check (also content that is only proposed), name, value, rule, plan (a diff) and query. It reads the folder in which it is started and what is in it, and writes nothing. The user is asked about each query, by the client.',
  operands: 'none',
  options: [{ name: 'allow-queries', help: 'send queries without asking each time' }],
  status: '0 the client ended it.',
});

export const LSP = command({
  name: 'lsp',
  title: 'the language server, for editors',
  synopsis: ['[--stdio]'],
  about: 'Serves one editor by the language server protocol, on standard input and output where nothing else is said.',
  operands: 'none',
  options: [
    { name: 'stdio', help: 'standard input and output' },
    { name: 'node-ipc', help: 'the channel of the Node process that starts it' },
    { name: 'socket', value: 'PORT', help: 'a TCP port of this machine, which the editor listens on (--socket=PORT)' },
    { name: 'pipe', value: 'NAME', help: 'a pipe, which the editor listens on (--pipe=NAME)' },
  ],
  status: '0 the editor ended it as agreed, 1 the connection broke, 2 it could not begin.',
});

/** In the order in which help lists them. */
export const COMMANDS: readonly CommandRow[] = [
  CHECK,
  FMT,
  MIGRATE,
  PTR,
  DIFF,
  COMPARE,
  QUERY,
  DELEGATION,
  DIAGNOSE,
  RULE,
  RULES,
  MCP,
  LSP,
];
