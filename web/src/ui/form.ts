import { createSignal } from 'solid-js'
import * as z from 'zod/mini'
import { ProblemError } from '../words/problems.ts'

type FieldErrors = Record<string, string | undefined>

/** A native form: the schema checks it, the first bad field takes the focus, and what the server refuses is told in place. */
export function createForm<S extends z.ZodMiniType<Record<string, string>>>(
  schema: S,
  submit: (values: z.output<S>) => Promise<void>,
) {
  const [errors, setErrors] = createSignal<FieldErrors>({})
  const [failure, setFailure] = createSignal<unknown>(null)
  const [sending, setSending] = createSignal(false)

  function refuse(form: HTMLFormElement, found: FieldErrors) {
    setErrors(found)
    const first = [...form.elements].find((element) => found[element.getAttribute('name') ?? ''])
    if (first instanceof HTMLElement) first.focus()
  }

  const onSubmit = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    if (sending()) return
    const form = event.currentTarget
    const parsed = schema.safeParse(Object.fromEntries(new FormData(form)))
    setFailure(null)
    if (!parsed.success) {
      const found: FieldErrors = {}
      for (const { path, message } of parsed.error.issues) found[String(path[0])] ??= message
      return refuse(form, found)
    }
    setErrors({})
    setSending(true)
    try {
      await submit(parsed.data)
    } catch (error) {
      if (error instanceof ProblemError && error.field) refuse(form, { [error.field]: error.message })
      else setFailure(error)
    } finally {
      setSending(false)
    }
  }
  return { onSubmit, errors, failure, sending }
}

export const emailField = z.string().check(z.trim(), z.email('Enter an email address like name@example.com.'))
export const newPasswordField = z
  .string()
  .check(z.minLength(12, 'Use at least 12 characters.'), z.maxLength(128, 'Use at most 128 characters.'))
