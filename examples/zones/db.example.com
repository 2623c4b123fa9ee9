$TTL 1h
@       IN  SOA  ns1.example.com. hostmaster.example.com. (
                 2026010101  ; serial
                 4h          ; refresh
                 1h          ; retry
                 2w          ; expire
                 5m )        ; negative TTL

        IN  NS   ns1.example.com.
        IN  NS   ns2.example.com.

; ns1 has no AAAA record: a resolver with IPv6 only finds the zone through ns2 alone.
ns1     IN  A     192.0.2.10
ns2     IN  A     192.0.2.11
        IN  AAAA  2001:db8::11

; The dot behind this name was lost: mail goes to mail.example.com.example.com.
@       IN  MX    10 mail.example.com
mail    IN  A     192.0.2.25
        IN  AAAA  2001:db8::25
@       IN  TXT   "v=spf1 mx -all"

; Its address is in no PTR record of the reverse zone.
www     IN  A     192.0.2.100
        IN  AAAA  2001:db8:100::100

; Its PTR record is there, at a name that no one will ever ask for.
shop    IN  A     192.0.2.101
        IN  AAAA  2001:db8:10::20

; dhcp-150 to dhcp-199
$GENERATE 150-199 dhcp-$ 15m IN A 192.0.2.$

$INCLUDE zones/example.com.hosts
