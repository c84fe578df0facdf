/** One command on a machine over SSH, in our words. */
export type SshProvider = {
  /** A new Ed25519 pair; the private part is PKCS#8 or OpenSSH PEM, the public part one `ssh-ed25519 AAAA… comment` line. */
  generateKeyPair(comment: string): Promise<{ privateKey: string; publicKey: string }>
  /**
   * Logs in and runs one command, feeding it `input`. Throws `ProviderError` (`transient`: no connection, reset, timed out
   * before the command was sent; `unknown_outcome`: cut while it ran; `refused`: wrong key, or `host_key_changed` as code).
   */
  run(target: SshTarget, command: string, options?: { input?: string; timeoutMs?: number }): Promise<SshResult>
}

export type SshTarget = {
  host: string
  port: number
  /** Tried in this order: the image's default user first. */
  users: string[]
  privateKey: string
  /** SHA-256 fingerprint (`SHA256:…`) that the host must show; absent only on first use. */
  hostKey?: string
}

export type SshResult = { exitCode: number; stdout: string; stderr: string; hostKey: string; user: string }
