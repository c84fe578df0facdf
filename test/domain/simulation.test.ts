import { describe, expect, it } from 'vitest'
import { simulate } from '../simulation/simulate.ts'

/** A failure names its seed; `npm run sim -- --seed <it> --trace` tells that story. */
describe('in 200 random worlds', () => {
  const seeds = 200
  const groups = Array.from({ length: 10 }, (_, group) => group)

  it.each(groups)('no invariant breaks (tenth %i)', { timeout: 60_000 }, async (group) => {
    const broken: string[] = []
    for (let seed = group * 20 + 1; seed <= ((group + 1) * seeds) / 10; seed++) {
      await simulate(seed).catch((error: Error) => broken.push(error.message))
    }
    expect(broken).toEqual([])
  })

  it('the same seed tells the same story', async () => {
    expect(await simulate(7)).toEqual(await simulate(7))
  })
})
