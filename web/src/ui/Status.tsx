import type { DeploymentSummary } from '../../../worker/http/api.ts'
import { statusWords } from '../words/status.ts'
import { StatusGlyph } from './StatusGlyph.tsx'

type Props = {
  of: Pick<DeploymentSummary, 'status' | 'readyAt' | 'currentPeriodEnd' | 'destroyedAt'>
  restarting?: boolean
}

/** A status as shape and word, always both. */
export function Status(props: Props) {
  const shown = () => (props.restarting ? ({ look: 'motion', text: 'Restarting' } as const) : statusWords(props.of))
  return (
    <span class="inline-flex items-center gap-2 text-sm whitespace-nowrap text-ink">
      <StatusGlyph look={shown().look} />
      {shown().text}
    </span>
  )
}
