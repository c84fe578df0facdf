import { liveTargets } from '../../scripts/live-targets.ts'
import { createStripe } from '../../worker/providers/stripe/adapter.ts'
import { stripeSuite } from '../providers/suites/stripe-suite.ts'

const { stripe } = liveTargets(process.env)
if ('config' in stripe) {
  const provider = createStripe(stripe.config)
  stripeSuite({ name: 'Stripe', provider: () => provider })
}
