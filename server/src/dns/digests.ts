/** The message digests of DS records (RFC 4509), synchronous and the same in Node and in browsers. */

export { sha1 } from '@noble/hashes/legacy.js';
export { sha256, sha384 } from '@noble/hashes/sha2.js';
