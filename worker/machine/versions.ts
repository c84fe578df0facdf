import type { NodeRelease } from './setup-input.ts'

/** The OpenClaw that new machines get unless a setting says otherwise; test/machine runs exactly this one. */
export const defaultOpenclawVersion = '2026.9.6'

/** Node from its npm packages (each brings one official binary), with the checksums that the registry publishes for them. */
export const nodeRelease: NodeRelease = {
  version: '24.21.0',
  linuxX64: 'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  linuxArm64: 'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  npmVersion: '11.21.2',
  npm: 'sha512-7HPApk+AflMUavSseL1Pm6CnYqMIHk53x+KmuhqmTDqPkjPMgxIpTPcTqsE91EKNw4gFBJV9fnXiSdGm1DXq9A==',
}
