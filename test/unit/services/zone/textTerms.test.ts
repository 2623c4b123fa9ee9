/** Hovers of the parts of TXT records: SPF terms, and tags of DMARC, DKIM, MTA-STS, TLS reporting and BIMI. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hoverAt, openAt } from './harness.ts';

const SOA = '$TTL 1d\n@ SOA ns1 host.master 2023102701 3600 900 1209600 3600\n';
/** 1024 bits, as SubjectPublicKeyInfo. */
const RSA =
  'MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg1fWn7/zYtIxN2SnFCjxOCKG9v3b4jYfcTNh5ijSsq631uBItLa7od+v/RtdC2UzJ1lWT947qR+Rcac2gbto/NMqJ0fzfVjH4OuKhitdY9tf6mcwGjaNBcWToIMmPSPDdQPNUYckcQ2QIDAQAB';

const CASES: readonly {
  readonly line: string;
  /** What the hover's range covers. */
  readonly about: string;
  readonly has: readonly RegExp[];
  readonly hasNot?: RegExp;
}[] = [
  {
    line: '@ TXT "v=spf1 m$0x -all"',
    about: 'mx',
    has: [/mail servers of the name/, /pass: they may send/, /Look-up 1 of 1/],
  },
  { line: '@ TXT "v=spf1 mx ~a$0ll"', about: '~all', has: [/Everybody\./, /`~` softfail/], hasNot: /Look-up/ },
  {
    line: '@ TXT "v=spf1 a include:_spf.exam$0ple.net -all"',
    about: 'include:_spf.example.net',
    has: [/senders whom the policy/, /Look-up 2 of 2/],
  },
  {
    line: '@ TXT "v=spf1 ip4:192.0.2.2$05 -all"',
    about: 'ip4:192.0.2.25',
    has: [/An IPv4 address/, /No reverse zone/],
  },
  {
    line: '@ TXT "v=spf1 redirect=$0a.example.net"',
    about: 'redirect=a.example.net',
    has: [/in place of this one/],
    hasNot: /`\+`/,
  },
  {
    line: '@ TXT "v=spf1 m$0x -all a redirect=a.example.net"',
    about: 'mx',
    has: [/Look-up 1 of 1/],
  },
  {
    line: '@ TXT "v=spf1 mx -all redir$0ect=a.example.net"',
    about: 'redirect=a.example.net',
    has: [/in place of this one/],
    hasNot: /Look-up/,
  },
  {
    line: '@ TXT "v=spf1 mx " "ip6:2001:db8$0::/32 -all"',
    about: 'ip6:2001:db8::/32',
    has: [/An IPv6 address or network/],
  },
  {
    line: '_dmarc TXT "v=DMARC1; p=quar$0antine; rua=mailto:a@example.com"',
    about: 'p=quarantine',
    has: [/`p=`/, /`quarantine`: .*suspicious/],
  },
  {
    line: '_dmarc TXT "v=DMARC1; p=none; fo=1:$0d"',
    about: 'fo=1:d',
    has: [/`1`: where one of them fails/, /`d`: where a DKIM/],
  },
  {
    line: '_dmarc TXT "v=DMARC1; p=none; adk$0im=s"',
    about: 'adkim=s',
    has: [/`s`: the names have to be the same/, /Where it is not written: r/],
  },
  { line: '_dmarc TXT "v=DMARC1; p=const$0ructor"', about: 'p=constructor', has: [/`p=`/], hasNot: /`constructor`:/ },
  { line: '_dmarc TXT v=DMARC1\\;p=rej$0ect', about: 'p=reject', has: [/`reject`: mail that fails is refused/] },
  { line: '_dmarc TXT "v=DMARC1; p=none; xy$0z=1"', about: 'xyz=1', has: [/is no tag of this record/] },
  { line: '_dmarc TXT "v=DMARC1$0; p=none"', about: 'v=DMARC1', has: [/begins with exactly this/] },
  {
    line: `m._domainkey TXT ( "v=DKIM1; k=rsa; p=${RSA.slice(0, 100)}" "${RSA.slice(100, 120)}$0${RSA.slice(120)}" )`,
    about: `p=${RSA.slice(0, 100)}" "${RSA.slice(100)}`,
    has: [/RSA with 1024 bits/, /String 2 of 2/],
  },
  { line: 'm._domainkey TXT "v=DKIM1; p$0="', about: 'p=', has: [/the key was revoked/] },
  {
    line: 'm._domainkey TXT "k=ed25519; p=11qYAYKxC$0rfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="',
    about: 'p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=',
    has: [/Ed25519: 32 octets/],
  },
  {
    line: '_mta-sts TXT "v=STSv1; i$0d=20240101;"',
    about: 'id=20240101',
    has: [/Changes with each change of the policy/],
  },
  {
    line: '_smtp._tls TXT "v=TLSRPTv1; ru$0a=mailto:a@example.com"',
    about: 'rua=mailto:a@example.com',
    has: [/Where reports go/],
  },
  {
    line: 'default._bimi TXT "v=BIMI1; l=htt$0ps://example.com/a.svg; a="',
    about: 'l=https://example.com/a.svg',
    has: [/The address of the logo/],
  },
];

for (const { line, about, has, hasNot } of CASES) {
  test(`hover of ${line}`, () => {
    const hover = hoverAt(
      openAt({ 'db.example.com': `${SOA}${line}\n` }, [{ file: 'db.example.com', origin: 'example.com.' }]),
    );
    assert.equal(hover.about, about);
    for (const pattern of has) assert.match(hover.value, pattern);
    if (hasNot) assert.doesNotMatch(hover.value, hasNot);
    // What the record is for and how long the string is, stands below.
    assert.match(hover.value, /octets? of at most 255/);
  });
}

test('other texts, and places between terms, say what they said', () => {
  for (const line of [
    '@ TXT "p=re$0ject"',
    '@ TXT "v=spf10 m$0x"',
    'a._domainkey TXT "so$0me words"',
    '@ TXT "google-site=$0x"',
  ]) {
    const hover = hoverAt(
      openAt({ 'db.example.com': `${SOA}${line}\n` }, [{ file: 'db.example.com', origin: 'example.com.' }]),
    );
    assert.match(hover.value, /^\*\*Text\*\*|^\*\*Strings?\*\*|octets of at most 255/);
    assert.doesNotMatch(hover.value, /Look-up|is no tag/);
  }
});
