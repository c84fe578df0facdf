import { gatewayPort, paths } from '../paths.ts'

/**
 * The setup as a unit that resumes at each boot. It is ordered after the network alone: `After=cloud-init.target` with
 * `WantedBy=multi-user.target` would be a cycle, and systemd would drop the unit from the boot without an error.
 */
export const setupUnit = `[Unit]
Description=Setup of OpenClaw on this machine
Wants=network-online.target
After=network-online.target
StartLimitIntervalSec=0

[Service]
Type=exec
ExecStart=/bin/bash ${paths.setup}/run
Restart=on-failure
RestartSec=10

[Install]
WantedBy=multi-user.target
`

export const reportsUnit = `[Unit]
Description=Reports of the setup of OpenClaw
Wants=network-online.target
After=network-online.target
StartLimitIntervalSec=0

[Service]
Type=exec
ExecStart=/usr/bin/python3 ${paths.setup}/report.py send
Restart=on-failure
RestartSec=10

[Install]
WantedBy=multi-user.target
`

/**
 * OpenClaw as a system unit, by its own documentation for machines without a session; exit code 78 means a missing
 * configuration, which no restart repairs. Namespaces and writable-executable memory stay allowed: Node compiles, and
 * a browser that the agent starts makes its own sandbox. RestrictSUIDSGID= is left out: it takes the system call
 * openat2 away, without which OpenClaw can't lock its state and doesn't start.
 */
export const gatewayUnit = `[Unit]
Description=OpenClaw gateway
Wants=network-online.target
After=network-online.target
StartLimitIntervalSec=300
StartLimitBurst=10

[Service]
Type=exec
User=openclaw
Group=openclaw
WorkingDirectory=${paths.home}
EnvironmentFile=${paths.config}/openclaw.env
EnvironmentFile=-${paths.state}/heap.env
Environment=HOME=${paths.home} PATH=/usr/local/bin:/usr/bin:/bin
Environment=OPENCLAW_NO_RESPAWN=1 OPENCLAW_SERVICE_REPAIR_POLICY=external
ExecStart=/usr/local/bin/openclaw gateway --port ${gatewayPort}
Restart=always
RestartSec=5
RestartPreventExitStatus=78
SuccessExitStatus=0 143
TimeoutStartSec=90
TimeoutStopSec=60
KillMode=mixed
OOMPolicy=continue
UMask=0077

NoNewPrivileges=yes
CapabilityBoundingSet=
ProtectSystem=strict
ProtectHome=tmpfs
BindPaths=${paths.home}
ProtectProc=invisible
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
PrivateDevices=yes
PrivateTmp=yes
LockPersonality=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
RestrictRealtime=yes
SystemCallArchitectures=native

[Install]
WantedBy=multi-user.target
`

/** Debian's units with our configuration: the packages' own files stay untouched, so that upgrades never ask about them. */
export const caddyDropIn = `[Service]
ExecStart=
ExecStart=/usr/bin/caddy run --adapter caddyfile --config ${paths.config}/Caddyfile
ExecReload=
Restart=on-failure
RestartSec=5
`

export const nftablesDropIn = `[Service]
ExecStart=
ExecStart=/usr/sbin/nft --file ${paths.config}/firewall.nft
ExecReload=
ExecReload=/usr/sbin/nft --file ${paths.config}/firewall.nft
ExecStop=
`
