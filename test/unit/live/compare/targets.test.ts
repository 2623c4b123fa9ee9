/** Names out of the workspace that records point to. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemsOf, targetProblems } from '../../../../server/src/live/compare/problems.ts';
import { targetsConversation, targetsText } from '../../../../server/src/live/compare/targets.ts';
import { replay } from '../replay.ts';
import { zoneOf } from './memoryServer.ts';

const FILE = `$TTL 3600
@ SOA ns1 host 7 7200 900 1209600 300
@ NS ns1
ns1 A 192.0.2.1
@ NS ns.gone.test.
@ MX 10 mail.other.test.
@ MX 0 .
old CNAME app.cloud.test.
good CNAME text.other.test.
_sip._tcp SRV 1 1 5060 six.other.test.
here CNAME www
`;

const RESOLVERS = [
  { address: '192.0.2.53', port: 53 },
  { address: '192.0.2.54', port: 53 },
];

test('each is asked for, and what does not exist is said on its record', async () => {
  const file = await zoneOf(FILE);
  const targets = await replay(
    targetsConversation(file, RESOLVERS),
    `> ns.gone.test. A @192.0.2.53
     < NXDOMAIN ra
     > mail.other.test. A @192.0.2.53
     < NOERROR ra
     > mail.other.test. AAAA @192.0.2.53
     < NOERROR ra
     > app.cloud.test. A @192.0.2.53
     < silent
     > app.cloud.test. A @192.0.2.53
     < silent
     > app.cloud.test. A @192.0.2.54
     < NXDOMAIN ra
     > text.other.test. A @192.0.2.53
     < NOERROR ra
     > text.other.test. AAAA @192.0.2.53
     < NOERROR ra
     > six.other.test. A @192.0.2.53
     < NOERROR ra
     > six.other.test. AAAA @192.0.2.53
     < NOERROR ra
     six.other.test. 60 AAAA 2001:db8::1`,
  );
  const said = targetProblems(file, targets).map(({ line, message }) => `${line + 1} ${message}`);
  assert.deepEqual(said.sort(), [
    '5 ns.gone.test. does not exist (NXDOMAIN): this NS record leads nowhere.',
    '6 mail.other.test. has no address, which this MX record needs.',
    '8 app.cloud.test. does not exist (NXDOMAIN): this CNAME record leads nowhere, and whoever gets that name answers for this one.',
  ]);
  assert.match(targetsText(targets), /^2 names that records point to exist, 3 not or without an address\.$/);
});

test('what the resolver does not tell is not said to be missing', async () => {
  const file = await zoneOf(`${FILE.split('\n').slice(0, 4).join('\n')}\nx CNAME a.other.test.\n`);
  const targets = await replay(targetsConversation(file, RESOLVERS), '> a.other.test. A @192.0.2.53\n< SERVFAIL');
  assert.deepEqual(targets.dangling, []);
  assert.match(targetsText(targets), /1 are not known\. It cannot be told whether a\.other\.test\. exists: .*SERVFAIL/);
  assert.match(targetsText(await replay(targetsConversation(file, []), '')), /There is no resolver to ask/);
});

test('a zone without a server to ask has no problems', async () => {
  const file = await zoneOf(FILE);
  assert.deepEqual(problemsOf({ file, results: [], missing: [] }), []);
});
