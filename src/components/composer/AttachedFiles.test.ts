import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import type { FilePart } from '../../core/types.ts'
import { picture, textFile } from '../../stores/attachments/files.test-helper.ts'
import AttachedFiles from './AttachedFiles.vue'
import { findButton, getButton, mountWithTexts } from '../base/mount.test-helper.ts'

enableAutoUnmount(afterEach)

function mountFiles(files: readonly FilePart[]) {
  const wrapper = mountWithTexts(AttachedFiles, {
    props: {
      files,
      insertable: true,
      onRemove: (file: FilePart) => {
        files = files.filter((attached) => attached !== file)
        void wrapper.setProps({ files })
      },
    },
  })
  return wrapper
}

function removeFocused(): void {
  if (!(document.activeElement instanceof HTMLElement)) throw new Error('Nothing has the focus.')
  document.activeElement.click()
}

const focused = () => document.activeElement?.getAttribute('aria-label')

test('AttachedFiles moves the focus to the next file after a removal, then to the previous one', async () => {
  const wrapper = mountFiles([picture, textFile('a.md', 'A'), textFile('b.md', 'B')])
  getButton(wrapper, 'Remove “a.md”').element.focus()
  removeFocused()
  await vi.waitUntil(() => focused() === 'Remove “b.md”')
  removeFocused()
  await vi.waitUntil(() => focused() === 'Remove “dot.gif”')
  expect(wrapper.emitted('emptied')).toBeUndefined()
  removeFocused()
  await vi.waitUntil(() => wrapper.emitted('emptied'))
  expect(wrapper.find('ul').exists()).toBe(false)
})

test('AttachedFiles puts a text file back as text, but not an image', async () => {
  const notes = textFile('a.md', '中文')
  const wrapper = mountFiles([picture, notes])
  expect(findButton(wrapper, 'Paste “dot.gif” as text instead')).toBeUndefined()
  await getButton(wrapper, 'Paste “a.md” as text instead').trigger('click')
  await vi.waitUntil(() => wrapper.emitted('insert'))
  expect(wrapper.emitted('insert')).toEqual([[notes, '中文']])
})

test('AttachedFiles shows the name and size of each file', () => {
  const wrapper = mountFiles([picture, textFile('a.md', 'x'.repeat(1500))])
  expect(wrapper.findAll('li').map((item) => item.text())).toEqual(['dot.gif23 byte', 'a.md1.5 kB'])
  expect(wrapper.get('ul').attributes('aria-label')).toBe('Attached files')
})
