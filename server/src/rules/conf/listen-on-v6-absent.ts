import { placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { hasIpv4OnlyPart } from './support/ipv4Only.ts';
import { listeners, writeListenOnV6 } from './support/listening.ts';
import { hasUnreadIncludes } from './support/words.ts';

/** options without listen-on-v6. */
export const listenOnV6Absent: ConfRule = {
  id: 'conf/listen-on-v6-absent',
  title: 'listen-on-v6 not stated',
  severity: 'hint',
  since: '0.1.0',
  fix: 'safe',
  docs: {
    finds: 'An `options` clause without `listen-on-v6`.',
    why: 'BIND has listened on every IPv6 address by default since 9.10; before that it listened on none. Stated, the file says the same everywhere, and everyone who reads it knows that IPv6 is meant to work.',
    bad: 'options {\n\tdirectory "/var/cache/bind";\n};',
    good: 'options {\n\tdirectory "/var/cache/bind";\n\tlisten-on-v6 { any; };\n};',
    sources: ['BIND 9.10 release notes', 'The default of listen-on-v6 in BIND 9.18, 9.20 and 9.21: `{ any; }`'],
  },
  check({ model, version }, report) {
    const { options } = model;
    if (!options?.block.owner || options.clause !== 'options' || listeners(model, 6).length > 0) return;
    // It may stand in a file that could not be read.
    if (hasUnreadIncludes(model)) return;
    const message = t`listen-on-v6 is not stated. BIND ${version} then listens on every IPv6 address, releases before 9.10 on none. Write 'listen-on-v6 { any; };' to make it clear.`;
    report(placeOf(options.file, options.block.owner.values[0]), message);
  },
  fixes(_problem, { model }) {
    // What is for IPv4 only has to be mended first: its clients would be told of IPv6 and be refused there.
    if (hasIpv4OnlyPart(model)) return [];
    const edits = writeListenOnV6(model, ['any']);
    return edits.length > 0 ? [{ title: t`Add 'listen-on-v6 { any; };'`, edits, preferred: true }] : [];
  },
};
