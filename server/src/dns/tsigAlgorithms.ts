/** The algorithms of TSIG keys. */

/** The octets of an HMAC's digest, by the algorithm's name (RFC 8945 section 6); hmac-md5 is RFC 2104's. */
export const TSIG_ALGORITHMS: Readonly<Record<string, number>> = {
  'hmac-sha256': 32,
  'hmac-sha384': 48,
  'hmac-sha512': 64,
  'hmac-sha224': 28,
  'hmac-sha1': 20,
  'hmac-md5': 16,
};
