import { START } from './clock.ts'

const on = process.argv.includes('--trace')

/** Tells what happens, when `--trace` asks for it; the one seed that breaks is read like this. */
export function trace(who: string, what: string): void {
  if (on) process.stdout.write(`${((Date.now() - START) / 1000).toFixed(1).padStart(9)} s  ${who}  ${what}\n`)
}
