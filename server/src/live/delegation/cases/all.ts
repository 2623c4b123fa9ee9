/** Every test case, in the order in which they are run and told. A case more is a row in its module's list. */
import type { TestCase } from '../contract.ts';
import { DNSSEC } from '../dnssec/cases.ts';
import { BASIC } from './basic.ts';

export const CASES: readonly TestCase[] = [...BASIC, ...DNSSEC];
