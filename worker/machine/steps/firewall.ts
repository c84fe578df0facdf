import { paths } from '../paths.ts'
import { stepHead } from './head.ts'

/** Default deny, now and at each boot. */
export const firewallStep = `${stepHead}
nft --check --file ${paths.config}/firewall.nft
systemctl daemon-reload
systemctl enable nftables.service
systemctl restart nftables.service
nft list table inet openclaw >/dev/null
`
