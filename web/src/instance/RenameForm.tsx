import * as z from 'zod/mini'
import type { DeploymentSnapshot } from '../../../worker/http/api.ts'
import { renameDeployment } from '../api.ts'
import { announce } from '../lib/announce.ts'
import { deploymentQuery, deploymentsQuery, queryClient } from '../queries.ts'
import { Failure } from '../ui/Failure.tsx'
import { Field } from '../ui/Field.tsx'
import { createForm } from '../ui/form.ts'

const schema = z.object({
  name: z.string().check(z.trim(), z.minLength(1, 'Give it a name.'), z.maxLength(40, 'Use at most 40 characters.')),
})

/** The name is only a label: the address stays. */
export function RenameForm(props: { deployment: DeploymentSnapshot }) {
  const form = createForm(schema, async ({ name }) => {
    await renameDeployment(props.deployment.id, name)
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: deploymentQuery(props.deployment.id).queryKey }),
      queryClient.invalidateQueries({ queryKey: deploymentsQuery.queryKey }),
    ])
    announce('Renamed')
  })
  return (
    <section class="card p-5 md:p-6">
      <h2 class="mb-3 text-h3">Name</h2>
      <form class="flex flex-wrap items-end gap-3" novalidate onSubmit={form.onSubmit}>
        <div class="min-w-0 flex-1 basis-60">
          <Field
            label="What you call it"
            name="name"
            type="text"
            autocomplete="off"
            maxLength={40}
            value={props.deployment.name}
            error={form.errors().name}
          />
        </div>
        <button type="submit" class="btn btn-quiet min-h-11" aria-disabled={form.sending()}>
          {form.sending() ? 'Saving…' : 'Rename'}
        </button>
      </form>
      <Failure error={form.failure()} class="mt-3" />
    </section>
  )
}
