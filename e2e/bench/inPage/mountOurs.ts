import { createApp } from 'vue'
import OurPage from './OurPage.vue'
import type { Show } from './renderBench.ts'

/** Mounts our renderer as an app uses it. */
export function mountOurs(
  container: HTMLElement,
  options: { highlight: boolean },
): { show: Show; unmount: () => void } {
  const app = createApp(OurPage, options)
  const { show } = app.mount(container) as InstanceType<typeof OurPage>
  return { show, unmount: () => app.unmount() }
}
