import type { SessionInfo } from '../../../worker/http/api.ts'
import { observe } from '../observe.ts'
import { sessionQuery } from '../queries.ts'

/** Before the session is known the page says no more than this. */
const unknownSite: SessionInfo['site'] = {
  name: 'OpenClaw Deploy',
  sandbox: false,
  sandboxUrl: null,
  priceCents: 2500,
  includedCreditCents: 2500,
  signInWith: [],
}

export const useSession = () => observe(() => sessionQuery)

/** The installation's settings; reading them never suspends the page. */
export function useSite(): () => SessionInfo['site'] {
  const session = useSession()
  return () => (session.isSuccess ? (session.data?.site ?? unknownSite) : unknownSite)
}

/** The person who is signed in; undefined while that is not known yet, null when nobody is. */
export function useUser(): () => SessionInfo['user'] | undefined {
  const session = useSession()
  return () => (session.isSuccess ? session.data?.user : undefined)
}
