import { createSignal, lazy, Show, Suspense } from 'solid-js'
import { formatDay, formatMoment, formatMoney } from '../lib/format.ts'
import { CopyButton } from '../ui/CopyButton.tsx'
import { useDeployment } from './context.ts'
import { Fact, Facts } from './Facts.tsx'
import { RenameForm } from './RenameForm.tsx'
import { isEnding } from './restarting.ts'

const DestroyDialog = lazy(() => import('../dialogs/DestroyDialog.tsx'))

export default function Settings() {
  const deployment = useDeployment()
  const server = () => deployment().server
  return (
    <Show when={!isEnding(deployment())} fallback={<p class="text-ink-2">There is nothing left to set.</p>}>
      <div class="grid items-start gap-5 lg:grid-cols-2">
        <div class="grid gap-5">
          <RenameForm deployment={deployment()} />
          <Facts title="Subscription">
            <Fact term="Price">{formatMoney(deployment().priceCents)} a month</Fact>
            <Show when={deployment().currentPeriodEnd}>
              {(end) => <Fact term={deployment().canceledAt ? 'Ends' : 'Next charge'}>{formatDay(end())}</Fact>}
            </Show>
            <Fact term="AI credits">{formatMoney(deployment().includedCreditCents)} included, once</Fact>
          </Facts>
        </div>
        <div class="grid gap-5">
          <Facts title="Address and version">
            <Fact term="Address">
              <Show when={deployment().origin} fallback="None yet">
                {(origin) => (
                  <span class="inline-flex max-w-full items-center gap-1">
                    <span class="min-w-0 font-mono text-xs wrap-anywhere">{origin()}</span>
                    <CopyButton text={origin()} label="Copy the address" />
                  </span>
                )}
              </Show>
            </Fact>
            <Fact term="OpenClaw">{deployment().openclawVersion ?? 'Not known yet'}</Fact>
            <Show when={server()?.plan}>{(plan) => <Fact term="Server">{plan()}</Fact>}</Show>
            <Show when={server()?.datacenter}>{(datacenter) => <Fact term="Region">{datacenter()}</Fact>}</Show>
            <Show when={server()?.os}>{(os) => <Fact term="System">{os()}</Fact>}</Show>
            <Fact term="Created">{formatMoment(deployment().createdAt)}</Fact>
          </Facts>
          <Facts title="Access">
            <Fact term="Who">Only you, through this dashboard.</Fact>
            <Fact term="How">Each opening uses an address that works once. There is no password to share or lose.</Fact>
          </Facts>
        </div>
        <Show when={deployment().allowed.destroy}>
          <Destroy />
        </Show>
      </div>
    </Show>
  )
}

function Destroy() {
  const deployment = useDeployment()
  const [open, setOpen] = createSignal(false)
  const [opened, setOpened] = createSignal(false)
  let button: HTMLButtonElement | undefined
  return (
    <section class="card flex flex-wrap items-center justify-between gap-4 p-5 md:p-6 lg:col-span-2">
      <div class="min-w-0 flex-1 basis-72">
        <h2 class="text-h3">Destroy</h2>
        <p class="mt-1 text-ink-2">Deletes the server with everything on it, and ends the subscription.</p>
      </div>
      <button
        ref={button}
        type="button"
        class="btn btn-quiet text-bad"
        onClick={() => {
          setOpened(true)
          setOpen(true)
        }}
      >
        Destroy instance…
      </button>
      <Suspense>
        <Show when={opened()}>
          <DestroyDialog
            deployment={deployment()}
            open={open()}
            onOpenChange={setOpen}
            returnTo={() => (button?.isConnected ? button : (document.querySelector('h1') ?? undefined))}
          />
        </Show>
      </Suspense>
    </section>
  )
}
