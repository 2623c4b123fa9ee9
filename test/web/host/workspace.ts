/** The folder that is opened: a configuration with two healthy zones and one that is not. */

/** Of the file system that the helper extension brings. */
export const SCHEME = 'memfs';
/** What the tests write to the console begins with it; a SuiteEvent as JSON follows. */
export const MARK = 'BAILIWICK-TEST ';
/** The command of the helper that says how often a file was read. */
export const READS = 'helper.reads';
/** Where the site says at which port DNS over HTTPS is served, as `{ port }`. */
export const DOH = '/doh.json';

const SOA = '$TTL 3600\n@ IN SOA ns1.bailiwick.net. hostmaster.bailiwick.net. 2026010101 7200 3600 1209600 300\n';

export const FILES: Readonly<Record<string, string>> = {
  '/ws/named.conf': `options { directory "/ws"; listen-on-v6 { any; }; };
zone "bailiwick.net" { type primary; file "zones/bailiwick.net.db"; };
zone "9.5.93.in-addr.arpa" { type primary; file "zones/reverse.db"; };
zone "broken.net" { type primary; file "zones/broken.db"; };
zone "closed.net" { type primary; file "zones/closed.db"; };
zone "8.5.93.in-addr.arpa" { type primary; file "zones/untouched.db"; };
`,
  '/ws/zones/bailiwick.net.db': `${SOA}@ IN NS ns1\n@ IN NS ns2\nns1 IN A 93.5.9.1\nns1 IN AAAA 2a02:4780::1\nns2 IN A 94.6.9.1\nns2 IN AAAA 2a03:4780::1\nwww IN A 93.5.9.80\nweb IN CNAME www\n`,
  '/ws/zones/reverse.db': `${SOA}@ IN NS ns1.bailiwick.net.\n@ IN NS ns2.bailiwick.net.\n1 IN PTR ns1.bailiwick.net.\n`,
  '/ws/zones/broken.db': `${SOA}@ IN NS ns1.bailiwick.net.\n@ IN NS ns2.bailiwick.net.\nwww IN AAAA 2001:db8::12345\n`,
  '/ws/zones/untouched.db': `${SOA}@ IN NS ns1.bailiwick.net.\n@ IN NS ns2.bailiwick.net.\n`,
  '/ws/zones/closed.db': `${SOA}@ IN NS ns1.bailiwick.net.\n@ IN NS ns2.bailiwick.net.\nhost IN CNAME www.bailiwick.net.\n`,
};
