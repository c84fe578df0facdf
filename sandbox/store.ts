import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Store } from './stand-in.ts'

/** How long changes are gathered before they are written; a stop of the sandbox writes at once. */
const writeAfterMs = 200

export type SandboxStore = Store & {
  /** Writes what is waiting to be written. */
  flush(): void
}

/** Sections in memory and, with a path, in one JSON file that is replaced as a whole, so that a cut can't halve it. */
export function createStore(statePath?: string): SandboxStore {
  const sections = new Map<string, object>(Object.entries(statePath ? read(statePath) : {}))
  let timer: NodeJS.Timeout | undefined

  function flush(): void {
    if (timer === undefined || statePath === undefined) return
    clearTimeout(timer)
    timer = undefined
    mkdirSync(path.dirname(statePath), { recursive: true })
    const draft = `${statePath}.${process.pid}.new`
    writeFileSync(draft, JSON.stringify(Object.fromEntries(sections), null, 1))
    renameSync(draft, statePath)
  }

  return {
    section<T extends object>(name: string, initial: () => T): T {
      const known = sections.get(name)
      // A section belongs to one stand-in, which alone writes it: its shape on disk is the shape it had in memory.
      if (known) return known as T
      const made = initial()
      sections.set(name, made)
      return made
    },
    save() {
      if (statePath !== undefined) timer ??= setTimeout(flush, writeAfterMs)
    },
    flush,
  }
}

function read(statePath: string): Record<string, object> {
  try {
    return JSON.parse(readFileSync(statePath, 'utf8')) as Record<string, object>
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw new Error(`The sandbox's state in ${statePath} can't be read; delete the file to start afresh.`, {
      cause: error,
    })
  }
}
