/** Lets a request wait for a change of the state without polling it. */
export function createChanges() {
  const looks = new Set<() => void>()
  return {
    happened(): void {
      for (const look of looks) look()
    },

    /** Resolves once `wanted` holds, or after `mostMs`; which of the two is read from the state and not from here. */
    until(wanted: () => boolean, mostMs: number): Promise<void> {
      if (wanted()) return Promise.resolve()
      return new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer)
          looks.delete(look)
          resolve()
        }
        const look = () => {
          if (wanted()) done()
        }
        const timer = setTimeout(done, mostMs)
        looks.add(look)
      })
    },
  }
}
