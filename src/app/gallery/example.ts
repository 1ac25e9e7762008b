import type { Component } from 'vue'

/**
 * How a component is shown: inline; in a frame of fixed height, which it fills; or opened by a button, if it covers
 * the page or is anchored to its opener.
 */
type Shown = 'inline' | 'framed' | 'opened'

/** A component in its possible states. */
export interface Example {
  /** The name of its file. */
  readonly name: string
  readonly component: Component
  readonly shown: Shown
  /** The states by their names. */
  readonly states: Readonly<Record<string, State>>
}

interface State {
  /**
   * Returns the props of the component.
   *
   * @param opener - the button that opens it
   */
  readonly props: (opener: HTMLElement) => object
  /** The text of its default slot. */
  readonly slotText: string
}

interface Options<Props> {
  readonly name: string
  readonly shown?: Shown
  readonly slotText?: string
  readonly states: Readonly<Record<string, Props | ((opener: HTMLElement) => Props)>>
}

/** The props of a component as a template may pass them. */
type PropsOf<C> = C extends abstract new (...args: never) => { $props: infer Props } ? Props : never

/** Defines an example. Its states are type-checked against the props of its component. */
export function example<C extends Component>(
  component: C,
  { name, shown = 'inline', slotText = '', states }: Options<PropsOf<C>>,
): Example {
  const entries = Object.entries(states).map(([state, props]) => [
    state,
    { props: typeof props === 'function' ? props : () => props, slotText },
  ])
  return { name, component, shown, states: Object.fromEntries(entries) as Example['states'] }
}
