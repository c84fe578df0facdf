/** What Vite puts into `import.meta`; the Worker uses these two only. */
interface ImportMeta {
  readonly env?: { readonly DEV?: boolean }
  glob(pattern: string, options: { query: '?raw'; import: 'default'; eager: true }): Record<string, string>
}
