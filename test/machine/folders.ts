import path from 'node:path'

const root = process.env.MACHINE_LAB_CACHE ?? '/var/tmp/openclaw-machine-lab'

/** Where the lab keeps things: bases and packages may stay for the next run, `run` is emptied at each start. */
export const folders = {
  root,
  bases: path.join(root, 'bases'),
  packages: path.join(root, 'packages'),
  tools: path.join(root, 'tools'),
  run: path.join(root, 'run'),
}
