import { createHash, randomBytes } from 'node:crypto'
import type { StandInContext } from '../stand-in.ts'

/** A key as the stand-in keeps it; its secret is kept nowhere, as its hash is what finds it. Money is micro-dollars. */
export type KeptKey = {
  hash: string
  label: string
  name: string
  disabled: boolean
  limitMicros: number | null
  limitReset: 'daily' | 'weekly' | 'monthly' | null
  includeByokInLimit: boolean
  createdAt: string
  updatedAt: string | null
  expiresAt: string | null
  uses: { at: number; micros: number }[]
}

/** `usedByDeletedMicros` keeps the account's total right after a key is gone. */
export type OpenRouterState = { keys: KeptKey[]; creditsMicros: number; usedByDeletedMicros: number }

export const initialState = (): OpenRouterState => ({ keys: [], creditsMicros: 1_000_000_000, usedByDeletedMicros: 0 })

const dayMs = 24 * 60 * 60 * 1000
const workspaceId = '0df9e665-d932-5740-b2c7-b52af166bc11'

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

export function makeKey(
  wish: Pick<KeptKey, 'name' | 'limitMicros' | 'limitReset' | 'includeByokInLimit' | 'expiresAt'>,
  now: number,
): { key: KeptKey; secret: string } {
  const secret = `sk-or-v1-${randomBytes(32).toString('hex')}`
  const label = `${secret.slice(0, 12)}...${secret.slice(-3)}`
  const createdAt = new Date(now).toISOString()
  return {
    secret,
    key: { ...wish, hash: hashOf(secret), label, disabled: false, createdAt, updatedAt: null, uses: [] },
  }
}

export const usedMicros = (key: KeptKey, since = 0): number =>
  key.uses.reduce((sum, use) => (use.at >= since ? sum + use.micros : sum), 0)

/** A key as the API shows it: dollars as doubles, windows in UTC, weeks from Monday. */
export function shownKey(key: KeptKey, context: StandInContext) {
  const today = new Date(new Date(context.now()).toISOString().slice(0, 10))
  const monday = today.getTime() - ((today.getUTCDay() + 6) % 7) * dayMs
  const month = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), 1)
  const windowStart = { daily: today.getTime(), weekly: monday, monthly: month }
  const counted = usedMicros(key, key.limitReset === null ? 0 : windowStart[key.limitReset])
  return {
    hash: key.hash,
    name: key.name,
    label: key.label,
    disabled: key.disabled,
    limit: dollars(key.limitMicros),
    limit_remaining: key.limitMicros === null ? null : dollars(key.limitMicros - counted),
    limit_reset: key.limitReset,
    include_byok_in_limit: key.includeByokInLimit,
    usage: dollars(usedMicros(key)),
    usage_daily: dollars(usedMicros(key, today.getTime())),
    usage_weekly: dollars(usedMicros(key, monday)),
    usage_monthly: dollars(usedMicros(key, month)),
    byok_usage: 0,
    byok_usage_daily: 0,
    byok_usage_weekly: 0,
    byok_usage_monthly: 0,
    created_at: key.createdAt,
    updated_at: key.updatedAt,
    expires_at: key.expiresAt,
    creator_user_id: 'user_sandbox',
    workspace_id: workspaceId,
  }
}

export function dollars(micros: number): number
export function dollars(micros: number | null): number | null
export function dollars(micros: number | null): number | null {
  return micros === null ? null : micros / 1_000_000
}
