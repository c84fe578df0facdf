import { liveTargets } from '../../scripts/live-targets.ts'
import { createOvh } from '../../worker/providers/ovh/adapter.ts'
import { ovhSuite } from '../providers/suites/ovh-suite.ts'

const { ovh } = liveTargets(process.env)
if ('config' in ovh) {
  const provider = createOvh(ovh.config.ovh)
  ovhSuite({ name: 'OVHcloud', provider: () => provider, need: ovh.config.need })
}
