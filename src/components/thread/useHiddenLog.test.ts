import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, expect, test } from 'vitest'
import AppDialog from '../dialogs/AppDialog.vue'
import { mountWithTexts } from '../base/mount.test-helper.ts'

enableAutoUnmount(afterEach)

test('AppDialog hides a silent log from screen readers, until the last dialog closes', async () => {
  const log = document.createElement('div')
  log.setAttribute('aria-live', 'off')
  document.body.append(log)
  const props = { title: 'Settings', intro: 'What it is for' }
  const first = mountWithTexts(AppDialog, { props })
  const second = mountWithTexts(AppDialog, { props })
  await flushPromises()
  expect(log.getAttribute('aria-hidden')).toBe('true')
  first.unmount()
  expect(log.getAttribute('aria-hidden')).toBe('true')
  second.unmount()
  expect(log.hasAttribute('aria-hidden')).toBe(false)
  log.remove()
})
