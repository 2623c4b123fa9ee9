import type { ZoneRule } from './zoneRule.ts';

export const generateLimit: ZoneRule = {
  id: 'zone/generate-limit',
  title: '$GENERATE of which only the first records are checked',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds: 'A $GENERATE that makes more records than are looked at here.',
    why: 'named makes all of them; what is said here holds for the first ones only.',
    bad: '$GENERATE 1-65535 host-$ TXT $\n',
    good: '$GENERATE 1-254 host-$ A 192.0.2.$\n',
    sources: ['BIND 9 Administrator Reference Manual, $GENERATE'],
  },
};
