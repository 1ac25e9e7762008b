import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, expect, test } from 'vitest'
import type { Diagnosis } from '../../core/diagnose.ts'
import { defineComponent, h, nextTick, shallowRef, Suspense } from 'vue'
import ConnectionDoctor from './ConnectionDoctor.vue'
import { findButton, getButton, mountWithTexts } from '../base/mount.test-helper.ts'

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

const answer: Diagnosis['answer'] = { id: 'a', role: 'assistant', parts: [], createdAt: 0 }

async function testConnection(server: string, diagnosis: Partial<Diagnosis>) {
  const doctor = mountWithTexts(ConnectionDoctor, {
    props: { server, diagnose: async () => ({ trouble: 'none', answer, ...diagnosis }) },
  })
  await getButton(doctor, 'Test connection').trigger('click')
  await flushPromises()
  return doctor
}

test('ConnectionDoctor names the format that a connection test recognized', async () => {
  const firstPayload = '{"choices":[]}'
  const doctor = await testConnection('endpoint', { format: 'openai', firstPayload })
  expect(doctor.text()).toContain('Detected format: openai.')
  expect(doctor.text()).not.toContain(firstPayload)
})

test.each(['format', 'empty'] as const)(
  'ConnectionDoctor offers the first payload to choose the text after the trouble %s',
  async (trouble) => {
    const firstPayload = '{"say":{"it":"Hi"}}'
    const doctor = await testConnection('endpoint', { trouble, firstPayload })
    expect(doctor.text()).toContain(firstPayload)
    await getButton(doctor, 'Choose the text in this event').trigger('click')
    expect(doctor.emitted('pick')).toEqual([[firstPayload]])
  },
)

test('ConnectionDoctor shows the first payload of a well-known API without a choice', async () => {
  const firstPayload = '{"say":"Hi"}'
  const doctor = await testConnection('openai', { trouble: 'format', firstPayload })
  expect(doctor.text()).toContain(firstPayload)
  expect(findButton(doctor, 'Choose the text in this event')).toBeUndefined()
})
