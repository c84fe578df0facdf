/** The part of OVH's own library (CommonJS, without types) that client.ts uses. */
declare module '@ovhcloud/node-ovh' {
  type Parameters = { endpoint: string } & (
    | { appKey: string; appSecret: string; consumerKey: string }
    | { clientID: string; clientSecret: string }
  )
  type Ovh = {
    /** Name of the endpoint's host, e.g. `api.us.ovhcloud.com`. */
    host: string
    /** `/1.0`. */
    basePath: string
    /** Present with OAuth2 credentials. */
    oauthConfig?: { auth: { tokenHost: string; tokenPath: string } }
    signRequest(method: string, url: string, body: string | null, timestamp: number): string
  }
  export default function ovh(parameters: Parameters): Ovh
}
