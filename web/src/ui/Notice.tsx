import type { JSX } from 'solid-js'
import { StatusGlyph } from './StatusGlyph.tsx'

const looks = {
  plain: { box: 'bg-wash', glyph: null },
  warn: { box: 'bg-warn-w', glyph: 'needs-you' },
  bad: { box: 'bg-bad-w', glyph: 'broken' },
} as const

type Props = { tone: keyof typeof looks; children: JSX.Element; actions?: JSX.Element; class?: string }

/** Inline text that stays: anything about money or a server is said here, never in a toast. */
export function Notice(props: Props) {
  const glyph = () => looks[props.tone].glyph
  return (
    <div
      class={`flex flex-wrap items-center gap-x-4 gap-y-3 rounded-card border border-transparent px-4 py-3 text-sm ${looks[props.tone].box} ${props.class ?? ''}`}
    >
      <div class="flex min-w-0 flex-1 basis-64 items-baseline gap-3">
        {glyph() && (
          <span class="translate-y-px">
            <StatusGlyph look={glyph() ?? 'still'} />
          </span>
        )}
        <div class="min-w-0 text-ink">{props.children}</div>
      </div>
      {props.actions && <div class="flex flex-wrap gap-2">{props.actions}</div>}
    </div>
  )
}
