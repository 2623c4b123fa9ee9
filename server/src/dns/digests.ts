/** The message digest of DS records (RFC 4509), synchronous and the same in Node and in browsers. */
export { sha256 } from '@noble/hashes/sha2.js';
