/** The test cases on DNSSEC. */
import type { TestCase } from '../contract.ts';

export const DNSSEC: readonly TestCase[] = [];
