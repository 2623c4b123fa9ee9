/** The message digest of DS records (RFC 4509), synchronous and the same in Node and in browsers. */

/** The digest that NSEC3 hashes names with (RFC 5155 section 11), and nothing that is kept secret. */
export { sha1 } from '@noble/hashes/legacy.js';
export { sha256, sha384 } from '@noble/hashes/sha2.js';
