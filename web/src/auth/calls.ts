import { ProblemError } from '../words/problems.ts'

/** The codes of the auth library that a person can do something about. */
const words: Record<string, string> = {
  INVALID_EMAIL_OR_PASSWORD: 'That email and password don’t belong together.',
  INVALID_EMAIL: 'Enter an email address like name@example.com.',
  INVALID_PASSWORD: 'That password isn’t right.',
  PASSWORD_TOO_SHORT: 'Use at least 12 characters.',
  PASSWORD_TOO_LONG: 'Use at most 128 characters.',
  USER_ALREADY_EXISTS: 'There is an account with this email. Sign in instead.',
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: 'There is an account with this email. Sign in instead.',
  EMAIL_NOT_VERIFIED: 'Confirm your email address first. The link is in the mail we sent you.',
  INVALID_TOKEN: 'This link was used already or is too old. Ask for a new one.',
  TOKEN_EXPIRED: 'This link is too old. Ask for a new one.',
  SESSION_EXPIRED: 'You are signed out. Sign in and try again.',
}

async function auth<T>(path: string, body?: Record<string, unknown>): Promise<T> {
  const response = await fetch(`/api/auth${path}`, {
    method: body ? 'POST' : 'GET',
    credentials: 'same-origin',
    headers: body ? { 'content-type': 'application/json' } : {},
    body: body && JSON.stringify(body),
  }).catch(() => {
    throw new ProblemError({ code: 'no-connection', status: 0 })
  })
  const answer: unknown = await response.json().catch(() => null)
  if (response.ok) return answer as T
  const code = typeof answer === 'object' && answer !== null && 'code' in answer ? String(answer.code) : ''
  if (words[code]) throw new ProblemError({ code, status: response.status, detail: words[code] })
  throw new ProblemError({
    code: response.status === 429 ? 'too-many-requests' : response.status >= 500 ? 'internal' : 'refused',
    status: response.status,
  })
}

export const signUp = (name: string, email: string, password: string, callbackURL: string) =>
  auth<{ token: string | null }>('/sign-up/email', { name, email, password, callbackURL })
export const signIn = (email: string, password: string) => auth('/sign-in/email', { email, password })
export const signOut = () => auth('/sign-out', {})
export const requestPasswordReset = (email: string) =>
  auth('/request-password-reset', { email, redirectTo: '/reset-password' })
export const resetPassword = (newPassword: string, token: string) => auth('/reset-password', { newPassword, token })
export const sendVerification = (email: string, callbackURL: string) =>
  auth('/send-verification-email', { email, callbackURL })
export const signInWith = (provider: string, callbackURL: string) =>
  auth<{ url: string }>('/sign-in/social', { provider, callbackURL })

export type SignIn = {
  id: string
  token: string
  userAgent: string | null
  ipAddress: string | null
  createdAt: string
  updatedAt: string
}
export const listSignIns = () => auth<SignIn[]>('/list-sessions')
export const currentSignIn = async () => (await auth<{ session: SignIn } | null>('/get-session'))?.session ?? null
export const revokeSignIn = (token: string) => auth('/revoke-session', { token })
export const revokeOtherSignIns = () => auth('/revoke-other-sessions', {})
