/** The test cases on DNSSEC. Zonemaster's DNSSEC12, which has no tags, is DNSSEC13 here as there. */
import type { TestCase } from '../contract.ts';
import { CDS_CASES } from './cds.ts';
import { dnssec10 } from './denial.ts';
import { DS_CASES } from './ds.ts';
import { KEY_CASES } from './keys.ts';
import { dnssec03 } from './nsec3.ts';
import { SIGNATURE_CASES } from './signatures.ts';
import { dnssec07 } from './signed.ts';

const { dnssec01, dnssec02, dnssec11, dnssec18 } = DS_CASES;
const { dnssec04, dnssec06, dnssec08, dnssec09 } = SIGNATURE_CASES;
const { dnssec05, dnssec13, dnssec14 } = KEY_CASES;
const { dnssec15, dnssec16, dnssec17 } = CDS_CASES;

/** Whether the zone is signed, and whether it should be. */
const FOR_ALL: ReadonlySet<TestCase> = new Set([dnssec07, dnssec11]);

const ALL: readonly TestCase[] = [
  dnssec01,
  dnssec02,
  dnssec03,
  dnssec04,
  dnssec05,
  dnssec06,
  dnssec07,
  dnssec08,
  dnssec09,
  dnssec10,
  dnssec11,
  dnssec13,
  dnssec14,
  dnssec15,
  dnssec16,
  dnssec17,
  dnssec18,
];

export const DNSSEC: readonly TestCase[] = ALL.map((one) => (FOR_ALL.has(one) ? one : { ...one, onlySigned: true }));
