import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, expect, test } from 'vitest'
import { defineComponent, h, nextTick, shallowRef, Suspense } from 'vue'
import ConnectionDoctor from './ConnectionDoctor.vue'
import { mountWithTexts } from '../base/mount.test-helper.ts'

enableAutoUnmount(afterEach)

test('ConnectionDoctor aborts its connection test if <Suspense> discards the pending branch', async () => {
  const signals: AbortSignal[] = []
  const doctor = h(ConnectionDoctor, {
    server: 'openai',
    diagnose: (signal: AbortSignal) => {
      signals.push(signal)
      return new Promise<never>(() => undefined)
    },
  })
  const Waiting = { setup: () => new Promise<never>(() => undefined) }
  const isShown = shallowRef(true)
  mountWithTexts(
    defineComponent(
      () => () =>
        h(Suspense, null, {
          default: () => (isShown.value ? h('div', [doctor, h(Waiting)]) : h('p')),
        }),
    ),
  )
  // The pending branch is not in the page, so the button is found through its component.
  ;(doctor.el as HTMLElement).querySelector('button')?.click()
  expect(signals.map(({ aborted }) => aborted)).toEqual([false])
  isShown.value = false
  await nextTick()
  expect(signals.map(({ aborted }) => aborted)).toEqual([true])
})
