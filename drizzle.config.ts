import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'sqlite',
  schema: ['./worker/projections/tables.ts', './worker/projections/auth-tables.ts'],
  out: './migrations',
})
