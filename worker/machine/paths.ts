/** Where things are on a machine. `setup` holds what the document wrote, `state` what the setup remembers, both for root alone. */
export const paths = {
  setup: '/opt/openclaw-setup',
  state: '/var/lib/openclaw-setup',
  config: '/etc/openclaw',
  home: '/home/openclaw',
} as const

/** The gateway's own port, on the loopback address alone. */
export const gatewayPort = 18789
