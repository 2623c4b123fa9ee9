/** The part of dns-packet 5.6 that is used here; the package brings no types of its own. */
declare module 'dns-packet' {
  interface Option {
    code: number;
    data: Uint8Array;
  }
  interface OptRecord {
    type: 'OPT';
    name: '.';
    udpPayloadSize: number;
    extendedRcode: number;
    ednsVersion: number;
    flags: number;
    options: Option[];
  }
  interface Packet {
    type: 'query' | 'response';
    id: number;
    flags: number;
    questions?: readonly unknown[];
    answers?: readonly unknown[];
    authorities?: readonly unknown[];
    additionals?: readonly unknown[];
  }
  const packet: {
    encode(packet: Packet): Uint8Array;
    readonly AUTHORITATIVE_ANSWER: number;
    readonly TRUNCATED_RESPONSE: number;
    readonly RECURSION_DESIRED: number;
    readonly RECURSION_AVAILABLE: number;
    readonly AUTHENTIC_DATA: number;
    readonly CHECKING_DISABLED: number;
    readonly DNSSEC_OK: number;
  };
  export default packet;
}
