import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, expect, test } from 'vitest'
import { recordAnnouncements } from '../a11y/announcements.test-helper.ts'
import ConfigNotice from './ConfigNotice.vue'
import type { ConfigProblem } from './configProblem.ts'
import { mountWithTexts } from '../base/mount.test-helper.ts'

enableAutoUnmount(afterEach)

const problems: readonly ConfigProblem[] = [
  { kind: 'wrong', field: 'temperature', found: '9', expected: 'temperature' },
  { kind: 'unknown', field: 'theme' },
  { kind: 'secret', field: 'apiKey' },
  { kind: 'unreadable' },
]

test('ConfigNotice names each wrong field and the value that it expects', () => {
  const { spoken, provide } = recordAnnouncements()
  const notice = mountWithTexts(ConfigNotice, { props: { problems }, provide })
  const [wrong, unknown, secret, unreadable] = notice.findAll('li').map((item) => item.text())
  expect(notice.get('.text p').text()).toContain('config.json')
  expect(wrong).toBe('“temperature” is 9, expected a number from 0 to 2.')
  expect(unknown).toBe('Unknown field “theme”.')
  expect(secret).toContain('“apiKey” looks like a secret.')
  expect(unreadable).toBe('Not valid JSON.')
  const intro = notice.get('.text p').text()
  expect(spoken).toEqual([[intro, wrong, unknown, secret, unreadable].join('\n')])
})

test('ConfigNotice emits dismiss when the user closes it', async () => {
  const notice = mountWithTexts(ConfigNotice, { props: { problems }, language: 'zh-CN' })
  expect(notice.text()).toContain('“temperature”是 9，应为 0 到 2 之间的数字。')
  await notice.get('button').trigger('click')
  expect(notice.emitted('dismiss')).toHaveLength(1)
})
