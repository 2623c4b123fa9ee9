import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { readDig } from '../../../../server/src/live/guided/digOutput.ts';
import { type Filters, verdictOn } from '../../../../server/src/live/guided/firewall.ts';
import { readIptables } from '../../../../server/src/live/guided/iptables.ts';
import { listensAt, readListeners } from '../../../../server/src/live/guided/listeners.ts';
import { readNft } from '../../../../server/src/live/guided/nft.ts';
import { readPasted } from '../../../../server/src/live/guided/pasted.ts';

const SS = `Netid State  Recv-Q Send-Q                         Local Address:Port Peer Address:PortProcess
udp   UNCONN 0      0                              192.0.2.53:53        0.0.0.0:*    users:(("named",pid=712,fd=31))
udp   UNCONN 0      0                           127.0.0.53%lo:53        0.0.0.0:*    users:(("systemd-resolve",pid=400,fd=13))
udp   UNCONN 0      0         [fe80::5054:ff:fe12:3456]%eth0:53           [::]:*    users:(("named",pid=712,fd=40))
tcp   LISTEN 0      10                             192.0.2.53:53        0.0.0.0:*    users:(("named",pid=712,fd=33))
tcp   LISTEN 0      128                                     *:22              *:*    users:(("sshd",pid=1,fd=3))
tcp   ESTAB  0      0                              192.0.2.53:53    198.51.100.1:4000
`;
const NETSTAT = `Active Internet connections (only servers)
Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name
tcp        0      0 0.0.0.0:53              0.0.0.0:*               LISTEN      712/named
tcp6       0      0 :::853                  :::*                    LISTEN      712/named
udp6       0      0 2001:db8::53:53         :::*                                712/named
`;

suite('who listens where', () => {
  const rows: readonly [text: string, 'udp' | 'tcp', address: string, port: number, program: string | undefined][] = [
    [SS, 'udp', '192.0.2.53', 53, 'named'],
    [SS, 'tcp', '192.0.2.53', 53, 'named'],
    [SS, 'udp', '2001:db8::53', 53, undefined],
    [SS, 'udp', '127.0.0.53', 53, 'systemd-resolve'],
    [SS, 'udp', 'fe80::5054:ff:fe12:3456', 53, 'named'],
    [SS, 'tcp', '2001:db8::1', 22, 'sshd'],
    [SS, 'tcp', '192.0.2.1', 22, 'sshd'],
    [SS, 'udp', 'not an address', 53, undefined],
    [NETSTAT, 'tcp', '203.0.113.9', 53, 'named'],
    [NETSTAT, 'tcp', '2001:db8::53', 53, undefined],
    [NETSTAT, 'tcp', '203.0.113.9', 853, 'named'],
    [NETSTAT, 'udp', '2001:DB8:0::53', 53, 'named'],
  ];
  for (const [text, protocol, address, port, program] of rows) {
    test(`${address} ${protocol} ${port}: ${program ?? 'nobody'}`, () => {
      assert.equal(listensAt(readListeners(text), protocol, address, port)?.program, program);
    });
  }
});

interface FilterCase {
  readonly what: string;
  readonly text: string;
  readonly family?: 4 | 6;
  readonly udp: string;
  readonly tcp: string;
}

const LISTED_HEAD = ' pkts bytes target     prot opt in     out     source               destination         ';
const FILTERS: readonly FilterCase[] = [
  {
    what: 'ip6tables -L: accepts what is there, drops the rest',
    text: `Chain INPUT (policy DROP 12 packets, 960 bytes)\n${LISTED_HEAD}
    0     0 ACCEPT     all      lo     *       ::/0                 ::/0                \n   10   800 ACCEPT     all      *      *       ::/0                 ::/0                 ctstate RELATED,ESTABLISHED
    5   400 ACCEPT     tcp      *      *       ::/0                 ::/0                 tcp dpt:53 /* name server */\n\nChain FORWARD (policy DROP 0 packets, 0 bytes)\n${LISTED_HEAD}`,
    udp: 'dropped',
    tcp: 'accepted',
  },
  {
    what: 'iptables -L with opt, ports and a chain of its own',
    text: `Chain INPUT (policy ACCEPT 0 packets, 0 bytes)\n${LISTED_HEAD}
    0     0 DNS        17   --  *      *       0.0.0.0/0            0.0.0.0/0            udp dpts:50:60
    0     0 REJECT     6    --  *      *       0.0.0.0/0            0.0.0.0/0            multiport dports 53,853 reject-with tcp-reset\n\nChain DNS (1 references)\n${LISTED_HEAD}
    0     0            0    --  *      *       0.0.0.0/0            0.0.0.0/0           \n    0     0 LOG        0    --  *      *       0.0.0.0/0            0.0.0.0/0           \n    0     0 RETURN     0    --  *      *       0.0.0.0/0            0.0.0.0/0           `,
    udp: 'accepted',
    tcp: 'dropped',
  },
  {
    what: 'iptables -L without -n and -v',
    text: 'Chain INPUT (policy DROP)\ntarget     prot opt source               destination         \nACCEPT     udp  --  anywhere             anywhere             udp dpt:domain\nACCEPT     tcp  --  192.0.2.0/24         anywhere             tcp dpt:domain\n',
    udp: 'accepted',
    tcp: 'open',
  },
  {
    what: 'a rule of a rate does not decide',
    text: `Chain INPUT (policy ACCEPT 0 packets, 0 bytes)\n${LISTED_HEAD}\n    0     0 DROP       udp      *      *       ::/0                 ::/0                 udp dpt:53 limit: above 5/sec burst 5`,
    udp: 'open',
    tcp: 'accepted',
  },
  {
    what: 'ip6tables -S',
    text: '-P INPUT DROP\n-P FORWARD DROP\n-N services\n-A INPUT ! -i lo -m comment --comment "all from -j DROP" -j services\n-A services -p udp -m udp --dport 53 -j ACCEPT\n-A services -p tcp -m multiport --dports 80,443 -j ACCEPT\n',
    udp: 'accepted',
    tcp: 'dropped',
  },
  {
    what: 'iptables-save: the table filter alone',
    text: '*nat\n:PREROUTING ACCEPT [0:0]\n:INPUT DROP [0:0]\n-A PREROUTING -p udp --dport 53 -j REDIRECT\nCOMMIT\n*filter\n:INPUT ACCEPT [0:0]\n[1:40] -A INPUT -p tcp --dport 53 -j DROP\nCOMMIT\n',
    udp: 'accepted',
    tcp: 'dropped',
  },
  {
    what: 'a circle of chains ends',
    text: '-P INPUT ACCEPT\n-N a\n-N b\n-A INPUT -j a\n-A a -j b\n-A b -j a\n',
    udp: 'accepted',
    tcp: 'accepted',
  },
  {
    what: 'nft: sets, states, the loopback interface',
    text: `table inet filter {
	set blocked {
		type ipv6_addr
		elements = { 2001:db8::1, 2001:db8::2 }
	}
	chain input {
		type filter hook input priority filter; policy drop;
		ct state established,related accept
		ct state invalid drop
		iifname "lo" accept
		meta l4proto ipv6-icmp accept
		udp dport { 53, 853 } counter packets 4 bytes 300 accept
		tcp dport { 22, 80-90 } accept comment "not; a {DNS} drop"
		log prefix "drop: " counter packets 1 bytes 1 reject with icmpx admin-prohibited
	}
}`,
    udp: 'accepted',
    tcp: 'dropped',
  },
  {
    what: 'nft: l4proto and th, a chain that is jumped to, and one of the forward hook',
    text: `table ip6 f {
	chain services {
		meta l4proto { tcp, udp } th dport 53 accept
	}
	chain input {
		type filter hook input priority 0; policy drop;
		ct state vmap { established : accept, related : accept, invalid : drop }
		iif != "lo" jump services
	}
	chain forward {
		type filter hook forward priority 0; policy drop;
	}
}`,
    udp: 'accepted',
    tcp: 'accepted',
  },
  {
    what: 'nft: a table of the other family does not concern it',
    text: 'table ip filter {\n\tchain input {\n\t\ttype filter hook input priority 0; policy drop;\n\t}\n}\n',
    udp: 'accepted',
    tcp: 'accepted',
  },
  {
    what: 'nft: the same for that family',
    family: 4,
    text: 'table ip filter {\n\tchain input {\n\t\ttype filter hook input priority 0; policy drop;\n\t}\n}\n',
    udp: 'dropped',
    tcp: 'dropped',
  },
  {
    what: 'nft: addresses and named sets do not decide',
    text: 'table inet f {\n\tchain input {\n\t\ttype filter hook input priority raw - 10; policy accept;\n\t\tip6 saddr @blocked drop\n\t}\n}\n',
    udp: 'open',
    tcp: 'open',
  },
  {
    what: 'nft: what one table accepts another may drop',
    text: 'table inet a {\n\tchain input {\n\t\ttype filter hook input priority -10; policy accept;\n\t\tudp dport 53 accept\n\t}\n}\ntable inet b {\n\tchain input {\n\t\ttype filter hook input priority 0; policy accept;\n\t\tudp dport domain drop\n\t}\n}\n',
    udp: 'dropped',
    tcp: 'accepted',
  },
  {
    what: 'nft: new connections in a map are open',
    text: 'table inet a {\n\tchain input {\n\t\ttype filter hook input priority 0; policy drop;\n\t\tct state vmap { established : accept, new : jump dns }\n\t}\n}\n',
    udp: 'open',
    tcp: 'open',
  },
];

suite('what a filter does with queries', () => {
  for (const { what, text, family = 6, udp, tcp } of FILTERS) {
    test(what, () => {
      const filters: Filters | undefined = readIptables(text) ?? readNft(text, family);
      assert.ok(filters);
      assert.deepEqual([verdictOn(filters, 'udp').verdict, verdictOn(filters, 'tcp').verdict], [udp, tcp]);
    });
  }

  test('other texts are none', () => {
    for (const text of ['', 'Chain of custody (policy', 'table', 'hello {', '}}}}']) {
      assert.equal(readIptables(text) ?? readNft(text, 6), undefined, text);
    }
  });
});

const DIG = `
; <<>> DiG 9.18.49 <<>> +norec @2001:db8::53 www.example.com AAAA
;; communications error to 2001:db8::53#53: timed out
;; communications error to 2001:db8::53#53: timed out
;; no servers could be reached

; <<>> DiG 9.18.49 <<>> @192.0.2.1 www.example.com AAAA
;; Got answer:
;; ->>HEADER<<- opcode: QUERY, status: SERVFAIL, id: 4711
;; flags: qr rd ra; QUERY: 1, ANSWER: 0, AUTHORITY: 0, ADDITIONAL: 1

;; OPT PSEUDOSECTION:
; EDNS: version: 0, flags:; udp: 1232
; EDE: 7 (Signature Expired)
;; QUESTION SECTION:
;www.example.com.		IN	AAAA

;; SERVER: 192.0.2.1#53(192.0.2.1) (UDP)
`;

suite('pasted output', () => {
  test('of dig, once for each run', () => {
    assert.deepEqual(
      readDig(DIG).map(({ question, status, server, failures, extended }) => [
        question,
        status,
        server,
        failures,
        extended,
      ]),
      [
        [
          '+norec @2001:db8::53 www.example.com AAAA',
          undefined,
          '2001:db8::53',
          ['timed out', 'no servers could be reached'],
          [],
        ],
        ['www.example.com. IN AAAA', 'SERVFAIL', '192.0.2.1', [], ['7 (Signature Expired)']],
      ],
    );
  });

  const rows: readonly [what: string, text: string, ...sentences: RegExp[]][] = [
    [
      'ss',
      SS,
      /^fine named listens on 192\.0\.2\.53 port 53 over UDP/,
      /^fine named .* TCP/,
      /^fault Nothing listens on 2001:db8::53 port 53 over UDP\. With BIND, listen-on-v6 /,
      /^fault Nothing .* TCP/,
    ],
    [
      'dig',
      DIG,
      /^fault 2001:db8::53 gave no answer/,
      /^fault 192\.0\.2\.1 answered SERVFAIL .* 7 \(Signature Expired\)\.$/,
    ],
    [
      'ip6tables, which is about IPv6 alone',
      FILTERS[0].text,
      /^fault The filter stops queries to port 53 over UDP\/IPv6: "INPUT: policy drop"/,
      /^fine The filter lets .* TCP\/IPv6/,
    ],
    ['nft, for both families', FILTERS[7].text, /UDP\/IPv4/, /TCP\/IPv4/, /UDP\/IPv6/, /TCP\/IPv6/],
  ];
  for (const [what, text, ...sentences] of rows) {
    test(what, () => {
      const said = readPasted(text, ['192.0.2.53', '2001:db8::53'])?.map(
        (finding) => `${finding.kind} ${finding.text}`,
      );
      assert.equal(said?.length, sentences.length, said?.join('\n'));
      for (const [i, sentence] of sentences.entries()) assert.match(said[i], sentence);
    });
  }

  test('of something else it says nothing, and no text stops it', () => {
    assert.equal(readPasted('total 0\n', ['192.0.2.53']), undefined);
    const texts = [SS, NETSTAT, DIG, ...FILTERS.map(({ text }) => text)];
    for (const text of texts) {
      // Each beginning of it, and each with a piece left out.
      for (let at = 0; at < text.length; at += 7) {
        readPasted(text.slice(0, at), ['192.0.2.53', '2001:db8::53']);
        readPasted(text.slice(0, at) + text.slice(at + 5), ['192.0.2.53', '2001:db8::53']);
      }
    }
  });
});
