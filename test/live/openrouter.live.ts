import { liveTargets } from '../../scripts/live-targets.ts'
import { createOpenRouter } from '../../worker/providers/openrouter/adapter.ts'
import { openRouterSuite } from '../providers/suites/openrouter-suite.ts'

const { openrouter } = liveTargets(process.env)
if ('config' in openrouter) {
  const provider = createOpenRouter(openrouter.config)
  openRouterSuite({ name: 'OpenRouter', provider: () => provider })
}
