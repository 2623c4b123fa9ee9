/** The programs of three releases of BIND: what they say of many zones at once, and of a configuration. */
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { BindVersion } from '../../../server/src/dns/versions.ts';
import { INCLUDED } from './zones.ts';

/** What a program says of one input. */
export interface Verdict {
  readonly refused: boolean;
  /** Its first words about what is wrong; empty where it accepts. */
  readonly reason: string;
  /** It ended by a signal. */
  readonly crashed?: true;
}

/** The checkers of one release. */
export interface Programs {
  readonly version: BindVersion;
  readonly checkconf: readonly string[];
  readonly checkzone: readonly string[];
}

const PENDING_OUTPUT = 256 << 20;

/** The command of a program: a wrapper that is one line of a shell script is taken apart, which saves the shell for each input. */
function commandOf(path: string): readonly string[] {
  const script = readFileSync(path).subarray(0, 2000).toString('latin1');
  const line = /^#!\/bin\/sh\nexec ([^"'$`\\]+) "\$@"\n$/.exec(script);
  return line ? line[1].trim().split(' ') : [path];
}

/** Finds `named-checkconf-9.20` and the like in a folder, or `named-checkconf` of that release where it is installed. */
export function programsOf(version: BindVersion, folder: string | undefined): Programs | undefined {
  const [checkconf, checkzone] = ['named-checkconf', 'named-checkzone'].map((program) => {
    const path = folder && join(resolve(folder), `${program}-${version}`);
    if (path && existsSync(path)) return commandOf(path);
    const { stdout } = spawnSync(program, ['-v'], { encoding: 'utf8' });
    return stdout?.startsWith(`${version}.`) ? [program] : undefined;
  });
  return checkconf && checkzone && { version, checkconf, checkzone };
}

function run(
  command: readonly string[],
  args: readonly string[],
  cwd: string,
): Promise<{ output: string; code: number | null }> {
  return new Promise((done) => {
    const [file, ...first] = command;
    const options = { cwd, encoding: 'latin1', maxBuffer: PENDING_OUTPUT, timeout: 600_000 } as const;
    const child = execFile(file, [...first, ...args], options, (_error, stdout, stderr) => {
      done({ output: stdout + stderr, code: child.exitCode });
    });
  });
}

/** What is said without refusing a zone. */
const ZONE_WARNING =
  /\(check-names\)|has expired|old style DNSSEC|using RFC1035 TTL|no TTL specified|TTL set to prior|extra data|is below a DNAME|inherited|has no address records|is a CNAME|type SPF|ignoring out-of-zone/;

/** What named-checkconf -z says of zones that each stand in a view of its own. */
export async function askZones(
  { checkconf }: Programs,
  texts: readonly string[],
  folder: string,
): Promise<readonly Verdict[]> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, INCLUDED.path), INCLUDED.text);
  const views = texts.map((text, i) => {
    writeFileSync(join(folder, `z${i}`), text);
    return `view v${i} { zone example.com { type primary; file "z${i}"; }; };\n`;
  });
  // As named-checkzone has it where nothing is said.
  const conf = `options { directory "${folder}"; check-names primary warn; };\n${views.join('')}`;
  writeFileSync(join(folder, 'zones.conf'), conf);
  const { output, code } = await run(checkconf, ['-z', 'zones.conf'], folder);
  if (code !== 0 && code !== 1) return askApart({ checkconf }, texts, folder, output);
  const reasons = new Map<number, string>();
  for (const [, view, reason] of output.matchAll(/^v(\d+)\/example\.com\/IN: (.*)$/gm)) {
    if (!reasons.has(Number(view))) reasons.set(Number(view), reason);
  }
  const details = new Map<number, string>();
  for (const [, zone, said] of output.matchAll(/^(?:dns_\w+: )?z(\d+):\d+: (.*)$/gm)) {
    if (!details.has(Number(zone)) && !ZONE_WARNING.test(said)) details.set(Number(zone), said);
  }
  return texts.map((_, i) => {
    const reason = reasons.get(i);
    return reason === undefined
      ? { refused: false, reason: '' }
      : { refused: true, reason: `${reason}: ${details.get(i) ?? ''}` };
  });
}

/** Halves zones that bring the program down, until the one that does it is alone. */
async function askApart(
  programs: Pick<Programs, 'checkconf'>,
  texts: readonly string[],
  folder: string,
  output: string,
): Promise<readonly Verdict[]> {
  if (texts.length === 1)
    return [
      {
        refused: true,
        reason: `crash: ${output.split('\n').find((line) => /assert|REQUIRE|INSIST|fail/i.test(line)) ?? ''}`,
        crashed: true,
      },
    ];
  const half = texts.length >> 1;
  const all = programs as Programs;
  return [...(await askZones(all, texts.slice(0, half), folder)), ...(await askZones(all, texts.slice(half), folder))];
}

/** What named-checkzone -i local says of a zone. */
export async function askZone({ checkzone }: Programs, text: string, folder: string): Promise<Verdict> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, INCLUDED.path), INCLUDED.text);
  writeFileSync(join(folder, 'zone'), text);
  const { output, code } = await run(checkzone, ['-i', 'local', 'example.com', 'zone'], folder);
  return { refused: code !== 0, reason: code === 0 ? '' : (output.split('\n')[0] ?? '') };
}

/** What is said without refusing a configuration. */
const CONF_WARNING =
  /deprecated|is obsolete|does not exist|not recommended|default changed|WILL FAIL|is not configured|but also|not active|multiple keys|shorter than|predefined length|exceeds 100%|should either be|are present|will be disabled|disabled at comp|experimental|is ignored|should be|will be ignored|has no effect|not implemented/;

/** Stands before the name of a file and the exit status, behind what was said of it. */
const END = '@@differential';

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** What named-checkconf says of configurations: a process each, one after the other, started by one shell. */
export async function askConfs(
  { checkconf }: Programs,
  texts: readonly string[],
  folder: string,
): Promise<readonly Verdict[]> {
  mkdirSync(folder, { recursive: true });
  const files = texts.map((text, i) => {
    writeFileSync(join(folder, `c${i}.conf`), text);
    return `c${i}.conf`;
  });
  const script = `for file; do ${checkconf.map(quoted).join(' ')} "$file" 2>&1; echo "${END} $?"; done`;
  const { output } = await run(['sh'], ['-c', script, 'sh', ...files], folder);
  const said = output.split(new RegExp(`${END} (\\d+)\\n`));
  return texts.map((_, i) => verdictOf(said[2 * i] ?? '', Number(said[2 * i + 1])));
}

function verdictOf(output: string, code: number): Verdict {
  if (code === 0) return { refused: false, reason: '' };
  const lines = output.split('\n').filter((line) => line !== '');
  const reason = lines.find((line) => !CONF_WARNING.test(line)) ?? lines[0] ?? '';
  return { refused: true, reason: code === 1 ? reason : `crash: ${reason}`, ...(code === 1 ? {} : { crashed: true }) };
}
