import type { Component } from 'vue'

/**
 * How a component is shown: in its place; in a frame of some height, which it fills; or beside a button that opens
 * it, as it covers the page or stands at what opened it.
 */
type Shown = 'inline' | 'framed' | 'opened'

/** A component in the states that it can be in. */
export interface Example {
  /** That of its file. */
  readonly name: string
  readonly component: Component
  readonly shown: Shown
  /** By what each is called. */
  readonly states: Readonly<Record<string, State>>
}

interface State {
  /** @param opener - the button that opens it */
  readonly props: (opener: HTMLElement) => object
  /** What stands in its slot. */
  readonly words: string
}

interface Options<Props> {
  readonly name: string
  readonly shown?: Shown
  readonly words?: string
  readonly states: Readonly<Record<string, Props | ((opener: HTMLElement) => Props)>>
}

/** The props of a component as a template may give them. */
type PropsOf<Known> = Known extends abstract new (...args: never) => { $props: infer Props }
  ? Props
  : never

/** An example whose states are checked against the props of its component. */
export function example<Known extends Component>(
  component: Known,
  { name, shown = 'inline', words = '', states }: Options<PropsOf<Known>>,
): Example {
  const entries = Object.entries(states).map(([state, props]) => [
    state,
    { props: typeof props === 'function' ? props : () => props, words },
  ])
  return { name, component, shown, states: Object.fromEntries(entries) as Example['states'] }
}
