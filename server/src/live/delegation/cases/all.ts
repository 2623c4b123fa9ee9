/** Every test case, in the order in which they are run and told. A case more is a row in its module's list. */
import type { TestCase } from '../contract.ts';
import { DNSSEC } from '../dnssec/cases.ts';
import { ADDRESS } from './address.ts';
import { BASIC } from './basic.ts';
import { CONNECTIVITY } from './connectivity.ts';
import { CONSISTENCY } from './consistency.ts';
import { DELEGATION } from './delegation.ts';
import { NAMESERVER } from './nameserver.ts';
import { SYNTAX } from './syntax.ts';
import { ZONE } from './zone.ts';

export const CASES: readonly TestCase[] = [
  ...BASIC,
  ...SYNTAX,
  ...DELEGATION,
  ...ADDRESS,
  ...CONNECTIVITY,
  ...NAMESERVER,
  ...CONSISTENCY,
  ...ZONE,
  ...DNSSEC,
];
