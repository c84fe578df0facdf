import { describe, expect, it } from 'vitest'
import type { SessionInfo } from '../../worker/http/api.ts'
import { type Browser, browser, expectProblem, linkInMail, password, signUp } from './http-client.ts'

const sessionOf = async (person: Browser): Promise<SessionInfo> => (await person.get('/api/session')).json()

describe('an account', () => {
  it('is signed in after the sign-up, and verified by the link in the mail', async () => {
    const pat = await signUp(false)
    expect((await sessionOf(pat)).user).toMatchObject({ email: pat.email, emailVerified: false, operator: false })
    const opened = await pat.get(await linkInMail(pat.email, 'verify-email'))
    expect(opened.status).toBe(302)
    expect((await sessionOf(pat)).user).toMatchObject({ emailVerified: true })
  })

  it('tells a stranger about the site, and that nobody is signed in', async () => {
    expect(await sessionOf(browser())).toEqual({
      user: null,
      site: {
        name: 'OpenClaw Deploy',
        sandbox: true,
        sandboxUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:/),
        priceCents: 2500,
        includedCreditCents: 2500,
        signInWith: [],
      },
    })
  })

  it('needs a password of twelve characters', async () => {
    const short = { name: 'Pat', email: 'short@example.com', password: 'elevenchars' }
    const response = await browser().post('/api/auth/sign-up/email', short)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ code: 'PASSWORD_TOO_SHORT' })
  })

  it('can’t be signed in with a wrong password, nor from another site', async () => {
    const { email } = await signUp(true)
    const stranger = browser()
    expect((await stranger.post('/api/auth/sign-in/email', { email, password: `${password}!` })).status).toBe(401)
    const elsewhere = { from: 'https://evil.example' }
    const foreign = await browser().post('/api/auth/sign-in/email', { email, password }, elsewhere)
    expect(foreign.status).toBe(403)
    expect((await sessionOf(stranger)).user).toBeNull()
  })

  it('gets a new password by mail, and every old session ends', async () => {
    const pat = await signUp(true)
    await browser().post('/api/auth/request-password-reset', { email: pat.email, redirectTo: '/reset-password' })
    const link = await linkInMail(pat.email, 'reset-password')
    const opened = await browser().get(link)
    const token = new URL(opened.headers.get('location') ?? '', 'http://127.0.0.1:5173').searchParams.get('token')
    const newPassword = 'another long password'
    expect((await browser().post('/api/auth/reset-password', { newPassword, token })).status).toBe(200)
    expect((await sessionOf(pat)).user).toBeNull()
    const back = browser()
    expect((await back.post('/api/auth/sign-in/email', { email: pat.email, password: newPassword })).status).toBe(200)
    expect((await sessionOf(back)).user).toMatchObject({ email: pat.email })
    const again = await browser().post('/api/auth/reset-password', { newPassword: 'a third long password', token })
    expect(again.status).toBe(400)
  })

  it('lists its sign-ins, and one that is revoked is signed out at once', async () => {
    const pat = await signUp(true)
    const phone = browser()
    await phone.post('/api/auth/sign-in/email', { email: pat.email, password })
    const sessions: { token: string }[] = await (await pat.get('/api/auth/list-sessions')).json()
    expect(sessions).toHaveLength(2)
    const own: { session: { token: string } } = await (await phone.get('/api/auth/get-session')).json()
    await pat.post('/api/auth/revoke-session', { token: own.session.token })
    expect((await sessionOf(phone)).user).toBeNull()
    expect((await sessionOf(pat)).user).not.toBeNull()
  })

  it('is signed out by sign-out', async () => {
    const pat = await signUp(false)
    expect((await pat.post('/api/auth/sign-out', {})).status).toBe(200)
    expect((await sessionOf(pat)).user).toBeNull()
  })

  it('is an operator only with a verified address from the settings', async () => {
    const operator = await signUp(false, 'operator@example.com')
    expect((await sessionOf(operator)).user).toMatchObject({ operator: false })
    await operator.get(await linkInMail('operator@example.com', 'verify-email'))
    expect((await sessionOf(operator)).user).toMatchObject({ operator: true })
  })

  it('can’t be guessed at without end', async () => {
    const { email } = await signUp(false)
    const thief = browser()
    const guess = () => thief.post('/api/auth/sign-in/email', { email, password: 'wrong password 1' })
    let response = await guess()
    for (let guesses = 1; guesses < 15 && response.status === 401; guesses += 1) response = await guess()
    await expectProblem(response, 'too-many-requests', 429)
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})
