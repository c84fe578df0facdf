import { Hono } from 'hono'
import * as z from 'zod/mini'
import { companyOf } from './offer.ts'
import { bodyOf, notFound, Refusal } from './refusal.ts'
import type { World } from './state.ts'

const keyBody = z.strictObject({ keyName: z.string().check(z.minLength(1)), key: z.string() })
const publicKey = /^(ssh-(ed25519|rsa)|ecdsa-sha2-nistp(256|384|521)) [A-Za-z0-9+/=]+( .*)?$/

/** The account and the SSH keys that it keeps by name. */
export function accountRoutes({ state }: World): Hono {
  const app = new Hono()
  app.get('/me', (c) => {
    const { subsidiary, currency } = companyOf(state)
    const country = subsidiary
    return c.json({
      ...Object.fromEntries(absentFields.map((name) => [name, null])),
      country,
      currency: { code: currency, symbol: currency },
      email: 'owner@example.com',
      legalform: 'corporation',
      nichandle: 'sb12345-ovh',
      ovhCompany: 'ovh',
      ovhSubsidiary: subsidiary,
      state: 'complete',
    })
  })

  app.get('/me/sshKey', (c) => c.json(state.sshKeys.map(({ keyName }) => keyName)))
  app.post('/me/sshKey', async (c) => {
    const key = await bodyOf(c, keyBody)
    if (!publicKey.test(key.key)) throw new Refusal(400, 'Invalid SSH public key', 'INVALID_PARAMETER')
    if (state.sshKeys.some(({ keyName }) => keyName === key.keyName)) throw new Refusal(409, 'This key already exists')
    state.sshKeys.push(key)
    return c.json(null)
  })
  app.get('/me/sshKey/:keyName', (c) => {
    const key = state.sshKeys.find(({ keyName }) => keyName === c.req.param('keyName'))
    if (!key) throw notFound('sshKey')
    return c.json(key)
  })
  app.delete('/me/sshKey/:keyName', (c) => {
    const kept = state.sshKeys.filter(({ keyName }) => keyName !== c.req.param('keyName'))
    if (kept.length === state.sshKeys.length) throw notFound('sshKey')
    state.sshKeys = kept
    return c.json(null)
  })
  return app
}

/** Fields of an account that OVH sends empty where its owner never filled them in. */
const absentFields = [
  ...['address', 'area', 'birthCity', 'birthDay', 'city', 'companyNationalIdentificationNumber'],
  ...['complementaryAddress', 'corporationType', 'customerCode', 'fax', 'firstname', 'italianSDI', 'kycValidated'],
  ...['language', 'name', 'nationalIdentificationNumber', 'organisation', 'phone', 'phoneCountry', 'phoneType'],
  ...['purposeOfPurchase', 'sex', 'spareEmail', 'vat', 'zip'],
]
