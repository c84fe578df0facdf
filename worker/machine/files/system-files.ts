/**
 * Nothing comes in but SSH (12 new connections a minute from one address), HTTP for the certificate and HTTPS. Only
 * our own table is replaced: another program's rules are not ours to flush. ICMP and ICMPv6 are numbers, since a small
 * image has no /etc/protocols to name them.
 */
export const firewallRules = `table inet openclaw
delete table inet openclaw

table inet openclaw {
  set ssh4 {
    type ipv4_addr
    size 65535
    flags dynamic, timeout
    timeout 2m
  }
  set ssh6 {
    type ipv6_addr
    size 65535
    flags dynamic, timeout
    timeout 2m
  }
  chain input {
    type filter hook input priority filter; policy drop;
    ct state established,related accept
    ct state invalid drop
    iif lo accept
    meta l4proto { 1, 58 } accept
    udp sport 67 udp dport 68 accept
    udp sport 547 udp dport 546 accept
    tcp dport 22 ct state new add @ssh4 { ip saddr limit rate over 12/minute burst 12 packets } drop
    tcp dport 22 ct state new add @ssh6 { ip6 saddr limit rate over 12/minute burst 12 packets } drop
    tcp dport { 22, 80, 443 } accept
  }
  chain forward {
    type filter hook forward priority filter; policy drop;
  }
}
`

export const aptUpgrades = `APT::Periodic::Update-Package-Lists "1";
APT::Periodic::Unattended-Upgrade "1";
Unattended-Upgrade::Automatic-Reboot "false";
Unattended-Upgrade::Remove-Unused-Kernel-Packages "true";
`

export const journalLimits = `[Journal]
SystemMaxUse=200M
MaxRetentionSec=1month
`

export const sshdKeysOnly = `PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
`
