/** One word of a POSIX shell, whatever is in it. */
export function shellWord(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`
}

/** `NAME="value"` as systemd's EnvironmentFile= and a POSIX shell both read it. */
export function environmentLine(name: string, value: string): string {
  return `${name}="${value.replace(/[\\"`$]/g, '\\$&')}"`
}

/** Text as a YAML scalar: a literal block where it is plain ASCII lines, else a quoted string with escapes. */
export function yamlText(text: string, indent: string): string {
  if (/^[\x21-\x7e][\n\x20-\x7e]*\n$/.test(text) && !text.endsWith('\n\n')) {
    return `|\n${text.trimEnd().replace(/^(?=.)/gm, indent)}`
  }
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  return JSON.stringify(text).replace(/[^\x20-\x7e]/g, escaped)
}
