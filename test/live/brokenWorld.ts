/**
 * A world of real servers in a network of its own: `unshare -n node test/live/brokenWorld.ts` serves the root by named, `test.` by NSD, and a zone for each case by named, Knot and
 * servers that lose what they are sent, on addresses and port 53 of that network; asks Unbound and named as resolvers; and prints for each case what the diagnosis is, as JSON.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { TYPE } from '../../server/src/dns/types.ts';
import { converse } from '../../server/src/live/conversation.ts';
import { diagnoseConversation } from '../../server/src/live/diagnosis/diagnose.ts';
import { diagnosisText } from '../../server/src/live/diagnosis/text.ts';
import { anchorsFrom } from '../../server/src/live/dnssec/anchors.ts';
import { wireOver } from '../../server/src/live/exchange.ts';
import { rdataText } from '../../server/src/live/messages.ts';
import { systemRuntime } from '../../server/src/node/transports/runtime.ts';
import { delegationOf, dsRecords, makeZone, type Zone, zoneText } from '../unit/live/world/signing.ts';
import { LIVE_CASES, type LiveCase } from './brokenCases.ts';

const ROOT = ['127.0.1.1', 'fd00:53::1'] as const;
const TOP = ['127.0.1.2', 'fd00:53::2'] as const;
const UNBOUND = ['127.0.1.53', 'fd00:53::53'] as const;
const UNBOUND6 = 'fd00:53::56';
const UNBOUND64 = '127.0.1.64';
const NAMED_RESOLVER = '127.0.1.54';
/** Where named has what the relays hand on. */
const BEHIND = '127.0.9';

const now = Math.floor(Date.now() / 1000);
const folder = mkdtempSync(join(tmpdir(), 'bailiwick-world-'));
const children: ChildProcess[] = [];

function run(program: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
}

function start(program: string, args: readonly string[]): void {
  const child = spawn(program, args, {
    cwd: folder,
    stdio: ['ignore', 'ignore', process.env.LOGS ? 'inherit' : 'ignore'],
  });
  children.push(child);
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** The addresses of a case's servers: two, over IPv4 and IPv6. */
function addressesOf(index: number): readonly [readonly string[], readonly string[]] {
  return [
    [`127.0.2.${index * 2 + 1}`, `fd00:53::2:${(index * 2 + 1).toString(16)}`],
    [`127.0.2.${index * 2 + 2}`, `fd00:53::2:${(index * 2 + 2).toString(16)}`],
  ];
}

interface Made {
  readonly label: string;
  readonly what: LiveCase;
  readonly zone: Zone;
  readonly second: Zone | undefined;
  readonly delegation: string;
  readonly servers: readonly [readonly string[], readonly string[]];
}

function made(label: string, what: LiveCase, index: number): Made {
  const name = `${label}.test.`;
  const servers = addressesOf(index);
  const named = servers.map(
    (addresses, i) => [`ns${i + 1}.${name}`, ...(what.noIpv6 ? addresses.slice(0, 1) : addresses)] as const,
  );
  const records = (what.records ?? '').replaceAll('ZONE', name);
  const common =
    `www.ZONE 3600 A 203.0.112.1\nwww.ZONE 3600 AAAA 2a00:1450::1\nfour.ZONE 3600 A 203.0.112.2`.replaceAll(
      'ZONE',
      name,
    );
  const spec = {
    ...what.spec,
    name,
    servers: named.map((one) => [...one] as [string, ...string[]]),
    records: `${common}\n${records}`,
  };
  const zone = makeZone(spec, now);
  const second = what.second ? makeZone({ ...spec, ...what.second(spec) }, now) : undefined;
  const whole = delegationOf(zone, 'test.', what.ds?.(zone, now));
  return { label, what, zone, second, delegation: what.delegation?.(whole) ?? whole, servers };
}

/** Bound, and silent. */
async function silent(address: string): Promise<void> {
  const family = address.includes(':') ? 'udp6' : 'udp4';
  const socket = createSocket(family);
  socket.bind(53, address);
  await once(socket, 'listening');
  const server = createServer(() => undefined);
  server.listen(53, address);
  await once(server, 'listening');
}

/** Gives this machine an address. */
function have(address: string): void {
  const [family, bits, ...more] = address.includes(':') ? ['-6', 128, 'nodad'] : ['-4', 32];
  run('ip', [String(family), 'addr', 'add', `${address}/${bits}`, 'dev', 'lo', ...more.map(String)]);
}

/** A web host, as far as a connection tells. */
async function takeConnections(address: string): Promise<void> {
  have(address);
  const server = createServer((socket) => socket.destroy());
  server.listen(443, address);
  await once(server, 'listening');
}

/** Hands UDP on to a server behind, and back what is no larger than `largest`; TCP where that is wanted. */
async function relay(
  address: string,
  behind: string,
  { largest, tcp, every = 1 }: NonNullable<LiveCase['relay']>,
): Promise<void> {
  let count = 0;
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  socket.on('message', (question, from) => {
    if (count++ % every !== 0) return;
    const back = createSocket('udp4');
    back.on('message', (answer) => {
      if (answer.length <= largest) socket.send(answer, from.port, from.address);
      back.close();
    });
    back.send(question, 53, behind);
  });
  socket.bind(53, address);
  await once(socket, 'listening');
  if (!tcp) return;
  const { connect } = await import('node:net');
  const server = createServer((from) => {
    const to = connect(53, behind);
    from.on('error', () => to.destroy());
    to.on('error', () => from.destroy());
    from.pipe(to).pipe(from);
  });
  server.listen(53, address);
  await once(server, 'listening');
}

function viewOf({ label, zone, second, what, servers }: Made): string {
  const one = (view: string, addresses: readonly string[], own: Zone): string => {
    const path = file(`${view}.zone`, what.spoilFile ? what.spoilFile(zoneText(own.records)) : zoneText(own.records));
    const statement = `zone "${own.name}" { type primary; file "${path}"; check-names ignore; check-integrity no; };`;
    return `view "${view}" { match-destinations { ${addresses.map((each) => `${each};`).join(' ')} }; recursion no; ${what.viewOptions ?? ''} ${what.isLame ? '' : statement} };\n`;
  };
  const [first, other] = servers;
  const behind = servers.map((_, i) =>
    `${BEHIND}.${first[0].split('.')[3]}`.replace(/\d+$/, (digits) => String(Number(digits) + i)),
  );
  return one(`${label}-1`, [...first, behind[0]], zone) + one(`${label}-2`, [...other, behind[1]], second ?? zone);
}

/** Whether Knot has the zone as its second server: named has those that something is done to on the way. */
function isAtKnot({ what }: Made): boolean {
  return !what.viewOptions && !what.isLame && !what.spoilFile && !what.listens && !what.silent && !what.relay;
}

function knotConf(zones: readonly Made[]): string {
  const listen = zones.flatMap(({ servers: [, addresses] }) => addresses.map((one) => `"${one}@53"`));
  const rows = zones.map(({ label, zone, second }) => {
    const path = file(`${label}-knot.zone`, zoneText((second ?? zone).records));
    return `  - domain: ${zone.name}\n    file: "${path}"\n`;
  });
  return `server:\n    listen: [ ${listen.join(', ')} ]\n    rundir: "${folder}"\n    user: root:root\n    udp-workers: 1\n    tcp-workers: 1\n    background-workers: 1
database:\n    storage: "${folder}/knot"\nlog:\n  - target: stderr\n    any: warning
template:\n  - id: default\n    storage: "${folder}"\n    zonefile-sync: -1\n    semantic-checks: off
zone:\n${rows.join('')}`;
}

function namedConf(views: string, addresses: readonly string[]): string {
  const [v4, v6] = [addresses.filter((one) => !one.includes(':')), addresses.filter((one) => one.includes(':'))];
  return `options { directory "${folder}"; listen-on { ${v4.map((one) => `${one};`).join(' ')} }; listen-on-v6 { ${v6.map((one) => `${one};`).join(' ')} };
  pid-file none; session-keyfile none; lock-file none; notify no; dnssec-validation no; max-udp-size 4096; minimal-responses no; };
controls { };
${views}`;
}

function unboundConf(addresses: readonly string[], more: string, modules = 'validator iterator'): string {
  return `server:
  directory: "${folder}"
  chroot: ""
  username: ""
  pidfile: ""
  use-syslog: no
  ${addresses.map((one) => `interface: ${one}`).join('\n  ')}
  access-control: ::/0 allow
  access-control: 0.0.0.0/0 allow
  do-not-query-localhost: no
  module-config: "${modules}"
  trust-anchor-file: "${join(folder, 'anchors')}"
  root-hints: "${join(folder, 'hints')}"
  ede: yes
  local-zone: "test." nodefault
  trust-anchor-signaling: no
  ${more}
remote-control:
  control-enable: no
`;
}

async function untilAnswers(address: string, name: string): Promise<void> {
  for (let i = 0; i < 100; i++) {
    const { stdout } = spawnSync('dig', [`@${address}`, '+tries=1', '+time=1', name, 'SOA'], { encoding: 'utf8' });
    if (/status: NOERROR/.test(stdout)) return;
    await delay(100);
  }
  throw new Error(
    `${address} does not answer for ${name}: ${spawnSync('dig', [`@${address}`, '+tries=1', name, 'SOA'], { encoding: 'utf8' }).stdout}`,
  );
}

async function main(): Promise<void> {
  run('ip', ['link', 'set', 'lo', 'up']);
  const wanted = new Set(process.argv.slice(2));
  const cases = Object.entries(LIVE_CASES).filter(([label]) => wanted.size === 0 || wanted.has(label));
  const zones = cases.map(([label, what], i) => made(label, what, i));
  const behind = zones.flatMap((_, i) => [`${BEHIND}.${i * 2 + 1}`, `${BEHIND}.${i * 2 + 2}`]);
  const all = [
    ...ROOT,
    ...TOP,
    ...UNBOUND,
    UNBOUND6,
    UNBOUND64,
    NAMED_RESOLVER,
    ...behind,
    ...zones.flatMap(({ servers }) => servers.flat()),
  ];
  run('ip', ['-6', 'route', 'add', 'local', 'fd00:53::/64', 'dev', 'lo']);
  // named listens at addresses that a device has.
  for (const address of [...all, ...zones.flatMap(({ what }) => what.idle ?? [])]) have(address);
  for (const address of zones.flatMap(({ what }) => what.gone ?? []))
    run('ip', [address.includes(':') ? '-6' : '-4', 'route', 'add', 'unreachable', address]);
  const top = makeZone(
    { name: 'test.', servers: [['ns1.test.', ...TOP]], records: zones.map(({ delegation }) => delegation).join('\n') },
    now,
  );
  const extra = 'ipv4only.arpa. 3600 A 192.0.0.170\nipv4only.arpa. 3600 A 192.0.0.171';
  const root = makeZone(
    { name: '.', servers: [['ns.root.', ...ROOT]], records: `${delegationOf(top, '.')}\n${extra}` },
    now,
  );
  file('hints', `. 3600 NS ns.root.\nns.root. 3600 A ${ROOT[0]}\nns.root. 3600 AAAA ${ROOT[1]}\n`);
  file(
    'anchors',
    dsRecords(root)
      .map((one) => `. IN DS ${rdataText(one)}\n`)
      .join(''),
  );
  // The root by named, test. by NSD, the zones by named and Knot.
  const rootFile = file('root.zone', zoneText(root.records));
  const atKnot = zones.filter(isAtKnot);
  const listening = zones.flatMap((one) =>
    one.servers.flatMap((addresses, i) =>
      i === 1 && atKnot.includes(one) ? [] : (one.what.listens?.(addresses, i) ?? addresses),
    ),
  );
  const views = `view "root" { match-destinations { ${ROOT.map((one) => `${one};`).join(' ')} }; recursion no; zone "." { type primary; file "${rootFile}"; check-integrity no; }; };\n${zones.map(viewOf).join('')}`;
  start('named', ['-g', '-c', file('named.conf', namedConf(views, [...ROOT, ...listening, ...behind]))]);
  const topFile = file('test.zone', zoneText(top.records));
  start('nsd', [
    '-d',
    '-c',
    file(
      'nsd.conf',
      `server:\n  ${TOP.map((one) => `ip-address: ${one}`).join('\n  ')}\n  username: ""\n  database: ""\n  pidfile: ""\n  xfrdfile: ""\n  zonelistfile: "${join(folder, 'nsd.list')}"\n  zonesdir: "${folder}"\nremote-control:\n  control-enable: no\nzone:\n  name: "test."\n  zonefile: "${topFile}"\n`,
    ),
  ]);
  if (atKnot.length > 0) start('knotd', ['-c', file('knot.conf', knotConf(atKnot))]);
  for (const { what, servers } of zones) {
    for (const address of what.hosts ?? []) await takeConnections(address);
    for (const [i, addresses] of servers.entries()) {
      const silentOnes = what.silent?.(addresses, i) ?? [];
      for (const address of silentOnes) await silent(address);
      const back = `${BEHIND}.${servers[0][0].split('.')[3]}`.replace(/\d+$/, (digits) => String(Number(digits) + i));
      if (what.relay) for (const address of addresses) await relay(address, back, what.relay);
    }
  }
  await untilAnswers(ROOT[0], '.');
  await untilAnswers(TOP[0], 'test.');
  for (const { servers, zone } of atKnot.slice(-1)) await untilAnswers(servers[1][0], zone.name);
  start('unbound', ['-d', '-c', file('unbound.conf', unboundConf(UNBOUND, ''))]);
  start('unbound', ['-d', '-c', file('unbound6.conf', unboundConf([UNBOUND6], 'do-ip4: no\n  do-ip6: yes'))]);
  start('unbound', ['-d', '-c', file('unbound64.conf', unboundConf([UNBOUND64], '', 'dns64 validator iterator'))]);
  const anchors = dsRecords(root).map((one) => {
    const [tag, algorithm, type, digest] = rdataText(one).split(' ');
    return `. static-ds ${tag} ${algorithm} ${type} "${digest}";`;
  });
  start('named', [
    '-g',
    '-c',
    file(
      'resolver.conf',
      `options { directory "${folder}"; listen-on { ${NAMED_RESOLVER}; }; listen-on-v6 { none; }; pid-file none; session-keyfile none; lock-file none; recursion yes; allow-query { any; }; dnssec-validation yes; empty-zones-enable no; };
controls { };
trust-anchors { ${anchors.join(' ')} };
zone "." { type hint; file "${join(folder, 'hints')}"; };
`,
    ),
  ]);
  for (const address of [UNBOUND[0], UNBOUND6, UNBOUND64, NAMED_RESOLVER]) await untilAnswers(address, '.');
  const resolvers: Readonly<Record<string, string>> = {
    unbound: UNBOUND[0],
    unbound6: UNBOUND6,
    unbound64: UNBOUND64,
    named: NAMED_RESOLVER,
  };
  const rows = zones.flatMap(({ label, what }) =>
    (what.resolver ? [what.resolver] : (['unbound', 'named'] as const)).map((resolver) => ({ label, what, resolver })),
  );
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < rows.length) {
      const { label, what, resolver } = rows[next++];
      const [first, type] = (what.asks ?? 'www A').split(' ');
      const request = {
        question: {
          name: first === '@' ? `${label}.test.` : `${first}.${label}.test.`,
          type: TYPE[type as 'A'],
          class: 1,
        },
        resolvers: resolver === 'none' ? [] : [{ address: resolvers[resolver], port: 53 }],
        start: { zone: '.', servers: new Map([['ns.root.', [...ROOT]]]) },
        anchors: anchorsFrom(dsRecords(root)),
        verifier: systemRuntime.verifier!,
        reach: systemRuntime.reach!,
        timeoutMs: 700,
        now,
      };
      const diagnosis = await converse(diagnoseConversation(request), {
        ...wireOver(systemRuntime),
        monotonic: () => performance.now(),
      });
      const { symptom, first: cause, others } = diagnosis;
      const row = {
        label,
        resolver,
        symptom,
        cause: cause?.cause.id ?? null,
        others: others.map((one) => one.cause.id),
        text: diagnosisText(diagnosis),
      };
      console.log(JSON.stringify(row));
    }
  };
  // Several at once: most of the time passes in waiting for those who say nothing.
  await Promise.all(Array.from({ length: 6 }, worker));
}

main().then(
  () => end(0),
  (error: Error) => {
    console.error(error.stack);
    end(1);
  },
);

function end(code: number): void {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
  process.exit(code);
}
