import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparable } from '../../../server/src/live/comparable.ts';

const ANSWER = `; Question: example.com. IN NS
; Asked: 2026-01-01 00:00:00 UTC, with rd
; Answer from: 192.0.2.1#53 over UDP, in 10 ms, 85 octets
; Status: NOERROR: the question has an answer
; Cookie: client aa, server bb

; Answer: 2 records
example.com. 300 IN NS ns2.example.com.
example.com. 300 IN NS ns1.example.com.
example.com. 300 IN SOA ns1 host (
        1 ; serial
        )

; What was tried:
;   1. 192.0.2.1#53 over UDP, 10 ms: NOERROR, 85 octets.
`;

test('what is another one each time is left out, and records of a set stand in one order', () => {
  assert.equal(
    comparable(ANSWER),
    `; Question: example.com. IN NS
; Status: NOERROR: the question has an answer

; Answer: 2 records
example.com. 300 IN NS ns1.example.com.
example.com. 300 IN NS ns2.example.com.
example.com. 300 IN SOA ns1 host (
        1 ; serial
        )

; What was tried:
`,
  );
});
