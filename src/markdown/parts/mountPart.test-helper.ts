import { mount } from '@vue/test-utils'
import { shallowRef, type Component } from 'vue'
import type { Announce } from '../announcing/createAnnouncer.ts'
import { englishLabels, markdownContextKey, type DrawDiagram } from '../options.ts'

interface MountPartOptions {
  highlight?: boolean
  drawDiagram?: DrawDiagram
  announce?: Announce
  slots?: Record<string, string>
}

/** Mounts a part with the context that a document provides, in English. */
export function mountPart(
  part: Component,
  props: Record<string, unknown> = {},
  { highlight = false, drawDiagram, announce = () => undefined, slots = {} }: MountPartOptions = {},
) {
  const labels = shallowRef(englishLabels)
  const context = {
    labels,
    highlight: shallowRef(highlight),
    drawDiagram: shallowRef(drawDiagram),
    announce,
  }
  return mount(part, {
    props,
    slots,
    attachTo: document.body,
    global: { provide: { [markdownContextKey as symbol]: context } },
  })
}

/** Returns the button with an accessible name. */
export function partButton(wrapper: ReturnType<typeof mountPart>, name: string) {
  return wrapper
    .findAll('button')
    .find((button) => (button.attributes('aria-label') ?? button.text()) === name)
}
