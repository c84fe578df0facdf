/** OVHcloud is three companies with their own accounts, catalogues and hosts; credentials of one open nothing at another. */
export type OvhEndpoint = 'us' | 'eu' | 'ca'

/** An application's three keys, made by a person at OVH; or a service account of OVH's identity management. */
export type OvhCredentials =
  | { kind: 'application'; appKey: string; appSecret: string; consumerKey: string }
  | { kind: 'oauth2'; clientId: string; clientSecret: string }

export type OvhConfig = {
  endpoint: OvhEndpoint
  /** The sandbox's address in place of OVH's own, without a slash at its end; never set in production. */
  apiBase?: string
  /** The sandbox's OAuth2 token address; never set in production. */
  tokenUrl?: string
  credentials: OvhCredentials
}
