import { useIsRouting } from '@solidjs/router'
import { createEffect, type JSX, onMount } from 'solid-js'
import { useSite } from '../shell/session.ts'

/** Set once the first page is there: only later pages take the focus, the first one leaves it to the browser. */
let arrived = false

type Props = { children: JSX.Element; title: string; class?: string }

/** The page's h1. It names the browser's tab, and takes the focus when the page was reached by a link. */
export function PageTitle(props: Props) {
  const site = useSite()
  const routing = useIsRouting()
  let heading: HTMLHeadingElement | undefined
  createEffect(() => {
    if (!routing()) document.title = `${props.title} · ${site().name}`
  })
  onMount(() => {
    if (arrived) heading?.focus()
    arrived = true
  })
  return (
    <h1 ref={heading} tabindex="-1" class={`text-h1 ${props.class ?? ''}`}>
      {props.children}
    </h1>
  )
}
