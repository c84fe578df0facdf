import * as AlertDialog from '@kobalte/core/alert-dialog'
import type { JSX } from 'solid-js'

type Props = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  /** Takes the focus first: the safe button, or the field to fill. */
  firstFocus: () => HTMLElement | undefined
  /** Gets the focus back; without it focus falls to the body. */
  returnTo: () => HTMLElement | undefined
  children: JSX.Element
}

/** A question before something that matters; a sheet at the bottom on phones. */
export function Dialog(props: Props) {
  return (
    <AlertDialog.Root open={props.open} onOpenChange={props.onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay class="appear fixed inset-0 z-40 bg-scrim" />
        <div class="fixed inset-0 z-50 flex items-end justify-center overflow-y-auto sm:items-center sm:p-6">
          <AlertDialog.Content
            class="rise w-full max-w-[450px] rounded-t-card border border-line bg-surface p-5 shadow-float sm:rounded-card sm:p-6"
            onOpenAutoFocus={(event) => {
              event.preventDefault()
              props.firstFocus()?.focus()
            }}
            onCloseAutoFocus={(event) => {
              event.preventDefault()
              props.returnTo()?.focus()
            }}
          >
            <AlertDialog.Title class="text-h2">{props.title}</AlertDialog.Title>
            <AlertDialog.Description as="div" class="mt-3 text-ink-2">
              {props.children}
            </AlertDialog.Description>
          </AlertDialog.Content>
        </div>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
