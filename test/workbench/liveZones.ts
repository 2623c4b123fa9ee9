/** What the name server of the workbench tests answers with. */

/** The text of each zone by its name. */
export const LIVE_ZONES: Readonly<Record<string, string>> = {
  'example.test': `$TTL 3600
@       IN SOA   ns1 hostmaster 2026010101 7200 3600 1209600 300
        IN NS    ns1
        IN MX    10 mail
        IN TXT   "answered by the name server of the tests"
ns1     IN A     192.0.2.53
        IN AAAA  2001:db8::53
mail    IN A     192.0.2.25
        IN AAAA  2001:db8::25
www     IN CNAME mail
`,
  '8.b.d.0.1.0.0.2.ip6.arpa': `$TTL 3600
@       IN SOA   ns1.example.test. hostmaster.example.test. 2026010101 7200 3600 1209600 300
        IN NS    ns1.example.test.
3.5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0 IN PTR ns1.example.test.
`,
};

/** A file of the zone example.test that is another one than what is served: an MX, a TTL, a record more, and the IPv6 addresses missing. */
export const COMPARED_FILE = `$ORIGIN example.test.
$TTL 3600
@       IN SOA   ns1 hostmaster 2026010101 7200 3600 1209600 300
        IN NS    ns1
        IN MX    20 mail
        IN TXT   "answered by the name server of the tests"
ns1     IN A     192.0.2.53
mail    600 IN A 192.0.2.25
www     IN CNAME mail
new     IN A     192.0.2.77
`;
